"""One decision for many: saved as one award each in one act, changed together, read from rows of Excel."""

from __future__ import annotations

from datetime import date

import pytest

from danvan_desktop.app import award_decision, undo
from danvan_desktop.app.award_decision import Recipient
from danvan_desktop.domain.values import Value
from danvan_desktop.errors import UserError
from danvan_desktop.storage.store import Store
from tests.unit.app import desks
from tests.unit.app.desks import LAN, TODAY

COMMON: dict[str, Value] = {
    "award_kind": "giay_khen", "awarded_by": "Đảng ủy xã", "decision_no": "15-QĐ/ĐU",
    "decision_date": date(2026, 11, 2), "merit_year": 2026,
}  # fmt: skip
PEOPLE = ("Chi bộ thôn 5", "Nguyễn Văn An", "Hộ ông Y Bhăm")


def people(*names: str) -> list[Recipient]:
    return [Recipient({"recipient_name": name, "recipient_kind": award_decision.guess_kind(name)}) for name in names]


def saved(store: Store, *names: str) -> award_decision.SavedDecision:
    return award_decision.save(store, COMMON, people(*names), before={}, officer=LAN, today=TODAY)


def test_each_recipient_is_an_award_with_the_fields_of_the_decision(store: Store) -> None:
    done = saved(store, *PEOPLE)
    values = [desks.values(store, "award", row) for row in done.rows]
    assert [item["recipient_name"] for item in values] == list(PEOPLE)
    assert [item["recipient_kind"] for item in values] == ["tap_the", "ca_nhan", "ho_gia_dinh"]
    assert {item["decision_no"] for item in values} == {"15-QĐ/ĐU"}
    assert {item["state"] for item in values} == {"co_quyet_dinh"}
    assert {item["unit"] for item in values} == {store.unit.code}


def test_one_undo_takes_the_whole_decision_back(store: Store) -> None:
    done = saved(store, *PEOPLE)
    assert done.group is not None
    assert undo.undo(store, done.group, officer=LAN) == 3
    assert desks.whole_view(store, "award") == {}


def test_a_decision_is_found_from_one_of_its_awards(store: Store) -> None:
    done = saved(store, *PEOPLE)
    award_decision.save(
        store, {**COMMON, "decision_no": "16-QĐ/ĐU"}, people("Trần Thị Bình"), before={}, officer=LAN, today=TODAY
    )
    item = store.get("award", done.rows[1])
    assert item is not None
    found = award_decision.same_decision(store, item)
    assert {other.id for other in found} == set(done.rows)
    assert award_decision.common_of(found)["awarded_by"] == "Đảng ủy xã"


def test_an_award_without_a_decision_stands_alone(store: Store) -> None:
    row = desks.save(store, "award", {"recipient_name": "An", "award_kind": "giay_khen", "unit": store.unit.code}).row
    item = store.get("award", row)
    assert item is not None
    assert award_decision.same_decision(store, item) == [item]


def test_changing_the_decision_changes_every_award_and_only_what_was_changed(store: Store) -> None:
    done = saved(store, *PEOPLE)
    store_item = store.get("award", done.rows[0])
    assert store_item is not None
    desks.save(store, "award", {**store_item.values, "given_at": None, "awarded_by": "Ủy ban"}, done.rows[0])
    lines = []
    for row in done.rows:
        values = desks.values(store, "award", row)
        own = {name: values.get(name) for name in award_decision.RECIPIENT}
        lines.append(Recipient(own, row, own))
    items = [item for row in done.rows if (item := store.get("award", row))]
    before = award_decision.common_of(items)
    lines[2] = Recipient(lines[2].values, lines[2].row, {}, removed=True)
    common = {**before, "signer": "Lê Văn Bí"}
    again = award_decision.save(store, common, lines, before=before, officer=LAN, today=TODAY)
    left = desks.whole_view(store, "award")
    assert set(left) == set(again.rows) == set(done.rows[:2])
    assert {item["signer"] for item in left.values()} == {"Lê Văn Bí"}
    assert left[done.rows[0]]["awarded_by"] == "Ủy ban"


def test_nothing_is_saved_when_one_recipient_is_wrong(store: Store) -> None:
    wrong = [*people("An"), Recipient({"recipient_kind": "ca_nhan"})]
    with pytest.raises(UserError):
        award_decision.save(store, COMMON, wrong, before={}, officer=LAN, today=TODAY)
    with pytest.raises(UserError):
        award_decision.save(store, COMMON, [], before={}, officer=LAN, today=TODAY)
    assert desks.whole_view(store, "award") == {}


def test_rows_of_excel_are_read_by_their_heads(store: Store) -> None:
    head = "STT\tHọ và tên\tChức vụ\tThành tích\n"
    text = head + "1\tNguyễn Văn An\tBí thư\tXuất sắc\n2\tChi bộ thôn 5\t\t\n3\t\tChủ tịch\t\n"
    found = award_decision.read_pasted(store, text, TODAY)
    assert [one.values["recipient_name"] for one in found.recipients] == ["Nguyễn Văn An", "Chi bộ thôn 5"]
    assert found.recipients[0].values["recipient_title"] == "Bí thư"
    assert found.recipients[1].values["recipient_kind"] == "tap_the"
    assert len(found.left_out) == 1


def test_rows_without_a_head_begin_with_the_name(store: Store) -> None:
    plain = award_decision.read_pasted(store, "Nguyễn Văn An\tBí thư\nTrần Thị Bình\tTrưởng thôn\n", TODAY)
    numbered = award_decision.read_pasted(store, "1\tNguyễn Văn An\n2\tTrần Thị Bình\n", TODAY)
    for found in (plain, numbered):
        assert [one.values["recipient_name"] for one in found.recipients] == ["Nguyễn Văn An", "Trần Thị Bình"]
    with pytest.raises(UserError):
        award_decision.read_pasted(store, " \n", TODAY)
