"""Runs under the system's Python (python3-pyatspi): answers questions about a window over AT-SPI, one a line.

Reads JSON objects {"do": ..., "role": ..., "name": ...} from stdin and writes one JSON line for each. Long tables
are never walked into.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from typing import Any

import pyatspi

TABLES = {"table", "tree table", "list box"}
ITEMS = {
    "list item",
    "table cell",
    "tree item",
    "page tab",
}  # Qt calls the current one focused, even one that is hidden


def application(part: str, seconds: float = 30.0) -> Any:
    """The accessible application whose name holds `part`."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        for app in pyatspi.Registry.getDesktop(0):
            if app and part in (app.name or ""):
                return app
        time.sleep(0.2)
    raise SystemExit(f"no application {part!r}")


def walk(node: Any, depth: int = 0) -> Iterator[tuple[Any, int]]:
    """All nodes that are shown, in reading order; of a table only the table, of what is hidden nothing inside it."""
    yield node, depth
    if node.getRoleName() in TABLES or (depth > 1 and not node.getState().contains(pyatspi.STATE_SHOWING)):
        return
    for child in node:
        if child:
            yield from walk(child, depth + 1)


def states(node: Any) -> list[str]:
    return [pyatspi.stateToString(state) for state in node.getState().getStates()]


def told(node: Any) -> dict[str, Any]:
    """What a screen reader would say of a node."""
    found = {"role": node.getRoleName(), "name": node.name, "description": node.description, "states": states(node)}
    try:
        found["text"] = node.queryText().getText(0, -1)
    except NotImplementedError:
        found["text"] = ""
    if node.getRoleName() == "table":
        found["rows"] = node.queryTable().nRows
    return found


def answer(app: Any, asked: dict[str, str]) -> list[Any]:
    """One question."""
    app.clear_cache()  # Qt does not say of everything that it came into sight
    role, name = asked.get("role", ""), asked.get("name", "")
    if asked["do"] == "focus":
        focused = [node for node, _d in walk(app) if "focused" in states(node)]
        named = [node for node in focused if node.name]  # the viewport of a text has its focus too, and no name
        return [told(n) for n in ([n for n in named if n.getRoleName() not in ITEMS] or named or focused)[-1:]]
    hits: list[Any] = []
    for node, depth in walk(app):
        if "showing" not in states(node) and node.getRoleName() != "frame":
            continue
        if asked["do"] == "tree":
            hits.append("  " * depth + f"{node.getRoleName()} {node.name!r}")
        elif (not role or node.getRoleName() == role) and (not name or name in (node.name or "")):
            hits.append(told(node))
            if asked["do"] == "press":
                node.queryAction().doAction(0)
                break
    return hits


def main() -> None:
    app = application(sys.argv[1])
    for line in sys.stdin:
        try:
            print(json.dumps({"ok": answer(app, json.loads(line))}), flush=True)
        except Exception as error:  # noqa: BLE001  the other side decides what to make of it
            print(json.dumps({"error": f"{type(error).__name__}: {error}"}), flush=True)


main()
