"""Ý kiến, kiến nghị: one opinion raised at an event, with its answer or its way to one."""

from __future__ import annotations

from danvan_desktop.domain.record_type import Choice, Field, FieldClass, FormLayout, Kind, RecordType, Section, When
from danvan_desktop.i18n import N_
from danvan_desktop.records.choices import LEVELS, UNIT

_STATUSES = (
    Choice("tra_loi_ngay", N_("Answered at once")),
    Choice("dang_giai_quyet", N_("Being settled")),
    Choice("da_giai_quyet", N_("Settled")),
    Choice("chuyen_cap_tren", N_("Passed to the higher level")),
    Choice("khong_thuoc_tham_quyen", N_("Out of competence")),
)
_FIELDS = (
    Field("event", Kind.LINK, N_("Event"), required=True, links_to="event", index=True),
    UNIT,
    Field("seq", Kind.INTEGER, N_("Sequence"), column=1, minimum=1, maximum=100_000),
    Field("speaker", Kind.TEXT, N_("Speaker"), cls=FieldClass.PERSON, column=3, max_length=120),
    Field("organisation", Kind.TEXT, N_("Speaks for"), max_length=200),
    Field("content", Kind.LONG_TEXT, N_("Opinion"), required=True, column=2, searchable=True),
    Field("field", Kind.CHOICE, N_("Matter field"), column=4, catalogue="petition_field", index=True),
    Field("competent_level", Kind.CHOICE, N_("Competent level"), choices=LEVELS),
    Field("answered_on_spot", Kind.YES_NO, N_("Answered on the spot"), column=5, index=True),
    Field("answered_by", Kind.TEXT, N_("Answered by"), max_length=120),
    Field("answer", Kind.LONG_TEXT, N_("Answer")),
    Field("assigned_org", Kind.TEXT, N_("Assigned to"), column=6, searchable=True, max_length=200),
    Field("due_date", Kind.DATE, N_("Due on"), column=7, index=True),
    Field("status", Kind.CHOICE, N_("State of the opinion"), column=8, choices=_STATUSES, index=True),
    Field("answered_on", Kind.DATE, N_("Answered on"), column=9, index=True, past=True),
    Field("reply_no", Kind.TEXT, N_("Reply no."), max_length=60, visible_when=When("status", ("da_giai_quyet",))),
    Field("note", Kind.LONG_TEXT, N_("Remark")),
)

EVENT_OPINION = RecordType(
    name="event_opinion",
    label=N_("Opinion or request"),
    plural=N_("Opinions and requests"),
    fields=_FIELDS,
    title=("content",),
    parent="event",
    state_field="status",
    form=FormLayout(
        sections=(Section(N_("Opinion or request"), tuple(f.name for f in _FIELDS)),),
        quick=("seq", "speaker", "content", "field", "answered_on_spot", "answer", "assigned_org", "due_date", "status",
               "answered_on"),
        defaults=(("unit", "own_unit"),),
        children=("follow_up",),
    ),
)  # fmt: skip
