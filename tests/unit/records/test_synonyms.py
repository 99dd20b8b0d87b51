"""The words of the sample registers, and of registers nobody here has seen, reach their fields and codes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from danvan_desktop import records
from danvan_desktop.domain.catalogues import top_of, with_descendants
from danvan_desktop.domain.record_type import Field, Kind
from danvan_desktop.domain.synonyms import Synonyms
from danvan_desktop.domain.text import clean, fold_key
from danvan_desktop.storage import rules
from tests.conftest import TEST_DATA

SHEETS = {
    "Mô hình": "model",
    "Tiếp công dân": "reception",
    "Đơn": "petition",
    "Sổ đơn": "petition",
    "Khen thưởng": "award",
}
BOOKS = sorted(path for path in TEST_DATA.glob("*-2019/*.xlsx") if "co-loi" not in path.name)


def rows_of(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    book = openpyxl.load_workbook(path, read_only=True)
    for sheet in book:
        if clean(sheet.title) in SHEETS:
            lines = list(sheet.iter_rows(values_only=True))
            head = [clean(str(cell)) for cell in lines[3]]
            for line in lines[5:]:
                if isinstance(line[0], int):
                    yield SHEETS[clean(sheet.title)], dict(zip(head, line, strict=False))
    book.close()


def understood(words: Synonyms, field: Field, text: str) -> bool:
    if field.kind is Kind.CHOICE:
        return words.code_for(field.name, text) is not None
    return field.kind is not Kind.YES_NO or words.truth_of(text) is not None


@pytest.mark.parametrize("path", BOOKS, ids=lambda path: path.stem)
def test_every_head_and_category_of_the_offices_registers_maps(path: Path) -> None:
    unmapped: Counter[tuple[str, str, str]] = Counter()
    for type_name, row in rows_of(path):
        words = rules.synonyms(type_name)
        parts = {"model": ("model", "model_year")}.get(type_name, (type_name,))
        fields = {f.name: f for part in parts for f in records.get(part).fields}
        for head, cell in row.items():
            name = words.field_for(head)
            if name is None:
                unmapped[type_name, head, "(head)"] += 1
            elif cell is not None and not understood(words, fields[name], str(cell)):
                unmapped[type_name, head, str(cell)] += 1
    assert not unmapped


def test_the_five_subjects_of_thanh_hoa_stand_in_the_order_of_the_sheet() -> None:
    words = rules.synonyms("petition")
    rows = list(rows_of(TEST_DATA / "thanh-hoa-2019" / "so-don-thu.xlsx"))
    counted = Counter(words.code_for("field", str(row["Lĩnh vực"])) for _type, row in rows)
    ordered = [counted[entry.code] for entry in rules.catalogue("petition_field") if counted[entry.code]]
    assert ordered == [19, 9, 11, 14, 18]
    assert sum(ordered) == 71


@pytest.mark.parametrize(
    ("type_name", "field", "text", "code"),
    [
        ("petition", "state", "Đang xác minh để thụ lý", "cho_thu_ly"),
        ("petition", "state", "Đang giải quyết", "da_thu_ly"),
        ("petition", "state", "Đã chuyển", "da_chuyen"),
        ("petition", "state", "Đã giải quyết", "da_co_ket_qua"),
        ("petition", "type", " TRANH CHẤP ", "tranh_chap"),
        ("petition", "field", "Khác", "khac"),
        ("petition", "field", "Chế độ, chính sách", "che_do_chinh_sach"),
        ("reception", "mode", "Định kỳ", "dinh_ky_thu_truong"),
        ("reception", "mode", "Đột xuất", "dot_xuat_thu_truong"),
        ("reception", "result", "Chuyển cơ quan khác", "chuyen"),
        ("award", "award_kind", "Kỷ niệm chương “Vì sự nghiệp dân vận”", "ky_niem_chuong"),
        ("model", "registration_kind", "Đăng ký mới", "dang_ky_moi"),
        ("model", "effective", "x", "co"),
        ("model", "field", "VH-XH", "van_hoa_xa_hoi"),
    ],
)
def test_category_names_reach_their_codes(type_name: str, field: str, text: str, code: str) -> None:
    assert rules.synonyms(type_name).code_for(field, text) == code


@pytest.mark.parametrize(
    ("type_name", "head", "field"),
    [
        ("petition", "Ngày tháng năm nhận đơn", "received_on"),
        ("petition", "Chủ đơn", "petitioner_name"),
        ("petition", "Số CMND/CCCD", "petitioner_id_no"),
        ("petition", "Bộ phận đang XL", "handled_by"),
        ("petition", "Ngày hẹn trả KQ", "due_on"),
        ("reception", "Họ tên – Địa chỉ", "visitor_name"),
        ("reception", "CMND/Hộ chiếu của công dân", "visitor_id_no"),
        ("reception", "Theo dõi kết quả giải quyết", "follow_result"),
        ("reception", "Cơ quan đã giải quyết", "previously_settled_by"),
        ("model", "Đơn vị/cá nhân thực hiện", "holder_name"),
        ("model", "Đất hiến (m²)", "land_m2"),
        ("model", "Người phụ trách, ĐT", "leader"),
        ("award", "Cấp ký", "awarded_by"),
        ("award", "Số QĐ", "decision_no"),
        ("event", "Số cử tri dự", "voters_present"),
    ],
)
def test_heads_of_other_registers_reach_their_fields(type_name: str, head: str, field: str) -> None:
    assert rules.synonyms(type_name).field_for(head) == field


def test_a_tick_column_of_the_reception_register_means_a_result() -> None:
    words = rules.synonyms("reception")
    assert words.tick_for("Thụ lý để giải quyết") == ("result", "nhan_don")
    assert rules.synonyms("model").tick_for("QPAN") == ("field", "quoc_phong_an_ninh")


def test_dat_and_misspelt_names_are_synonyms_of_nothing() -> None:
    for type_name in rules.table("synonyms")["types"]:
        words = rules.synonyms(type_name)
        for trap in ("Đất", "Khiếu lại"):
            assert words.field_for(trap) is None
            assert not [name for name in words.values if words.code_for(name, trap)]


def test_the_file_holds_folded_words_and_known_fields_and_codes_only() -> None:
    for type_name, section in rules.table("synonyms")["types"].items():
        record = records.get(type_name)
        for name, heads in section["columns"].items():
            assert name in record.by_name, (type_name, name)
            assert [head for head in heads if fold_key(head) != head] == []
        for name, words in section["values"].items():
            item = record.field(name)
            known = rules.codes()[item.catalogue] if item.catalogue else {choice.code for choice in item.choices}
            assert set(words) <= known, (type_name, name)
            assert [word for listed in words.values() for word in listed if fold_key(word) != word] == []
        for head, (name, code) in section["ticks"].items():
            assert fold_key(head) == head
            item = record.field(name)
            assert code in (rules.codes()[item.catalogue] if item.catalogue else {c.code for c in item.choices})


def test_no_word_means_two_things_in_one_register() -> None:
    types = rules.table("synonyms")["types"]
    for type_name, section in types.items():
        parts = [section, *(types[other] for other in section.get("with", ()))]
        heads = [(head, name) for part in parts for name, listed in part["columns"].items() for head in listed]
        twice = [head for head, count in Counter(head for head, _name in heads).items() if count > 1]
        assert not twice, (type_name, twice)
        for name, words in section["values"].items():
            spelled = Counter(word for listed in words.values() for word in listed)
            assert max(spelled.values(), default=1) == 1, (type_name, name, spelled.most_common(1))


def test_catalogues_are_whole_dated_and_marked() -> None:
    for name in rules.catalogue_names():
        entries = rules.catalogue(name)
        codes = [entry.code for entry in entries]
        assert len(set(codes)) == len(codes)
        assert all(entry.parent in {"", *codes} for entry in entries)
        assert all(entry.label_vi and entry.label_en and entry.source for entry in entries)
        assert {entry.certainty for entry in entries} <= {"certain", "check"}
        assert all(len(code) <= 40 for code in codes)


def test_the_district_certificate_ends_with_the_districts() -> None:
    assert "gk_huyen" in {entry.code for entry in rules.catalogue("award_kind", date(2025, 6, 30))}
    assert "gk_huyen" not in {entry.code for entry in rules.catalogue("award_kind", date(2025, 7, 1))}
    assert "gk_huyen" in {entry.code for entry in rules.catalogue("award_kind")}


def test_a_leaf_is_counted_in_its_official_column() -> None:
    fields = rules.catalogue("petition_field")
    assert top_of(fields, "bo_ranh") == "dat_dai"
    assert {"dat_dai", "bo_ranh", "cap_gcn"} <= with_descendants(fields, "dat_dai")
    assert rules.label("petition_field", "bo_ranh") == "Tranh chấp bờ ranh"
    assert rules.label("petition_field", "unheard_of") == "unheard_of"
