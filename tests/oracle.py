"""The oracle: what a set of ops means, in plain Python and independent of the store. It stays for ever.

heads(row, field) = ops that write it − ops named as replaced. A deletion holds when the shown `_del` is true
and no allowed op on the row wrote anything the deleter (`_row`) had not seen. An op outside its author's right
counts for nothing. A person's value shows where its text is, and is "withheld" where it is not.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

# replica (hex) -> unit, level, and where it is closed the number of its last op that counts
Rights = Mapping[str, tuple[str, str] | tuple[str, str, int | None]]
EVERYBODYS = "0" * 16  # the "replica" of rows everybody knows


@dataclass(frozen=True)
class Shared:
    """A type that two units write, as the oracle needs to know it; field names.

    `to` names the other unit; only it writes `answers`; both write `state`. A hand-over of a dossier also has `rows`
    (what changes hands), `until` (up to which changes of the sender), `after` (by which hand-over it was the sender's),
    and `taken`, the state in which it has changed hands.
    """

    to: str
    answers: frozenset[str]
    state: str
    rows: str = ""
    until: str = ""
    after: str = ""
    taken: str = ""


# what holds in the program; the small types of the tests have none
REQUESTS = {
    "request": Shared("to_unit", frozenset({"answer", "answered_on"}), "state"),
    "transfer": Shared("to_unit", frozenset({"answer", "answered_on"}), "state", "rows", "until", "after", "da_nhan"),
}


@dataclass
class Meaning:
    """What a store must show: rows by type, conflicts, and which ops count."""

    rows: dict[str, dict[str, dict[str, Any]]] = field(default_factory=dict)  # type -> row -> field -> value
    deleted: set[str] = field(default_factory=set)
    conflicts: set[tuple[str, str, str]] = field(default_factory=set)  # row, field, op
    counted: set[str] = field(default_factory=set)


def op_id(line: bytes) -> str:
    return hashlib.sha256(line).hexdigest()[:32]


def allowed(  # noqa: PLR0911  one rule after the other
    op: Mapping[str, Any], rights: Rights, append_only: Collection[str], others: Iterable[Mapping[str, Any]] = (),
    shared: Mapping[str, Shared] = MappingProxyType({}),
) -> bool:  # fmt: skip
    """A replica writes rows that a replica of its own unit created, and what is shared with its unit.

    What everybody knows (rows whose id is derived from a code) the province writes, and a unit its own row. What a
    closed replica wrote after its last accepted op counts for nothing. `others`: all ops there are; of the shared
    types among them it depends who may write what.
    """
    if op["a"] not in rights or is_late(op, rights):
        return False
    if op["k"][:16] == EVERYBODYS:
        own = op["k"] == own_row(op["t"], rights[op["a"]][0]) and op["f"].get("code", rights[op["a"]][0])
        return rights[op["a"]][1] == "province" or own == rights[op["a"]][0]
    if op["k"][:16] not in rights:
        return False
    if op["t"] in append_only and op.get("p"):
        return False
    unit, maker = rights[op["a"]][0], rights[op["k"][:16]][0]
    terms, others = shared.get(op["t"]), list(others)
    held = passages(op["k"], others, rights, shared)
    if len(held) > 1:
        return any(holder == unit and (until is None or op["q"] <= until.get(op["a"], 0)) for holder, until in held)
    if terms is None:
        return unit == maker
    if unit == maker:
        return not terms.answers & set(op["f"])
    return unit in addressees(op["k"], others, rights, terms) and set(op["f"]) <= terms.answers | {terms.state}


def is_late(op: Mapping[str, Any], rights: Rights) -> bool:
    """Whether its author was closed before it."""
    author = rights[op["a"]]
    return len(author) > 2 and author[2] is not None and op["q"] > author[2]


def own_row(type_name: str, unit: str) -> str:
    """Id of a unit's own row among those everybody knows."""
    named = json.dumps({"t": type_name, "code": unit, "from": ""}, sort_keys=True, separators=(",", ":"))
    return EVERYBODYS + hashlib.sha256(named.encode()).hexdigest()[:16]


def addressees(row: str, ops: Iterable[Mapping[str, Any]], rights: Rights, terms: Shared) -> set[str]:
    """Units that the makers of a shared row ever named."""
    maker = rights[row[:16]][0]
    return {
        op["f"][terms.to] for op in ops
        if op["k"] == row and op["a"] in rights and rights[op["a"]][0] == maker and op["f"].get(terms.to)
    }  # fmt: skip


Until = dict[str, int]


def passages(
    row: str, ops: list[Mapping[str, Any]], rights: Rights, shared: Mapping[str, Shared]
) -> list[tuple[str, Until | None]]:
    """Who held a row one after the other, each with the last changes of theirs that count; the holder with None.

    Of an offer counts what those had seen who took it (`_row`; an earlier program did not say); of two in one place the
    one that nobody refused. Each op with its `id`.
    """
    found: list[tuple[str, Until | None]] = []
    holder, last = rights[row[:16]][0], ""
    while True:
        taken = []
        for type_name, terms in shared.items():
            hand_overs = {op["k"] for op in ops if op["t"] == type_name and op["k"][:16] in rights and terms.rows}
            for key in hand_overs:
                maker = rights[key[:16]][0]
                named = addressees(key, ops, rights, terms) - {maker}
                answers = [o for o in ops if o["k"] == key and o["a"] in rights and rights[o["a"]][0] in named]
                yes = [o for o in answers if o["f"].get(terms.state) == terms.taken]
                to = {rights[o["a"]][0] for o in yes}
                refused = any(terms.state in o["f"] and o not in yes for o in answers)
                seen = {i for o in yes for i in o.get("p", {}).get("_row", ())}
                mine = [
                    o for o in ops if o["k"] == key and rights.get(o["a"], ("",))[0] == maker
                    and (not seen or o["id"] in seen)
                ]  # fmt: skip
                listed = {r for o in mine for r in str(o["f"].get(terms.rows) or "").split()}
                after = max([str(o["f"].get(terms.after) or "") for o in mine], default="")
                if to and row in listed and after == last and maker == holder:
                    until: Until = {}
                    for word in (w for o in mine for w in str(o["f"].get(terms.until) or "").split()):
                        replica, _colon, number = word.partition(":")
                        until[replica] = max(until.get(replica, 0), int(number))
                    taken.append((refused, key, min(to), until))
        if not taken:
            return [*found, (holder, None)]
        _refused, last, receiver, until = min(taken, key=lambda one: one[:2])
        found.append((holder, until))
        holder = receiver


def reference(
    lines: Iterable[bytes], rights: Rights, append_only: Collection[str] = (),
    shared: Mapping[str, Shared] = MappingProxyType({}),
) -> Meaning:  # fmt: skip
    """The meaning of these op lines, whatever their order and repetition. `shared`: the types that two units write."""
    every = {op_id(line): {**json.loads(line), "id": op_id(line)} for line in lines}
    deciding = [op for op in every.values() if op["t"] in shared and op["a"] in rights and not is_late(op, rights)]
    ops = {i: op for i, op in every.items() if allowed(op, rights, append_only, deciding, shared)}
    replaced = {(op["k"], name, p) for op in ops.values() for name, ids in op.get("p", {}).items() for p in ids}
    writes: dict[tuple[str, str, str], dict[str, Any]] = defaultdict(dict)
    for i, op in ops.items():
        for name, value in op["f"].items():
            if (op["k"], name, i) not in replaced:
                writes[op["t"], op["k"], name][i] = value
    meaning = Meaning(counted=set(ops))
    for op in ops.values():  # a row is there from its first op on, also without a value
        meaning.rows.setdefault(op["t"], {}).setdefault(op["k"], {})
    for (type_name, row, name), heads in writes.items():
        winner = max(heads, key=lambda i: (ops[i]["h"], i))
        meaning.rows.setdefault(type_name, {}).setdefault(row, {})[name] = heads[winner]
        agreed = name == "_del" and len({json.dumps(value) for value in heads.values()}) == 1
        if len(heads) > 1 and not agreed:  # two who deleted the same row have nothing to choose between
            meaning.conflicts |= {(row, name, i) for i in heads}
    _deletions(meaning, writes, replaced)
    return meaning


def _deletions(
    meaning: Meaning, writes: Mapping[tuple[str, str, str], Mapping[str, Any]], replaced: set[tuple[str, str, str]]
) -> None:
    for (type_name, row, name), heads in writes.items():
        for deleter in (i for i, value in heads.items() if name == "_del" and value is True):
            others = [(n, i) for (t, r, n), h in writes.items() if (t, r) == (type_name, row) for i in h]
            unseen = {i for n, i in others if n != "_del" and i != deleter and (row, "_row", i) not in replaced}
            meaning.conflicts |= {(row, "_del", i) for i in unseen}
    contested = {row for row, name, _i in meaning.conflicts if name == "_del"}
    for rows in meaning.rows.values():
        for row, fields in rows.items():
            if fields.pop("_del", None) is True and row not in contested:
                meaning.deleted.add(row)


def sealed(salt: bytes, value: str) -> str:
    """The hash that stands for a person's value."""
    return hashlib.sha256(salt + value.encode()).hexdigest()
