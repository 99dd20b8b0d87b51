"""Roles: who may do what, refused in words that name who may, changed only by an administrator and noted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from danvan_desktop.app import access_log, office_settings, people, rescue
from danvan_desktop.app.office import Office
from danvan_desktop.errors import UserError
from danvan_desktop.storage.identity import UnitInfo
from danvan_desktop.storage.passphrase import Cost

CHEAP = Cost(memory_kib=8, passes=1)
FIRST, SECOND = "đường về xã ví dụ", "một câu khác hẳn"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made, _code = Office.create(
        tmp_path / "a", UnitInfo("24181", "Xã Ea Drăng", "commune", "66"), "Lan", FIRST, cost=CHEAP
    )
    yield made
    made.close()


def reopened(office: Office, passphrase: str) -> Office:
    office.close()
    return Office.open(office.data_dir, passphrase)


def test_without_roles_everybody_may_do_everything_as_before(office: Office) -> None:
    people.add_officer(office, "Hòa", SECOND, cost=CHEAP)
    assert [one.role for one in people.officers(office)] == ["quan_tri", "quan_tri"]
    with reopened(office, SECOND) as second:
        assert all(people.may(second, act) for act in people.MAY)


def test_the_first_role_given_puts_roles_in_force(office: Office) -> None:
    people.add_officer(office, "Hòa", SECOND, "nhap_lieu", cost=CHEAP)
    assert [(one.name, one.role) for one in people.officers(office)] == [("Lan", "quan_tri"), ("Hòa", "nhap_lieu")]
    with reopened(office, SECOND) as second:
        assert people.may(second, "edit")
        assert not people.may(second, "export")
        with pytest.raises(UserError) as refused:
            rescue.officer_leaves(second, "Lan")
        assert "Lan" in refused.value.hint
        assert second.ring.officers == ["Lan", "Hòa"]


@pytest.mark.parametrize("act", ["people", "settings", "access_log", "destroy", "report_lock", "export"])
def test_data_entry_may_not(office: Office, act: str) -> None:
    people.add_officer(office, "Hòa", SECOND, "nhap_lieu", cost=CHEAP)
    with reopened(office, SECOND) as second, pytest.raises(UserError):
        people.require(second, act)


def test_somebody_stays_administrator(office: Office) -> None:
    people.add_officer(office, "Hòa", SECOND, "lanh_dao", cost=CHEAP)
    with pytest.raises(UserError):
        people.set_role(office, "Lan", "xu_ly")
    people.set_role(office, "Hòa", "quan_tri")
    people.set_role(office, "lan", "xu_ly")
    assert people.role(office) == "xu_ly"


def test_when_the_last_administrator_is_gone_the_first_officer_takes_over(office: Office) -> None:
    people.add_officer(office, "Hòa", SECOND, "xu_ly", cost=CHEAP)
    office.store.settings.set("people.role.Lan", "nhap_lieu")
    assert people.role(office) == "quan_tri"


def test_an_unknown_role_is_refused_before_anything_is_written(office: Office) -> None:
    with pytest.raises(UserError):
        people.add_officer(office, "Hòa", SECOND, "giam_doc", cost=CHEAP)
    assert office.ring.officers == ["Lan"]


def test_changes_of_people_stand_in_the_log(office: Office) -> None:
    people.add_officer(office, "Hòa", SECOND, "xu_ly", cost=CHEAP)
    rescue.officer_leaves(office, "Hòa")
    rescue.new_recovery_code(office)
    acts = [line.act for line in access_log.lines(office.store)]
    assert acts == ["recovery_renewed", "officer_left", "role_changed", "officer_added", "opened"]


def test_a_passphrase_chosen_by_another_is_to_be_changed(office: Office) -> None:
    people.add_officer(office, "Hòa", SECOND, "xu_ly", cost=CHEAP)
    assert not people.has_temporary_passphrase(office)
    with reopened(office, SECOND) as second:
        assert people.has_temporary_passphrase(second)
        rescue.change_passphrase(second, "của riêng tôi thôi", cost=CHEAP)
        assert not people.has_temporary_passphrase(second)


def test_the_organ_is_changed_by_an_administrator_only(office: Office) -> None:
    assert office_settings.save_organ(office, {"name": " Ban  Dân vận ", "signer_post": "K/T TRƯỞNG BAN\nPHÓ"})
    assert office.organ["name"] == "Ban Dân vận"
    assert not office_settings.save_organ(office, {"name": "Ban Dân vận"})
    people.add_officer(office, "Hòa", SECOND, "xu_ly", cost=CHEAP)
    with reopened(office, SECOND) as second:
        assert not office_settings.save_organ(second, {"name": "Ban Dân vận"})
        with pytest.raises(UserError):
            office_settings.save_organ(second, {"name": "Khác"})
        assert office_settings.organ(second)["signer_post"] == "K/T TRƯỞNG BAN\nPHÓ"


def test_an_officer_who_comes_back_gets_the_role_given_now_and_not_the_one_of_before(office: Office) -> None:
    people.add_officer(office, "Hòa", SECOND, "lanh_dao", cost=CHEAP)
    with reopened(office, SECOND) as boss:
        rescue.officer_leaves(boss, "Lan") if people.may(boss, "people") else None
    office = Office.open(office.data_dir, FIRST)
    rescue.officer_leaves(office, "Hòa")
    people.add_officer(office, "Hòa", SECOND, cost=CHEAP)
    assert people.role(office, "Hòa") == "xu_ly"
    office.close()


def test_a_former_administrator_is_let_in_again_whole(office: Office) -> None:
    people.add_officer(office, "Hòa", SECOND, "quan_tri", cost=CHEAP)
    people.set_role(office, "Lan", "lanh_dao")
    with reopened(office, SECOND) as second:
        rescue.officer_leaves(second, "Lan")
        people.set_role(second, "Hòa", "quan_tri")
        second.store.settings.set("people.role.Hòa", "lanh_dao")  # the last one, so administrator all the same
        people.add_officer(second, "Lan", FIRST, "quan_tri", cost=CHEAP)
        assert [(one.name, one.role) for one in people.officers(second)] == [
            ("Hòa", "lanh_dao"), ("Lan", "quan_tri")
        ]  # fmt: skip
