"""The rules of an import that do not depend on one cell's spelling."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from danvan_desktop.errors import UserError
from danvan_desktop.sheets.mapping import load_map
from danvan_desktop.sheets.period import title_last_day, title_year
from danvan_desktop.sheets.register_rules import rules_of
from tests.conftest import TEST_DATA
from tests.unit.sheets.books import HEAD, TODAY, bad_cells, plan_of, read, row

TITLE = [["SỔ THEO DÕI ĐƠN NĂM 2019"]]


def test_every_bad_cell_of_the_faulty_register_is_listed() -> None:
    plan = plan_of(TEST_DATA / "thanh-hoa-2019" / "so-don-thu-co-loi.xlsx")
    assert bad_cells(plan) == [
        (6, "Ngày nhận", "31/02/2019"), (7, "Ngày nhận", None), (8, "Loại đơn", "Khiếu lại"), (9, "Lĩnh vực", "Đất"),
        (10, "Ngày giải quyết xong", "01/04/2019"), (11, "Số người", "-2"),
        (12, "Nội dung tóm tắt", '=HYPERLINK("http://127.0.0.1","bấm")'), (12, "Số người", "hai người"),
        (13, "Ngày nhận", "10/04/2091"),
    ]  # fmt: skip
    assert (plan.rows, plan.rejected_rows, len(plan.planned)) == (10, 8, 2)


def test_all_sample_registers_map() -> None:
    counts = {"petition": 0, "reception": 0, "model": 0, "award": 0}
    for path in sorted((TEST_DATA / "dak-lak-2019").glob("*.xlsx")):
        for type_name in counts:
            plan = plan_of(path, type_name)
            assert plan.rejected == []
            counts[type_name] += len(plan.planned)
    assert counts == {"petition": 3580, "reception": 3073, "model": 2724, "award": 64}


def test_resolved_without_date_counts_as_of_the_registers_last_day(tmp_path: Path) -> None:
    title = [["SỔ ĐƠN NĂM 2019 (từ 01/2019 đến 18/10/2019)"]]
    plan = read(
        tmp_path,
        [*title, HEAD, row(1, tinh_trang="Đã giải quyết"), row(2, ngay="20/10/2019", tinh_trang="Đã giải quyết")],
    )
    assert [p.values["petition"]["resolved_on"] for p in plan.planned] == [date(2019, 10, 18), date(2019, 10, 20)]
    assert all(p.values["petition"]["resolved_on_assumed"] is True for p in plan.planned)
    assert all("resolved_on" not in p.read["petition"] for p in plan.planned)


def test_the_last_day_is_never_after_today(tmp_path: Path) -> None:
    plan = read(tmp_path, [["SỔ ĐƠN NĂM 2026"], HEAD, row(1, ngay="05/03/2026", tinh_trang="Đã giải quyết")])
    assert plan.planned[0].values["petition"]["resolved_on"] == TODAY


def test_a_day_and_month_take_the_year_of_the_title(tmp_path: Path) -> None:
    assert read(tmp_path, [*TITLE, HEAD, row(1, ngay="5/3")]).planned[0].read["petition"]["received_on"] == date(
        2019, 3, 5
    )
    assert read(tmp_path, [["SỔ ĐƠN"], HEAD, row(1, ngay="5/3")]).rejected[0].column == "Ngày nhận"
    plan = read(tmp_path, [["SỔ ĐƠN"], HEAD, row(1, ngay="5/3")], year=2018)
    assert plan.planned[0].register_year == 2018


def test_models_need_a_year_from_somewhere(tmp_path: Path) -> None:
    rows = [["DANH SÁCH MÔ HÌNH"], ["STT", "Tên mô hình", "Lĩnh vực"], [1, "Một", "Kinh tế"]]
    with pytest.raises(UserError):
        read(tmp_path, rows, "model")
    assert read(tmp_path, rows, "model", year=2020).planned[0].values["model_year"]["year"] == 2020


def test_money_takes_the_unit_of_its_head(tmp_path: Path) -> None:
    head = ["STT", "Tên mô hình", "Kinh phí (triệu đồng)", "Được công nhận", "Ngày công"]
    rows = [["MÔ HÌNH NĂM 2019"], head, [1, "Một", 30, "x", "125 công"], [2, "Hai", "1,2 tỷ", "Cấp xã", "-"]]
    one, two = read(tmp_path, rows, "model").planned
    assert (one.values["model_year"]["money_unsplit"], two.values["model_year"]["money_unsplit"]) == (
        30_000_000,
        1_200_000_000,
    )
    assert one.values["model_recognition"]["year"] == 2019
    assert two.values["model_recognition"]["level"] == "xa"


def test_an_event_has_one_site_with_its_numbers(tmp_path: Path) -> None:
    head = ["STT", "Nội dung", "Loại hội nghị", "Ngày tổ chức", "Địa điểm", "Số người dự", "Số cử tri dự"]
    rows = [
        ["DANH SÁCH HỘI NGHỊ NĂM 2019"],
        head,
        [1, "Đối thoại quý I", "Đối thoại định kỳ", "5/3", "Hội trường", "1.200", None],
    ]
    values = read(tmp_path, rows, "event").planned[0].values
    assert (values["event"]["kind"], values["event"]["dialogue_kind"]) == ("doi_thoai", "dinh_ky")
    assert (values["site"]["present"], values["site"]["is_main"]) == (1200, True)


def test_optional_text_columns_that_only_look_like_categories_are_kept_as_text(tmp_path: Path) -> None:
    head = [*HEAD[:7], "Kết quả giải quyết"]
    plan = read(tmp_path, [*TITLE, head, [*row(1)[:7], "UBND xã đã mời hai bên hòa giải ngày 5/4"]])
    assert str(plan.planned[0].read["petition"]["result_text"]).startswith("UBND xã")
    plan = read(tmp_path, [*TITLE, head, [*row(1)[:7], "Đã giải quyết"]])
    assert plan.planned[0].read["petition"]["state"] == "da_co_ket_qua"


def test_a_map_names_heads_and_words_of_the_office(tmp_path: Path) -> None:
    rules = rules_of("petition")
    path = tmp_path / "map.json"
    path.write_text(
        json.dumps({"columns": {"Khi nào": "received_on", "C": ""}, "values": {"type": {"Kêu": "khieu_nai"}}})
    )
    office = load_map(path, "", rules)
    assert load_map(None, office.to_json(), rules) == office
    path.write_text('{"Khi nào": "no_such_field"}')
    with pytest.raises(UserError, match="no_such_field"):
        load_map(path, "", rules)
    path.write_text("[1")
    with pytest.raises(UserError):
        load_map(path, "", rules)


@pytest.mark.parametrize(("line", "year", "last"), [
    ("SỔ THEO DÕI ĐƠN THƯ NĂM 2019 (từ 01/2019 đến 18/10/2019)", 2019, date(2019, 10, 18)),
    ("SỔ TIẾP CÔNG DÂN QUÝ II NĂM 2020", 2020, date(2020, 6, 30)),
    ("SỔ TIẾP CÔNG DÂN THÁNG 2/2020", 2020, date(2020, 2, 29)),
    ("SỔ ĐƠN 6 THÁNG ĐẦU NĂM 2021", 2021, date(2021, 6, 30)),
    ("SỔ ĐƠN", None, None),
    ("Sổ đơn năm 2019 đến ngày 20 tháng 11 năm 2019", 2019, date(2019, 11, 20)),
])  # fmt: skip
def test_year_and_last_day_of_titles(line: str, year: int | None, last: date | None) -> None:
    assert title_year([line], "Trang1", ("don", "tiep cong dan")) == year
    assert title_last_day([line], year) == last


def test_a_register_without_progress_begins_as_the_form_does_unless_a_result_is_written(tmp_path: Path) -> None:
    head = [*HEAD[:7], "Kết quả giải quyết"]
    rows = [[*row(1)[:7], None], [*row(2)[:7], "Đã trả lời bằng văn bản"]]
    plan = read(tmp_path, [head, *rows])
    states = [planned.values["petition"].get("state") for planned in plan.planned]
    assert states[0] == "moi_tiep_nhan"
    assert states[1] != "moi_tiep_nhan"
