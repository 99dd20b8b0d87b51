"""One unit that took a model over."""

from __future__ import annotations

from danvan_desktop.domain.record_type import Field, FormLayout, Kind, RecordType, Section
from danvan_desktop.i18n import N_
from danvan_desktop.records.choices import UNIT

_FIELDS = (
    Field("model", Kind.LINK, N_("Model or example"), required=True, links_to="model", column=1, index=True),
    UNIT,
    Field("year", Kind.INTEGER, N_("Year"), required=True, column=2, index=True, minimum=1945, maximum=2100),
    Field("adopting_unit", Kind.TEXT, N_("Adopting unit"), column=3, searchable=True, max_length=200),
    Field("adopted_on", Kind.DATE, N_("Adopted on"), column=4, index=True, past=True),
    Field("child_model", Kind.LINK, N_("Model made there"), links_to="model"),
    Field("note", Kind.LONG_TEXT, N_("Remark")),
)

MODEL_REPLICATION = RecordType(
    name="model_replication",
    label=N_("Replication"),
    plural=N_("Replications"),
    fields=_FIELDS,
    title=("year", "adopting_unit"),
    parent="model",
    order="year",
    form=FormLayout(
        sections=(Section(N_("Replication"), tuple(f.name for f in _FIELDS)),),
        quick=("year", "adopting_unit", "adopted_on", "child_model"),
        defaults=(("unit", "own_unit"), ("adopted_on", "today")),
    ),
)  # fmt: skip
