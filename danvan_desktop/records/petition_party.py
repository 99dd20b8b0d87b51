"""Người trong đơn: a further sender, a representative or a respondent of a petition (petitions.md §4.3, §7.2).

A co-denouncer has a row with a code and nothing else: who it is stands in the sealed paper file only.
"""

from __future__ import annotations

from danvan_desktop.domain.record_type import Choice, Field, FieldClass, FormLayout, Kind, RecordType, Section, When
from danvan_desktop.i18n import N_
from danvan_desktop.records.choices import REPRESENTATIVE_KINDS, UNIT

SENDER, REPRESENTATIVE, DENOUNCER, RESPONDENT = "nguoi_gui", "nguoi_dai_dien", "nguoi_to_cao", "nguoi_bi"
SIDES = (
    Choice(SENDER, N_("Also sends the petition")),
    Choice(REPRESENTATIVE, N_("Represents the senders")),
    Choice(DENOUNCER, N_("Also denounces (code only)")),
    Choice(RESPONDENT, N_("Complained of or denounced")),
    Choice("nguoi_lien_quan", N_("Has rights or duties in the matter")),
)
_KINDS = (Choice("ca_nhan", N_("Individual")), Choice("co_quan_to_chuc", N_("Agency or organisation")))
_SECRET = When("side", (DENOUNCER,))
_OF_REPRESENTATIVE = When("side", (REPRESENTATIVE,))
IDENTITY = ("name", "position", "address", "phone", "id_no", "note")  # what would say who somebody is
_WHO = (("name", N_("Name"), 3, 200), ("position", N_("Position"), 4, 200), ("address", N_("Address"), 5, 300),
        ("phone", N_("Phone"), None, 60), ("id_no", N_("Identity no."), None, 40))  # fmt: skip

_FIELDS = (
    Field("petition", Kind.LINK, N_("Petition"), required=True, links_to="petition", index=True),
    UNIT,
    Field("seq", Kind.INTEGER, N_("Sequence"), column=1, minimum=1, maximum=100_000),
    Field("side", Kind.CHOICE, N_("Side in the petition"), required=True, column=2, choices=SIDES, index=True),
    Field("party_kind", Kind.CHOICE, N_("Individual or organisation"), choices=_KINDS),
    *(
        Field(
            name, Kind.TEXT, label, cls=FieldClass.PERSON, column=place, searchable=name in {"name", "address"},
            denouncer_when=_SECRET, max_length=most,
        )
        for name, label, place, most in _WHO
    ),
    Field("sealed_file_no", Kind.TEXT, N_("Sealed paper file no."), visible_when=_SECRET, max_length=60),
    Field("rep_kind", Kind.CHOICE, N_("Kind of representative"), choices=REPRESENTATIVE_KINDS,
          visible_when=_OF_REPRESENTATIVE),
    Field("appointed_on", Kind.DATE, N_("Appointed in writing on"), past=True, visible_when=_OF_REPRESENTATIVE),
    Field("all_signed", Kind.YES_NO, N_("Signed by all senders"), visible_when=_OF_REPRESENTATIVE),
    Field("note", Kind.TEXT, N_("Note"), cls=FieldClass.PERSON, denouncer_when=_SECRET, max_length=300),
)  # fmt: skip

PETITION_PARTY = RecordType(
    name="petition_party",
    label=N_("Person in the petition"),
    plural=N_("People in the petition"),
    fields=_FIELDS,
    title=("side", "seq"),
    parent="petition",
    form=FormLayout(
        sections=(Section(N_("Person in the petition"), tuple(f.name for f in _FIELDS)),),
        quick=("seq", "side", "name", "position", "address", "phone", "id_no", "appointed_on", "all_signed"),
        defaults=(("unit", "own_unit"), ("side", SENDER)),
    ),
)
