"""Whatever computer signs the roster: a closing that any office heard of stays, and no accepted number goes down."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from danvan_desktop.app import alarms, handover
from danvan_desktop.errors import UserError
from danvan_desktop.handoff import (
    root,
    roster_close,
    roster_recover,
    roster_sign,
    roster_take,
    roster_trust,
    roster_union,
)
from danvan_desktop.handoff.imported import ImportedPackage
from danvan_desktop.handoff.roster import Roster
from danvan_desktop.handoff.scope import Scope
from danvan_desktop.storage import roster_tables
from danvan_desktop.storage.store import Store
from tests.unit.handoff.communes import ALL, ME, TODAY, UNITS, Communes
from tests.unit.storage.conftest import KEY


class Province(Communes):
    """A province whose root sheets are at hand; `N` is a new computer of it, with the roster of an install stick."""

    def __init__(self) -> None:
        super().__init__()
        self.root = root.new_root()
        roster_sign.begin(self["P"], self.root)
        for name in ("A", "B"):
            self.petition(name)
        for pair in (("A", "P"), ("B", "P"), ("A", "A2"), ("A2", "P")):
            self.hand_over(*pair)
            self.hand_over(*pair[::-1])

    def newest(self, name: str = "P") -> Roster:
        found = roster_trust.current(self[name])
        assert found is not None
        return found

    def new_computer(self, said: Roster) -> Store:
        self.stores["N"] = Store.create(self.home / "N.db", KEY, UNITS["P"], types=ALL)
        self.given("N", said)
        return self["N"]

    def given(self, name: str, said: Roster) -> str:
        """The roster file, with the code compared where it is the first."""
        with self[name].writing():
            if not self[name].settings.get(roster_trust.CODE):
                roster_trust.pin(self[name], said.root.code, compared=True)
            return roster_take.take(self[name], said)

    def recover(self, former: str = "", *, alone: bool = True) -> Roster:
        return roster_recover.recover(self["N"], self.root, alone=alone, former=former, day="2026-11-22")

    def bring(self, sender: str, receiver: str, *, answer: bool = True) -> list[ImportedPackage]:
        """A stick to a computer of the receiver's office, and the receipt back."""
        found = []
        for package in handover.export(self[sender], self[receiver].unit.code, self.home / "out", True):
            found += self.take(receiver, Path(package.file))
            back = Path(package.file.replace(".danvan", ".receipt.danvan"))
            if back.exists() and answer:
                found += self.take(sender, back)
        for file in (self.home / "out").iterdir():
            file.unlink()
        return found

    def closed(self, name: str) -> dict[bytes, int]:
        return {r: shut.at for r, shut in roster_tables.closings(self[name].conn).items()}

    def told(self, name: str) -> set[str]:
        return {one.kind for one in alarms.listed(self[name])}


@pytest.fixture
def province() -> Iterator[Province]:
    made = Province()
    yield made
    made.close()


def close(province: Province, victim: str, reason: str = "stolen", at: int | None = None) -> bytes:
    replica = province[victim].replica.id
    roster_close.close(province["P"], replica.hex(), reason, day=TODAY, at=at)
    return replica


def test_a_province_recovered_with_an_older_roster_brings_no_closed_computer_back(province: Province) -> None:
    old = province.newest()
    stolen = {close(province, "A2"), close(province, "B", "left")}
    then = province.closed("P")
    province.hand_over("A", "P")  # the receipt brings both closings
    assert province.closed("A") == then
    province.new_computer(old)
    signed = province.recover()
    assert signed.rank > province.newest("A").rank
    assert province.given("A", signed) == "newer"
    assert province.closed("A") == then, "the newer roster opened closed computers again"
    assert roster_union.LACKS in province.told("A")
    assert province["A2"].replica.age_key not in Scope(province["A"], "26001").recipients()
    assert province.bring("A", "N")[0].status == "applied"
    assert province.closed("N") == then
    assert roster_union.UNITED in province.told("N")
    united = province.newest("N")
    assert united.version > signed.version
    assert {e.certificate.replica for e in united.replicas if e.closed} == stolen
    province.bring("A", "N")
    assert province.newest("A").rank == united.rank
    assert roster_tables.kept(province["A"].conn) == []


