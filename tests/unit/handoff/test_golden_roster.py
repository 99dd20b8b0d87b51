"""A roster, sheets and a deposited recovery key of the first program that had them are read for ever."""

from __future__ import annotations

import json
from typing import Any

import pytest

from danvan_desktop.app.verify import verify
from danvan_desktop.handoff import escrow, root, roster
from danvan_desktop.handoff.reading import Package
from danvan_desktop.storage import recovery_code
from tests.conftest import ROOT

FOLDER = ROOT / "tests" / "data" / "packages" / "v1-roster"


@pytest.fixture(scope="module")
def expected() -> Any:
    return json.loads((FOLDER / "expected.json").read_text(encoding="utf-8"))


def opened(name: str) -> Package:
    found = verify(FOLDER / name, identity_file=FOLDER / "identity.txt").looked.package
    assert found is not None
    return found


def test_the_roster_file_of_then_stands_under_the_root_on_paper(expected: Any) -> None:
    read = roster.read((FOLDER / "roster.danvan-roster").read_text(encoding="utf-8"))
    assert (read.version, read.province, read.root.code) == (1, "66", expected["root_code"])
    assert root.root_of(expected["sheets"]).sign_key == read.root.sign_key


def test_the_recovery_key_in_a_package_of_then_is_opened_by_the_sheets(expected: Any) -> None:
    carried = opened("package.danvan").keys
    assert carried.roster is not None
    [text] = carried.escrow
    box = escrow.read(text)
    code = escrow.open_box(box, root.root_of(expected["sheets"]), carried.roster)
    assert box.unit == expected["from"]
    assert code is not None
    assert len(recovery_code.read_code(code)) == 42
    assert escrow.open_box(box, root.new_root(), carried.roster) is None


def test_the_receipt_of_then_brings_the_newer_roster_with_the_commune_in_it(expected: Any) -> None:
    carried = opened("receipt.danvan").keys
    assert carried.roster is not None
    assert carried.roster.version == expected["roster_version"]
    assert carried.holds == carried.roster.rank
    fingerprints = {entry.certificate.fingerprint: entry.checked for entry in carried.roster.replicas}
    assert fingerprints == {expected["fingerprint"]: True, expected["receiver"]: True}
