"""Cá nhân: a private citizen the office deals with; every value that names one is sealed."""

from __future__ import annotations

from danvan_desktop.domain.record_type import Field, FieldClass, FormLayout, Kind, RecordType, Section
from danvan_desktop.i18n import N_
from danvan_desktop.records.choices import GENDERS, UNIT, YES_OR_NO

_PERSON = FieldClass.PERSON
_FIELDS = (
    UNIT,
    Field(
        "full_name",
        Kind.TEXT,
        N_("Name in full"),
        cls=_PERSON,
        required=True,
        column=1,
        searchable=True,
        max_length=200,
    ),
    Field("gender", Kind.CHOICE, N_("Gender"), cls=_PERSON, choices=GENDERS),
    Field("birth_year", Kind.TEXT, N_("Year of birth"), cls=_PERSON, column=2, max_length=20),
    Field("birth_date", Kind.TEXT, N_("Date of birth"), cls=_PERSON, max_length=20),
    Field("id_no", Kind.TEXT, N_("Identity no."), cls=_PERSON, max_length=40),
    Field("phone", Kind.TEXT, N_("Phone"), cls=_PERSON, max_length=60),
    Field("address", Kind.TEXT, N_("Address"), cls=_PERSON, column=3, searchable=True, max_length=300),
    Field("address_unit", Kind.TEXT, N_("Unit of residence"), max_length=40),
    Field("ethnicity", Kind.TEXT, N_("Ethnicity"), cls=_PERSON, max_length=60),
    Field("religion", Kind.TEXT, N_("Religion"), cls=_PERSON, max_length=60),
    Field("party_member", Kind.CHOICE, N_("Party member"), cls=_PERSON, choices=YES_OR_NO),
    Field("note", Kind.LONG_TEXT, N_("Note"), cls=_PERSON),
)

PERSON = RecordType(
    name="person",
    label=N_("Person"),
    plural=N_("People"),
    fields=_FIELDS,
    title=("full_name",),
    form=FormLayout(
        sections=(Section(N_("Person"), tuple(f.name for f in _FIELDS)),),
        quick=("full_name", "gender", "birth_year", "id_no", "phone", "address"),
        defaults=(("unit", "own_unit"),),
    ),
)  # fmt: skip
