"""Small types for the storage tests: what holds for them holds for every definition."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from danvan_desktop.domain.record_type import Choice, Field, FieldClass, Kind, RecordType, Rule, When
from danvan_desktop.storage.identity import UnitInfo
from danvan_desktop.storage.store import Store

KEY = bytes(range(32))
NOTE = RecordType(
    "note", "Note", "Notes", title=("x",),
    fields=(
        Field("x", Kind.TEXT, "X", searchable=True, index=True),
        Field("y", Kind.INTEGER, "Y"),
        Field("kind", Kind.CHOICE, "Kind", choices=(Choice("khieu_nai", "C"), Choice("to_cao", "D"))),
        Field("who", Kind.TEXT, "Who", FieldClass.PERSON, searchable=True, denouncer_when=When("kind", ("to_cao",))),
        Field("area", Kind.DECIMAL, "Area"),
        Field("day", Kind.DATE, "Day", index=True),
    ),
)  # fmt: skip
STEP = RecordType("step", "Step", "Steps", title=("t",), rule=Rule.APPEND_ONLY, fields=(Field("t", Kind.TEXT, "T"),))
TYPES = {"note": NOTE, "step": STEP}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty encrypted store of a commune, with the small types."""
    opened = Store.create(tmp_path / "a.db", KEY, UnitInfo("25920", "Xã Ví dụ", "commune"), types=TYPES)
    yield opened
    opened.close()
