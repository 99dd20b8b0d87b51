"""The op: one save, one line, written once and never re-serialised (handoff.md §2).

The algebra lives here as words: heads(row, field) = writers − replaced. Storage does it in SQL,
the tests' oracle in Python; nothing else may.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from danvan_desktop.domain.record_type import RecordType, Rule
from danvan_desktop.domain.sharing import NOTHING, Shares

OP_VERSION = 1
DELETED = "_del"  # field of every row: true when deleted
SEEN = "_row"  # parents under this name: every live op the deleter had seen on the row
DAY_MS = 86_400_000
LAST_WALL_MS = 253_402_128_000_000  # a clock's claim beyond the year 9999, in any zone, cannot be shown


class BadOpError(ValueError):
    """A line is no op of a version this program can read."""


@dataclass(frozen=True, slots=True)
class Op:
    """One op as read from its line. `replica`, `row` and `op_id` are raw bytes; `fields` as in JSON."""

    op_id: bytes  # 16: SHA-256(line)[:16]
    replica: bytes  # 8
    seq: int
    hlc: int
    wall: int  # ms since 1970, the machine's claim
    officer: str
    reason: str
    group: str
    type_name: str
    row: bytes  # 16: creating replica ‖ its counter, or derived from an official code
    fields: Mapping[str, Any]
    parents: Mapping[str, Sequence[str]]  # field -> op ids (hex) this save replaces
    line: bytes


def finite(text: str) -> float:
    """A number that can be written again; no honest program writes any but whole ones."""
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(text)
    return number


_DECODER = json.JSONDecoder(parse_float=finite, parse_constant=finite)
_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def encode(members: Mapping[str, Any]) -> bytes:
    """UTF-8 JSON with sorted keys and no blanks; used once, when an op or a manifest is born."""
    return _ENCODER.encode(members).encode()


def op_id(line: bytes) -> bytes:
    """Identity of an op: the first 16 bytes of the SHA-256 of its line."""
    return hashlib.sha256(line).digest()[:16]


def make_line(  # noqa: PLR0913  the members of an op are what they are
    *, replica: bytes, seq: int, hlc: int, wall: int, officer: str, type_name: str, row: bytes,
    fields: Mapping[str, Any], parents: Mapping[str, Sequence[str]], reason: str = "", group: str = "",
) -> bytes:  # fmt: skip
    """The line of a new op; empty members are left out."""
    members: dict[str, Any] = {
        "v": OP_VERSION, "a": replica.hex(), "q": seq, "h": hlc, "w": wall, "u": officer,
        "t": type_name, "k": row.hex(), "f": dict(fields),
    }  # fmt: skip
    if kept := {name: sorted(ids) for name, ids in parents.items() if ids}:
        members["p"] = kept
    if reason:
        members["x"] = reason
    if group:
        members["g"] = group
    return encode(members)


def parse_line(line: bytes) -> Op:
    """Read one op. Raises BadOpError for anything that is none."""
    try:
        raw = _DECODER.decode(line.decode())
        if b"\\" in line and b"\\u" in line:  # one letter is found ten times faster than two
            encode(raw)  # half a surrogate pair could not be stored
        op = Op(
            op_id(line), bytes.fromhex(raw["a"]), raw["q"], raw["h"], raw["w"], raw["u"], raw.get("x", ""),
            raw.get("g", ""), raw["t"], bytes.fromhex(raw["k"]), raw["f"], raw.get("p", {}), line,
        )  # fmt: skip
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise BadOpError(str(type(error).__name__)) from None
    if raw.get("v") != OP_VERSION or not _well_formed(op):
        raise BadOpError("shape")
    return op


def _well_formed(op: Op) -> bool:
    return (
        len(op.replica) == 8
        and len(op.row) == 16
        and _is_count(op.seq)
        and _is_count(op.hlc)
        and _is_count(op.wall)
        and op.seq > 0
        and isinstance(op.officer, str)
        and isinstance(op.reason, str)
        and isinstance(op.group, str)
        and isinstance(op.type_name, str)
        and isinstance(op.fields, dict)
        and isinstance(op.parents, dict)
        and (not op.parents or all(_is_op_ids(ids) for ids in op.parents.values()))
    )


def _is_count(number: object) -> bool:
    return type(number) is int and 0 <= number < 2**63


def _is_op_ids(ids: object) -> bool:
    try:
        return isinstance(ids, list) and all(len(bytes.fromhex(i)) == 16 for i in ids)
    except (ValueError, TypeError):
        return False


def seal(salt: bytes, value: str) -> dict[str, str]:
    """What stands in an op for a person's value: SHA-256(salt ‖ value), salt of 16 random bytes."""
    return {"s": hashlib.sha256(salt + value.encode()).hexdigest()}


def row_id(replica: bytes, counter: int) -> bytes:
    """Id of a new row: creating replica ‖ its counter, so that the owner is in the id."""
    return replica + counter.to_bytes(8, "big")


DERIVED = bytes(8)  # the "replica" of rows everybody knows


def derived_row_id(type_name: str, code: str, valid_from: str) -> bytes:
    """Id of a row everybody knows (unit, catalogue entry): equal wherever it is made."""
    digest = hashlib.sha256(encode({"t": type_name, "code": code, "from": valid_from})).digest()
    return DERIVED + digest[:8]


def next_hlc(last: int, wall_ms: int) -> int:
    """Hybrid logical clock: max(wall, last + 1), 16 bits of counter."""
    return max(wall_ms << 16, last + 1)


def adopt_hlc(last: int, remote: int, wall_ms: int) -> int:
    """What the clock becomes after seeing `remote`: never a time more than a day ahead."""
    return remote if last < remote and (remote >> 16) <= wall_ms + DAY_MS else last


@dataclass(frozen=True, slots=True)
class Author:
    """What the roster says of a replica: its unit, that unit's level, and its last accepted op if closed."""

    unit: str
    level: str
    closed_at: int | None = None


def may_write(op: Op, record: RecordType | None, roster: Mapping[bytes, Author], shares: Shares = NOTHING) -> bool:
    """Whether this op is within its author's right: a pure function of op and roster (handoff.md §3).

    `record` is None for a type this version does not know: such rows are owned. `shares` is what the ops of shared
    types say of rows, itself a pure function of ops and roster.
    """
    author = roster.get(op.replica)
    if author is None or (author.closed_at is not None and op.seq > author.closed_at):
        return False
    creator, rule = op.row[:8], record.rule if record else None
    if rule is Rule.CATALOGUE or creator == DERIVED:
        own = rule is Rule.CATALOGUE and op.row == derived_row_id(op.type_name, author.unit, "")
        # its own row may not pass for another unit's: the roster and the figures read units by their code
        return author.level == "province" or (own and op.fields.get("code", author.unit) == author.unit)
    if rule is Rule.APPEND_ONLY and op.parents:
        return False
    tenures = shares.tenures.get(op.row, ())
    if len(tenures) > 1:
        return any(tenure.covers(author.unit, op.replica, op.seq) for tenure in tenures)
    owner = roster.get(creator)
    mine = owner is not None and owner.unit == author.unit
    if record and record.sharing:
        return _may_write_shared(op, record, author.unit, shares, mine=mine)
    return mine


def _may_write_shared(op: Op, record: RecordType, unit: str, shares: Shares, *, mine: bool) -> bool:
    """Who made the row writes all but the answer; whom it addresses writes the answer; both the state."""
    answers = record.sharing.answers if record.sharing else ()
    if mine:
        return not any(name in answers for name in op.fields)
    return unit in shares.addressed.get(op.row, ()) and all(
        name in answers or name == record.state_field for name in op.fields
    )
