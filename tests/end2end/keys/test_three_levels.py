"""Requests over three levels with a roster in force: province, a district-era office, its commune; by real commands."""

from __future__ import annotations

from typing import Any

import pytest

from tests.end2end.keys.offices import PROVINCE, Province

DISTRICT, VILLAGE = "660", "66001"


@pytest.fixture
def three(tinh: Province) -> Province:
    """The district joined the province, the commune the district; the province knows of both by its roster."""
    tinh.begin()
    tinh.unit(DISTRICT, "Huyện Ea H'leo", "district", PROVINCE)
    tinh.unit(VILLAGE, "Xã Dliê Yang", "commune", DISTRICT)
    take_roster(tinh, DISTRICT)
    tinh.send(DISTRICT, "h1")
    tinh.does(PROVINCE, "roster", "add", DISTRICT)
    tinh.back(DISTRICT, "h1")
    take_roster(tinh, VILLAGE)  # the district stands in it now
    tinh.send(VILLAGE, "x1", to=DISTRICT)
    tinh.does(DISTRICT, "roster", "add", VILLAGE)
    tinh.back(VILLAGE, "x1")
    up(tinh, "dau")
    down(tinh, "dau-xuong")
    return tinh


def take_roster(tinh: Province, folder: str) -> None:
    """The install stick of the province."""
    file = tinh.stick(f"cai-{folder}") / "tinh.danvan-roster"
    tinh.does(PROVINCE, "roster", "export", "-o", file)
    tinh.does(folder, "roster", "take", file, "--expect", tinh.code)


def up(tinh: Province, name: str) -> None:
    """The commune's stick to the district, the district's to the province, receipts back."""
    for sender, to, step in ((VILLAGE, DISTRICT, "a"), (DISTRICT, PROVINCE, "b")):
        hop(tinh, sender, to, f"{name}-{step}")


def down(tinh: Province, name: str) -> None:
    """From the province to the district and on to the commune."""
    for sender, to, step in ((PROVINCE, DISTRICT, "a"), (DISTRICT, VILLAGE, "b")):
        hop(tinh, sender, to, f"{name}-{step}")


def hop(tinh: Province, sender: str, to: str, name: str) -> None:
    """One stick there and its receipt back."""
    assert {one["status"] for one in tinh.send(sender, name, to=to)} <= {"applied", "nothing-new", "already"}
    tinh.back(sender, name)


def requests(tinh: Province, folder: str) -> list[Any]:
    """`request list`."""
    return list(tinh.json(folder, "request", "list"))


def test_the_province_asks_the_commune_through_the_district_and_the_answer_comes_up_again(three: Province) -> None:
    period = ("--from", "2026-01-01", "--to", "2026-12-31")
    three.does(PROVINCE, "request", "new", VILLAGE, "Số này chưa khớp", "--figure", "D04", *period, "--value", "12")
    down(three, "1")
    assert [one["waiting_for_us"] for one in requests(three, VILLAGE)] == [True]
    assert requests(three, DISTRICT) == [], "the office in between only carries it"
    [asked] = requests(three, VILLAGE)
    three.does(VILLAGE, "request", "answer", asked["id"], "Đã kiểm tra, đúng là 13")
    up(three, "2")
    [answered] = requests(three, PROVINCE)
    assert (answered["state"], answered["answer"]) == ("da_tra_loi", "Đã kiểm tra, đúng là 13")
    three.does(PROVINCE, "request", "close", answered["id"])
    down(three, "3")
    assert [one["state"] for one in requests(three, VILLAGE)] == ["da_dong"]


def test_the_commune_asks_the_province_and_is_answered_through_the_district(three: Province) -> None:
    three.does(VILLAGE, "request", "new", PROVINCE, "Mẫu báo cáo quý nộp ngày nào?")
    up(three, "1")
    [asked] = requests(three, PROVINCE)
    assert (asked["unit"], asked["waiting_for_us"]) == (VILLAGE, True)
    three.does(PROVINCE, "request", "answer", asked["id"], "Ngày 25 tháng cuối quý")
    down(three, "2")
    assert [(one["state"], one["waiting_for_us"]) for one in requests(three, VILLAGE)] == [("da_tra_loi", True)]


