"""Lời văn báo cáo: the words an officer wrote for one block of a report."""

from __future__ import annotations

from danvan_desktop.domain.record_type import Field, FormLayout, Kind, RecordType, Section
from danvan_desktop.i18n import N_
from danvan_desktop.records.choices import UNIT

_FIELDS = (
    UNIT,
    Field("report", Kind.TEXT, N_("Report"), required=True, column=1, index=True, max_length=60),
    Field("year", Kind.INTEGER, N_("Year"), required=True, column=2, index=True, minimum=1945, maximum=2100),
    Field("period_from", Kind.DATE, N_("Period from"), index=True, since=2),
    Field("period_to", Kind.DATE, N_("Period to"), index=True, since=2),
    Field("block", Kind.TEXT, N_("Block of the report"), required=True, column=3, index=True, max_length=60),
    Field("text", Kind.LONG_TEXT, N_("Words of the report"), column=4, searchable=True),
)

REPORT_TEXT = RecordType(
    name="report_text",
    label=N_("Words of a report"),
    plural=N_("Words of reports"),
    fields=_FIELDS,
    title=("report", "year", "block"),
    order="year",
    form=FormLayout(
        sections=(Section(N_("Words of a report"), tuple(f.name for f in _FIELDS)),),
        quick=("report", "year", "block", "text"),
        defaults=(("unit", "own_unit"),),
    ),
)
