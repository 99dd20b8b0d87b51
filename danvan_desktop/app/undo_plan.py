"""What taking ops back would write, and what stands on them: worked out from parents and live writes alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from danvan_desktop.domain.checks import withheld_for_denouncer
from danvan_desktop.domain.journal import DELETED, Op
from danvan_desktop.domain.values import sealed_hash
from danvan_desktop.domain.veil import VEIL, veiled_from
from danvan_desktop.storage import blobs, journal_reading, vault
from danvan_desktop.storage.store import Store

LINKS = 5  # linking records looked for: one is enough to refuse
LINKED = "#links"  # stands for: another record names this one


class Act(StrEnum):
    """What undoing does to a record."""

    REMOVE = "remove"
    RESTORE = "restore"
    PUT_BACK = "put_back"


@dataclass(frozen=True)
class Step:
    """One record: into the bin, out of it, or given its old values as they stood in ops.

    `new`: it was made by what is undone; `own` are the ops that are undone, `within` the rows that go with them.
    """

    type_name: str
    row: bytes
    act: Act
    new: bool = False
    values: Mapping[str, Any] = field(default_factory=dict)
    own: frozenset[bytes] = frozenset()
    within: frozenset[bytes] = frozenset()


def plan(store: Store, ops: Sequence[Op]) -> list[Step]:
    """One step a record, in the order the records were written; child rows go before the records they belong to."""
    by_row: dict[tuple[str, bytes], list[Op]] = {}
    for op in ops:
        by_row.setdefault((op.type_name, op.row), []).append(op)
    within = frozenset(row for _type, row in by_row)
    steps = [_step(store, name, row, mine, within) for (name, row), mine in by_row.items()]
    return [step for step in reversed(steps) if step.act is not Act.PUT_BACK or step.values]


def _step(store: Store, type_name: str, row: bytes, mine: Sequence[Op], within: frozenset[bytes]) -> Step:
    own = frozenset(op.op_id for op in mine)
    everything = journal_reading.ops_of_row(store.conn, row)
    new = bool(everything) and everything[0].op_id in own
    old = {} if new else _before(store, everything, mine)
    act = Act.PUT_BACK
    if new or old == {DELETED: True}:
        act = Act.REMOVE
    elif list(old) == [DELETED]:
        act = Act.RESTORE
    return Step(type_name, row, act, new, old, own, within)


def _before(store: Store, everything: Sequence[Op], mine: Sequence[Op]) -> dict[str, Any]:
    """Field → what it held before these ops; a value destroyed since is nothing."""
    own = {op.op_id for op in mine}
    old: dict[str, Any] = {}
    for op in mine:
        for name in op.fields:
            if name in old:
                continue  # the first of them knows what was before all of them
            parents = {bytes.fromhex(text) for text in op.parents.get(name, ())} - own
            values = [earlier.fields.get(name) for earlier in everything if earlier.op_id in parents]
            if values and _gone_for_good(store, values[-1], op.fields[name]):
                continue  # what stands there now stays
            old[name] = _alive(store, values[-1]) if values else (False if name == DELETED else None)
    return old


def _gone_for_good(store: Store, old: object, new: object) -> bool:
    """Whether a text was replaced by one in which a name is veiled: that name would be known to nobody again."""
    if sealed_hash(old) and (digest := sealed_hash(new)):
        return _alive(store, old) is None and VEIL in vault.get(store.conn, [digest]).get(digest, "")
    return veiled_from(new, old)


def _alive(store: Store, stored: Any) -> Any:  # noqa: ANN401  a value as it stands in an op
    if (digest := sealed_hash(stored)) and journal_reading.destroyed(store.conn, digest):
        return None
    return stored


def stands_on(store: Store, step: Step) -> list[str]:
    """Fields of a record that say something else now than right after what would be undone; LINKED for other records.

    What a later undo has given back is as if it had not been changed, so that undo can be pressed again and again.
    """
    found = changed_since(store, step, everything=step.act is Act.REMOVE)
    return found or (_links(store, step) if step.new else _secrets(store, step))


def changed_since(store: Store, step: Step, *, everything: bool) -> list[str]:
    """Fields whose value is another now, or stands against another; only those that are written back, or all."""
    ops = journal_reading.ops_of_row(store.conn, step.row)
    live = journal_reading.live(store.conn, step.row, step.type_name)
    done = max((place for place, op in enumerate(ops) if op.op_id in step.own), default=-1)
    then, now = _state(ops[: done + 1]), _state(live)
    names = {*then, *now} if everything else set(step.values)
    return sorted(name for name in names if then.get(name) != now.get(name) or _disputed(live, name))


def _state(ops: Iterable[Op]) -> dict[str, Any]:
    """Shown value by field; a field that was emptied and a record that was brought back are as if never written."""
    shown = {name: value for op in ops for name, value in op.fields.items()}
    return {name: value for name, value in shown.items() if value is not None and (name, value) != (DELETED, False)}


def _disputed(live: Iterable[Op], name: str) -> bool:
    values = [op.fields[name] for op in live if name in op.fields]
    return any(value != values[0] for value in values)


def _links(store: Store, step: Step) -> list[str]:
    for record in store.types.values():
        for item in record.fields:
            if item.links_to == step.type_name:
                ids = journal_reading.linking(store.conn, record, item.name, step.row, limit=LINKS + len(step.within))
                if any(row not in step.within for row in ids):
                    return [LINKED]
    files = blobs.attached(store.conn, step.row) if "attachment" in store.types else []
    return [LINKED] if any(row not in step.within for row in files) else []


def _secrets(store: Store, step: Step) -> list[str]:
    """Fields that would hold a denouncer's value again."""
    record = store.types[step.type_name]
    found = store.get(step.type_name, step.row)
    if found is None:
        return []
    plain = {name: value for name, value in step.values.items() if not isinstance(value, dict)}
    after = {**found.values, **plain}
    return [
        name for name in withheld_for_denouncer(record, after)
        if step.values.get(name, found.values.get(name)) is not None
    ]  # fmt: skip
