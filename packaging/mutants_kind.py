"""What a planted fault is, and which tests have to notice it."""

from __future__ import annotations

from dataclasses import dataclass

TESTS = tuple(
    f"tests/unit/handoff/test_{name}.py"
    for name in (
        "access_heads",
        "scope",
        "receipts",
        "restored",
        "segments",
        "enrolment",
        "format",
        "attached",
        "attached_shown",
        "refusals",
        "gaps",
        "hostile_archives",
        "requests",
        "transfer",
        "transfer_leaves",
        "transfer_holders",
        "twins",
        "lost_by_neighbours",
        "conflicts",
        "stateful",
        "stateful_keys",
    )
)
KEYS = (
    "tests/unit/handoff/test_roster_rules.py",
    "tests/unit/storage/test_sharing.py",
    "tests/unit/handoff/test_stateful_keys.py",
)
DOSSIERS = tuple(f"tests/unit/handoff/test_{name}.py" for name in ("transfer", "transfer_leaves", "transfer_holders"))
UPDATES = tuple(f"tests/unit/updates/test_{name}.py" for name in ("update_file", "tables"))
TESTS = (
    "tests/unit/storage/test_sharing.py",
    "tests/unit/storage/test_straight.py",
    "tests/unit/handoff/test_roster_rules.py",
    *TESTS,
)


@dataclass(frozen=True)
class Mutant:
    """One rule broken: `old` in `file` becomes `new`."""

    name: str
    file: str
    old: str
    new: str
    tests: tuple[str, ...] = TESTS
