"""The seven messages of the quarantine, each made by the fault itself: what happened, what was kept, what to do."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pyrage
import pytest

from danvan_desktop import i18n
from danvan_desktop.app import handover, kept_packages
from danvan_desktop.app.verify import verify
from danvan_desktop.domain.journal import encode
from danvan_desktop.errors import UserError
from danvan_desktop.handoff import form, large, minisign, quarantine
from danvan_desktop.handoff.importing import import_path, take_bytes
from danvan_desktop.handoff.large import Meter
from danvan_desktop.handoff.refusal import reason
from danvan_desktop.storage import peers, segments
from danvan_desktop.storage import quarantine as kept_table
from danvan_desktop.storage.identity import UnitInfo
from danvan_desktop.storage.store import Store
from tests.unit.handoff.offices import Offices, enrol, state
from tests.unit.handoff.packages import STRANGER, newer_op, opened, package, sealed, signed, with_segment
from tests.unit.storage.conftest import KEY, TYPES

Fault = Callable[[Offices], bytes]


def cut_short(offices: Offices) -> bytes:
    return package(offices)[:-40]


def for_another_office(offices: Offices) -> bytes:
    """A package of the commune's other parent, sealed so that we can open it."""
    return sealed(offices["D"], signed(opened(offices["D"], package(offices)), offices["C1"].replica, to="751"))


def of_a_stranger(offices: Offices) -> bytes:
    files = opened(offices["D"], package(offices))
    return sealed(offices["D"], signed(files, STRANGER, replica=bytes(8).hex()))


def altered(offices: Offices) -> bytes:
    """A line changed on the way by somebody who can open and seal, and does not have the author's key."""
    files = with_segment(opened(offices["D"], package(offices)), lambda blob: blob.replace(b'"x":"m', b'"x":"n'))
    return sealed(offices["D"], signed(files, offices["C1"].replica))


def of_a_newer_program(offices: Offices) -> bytes:
    files = opened(offices["D"], package(offices)) | {"later/thing": b"x"}
    return sealed(offices["D"], signed(files, offices["C1"].replica, v=2))


def of_a_copied_folder(offices: Offices) -> bytes:
    """Two computers go on from one copy: the same numbers, other changes."""
    saved = offices.backup("C1")
    with offices["C1"].batch(officer="Lê A") as batch:
        batch.new("note", {"x": "bản một"})
    offices.hand_over("C1", "D")
    offices.put_back("C1", saved, new_replica=False)
    with offices["C1"].batch(officer="Lê A") as batch:
        batch.new("note", {"x": "bản hai"})
    return offices.export("C1", "750", full=True)[0]


def a_bomb(offices: Offices) -> bytes:
    return sealed(offices["D"], {form.SEGMENT + "0" * 64: bytes(300_000_000)})


FAULTS: dict[str, Fault] = {
    "unreadable": cut_short, "not-for-us": for_another_office, "unknown-sender": of_a_stranger,
    "wrong-signature": altered, "newer": of_a_newer_program, "fork": of_a_copied_folder, "too-big": a_bomb,
}  # fmt: skip


@pytest.mark.parametrize("word", FAULTS)
def test_each_fault_says_what_happened_what_was_kept_and_what_to_do(offices: Offices, word: str) -> None:
    data = FAULTS[word](offices)
    result, _receipt = offices.deliver("D", data)
    assert result.word == word
    [kept] = kept_packages.listed(offices["D"])
    assert kept.word == word
    assert kept.text in result.reason
    assert len([part for part in kept.text.split(". ") if part]) >= 3
    assert kept.heading
    assert kept_table.read(offices["D"].conn, hashlib.sha256(data).digest()).data == data


@pytest.mark.parametrize("word", FAULTS)
def test_no_fault_blocks_the_packages_beside_it(offices: Offices, word: str) -> None:
    data = FAULTS[word](offices)
    with offices["C2"].batch(officer="Lê A") as batch:
        row = batch.new("note", {"x": "lành"})
    offices.hand_over("C2", "C1")
    stick = offices.home / "stick"
    stick.mkdir()
    (stick / "DV-25920-1-1of1.danvan").write_bytes(data)
    good = handover.export(offices["C1"], "750", stick)
    assert good
    statuses = [result.status for result in handover.import_path(offices["D"], stick)]
    assert ("applied" in statuses) == (word != "fork")  # a forked office's next package forks again
    assert offices["D"].get("note", row) is not None


@pytest.mark.parametrize("word", sorted(set(FAULTS) - {"fork"}))
def test_no_fault_changes_anything_however_often_it_comes(offices: Offices, word: str) -> None:
    data = FAULTS[word](offices)
    before = state(offices["D"])
    for _time in range(3):
        assert take_bytes(offices["D"], "DV-25920-1-1of1.danvan", data).result.word == word
    assert state(offices["D"]) == before
    assert len(kept_packages.listed(offices["D"])) == 1


@pytest.mark.parametrize("word", ["not-for-us", "wrong-signature", "fork"])
def test_the_refusal_travels_back_where_the_sender_is_sure(offices: Offices, word: str) -> None:
    data = FAULTS[word](offices)
    _result, receipt = offices.deliver("D", data)
    assert receipt is not None
    offices.deliver("C1", receipt)
    assert peers.verdict_on(offices["C1"].conn, hashlib.sha256(data).digest()) == word


def test_texts_are_whole_in_both_languages() -> None:
    for language in ("en", "vi"):
        i18n.set_language(language)
        for word in (*FAULTS, "large", "malformed"):
            text = reason(word, unit="75", sender="25920", to="76", detail="1")
            assert "{" not in text
            assert text[0].isupper()
    i18n.set_language("vi")


