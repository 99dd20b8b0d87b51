"""Sentences: a clause stands only when every number in it says something."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_desktop.documents.model import Heading, Paragraph
from danvan_desktop.reports.figure_value import FigureValue
from danvan_desktop.reports.organ import template
from danvan_desktop.reports.outline import sections, set_out
from danvan_desktop.reports.wording import Facts, in_running_text, version_on


def _figure(code: str, value: int | Decimal, **rest: object) -> FigureValue:
    return FigureValue(code, code, "records", "flow", value, **rest)  # type: ignore[arg-type]


def _ratio(code: str, above: int, below: int) -> FigureValue:
    return FigureValue(code, code, "records", "ratio", None, above, below)


def _facts(*figures: FigureValue) -> Facts:
    return Facts({item.code: item for item in figures}, {"organ": "Ban Dân vận"})


def _part(code: str, name: str, value: int) -> FigureValue:
    return _figure(f"D04.field.{code}", value, part=code, part_name=name, unit="đơn")


RECEPTION = ["tiếp {D01.visits} lượt công dân", " với {D02} vụ việc", "; tiếp nhận {D04} đơn"]


def test_all_clauses_make_one_sentence_with_vietnamese_numbers() -> None:
    facts = _facts(_figure("D01.visits", 3073), _figure("D02", 2546), _figure("D04", 3580))
    assert facts.sentence(RECEPTION) == "Tiếp 3.073 lượt công dân với 2.546 vụ việc; tiếp nhận 3.580 đơn."


def test_a_clause_without_a_number_falls_out_and_the_sentence_begins_with_what_is_left() -> None:
    facts = _facts(_figure("D01.visits", 0), _figure("D02", 0), _figure("D04", 71))
    assert facts.sentence(RECEPTION) == "Tiếp nhận 71 đơn."
    assert _facts().sentence(RECEPTION) == ""


def test_a_ratio_is_told_with_both_its_parts() -> None:
    facts = _facts(_ratio("D05.ratio", 59, 71), _ratio("E05.ratio", 0, 0))
    told = facts.sentence(
        ["đã giải quyết {D05.ratio:ratio} đơn, đạt {D05.ratio:percent}", "; {E05.ratio:ratio} ý kiến"]
    )
    assert told == "Đã giải quyết 59/71 đơn, đạt 83,1%."


def test_parts_are_told_the_largest_first() -> None:
    facts = _facts(_part("a", "Bờ ranh", 14), _part("b", "Đường thoát nước", 0), _part("c", "Giải phóng mặt bằng", 19))
    assert facts.sentence(["nội dung: {D04.field:list}"]) == "Nội dung: giải phóng mặt bằng (19 đơn); bờ ranh (14 đơn)."


def test_a_list_of_clauses_begins_with_its_own_words_whichever_part_comes_first() -> None:
    awards = {"first": "tặng giấy khen cho ", "join": ", ", "parts": ["{L1} tập thể", "{L2} cá nhân"]}
    assert _facts(_figure("L1", 0), _figure("L2", 13)).sentence([awards]) == "Tặng giấy khen cho 13 cá nhân."
    assert (
        _facts(_figure("L1", 14), _figure("L2", 13)).sentence([awards]) == "Tặng giấy khen cho 14 tập thể, 13 cá nhân."
    )
    assert _facts(_figure("L1", 0)).sentence([awards]) == ""


def test_nothing_is_told_when_all_parts_are_not_stated() -> None:
    assert _facts(_part("khong_ro", "Chưa ghi rõ", 26)).sentence(["theo loại: {D04.field:list}"]) == ""


@pytest.mark.parametrize(("name", "inside"), [("Bờ ranh", "bờ ranh"), ("UBND xã", "UBND xã"), ("", "")])
def test_a_name_keeps_its_capitals_only_when_it_is_an_abbreviation(name: str, inside: str) -> None:
    assert in_running_text(name) == inside


@given(st.text(alphabet="{}:.ABC019 đơn"))
def test_no_text_breaks_the_filling(text: str) -> None:
    _facts().fill(text)
    _facts().sentence([text])


BLOCKS: list[dict[str, Any]] = [
    {"key": "p1", "level": 0, "title": "Đánh giá", "children": [
        {"key": "i", "level": 1, "title": "Khái quát"},
        {"key": "ii", "level": 1, "title": "Kết quả", "children": [
            {"key": "ii_1", "level": 2, "title": "Cấp ủy"},
            {"key": "ii_2", "level": 2, "title": "Đơn thư", "paragraphs": [[["tiếp nhận {D04} đơn"]]]},
        ]},
        {"key": "iii", "level": 1, "title": "Hoạt động của {organ}"},
    ]},
    {"key": "p2", "level": 0, "title": "Phương hướng", "plan": True},
]  # fmt: skip


def _headings(texts: dict[str, str], *figures: FigureValue) -> list[str]:
    blocks = set_out(sections(BLOCKS, _facts(*figures), texts), ["Phần thứ nhất", "Phần thứ hai"])
    return [block.text for block in blocks if isinstance(block, Heading | Paragraph)]


def test_blocks_with_neither_words_nor_figures_disappear_and_the_rest_is_numbered_anew() -> None:
    assert _headings({}, _figure("D04", 71)) == ["I- KẾT QUẢ", "1. Đơn thư", "Tiếp nhận 71 đơn."]
    assert _headings({}) == []


def test_an_officers_words_bring_their_heading_back_and_stand_before_the_figures() -> None:
    shown = _headings({"ii_2": "Lời một.\nLời hai.", "iii": "Đã tham mưu."}, _figure("D04", 71))
    assert shown == [
        "I- KẾT QUẢ", "1. Đơn thư", "Lời một.", "Lời hai.", "Tiếp nhận 71 đơn.",
        "II- HOẠT ĐỘNG CỦA BAN DÂN VẬN", "Đã tham mưu.",
    ]  # fmt: skip


def test_two_parts_are_named_and_one_is_not() -> None:
    shown = _headings({"p2": "Tiếp tục."}, _figure("D04", 71))
    assert shown[:2] == ["Phần thứ nhất", "ĐÁNH GIÁ"]
    assert shown[-3:] == ["Phần thứ hai", "PHƯƠNG HƯỚNG", "Tiếp tục."]


def test_the_version_of_a_template_goes_by_the_day() -> None:
    versions = [{"valid_from": "2026-01-01", "n": 2}, {"valid_from": "2019-01-01", "n": 1}]
    assert [version_on(versions, day)["n"] for day in ("2018-01-01", "2025-12-31", "2026-01-01")] == [1, 1, 2]


def test_every_code_the_templates_name_is_a_figure() -> None:
    import json
    import re

    from danvan_desktop import indicators

    known = {item.code for item in indicators.ALL}
    for name in ("annual", "petition-register"):
        spec = template(name, date(2026, 11, 22))
        named = set(re.findall(r"\{([A-Z]\d\d[\w.]*)", json.dumps(spec, ensure_ascii=False)))
        for group in spec.get("annex", {}).get("groups", ()):
            named |= {row.lstrip("-").partition("=")[0].removesuffix(".*") for row in group["rows"]}
        assert named <= known
