"""The smallest engine there is: a dict of op lines and a naive reading of them, with faults that can be switched on.

It is not the store and not the oracle: it exists to show that the checker of the long runs notices a broken engine.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from tests.oracle import op_id

Shown = tuple[dict[str, dict[str, Any]], set[str], set[tuple[str, str, str]]]
FAULTS = (
    "last writer wins", "clock of arrival", "forgets late parents", "counts twice", "drops an op", "no rights",
    "closed ones count", "delete wins", "invents a value", "loses a conflict after a restart", "roster goes back",
)  # fmt: skip


@dataclass
class DictEngine:
    """Ops by id in the order they came; `fault` names what is broken."""

    units: dict[str, str]  # replica -> unit
    fault: str = ""
    lines: dict[str, bytes] = field(default_factory=dict)
    closed: dict[str, int] = field(default_factory=dict)
    version: int = 0
    taken: int = 0

    def take(self, line: bytes) -> None:
        """One op comes in, perhaps again."""
        self.taken += 1
        if self.fault == "drops an op" and self.taken % 7 == 0:
            return
        name = op_id(line)
        if self.fault == "counts twice" and name in self.lines:
            name += "+"
        self.lines.setdefault(name, line)

    def close(self, version: int, closed: dict[str, int]) -> None:
        """A roster comes in; an older one is ignored."""
        if version > self.version or self.fault == "roster goes back":
            self.version, self.closed = version, dict(closed)

    def _counts(self, op: dict[str, Any]) -> bool:
        if self.fault != "closed ones count" and op["q"] > self.closed.get(op["a"], 10**9):
            return False
        return self.fault == "no rights" or self.units[op["a"]] == self.units[op["k"][:16]]

    def shown(self) -> Shown:
        """Rows, deleted rows, conflicts."""
        ops = {i: op for i, line in self.lines.items() if self._counts(op := json.loads(line))}
        order = {i: place for place, i in enumerate(self.lines)}
        seen: set[str] = set()
        gone: set[tuple[str, str, str]] = set()
        for i, op in ops.items():
            for name, ids in op.get("p", {}).items():
                late = self.fault == "forgets late parents"
                gone |= {(op["k"], name, p) for p in ids if not late or p in seen}
            seen.add(i)
        heads: dict[tuple[str, str], list[str]] = defaultdict(list)
        rows: dict[str, dict[str, Any]] = {op["k"]: {} for op in ops.values()}
        for i, op in ops.items():
            for name in op["f"]:
                if (op["k"], name, i) not in gone:
                    heads[op["k"], name].append(i)
        return self._read(ops, order, heads, rows, gone)

    def _read(self, ops: Any, order: Any, heads: Any, rows: Any, gone: Any) -> Shown:
        conflicts: set[tuple[str, str, str]] = set()
        deleted: set[str] = set()
        for (row, name), ids in heads.items():
            by_arrival = self.fault == "clock of arrival"
            top = max(ids, key=lambda i: order[i] if by_arrival else (ops[i]["h"], i))
            rows[row][name] = "?" if self.fault == "invents a value" and len(ids) > 2 else ops[top]["f"][name]
            one_word = name == "_del" and len({ops[i]["f"][name] for i in ids}) == 1
            if len(ids) > 1 and not one_word and self.fault != "last writer wins":
                conflicts |= {(row, name, i) for i in ids}
        for (row, name), ids in heads.items():
            for deleter in (i for i in ids if name == "_del" and ops[i]["f"][name] and self.fault != "delete wins"):
                others = {i for (r, n), found in heads.items() if r == row and n != "_del" for i in found}
                conflicts |= {(row, "_del", i) for i in others if i != deleter and (row, "_row", i) not in gone}
        contested = {row for row, name, _i in conflicts if name == "_del"}
        for row, values in rows.items():
            if values.pop("_del", None) is True and row not in contested:
                deleted.add(row)
        if self.fault == "loses a conflict after a restart" and len(conflicts) > 3:
            conflicts = set(sorted(conflicts)[1:])
        return rows, deleted, conflicts
