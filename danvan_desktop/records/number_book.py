"""Sổ số văn bản: the counter of one kind of document; the counter itself never leaves this machine."""

from __future__ import annotations

from danvan_desktop.domain.record_type import Field, FieldClass, FormLayout, Kind, RecordType, Section
from danvan_desktop.i18n import N_
from danvan_desktop.records.choices import UNIT

_FIELDS = (
    UNIT,
    Field("organisation", Kind.LINK, N_("Body or organisation"), links_to="organisation", column=1, index=True),
    Field("doc_kind", Kind.TEXT, N_("Kind of document"), required=True, column=2, index=True, max_length=40),
    Field("year", Kind.INTEGER, N_("Year"), column=3, minimum=1945, maximum=2100, index=True),
    Field("term", Kind.TEXT, N_("Term of the committee"), column=4, max_length=40),
    Field("keeper", Kind.TEXT, N_("Computer that gives the numbers"), since=3, derived=True, max_length=16),
    Field("next_number", Kind.INTEGER, N_("Next number"), cls=FieldClass.LOCAL, column=5, minimum=1),
    Field("last_used_on", Kind.DATE, N_("Last used on"), cls=FieldClass.LOCAL),
)

NUMBER_BOOK = RecordType(
    name="number_book",
    label=N_("Document number book"),
    plural=N_("Document number books"),
    fields=_FIELDS,
    title=("doc_kind", "year", "term"),
    parent="organisation",
    form=FormLayout(
        sections=(Section(N_("Document number book"), tuple(f.name for f in _FIELDS)),),
        quick=("doc_kind", "year", "term"),
        defaults=(("unit", "own_unit"),),
    ),
)  # fmt: skip
