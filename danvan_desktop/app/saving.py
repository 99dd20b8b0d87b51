"""What a save changes: values made tidy, compared with what was loaded and with what is stored now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date

from danvan_desktop.app.titles import labels
from danvan_desktop.domain.checks import problems
from danvan_desktop.domain.problem import ERROR, Problem
from danvan_desktop.domain.record_type import Field, FieldClass, Kind, RecordType
from danvan_desktop.domain.text import clean, clean_long
from danvan_desktop.domain.values import Value
from danvan_desktop.errors import UserError
from danvan_desktop.i18n import _
from danvan_desktop.storage import rules
from danvan_desktop.storage.batch import Batch
from danvan_desktop.storage.reading import Record
from danvan_desktop.storage.store import Store

Values = Mapping[str, Value]
_NEVER = frozenset({FieldClass.LOCAL, FieldClass.DENOUNCER})


@dataclass(frozen=True)
class Saved:
    """What a save did. `group` names it for `undo`, None when nothing had changed.

    `conflicts`: fields that somebody else changed too, both values kept; `news`: fields only somebody else changed.
    """

    row: bytes
    group: str | None
    conflicts: tuple[str, ...] = ()
    news: tuple[str, ...] = ()


@dataclass
class Written:
    """Filled in by `writing`."""

    batch: Batch
    group: str | None = None


@dataclass(frozen=True)
class Change:
    """What of a record is written, and what of somebody else it meets."""

    values: dict[str, Value]
    whole: dict[str, Value]  # the record as it will be
    conflicts: tuple[str, ...] = ()
    news: tuple[str, ...] = ()
    withheld: frozenset[str] = field(default_factory=frozenset)


@contextmanager
def writing(store: Store, officer: str, reason: str = "") -> Iterator[Written]:
    """One transaction; afterwards `group` names what was written in it."""
    clock = store.clock
    first = clock.seq + 1
    with store.batch(officer=officer, reason=reason) as batch:
        batch.new_group()
        done = Written(batch)
        yield done
    last = store.clock.seq
    done.group = token(clock.replica, first, last) if last >= first else None


def token(replica: bytes, first: int, last: int) -> str:
    """The name under which what was written is undone."""
    return f"{replica.hex()}:{first}-{last}"


def tidy(record: RecordType, values: Values) -> dict[str, Value]:
    """Values as they are kept: NFC, no stray blanks, nothing for empty; fields that are never stored left out."""
    found: dict[str, Value] = {}
    for name, value in values.items():
        item = record.by_name.get(name)
        if item is None or item.cls in _NEVER:
            continue
        found[name] = _tidy_value(item, value)
    return found


def _tidy_value(item: Field, value: Value) -> Value:
    if isinstance(value, str):
        return (clean_long if item.kind is Kind.LONG_TEXT or item.sealed else clean)(value) or None
    return tuple(sorted(set(value))) or None if isinstance(value, tuple) else value


def compare(record: RecordType, given: Values, before: Values, current: Record | None) -> Change:
    """Set what was typed against what was loaded and what is stored now."""
    typed, loaded = tidy(record, given), tidy(record, before)
    if current is None:
        whole: dict[str, Value] = {name: value for name, value in typed.items() if value is not None}
        return Change(whole, dict(whole))
    now = current.values
    mine = {name: value for name, value in typed.items() if name not in loaded or value != loaded[name]}
    theirs = [name for name, value in loaded.items() if now.get(name) != value and name not in current.withheld]
    changed = {name: value for name, value in mine.items() if value != now.get(name) or name in current.withheld}
    conflicts = tuple(name for name in theirs if name in changed)
    news = tuple(name for name in theirs if name not in mine)
    return Change(changed, {**now, **changed}, conflicts, news, current.withheld)


def check(store: Store, type_name: str, values: Values, today: date) -> list[Problem]:
    """Everything wrong with the values of a record."""
    record = store.types[type_name]
    return _problems(record, tidy(record, values), today)


def _problems(record: RecordType, values: Values, today: date) -> list[Problem]:
    found = problems(record, values, today, rules.codes())
    if record.name != "table_cell":
        return found
    from danvan_desktop.app import cell_checks  # the tables are read only for these

    return [*found, *cell_checks.problems(values)]


def refuse_errors(record: RecordType, change: Change, today: date) -> None:
    """UserError when something stands that must be mended first; warnings do not."""
    found = [
        problem for problem in _problems(record, change.whole, today)
        if problem.severity == ERROR and not (problem.code == "required" and problem.field in change.withheld)
    ]  # fmt: skip
    if not found:
        return
    names = list(dict.fromkeys(problem.field for problem in found))
    raise UserError(
        " ".join(dict.fromkeys(problem.text for problem in found)),
        kept=_("Nothing was saved; what you typed is still there."),
        hint=_("Mend first: {labels}.").format(labels=labels(record, names)),
    )
