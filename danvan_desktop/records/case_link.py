"""Liên kết vụ việc: a petition or a visit that belongs to a further case beside the one it names itself.

A visit counts for each of its cases. The circular wants no more cases than petitions, so a petition counts for the
case it names, or where it names none for the first it is linked to (indicators/tt06/words.py).
"""

from __future__ import annotations

from danvan_desktop.domain.record_type import Field, FormLayout, Kind, RecordType, Section
from danvan_desktop.i18n import N_
from danvan_desktop.records.choices import UNIT

_FIELDS = (
    UNIT,
    Field("case", Kind.LINK, N_("Case"), required=True, links_to="case", column=1, index=True),
    Field("petition", Kind.LINK, N_("Petition"), links_to="petition", column=2, index=True),
    Field("reception", Kind.LINK, N_("Reception visit"), links_to="reception", column=3, index=True),
    Field("reason", Kind.TEXT, N_("Why it belongs there"), column=4, max_length=300),
)

CASE_LINK = RecordType(
    name="case_link",
    label=N_("Further case"),
    plural=N_("Further cases"),
    fields=_FIELDS,
    title=("reason",),
    form=FormLayout(
        sections=(Section(N_("Further case"), tuple(f.name for f in _FIELDS)),),
        quick=("case", "petition", "reception", "reason"),
        defaults=(("unit", "own_unit"),),
    ),
)
