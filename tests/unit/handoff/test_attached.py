"""Attached files travel to the office's other computer, whole or in pieces, and to nobody else; none of them harms."""

from __future__ import annotations

import hashlib
import itertools
import random
from pathlib import Path

import pytest

from danvan_desktop.app import attachments, handover
from danvan_desktop.app.outgoing import outgoing
from danvan_desktop.errors import UserError
from danvan_desktop.handoff import archive, form
from danvan_desktop.handoff.contents import Also
from danvan_desktop.handoff.importing import take_bytes
from danvan_desktop.storage import blob_travel, blobs, peers
from danvan_desktop.storage.store import Store
from tests.unit.handoff.desks import Desks, attach, attached, pdf, petition, picture
from tests.unit.handoff.packages import sealed, signed


def names_in(store: Store, package: bytes, folder: str) -> list[str]:
    return [n for n in archive.unzip(archive.decrypt(package, [store.replica.age_identity])) if n.startswith(folder)]


def content(store: Store, row: bytes) -> bytes:
    [file] = attached(store, row)
    return attachments.content(store, file.row)


def count(store: Store, table: str) -> int:
    return int(store.conn.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


# --- where they may go
def test_a_scan_reaches_the_offices_other_computer_and_is_shown_there(desks: Desks) -> None:
    row, scan = petition(desks["C1"]), picture("JPEG", 300)
    attach(desks["C1"], row, scan, "đơn.jpg")
    assert desks.hand_over("C1", "C2")[0].files == 1
    assert content(desks["C2"], row) == scan
    [file] = attached(desks["C2"], row)
    assert (file.here, file.opens, file.file_name) == (True, True, "đơn.jpg")
    assert attachments.thumbnail(desks["C2"], file, 64).startswith(b"\x89PNG")
    assert attachments.page(desks["C2"], file, 0, 200)[1] == 1


def test_a_scan_never_goes_up_nor_is_asked_for_from_above(desks: Desks) -> None:
    row = petition(desks["C1"])
    attach(desks["C1"], row, picture())
    package = desks.export("C1", "P")[0]
    assert names_in(desks["P"], package, "blob/") + names_in(desks["P"], package, "part/") == []
    _result, receipt = desks.deliver("P", package)
    assert receipt is not None
    desks.deliver("C1", receipt)
    assert blob_travel.asked(desks["C1"].conn, [b"x"]) == {}
    assert [file.here for file in attached(desks["P"], row)] == [False]
    with pytest.raises(UserError):
        content(desks["P"], row)


def test_files_of_a_dossier_that_is_transferred_go_up_when_they_are_named(desks: Desks) -> None:
    row, scan = petition(desks["C1"]), pdf()
    attach(desks["C1"], row, scan)
    [file] = attached(desks["C1"], row)
    also = Also(blobs=frozenset({bytes.fromhex(file.digest)}))
    [package] = handover.export(desks["C1"], "75", desks.stick, also=also)
    handover.import_path(desks["P"], Path(package.file))
    assert package.files == 1
    assert content(desks["P"], row) == scan


def test_a_file_that_nobody_here_names_is_not_taken_from_another_office(desks: Desks) -> None:
    files = archive.unzip(archive.decrypt(desks.export("C1", "P")[0], [desks["P"].replica.age_identity]))
    stray = bytes(16) + pdf()
    forged = signed(files | {form.BLOB + hashlib.sha256(stray).hexdigest(): stray}, desks["C1"].replica)
    assert take_bytes(desks["P"], "x", sealed(desks["P"], forged)).result.status == "applied"
    assert count(desks["P"], "blob") == 0


def test_the_preview_counts_the_scans_that_would_go_and_only_within_the_office(desks: Desks) -> None:
    scan = picture("PNG", 200, noisy=True)
    attach(desks["C1"], petition(desks["C1"]), scan)
    sizes = [outgoing(desks["C1"], unit).size for unit in ("25920", "75")]
    assert sizes[0] > len(scan) > sizes[1]
    desks.hand_over("C1", "C2")
    assert outgoing(desks["C1"], "25920").size < len(scan)


# --- once, again, lost
def test_without_a_receipt_a_file_goes_again_and_with_one_it_does_not(desks: Desks) -> None:
    attach(desks["C1"], petition(desks["C1"]), picture())
    first, again = desks.export("C1", "C2")[0], desks.export("C1", "C2")[0]
    assert names_in(desks["C2"], first, "blob/") == names_in(desks["C2"], again, "blob/") != []
    _result, receipt = desks.deliver("C2", again)
    assert receipt is not None
    desks.deliver("C1", receipt)
    assert names_in(desks["C2"], desks.export("C1", "C2")[0], "blob/") == []


def test_a_file_the_other_computer_has_lost_is_asked_for_and_comes_again(desks: Desks) -> None:
    row, scan = petition(desks["C1"]), picture()
    attach(desks["C1"], row, scan)
    desks.hand_over("C1", "C2")
    desks["C2"].conn.execute("DELETE FROM blob")
    desks.hand_over("C2", "C1")
    again = desks.export("C1", "C2")[0]
    assert names_in(desks["C2"], again, "seg/") == []
    desks.deliver("C2", again)
    assert content(desks["C2"], row) == scan


def test_a_destroyed_file_is_destroyed_at_the_other_computer_and_does_not_come_back(desks: Desks) -> None:
    row = petition(desks["C1"])
    attach(desks["C1"], row, picture())
    desks.hand_over("C1", "C2")
    [file] = attached(desks["C1"], row)
    blobs.destroy(desks["C1"].conn, file.digest)
    desks.hand_over("C2", "C1", full=True)
    assert count(desks["C1"], "blob") == 0
    desks.hand_over("C1", "C2")
    assert count(desks["C2"], "blob") == 0
    assert blob_travel.missing(desks["C2"].conn, desks["C2"].types, "25920") == {}


def test_a_file_attached_again_after_it_was_destroyed_stays(desks: Desks) -> None:
    row, scan = petition(desks["C1"]), picture()
    attach(desks["C1"], row, scan)
    [first] = attached(desks["C1"], row)
    blobs.destroy(desks["C1"].conn, first.digest)
    attach(desks["C1"], row, scan)
    for pair in (("C1", "C2"), ("C2", "C1"), ("C1", "C2")):
        desks.hand_over(*pair)
    for name in ("C1", "C2"):
        assert [file.here for file in attached(desks[name], row)] == [False, True]


# --- parts
def large_scan(desks: Desks) -> tuple[bytes, bytes]:
    """A petition with a scan that needs several parts of 1 MB."""
    row, scan = petition(desks["C1"]), picture("PNG", 920, noisy=True)
    attach(desks["C1"], row, scan, "ho-so.png")
    assert 2_000_000 < len(scan) < 3_000_000
    return row, scan


def _places(total: int) -> range:
    return range(1, total + 1)


def test_no_part_is_greater_than_asked_and_each_is_whole_in_itself(desks: Desks) -> None:
    large_scan(desks)
    written = handover.export(desks["C1"], "25920", desks.stick, max_part_mb=1)
    assert len(written) >= 3
    total = len(written)
    assert [Path(p.file).name.split("-", 3)[3] for p in written] == [
        f"{n}of{total}.danvan" for n in range(1, total + 1)
    ]
    for one in written:
        assert one.bytes == Path(one.file).stat().st_size <= 1_000_000
        assert handover.import_path(desks["C2"], Path(one.file))[-1].status == "applied"


@pytest.mark.parametrize("seed", range(4))
def test_parts_in_any_order_and_repeated_make_the_file_whole(desks: Desks, seed: int) -> None:
    row, scan = large_scan(desks)
    parts = desks.export("C1", "C2", max_part_mb=1)
    order = [*parts, *parts]
    random.Random(seed).shuffle(order)
    for part in order:
        assert desks.deliver("C2", part)[0].status in {"applied", "duplicate"}
    assert content(desks["C2"], row) == scan
    assert count(desks["C2"], "blob_piece") == 0


def test_a_lost_part_two_of_three_is_asked_for_and_only_its_pieces_come_again(desks: Desks) -> None:
    row, scan = large_scan(desks)
    parts = desks.export("C1", "C2", max_part_mb=1)
    receipts = [desks.deliver("C2", part)[1] for place, part in enumerate(parts) if place != 1]
    assert [file.here for file in attached(desks["C2"], row)] == [False]
    assert receipts[-1] is not None
    desks.deliver("C1", receipts[-1])
    lost = names_in(desks["C2"], parts[1], "part/")
    again = desks.export("C1", "C2", max_part_mb=1)
    assert list(itertools.chain.from_iterable(names_in(desks["C2"], p, "part/") for p in again)) == lost != []
    for part in again:
        desks.deliver("C2", part)
    assert content(desks["C2"], row) == scan


def test_a_false_piece_costs_the_pieces_and_they_are_asked_for_again(desks: Desks) -> None:
    row, scan = large_scan(desks)
    *rest, last = desks.export("C1", "C2", max_part_mb=1)
    for part in rest:
        desks.deliver("C2", part)
    files = archive.unzip(archive.decrypt(last, [desks["C2"].replica.age_identity]))
    files = {n: bytes(len(d)) if n.startswith(form.PIECE) else d for n, d in files.items()}
    assert take_bytes(desks["C2"], "x", sealed(desks["C2"], signed(files, desks["C1"].replica))).result.files == 0
    assert (count(desks["C2"], "blob"), count(desks["C2"], "blob_piece")) == (0, 0)
    desks.hand_over("C2", "C1")
    desks.hand_over("C1", "C2", max_part_mb=1)
    assert content(desks["C2"], row) == scan


def test_pieces_wait_in_the_encrypted_file_and_nowhere_else(desks: Desks) -> None:
    large_scan(desks)
    desks.deliver("C2", desks.export("C1", "C2", max_part_mb=1)[1])
    assert count(desks["C2"], "blob_piece") > 0
    assert {path.suffix for path in desks.home.rglob("*") if path.is_file()} <= {".db", ".db-wal", ".db-shm"}


@pytest.mark.parametrize("size", [0, 65])
def test_a_part_must_have_1_to_64_mb(desks: Desks, size: int) -> None:
    with pytest.raises(UserError):
        desks.export("C1", "C2", max_part_mb=size)


# --- a piece or a file that is not what it says
FORGED: dict[str, dict[str, bytes]] = {
    "a file of another hash": {form.BLOB + "0" * 64: b"x" * 40},
    "a piece of which no size is told": {form.PIECE + "0" * 64 + ".1": b"x" * 40},
}


@pytest.mark.parametrize("name", FORGED)
def test_a_forged_attached_file_is_refused_with_its_package(desks: Desks, name: str) -> None:
    files = archive.unzip(archive.decrypt(desks.export("C1", "C2")[0], [desks["C2"].replica.age_identity]))
    forged = sealed(desks["C2"], signed(files | FORGED[name], desks["C1"].replica))
    assert take_bytes(desks["C2"], "x", forged).result.word == "malformed"


@pytest.mark.parametrize(
    ("number", "size", "length"),
    [(0, 40, 40), (2, 40, 40), (1, 41, 40), (1, 5, 5), (1, 10**12, blob_travel.PIECE), (99999, 40, 40)],
)
def test_a_piece_outside_its_file_is_refused(desks: Desks, number: int, size: int, length: int) -> None:
    files = archive.unzip(archive.decrypt(desks.export("C1", "C2")[0], [desks["C2"].replica.age_identity]))
    name = "ab" * 32
    forged = signed(files | {f"{form.PIECE}{name}.{number}": bytes(length)}, desks["C1"].replica, pieces={name: size})
    assert take_bytes(desks["C2"], "x", sealed(desks["C2"], forged)).result.word == "malformed"
    assert count(desks["C2"], "blob_piece") == 0


def test_which_files_a_computer_lacks_is_forgotten_with_its_restore(desks: Desks) -> None:
    conn, line = desks["C1"].conn, bytes(8)
    blob_travel.learn(conn, line, {b"h" * 32: [(1, 2)]})
    assert blob_travel.asked(conn, [line]) == {b"h" * 32: [(1, 2)]}
    peers.forget(conn, line)
    assert blob_travel.asked(conn, [line]) == {}
