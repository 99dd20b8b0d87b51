"""Conditions of a list in SQL. Each narrows the local numbers; where a field is indexed its index alone is read."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from danvan_desktop.domain.record_type import Field, Kind, RecordType
from danvan_desktop.domain.text import fold_key
from danvan_desktop.domain.values import BadValueError, Cell, Value, cell_maker, to_json
from danvan_desktop.storage.database import Connection
from danvan_desktop.storage.piece import Piece
from danvan_desktop.storage.schema import stored_fields
from danvan_desktop.storage.search import PREFIX_FROM, match_expression

TESTS = ("is", "any", "from", "to", "has", "empty", "filled", "numbers")
Types = Mapping[str, RecordType]
NOTHING = Piece("0")
EVERYTHING = Piece("1")


@dataclass(frozen=True)
class Narrowing:
    """One condition on a field of the type listed."""

    field: str
    test: str
    value: object = None


def add_functions(conn: Connection) -> None:
    """Give a connection the one function conditions need: whether a text holds folded words, one after the other."""
    conn.create_function("holds_words", 2, _holds_words, deterministic=True)


def _holds_words(text: object, words: str) -> int:
    if not isinstance(text, str):
        return 0
    return int(f" {words}" in f" {fold_key(text)}")


def piece(types: Types, record: RecordType, item: Narrowing, owners: Sequence[str]) -> Piece:
    """What a condition says about a row `r`."""
    field = record.by_name.get(item.field)
    if field is None or field not in stored_fields(record):
        return NOTHING
    try:
        found = _WRITERS[item.test](types, record, field, item.value)
    except (BadValueError, ValueError, TypeError):
        return NOTHING  # a value that does not fit its field fits no record
    return _by_index(record, field, found, owners) if by_index(record, item) else found


def by_index(record: RecordType, item: Narrowing) -> bool:
    """Whether the condition is answered by an index alone."""
    field = record.by_name.get(item.field)
    return field is not None and is_indexed(field) and item.test not in {"has", "numbers"}


def is_indexed(field: Field) -> bool:
    """Whether the field has the index (owner, field, n)."""
    return field.index and field.kind is not Kind.LINK and not field.sealed


def _by_index(record: RecordType, field: Field, inner: Piece, owners: Sequence[str]) -> Piece:
    """The numbers out of the field's index, so that no row of the table is read for them."""
    index, marks = f"i_{record.name}__{field.name}", ",".join("?" * len(owners))
    return Piece(
        f"r.n IN (SELECT r.n FROM v_{record.name} r INDEXED BY {index} WHERE r.owner IN ({marks}) AND {inner.sql})",
        (*owners, *inner.values),
    )


def _cell(field: Field, value: object) -> Cell:
    given: Value = value  # type: ignore[assignment]  # `to_json` refuses what is no value
    stored = to_json(field, given)
    return None if stored is None else cell_maker(field)(stored)


def _is(types: Types, record: RecordType, field: Field, value: object) -> Piece:
    if value is None or value == "":
        return _empty(types, record, field, None)
    if field.sealed:  # only a salted hash stands in the table: compared by words
        return _has(types, record, field, value)
    if field.kind is Kind.YES_NO and value is False:
        return Piece(f'coalesce(r."{field.name}", 0) = 0')
    return Piece(f'r."{field.name}" = ?', (_cell(field, value),))


def _any(types: Types, record: RecordType, field: Field, value: object) -> Piece:
    wanted = tuple(value) if isinstance(value, tuple | list | frozenset | set) else (value,)
    if field.sealed or not wanted:
        return NOTHING
    if field.kind is Kind.CHOICES:
        parts = " OR ".join(f"',' || r.\"{field.name}\" || ',' LIKE ?" for _code in wanted)
        return Piece(f"({parts})", tuple(f"%,{code},%" for code in wanted))
    cells = tuple(_cell(field, one) for one in wanted)
    return Piece(f'r."{field.name}" IN ({",".join("?" * len(cells))})', cells)


def _from(types: Types, record: RecordType, field: Field, value: object) -> Piece:
    return _compared(field, ">=", value)


def _to(types: Types, record: RecordType, field: Field, value: object) -> Piece:
    return _compared(field, "<=", value)


def _compared(field: Field, sign: str, value: object) -> Piece:
    return NOTHING if field.sealed else Piece(f'r."{field.name}" {sign} ?', (_cell(field, value),))


def _empty(types: Types, record: RecordType, field: Field, value: object) -> Piece:
    blank = f" OR r.\"{field.name}\" = ''" if not field.sealed and field.kind in _TEXTS else ""
    return Piece(f'(r."{field.name}" IS NULL{blank})')


def _filled(types: Types, record: RecordType, field: Field, value: object) -> Piece:
    blank = f" AND r.\"{field.name}\" <> ''" if not field.sealed and field.kind in _TEXTS else ""
    return Piece(f'(r."{field.name}" IS NOT NULL{blank})')


def _numbers(types: Types, record: RecordType, field: Field, value: object) -> Piece:
    """Rows of these local numbers: worked out elsewhere, where SQL has no words for it."""
    wanted = list(value) if isinstance(value, tuple | list) else []
    return Piece("r.n IN (SELECT value FROM json_each(?))", (json.dumps(wanted),))


def _has(types: Types, record: RecordType, field: Field, value: object) -> Piece:
    words = fold_key(str(value))
    if not words:
        return NOTHING
    if field.kind is Kind.LINK:
        return _link_has(types, field, str(value))
    text = f'r."{field.name}"'
    if field.sealed:
        text = f"(SELECT value FROM vault WHERE hash = {text})"
    held = Piece(f"holds_words({text}, ?)", (words,))
    if not field.searchable:
        return held
    table = f"s_{record.name}"  # the search table first: few rows are left to look into
    found = Piece(f"r.n IN (SELECT rowid FROM {table} WHERE {table} MATCH ?)", (_phrase(words),))
    return Piece(f"({found.sql} AND {held.sql})", (*found.values, *held.values))


def _phrase(words: str) -> str:
    """FTS5 expression for words that stand together, the last as far as it is typed."""
    first, _blank, last = words.rpartition(" ")
    if len(last) >= PREFIX_FROM:
        return f'"{words}" *'
    return f'"{first or last}"'  # a short prefix costs more than it narrows; the look into the text does the rest


def _link_has(types: Types, field: Field, text: str) -> Piece:
    target = types.get(field.links_to)
    if target is None or not target.searchable:
        return NOTHING
    found = searched(target, text)
    return Piece(f'r."{field.name}" IN (SELECT r.id FROM v_{target.name} r WHERE {found.sql})', found.values)


def searched(record: RecordType, text: str) -> Piece:
    """Rows that hold all the words of a text."""
    expression = match_expression(text)
    if not expression or not record.searchable:
        return NOTHING
    table = f"s_{record.name}"
    return Piece(f"r.n IN (SELECT rowid FROM {table} WHERE {table} MATCH ?)", (expression,))


_TEXTS = {Kind.TEXT, Kind.LONG_TEXT, Kind.TIME, Kind.CHOICE, Kind.CHOICES, Kind.ATTACHMENT}
_WRITERS: dict[str, Callable[[Types, RecordType, Field, object], Piece]] = {
    "is": _is, "any": _any, "from": _from, "to": _to, "has": _has, "empty": _empty, "filled": _filled,
    "numbers": _numbers,
}  # fmt: skip
