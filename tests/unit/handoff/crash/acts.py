"""What an office does while the power goes: a save, an import, a receipt, an export; and what must hold afterwards."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from danvan_desktop.app import handover
from danvan_desktop.handoff.importing import take_bytes
from danvan_desktop.storage.store import Store
from tests.unit.handoff.offices import Offices, open_at

SAVED_OPS, NEW_OPS = 3, 12


@dataclass(frozen=True)
class Desk:
    """Files of one office: its store, what lies on the stick, how many ops it had, what it had saved."""

    folder: Path
    name: str
    ops: int
    row: bytes

    @property
    def stick(self) -> Path:
        return self.folder / "usb"

    @property
    def store(self) -> Path:
        return self.folder / f"{self.name}.db"

    def copy(self, to: Path) -> Desk:
        """The same in another folder, which is emptied first."""
        shutil.rmtree(to, ignore_errors=True)
        shutil.copytree(self.folder, to)
        return Desk(to, self.name, self.ops, self.row)


@dataclass(frozen=True)
class Act:
    """`check` returns "before" or "after" and fails on anything between."""

    prepare: Callable[[Path], Desk]
    do: Callable[[Desk], None]
    check: Callable[[Desk], str]


def _desk(folder: Path, name: str, package: Callable[[Offices], bytes | None]) -> Desk:
    """The store of one office as it stands before, closed, and a package on its stick."""
    offices = Offices()
    with offices["C1"].batch(officer="Lê A") as batch:
        row = batch.new("note", {"x": "đã lưu trước", "who": "Người đã lưu"})
    offices.hand_over("C1", "D")
    data = package(offices)
    folder.mkdir(parents=True)
    for each in ("C1", "D"):
        (folder / f"{each}.db").write_bytes(offices.backup(each))
    (folder / "usb").mkdir()
    if data is not None:
        (folder / "usb" / "DV-1-1-1of1.danvan").write_bytes(data)
    ops = _ops(offices[name])
    offices.close()
    return Desk(folder, name, ops, row)


def _ops(store: Store) -> int:
    return int(store.conn.execute("SELECT count(*) FROM op").fetchone()[0])


def _new_records(offices: Offices) -> bytes:
    with offices["C1"].batch(officer="Lê A") as batch:
        for place in range(NEW_OPS):
            batch.new("note", {"x": f"mới {place}", "y": place, "who": f"Người {place}"})
    return offices.export("C1", "750")[0]


def _receipt(offices: Offices) -> bytes:
    receipt = offices.deliver("D", _new_records(offices))[1]
    assert receipt is not None
    return receipt


def _unsent(offices: Offices) -> None:
    _new_records(offices)


def _save(desk: Desk) -> None:
    with closing(open_at(desk.store)) as store, store.batch(officer="Lê A") as batch:
        batch.new_group()
        batch.new("note", {"x": "đang lưu", "who": "Người đang lưu"})
        for place in range(SAVED_OPS - 1):
            batch.new("step", {"t": f"bước {place}"})


def _import(desk: Desk) -> None:
    with closing(open_at(desk.store)) as store:
        handover.import_path(store, desk.stick)


def _export(desk: Desk) -> None:
    with closing(open_at(desk.store)) as store:
        handover.export(store, "750", desk.stick)


def _sound(store: Store, desk: Desk) -> None:
    """Nothing that was saved before is lost, and the tables are what the journal means."""
    assert store.conn.execute("PRAGMA quick_check").fetchone()[0] == "ok"
    assert store.check_rebuild().equal
    kept = store.get("note", desk.row)
    assert kept is not None, "a saved record is lost"
    if desk.name == "C1":
        assert kept.values["who"] == "Người đã lưu"


def _whole(store: Store, desk: Desk, more: int) -> str:
    new = _ops(store) - desk.ops
    assert new in {0, more}, f"{new} of {more} changes are there"
    return "after" if new else "before"


def _check_save(desk: Desk) -> str:
    with closing(open_at(desk.store)) as store:
        _sound(store, desk)
        found = _whole(store, desk, SAVED_OPS)
        with store.batch(officer="Lê A") as batch:
            batch.edit("note", desk.row, {"y": 7})
        assert store.check_rebuild().equal
    return found


def _check_import(desk: Desk) -> str:
    """It was taken in or not; the same stick once more brings everything, and no receipt is half."""
    with closing(open_at(desk.store)) as store:
        _sound(store, desk)
        found = _whole(store, desk, NEW_OPS)
        stick = [file for file in desk.stick.iterdir() if file.name.endswith(".receipt.danvan")]
        with closing(open_at(desk.folder / "C1.db")) as sender:
            assert all(take_bytes(sender, "x", file.read_bytes()).result.status == "applied" for file in stick)
        again = handover.import_path(store, desk.stick / "DV-1-1-1of1.danvan")[-1].status
        assert again == ("duplicate" if found == "after" else "applied"), again
        assert _ops(store) == desk.ops + NEW_OPS
        assert store.check_rebuild().equal
    return found


def _check_receipt(desk: Desk) -> str:
    with closing(open_at(desk.store)) as store:
        _sound(store, desk)
        assert _whole(store, desk, 0) == "before"
        known = handover.peers(store)[0].unconfirmed
        assert known in {0, NEW_OPS}, "a receipt was read by half"
        handover.import_path(store, desk.stick)
        assert handover.peers(store)[0].unconfirmed == 0
    return "before" if known else "after"


def _check_export(desk: Desk) -> str:
    """A file under a package's name is whole; whatever was written, the next export brings everything."""
    with closing(open_at(desk.store)) as store, closing(open_at(desk.folder / "D.db")) as upper:
        _sound(store, desk)
        assert _whole(store, desk, 0) == "before"
        there = [file for file in desk.stick.iterdir() if file.suffix == ".danvan"]
        for file in there:
            assert take_bytes(upper, file.name, file.read_bytes()).result.status == "applied", "a half package"
        for package in handover.export(store, "750", desk.stick):
            handover.import_path(upper, Path(package.file))
        assert _ops(upper) == _ops(store)
    return "after" if there else "before"


ACTS = {
    "save": Act(lambda folder: _desk(folder, "C1", lambda _o: None), _save, _check_save),
    "import": Act(lambda folder: _desk(folder, "D", _new_records), _import, _check_import),
    "receipt": Act(lambda folder: _desk(folder, "C1", _receipt), _import, _check_receipt),
    "export": Act(lambda folder: _desk(folder, "C1", _unsent), _export, _check_export),
}
