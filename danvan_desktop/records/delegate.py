"""Đại biểu: one delegate of an event."""

from __future__ import annotations

from danvan_desktop.domain.record_type import Choice, Field, FieldClass, FormLayout, Kind, RecordType, Section
from danvan_desktop.i18n import N_
from danvan_desktop.records.choices import UNIT

_GROUPS = (
    Choice("chu_tri", N_("Chair")),
    Choice("cap_tren", N_("From the higher level")),
    Choice("lanh_dao", N_("Leader")),
    Choice("thanh_vien", N_("Member")),
    Choice("co_so", N_("Grassroots")),
    Choice("khen_thuong", N_("To be honoured")),
    Choice("bao_chi", N_("Press")),
    Choice("phuc_vu", N_("Service")),
)
_FIELDS = (
    Field("event", Kind.LINK, N_("Event"), required=True, links_to="event", index=True),
    UNIT,
    Field("site", Kind.LINK, N_("Site"), links_to="site", index=True),
    Field("seq", Kind.INTEGER, N_("Sequence"), column=1, minimum=1, maximum=100_000),
    Field("name", Kind.TEXT, N_("Delegate's name"), required=True, column=2, searchable=True, max_length=120),
    Field("title", Kind.TEXT, N_("Position"), column=3, max_length=200),
    Field("organisation", Kind.TEXT, N_("From the body"), column=4, searchable=True, max_length=200),
    Field("group", Kind.CHOICE, N_("Group of delegates"), column=5, choices=_GROUPS, index=True),
    Field("phone", Kind.TEXT, N_("Delegate's phone"), cls=FieldClass.PERSON, max_length=60),
    Field("invited", Kind.YES_NO, N_("Is invited"), column=6),
    Field("confirmed", Kind.YES_NO, N_("Confirmed"), column=7),
    Field("present", Kind.YES_NO, N_("Is present"), column=8),
    Field("substitute_for", Kind.TEXT, N_("Substitute for"), max_length=120),
    Field("seat", Kind.TEXT, N_("Seat"), max_length=40),
)

DELEGATE = RecordType(
    name="delegate",
    label=N_("Delegate"),
    plural=N_("Delegates"),
    fields=_FIELDS,
    title=("name", "title"),
    parent="event",
    form=FormLayout(
        sections=(Section(N_("Delegate"), tuple(f.name for f in _FIELDS)),),
        quick=("seq", "name", "title", "organisation", "group", "invited", "confirmed", "present", "seat"),
        defaults=(("unit", "own_unit"), ("group", "last")),
    ),
)  # fmt: skip
