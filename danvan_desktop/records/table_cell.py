"""Ô nhập tay: a number of an official table that no record stands behind, or an opening balance of a first year.

TT 06/2025/TT-TTCP, table 06/QLKNTC is typed by hand; an office that starts in mid-year declares what it had before.
"""

from __future__ import annotations

from danvan_desktop.domain.record_type import Choice, Field, FieldClass, FormLayout, Kind, RecordType, Section
from danvan_desktop.i18n import N_
from danvan_desktop.records.choices import UNIT

CELL_KINDS = (
    Choice("nhap_tay", N_("Typed by hand")),
    Choice("dau_ky", N_("Opening balance, added to what is counted")),
)
_FIELDS = (
    UNIT,
    Field("table_set", Kind.TEXT, N_("Set of tables"), required=True, column=1, index=True, max_length=40),
    Field("period_from", Kind.DATE, N_("Period from"), required=True, column=2, index=True),
    Field("period_to", Kind.DATE, N_("Period to"), required=True, column=3, index=True),
    Field("table_name", Kind.TEXT, N_("Official table"), required=True, column=4, max_length=20),
    Field("cell", Kind.TEXT, N_("Column of the table"), required=True, column=5, max_length=10),
    Field("cell_kind", Kind.CHOICE, N_("Kind of cell"), required=True, column=6, choices=CELL_KINDS),
    Field("amount", Kind.DECIMAL, N_("Amount"), required=True, column=7, minimum=0),
    Field("note", Kind.LONG_TEXT, N_("Note"), cls=FieldClass.PERSON),
)

TABLE_CELL = RecordType(
    name="table_cell",
    label=N_("Typed cell of a table"),
    plural=N_("Typed cells of tables"),
    fields=_FIELDS,
    title=("table_name", "cell", "period_to"),
    order="period_to",
    form=FormLayout(
        sections=(Section(N_("Typed cell of a table"), tuple(f.name for f in _FIELDS)),),
        quick=("table_set", "period_from", "period_to", "table_name", "cell", "cell_kind", "amount"),
        defaults=(("unit", "own_unit"), ("table_set", "TT06-2025"), ("cell_kind", "nhap_tay")),
    ),
)
