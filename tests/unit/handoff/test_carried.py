"""What goes with a dossier arrives whole in the end: parts in any order, sticks lost, taken over too early."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from danvan_desktop.app import attachments, handover, transfer
from danvan_desktop.errors import UserError
from danvan_desktop.handoff.arriving import packages_at
from danvan_desktop.storage import blobs
from tests.unit.app.test_attachments import picture
from tests.unit.handoff.communes import ME, TODAY, UNITS, Communes
from tests.unit.handoff.desks import picture as scanned
from tests.unit.handoff.dossiers import dossier_of, value


def large_dossier(neighbours: Communes) -> bytes:
    petition = dossier_of(neighbours)
    for number in range(3):
        scan = scanned("PNG", 700, noisy=True)
        attachments.add(neighbours["A"], "petition", petition, scan, f"{number}.png", "Trang", ME, keep_original=True)
    return petition


def sent(neighbours: Communes, petition: bytes, to: str, names: str = "") -> list[Path]:
    made = transfer.send(neighbours["A"], petition, UNITS[to].code, neighbours.home / "usb", officer=ME, today=TODAY,
                         names=names, denunciations=True, max_part_mb=1)  # fmt: skip
    return [Path(one.file) for one in made.packages]


def lost(neighbours: Communes, petition: bytes, to: str = "P", names: str = "") -> None:
    for file in sent(neighbours, petition, to, names):
        file.unlink()


def here(neighbours: Communes, name: str, petition: bytes) -> list[bool]:
    return [one.here for one in attachments.of(neighbours[name], "petition", petition)]


def whole(neighbours: Communes, name: str, petition: bytes, files: int) -> bool:
    named = value(neighbours[name], petition, "petitioner_name") == "Nguyễn Văn Thành"
    return named and here(neighbours, name, petition) == [True] * files


@pytest.mark.parametrize("to", ["P", "B"])
@pytest.mark.parametrize("seed", range(2))
def test_parts_of_a_dossier_in_any_order_bring_all_its_files(neighbours: Communes, seed: int, to: str) -> None:
    petition = large_dossier(neighbours)
    parts = sent(neighbours, petition, to)
    assert len(parts) > 3
    assert all(part.stat().st_size <= 1_000_000 for part in parts)
    random.Random(seed).shuffle(parts)
    parts.append(parts.pop(parts.index(min(parts))))  # the one with the records comes last
    for part in parts:
        assert neighbours.take(to, part)[-1].status == "applied"
    assert whole(neighbours, to, petition, 4)
    assert neighbours.count(to, "SELECT count(*) FROM blob_piece") == 0
    transfer.accept(neighbours[to], petition, officer=ME, today=TODAY)


def test_the_parts_in_a_folder_are_taken_in_as_they_were_written(neighbours: Communes) -> None:
    folder = neighbours.home / "many"
    folder.mkdir()
    for name in ("DV-26001-3-10of12", "DV-26001-12-1of1", "DV-26001-3-2of12", "DV-24169-40-1of1", "x"):
        (folder / f"{name}.danvan").write_bytes(b"")
    names = [path.stem for path in packages_at(neighbours["P"], folder)]
    assert names == ["DV-24169-40-1of1", "DV-26001-3-2of12", "DV-26001-3-10of12", "DV-26001-12-1of1", "x"]


def test_a_dossier_of_which_the_stick_was_lost_is_whole_with_the_next_package(neighbours: Communes) -> None:
    other = neighbours.petition("A", petitioner_name="Người Khác")
    petition = dossier_of(neighbours)
    lost(neighbours, petition)
    neighbours.hand_over("A", "P")
    assert whole(neighbours, "P", petition, 1)
    assert value(neighbours["P"], other, "petitioner_name") is None, "another petition's name left"
    assert neighbours.count("P", "SELECT count(*) FROM v_petition") == 2
    transfer.accept(neighbours["P"], petition, officer=ME, today=TODAY)


def test_of_a_confirmed_dossier_nothing_goes_again(neighbours: Communes) -> None:
    petition = large_dossier(neighbours)
    lost(neighbours, petition)
    neighbours.hand_over("A", "P")
    assert sum(one.files for one in handover.export(neighbours["A"], "75", neighbours.home / "next")) == 0


def make_hollow(neighbours: Communes, name: str) -> None:
    neighbours[name].conn.execute("DELETE FROM blob")
    neighbours[name].conn.execute("DELETE FROM vault")


def test_what_is_missing_of_a_dossier_is_named_and_comes_even_after_it_was_taken_over(neighbours: Communes) -> None:
    petition = dossier_of(neighbours)
    lost(neighbours, petition)
    neighbours.hand_over("A", "P")
    make_hollow(neighbours, "P")
    with pytest.raises(UserError) as told:
        transfer.accept(neighbours["P"], petition, officer=ME, today=TODAY)
    assert "Họ và tên người gửi" in told.value.message
    assert "Thành" not in told.value.text()
    transfer.accept(neighbours["P"], petition, officer=ME, today=TODAY, incomplete=True)
    neighbours.hand_over("P", "A")
    neighbours.hand_over("A", "P")
    assert whole(neighbours, "P", petition, 1)
    assert blobs.attached(neighbours["P"].conn, petition)
    neighbours.hand_over("P", "A")
    assert sum(one.files for one in handover.export(neighbours["A"], "75", neighbours.home / "next")) == 0


@pytest.mark.parametrize("to", ["P", "B"])
def test_the_former_owner_may_write_a_dossier_again_that_was_taken_over(neighbours: Communes, to: str) -> None:
    petition = dossier_of(neighbours)
    for file in sent(neighbours, petition, to):
        neighbours.take(to, file)
        file.unlink()
    transfer.accept(neighbours[to], petition, officer=ME, today=TODAY)
    neighbours.round()
    neighbours.round()
    make_hollow(neighbours, to)
    before = neighbours.count("A", "SELECT count(*) FROM op")
    found = transfer.preview(neighbours["A"], petition, UNITS[to].code)
    assert "Họ và tên người gửi" in {label for part in found.parts for label in part.named}
    for file in sent(neighbours, petition, to):
        neighbours.take(to, file)
    assert whole(neighbours, to, petition, 1)
    assert neighbours.count("A", "SELECT count(*) FROM op") == before
    with pytest.raises(UserError):
        transfer.preview(neighbours["A"], petition, UNITS["B" if to == "P" else "P"].code)


def test_the_offices_other_computer_sends_what_is_missing_too(neighbours: Communes) -> None:
    petition = dossier_of(neighbours)
    lost(neighbours, petition)
    neighbours.hand_over("A", "A2")
    neighbours.hand_over("A2", "P")
    assert whole(neighbours, "P", petition, 1)


def test_names_that_were_to_stay_here_stay_and_nothing_is_said_to_be_missing(neighbours: Communes) -> None:
    petition = dossier_of(neighbours)
    lost(neighbours, petition, names="code")
    for _round in range(2):
        neighbours.hand_over("A", "P")
        neighbours.hand_over("P", "A")
    assert neighbours.count("P", "SELECT count(*) FROM vault") == 0
    assert neighbours.count("P", "SELECT count(*) FROM blob") == 0
    transfer.accept(neighbours["P"], petition, officer=ME, today=TODAY)


def test_of_a_denunciation_only_what_the_transfer_allows_goes_again(neighbours: Communes) -> None:
    petition = dossier_of(neighbours, type="to_cao", petitioner_name=None, petitioner_phone=None,
                          respondent_name="Trần Văn Cán")  # fmt: skip
    attachments.add(neighbours["A"], "petition", petition, picture(kind="PNG"), "x.png", "Đơn", ME)
    lost(neighbours, petition)
    handed = handover.export(neighbours["A"], "75", neighbours.home / "usb", denunciations=True)
    for one in handed:
        neighbours.take("P", Path(one.file))
    neighbours.hand_over("P", "A")
    for one in handover.export(neighbours["A"], "75", neighbours.home / "usb", True, denunciations=True):
        neighbours.take("P", Path(one.file))
    assert {text for (text,) in neighbours["P"].conn.execute("SELECT value FROM vault")} == {"Trần Văn Cán"}
    assert neighbours.count("P", "SELECT count(*) FROM blob") == 0


def test_a_peer_that_asks_for_more_than_was_handed_to_it_gets_no_more(
    neighbours: Communes, monkeypatch: pytest.MonkeyPatch
) -> None:
    from danvan_desktop.handoff import have_writing
    from danvan_desktop.handoff.scope import Scope
    from danvan_desktop.storage.store import Store

    other = neighbours.petition("A", petitioner_name="Người Khác")
    attachments.add(neighbours["A"], "petition", other, picture(kind="PNG"), "x.png", "Đơn", ME)
    lost(neighbours, dossier_of(neighbours))
    neighbours.hand_over("A", "P")
    every = [h.hex() for (h,) in neighbours["A"].conn.execute("SELECT hash FROM vault")]
    files = {h.hex(): [[1, 9]] for (h,) in neighbours["A"].conn.execute("SELECT hash FROM blob")}
    real = have_writing.told
    greedy = {"missing": every, "blobs": files}

    def asks(store: Store, scope: Scope) -> dict[str, object]:
        return real(store, scope) | (greedy if store is neighbours["P"] else {})

    monkeypatch.setattr(have_writing, "told", asks)
    neighbours.hand_over("P", "A")
    neighbours.hand_over("A", "P")
    assert value(neighbours["P"], other, "petitioner_name") is None
    assert here(neighbours, "P", other) == [False]
