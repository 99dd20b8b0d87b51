"""An office's own row in the unit table travels in its request as the very ops it wrote.

So the upper office knows the unit before the first package, and when that package brings the same ops
there is nothing to disagree about.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from danvan_desktop.domain.journal import BadOpError, Op, derived_row_id, parse_line
from danvan_desktop.domain.record_type import Rule
from danvan_desktop.domain.values import Value
from danvan_desktop.storage import segments
from danvan_desktop.storage.batch import live_ops
from danvan_desktop.storage.identity import UnitInfo
from danvan_desktop.storage.store import Store

_KIND = "unit row"
LEVEL_CODES = {"commune": "xa", "district": "huyen", "province": "tinh", "central": "trung_uong"}


def told(store: Store) -> dict[str, object]:
    """This replica's ops on its own unit's row, signed as one text."""
    replica = store.replica
    row = derived_row_id("unit", store.unit.code, "")
    lines = [op.line.decode() for op in live_ops(store.conn, row, "unit") if op.replica == replica.id]
    return {"lines": lines, "sig": segments.sign(replica.seed, _KIND, "\n".join(lines).encode()).hex()}


def read(raw: object, *, unit: str, replica: bytes, sign_key: bytes) -> list[Op]:
    """The ops of a request; ValueError when they are not what that replica may say of itself."""
    if not isinstance(raw, dict):
        return []
    lines: Sequence[str] = raw["lines"]
    if not segments.verifies(sign_key, bytes.fromhex(raw["sig"]), _KIND, "\n".join(lines).encode()):
        raise ValueError("signature")
    try:
        ops = [parse_line(line.encode()) for line in lines]
    except BadOpError as error:
        raise ValueError("op") from error
    row = derived_row_id("unit", unit, "")
    if any(op.replica != replica or op.row != row or op.type_name != "unit" for op in ops):
        raise ValueError("row")
    return ops


def make_known(store: Store, unit: UnitInfo, ops: Sequence[Op], officer: str) -> None:
    """Put the unit's row in: by its own ops, and by ours only for what those leave open. In `writing`."""
    record = store.types.get("unit")
    if record is None or record.rule is not Rule.CATALOGUE or store.unit.level != "province":
        return
    store.apply(ops)
    row = derived_row_id("unit", unit.code, "")
    have = store.get("unit", row)
    known = have.values if have else {}
    ours: dict[str, Value] = {
        "code": unit.code, "name": unit.name, "level": LEVEL_CODES[unit.level], "parent_code": unit.parent_code
    }  # fmt: skip
    lacking = {name: value for name, value in ours.items() if value and name in record.by_name and not known.get(name)}
    if lacking:
        with store.batch(officer=officer or store.unit.name) as batch:
            batch.new("unit", lacking, row=row)


def end(store: Store, unit: UnitInfo, last: date, officer: str, *, again: bool) -> None:
    """Write the last day of a unit that was merged or split; one that is known stays unless `again`. In `writing`."""
    record = store.types.get("unit")
    if record is None or "valid_to" not in record.by_name or store.unit.level != "province":
        return
    make_known(store, unit, (), officer)
    row = derived_row_id("unit", unit.code, "")
    have = store.get("unit", row)
    if have is not None and (again or not have.values.get("valid_to")):
        with store.batch(officer=officer or store.unit.name) as batch:
            batch.edit("unit", row, {"valid_to": last})
