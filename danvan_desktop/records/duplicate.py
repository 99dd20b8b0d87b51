"""Kết luận trùng đơn: what a person decided about two petitions, or about two cases that are one (petitions.md §4.3).

The program only proposes. A decision is kept with what it changed, so that it can be taken back, and travels within
the unit, so that another computer does not ask again. No person's value ever stands in it.
"""

from __future__ import annotations

from danvan_desktop.domain.record_type import Choice, Field, FormLayout, Kind, RecordType, Section
from danvan_desktop.i18n import N_
from danvan_desktop.records.choices import UNIT

COPY, SAME_MATTER, DIFFERENT, MERGED = "trung", "cung_vu_viec", "khong_trung", "nhap_vu_viec"
VERDICTS = (
    Choice(COPY, N_("Duplicate petition")),
    Choice(SAME_MATTER, N_("Another petition of the same case")),
    Choice(DIFFERENT, N_("Not a duplicate")),
    Choice(MERGED, N_("Case merged into another")),
)
_FIELDS = (
    UNIT,
    Field("verdict", Kind.CHOICE, N_("What was decided"), required=True, column=1, choices=VERDICTS, index=True),
    Field("petition", Kind.LINK, N_("Later petition"), links_to="petition", column=2, index=True),
    Field("first", Kind.LINK, N_("Earlier petition"), links_to="petition", column=3, index=True),
    Field("visit", Kind.LINK, N_("Later visit"), links_to="reception", index=True),
    Field("first_visit", Kind.LINK, N_("Earlier visit"), links_to="reception", index=True),
    Field("case", Kind.LINK, N_("Case"), links_to="case", column=4, index=True),
    Field("into", Kind.LINK, N_("Merged into the case"), links_to="case", column=5, index=True),
    Field("decided_on", Kind.DATE, N_("Decided on"), column=6, index=True, past=True),
    Field("undone_on", Kind.DATE, N_("Taken back on"), column=7, past=True),
    Field("changed", Kind.LONG_TEXT, N_("What it changed"), derived=True),
)

DUPLICATE = RecordType(
    name="duplicate",
    label=N_("Decision on a duplicate"),
    plural=N_("Decisions on duplicates"),
    fields=_FIELDS,
    title=("verdict", "decided_on"),
    order="decided_on",
    form=FormLayout(sections=(Section(N_("Decision on a duplicate"), tuple(f.name for f in _FIELDS)),)),
)
