"""Nội dung chương trình: one line of an event's programme."""

from __future__ import annotations

from danvan_desktop.domain.record_type import Field, FormLayout, Kind, RecordType, Section
from danvan_desktop.i18n import N_
from danvan_desktop.records.choices import UNIT

_FIELDS = (
    Field("event", Kind.LINK, N_("Event"), required=True, links_to="event", index=True),
    UNIT,
    Field("seq", Kind.INTEGER, N_("Sequence"), column=1, minimum=1, maximum=1000),
    Field("start_time", Kind.TIME, N_("Starts at"), column=2),
    Field("end_time", Kind.TIME, N_("Ends at"), column=3),
    Field("content", Kind.TEXT, N_("Agenda item"), required=True, column=4, searchable=True, max_length=500),
    Field("presenter", Kind.TEXT, N_("Presented by (agenda)"), column=5, max_length=200),
    Field("document", Kind.TEXT, N_("Document"), max_length=200),
    Field("note", Kind.TEXT, N_("Remark"), column=6, max_length=300),
)

AGENDA_ITEM = RecordType(
    name="agenda_item",
    label=N_("Agenda item"),
    plural=N_("Agenda"),
    fields=_FIELDS,
    title=("content",),
    parent="event",
    form=FormLayout(
        sections=(Section(N_("Agenda item"), tuple(f.name for f in _FIELDS)),),
        quick=("seq", "start_time", "end_time", "content", "presenter", "note"),
        defaults=(("unit", "own_unit"),),
    ),
)  # fmt: skip
