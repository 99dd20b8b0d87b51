"""Reports from a real store: what stands on the paper, what must not, what a locked report leaves behind."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pypdf
import pytest

from danvan_desktop.app.report import report
from danvan_desktop.domain.periods import Period, year
from danvan_desktop.errors import UserError
from danvan_desktop.storage.identity import UnitInfo
from danvan_desktop.storage.store import Store

ON = date(2026, 11, 22)
Y2019 = year(2019)
ORGAN = {
    "name": "Ban Dân vận Huyện ủy Thạnh Hóa", "parent": "Huyện ủy Thạnh Hóa", "symbol": "BDVHU",
    "place": "Thạnh Hóa", "side": "party",
}  # fmt: skip


@pytest.fixture
def store() -> Iterator[Store]:
    opened = Store.create(":memory:", bytes(32), UnitInfo("803", "Huyện Thạnh Hóa", "district"))
    for name, text in ORGAN.items():
        opened.settings.set(f"organ.{name}", text)
    yield opened
    opened.close()


def _add(store: Store, type_name: str, **values: Any) -> bytes:
    with store.batch(officer="Lê Văn A") as batch:
        return batch.new(type_name, {"unit": "803", **values})


def _petitions(store: Store, resolved: int, pending: int) -> list[bytes]:
    done = {"state": "da_co_ket_qua", "resolved_on": date(2019, 5, 6)}
    rows = []
    for place in range(resolved + pending):
        rest = done if place < resolved else {"state": "cho_thu_ly"}
        rows.append(_add(store, "petition", received_on=date(2019, 3, 1), type="tranh_chap", field="bo_ranh",
                         register_no=str(place + 1), petitioner_name=f"Nguyễn Văn {place}", people_count=2,
                         content="Về việc tranh chấp bờ ranh", **rest))  # fmt: skip
    return rows


def _model(store: Store, name: str, **year_values: Any) -> None:
    model = _add(store, "model", name=name, holder_name="Xã Tân Tây", holder_kind="tap_the")
    _add(store, "model_year", model=model, year=2019, **year_values)


def _pdf(store: Store, tmp_path: Path, kind: str = "annual", period: Period = Y2019, **rest: Any) -> str:
    path = tmp_path / "a.pdf"
    pages = report(store, kind, period, on=rest.pop("on", ON), format="pdf", path=path, officer="Lê Văn A", **rest)
    reader = pypdf.PdfReader(path)
    assert len(reader.pages) == pages
    return " ".join(" ".join(page.extract_text().split()) for page in reader.pages)


def _docx(store: Store, tmp_path: Path, kind: str = "annual") -> str:
    path = tmp_path / "a.docx"
    report(store, kind, Y2019, on=ON, format="docx", path=path, officer="Lê Văn A")
    word = docx.Document(str(path))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    return " ".join(" ".join([*(item.text for item in word.paragraphs), *cells]).split())


def test_the_year_report_tells_what_was_received_and_resolved(store: Store, tmp_path: Path) -> None:
    _petitions(store, 5, 1)
    for text in (_pdf(store, tmp_path), _docx(store, tmp_path)):
        assert "Tiếp nhận 6 đơn, gồm: " in text
        assert "Đã giải quyết 5/6 đơn tiếp nhận trong kỳ, đạt 83,3%" in text
        assert "còn 1 đơn, trong đó 1 đơn đang xác minh để thụ lý" in text
        assert "chủ yếu tập trung vào: tranh chấp bờ ranh (6 " in text
        assert "5/6 (83,3%)" in text


def test_the_head_carries_the_organs_own_names(store: Store, tmp_path: Path) -> None:
    _petitions(store, 1, 0)
    text = _pdf(store, tmp_path).replace("\u00a0", " ")
    for part in ("HUYỆN ỦY THẠNH HÓA", "ĐẢNG CỘNG SẢN VIỆT NAM", "-BC/BDVHU", "ngày 22 tháng 11 năm 2026"):
        assert part in text
    assert "CỘNG HÒA" not in text


def test_a_state_organ_gets_the_states_head(store: Store, tmp_path: Path) -> None:
    store.settings.set("organ.side", "state")
    _petitions(store, 1, 0)
    text = _pdf(store, tmp_path).replace("\u00a0", " ")
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in text
    assert "/BC-BDVHU" in text


def test_what_is_not_set_prints_as_a_marked_blank(store: Store, tmp_path: Path) -> None:
    for name in ORGAN:
        store.settings.set(f"organ.{name}", "")
    text = _pdf(store, tmp_path)
    assert "(cơ quan ban hành)" in text
    assert "(cơ quan cấp trên)" in text


def test_blocks_without_words_or_figures_are_not_on_the_paper(store: Store, tmp_path: Path) -> None:
    text = _pdf(store, tmp_path)
    for heading in ("PHẦN", "Dân vận khéo", "Đối thoại", "HOẠT ĐỘNG", "Phụ lục", "KHÁI QUÁT"):
        assert heading not in text
    _add(store, "report_text", report="annual", year=2019, block="iii_1", text="Đã tham mưu cấp ủy.")
    text = _pdf(store, tmp_path)
    assert "I- HOẠT ĐỘNG CỦA BAN DÂN VẬN HUYỆN ỦY THẠNH HÓA" in text
    assert "Đã tham mưu cấp ủy." in text


def test_words_of_another_year_or_unit_stay_out(store: Store, tmp_path: Path) -> None:
    _add(store, "report_text", report="annual", year=2018, block="iii_1", text="Năm trước.")
    _add(store, "report_text", report="annual", year=2019, block="iii_1", text="Nơi khác.", unit="804")
    text = _pdf(store, tmp_path)
    assert "Năm trước." not in text
    assert "Nơi khác." not in text


def test_next_years_tasks_make_a_second_part_and_stand_in_the_title(store: Store, tmp_path: Path) -> None:
    _petitions(store, 1, 0)
    _add(store, "report_text", report="annual", year=2019, block="p2_ii", text="Tiếp tục đổi mới.")
    text = _pdf(store, tmp_path)
    assert "phương hướng, nhiệm vụ năm 2020" in text
    assert "Phần thứ nhất" in text
    assert "Phần thứ hai" in text


def test_every_model_is_printed_by_its_name(store: Store, tmp_path: Path) -> None:
    names = ("Cán bộ, Đảng viên lắng nghe ý kiến của nhân dân", "Nâng cao chất lượng hiệu quả công việc",
             "Giờ nào việc nấy")  # fmt: skip
    for name in names:
        _model(store, name, field="he_thong_chinh_tri", registration_kind="duy_tri", effective="co", recognised=True)
    for text in (_pdf(store, tmp_path), _docx(store, tmp_path)):
        assert all(text.count(name) == 2 for name in names)  # in the words and in the list


def test_a_locked_report_is_remembered_where_a_later_one_differs(store: Store, tmp_path: Path) -> None:
    rows = _petitions(store, 59, 12)
    _pdf(store, tmp_path, lock=True)
    assert "đã báo" not in _pdf(store, tmp_path)
    with store.batch(officer="Lê Văn A") as batch:
        for row in rows[59:61]:
            batch.edit("petition", row, {"state": "da_co_ket_qua", "resolved_on": date(2019, 9, 9)})
    text = _pdf(store, tmp_path)
    assert "đã báo 59/71 (83,1%), nay 61/71 (85,9%)" in text
    assert "đã báo 12, nay 10" in text
    assert "đã báo" not in _pdf(store, tmp_path, period=Period(date(2019, 1, 1), date(2019, 10, 18)))


def test_the_register_hides_denouncers_and_marks_what_stays_at_the_unit(store: Store, tmp_path: Path) -> None:
    _add(store, "petition", received_on=date(2019, 1, 4), type="to_cao", petitioner_name="Bí Mật Tên",
         petitioner_address="Ấp Bí Mật", content="Nội dung lộ danh tính", note="Ghi chú lộ")  # fmt: skip
    kept = _add(store, "petition", received_on=date(2019, 1, 5), type="khieu_nai", petitioner_name="Lê Ở Nhà")
    store.destroy_values("petition", kept, ["petitioner_name"])
    for text in (_pdf(store, tmp_path, "petition-register"), _docx(store, tmp_path, "petition-register")):
        assert text.count("(giữ bí mật)") == 4
        assert "(giữ tại đơn vị)" in text
        for word in ("Bí Mật", "lộ", "Lê Ở Nhà"):
            assert word not in text


def test_a_denunciation_is_printed_from_its_redacted_summary_once_somebody_looked(store: Store, tmp_path: Path) -> None:
    _add(store, "petition", received_on=date(2019, 1, 4), type="to_cao", content="Nội dung lộ danh tính",
         summary_redacted="Phản ánh việc cấp đất")  # fmt: skip
    for looked in (True, False):
        text = _pdf(store, tmp_path, "petition-register", denunciations=looked)
        assert ("Phản ánh việc cấp đất" in text) is looked
        assert "lộ danh tính" not in text


def test_the_register_has_all_petitions_in_order_and_totals_at_its_foot(store: Store, tmp_path: Path) -> None:
    _petitions(store, 5, 1)
    text = _pdf(store, tmp_path, "petition-register")
    places = [text.index(f"Nguyễn Văn {number} ") for number in range(6)]
    assert places == sorted(places)
    assert "Tổng số 6 đơn, của 12 người; đã giải quyết 5/6 đơn, đạt 83,3%." in text


def test_a_register_of_nothing_says_so(store: Store, tmp_path: Path) -> None:
    assert "không tiếp nhận đơn nào" in _pdf(store, tmp_path, "petition-register")


def _two_units(tmp_path: Path) -> Store:
    store = Store.create(":memory:", bytes(32), UnitInfo("80", "Tỉnh Long An", "province"))
    with store.batch(officer="Lê Văn A") as batch:
        batch.new("unit", {"code": "803", "name": "Huyện Thạnh Hóa", "parent_code": "80"})
        batch.new("unit", {"code": "804", "name": "Huyện Đức Huệ", "parent_code": "80"})
    _petitions(store, 1, 0)
    _add(store, "petition", received_on=date(2019, 2, 2), type="khac", unit="804", petitioner_name="Người Nơi Khác")
    return store


def test_a_unit_gets_its_own_report(tmp_path: Path) -> None:
    store = _two_units(tmp_path)
    text = _pdf(store, tmp_path, "petition-register", unit="803")
    assert "Nguyễn Văn 0" in text
    assert "Người Nơi Khác" not in text
    assert "Tổng số 1 đơn" in text
    assert "804" not in _pdf(store, tmp_path, unit="803")


def test_a_province_gets_a_line_for_each_unit(tmp_path: Path) -> None:
    store = _two_units(tmp_path)
    text = _pdf(store, tmp_path)
    assert "TỔNG HỢP THEO ĐƠN VỊ NĂM 2019" in text
    assert "1 Huyện Thạnh Hóa 0 0 0 0 0 1 1/1 (100,0%) 0" in text
    assert "2 Huyện Đức Huệ 0 0 0 0 0 1 0/1 (0,0%) 1" in text
    assert "Tổng số 0 0 0 0 0 2 1/2 (50,0%) 1" in text
    register = _pdf(store, tmp_path, "petition-register")
    assert register.index("Huyện Thạnh Hóa") < register.index("Nguyễn Văn 0") < register.index("Huyện Đức Huệ")


@pytest.mark.parametrize(("kind", "form"), [("annual", "odt"), ("weekly", "pdf")])
def test_an_unknown_report_or_format_is_refused(store: Store, tmp_path: Path, kind: str, form: str) -> None:
    with pytest.raises(UserError):
        report(store, kind, Y2019, on=ON, format=form, path=tmp_path / "a", officer="Lê Văn A")
    assert list(tmp_path.iterdir()) == []


def test_papers_of_the_state_number_their_headings_with_a_dot(store: Store, tmp_path: Path) -> None:
    _petitions(store, 1, 1)
    assert "I- CÔNG TÁC DÂN VẬN" in _pdf(store, tmp_path)
    store.settings.set("organ.side", "state")
    assert "I. CÔNG TÁC DÂN VẬN" in _pdf(store, tmp_path)


def test_people_nobody_counted_are_not_told_as_none(store: Store, tmp_path: Path) -> None:
    _add(store, "petition", received_on=date(2019, 3, 1), type="khieu_nai", register_no="1")
    text = _pdf(store, tmp_path, "petition-register")
    assert "Tổng số 1 đơn" in text
    assert "0 người" not in text
