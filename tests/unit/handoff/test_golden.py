"""Packages, receipts, requests and certificates of earlier programs are read for ever: tests/data/packages.

Each folder was written once by the program of its name and is never written again; a new form gets a new folder.
`identity.txt` holds keys made for these files only.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from danvan_desktop.app.verify import Verdict, verify
from danvan_desktop.storage.blob_travel import digest_of
from danvan_desktop.storage.blobs import SALT_BYTES
from tests.conftest import ROOT

FOLDERS = sorted((ROOT / "tests" / "data" / "packages").iterdir())


def looked(folder: Path, name: str) -> tuple[Verdict, Any]:
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    return verify(folder / name, identity_file=folder / "identity.txt"), expected


def test_there_is_one_of_every_form_there_was() -> None:
    assert {folder.name for folder in FOLDERS} >= {"v1-access-heads", "v1-attached", "v1-before-access-heads"}


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_package_of_then_is_whole_and_every_op_in_it_is_read(folder: Path) -> None:
    found, expected = looked(folder, "package.danvan")
    assert found.intact
    package = found.looked.package
    assert package is not None
    assert sum(len(ops) for _segment, ops in package.segments) == expected["ops"]
    assert (package.manifest.sender.unit.code, package.manifest.to) == (expected["from"], expected["to"])
    assert package.manifest.sender.fingerprint == expected["fingerprint"]
    assert (package.manifest.access is None) == (folder.name == "v1-before-access-heads")


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_receipt_of_then_still_says_what_was_taken_in(folder: Path) -> None:
    found, expected = looked(folder, "receipt.danvan")
    package = found.looked.package
    assert found.intact
    assert package is not None
    assert package.manifest.receipt
    assert package.manifest.sender.fingerprint == expected["receiver"]
    sent, _expected = looked(folder, "package.danvan")
    assert package.have.packages[sent.looked.digest] == "applied"


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
@pytest.mark.parametrize("name", ["request.danvan-req", "certificate.danvan-crt"])
def test_enrolment_files_of_then_are_read(folder: Path, name: str) -> None:
    assert verify(folder / name).intact


@pytest.mark.parametrize("folder", [f for f in FOLDERS if (f / "package-2.danvan").exists()], ids=lambda f: f.name)
def test_attached_files_of_then_are_put_together_from_all_parts(folder: Path) -> None:
    _found, expected = looked(folder, "package.danvan")
    packages = [looked(folder, file.name)[0].looked.package for file in sorted(folder.glob("package*.danvan"))]
    whole: dict[str, bytes] = {}
    pieces: dict[str, dict[int, bytes]] = {}
    for package in filter(None, packages):
        whole |= {digest_of(data).hex(): data for data in package.attached.whole}
        for piece in package.attached.pieces:
            pieces.setdefault(piece.digest.hex(), {})[piece.number] = piece.data
    whole |= {digest: b"".join(data for _n, data in sorted(found.items())) for digest, found in pieces.items()}
    assert {d: hashlib.sha256(data[SALT_BYTES:]).hexdigest() for d, data in whole.items()} == expected["attached"]
    assert len(pieces) == 1
