"""The figures of a period beside those of the period before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from danvan_desktop import indicators
from danvan_desktop.app.figures import figures
from danvan_desktop.documents import text
from danvan_desktop.domain.periods import Period
from danvan_desktop.i18n import N_, _
from danvan_desktop.reports.figure_value import FigureValue
from danvan_desktop.storage.store import Store

KINDS = {"flow": N_("in the period"), "stock": N_("at its end"), "ratio": N_("share")}


@dataclass(frozen=True)
class Compared:
    """One figure now and before. `record_type`: the list behind it."""

    now: FigureValue
    before: FigureValue | None
    record_type: str

    @property
    def difference(self) -> str:
        """'+3', '−2', '0'; of a share in percentage points; nothing without both numbers."""
        change = self._change()
        if change is None:
            return ""
        sign = "+" if change > 0 else "−" if change < 0 else ""
        shown = text.decimal(abs(change)) if isinstance(change, Decimal) else text.number(abs(change))
        points = " " + _("points") if self.now.kind == "ratio" else ""
        return f"{sign}{shown}{points}"

    @property
    def percent(self) -> str:
        """How much more or less in percent; nothing for shares, or where there was nothing before."""
        change = self._change()
        if change is None or self.now.kind == "ratio" or not self.before or not self.before.value:
            return ""
        share = Decimal(change) * 100 / Decimal(self.before.value)
        sign = "+" if share > 0 else "−" if share < 0 else ""
        return f"{sign}{text.number(abs(share), 1)}%"

    def _change(self) -> Decimal | int | None:
        if self.before is None or self.now.value is None or self.before.value is None:
            return None
        now, before = self.now.value, self.before.value
        if isinstance(now, Decimal) or isinstance(before, Decimal):
            return Decimal(now) - Decimal(before)
        return now - before


def compared(store: Store, period: Period, previous: Period, unit: str | None = None) -> Sequence[Compared]:
    """Every figure of the period with that of the period before."""
    earlier = {item.code: item for item in figures(store, previous, unit)}
    return [Compared(item, earlier.get(item.code), record_type(item.code)) for item in figures(store, period, unit)]


def record_type(code: str) -> str:
    """The type of the records behind a figure or a column of an official table; empty for a code nobody knows."""
    for item in indicators.ALL:
        if code == item.code or (item.split is not None and code.startswith(f"{item.code}.")):
            return item.record_type
    found = indicators.find(code, lambda *_of: ())
    return found.record_type if found else ""
