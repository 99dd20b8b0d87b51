"""Điểm cầu: one place of an event, with who was invited and who came."""

from __future__ import annotations

from danvan_desktop.domain.record_type import Field, FieldClass, FormLayout, Kind, RecordType, Section
from danvan_desktop.i18n import N_
from danvan_desktop.records.choices import UNIT

_FIELDS = (
    Field("event", Kind.LINK, N_("Event"), required=True, links_to="event", column=1, index=True),
    UNIT,
    Field("name", Kind.TEXT, N_("Name of the site"), column=2, searchable=True, max_length=200),
    Field("is_main", Kind.YES_NO, N_("Main site"), column=3),
    Field("location", Kind.TEXT, N_("Location"), max_length=200),
    Field("tech_contact", Kind.TEXT, N_("Technical contact"), max_length=120),
    Field("tech_phone", Kind.TEXT, N_("Phone of the technical contact"), cls=FieldClass.PERSON, max_length=60),
    Field("invited", Kind.INTEGER, N_("Invited"), column=4, minimum=0, maximum=10_000_000),
    Field("present", Kind.INTEGER, N_("Present"), column=5, minimum=0, maximum=10_000_000),
    Field("voters_present", Kind.INTEGER, N_("Voters present"), column=6, minimum=0, maximum=10_000_000),
)

SITE = RecordType(
    name="site",
    label=N_("Site"),
    plural=N_("Sites"),
    fields=_FIELDS,
    title=("name",),
    parent="event",
    form=FormLayout(
        sections=(Section(N_("Site"), tuple(f.name for f in _FIELDS)),),
        quick=("name", "is_main", "location", "invited", "present", "voters_present"),
        defaults=(("unit", "own_unit"),),
    ),
)  # fmt: skip