def test_an_office_that_has_not_heard_of_the_new_signer_brings_the_closings_too(province: Province) -> None:
    old = province.newest()
    close(province, "B")
    province.hand_over("A", "P")
    province.new_computer(old)
    province.recover()
    roster_file = province.newest("N")
    with province["A"].writing():  # knows the new computer, not yet its roster
        roster_take.admit_all(province["A"], roster_file)
    province.bring("A", "N")
    assert province.closed("N") == province.closed("P") != {}
    assert not roster_union.lacking(province["N"], province.newest("N"))


def test_what_the_stolen_computer_brought_meanwhile_counts_no_longer(province: Province) -> None:
    old = province.newest()
    close(province, "A2")
    province.hand_over("A", "P")
    province.new_computer(old)
    signed = province.recover()
    with province["A2"].writing():
        roster_take.admit_all(province["A2"], signed)
    thief = province.petition("A2")
    province.bring("A2", "N", answer=False)
    assert province["N"].get("petition", thief) is not None
    province.given("A", signed)
    province.bring("A", "N")
    assert province["N"].get("petition", thief) is None
    assert province["N"].check_rebuild().equal


def test_the_key_of_a_former_signer_closes_nobody_by_a_file_or_a_closed_computer(province: Province) -> None:
    province.new_computer(province.newest())
    signed = province.recover("stolen")
    province.given("A", signed)
    close(province, "B", "left")  # the thief, with the key that was replaced
    assert province.given("A", province.newest("P")) == "older"
    assert province["B"].replica.id not in province.closed("A")
    province.bring("P", "A", answer=False)
    assert province["B"].replica.id not in province.closed("A")
    with province["P"].writing():
        roster_take.admit_all(province["P"], signed)
    assert province.given("N", province.newest("P")) == "older"
    assert province["B"].replica.id not in province.closed("N")


def test_a_recovery_waits_for_another_office_unless_a_person_goes_on_without(province: Province) -> None:
    province.new_computer(province.newest())
    assert roster_recover.is_unheard(province["N"])
    with pytest.raises(UserError) as asked:
        province.recover(alone=False)
    assert asked.value.code == "roster-alone"
    assert not roster_sign.can_sign(province["N"])
    province.given("N", province.newest("A"))
    with province["A"].writing():
        roster_take.admit_all(province["A"], province.recover())
    province.bring("A", "N")
    assert not roster_recover.is_unheard(province["N"])
    signed = province.recover(alone=False)  # not refused; it signs already, so that nothing changes
    assert (signed.root.signer_serial, roster_sign.can_sign(province["N"])) == (2, True)


def test_a_restored_province_does_not_recover_before_it_heard_either(province: Province) -> None:
    province["P"].become_new_replica()
    with pytest.raises(UserError) as asked:
        roster_recover.recover(province["P"], province.root)
    assert asked.value.code == "roster-alone"


def test_the_former_computer_is_closed_and_nothing_is_sealed_to_it_or_awaited_from_it(province: Province) -> None:
    dead = province["P"].replica
    with province["P"].batch(officer=ME) as batch:
        sent = batch.new("unit", {"code": "26099", "name": "Xã Mới", "level": "xa", "parent_code": "75"})
    province.hand_over("P", "A")
    province.new_computer(province.newest())
    assert roster_recover.former_computers(province["N"], province.newest("N")) == [dead.id]
    signed = province.recover("replaced")
    assert province.given("A", signed) == "newer"
    assert province["A"].get("unit", sent) is not None, "what the former computer wrote counts no longer"
    assert Scope(province["A"], "75").recipients() == [province["N"].replica.age_key]
    province.petition("A")
    province.bring("A", "N")
    [above] = [peer for peer in handover.peers(province["A"]) if peer.relation == "parent"]
    assert above.unconfirmed == 0


def test_a_stolen_signing_computer_counts_as_far_as_the_offices_say_they_have_it(province: Province) -> None:
    with province["P"].batch(officer=ME) as batch:
        sent = batch.new("unit", {"code": "26099", "name": "Xã Mới", "level": "xa", "parent_code": "75"})
    province.hand_over("P", "A")
    province.new_computer(province.newest())
    province.given("A", province.recover("stolen"))
    assert Scope(province["A"], "75").recipients() == [province["N"].replica.age_key]
    province.bring("A", "N")
    province.bring("A", "N")
    assert province["A"].get("unit", sent) is not None


