"""Đơn vị hành chính: one administrative unit, dated (dan-van-work.md §1.2)."""

from __future__ import annotations

from danvan_desktop.domain.record_type import Choice, Field, FormLayout, Kind, RecordType, Rule, Section
from danvan_desktop.i18n import N_
from danvan_desktop.records.choices import LEVELS

_TYPES = (
    Choice("tinh", N_("Province (tỉnh)")),
    Choice("thanh_pho_tw", N_("Centrally-run city")),
    Choice("huyen", N_("Rural district")),
    Choice("quan", N_("Urban district")),
    Choice("thi_xa", N_("Town")),
    Choice("thanh_pho_thuoc_tinh", N_("City under a province")),
    Choice("xa", N_("Commune")),
    Choice("phuong", N_("Ward")),
    Choice("thi_tran", N_("Township")),
    Choice("dac_khu", N_("Special zone")),
    Choice("thon", N_("Village (thôn)")),
    Choice("to_dan_pho", N_("Street group")),
    Choice("khu", N_("Village (khu)")),
    Choice("khom", N_("Village (khóm)")),
    Choice("ap", N_("Village (ấp)")),
    Choice("ban", N_("Village (bản)")),
)
_FIELDS = (
    Field("code", Kind.TEXT, N_("Unit code"), required=True, column=1, searchable=True, index=True, max_length=40),
    Field("name", Kind.TEXT, N_("Name"), required=True, column=2, searchable=True, max_length=200),
    Field("full_name", Kind.TEXT, N_("Full name"), column=3, searchable=True, max_length=200),
    Field("unit_type", Kind.CHOICE, N_("Type of unit"), column=4, choices=_TYPES),
    Field("level", Kind.CHOICE, N_("Level"), column=5, choices=LEVELS, index=True),
    Field("parent_code", Kind.TEXT, N_("Belongs to"), column=6, index=True, max_length=40),
    Field("identity_code", Kind.TEXT, N_("Identity code"), max_length=60),
    Field("remote_area", Kind.YES_NO, N_("Remote area")),
    Field("valid_from", Kind.DATE, N_("Valid from"), column=7),
    Field("valid_to", Kind.DATE, N_("Valid to"), column=8),
    Field("legal_basis", Kind.TEXT, N_("Legal basis"), max_length=300),
    Field("historic", Kind.YES_NO, N_("Historic"), column=9),
)

UNIT_TYPE = RecordType(
    name="unit",
    label=N_("Unit"),
    plural=N_("Units"),
    fields=_FIELDS,
    title=("name", "code"),
    rule=Rule.CATALOGUE,
    form=FormLayout(
        sections=(Section(N_("Unit"), tuple(f.name for f in _FIELDS)),),
        quick=("code", "name", "full_name", "unit_type", "level", "parent_code"),
    ),
)  # fmt: skip
