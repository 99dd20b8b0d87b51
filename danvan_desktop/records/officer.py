"""Cán bộ: an officer of an office; the name is open because the office publishes it in its duty."""

from __future__ import annotations

from danvan_desktop.domain.record_type import Choice, Field, FieldClass, FormLayout, Kind, RecordType, Section
from danvan_desktop.i18n import N_
from danvan_desktop.records.choices import UNIT

_ROLES = (
    Choice("tiep_dan", N_("Reception and entry")),
    Choice("xu_ly", N_("Processing officer")),
    Choice("lanh_dao", N_("Leader")),
    Choice("quan_tri", N_("Administrator")),
)
_FIELDS = (
    UNIT,
    Field("name", Kind.TEXT, N_("Officer's name"), required=True, column=1, searchable=True, max_length=120),
    Field("title", Kind.TEXT, N_("Position"), column=2, searchable=True, max_length=200),
    Field("organisation", Kind.LINK, N_("Body or organisation"), links_to="organisation", column=3, index=True),
    Field("concurrent", Kind.YES_NO, N_("Concurrent post")),
    Field("role", Kind.CHOICE, N_("Role in the program"), column=4, choices=_ROLES),
    Field("phone", Kind.TEXT, N_("Officer's phone"), cls=FieldClass.PERSON, max_length=60),
    Field("counts_for_sector", Kind.YES_NO, N_("Counts as service in the sector")),
    Field("active_from", Kind.DATE, N_("In post from"), column=5),
    Field("active_to", Kind.DATE, N_("In post until"), column=6),
)

OFFICER = RecordType(
    name="officer",
    label=N_("Officer"),
    plural=N_("Officers"),
    fields=_FIELDS,
    title=("name", "title"),
    form=FormLayout(
        sections=(Section(N_("Officer"), tuple(f.name for f in _FIELDS)),),
        quick=("name", "title", "organisation", "role", "phone"),
        defaults=(("unit", "own_unit"),),
    ),
)  # fmt: skip
