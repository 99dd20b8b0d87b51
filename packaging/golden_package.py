"""Writes a folder of golden packages with the program as it is now: tests/data/packages/NAME, read for ever after.

python packaging/golden_package.py NAME        once the form is new; a folder that is there is never written again

Two computers of one office; a petition with a small and a large attached file, in parts of 1 MB, and the receipt.
"""

from __future__ import annotations

import hashlib
import io
import json
import sys
import tempfile
from pathlib import Path

from PIL import Image

from danvan_desktop import __version__
from danvan_desktop.app import attachments, handover
from danvan_desktop.handoff import certificates
from danvan_desktop.storage.identity import UnitInfo
from danvan_desktop.storage.store import Store

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ROOT / "tests" / "data" / "packages"
KEY = bytes(range(32))
NAMES = ("package.danvan", "package-2.danvan", "package-3.danvan")


def main(name: str) -> None:
    """Make the folder."""

    target = PACKAGES / name
    target.mkdir()  # never over an old one
    with tempfile.TemporaryDirectory() as made:
        work, unit = Path(made), UnitInfo("25920", "Xã Ví dụ", "commune")
        first, second = (Store.create(work / f"{place}.db", KEY, unit) for place in ("a", "b"))
        _enrol(first, second, target)
        attached = _petition(first)
        ops = _hand_over(first, second, target, work)
        _write_keys(first, second, target)
        told = {"program": f"{__version__} {name}", "from": unit.code, "to": unit.code, "ops": ops}
        told |= {"fingerprint": _fingerprint(first), "receiver": _fingerprint(second), "attached": attached}
        (target / "expected.json").write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
        first.close()
        second.close()


def _enrol(first: Store, second: Store, target: Path) -> None:

    request, answer = target / "request.danvan-req", target / "certificate.danvan-crt"
    fingerprint = handover.enrol_request(second, request)
    handover.enrol_accept(first, request, answer, expect=fingerprint)
    handover.enrol_finish(second, answer)


def _petition(store: Store) -> dict[str, str]:
    """Hash of each attached file as it travels, and of its own bytes."""

    with store.batch(officer="Lê A") as batch:
        row = batch.new("petition", {"unit": store.unit.code, "received_on": "2026-03-02", "type": "kien_nghi"})
    files = (_picture(20), _picture(600))
    for data in files:
        attachments.add(store, "petition", row, data, "anh.png", "Bản chụp", "Lê A", keep_original=True)
    found = attachments.of(store, "petition", row)
    return {file.digest: hashlib.sha256(data).hexdigest() for file, data in zip(found, files, strict=True)}


def _picture(side: int) -> bytes:
    """A PNG that is not packed itself: large inside the package, small in the repository."""

    out = io.BytesIO()
    Image.new("RGB", (side, side), (9, 99, 9)).save(out, "PNG", compress_level=0)
    return out.getvalue()


def _hand_over(first: Store, second: Store, target: Path, work: Path) -> int:
    """Write the parts and the receipt of the last; returns how many ops the first part holds."""

    written = handover.export(first, "25920", work / "stick", max_part_mb=1)
    for name, package in zip(NAMES, written, strict=False):
        (target / name).write_bytes(Path(package.file).read_bytes())
        handover.import_path(second, Path(package.file))
        receipt = Path(package.file.replace(".danvan", ".receipt.danvan"))
    (target / "receipt.danvan").write_bytes(receipt.read_bytes())
    return written[0].ops


def _write_keys(first: Store, second: Store, target: Path) -> None:
    keys = "".join(f"{store.replica.age_identity}\n" for store in (first, second))
    (target / "identity.txt").write_text("# keys of a test, they open these files only\n" + keys, encoding="utf-8")


def _fingerprint(store: Store) -> str:

    with store.writing():
        return certificates.own(store).fingerprint


if __name__ == "__main__":
    main(sys.argv[1])
