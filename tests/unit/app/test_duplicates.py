"""Petitions that may be one: what is proposed, while one types and for a period, and in which words."""

from __future__ import annotations

from datetime import date
from typing import Any

from danvan_desktop.app import duplicates
from danvan_desktop.domain.periods import Period
from danvan_desktop.storage.store import Store
from tests.unit.app.desks import LAN
from tests.unit.app.twins import MATTER, asked, new, two


# --- what is proposed
def test_a_petition_sent_again_is_proposed_with_the_reasons_in_words(store: Store, vietnamese: None) -> None:
    first, late = two(store)
    new(store, petitioner_name="Lê Thị Mai", petitioner_id_no=None, summary_redacted="Xin sửa cầu ván qua kênh")
    found = duplicates.proposals(store, late)
    assert [one.row for one in found] == [first]
    assert found[0].said() == "họ tên giống khi bỏ dấu, cùng ấp; nội dung gần giống"


def test_it_is_proposed_while_it_is_typed_before_anything_is_saved(store: Store) -> None:
    first, _late = two(store)
    typed: dict[str, Any] = {
        **MATTER,
        "petitioner_name": "HÙNG NGUYỄN VĂN",
        "petitioner_id_no": None,
        "received_on": None,
    }
    assert first in [one.row for one in duplicates.proposals_of(store, typed)]


def test_a_slip_in_the_name_and_another_wording_are_still_found(store: Store) -> None:
    first = new(store)
    typed: dict[str, Any] = {**MATTER, "petitioner_name": "Nguyễn Văn Hùnh", "petitioner_id_no": None,
             "summary_redacted": "Không đồng ý mức giá bồi thường đất lúa khi mở đường tỉnh 836"}  # fmt: skip
    assert [one.row for one in duplicates.proposals_of(store, typed)] == [first]


def test_what_lies_in_the_bin_or_came_from_a_split_is_not_proposed(store: Store) -> None:
    gone, late = two(store)
    with store.batch(officer=LAN) as batch:
        batch.delete("petition", gone)
    parts = new(store, state="tach_don")
    new(store, original=parts)
    child = new(store, original=parts, received_on=date(2026, 11, 1))
    assert gone not in asked(store, late)
    assert parts not in asked(store, child)
    assert len(asked(store, child)) == 1  # the late one; its sister is a part of the same petition


def test_a_period_lists_each_pair_once_the_earlier_petition_first(store: Store) -> None:
    first, late = two(store)
    for number in range(30):
        new(
            store,
            petitioner_name=f"Người {number} Dân",
            petitioner_id_no=None,
            summary_redacted=f"Việc riêng số {number}",
        )
    october = Period(date(2026, 10, 1), date(2026, 10, 31))
    found = duplicates.all_proposals(store, october)
    assert [(pair.first, pair.later) for pair in found] == [(first, late)]
    assert duplicates.all_proposals(store, Period(date(2026, 11, 1), date(2026, 11, 30))) == []
    assert duplicates.all_proposals(store) == found


def test_both_ways_of_asking_propose_the_same(store: Store) -> None:
    two(store)
    new(store, petitioner_name="Nguyễn Văn Hùnh", petitioner_id_no=None)
    new(store, type="to_cao", respondent_name="Trần Văn Lợi", summary_redacted="Thu tiền làm đường không công khai")
    new(store, type="to_cao", respondent_name="tran van loi", summary_redacted="Thu tiền làm đường mà không công khai")
    listed = {frozenset((pair.first, pair.later)) for pair in duplicates.all_proposals(store)}
    rows = [row for (row,) in store.conn.execute("SELECT id FROM v_petition").fetchall()]
    assert {frozenset((row, other)) for row in rows for other in asked(store, row)} == listed
    assert len(listed) == 4


def test_a_denunciation_is_never_found_by_who_sent_it(store: Store) -> None:
    named = {"type": "to_cao", "petitioner_name": "Nguyễn Văn Hùng"}  # as an older file may hold it
    new(store)
    row = new(store, **named, summary_redacted="Nhận tiền của người dân khi làm giấy", respondent_name="Trần Văn Lợi")
    assert asked(store, row) == []
    again = new(store, type="to_cao", respondent_name="TRẦN VĂN LỢI", petitioner_name=None, village="ấp Bình Tây",
                summary_redacted="Nhận tiền của người dân khi làm giấy tờ", petitioner_id_no=None)  # fmt: skip
    assert asked(store, again) == [row]