# --- tried again by themselves
def test_a_package_of_a_newer_program_is_taken_in_after_the_update(
    offices: Offices, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = package(offices)
    monkeypatch.setattr(form, "PACKAGE_VERSION", 0)  # this program is older than the package
    assert offices.deliver("D", data)[0].status == "waiting"
    monkeypatch.setattr(form, "PACKAGE_VERSION", 1)
    empty = offices.home / "empty"
    empty.mkdir()
    assert import_path(offices["D"], empty) == []
    monkeypatch.setattr(quarantine, "__version__", "99.0")
    assert [result.status for result in import_path(offices["D"], empty)] == ["applied"]
    assert kept_packages.listed(offices["D"]) == []


def test_what_a_newer_program_adds_inside_waits_alone_and_the_rest_is_taken_in(offices: Offices) -> None:
    files = opened(offices["D"], package(offices))
    author = offices["C1"].replica
    newer = signed(with_segment(files, lambda blob: newer_op(blob, author)), author)
    assert take_bytes(offices["D"], "x", sealed(offices["D"], newer)).result.word == "newer"
    with_field = with_segment(files, lambda blob: resigned(blob, author))
    result = take_bytes(offices["D"], "x", sealed(offices["D"], signed(with_field, author))).result
    assert (result.status, result.new) == ("applied", 1)
    assert "1" in result.reason


def resigned(blob: bytes, author: object) -> bytes:
    from danvan_desktop.storage.identity import Replica

    assert isinstance(author, Replica)
    body = blob[64:].replace(b'"f":{', b'"f":{"a_later_field":7,')
    return segments.sign(author.seed, "segment", body) + body


def test_a_package_of_an_unknown_office_is_taken_in_when_it_is_enrolled(offices: Offices, tmp_path: Path) -> None:
    stranger = Store.create(tmp_path / "s.db", KEY, UnitInfo("25921", "Xã Khác", "commune"), types=TYPES)
    upper = Offices()
    enrol(stranger, upper["D"], tmp_path)
    with stranger.batch(officer="Lê A") as batch:
        row = batch.new("note", {"x": "từ xã khác"})
    [made] = handover.export(stranger, "750", tmp_path / "stick")
    files = opened(offices["D"], Path(made.file).read_bytes()) | {form.ROSTER: b'{"certificates":[],"v":1}'}
    Path(made.file).write_bytes(sealed(offices["D"], signed(files, stranger.replica)))
    assert handover.import_path(offices["D"], Path(made.file))[-1].word == "unknown-sender"
    looked = verify(Path(made.file), store=offices["D"])
    assert (looked.intact, looked.exit_code) == (None, 2), "called damaged"
    assert "25921" in " ".join(looked.sentences())
    enrol(stranger, offices["D"], tmp_path)
    (tmp_path / "empty").mkdir()
    assert [r.status for r in handover.import_path(offices["D"], tmp_path / "empty")] == ["applied"]
    assert offices["D"].get("note", row) is not None
    upper.close()
    stranger.close()


# --- more than comes in unasked
def test_much_at_once_waits_for_a_persons_word(offices: Offices, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(large, "MOST_OPS", 3)
    with offices["C1"].batch(officer="Lê A") as batch:
        rows = [batch.new("note", {"x": f"{place}"}) for place in range(9)]
    data = offices.export("C1", "750")[0]
    before = state(offices["D"])
    result, receipt = offices.deliver("D", data)
    assert (result.status, result.word) == ("waiting", "large")
    assert state(offices["D"]) == before
    assert receipt is not None
    [kept] = kept_packages.listed(offices["D"])
    assert "25920" in result.reason
    assert kept_packages.retry(offices["D"], kept.id, "Trần B").new == 9
    assert offices["D"].get("note", rows[0]) is not None
    assert kept_packages.listed(offices["D"]) == []


def test_many_small_packages_of_one_unit_are_counted_together_and_other_units_are_not(
    offices: Offices, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(large, "MOST_OPS", 5)
    stick = offices.home / "stick"
    for _time in range(2):
        with offices["C1"].batch(officer="Lê A") as batch:
            for place in range(2):
                batch.new("note", {"x": f"{place}"})
        handover.export(offices["C1"], "750", stick)
    first = [result.word for result in handover.import_path(offices["D"], stick, dry_run=True)]
    assert first == ["", "large"]
    confirmed = handover.import_path(offices["D"], stick, confirm_large=True)
    assert [result.status for result in confirmed] == ["applied", "applied"]


def test_the_offices_own_other_computer_may_bring_any_amount(offices: Offices, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(large, "MOST_OPS", 0)
    assert offices.hand_over("C1", "C2", full=True)[0].status == "applied"
    assert Meter().ops == {}


def test_a_file_sealed_for_others_is_kept_and_can_be_thrown_away(offices: Offices) -> None:
    other = pyrage.x25519.Identity.generate().to_public()
    offices.deliver("D", bytes(pyrage.encrypt(b"x" * 300, [other])))
    [kept] = kept_packages.listed(offices["D"])
    assert kept_packages.find(offices["D"], kept.short_id) == kept
    with pytest.raises(UserError):
        kept_packages.find(offices["D"], "00")
    kept_packages.drop(offices["D"], kept.id)
    assert kept_packages.listed(offices["D"]) == []


def test_a_signed_manifest_that_lists_no_files_is_refused_and_stops_nothing() -> None:
    offices = Offices()
    files = opened(offices["D"], package(offices))
    members = json.loads(files[form.MANIFEST])
    del members["files"]
    manifest, me = encode(members), offices["C1"].replica
    signature = minisign.sign(manifest, me.seed, me.id, "x")
    data = sealed(offices["D"], {**files, form.MANIFEST: manifest, form.SIGNATURE: signature})
    assert take_bytes(offices["D"], "x.danvan", data).result.word == "malformed"
    offices.close()
