"""The morning list: what is overdue, due today, due soon; who waits; the months of the chart."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from danvan_desktop.app.find import find_everywhere
from danvan_desktop.app.office import Office
from danvan_desktop.app.overview import overview
from danvan_desktop.domain.values import Value
from danvan_desktop.storage.identity import UnitInfo
from danvan_desktop.storage.passphrase import Cost

TODAY = date(2026, 10, 14)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """An empty commune."""
    unit = UnitInfo("24169", "Đảng ủy xã Ea Drăng", "commune", "66")
    opened, _code = Office.create(tmp_path / "o", unit, "Lan", "mật khẩu dài", cost=Cost(memory_kib=1024, passes=1))
    yield opened
    opened.close()


def add(office: Office, name: str, **values: Value) -> bytes:
    """One record."""
    with office.store.batch(officer="Lan") as batch:
        return batch.new(name, values)


def petition(office: Office, **values: Value) -> bytes:
    """A petition received in September."""
    common: dict[str, Value] = {"received_on": date(2026, 9, 3), "type": "khieu_nai", "state": "dang_xac_minh"}
    return add(office, "petition", **{**common, **values})


def groups(office: Office) -> dict[str, tuple[int, list[bytes]]]:
    """Count and rows of each group."""
    seen = overview(office.store, TODAY)
    return {group.name: (group.count, [task.row for task in group.tasks]) for group in seen.groups}


def test_each_task_stands_under_its_day_and_done_work_under_none(office: Office) -> None:
    late = petition(office, due_on=date(2026, 10, 9))
    now = petition(office, due_on=TODAY)
    soon = petition(office, due_on=date(2026, 10, 21))
    petition(office, due_on=date(2026, 10, 22))  # beyond seven days
    petition(office, due_on=date(2026, 10, 9), resolved_on=date(2026, 10, 8), state="da_co_ket_qua")
    petition(office, due_on=date(2026, 10, 9), state="da_chuyen")
    petition(office)  # without a term
    task = add(office, "follow_up", content="Nạo vét kênh", due_date=date(2026, 10, 13), status="dang")
    add(office, "follow_up", content="Đã xong", due_date=date(2026, 10, 13), status="da_xong", done_on=TODAY)
    talk = add(office, "event", title="Đối thoại thôn 5", kind="toa_dam", start_on=TODAY, status="da_moi")
    add(office, "event", title="Quên khép", kind="toa_dam", start_on=date(2026, 10, 1), status="da_moi")
    found = groups(office)
    assert found["overdue"] == (2, [late, task])
    assert (found["today"][0], set(found["today"][1])) == (2, {now, talk})
    assert found["soon"] == (1, [soon])


def test_a_denouncer_or_a_binned_record_never_stands_in_it(office: Office) -> None:
    petition(office, type="to_cao", due_on=TODAY, petition_no="TC-2026-0007")
    gone = petition(office, due_on=TODAY)
    with office.store.batch(officer="Lan") as batch:
        batch.delete("petition", gone)
    [group] = [group for group in overview(office.store, TODAY).groups if group.name == "today"]
    assert group.count == 1
    assert [task.title for task in group.tasks] == ["TC-2026-0007"]
    assert "Tố cáo" in group.tasks[0].place


def test_the_chart_has_twelve_months_up_to_now_and_counts_by_day_of_receipt_and_of_result(office: Office) -> None:
    petition(office, resolved_on=date(2026, 10, 2), state="da_co_ket_qua")
    petition(office, received_on=date(2025, 10, 31))  # one month too early
    petition(office, received_on=date(2025, 11, 1))
    seen = overview(office.store, TODAY)
    assert (seen.months[0], seen.months[-1]) == ("2025-11", "2026-10")
    assert dict(zip(seen.months, seen.received, strict=True)) == {
        month: {"2025-11": 1, "2026-09": 1}.get(month, 0) for month in seen.months
    }
    assert seen.resolved[-1] == 1
    assert sum(seen.resolved) == 1


def test_a_new_office_is_told_to_begin(office: Office) -> None:
    assert overview(office.store, TODAY).empty
    petition(office, state="cho_phuc_dap")
    seen = overview(office.store, TODAY)
    assert not seen.empty
    assert seen.waiting == 1


def test_one_box_finds_records_of_every_kind_without_accents(office: Office) -> None:
    person = petition(office, petitioner_name="Nguyễn Văn Thành", petition_no="0068/2026")
    meeting = add(office, "event", title="Đối thoại với nhân dân thôn 5", kind="doi_thoai", dialogue_kind="dinh_ky",
                  start_on=TODAY)  # fmt: skip
    rows = {found.type_name: [hit.row for hit in found.hits] for found in find_everywhere(office.store, "van thanh")}
    assert rows == {"petition": [person]}
    rows = {found.type_name: [hit.row for hit in found.hits] for found in find_everywhere(office.store, "doi thoai")}
    assert rows == {"event": [meeting]}
    assert find_everywhere(office.store, "d") == []
