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
from typing import Any

Rights = Mapping[str, tuple[str, str]]  # replica (hex) -> unit, level


@dataclass
class Meaning:
    """What a store must show: rows by type, conflicts, and which ops count."""

    rows: dict[str, dict[str, dict[str, Any]]] = field(default_factory=dict)  # type -> row -> field -> value
    deleted: set[str] = field(default_factory=set)
    conflicts: set[tuple[str, str, str]] = field(default_factory=set)  # row, field, op
    counted: set[str] = field(default_factory=set)


def op_id(line: bytes) -> str:
    return hashlib.sha256(line).hexdigest()[:32]


def allowed(op: Mapping[str, Any], rights: Rights, append_only: Collection[str]) -> bool:
    """Owned rows only: a replica writes rows that a replica of its own unit created."""
    if op["a"] not in rights or op["k"][:16] not in rights:
        return False
    if op["t"] in append_only and op.get("p"):
        return False
    return rights[op["a"]][0] == rights[op["k"][:16]][0]


def reference(lines: Iterable[bytes], rights: Rights, append_only: Collection[str] = ()) -> Meaning:
    """The meaning of these op lines, whatever their order and repetition."""
    ops = {op_id(line): json.loads(line) for line in lines}
    ops = {i: op for i, op in ops.items() if allowed(op, rights, append_only)}
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
