"""What an office begins with: a unit from the list, a code never typed, an organ suggested, a passphrase judged."""

from __future__ import annotations

from pathlib import Path

import pytest

from danvan_desktop.app import first_run, places, recovery
from danvan_desktop.app.first_run import BODY, Setup
from danvan_desktop.app.passphrase_advice import FAIR, GOOD, SHORT, WEAK, advice, looks_raw, typed_with_method
from danvan_desktop.domain.text import is_unit_code
from danvan_desktop.errors import UserError
from danvan_desktop.i18n import vi
from danvan_desktop.storage.passphrase import Cost
from danvan_desktop.storage.recovery_code import new_code


def chosen(text: str, level: str = "commune") -> Setup:
    setup = Setup(level=level)
    setup.place = places.search(text, level)[0].place
    return setup


def test_the_unit_and_the_one_above_come_from_the_list() -> None:
    unit = chosen("ea drang").unit()
    assert (unit.code, unit.name, unit.level, unit.parent_code) == ("24181", "Xã Ea Drăng", "commune", "66")
    old = chosen("ea hleo", "district").unit()
    assert (old.name, old.level, old.parent_code) == ("Huyện Ea H'leo", "district", "66")


def test_without_a_unit_nothing_goes_on() -> None:
    with pytest.raises(UserError):
        Setup().unit()
    with pytest.raises(UserError):
        Setup(level=BODY, place=places.provinces()[0]).unit()


def test_a_body_no_list_has_gets_a_code_by_itself() -> None:
    setup = Setup(level=BODY, place=places.by_code("66"), body_name=" Đảng ủy  Công an tỉnh ")
    unit = setup.unit()
    assert unit.name == "Đảng ủy Công an tỉnh"
    assert unit.code.startswith("66.DUCAT")
    assert is_unit_code(unit.code)
    assert unit.parent_code == "66"
    other = Setup(level=BODY, place=places.by_code("66"), body_name="Đảng ủy Các ấp tây").unit()
    assert other.code != unit.code


@pytest.mark.parametrize(
    ("typed", "level", "parent", "place"),
    [
        ("ea drang", "commune", "Party Committee of {name}", "Ea Drăng"),
        ("dak lak", "province", "Provincial Party Committee of {name}", "Đắk Lắk"),
        ("hai phong", "province", "City Party Committee of {name}", "Hải Phòng"),
        ("ea hleo", "district", "District Party Committee of {name}", "Ea H'leo"),
    ],
)
def test_the_organ_is_suggested(typed: str, level: str, parent: str, place: str) -> None:
    organ = first_run.suggested_organ(chosen(typed, level))
    assert organ["place"] == place
    assert organ["parent"].startswith(vi(parent).partition("{")[0])
    assert organ["side"] == "party"


def test_the_office_is_made_and_the_code_waits_to_be_typed_back(tmp_path: Path) -> None:
    setup = chosen("ea drang")
    setup.officer, setup.passphrase = "Lan", "đường về xã ví dụ"
    setup.organ = first_run.suggested_organ(setup)
    office, code = first_run.create(tmp_path / "a", setup, Cost(8, 1))
    with office:
        assert office.store.settings.get("recovery.confirmed", "-") == ""
        assert recovery.same_code(code.replace(" ", ""), code)
        first_run.code_confirmed(office)
        assert office.store.settings.get("recovery.confirmed") == "1"
        assert office.organ["symbol"] == setup.organ["symbol"]


@pytest.mark.parametrize(
    ("typed", "grade"),
    [
        ("", SHORT), ("mật khẩ", SHORT), ("matkhau1", WEAK), ("123456789012", WEAK), ("aaaaaaaaaaaaaaaa", WEAK),
        ("hoa hồng đỏ", WEAK), ("hoa hồng đỏ thắm", FAIR), ("con trâu đi dạo phố đêm", GOOD),
        ("Trần Đức Hòa 1975", WEAK),
    ],
)  # fmt: skip
def test_a_passphrase_is_judged(typed: str, grade: int) -> None:
    found, said = advice(typed, ("Trần Đức Hòa",))
    assert found == grade
    assert said


def test_keys_of_a_switched_off_input_method_are_recognised() -> None:
    assert looks_raw("maatj khaaur cuar tooi")
    assert looks_raw("mat6 khau3")
    assert not looks_raw("mat khau cua toi")
    assert not looks_raw("mật khẩu")
    assert typed_with_method("mật khẩu")
    assert not typed_with_method("MAT khau")


def test_a_line_typed_back_wrongly_is_named() -> None:
    code = new_code()
    line = code.splitlines()[1]
    assert recovery.wrong_line(2, line, code) == ""
    assert recovery.wrong_line(2, line[:7], code) == ""
    digit = "1" if line[5] != "1" else "2"
    assert "2" in recovery.wrong_line(2, line[:5] + digit + line[6:], code)
    assert recovery.wrong_line(2, line + "12", code)
