"""The layout in force on a day."""

from __future__ import annotations

import json
from datetime import date

import pytest

from danvan_desktop import assets
from danvan_desktop.documents.profiles import all_profiles, profile_for, profile_named
from danvan_desktop.errors import BugError


@pytest.mark.parametrize(
    ("side", "day", "name"),
    [
        ("party", date(2026, 5, 27), "DANG_HD05_2026"),
        ("party", date(2030, 1, 1), "DANG_HD05_2026"),
        ("party", date(2026, 5, 26), "DANG_HD36_2018"),
        ("party", date(2018, 4, 3), "DANG_HD36_2018"),
        ("party", date(2009, 1, 1), "DANG_HD36_2018"),
        ("state", date(2026, 11, 22), "ND30_2020"),
        ("state", date(2011, 1, 1), "ND30_2020"),
    ],
)
def test_the_layout_follows_side_and_date(side: str, day: date, name: str) -> None:
    assert profile_for(side, day).name == name  # type: ignore[arg-type]


def test_all_layouts_have_the_same_elements_and_say_where_they_come_from() -> None:
    profiles = all_profiles()
    assert len(profiles) == 3
    assert all(profile.source and profile.certainty for profile in profiles)
    assert len({(frozenset(p.styles), frozenset(p.texts), frozenset(p.measures)) for p in profiles}) == 1


def test_sizes_and_margins_are_those_of_the_rules() -> None:
    new, old = profile_named("DANG_HD05_2026"), profile_named("DANG_HD36_2018")
    assert (new.style("national_title").size, new.style("kind").size, new.style("body").size) == (15, 16, 14)
    assert (new.page.top_mm, new.page.bottom_mm, new.page.left_mm, new.page.right_mm) == (20, 20, 30, 15)
    assert (new.texts["recipient_end"], old.texts["recipient_end"]) == (";", ",")
    assert (new.style("typist").size, old.style("typist").size) == (11, 8)
    assert profile_named("ND30_2020").style("post").bold


def test_every_layout_file_is_dated() -> None:
    for path in assets.resource("layouts").glob("*.json"):
        raw = json.loads(path.read_text(encoding="utf-8"))
        assert {"valid_from", "valid_to", "source", "certainty"} <= raw.keys(), path.name


def test_an_unknown_layout_is_our_mistake() -> None:
    with pytest.raises(BugError):
        profile_named("KHONG_CO")
