"""The rules of hand-over one by one: what goes to whom, receipts, restores, forks, enrolment, quarantine."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from pathlib import Path

import pytest

from danvan_desktop.app import handover
from danvan_desktop.domain.journal import encode, parse_line
from danvan_desktop.domain.values import Value
from danvan_desktop.errors import EnvironmentProblem, UserError
from danvan_desktop.handoff import certificates, form
from danvan_desktop.handoff.importing import take_bytes
from danvan_desktop.handoff.scope import Scope
from danvan_desktop.storage import peers, quarantine, segments
from danvan_desktop.storage.identity import UnitInfo
from danvan_desktop.storage.peers import Incarnation
from danvan_desktop.storage.schema import create_view
from danvan_desktop.storage.store import Store
from tests.oracle import reference
from tests.unit.handoff.offices import UNITS, Offices, enrol, lines_of, shown, state
from tests.unit.handoff.test_format import opened, sealed, signed
from tests.unit.storage.conftest import KEY, TYPES


def save(store: Store, **values: Value) -> bytes:
    with store.batch(officer="Lê A") as batch:
        return batch.new("note", {"x": "a", **values})


def vault_size(store: Store) -> int:
    return int(store.conn.execute("SELECT count(*) FROM vault").fetchone()[0])


# --- what goes to whom
def test_a_change_climbs_from_commune_to_province_and_says_how_many_records_came(offices: Offices) -> None:
    row = save(offices["C1"], who="Nguyễn Văn Thành")
    with offices["C1"].batch(officer="Lê A") as batch:
        batch.edit("note", row, {"y": 5})
        batch.edit("note", offices["C1"].search("note", "so 1")[0], {"y": 6})
    result = offices.hand_over("C1", "D")[0]
    assert (result.status, result.new, result.changed, result.conflicts) == ("applied", 1, 1, 0)
    offices.hand_over("D", "P")
    found = offices["P"].get("note", row)
    assert found is not None
    assert (found.values["y"], found.owner) == (5, "25920")
    assert found.withheld == {"who"}


def test_persons_values_reach_another_computer_of_the_office_and_nobody_else(offices: Offices) -> None:
    row = save(offices["C1"], who="Nguyễn Văn Thành")
    for receiver in ("D", "C2"):
        offices.hand_over("C1", receiver)
    offices.hand_over("D", "P")
    assert [vault_size(offices[name]) for name in ("D", "P")] == [0, 0]
    assert offices["C2"].get("note", row).values["who"] == "Nguyễn Văn Thành"  # type: ignore[union-attr]
    assert offices["C2"].search("note", "thanh") == [row]


def test_a_value_destroyed_at_one_computer_is_destroyed_at_the_other_and_does_not_come_back(offices: Offices) -> None:
    row = save(offices["C1"], who="Nguyễn Văn Thành")
    offices.hand_over("C1", "C2")
    offices["C1"].destroy_values("note", row, ["who"])
    offices.hand_over("C2", "C1", full=True)
    assert offices["C1"].get("note", row).withheld == {"who"}  # type: ignore[union-attr]
    offices.hand_over("C1", "C2")
    assert offices["C2"].get("note", row).withheld == {"who"}  # type: ignore[union-attr]
    assert offices["C2"].search("note", "thanh") == []


def test_a_subordinate_gets_back_its_own_changes_only(offices: Offices) -> None:
    for name in ("P", "D", "C1"):
        save(offices[name])
    offices.hand_over("C1", "D")
    offices.hand_over("D", "P")
    for sender, receiver in (("P", "D"), ("D", "C1")):
        for data in offices.export(sender, UNITS[receiver].code, full=True):
            offices.deliver(receiver, data)
    assert {a.unit for r, a in offices["C1"].roster.items() if segments.last_seq(offices["C1"].conn, r)} == {"25920"}
    assert {a.unit for r, a in offices["D"].roster.items() if segments.last_seq(offices["D"].conn, r)} == {
        "25920",
        "750",
    }


def test_export_to_an_unknown_unit_is_refused(offices: Offices, tmp_path: Path) -> None:
    with pytest.raises(UserError):
        handover.export(offices["C1"], "99999", tmp_path)
    with pytest.raises(UserError):
        handover.export(offices["C1"], "75", tmp_path)  # the office above the parent


def test_a_foreign_units_edit_is_kept_and_does_not_count(offices: Offices) -> None:
    row = offices["D"].search("note", "so 1")[0]
    with offices["D"].batch(officer="Trần B") as batch:
        batch.edit("note", row, {"y": 77})
    offices.hand_over("D", "P")
    assert offices["P"].get("note", row).values["y"] == 1  # type: ignore[union-attr]
    assert [c.allowed for c in offices["P"].history("note", row) if c.new == 77] == [False]


def test_a_type_this_program_does_not_know_is_kept_handed_on_and_said(offices: Offices) -> None:
    offices["C1"].types["later"] = later = replace(TYPES["step"], name="later")
    create_view(offices["C1"].conn, later)
    with offices["C1"].batch(officer="Lê A") as batch:
        batch.new("later", {"t": "mới"})
    offices["C1"].types.pop("later")
    result = offices.hand_over("C1", "D")[0]
    assert "1" in result.reason
    assert result.status == "applied"
    offices.hand_over("D", "P")
    assert offices["P"].conn.execute("SELECT count(*) FROM op WHERE type = 'later'").fetchone() == (1,)


# --- receipts
def test_without_a_receipt_everything_goes_again_and_with_one_nothing(offices: Offices) -> None:
    save(offices["C1"])
    first = offices.export("C1", "750")
    assert len(Scope(offices["C1"], "750").to_send()) == 1
    _result, receipt = offices.deliver("D", first[0])
    assert receipt is not None
    answer, none = offices.deliver("C1", receipt)
    assert (answer.status, none) == ("applied", None), "a receipt was answered"
    assert Scope(offices["C1"], "750").to_send() == []


def test_the_same_package_again_is_a_duplicate_and_changes_nothing(offices: Offices) -> None:
    save(offices["C1"])
    data = offices.export("C1", "750")[0]
    offices.deliver("D", data)
    before = state(offices["D"])
    assert offices.deliver("D", data)[0].status == "duplicate"
    assert state(offices["D"]) == before


def test_a_dry_run_says_the_same_and_changes_nothing(offices: Offices) -> None:
    save(offices["C1"])
    data = offices.export("C1", "750")[0]
    before = state(offices["D"])
    trial = take_bytes(offices["D"], "x", data, dry_run=True).result
    assert (trial.status, trial.new) == ("applied", 1)
    assert state(offices["D"]) == before
    assert offices.deliver("D", data)[0].new == 1


def test_a_folder_is_taken_in_whole_and_receipts_of_others_are_left_alone(offices: Offices, tmp_path: Path) -> None:
    save(offices["C1"])
    save(offices["D"])
    handover.export(offices["C1"], "750", tmp_path)
    assert [r.status for r in handover.import_path(offices["D"], tmp_path)] == ["applied"]
    assert [r.status for r in handover.import_path(offices["D"], tmp_path)] == ["duplicate"]
    assert [r.status for r in handover.import_path(offices["C1"], tmp_path)] == ["applied"]
    assert sorted(p.suffixes[-1] for p in tmp_path.iterdir()) == [".danvan", ".danvan"]


def test_peers_say_what_is_unconfirmed_and_who_was_compared(offices: Offices) -> None:
    save(offices["C1"])
    parent, same = handover.peers(offices["C1"])
    assert (parent.unit, parent.relation, parent.unconfirmed, parent.checked) == ("750", "parent", 1, False)
    assert (same.unit, same.relation) == ("25920", "same")
    handover.enrol_confirm(offices["C1"], "750")
    offices.hand_over("C1", "D")
    parent = handover.peers(offices["C1"])[0]
    assert (parent.unconfirmed, parent.checked) == (0, True)
    assert parent.last_receipt is not None


# --- restores, rollbacks, forks
def test_a_restored_office_hands_over_again_without_enrolling_and_gets_its_changes_back(offices: Offices) -> None:
    saved = offices.backup("C1")
    lost = save(offices["C1"])
    offices.hand_over("C1", "D")
    offices.put_back("C1", saved)
    new = save(offices["C1"])
    assert offices.hand_over("C1", "D")[0].status == "applied"
    assert offices["D"].get("note", new) is not None
    assert offices["C1"].get("note", lost) is not None, "own changes did not come back with the receipt"
    offices.hand_over("D", "P")
    assert offices["P"].get("note", new) is not None


def test_a_backup_restored_twice_still_hands_over(offices: Offices) -> None:
    saved = offices.backup("C1")
    rows = []
    for _turn in range(3):
        offices.put_back("C1", saved)
        rows.append(save(offices["C1"]))
        offices.hand_over("C1", "D")
    offices.hand_over("C1", "D")
    assert all(offices["C1"].get("note", row) is not None for row in rows)
    assert Scope(offices["C1"], "750").to_send() == []


def test_what_a_restored_office_lacks_goes_again(offices: Offices) -> None:
    saved = offices.backup("D")
    row = save(offices["C1"])
    offices.hand_over("C1", "D")
    offices.put_back("D", saved)
    offices.hand_over("D", "P")
    for _turn in range(2):
        offices.hand_over("C1", "D")
        for data in offices.export("D", "25920"):
            offices.deliver("C1", data)
    assert offices["D"].get("note", row) is not None


def test_a_file_copied_back_by_hand_is_noticed_at_the_next_receipt(offices: Offices) -> None:
    saved = offices.backup("C1")
    lost = save(offices["C1"])
    offices.hand_over("C1", "D")
    offices.put_back("C1", saved, new_replica=False)
    before = offices["C1"].replica.id
    offices.hand_over("C1", "D")
    assert offices["C1"].replica.id != before
    assert [kind for _at, kind, _s in peers.alarms(offices["C1"].conn)] == ["rolled-back"]
    offices.hand_over("C1", "D")  # now D knows that it is another, and sends back what it wrote
    assert offices["C1"].get("note", lost) is not None


def test_a_fork_is_alarmed_and_kept_apart_and_other_changes_of_the_package_count(offices: Offices) -> None:
    saved = offices.backup("C1")
    offices.hand_over("C1", "D")
    first = save(offices["C1"], x="bản một")
    offices.hand_over("C1", "D")
    offices.put_back("C1", saved, new_replica=False)
    forked = save(offices["C1"], x="bản hai")
    other = save(offices["C2"])
    offices.hand_over("C2", "C1")  # a segment of another computer in the same package
    result = offices.deliver("D", offices.export("C1", "750", full=True)[0])[0]
    assert result.status == "quarantined"
    assert offices["D"].get("note", other) is not None
    assert offices["D"].get("note", first).values["x"] == "bản một"  # type: ignore[union-attr]
    assert first == forked
    assert "fork" in [kind for _at, kind, _s in peers.alarms(offices["D"].conn)]
    assert offices["D"].conn.execute("SELECT count(*) FROM fork").fetchone() == (1,)


def test_an_older_incarnation_adds_nothing_and_a_newer_one_erases(offices: Offices) -> None:
    conn, line, author = offices["P"].conn, bytes(8), b"replica0"
    older, newer = (Incarnation(line, "750", bytes([n] * 8), n, 0) for n in (1, 2))
    assert peers.learn(conn, older, {author: [(1, 9)]})
    assert peers.learn(conn, newer, {author: [(1, 3)]})
    assert not peers.learn(conn, older, {author: [(1, 9)]})
    assert peers.holds(conn, line) == {author: [(1, 3)]}


@pytest.mark.parametrize("seed", range(8))
def test_changes_arriving_one_by_one_in_any_order_mean_the_same(offices: Offices, seed: int) -> None:
    row = offices["C1"].search("note", "so 1")[0]
    for name in ("C1", "C2", "C1"):
        with offices[name].batch(officer=name) as batch:
            batch.edit("note", row, {"y": seed * 10 + len(name), "x": f"{name} {seed}"})
        with offices[name].batch(officer=name) as batch:
            batch.delete("note", row)
        offices.hand_over(name, "C2" if name == "C1" else "C1")
        with offices[name].batch(officer=name) as batch:
            batch.edit("note", row, {"y": seed * 10 + 7})
    offices.hand_over("C1", "C2")
    offices.hand_over("C2", "C1")
    ops = [parse_line(line) for line in lines_of(offices["C1"])]
    random.Random(seed).shuffle(ops)
    with offices["D"].writing():
        for op in (op for op in ops if op.replica in offices["D"].roster):
            offices["D"].apply([op])
    rights = {r.hex(): (a.unit, a.level) for r, a in offices["D"].roster.items()}
    meaning = reference(lines_of(offices["D"]), rights, append_only={"step"})
    rows, deleted, conflicts = shown(offices["D"])
    assert rows["note"] == {r: {n: v for n, v in f.items() if v is not None} for r, f in meaning.rows["note"].items()}
    assert (deleted, conflicts) == (meaning.deleted, meaning.conflicts)


# --- segments
def test_a_group_is_never_torn(offices: Offices, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(segments, "MAX_OPS", 4)
    store = offices["C1"]
    with store.batch(officer="Lê A") as batch:
        for _group in range(3):
            batch.new_group()
            for place in range(3):
                batch.new("step", {"t": f"{place}"})
    offices.hand_over("C1", "D")
    found = [s for s in segments.of_replicas(offices["D"].conn, [store.replica.id]) if s.first > 3]
    assert [s.last - s.first + 1 for s in found] == [6, 3]
    assert segments.held(store.conn, [store.replica.id])[store.replica.id] == [(1, 12)]


def test_a_tampered_line_does_not_leave(offices: Offices, tmp_path: Path) -> None:
    offices["C1"].conn.execute("UPDATE op SET line = CAST(replace(line, 'số 1', 'số 9') AS BLOB) WHERE seq = 2")
    with pytest.raises(EnvironmentProblem):
        handover.export(offices["C1"], "750", tmp_path, full=True)


# --- enrolment
@pytest.fixture
def strangers(tmp_path: Path) -> tuple[Store, Store]:
    upper = Store.create(tmp_path / "u.db", KEY, UnitInfo("75", "Tỉnh Ví dụ", "province"), types=TYPES)
    lower = Store.create(tmp_path / "l.db", KEY, UnitInfo("25920", "Xã Ví dụ", "commune"), types=TYPES)
    return upper, lower


def test_the_fingerprint_is_the_same_at_both_ends_and_another_is_refused(
    strangers: tuple[Store, Store], tmp_path: Path
) -> None:
    upper, lower = strangers
    request, answer = tmp_path / "a.danvan-req", tmp_path / "a.danvan-crt"
    told = handover.enrol_request(lower, request)
    with pytest.raises(UserError):
        handover.enrol_accept(upper, request, answer, expect="1111 " * 8)
    assert not answer.exists()
    assert handover.enrol_accept(upper, request, answer, expect=told.replace(" ", "-")) == told
    theirs = handover.enrol_finish(lower, answer)
    assert lower.unit.parent_code == "75"
    assert [p.checked for p in handover.peers(upper)] == [True]
    assert [(p.checked, p.fingerprint) for p in handover.peers(lower)] == [(False, theirs)]


@pytest.mark.parametrize("change", ["level", "unit", "sign", "age"])
def test_a_request_changed_on_the_way_is_refused(strangers: tuple[Store, Store], tmp_path: Path, change: str) -> None:
    upper, lower = strangers
    request = tmp_path / "a.danvan-req"
    handover.enrol_request(lower, request)
    outer = json.loads(request.read_bytes())
    inner = json.loads(outer["certificate"])
    body = json.loads(inner["body"])
    body[change] = {
        "level": "district",
        "unit": "1",
        "sign": upper.replica.sign_key.hex(),
        "age": upper.replica.age_key,
    }[change]
    inner["body"] = encode(body).decode()
    outer["certificate"] = encode(inner).decode()
    request.write_bytes(encode(outer))
    with pytest.raises(UserError):
        handover.enrol_accept(upper, request, tmp_path / "a.danvan-crt")


def test_an_office_above_cannot_be_accepted_below(strangers: tuple[Store, Store], tmp_path: Path) -> None:
    upper, lower = strangers
    handover.enrol_request(upper, tmp_path / "a.danvan-req")
    with pytest.raises(UserError):
        handover.enrol_accept(lower, tmp_path / "a.danvan-req", tmp_path / "a.danvan-crt")


def test_a_package_of_an_unknown_office_is_kept_and_taken_in_once_it_is_enrolled(
    offices: Offices, tmp_path: Path
) -> None:
    stranger = Store.create(tmp_path / "s.db", KEY, UnitInfo("25921", "Xã Khác", "commune"), types=TYPES)
    helper = Offices()  # the same district on another stick: it has accepted the commune, ours has not heard of it
    enrol(stranger, helper["D"], tmp_path)
    row = save(stranger)
    made = Path(handover.export(stranger, "750", tmp_path)[0].file)
    files = opened(offices["D"], made.read_bytes()) | {form.ROSTER: b'{"certificates":[],"v":1}'}
    made.write_bytes(sealed(offices["D"], signed(files, stranger.replica)))
    result = handover.import_path(offices["D"], made)[-1]
    assert result.status == "quarantined"
    assert "25921" in result.reason
    handover.enrol_request(stranger, tmp_path / "s.danvan-req")
    handover.enrol_accept(offices["D"], tmp_path / "s.danvan-req", tmp_path / "s.danvan-crt")
    (tmp_path / "empty").mkdir()
    assert [r.status for r in handover.import_path(offices["D"], tmp_path / "empty")] == ["applied"]
    assert offices["D"].get("note", row) is not None
    assert quarantine.listed(offices["D"].conn) == []
    helper.close()
    stranger.close()


def test_a_commune_cannot_make_itself_or_others_a_province(offices: Offices) -> None:
    commune = offices["C1"]
    with commune.writing():
        mine = certificates.own(commune)
    claims = (
        UnitInfo("25920", "Xã", "province", "750"), UnitInfo("75", "T", "province"),
        UnitInfo("99", "X", "commune", "75"),
        UnitInfo("99", "X", "commune", "25920"), UnitInfo("750", "H", "district", "75"),
    )  # fmt: skip
    for place, unit in enumerate(claims, 1):
        replica = place.to_bytes(8, "big")
        forged = certificates.issue(
            unit=unit, replica=replica, line=replica, serial=1, sign_key=mine.sign_key, age_key=mine.age_key,
            signer=commune.replica,
        )  # fmt: skip
        assert certificates.trusted([forged], certificates.stored(offices["P"]), "75") == []
