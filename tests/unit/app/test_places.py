"""Units by name: all of today's are there, found as an officer types, and old names lead to the new ones."""

from __future__ import annotations

import time
from datetime import date

import pytest

from danvan_desktop.app import place_table, places
from danvan_desktop.app.places import Found
from danvan_desktop.domain.text import fold, is_unit_code

OLD_DAY = date(2024, 5, 3)


def names(found: list[Found]) -> list[str]:
    return [one.place.name for one in found]


def test_all_of_todays_units_are_there_with_official_codes() -> None:
    assert len(places.provinces()) == 34
    assert len(places.communes()) == 3321
    kinds = [place.name.split(" ")[0] for place in places.communes()]
    assert (kinds.count("Xã"), kinds.count("Phường"), kinds.count("Đặc")) == (2621, 687, 13)
    codes = [place.code for place in (*places.provinces(), *places.communes())]
    assert len(set(codes)) == len(codes)
    assert all(is_unit_code(code) for code in codes)
    assert {len(place.code) for place in places.communes()} == {5}


def test_the_district_era_tree_is_there() -> None:
    old = [entry.place for entry in place_table.table().old]
    levels = [place.level for place in old]
    assert (levels.count("province"), levels.count("district")) == (63, 696)
    assert levels.count("commune") > 10_000
    assert all(is_unit_code(place.code) for place in old if place.level == "district")


def test_every_commune_is_found_by_its_own_name_without_accents() -> None:
    slowest, missed = 0.0, []
    places.warm()
    for place in places.communes()[::3]:  # a third of them, the others are alike
        started = time.thread_time()
        found = places.search(fold(place.name), "commune")
        slowest = max(slowest, time.thread_time() - started)
        if place not in [one.place for one in found]:
            missed.append(place)
    assert missed == []
    assert slowest < 0.1  # 0.02 on an idle machine


@pytest.mark.parametrize(
    "typed",
    [
        "ea drang",
        "Ea Drăng",
        "EA DRANG dak lak",
        "xa ea drang",
        "drang ea",
        "x ea drang",
        "ea dr dl",
        "ea drăng đắk lắk",
    ],
)
def test_ea_drang_is_found_however_it_is_typed(typed: str) -> None:
    first = places.search(typed, "commune")[0].place
    assert (first.name, first.province, first.code, first.parent_code) == ("Xã Ea Drăng", "Tỉnh Đắk Lắk", "24181", "66")


def test_a_name_typed_with_its_province_is_the_one_of_that_province() -> None:
    found = places.search("xuan hoa thanh hoa", "commune", limit=3)
    assert (found[0].place.name, found[0].place.above) == ("Xã Xuân Hòa", "Tỉnh Thanh Hóa")


def test_initials_find_it_too() -> None:
    assert names(places.search("hcm"))[0] == "Thành phố Hồ Chí Minh"
    assert "Xã Ea Drăng" in names(places.search("ed", "commune"))


def test_where_the_tone_is_put_does_not_matter_and_accents_typed_decide() -> None:
    assert names(places.search("hoà khánh"))[0] == names(places.search("hòa khánh"))[0] == "Phường Hòa Khánh"
    assert names(places.search("thạnh hóa", "commune"))[0] == "Xã Thạnh Hóa"
    assert names(places.search("thạnh hoá", "commune"))[0] == "Xã Thạnh Hóa"


@pytest.mark.parametrize("typed", ["ea hleo", "ea h'leo", "ea h’leo", "EA H'LEO"])
def test_an_apostrophe_may_be_typed_or_not(typed: str) -> None:
    assert names(places.search(typed, "commune"))[0] == "Xã Ea H'Leo"


def test_an_old_name_leads_to_its_successor() -> None:
    found = places.search("thi tran ea drang huyen ea hleo", "commune")
    assert names(found) == ["Xã Ea Drăng"]
    assert found[0].was is not None
    assert found[0].was.name == "Thị trấn Ea Drăng"
    assert not found[0].to_check


def test_where_sources_differ_or_a_commune_was_split_a_person_chooses() -> None:
    olds = [entry for entry in place_table.table().old if entry.place.level == "commune"]
    assert all(entry.successors for entry in olds)
    differing = [entry for entry in olds if any(one.sources for one in entry.successors)]
    split = [entry for entry in olds if len(entry.successors) > 1]
    assert 300 < len(differing) < 400
    assert 400 < len(split) < 600
    assert all(one.to_check for entry in (*differing, *split) for one in entry.successors if one.sources or one.split)
    assert {source for entry in differing for one in entry.successors for source in one.sources} == {
        "vietnam-address-converter 1.0.5",
        "vietnamadminunits 1.0.4",
    }


def test_before_july_2025_the_old_tree_is_meant() -> None:
    assert names(places.search("ea hleo", "district")) == ["Huyện Ea H'leo"]
    assert names(places.search("huyen ea hleo", on_date=OLD_DAY))[0] == "Huyện Ea H'leo"
    assert "Tỉnh Phú Yên" in names(places.search("phu yen", "province", OLD_DAY))
    assert names(places.search("phu yen", "province")) == []


def test_nothing_typed_or_nothing_like_it_finds_nothing() -> None:
    assert places.search("  ") == []
    assert places.search("khong co dau ca", "commune") == []


def test_a_code_finds_its_unit() -> None:
    found, old = places.by_code("66"), places.by_code("66", old=True)
    assert found is not None
    assert old is not None
    assert (found.name, old.old) == ("Tỉnh Đắk Lắk", True)
    assert places.by_code("0") is None
    assert len(places.communes("66")) == 102
