"""What offices handed over under every release is taken in by the program of today with all its records."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from danvan_desktop import __version__
from tests.unit.handoff import golden_release
from tests.unit.handoff.golden_release import FOLDER, TAKEN

RELEASES = sorted(FOLDER.iterdir())


def test_there_is_one_of_the_release_this_program_calls_itself() -> None:
    assert __version__ in {folder.name for folder in RELEASES}, "python -m tests.unit.handoff.golden_release"


@pytest.mark.parametrize("name", TAKEN)
@pytest.mark.parametrize("folder", RELEASES, ids=lambda folder: folder.name)
def test_offices_of_today_take_in_the_hand_over_of_then_with_every_value_and_file(folder: Path, name: str) -> None:
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))["records"][name]
    found = golden_release.received(folder, name)
    assert expected
    assert set(expected) <= set(found)
    for record, then in expected.items():
        now = found[record]
        assert now == then if isinstance(then, str) else {field: now.get(field) for field in then} == then, record


def test_personal_values_of_then_came_to_the_unit_they_were_handed_to_and_to_no_other() -> None:
    for folder in RELEASES:
        told = json.loads((folder / "expected.json").read_text(encoding="utf-8"))["records"]
        assert "Nguyễn Văn Thành" in json.dumps(told["B"], ensure_ascii=False)
        assert "Nguyễn Văn Thành" not in json.dumps([told["P"], told["A"]], ensure_ascii=False)
