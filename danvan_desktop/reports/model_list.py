"""The models of a period with their last year, as a list on paper wants them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from danvan_desktop.domain import masking
from danvan_desktop.domain.indicator import Indicator, YearIn
from danvan_desktop.domain.masking import Level
from danvan_desktop.domain.periods import Period
from danvan_desktop.reports.labels import label
from danvan_desktop.storage import figures as sql
from danvan_desktop.storage.reading import Record
from danvan_desktop.storage.store import Store

COLLECTIVE = "tap_the"
_YEARS = Indicator("", "", "", "model_year", (YearIn("year"),))


@dataclass(frozen=True)
class ModelLine:
    """One model with its last year of the period."""

    name: str
    holder: str
    field: str
    holder_kind: str
    registration: str
    effective: bool
    recognised: bool


def model_lines(
    store: Store, rows: Sequence[bytes], period: Period, names: str = Level.FULL
) -> list[ModelLine]:  # fmt: skip
    """Lines for these models (the list behind B01), in the order they were registered.

    `names`: how individuals who carry one out are named; collectives always are.
    """
    years = store.records("model_year", sql.ids(store.conn, store.types, _YEARS, period, units=None))
    last = _last_years(years)
    return [_line(model, last[model.id], names) for model in store.records("model", reversed(rows)) if model.id in last]


def _last_years(years: Iterable[Record]) -> dict[object, Record]:
    ordered = sorted(years, key=lambda item: (item.values["year"] or 0, item.id))
    return {item.values["model"]: item for item in ordered}


def _line(model: Record, year: Record, names: str) -> ModelLine:
    held, said = model.values, year.values
    holder = str(held["holder_name"] or "")
    if holder and held["holder_kind"] != COLLECTIVE and names != Level.FULL:
        holder = masking.name(holder) if names == Level.MASKED else str(held["code"] or "")
    return ModelLine(
        name=str(held["name"] or ""),
        holder=holder or str(held["place"] or ""),
        field=label("model_year", "field", said["field"]),
        holder_kind=label("model", "holder_kind", held["holder_kind"]),
        registration=label("model_year", "registration_kind", said["registration_kind"]),
        effective=said["effective"] == "co",
        recognised=bool(said["recognised"]) or said["state"] in {"cong_nhan", "nhan_rong"},
    )
