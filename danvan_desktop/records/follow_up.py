"""Theo dõi thực hiện: one task that came out of a conclusion, a reception or a petition."""

from __future__ import annotations

from danvan_desktop.domain.record_type import Choice, Field, FormLayout, Kind, RecordType, Section
from danvan_desktop.i18n import N_
from danvan_desktop.records.choices import FOLLOW_UP_STATES, UNIT, moves

_SOURCES = (
    Choice("ket_luan", N_("Conclusion of an event")),
    Choice("tiep_dan", N_("Conclusion of a reception")),
    Choice("don_thu", N_("Settlement of a petition")),
    Choice("kiem_tra", N_("Request of an inspection")),
    Choice("khac", N_("Other")),
)
_FIELDS = (
    UNIT,
    Field("source_kind", Kind.CHOICE, N_("Comes from"), column=1, choices=_SOURCES, index=True),
    Field("event", Kind.LINK, N_("Event"), links_to="event", index=True),
    Field("event_opinion", Kind.LINK, N_("Opinion or request"), links_to="event_opinion"),
    Field("reception", Kind.LINK, N_("Reception visit"), links_to="reception", index=True),
    Field("petition", Kind.LINK, N_("Petition"), links_to="petition", index=True),
    Field("case", Kind.LINK, N_("Case"), links_to="case", index=True),
    Field("seq", Kind.INTEGER, N_("Sequence"), minimum=1, maximum=1000),
    Field("content", Kind.LONG_TEXT, N_("Task"), required=True, column=2, searchable=True),
    Field("responsible_org", Kind.TEXT, N_("Responsible body"), column=3, searchable=True, max_length=200),
    Field("due_date", Kind.DATE, N_("To be done by"), column=4, index=True),
    Field("status", Kind.CHOICE, N_("State of the task"), column=5, choices=FOLLOW_UP_STATES, index=True),
    Field("done_on", Kind.DATE, N_("Done on"), column=6, index=True, past=True),
    Field("report_doc", Kind.TEXT, N_("Report of the body"), max_length=120),
    Field("evidence", Kind.LONG_TEXT, N_("Evidence")),
)

FOLLOW_UP = RecordType(
    name="follow_up",
    label=N_("Follow-up"),
    plural=N_("Follow-ups"),
    fields=_FIELDS,
    title=("content",),
    state_field="status",
    transitions=moves(
        FOLLOW_UP_STATES,
        {
            "chua": "dang da_xong qua_han chuyen_cap_tren",
            "dang": "da_xong qua_han chuyen_cap_tren",
            "qua_han": "da_xong",
        },
    ),
    order="due_date",
    form=FormLayout(
        sections=(Section(N_("Follow-up"), tuple(f.name for f in _FIELDS)),),
        quick=("content", "responsible_org", "due_date", "status", "done_on"),
        defaults=(("unit", "own_unit"), ("status", "chua")),
        children=("attachment",),
    ),
)  # fmt: skip
