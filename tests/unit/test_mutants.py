"""The faults that `make mutants` plants still fit the code; otherwise they would prove nothing."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest

mutants = importlib.import_module("mutants")
PACKAGE = Path(__file__).parents[2] / "danvan_desktop"


@pytest.mark.parametrize("mutant", mutants.MUTANTS, ids=lambda mutant: str(mutant.name))
def test_each_planted_fault_has_its_place_in_the_code(mutant: mutants.Mutant) -> None:  # type: ignore[name-defined]
    source = (PACKAGE / mutant.file).read_text(encoding="utf-8")
    assert source.count(mutant.old) >= 1
    assert mutant.old != mutant.new
