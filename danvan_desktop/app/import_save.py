"""Planned rows become records: cases, models known from earlier years, sites, recognitions."""

from __future__ import annotations

from danvan_desktop.app import terms
from danvan_desktop.app.import_compare import NewRow, identity_type
from danvan_desktop.app.parties import PARTY
from danvan_desktop.domain.text import clean, fold_key
from danvan_desktop.domain.values import Value
from danvan_desktop.i18n import _
from danvan_desktop.records.petition_party import SENDER
from danvan_desktop.sheets.plan import ImportPlan
from danvan_desktop.storage import import_log
from danvan_desktop.storage.batch import Batch
from danvan_desktop.storage.import_log import MadeRow
from danvan_desktop.storage.store import Store

_CONTINUES = frozenset({"duy_tri", "nhan_rong"})


class Saver:
    """Writes rows into a batch and remembers what it made."""

    def __init__(self, store: Store, batch: Batch, plan: ImportPlan, unit: str, officer: str = "") -> None:
        self._batch, self._plan, self._unit, self._officer = batch, plan, unit, officer
        self._law = terms.law(store)
        self.made: list[MadeRow] = []
        self._cases = {(year, _case_key(code)): row for year, code, row in import_log.cases_of(store.conn, unit)}
        self._models: dict[str, list[tuple[bytes, str, str]]] = {}
        self._years: dict[bytes, set[int]] = {}
        if plan.type_name == "model":
            self._load_models(store)

    def _load_models(self, store: Store) -> None:
        for row, name, holder, place in import_log.models_of(store.conn, self._unit):
            self._models.setdefault(fold_key(name), []).append((row, fold_key(holder), fold_key(place)))
        for model, year in import_log.model_years(store.conn, self._unit):
            self._years.setdefault(model, set()).add(year)

    def add(self, new: NewRow) -> None:
        """Write one row and what belongs to it, as one group."""
        self._batch.new_group()
        values = {name: dict(found) for name, found in new.planned.values.items()}
        if self._plan.type_name == "model":
            self._model(new, values)
            return
        own = values[self._plan.type_name]
        if new.planned.case_code:
            own["case"] = self._case(new.planned.register_year, new.planned.case_code)
        if self._plan.type_name == terms.TYPE:
            own |= terms.stamp(self._law, None, own, self._officer)
        row = self._new(self._plan.type_name, own, new)
        for seq, name in enumerate(new.planned.others, 1):
            listed: dict[str, Value] = {"petition": row, "unit": self._unit, "seq": seq, "side": SENDER, "name": name}
            self._new(PARTY, listed)
        if "site" in values:
            self._new("site", {**values["site"], "event": row})

    def _new(self, type_name: str, values: dict[str, Value], new: NewRow | None = None) -> bytes:
        row = self._batch.new(type_name, values)
        marked = new is not None and type_name == identity_type(self._plan.type_name)
        digests = (new.same, new.alike) if new is not None and marked else (None, None)
        self.made.append(MadeRow(row, type_name, *digests))
        return row

    def _case(self, year: int | None, code: str) -> bytes:
        key = (year, _case_key(code))
        if key not in self._cases:
            self._cases[key] = self._new("case", {"unit": self._unit, "register_year": year, "code": clean(code)})
        return self._cases[key]

    def _model(self, new: NewRow, values: dict[str, dict[str, Value]]) -> None:
        year = values["model_year"]
        model = self._earlier_model(new, values)
        if model is None:
            model = self._new("model", values["model"])
        number = year["year"]
        if isinstance(number, int):
            self._years.setdefault(model, set()).add(number)
        self._new("model_year", {**year, "model": model}, new)
        if "model_recognition" in values:
            self._new("model_recognition", {**values["model_recognition"], "model": model})

    def _earlier_model(self, new: NewRow, values: dict[str, dict[str, Value]]) -> bytes | None:
        """The model that this row continues: same name, registered in an earlier year, exactly one."""
        year, own = values["model_year"].get("year"), values["model"]
        if values["model_year"].get("registration_kind") not in _CONTINUES or not isinstance(year, int):
            return None
        fitting = [
            item
            for item in self._models.get(fold_key(str(own["name"])), [])
            if (years := self._years.get(item[0])) and min(years) < year and year not in years
        ]
        if len(fitting) > 1:
            wanted = (fold_key(str(own.get("holder_name") or "")), fold_key(str(own.get("place") or "")))
            fitting = [item for item in fitting if item[1:] == wanted]
            if len(fitting) != 1:
                self._plan.warn(
                    _("More than one earlier model has this name; the row was added as a new model."),
                    row=new.planned.row,
                )
        return fitting[0][0] if len(fitting) == 1 else None


def _case_key(code: str) -> str:
    return clean(code).casefold()
