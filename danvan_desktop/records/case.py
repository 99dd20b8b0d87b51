"""Vụ việc: the matter behind petitions and visits, counted apart from both."""

from __future__ import annotations

from danvan_desktop.domain.record_type import Choice, Field, FieldClass, FormLayout, Kind, RecordType, Section
from danvan_desktop.i18n import N_
from danvan_desktop.records.choices import PETITION_TYPES, REGISTER_YEAR, UNIT

_STATES = (
    Choice("dang_giai_quyet", N_("Being settled")),
    Choice("da_giai_quyet", N_("Settled")),
    Choice("toa_an", N_("At court")),
    Choice("da_nhap", N_("Merged into another case")),
)

CASE = RecordType(
    name="case",
    label=N_("Case"),
    plural=N_("Cases"),
    fields=(
        UNIT,
        REGISTER_YEAR,
        Field("code", Kind.TEXT, N_("Case code"), required=True, column=1, searchable=True, index=True,
              max_length=60),
        Field("title", Kind.TEXT, N_("Summary of the case"), column=2,
              searchable=True, max_length=300),
        Field("kind", Kind.CHOICE, N_("Kind of matter"), column=3, choices=PETITION_TYPES),
        Field("field", Kind.CHOICE, N_("Matter field"), column=4, catalogue="petition_field", index=True),
        Field("opened_on", Kind.DATE, N_("Opened on"), column=5, index=True, past=True),
        Field("location_unit", Kind.TEXT, N_("Place of the matter"), max_length=40),
        Field("village", Kind.TEXT, N_("Village"), max_length=120),
        Field("crowd", Kind.YES_NO, N_("Crowd of five or more"), column=6),
        Field("complex", Kind.YES_NO, N_("Complex"), column=7),
        Field("long_lasting", Kind.YES_NO, N_("Long-lasting"), column=8),
        Field("handled_by", Kind.TEXT, N_("Settling body"), column=9, searchable=True,
              max_length=200),
        Field("state", Kind.CHOICE, N_("State of progress"), column=10, choices=_STATES, index=True),
        Field("closed_on", Kind.DATE, N_("Closed on"), index=True, past=True),
        Field("previous", Kind.LINK, N_("Earlier case"), links_to="case"),
        Field("note", Kind.LONG_TEXT, N_("Note"), cls=FieldClass.PERSON),
    ),
    title=("code", "title"),
    state_field="state",
    order="opened_on",
    form=FormLayout(
        sections=(
            Section(
                N_("Case"),
                ("unit", "register_year", "code", "title", "kind", "field", "opened_on", "location_unit", "village"),
            ),
            Section(
                N_("Following"),
                ("crowd", "complex", "long_lasting", "handled_by", "state", "closed_on", "previous", "note"),
            ),
        ),
        quick=("code", "title", "kind", "field", "opened_on", "crowd", "complex", "long_lasting", "state"),
        defaults=(("unit", "own_unit"), ("opened_on", "today"), ("state", "dang_giai_quyet")),
        children=("case_link", "follow_up", "attachment"),
    ),
)  # fmt: skip
