"""The same row, a possible duplicate or a new row: a plan compared with itself and with earlier imports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from danvan_desktop.i18n import _
from danvan_desktop.sheets.plan import ImportPlan, PlannedRow
from danvan_desktop.sheets.several_names import SENDER
from danvan_desktop.storage.import_log import ImportLog, live, numbers_of
from danvan_desktop.storage.reading import Record
from danvan_desktop.storage.store import Store


@dataclass
class NewRow:
    """A row to be saved, with its digests."""

    planned: PlannedRow
    same: bytes
    alike: bytes


@dataclass(frozen=True)
class Double:
    """What a row of the sheet repeats: a stored record, or an earlier row. `certain`: it is left out."""

    record: bytes | None = None
    earlier: int = 0
    certain: bool = True


@dataclass
class Comparison:
    """What of a plan is new, and by row of the sheet what repeats something."""

    new: list[NewRow] = field(default_factory=list)
    duplicates: int = 0
    possible_duplicates: int = 0
    doubles: dict[int, Double] = field(default_factory=dict)


def identity_type(type_name: str) -> str:
    """The record that stands for a row: a model lives for years, its row is one model_year."""
    return "model_year" if type_name == "model" else type_name


def compare(store: Store, log: ImportLog, plan: ImportPlan, unit: str) -> Comparison:
    """Sort a plan's rows; possible duplicates are kept and said."""
    return _Comparer(store, log, plan, unit).run()


class _Comparer:
    def __init__(self, store: Store, log: ImportLog, plan: ImportPlan, unit: str) -> None:
        self._store, self._plan = store, plan
        self._type = identity_type(plan.type_name)
        self._rows = self._digests(log, plan, unit)
        same = log.known("same", [row.same for row in self._rows], self._type)
        alike = log.known("alike", [row.alike for row in self._rows], self._type)
        ids = {row for found in (same, alike) for rows in found.values() for row in rows}
        self._stored = {record.id: record for record in store.records(self._type, sorted(ids))}
        self._drop_orphans()
        self._same, self._alike = same, alike
        self._numbers = numbers_of(store.conn, plan.type_name, unit)
        self._result = Comparison()

    @staticmethod
    def _digests(log: ImportLog, plan: ImportPlan, unit: str) -> list[NewRow]:
        """Rows without a number are told apart by their place among equal ones."""
        seen: Counter[bytes] = Counter()
        found = []
        for row in plan.planned:
            text = row.open_text()
            alike = log.digest(plan.type_name, unit, text)
            number = row.register_no
            if not number:
                persons = repr(sorted(row.persons(plan.type_name).items())).encode()
                seen[alike + persons] += 1
                number = f"#{seen[alike + persons]}"
            found.append(NewRow(row, log.digest(plan.type_name, unit, text, number), alike))
        return found

    def _drop_orphans(self) -> None:
        """A model year whose model lies in the bin is no longer here."""
        if self._type != "model_year":
            return
        parents = {r.values.get("model") for r in self._stored.values()}
        alive = live(self._store.conn, "model", [p for p in parents if isinstance(p, bytes)])
        self._stored = {key: r for key, r in self._stored.items() if r.values.get("model") in alive}

    def run(self) -> Comparison:
        earlier_same: dict[bytes, list[PlannedRow]] = {}
        earlier_alike: dict[bytes, list[PlannedRow]] = {}
        for row in self._rows:
            persons = row.planned.persons(self._plan.type_name)
            stored = self._stored_as(self._same.get(row.same, ()), persons)
            twin = self._in_file(earlier_same.get(row.same, ()), persons)
            if stored or twin:
                self._result.duplicates += 1
                self._result.doubles[row.planned.row] = Double(stored, twin.row if twin else 0)
            else:
                self._new(row, persons, earlier_alike.get(row.alike, []))
            earlier_same.setdefault(row.same, []).append(row.planned)
            earlier_alike.setdefault(row.alike, []).append(row.planned)
        return self._result

    def _new(self, row: NewRow, persons: Mapping[str, str], earlier: list[PlannedRow]) -> None:
        twin = self._in_file(earlier, persons)
        if twin is not None:
            text = _("The same cells as row {row} under another number: a possible duplicate, kept.")
            self._possible(row, text.format(row=twin.row), Double(earlier=twin.row, certain=False))
        elif stored := self._stored_as(self._alike.get(row.alike, ()), persons):
            text = _("The same cells as a record imported before: a possible duplicate, kept.")
            self._possible(row, text, Double(stored, certain=False))
        elif (row.planned.register_year, row.planned.register_no) in self._numbers:
            text = _("The same number was imported before with other cells; this row was added beside it.")
            self._plan.warn(text, row=row.planned.row)
        self._result.new.append(row)

    def _possible(self, row: NewRow, reason: str, double: Double) -> None:
        self._result.possible_duplicates += 1
        self._result.doubles[row.planned.row] = double
        self._plan.warn(reason, row=row.planned.row)

    def _in_file(self, rows: tuple[()] | list[PlannedRow], persons: Mapping[str, str]) -> PlannedRow | None:
        return next((row for row in rows if row.persons(self._plan.type_name) == persons), None)

    def _stored_as(self, ids: tuple[()] | list[bytes], persons: Mapping[str, str]) -> bytes | None:
        for row in ids:
            record = self._stored.get(row)
            if record is not None and not record.deleted and _same_persons(record, persons):
                return row
        return None


def _same_persons(record: Record, persons: Mapping[str, str]) -> bool:
    """Persons' cells against the stored values; a value that was destroyed or stayed elsewhere fits any."""
    for name, value in persons.items():
        if name in record.withheld or str(record.values.get(name) or "") == value:
            continue
        if name != SENDER or not _was_written(record, value):
            return False
    return True


def _was_written(record: Record, cell: str) -> bool:
    """Whether a cell of several senders is the one this petition was made from: it stands in its note."""
    lines = str(record.values.get("note") or "").splitlines()
    return "note" in record.withheld or any(line.endswith(f": {cell}") for line in lines)
