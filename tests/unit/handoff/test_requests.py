"""Requests between offices, as officers see them: asked above, answered below, by package and by nobody else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from danvan_desktop.app import handover, requests
from danvan_desktop.app.requests import About
from danvan_desktop.errors import UserError
from danvan_desktop.handoff.scope import Scope
from danvan_desktop.storage import peers, segments
from danvan_desktop.storage.identity import UnitInfo
from danvan_desktop.storage.store import Store
from tests.unit.handoff.communes import ME, TODAY, UNITS, Communes
from tests.unit.handoff.offices import enrol
from tests.unit.storage.conftest import KEY


@pytest.fixture
def offices() -> Iterator[Communes]:
    opened = Communes()
    yield opened
    opened.close()


def ask(
    offices: Communes, name: str, to: str, text: str = "Số liệu này chưa khớp, đề nghị kiểm tra", **more: object
) -> bytes:
    about = About(figure="petitions.received", start=TODAY, end=TODAY, value="12")
    given = {"about": about, **more}
    return requests.ask(offices[name], UNITS[to].code, "so_lieu", text, officer=ME, today=TODAY, **given)  # type: ignore[arg-type]


def test_the_province_returns_a_figure_and_the_commune_answers(offices: Communes) -> None:
    row = ask(offices, "P", "A")
    offices.hand_over("P", "A")
    assert requests.waiting_for_us(offices["A"]) == 1
    shown = requests.listed(offices["A"])[0]
    assert (shown.about.figure, shown.about.value, shown.other_name) == ("petitions.received", "12", "Tỉnh Ví dụ")
    requests.answer(offices["A"], row, "Đã kiểm tra, đúng là 13", officer=ME, today=TODAY)
    assert requests.waiting_for_us(offices["A"]) == 0
    offices.hand_over("A", "P")
    back = requests.listed(offices["P"])[0]
    assert (back.state, back.answer, back.waits) == ("da_tra_loi", "Đã kiểm tra, đúng là 13", True)
    requests.close(offices["P"], row, officer=ME)
    assert requests.waiting_for_us(offices["P"]) == 0
    offices.hand_over("P", "A")
    assert requests.one(offices["A"], row).state == "da_dong"


def test_nothing_else_of_the_province_and_nothing_of_the_neighbour_goes_down(offices: Communes) -> None:
    offices.petition("P")
    ask(offices, "P", "A")
    offices.petition("P")
    ask(offices, "P", "B")
    offices.petition("B")
    ask(offices, "B", "P")
    offices.round()
    offices.round()
    conn = offices["A"].conn
    told = conn.execute("SELECT DISTINCT type FROM op WHERE replica = ?", (offices["P"].replica.id,)).fetchall()
    assert {name for (name,) in told} <= {"request", "unit"}
    assert ("request",) in told
    assert offices.count("A", "SELECT count(*) FROM v_request") == 1
    assert segments.last_seq(conn, offices["B"].replica.id) == 0
    assert offices.count("A", "SELECT count(*) FROM v_petition") == 0


def test_what_went_down_is_acknowledged_and_does_not_go_again(offices: Communes) -> None:
    ask(offices, "P", "A")
    offices.hand_over("P", "A")
    assert Scope(offices["P"], "26001").to_send() == []
    offices.hand_over("A", "P")
    assert Scope(offices["A"], "75").to_send() == []
    assert [kind for name in ("P", "A") for _at, kind, _s in peers.alarms(offices[name].conn)] == []


def test_a_segment_in_which_anything_else_stands_does_not_go_down(
    offices: Communes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("danvan_desktop.storage.store._APART", {})  # as a program cut them that knew no requests
    offices.petition("P")
    ask(offices, "P", "A")
    offices.hand_over("P", "A")
    assert segments.last_seq(offices["A"].conn, offices["P"].replica.id) == 0


def test_a_commune_proposes_a_change_and_the_province_takes_it_over_with_one_click(offices: Communes) -> None:
    row = offices.petition("A")
    offices.hand_over("A", "P")
    about = About("petition", row, proposed={"people_count": 7, "summary_redacted": "Lối đi của bảy hộ"})
    asked = requests.ask(offices["P"], "", "sua_doi", "Đơn có bảy người ký", officer=ME, today=TODAY, about=about)
    offices.hand_over("P", "A")
    shown = requests.one(offices["A"], asked)
    assert next((one.now, one.wanted) for one in shown.proposed) == ("1", "7")
    requests.accept(offices["A"], asked, officer=ME, today=TODAY)
    offices.round()
    found = offices["P"].get("petition", row)
    assert found is not None
    assert (found.values["people_count"], found.values["summary_redacted"]) == (7, "Lối đi của bảy hộ")
    assert requests.one(offices["P"], asked).state == "da_chap_nhan"
    assert offices["P"].conflicts() == []


def test_a_refusal_says_why_and_changes_nothing(offices: Communes) -> None:
    row = offices.petition("A")
    offices.hand_over("A", "P")
    about = About("petition", row, proposed={"people_count": 7})
    asked = requests.ask(offices["P"], "", "sua_doi", "Bảy người?", officer=ME, today=TODAY, about=about)
    offices.hand_over("P", "A")
    requests.refuse(offices["A"], asked, "Đơn chỉ một người ký", officer=ME, today=TODAY)
    offices.round()
    shown = requests.one(offices["P"], asked)
    assert (shown.state, shown.answer) == ("tu_choi", "Đơn chỉ một người ký")
    assert offices["A"].get("petition", row).values["people_count"] == 1  # type: ignore[union-attr]


def test_a_persons_value_is_never_proposed(offices: Communes) -> None:
    row = offices.petition("A")
    offices.hand_over("A", "P")
    about = About("petition", row, proposed={"petitioner_name": "Nguyễn Văn Thanh"})
    with pytest.raises(UserError):
        requests.ask(offices["P"], "", "sua_doi", "Sai tên", officer=ME, today=TODAY, about=about)
    assert offices.count("P", "SELECT count(*) FROM v_request") == 0


def test_only_the_unit_asked_answers_and_only_once(offices: Communes) -> None:
    row = ask(offices, "P", "A")
    with pytest.raises(UserError):
        requests.answer(offices["P"], row, "Tự trả lời", officer=ME, today=TODAY)
    offices.hand_over("P", "A")
    requests.answer(offices["A"], row, "Đúng", officer=ME, today=TODAY)
    with pytest.raises(UserError):
        requests.answer(offices["A"], row, "Sai", officer=ME, today=TODAY)
    with pytest.raises(UserError):
        requests.close(offices["A"], row, officer=ME)


def test_a_neighbour_and_oneself_are_not_asked(offices: Communes) -> None:
    offices.meet("A", "B")
    for unit in ("26002", "26001", "99999"):
        with pytest.raises(UserError):
            requests.ask(offices["A"], unit, "hoi", "?", officer=ME, today=TODAY)


def test_the_other_computer_of_the_office_sees_the_request_and_may_answer(offices: Communes) -> None:
    row = ask(offices, "P", "A")
    offices.hand_over("P", "A")
    offices.hand_over("A", "A2")
    requests.answer(offices["A2"], row, "Đúng", officer=ME, today=TODAY)
    offices.hand_over("A2", "A")
    offices.hand_over("A", "P")
    assert requests.one(offices["P"], row).answer == "Đúng"


def test_what_the_province_lost_with_its_disk_comes_back_from_those_it_asked(offices: Communes) -> None:
    offices["P"].conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    saved = (offices.home / "P.db").read_bytes()
    row = ask(offices, "P", "A")
    offices.hand_over("P", "A")
    offices["P"].close()
    for file in offices.home.glob("P.db*"):
        file.unlink()
    (offices.home / "P.db").write_bytes(saved)
    offices.stores["P"] = Store.open(offices.home / "P.db", KEY)
    offices["P"].become_new_replica()
    for _turn in range(2):
        offices.hand_over("A", "P")
        offices.hand_over("P", "A")
    assert requests.one(offices["P"], row).text.startswith("Số liệu")


def test_without_a_list_of_units_only_those_are_asked_who_exchange_packages(tmp_path: Path) -> None:
    levels = (("75", "province"), ("750", "district"), ("26001", "commune"))
    stores = [Store.create(tmp_path / f"{code}.db", KEY, UnitInfo(code, code, level)) for code, level in levels]
    province, district, commune = stores
    enrol(district, province, tmp_path)
    enrol(commune, district, tmp_path)
    with commune.batch(officer=ME) as batch:
        batch.new("case", {"unit": "26001", "code": "1"})
    for sender, receiver in ((commune, district), (district, province)):
        for package in handover.export(sender, receiver.unit.code, tmp_path / "out"):
            assert handover.import_path(receiver, Path(package.file))[-1].status == "applied"
            Path(package.file).unlink()
    with pytest.raises(UserError):
        requests.ask(province, "26001", "hoi", "Đã họp thôn chưa?", officer=ME, today=TODAY)
    assert requests.ask(province, "750", "hoi", "Đã họp thôn chưa?", officer=ME, today=TODAY)
    for store in stores:
        store.close()
