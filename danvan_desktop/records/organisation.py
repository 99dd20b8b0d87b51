"""Cơ quan, tổ chức: a body with its time of existence (dan-van-work.md §1.2)."""

from __future__ import annotations

from danvan_desktop.domain.record_type import Choice, Field, FieldClass, FormLayout, Kind, RecordType, Section
from danvan_desktop.i18n import N_
from danvan_desktop.records.choices import LEVELS, UNIT

_KINDS = (
    Choice("cap_uy", N_("Party committee")),
    Choice("ban_dang", N_("Party board")),
    Choice("chinh_quyen", N_("State administration")),
    Choice("mttq", N_("Fatherland Front")),
    Choice("doan_the", N_("Mass organisation")),
    Choice("hoi_quan_chung", N_("Popular association")),
    Choice("luc_luong_vu_trang", N_("Armed forces")),
    Choice("truong_hoc", N_("School")),
    Choice("doanh_nghiep", N_("Enterprise")),
    Choice("chi_bo", N_("Party cell")),
    Choice("to_dan_van", N_("Mass mobilisation group")),
    Choice("ban_chi_dao", N_("Steering committee")),
    Choice("khac", N_("Other")),
)
_FIELDS = (
    UNIT,
    Field("name", Kind.TEXT, N_("Name of the body"), required=True, column=1, searchable=True, max_length=200),
    Field("short_symbol", Kind.TEXT, N_("Symbol"), column=2, searchable=True, max_length=40),
    Field("org_kind", Kind.CHOICE, N_("Kind of body"), column=3, choices=_KINDS, index=True),
    Field("level", Kind.CHOICE, N_("Level"), column=4, choices=LEVELS, index=True),
    Field("parent_name", Kind.TEXT, N_("Superior body"), max_length=200),
    Field("predecessor", Kind.LINK, N_("Predecessor"), links_to="organisation"),
    Field("address", Kind.TEXT, N_("Address of the body"), cls=FieldClass.PERSON, max_length=300),
    Field("phone", Kind.TEXT, N_("Phone of the body"), cls=FieldClass.PERSON, max_length=60),
    Field("valid_from", Kind.DATE, N_("Valid from"), column=5),
    Field("valid_to", Kind.DATE, N_("Valid to"), column=6),
)

ORGANISATION = RecordType(
    name="organisation",
    label=N_("Body or organisation"),
    plural=N_("Bodies and organisations"),
    fields=_FIELDS,
    title=("name",),
    form=FormLayout(
        sections=(Section(N_("Body or organisation"), tuple(f.name for f in _FIELDS)),),
        quick=("name", "short_symbol", "org_kind", "level"),
        defaults=(("unit", "own_unit"),),
        children=("number_book",),
    ),
)  # fmt: skip