def test_the_province_proposes_a_change_of_the_commune_s_record_and_it_is_taken_over(three: Province) -> None:
    given = ("received_on=20/11/2025", "type=kien_nghi", "people_count=1", "summary_redacted=Sửa đường thôn 5")
    three.does(VILLAGE, "record", "new", "petition", *given)
    up(three, "1")
    [found] = three.json(PROVINCE, "records", "petition")
    three.does(
        PROVINCE, "request", "new", VILLAGE, "Bảy người ký", "--about", "petition", found["id"], "--set",
        "people_count=7",
    )  # fmt: skip
    down(three, "2")
    [asked] = requests(three, VILLAGE)
    three.does(VILLAGE, "request", "accept", asked["id"])
    up(three, "3")
    [after] = three.json(PROVINCE, "records", "petition")
    assert str(after["people_count"]) == "7"
    assert [one["state"] for one in requests(three, PROVINCE)] == ["da_chap_nhan"]
    for folder in (PROVINCE, DISTRICT, VILLAGE):
        assert three.json(folder, "conflicts") == []
        assert three.json(folder, "conflicts", "--outside-rights") == []


def test_the_district_and_the_other_levels_do_not_see_each_other_s_requests(three: Province) -> None:
    three.does(PROVINCE, "request", "new", DISTRICT, "Chỉ hỏi huyện")
    three.does(DISTRICT, "request", "new", VILLAGE, "Huyện hỏi xã")
    down(three, "1")
    assert [one["text"] for one in requests(three, VILLAGE)] == ["Huyện hỏi xã"]
    up(three, "2")
    assert {one["text"] for one in requests(three, PROVINCE)} == {"Chỉ hỏi huyện"}


def test_after_the_district_is_dissolved_the_province_and_the_commune_write_to_each_other(three: Province) -> None:
    three.does(PROVINCE, "roster", "close", DISTRICT, "--reason", "merged", "--into", VILLAGE)
    three.does(PROVINCE, "request", "new", VILLAGE, "Từ nay gửi thẳng về tỉnh, xã đã nhận chưa?")
    hop(three, PROVINCE, VILLAGE, "1")
    [asked] = requests(three, VILLAGE)
    three.does(VILLAGE, "request", "answer", asked["id"], "Đã nhận")
    hop(three, VILLAGE, PROVINCE, "2")
    assert [one["answer"] for one in requests(three, PROVINCE)] == ["Đã nhận"]
    given = ("received_on=20/11/2025", "type=kien_nghi", "people_count=1", "summary_redacted=Sửa đường thôn 5")
    three.does(VILLAGE, "record", "new", "petition", *given)
    hop(three, VILLAGE, PROVINCE, "3")
    hop(three, PROVINCE, VILLAGE, "4")
    assert len(three.json(PROVINCE, "records", "petition")) == 1
    assert three.json(PROVINCE, "conflicts", "--outside-rights") == []


def test_after_the_district_is_dissolved_the_province_lists_its_communes_as_its_own(three: Province) -> None:
    assert [peer["unit"] for peer in three.json(PROVINCE, "peers")] == [DISTRICT]
    three.does(PROVINCE, "roster", "close", DISTRICT, "--reason", "merged")
    [peer] = three.json(PROVINCE, "peers")
    assert (peer["unit"], peer["relation"]) == (VILLAGE, "subordinate")
    units = {unit["code"]: unit["parent"] for unit in three.json(PROVINCE, "roster", "show")["units"]}
    assert units[VILLAGE] == PROVINCE


def test_a_commune_of_a_dissolved_district_that_was_restored_needs_no_new_enrolment(three: Province) -> None:
    three.does(PROVINCE, "roster", "close", DISTRICT, "--reason", "merged")
    take_roster(three, VILLAGE)
    hop(three, VILLAGE, PROVINCE, "1")
    for step in ("mot", "hai"):  # a second restore goes on from the first
        three.restored(VILLAGE, step)
        three.does(VILLAGE, "record", "new", "petition", "received_on=20/11/2025", "type=kien_nghi", "people_count=1")
        hop(three, VILLAGE, PROVINCE, step)
    assert three.json(PROVINCE, "roster", "show")["waiting"] == []
    assert len(three.json(PROVINCE, "records", "petition")) == 2
