"""Golden hand-overs of a release, kept for ever: python -m tests.unit.handoff.golden_release (once a version).

A province and two communes: records up with their receipt, a request down, a dossier with its personal values and a
scan from commune to commune. `offices.json` holds keys made for these files only; with them the offices that received
stand again, empty, and take the files in by the program of today.
"""

from __future__ import annotations

import hashlib
import io
import json
import sys
import tempfile
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from PIL import Image

from danvan_desktop import __version__
from danvan_desktop.app import attachments, handover, requests, transfer
from danvan_desktop.handoff import certificate_trust, certificates
from danvan_desktop.storage import blobs
from danvan_desktop.storage.identity import Replica, UnitInfo, add_replica
from danvan_desktop.storage.store import Store

FOLDER = Path(__file__).resolve().parents[2] / "data" / "releases"
KEY = bytes(range(32))
TODAY = date(2026, 11, 22)
ME = "Lê A"
UNITS = {
    "P": UnitInfo("66", "Tỉnh Ví dụ", "province"), "A": UnitInfo("25920", "Xã An", "commune"),
    "B": UnitInfo("25921", "Xã Bình", "commune"),
}  # fmt: skip
# which file which office takes in, in the order of then
TAKEN = {"P": ("first.danvan", "up.danvan"), "A": ("down.danvan", "receipt.danvan"), "B": ("dossier.danvan",)}


def make(target: Path) -> None:
    """Play the story and write its files. Raises FileExistsError: a release is never written again."""
    target.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as made:
        offices = {name: Store.create(Path(made) / f"{name}.db", KEY, unit) for name, unit in UNITS.items()}
        keys = {name: _keys(store.replica) for name, store in offices.items()}
        (target / "offices.json").write_text(json.dumps(keys, indent=1) + "\n", encoding="ascii")
        for name in "AB":
            request, answer = target / f"{name}.danvan-req", target / f"{name}.danvan-crt"
            handover.enrol_request(offices[name], request)
            handover.enrol_accept(offices["P"], request, answer)
            handover.enrol_finish(offices[name], answer)
        _story(offices, target, Path(made))
        for store in offices.values():
            store.close()
    told = {"program": __version__, "records": {name: received(target, name) for name in UNITS}}
    (target / "expected.json").write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _story(offices: dict[str, Store], target: Path, work: Path) -> None:
    a, b, p = offices["A"], offices["B"], offices["P"]
    petition = _petition(a)
    _carry(a, p, target / "first.danvan", work)
    _carry(b, p, None, work)
    _meet(a, b, p)
    about = requests.About("petition", petition, proposed={"people_count": 3})
    requests.ask(p, "", "sua_doi", "Ba người ký", officer="B", today=TODAY, about=about)
    _carry(p, a, target / "down.danvan", work)
    row = requests.listed(a)[0].row
    requests.accept(a, row, officer=ME, today=TODAY, text="Đã sửa")
    sent = transfer.send(a, petition, "25921", work / "dossier", officer=ME, today=TODAY,
                         letter=transfer.Letter("12/CV", TODAY, "Thuộc thẩm quyền"))  # fmt: skip
    (target / "dossier.danvan").write_bytes(Path(sent.packages[0].file).read_bytes())
    (target / "receipt.danvan").write_bytes(_carry(a, p, target / "up.danvan", work))


def _meet(store: Store, other: Store, above: Store) -> None:
    """The other commune becomes known, as a roster makes it."""
    offered = certificates.chain(above, {other.replica.id})
    with store.writing():
        for found in certificate_trust.trusted(offered, certificates.stored(store), store.unit.code):
            certificates.admit(store, found, checked=True)


def _petition(store: Store) -> bytes:
    with store.batch(officer=ME) as batch:
        row = batch.new("petition", {
            "unit": store.unit.code, "petition_no": "15/2026", "received_on": TODAY, "type": "khieu_nai",
            "petitioner_name": "Nguyễn Văn Thành", "petitioner_phone": "0912345678", "content": "Tranh chấp lối đi",
            "summary_redacted": "Lối đi chung", "people_count": 1, "state": "dang_phan_loai",
        })  # fmt: skip
        batch.new("follow_up", {"unit": store.unit.code, "petition": row, "content": "Xác minh", "status": "chua"})
    out = io.BytesIO()
    Image.new("RGB", (60, 60), (9, 99, 9)).save(out, "PNG")
    attachments.add(store, "petition", row, out.getvalue(), "don.png", "Bản chụp", ME, keep_original=True)
    return row


def _carry(sender: Store, receiver: Store, kept: Path | None, work: Path) -> bytes:
    """Export and import; returns the receipt."""
    [package] = handover.export(sender, receiver.unit.code, work / "stick")
    file = Path(package.file)
    if kept is not None:
        kept.write_bytes(file.read_bytes())
    handover.import_path(receiver, file)
    receipt = file.with_name(file.name.replace(".danvan", ".receipt.danvan"))
    handover.import_path(sender, receipt)
    return receipt.read_bytes()


def _keys(replica: Replica) -> dict[str, Any]:
    return asdict(replica) | {"id": replica.id.hex(), "seed": replica.seed.hex()}


# --- reading
def office(folder: Path, name: str, path: Path) -> Store:
    """An empty data file that is the computer of then, made known to the others by their files."""
    keys = json.loads((folder / "offices.json").read_text(encoding="ascii"))[name]
    store, unit = Store.create(path, KEY, UNITS[name]), UNITS[name]
    for field, value in (("id", keys["id"]), ("seed", keys["seed"]), ("age", keys["age_identity"])):
        store.settings.set(f"replica.{field}", value)
    old = Replica(bytes.fromhex(keys["id"]), bytes.fromhex(keys["seed"]), keys["age_identity"], keys["serial"])
    add_replica(store.conn, old.id, unit.code, unit.level, old.serial, old.sign_key, old.age_key, checked=True)
    store.close()
    store = Store.open(path, KEY)
    if name == "P":
        for other in "AB":
            handover.enrol_accept(store, folder / f"{other}.danvan-req", path.with_suffix(f".{other}.crt"))
    else:
        handover.enrol_finish(store, folder / f"{name}.danvan-crt")
    return store


def received(folder: Path, name: str) -> dict[str, Any]:
    """What an office holds after it took in the files of then: every record, and hashes of what is attached."""
    with tempfile.TemporaryDirectory() as made:
        store = office(folder, name, Path(made) / "office.db")
        for file in TAKEN[name]:
            copy = Path(made) / file
            copy.write_bytes((folder / file).read_bytes())
            status = [one.status for one in handover.import_path(store, copy)]
            if status != ["applied"]:
                raise AssertionError(f"{name} {file}: {status}")
        found = _records(store)
        store.close()
    return found


def _records(store: Store) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for kind in store.types:
        rows = [
            row[0] for row in store.conn.execute("SELECT DISTINCT row FROM op WHERE type = ? ORDER BY row", (kind,))
        ]
        for item in store.records(kind, rows):
            said = {name: _text(value) for name, value in item.values.items() if value is not None}
            found[f"{kind} {item.id.hex()}"] = dict(sorted(said.items()))
            if kind == "attachment":
                data = blobs.get(store.conn, str(item.values.get("sha256")))
                found[f"file of {item.id.hex()}"] = hashlib.sha256(data).hexdigest() if data else "not here"
    return found


def _text(value: object) -> str:
    return value.hex() if isinstance(value, bytes) else str(value)


if __name__ == "__main__":
    make(FOLDER / __version__)
    sys.stdout.write(f"{FOLDER / __version__}\n")
