"""One recognition of a model by one level in one year."""

from __future__ import annotations

from danvan_desktop.domain.record_type import Field, FormLayout, Kind, RecordType, Section
from danvan_desktop.i18n import N_
from danvan_desktop.records.choices import LEVELS, UNIT

_FIELDS = (
    Field("model", Kind.LINK, N_("Model or example"), required=True, links_to="model", column=1, index=True),
    UNIT,
    Field("year", Kind.INTEGER, N_("Year"), required=True, column=2, index=True, minimum=1945, maximum=2100),
    Field("level", Kind.CHOICE, N_("Recognised at"), column=3, choices=LEVELS, index=True),
    Field("decision_no", Kind.TEXT, N_("Decision no."), column=4, searchable=True, max_length=60),
    Field("decision_date", Kind.DATE, N_("Decision dated"), column=5, index=True, past=True),
    Field("signer", Kind.TEXT, N_("Signed by"), column=6, max_length=120),
    Field("summary", Kind.LONG_TEXT, N_("Effect in short")),
)

MODEL_RECOGNITION = RecordType(
    name="model_recognition",
    label=N_("Recognition"),
    plural=N_("Recognitions"),
    fields=_FIELDS,
    title=("year", "level", "decision_no"),
    parent="model",
    order="year",
    form=FormLayout(
        sections=(Section(N_("Recognition"), tuple(f.name for f in _FIELDS)),),
        quick=("year", "level", "decision_no", "decision_date", "signer"),
        defaults=(("unit", "own_unit"),),
    ),
)  # fmt: skip
