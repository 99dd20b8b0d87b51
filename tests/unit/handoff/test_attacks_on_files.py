"""Update files and the shelf of packages kept apart, where a province's computer or a stick is hostile."""

from __future__ import annotations

import secrets
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from danvan_desktop.app import history_view, outside_rights, recycle, verify_signed
from danvan_desktop.app.updates import offer
from danvan_desktop.domain import journal
from danvan_desktop.handoff import certificates, release_keys, root, roster
from danvan_desktop.handoff.importing import take_bytes
from danvan_desktop.handoff.root import BadRootError
from danvan_desktop.handoff.roster import BadRosterError
from danvan_desktop.handoff.verifying import INTACT
from danvan_desktop.storage import quarantine
from danvan_desktop.storage.identity import Replica
from danvan_desktop.storage.store import Store
from tests.unit.handoff.attacker import Attacker
from tests.unit.handoff.communes import Communes
from tests.unit.updates import makers


@pytest.fixture
def offices() -> Iterator[Communes]:
    opened = Communes()
    yield opened
    opened.close()


def with_number_of(store: Store, key_id: bytes) -> None:
    """The province made a computer that bears the number of the release key."""
    mine = certificates.own(store)
    shadow = certificates.issue(
        unit=mine.unit, replica=key_id, line=key_id, serial=1, sign_key=mine.sign_key, age_key=mine.age_key,
        signer=store.replica,
    )  # fmt: skip
    certificates.admit(store, shadow, checked=True)


def test_no_computer_stands_in_the_place_of_a_release_key(offices: Communes, tmp_path: Path) -> None:
    key = makers.release_key(tmp_path)
    tables = makers.data_update(tmp_path / "so-lieu.danvan-upd", key, 1, {"law/note": {"version": "2027", "days": []}})
    (key_id,) = release_keys.release_signers(key.folder)
    store = offices["P"]
    with store.writing():
        with_number_of(store, key_id)
    assert key_id in release_keys.province_signers(store)
    with offer.opened(store, tables, key.folder) as update:
        assert update.signer.publisher == "release"
    assert verify_signed.look_at_update(tables, store, key.folder).state == INTACT


def test_where_there_is_no_more_room_to_keep_a_package_it_says_so(
    offices: Communes, monkeypatch: pytest.MonkeyPatch
) -> None:
    a, province = Attacker(offices["A"]), offices["P"]
    said: dict[str, Any] = {"from": "26002"}
    data = a.package(province, **said)
    monkeypatch.setattr(quarantine, "MAX_KEPT", len(data) - 1)
    first = take_bytes(province, "x", data).result
    assert len(first.reason.split(". ")) > len(take_bytes(offices["B"], "x", b"").result.reason.split(". "))
    [held] = quarantine.listed(province.conn)
    assert quarantine.read(province.conn, held.id).data is None
    monkeypatch.setattr(quarantine, "MAX_KEPT", len(data))
    again = take_bytes(province, "x", data).result
    assert len(again.reason) < len(first.reason)
    assert quarantine.read(province.conn, held.id).data == data, "made room, and still only a note of it"


@pytest.mark.parametrize(("made", "province"), [(2**70, "75"), (-(2**62), "75"), (2**62, "75"), (1, "<b>\u202e\n75")])
def test_a_roster_made_beyond_all_clocks_or_of_no_province_is_none(made: int, province: str) -> None:
    """`danvan verify` shows when it was made and whose it is, to anybody, of any root."""
    opened, signer = root.new_root(), Replica(bytes(8), secrets.token_bytes(32), "", 1)
    with pytest.raises((BadRosterError, BadRootError)):
        roster.issue(signer.seed, version=2, made=made, succession=(), units=(), replicas=(), statement=root.state(
            opened, province=province, epoch=1, signer=signer.sign_key, signer_serial=1,
            escrow=(root.new_escrow(opened),),
        ))  # fmt: skip


def test_a_save_beyond_the_year_9999_is_shown_in_every_zone(offices: Communes, monkeypatch: pytest.MonkeyPatch) -> None:
    a, province = Attacker(offices["A"]), offices["P"]
    row = journal.row_id(a.me.id, 900)
    far: dict[str, Any] = {"wall": 2**63 - 1, "hlc": 2**63 - 1}
    made = a.op("petition", row, {"unit": "26001"}, **far)
    gone = a.op("petition", row, {"_del": True}, **far, parents={journal.SEEN: [journal.op_id(made).hex()]})
    lines = [made, gone, a.op("petition", journal.row_id(province.replica.id, 900), {"unit": "75"}, **far)]
    assert a.send(province, [a.segment(lines)]).status == "applied"
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    time.tzset()
    try:
        assert [entry.when.astimezone().year for entry in history_view.entries(province, "petition", row)] == [9999] * 2
        assert [one.when.year for one in outside_rights.listed(province)] == [9999]
        assert [one.row for one in recycle.binned(province, "petition")] == [row]
    finally:
        monkeypatch.undo()
        time.tzset()
