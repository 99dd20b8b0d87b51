"""Mô hình, điển hình "Dân vận khéo": what it is over the years; each year's review is a model_year."""

from __future__ import annotations

from danvan_desktop.domain.record_type import Choice, Field, FormLayout, Kind, RecordType, Section
from danvan_desktop.i18n import N_
from danvan_desktop.records.choices import HOLDER_KINDS, REGISTER_NO, REGISTER_YEAR, UNIT

_ENTRY_KINDS = (Choice("mo_hinh", N_("Model")), Choice("dien_hinh", N_("Example")))

MODEL = RecordType(
    name="model",
    label=N_("Model or example"),
    plural=N_("Models and examples"),
    fields=(
        UNIT,
        REGISTER_YEAR,
        REGISTER_NO,
        Field("code", Kind.TEXT, N_("Model code"), index=True, max_length=60),
        Field("name", Kind.TEXT, N_("Name of the model"), required=True, column=2,
              searchable=True, max_length=300),
        Field("entry_kind", Kind.CHOICE, N_("Model or example"), column=3, choices=_ENTRY_KINDS,
              index=True),
        Field("holder_kind", Kind.CHOICE, N_("Collective or individual"), column=4,
              choices=HOLDER_KINDS, index=True),
        Field("holder_name", Kind.TEXT, N_("Carried out by"), column=5, searchable=True,
              max_length=200),
        Field("place", Kind.TEXT, N_("Area"), column=6, searchable=True, max_length=200),
        Field("first_year", Kind.INTEGER, N_("First year"), column=7, index=True, minimum=1945, maximum=2100),
        Field("end_year", Kind.INTEGER, N_("Last year"), minimum=1945, maximum=2100),
        Field("origin_model", Kind.LINK, N_("Copied from"), links_to="model", index=True),
        Field("note", Kind.LONG_TEXT, N_("Remark")),
    ),
    title=("name", "holder_name"),
    order="first_year",
    form=FormLayout(
        sections=(
            Section(
                N_("Model or example"),
                ("unit", "register_year", "register_no", "code", "name", "entry_kind", "holder_kind", "holder_name",
                 "place", "first_year", "end_year", "origin_model", "note"),
            ),
        ),
        quick=("name", "entry_kind", "holder_kind", "holder_name", "place", "first_year"),
        defaults=(("unit", "own_unit"), ("entry_kind", "mo_hinh"), ("holder_kind", "tap_the")),
        children=("model_year", "model_recognition", "model_replication", "attachment"),
    ),
)  # fmt: skip
