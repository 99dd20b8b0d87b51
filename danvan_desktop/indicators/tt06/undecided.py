"""Settled complaints and denunciations that no column of 03/GQKN and 04/GQTC can count: no result, or no date of it."""

from __future__ import annotations

from danvan_desktop.domain.indicator import All, AnyOf, Dated, Empty, In
from danvan_desktop.indicators.tt06 import words
from danvan_desktop.indicators.tt06.words import column
from danvan_desktop.records.petition_states import RESOLVED

_SETTLED = AnyOf((Dated("resolved_on"), All((In("state", RESOLVED), Empty(("resolved_on",))))))
UNDECIDED = column(
    "03/GQKN", 0, "petition",
    (
        In("type", ("khieu_nai", "to_cao")), words.OURS, In("state", (*RESOLVED, "dong")), _SETTLED,
        AnyOf((Empty(("result",)), Empty(("result_on",)))),
    ),
)  # fmt: skip
