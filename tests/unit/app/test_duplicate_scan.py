"""The pairs of a period: found once, then only of what has changed; also by co-senders, and from a reader's file."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from danvan_desktop.app import duplicate_read, duplicate_scan, duplicates, rescue
from danvan_desktop.app.office import Office
from danvan_desktop.storage import likely
from danvan_desktop.storage.store import Store
from tests.unit.app.desks import KEY, LAN, UNIT
from tests.unit.app.twins import asked, new, two
from tests.unit.domain.test_duplicates import PAIRS


def _pairs(store: Store) -> set[frozenset[bytes]]:
    return {frozenset((pair.first, pair.later)) for pair in duplicates.all_proposals(store)}


def _person(store: Store, petition: bytes, name: str, side: str = "nguoi_gui") -> bytes:
    return new(store, "petition_party", petition=petition, side=side, name=name)


@pytest.mark.parametrize("number", range(len(PAIRS)))
def test_the_list_of_a_period_asks_about_each_of_the_forty_pairs_as_a_person_would(number: int, tmp_path: Path) -> None:
    first, other, wanted = PAIRS[number]
    store = Store.create(":memory:", KEY, UNIT)
    with store.batch(officer=LAN) as batch:
        for given in (first, {**first, **other}):
            kept = {name: value for name, value in given.items() if value != ""}
            if kept["type"] == "to_cao":
                kept = {name: value for name, value in kept.items() if not name.startswith("petitioner_")}
            batch.new("petition", kept)
    assert bool(duplicates.all_proposals(store)) == wanted
    store.close()


def test_the_list_agrees_with_a_comparison_of_every_petition_with_every_other(store: Store) -> None:
    for number in range(12):
        two(store, petitioner_name=None if number % 3 == 0 else f"Nguyễn Văn {'ABCDEFGHIKLM'[number]}n",
            received_on=date(2026, 10, 1 + number))  # fmt: skip
    items = list(duplicate_read.by_day(store)[0])
    every = {
        frozenset((one.row, other.row))
        for place, one in enumerate(items) for other in items[place + 1 :]
        if duplicate_read.alike(one, other) is not None
    }  # fmt: skip
    assert len(every) > 12
    assert _pairs(store) == every


def test_what_is_typed_after_the_first_look_is_found_without_looking_at_everything_again(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, late = two(store)
    assert _pairs(store) == {frozenset((first, late))}
    monkeypatch.setattr(duplicate_scan, "_all", None)  # a second walk through everything would fail
    third = new(store, received_on=date(2026, 10, 9), petition_no="44/2026")
    assert _pairs(store) == {frozenset(pair) for pair in ((first, late), (first, third), (late, third))}
    with store.batch(officer=LAN) as batch:
        batch.edit("petition", third, {"petitioner_name": "Lê Thị Mai", "petitioner_id_no": None})
        batch.edit("petition", third, {"summary_redacted": "Xin sửa cầu ván qua kênh", "petitioner_address": None})
        batch.delete("petition", late)
    assert _pairs(store) == set()


def test_many_changes_at_once_are_compared_in_one_walk(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(duplicate_scan, "FEW", 1)
    first, late = two(store)
    duplicates.all_proposals(store)
    more = [new(store, received_on=date(2026, 10, 9), petition_no=f"4{number}/2026") for number in range(3)]
    assert len(_pairs(store)) == len([first, late, *more]) * 4 // 2


def test_stopped_half_way_the_pairs_found_before_stay_and_the_next_look_finds_the_rest(store: Store) -> None:
    class StopError(Exception):
        pass

    def stop(_done: int, _total: int) -> None:
        raise StopError

    first, late = two(store)
    with pytest.raises(StopError):
        duplicates.all_proposals(store, step=stop)
    assert _pairs(store) == {frozenset((first, late))}
    third = new(store, received_on=date(2026, 10, 9))
    with pytest.raises(StopError):
        duplicates.all_proposals(store, step=stop)
    assert len(likely.petitions(store.conn, None, 9)) == 1
    assert frozenset((first, third)) in _pairs(store)


def test_a_window_that_only_reads_keeps_what_it_found_for_the_next_time(tmp_path: Path) -> None:
    office, _code = Office.create(tmp_path / "d", UNIT, LAN, "một hai ba bốn năm")
    first, late = two(office.store)
    reader = office.reader()
    assert [(one.first, one.later) for one in duplicates.all_proposals(reader)] == [(first, late)]
    assert likely.seen(office.store.conn) == likely.newest(office.store.conn)
    assert _pairs(office.store) == {frozenset((first, late))}
    reader.writing_beside = None  # a file nobody may write to: kept in memory
    third = new(office.store, received_on=date(2026, 10, 9))
    assert frozenset((first, third)) in _pairs(reader)
    reader.close()
    rescue.rebuild(office)
    assert likely.seen(office.store.conn) is None
    assert len(_pairs(office.store)) == 3
    office.close()


def test_no_word_of_a_person_lies_in_the_table_of_pairs(store: Store) -> None:
    two(store)
    duplicates.all_proposals(store)
    told = str(store.conn.execute("SELECT * FROM likely").fetchall())
    assert "name_folded" in told
    for secret in ("Hùng", "hung", "Bình Tây", "binh tay", "080075001234", "bồi thường", "boi thuong"):
        assert secret not in told


# --- people in a petition
def test_a_petition_by_several_people_is_found_again_under_the_name_of_another_of_them(store: Store) -> None:
    first, late = two(store, petitioner_name="Trần Thị Bưởi")
    assert _pairs(store) == set()
    _person(store, first, "Trần Thị Bưởi")
    assert _pairs(store) == {frozenset((first, late))}
    assert asked(store, late) == [first]
    assert asked(store, first) == [late]
    (pair,) = duplicates.all_proposals(store)
    assert "party" in pair.codes


def test_a_co_sender_in_both_lists_is_enough_when_the_words_are_like(store: Store) -> None:
    first, late = two(store, petitioner_name="Lê Thị Mai", petitioner_address="Ấp Bình Đông, xã Thạnh Hóa")
    for row in (first, late):
        _person(store, row, "Phạm Văn Đậu")
    assert asked(store, late) == [first]
    assert _pairs(store) == {frozenset((first, late))}


def test_a_common_co_sender_alone_says_nothing_about_another_matter(store: Store) -> None:
    first, late = two(store, petitioner_name="Lê Thị Mai", summary_redacted="Xin sửa cầu ván qua kênh Bảy Thước")
    for row in (first, late):
        _person(store, row, "Phạm Văn Đậu")
    assert asked(store, late) == []
    assert _pairs(store) == set()


def test_a_second_respondent_counts_like_the_first(store: Store) -> None:
    given: dict[str, Any] = {"type": "to_cao", "petitioner_name": None, "petitioner_id_no": None,
                             "petitioner_address": None, "village": "ấp Bình Tây"}  # fmt: skip
    first = new(store, **given, respondent_name="Trần Văn Lợi", summary_redacted="Thu tiền làm đường không công khai")
    _person(store, first, "Phạm Thị Hoa", "nguoi_bi")
    late = new(store, **given, respondent_name="Phạm Thị Hoa",
               summary_redacted="Thu tiền làm đường mà không công khai", received_on=date(2026, 10, 1))  # fmt: skip
    assert asked(store, late) == [first]
    assert _pairs(store) == {frozenset((first, late))}


def test_who_denounces_together_is_never_looked_at(store: Store) -> None:
    given: dict[str, Any] = {"type": "to_cao", "petitioner_name": None, "petitioner_id_no": None}
    rows = [new(store, **given, petitioner_address=None, summary_redacted=f"Việc {n}") for n in ("ruộng", "chợ")]
    for row in rows:
        _person(store, row, "Phạm Văn Đậu", "nguoi_to_cao")
        _person(store, row, "Phạm Văn Đậu")  # as an older file may hold it
    assert asked(store, rows[1]) == []
    assert _pairs(store) == set()
