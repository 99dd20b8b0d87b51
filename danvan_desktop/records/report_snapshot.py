"""Số liệu đã chốt: the figures of a report as they were when it was locked."""

from __future__ import annotations

from danvan_desktop.domain.record_type import Field, FormLayout, Kind, RecordType, Section
from danvan_desktop.i18n import N_
from danvan_desktop.records.choices import UNIT

_FIELDS = (
    UNIT,
    Field("report", Kind.TEXT, N_("Report"), required=True, column=1, index=True, max_length=60),
    Field("period_from", Kind.DATE, N_("Period from"), required=True, column=2, index=True),
    Field("period_to", Kind.DATE, N_("Period to"), required=True, column=3, index=True),
    Field("locked_on", Kind.DATE, N_("Locked on"), column=4, index=True, past=True),
    Field("figures", Kind.LONG_TEXT, N_("Figures"), required=True),
    Field("members", Kind.LONG_TEXT, N_("Records behind the figures"), since=2),
)

REPORT_SNAPSHOT = RecordType(
    name="report_snapshot",
    label=N_("Locked figures"),
    plural=N_("Locked figures of reports"),
    fields=_FIELDS,
    title=("report", "period_from", "period_to"),
    order="locked_on",
    form=FormLayout(sections=(Section(N_("Locked figures"), tuple(f.name for f in _FIELDS)),)),
)