def test_closing_goes_never_below_what_the_other_computer_of_the_office_confirmed(province: Province) -> None:
    late = province.petition("A2")
    for file in handover.export(province["A2"], "26001", province.home / "room"):
        province.take("A", Path(file.file))
    with province["A"].writing():
        roster_take.admit_all(province["A"], province.newest())
    last = province["A2"].clock.seq
    province.hand_over("A", "P")  # brings what A2 wrote, and says so
    replica = close(province, "A2")
    assert province.closed("P")[replica] == last
    assert province["P"].get("petition", late) is not None


def test_an_accepted_number_only_rises(province: Province) -> None:
    replica = close(province, "A2", "left")
    at = province.closed("P")[replica]
    with pytest.raises(UserError):
        close(province, "A2", "left", at=at - 1)
    close(province, "A2", "left", at=at + 2)
    assert province.closed("P")[replica] == at + 2


def test_a_stolen_computer_takes_the_keys_of_what_it_was_before_with_it(province: Province) -> None:
    before = province["A2"].replica
    province["A2"].become_new_replica()  # a restore, or the parting from a twin
    province.hand_over("A2", "P")
    stolen = close(province, "A2")
    assert set(province.closed("P")) == {before.id, stolen}
    province.hand_over("A", "P")
    assert before.age_key not in Scope(province["P"], "26001").recipients()


def test_the_twin_whose_keys_were_made_after_the_parting_stays(province: Province) -> None:
    before = province["A2"].replica
    province["A2"].become_new_replica()
    province.hand_over("A2", "P")
    roster_close.close(province["P"], before.id.hex(), "stolen", day=TODAY)
    assert set(province.closed("P")) == {before.id}


def test_a_unit_goes_into_no_unknown_unit_and_not_into_itself(province: Province) -> None:
    for into in ("99999", "26002"):
        with pytest.raises(UserError):
            roster_close.close(province["P"], "26002", "merged", day=TODAY, into=[into])
    assert province.closed("P") == {}
    roster_close.close(province["P"], "26002", "merged", day=TODAY, into=["26001"])
    assert len(province.closed("P")) == 1


def test_a_lower_roster_of_a_stranger_is_a_stranger_s_and_no_older_one(province: Province) -> None:
    strange = Province()
    for _time in range(2):
        close(province, "B", "left", at=50 + _time)
    province.hand_over("A", "P")
    assert strange.newest().rank < province.newest("A").rank
    assert province.given("A", strange.newest()) == "other-root"
    assert roster_trust.offered(province["A"]) is None, "a foreign root of lower rank is offered for trust"
    strange.close()


def test_a_computer_the_new_signer_never_heard_of_is_not_closed_at_nothing(province: Province) -> None:
    row = province.petition("B")
    province.hand_over("B", "P")
    province.new_computer(province.newest())
    province.recover()
    made = roster_close.close(province["N"], "26002", "left", day=TODAY)
    assert [one.at for one in made] == [roster_union.EVERYTHING]
    assert province.given("P", province.newest("N")) == "newer"
    assert province["P"].get("petition", row) is not None, "what was confirmed counts no longer"


def test_closings_outlive_a_root_whose_sheets_were_lost(province: Province) -> None:
    old = province.newest()
    close(province, "B")
    province.hand_over("A", "P")
    province.new_computer(old)
    renewed = roster_sign.renew(province["N"], None, root.new_root())
    with province["A"].writing():
        roster_trust.pin(province["A"], renewed.root.code, compared=True)
    assert province.given("A", renewed) == "newer"
    assert province.closed("A") == province.closed("P")
    province.bring("A", "N")
    assert province.closed("N") == province.closed("P")


def test_a_newer_roster_that_counts_less_of_a_closed_computer_takes_nothing_back(province: Province) -> None:
    row = province.petition("A2")
    province.hand_over("A2", "P")
    old = roster_sign.sign(province["P"])  # the second computer stands in it
    replica = close(province, "A2", "left")
    at = province.closed("P")[replica]
    province.hand_over("A", "P")
    province.new_computer(old)
    province.recover()
    roster_close.close(province["N"], replica.hex(), "left", day=TODAY, at=at - 1)
    for name in ("A", "P"):
        assert province.given(name, province.newest("N")) == "newer"
        assert province.closed(name)[replica] == at, "a confirmed change counts no longer"
        assert roster_union.LACKS in province.told(name)
    assert province["P"].get("petition", row) is not None
    province.bring("A", "N")
    assert province.closed("N")[replica] == at
    assert not roster_union.lacking(province["A"], province.newest("N"))
