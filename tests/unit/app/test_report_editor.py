"""A report being written: outline, words with live figures, last time's words, locking and what changed since."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from danvan_desktop.app import report_drafts
from danvan_desktop.app import report_editor as editing
from danvan_desktop.app.figure_compare import compared
from danvan_desktop.app.report import Wanted, lock_report, report_bytes
from danvan_desktop.app.report_list import reports
from danvan_desktop.app.report_lock import KEEP, NEW, decide, last_lock, moves
from danvan_desktop.app.report_texts import ReportKey, save_texts, texts
from danvan_desktop.domain.periods import Period, year
from danvan_desktop.reports import period_kinds
from danvan_desktop.reports.content import TableAt, Told, Words, parts, text_of
from danvan_desktop.storage.identity import UnitInfo
from danvan_desktop.storage.store import Store

ON = date(2019, 12, 20)
KEY = ReportKey("annual", year(2019))
LAN = "Phạm Thị Ngọc Lan"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store.create(tmp_path / "danvan.db", bytes(32), UnitInfo("803", "Huyện Thạnh Hóa", "district"))
    opened.settings.set("organ.name", "Ban Dân vận Huyện ủy Thạnh Hóa")
    yield opened
    opened.close()


def _petition(store: Store, **values: Any) -> bytes:
    given = {"unit": "803", "received_on": date(2019, 3, 1), "type": "tranh_chap", "field": "bo_ranh", **values}
    with store.batch(officer=LAN) as batch:
        return batch.new("petition", given)


def _resolve(store: Store, row: bytes) -> None:
    with store.batch(officer=LAN) as batch:
        batch.edit("petition", row, {"state": "da_co_ket_qua", "resolved_on": date(2019, 5, 6)})


def _petitions(store: Store, resolved: int, pending: int) -> list[bytes]:
    rows = [_petition(store, state="cho_thu_ly", register_no=str(n)) for n in range(resolved + pending)]
    for row in rows[:resolved]:
        _resolve(store, row)
    return rows


def _pdf_text(data: bytes) -> str:
    import io

    import pypdf

    pages = pypdf.PdfReader(io.BytesIO(data)).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages)


def _printed(store: Store, key: ReportKey = KEY, /, **typed: str) -> str:
    said = {**texts(store, key), **typed}
    return _pdf_text(report_bytes(store, Wanted(key.kind, key.period, ON, "pdf", key.unit, said)))


def _node(report: editing.OpenReport, key: str) -> editing.Node:
    nodes = editing.outline(report, report.texts)
    return next(node for top in nodes for node in top.walk() if node.key == key)


# --- words
def test_a_figure_in_the_words_of_an_officer_is_printed_live(store: Store) -> None:
    rows = _petitions(store, 5, 1)
    save_texts(store, KEY, {"iii_1": "Đã tiếp nhận {{D04}} đơn, giải quyết {{D05.ratio}}."}, officer=LAN)
    assert "Đã tiếp nhận 6 đơn, giải quyết 5/6 (83,3%)." in _printed(store)
    _resolve(store, rows[-1])
    assert "giải quyết 6/6 (100,0%)" in _printed(store)


def test_a_zero_the_officer_wants_told_is_told_and_an_unknown_figure_leaves_a_blank(store: Store) -> None:
    text = _printed(store, iii_1="Tồn {{D06}} đơn; {{X99}} việc.")
    assert "Tồn 0 đơn; …… việc." in text


def test_the_parts_of_a_section_come_back_as_they_were_kept() -> None:
    kept = "Một.\n{{=auto}}\n{{=table:don_theo_loai}}"
    assert parts(kept) == (Words("Một."), Told(), TableAt("don_theo_loai"))
    assert text_of(parts(kept)) == kept
    assert parts("") == (Told(),)
    assert parts("Lời cũ không dấu.") == (Words("Lời cũ không dấu."), Told())
    assert text_of([Told()]) == ""
    assert text_of([Words("Thay lời.")]) == "Thay lời.\n{{=no-auto}}"


def test_sentences_taken_over_stay_alive_and_are_not_said_twice(store: Store) -> None:
    _petitions(store, 5, 1)
    report = editing.open_report(store, KEY, ON)
    block = _node(report, "ii_2_don").template
    assert block is not None
    told = editing.told(report, block)
    assert any("{{D04}}" in text and "{{D04.type:list}}" in text for text in told)
    text = _printed(store, ii_2_don=text_of([Words(told[0].replace("Tiếp nhận", "Đã nhận"))]))
    assert "Đã nhận 6 đơn, gồm: tranh chấp (6 đơn)" in text
    assert "Tiếp nhận 6 đơn" not in text


def test_a_table_from_the_lists_stands_where_the_officer_put_it(store: Store) -> None:
    _petitions(store, 5, 1)
    _petition(store, type="khieu_nai", state="cho_thu_ly")
    report = editing.open_report(store, KEY, ON, {"ii_2_don": "{{=table:don_theo_loai}}"})
    counted = report.tables["don_theo_loai"]
    assert [row[1:] for row in counted.table.rows if isinstance(row, tuple)] == [
        ("Khiếu nại", "1", "0", "0,0%"), ("Tranh chấp", "6", "5", "83,3%"),
    ]  # fmt: skip
    assert counted.table.total == ("", "Cộng", "7", "5", "71,4%")
    assert counted.codes == ("D04.type.khieu_nai", "D04.type.tranh_chap", "D04")
    assert "Loại đơn" in _printed(store, ii_2_don="{{=table:don_theo_loai}}")


def test_words_of_another_period_or_unit_are_not_this_reports(store: Store) -> None:
    october = ReportKey("monthly", period_kinds.period_of("monthly", 2019, 10))
    save_texts(store, october, {"i": "Tháng mười."}, officer=LAN)
    save_texts(store, ReportKey("monthly", october.period, "804"), {"i": "Nơi khác."}, officer=LAN)
    november = ReportKey("monthly", period_kinds.period_of("monthly", 2019, 11))
    assert texts(store, october) == {"i": "Tháng mười."}
    assert texts(store, november) == {}
    assert editing.open_report(store, november, ON).earlier == {"i": "Tháng mười."}


def test_saving_words_can_be_undone(store: Store) -> None:
    save_texts(store, KEY, {"iii_1": "Lần một."}, officer=LAN)
    before = save_texts(store, KEY, {"iii_1": "Lần hai.", "iii_2": "Mới."}, officer=LAN)
    save_texts(store, KEY, before, officer=LAN)
    assert texts(store, KEY) == {"iii_1": "Lần một."}
    assert save_texts(store, KEY, {"iii_1": "Lần một."}, officer=LAN) == {}


def test_typed_words_wait_in_the_encrypted_file_until_saved_or_discarded(store: Store) -> None:
    report_drafts.keep(store, KEY, {"iii_1": "Đang gõ dở"}, officer=LAN)
    waiting = report_drafts.waiting(store, KEY, officer=LAN)
    assert waiting is not None
    assert waiting.texts == {"iii_1": "Đang gõ dở"}
    assert report_drafts.waiting(store, KEY, officer="Người khác") is None
    report_drafts.keep(store, KEY, {}, officer=LAN)
    assert report_drafts.waiting(store, KEY, officer=LAN) is None


# --- the outline
def test_the_outline_says_what_is_written_what_is_only_figures_and_what_is_open(store: Store) -> None:
    _petitions(store, 1, 1)
    save_texts(store, KEY.before, {"ii_3": "Mặt trận phối hợp tốt."}, officer=LAN)
    save_texts(store, KEY, {"iii_1": "Đã tham mưu."}, officer=LAN)
    report = editing.open_report(store, KEY, ON)
    found = {key: _node(report, key).status for key in ("iii_1", "ii_2_don", "ii_3", "ii_4")}
    assert found == {"iii_1": "done", "ii_2_don": "figures", "ii_3": "draft", "ii_4": "open"}
    assert report.earlier_name == "năm 2018"
    assert _node(report, "iii").title == "III. Hoạt động của Ban Dân vận Huyện ủy Thạnh Hóa"


def test_an_appendix_left_out_is_not_printed(store: Store) -> None:
    _petitions(store, 1, 1)
    title = "biểu số liệu công tác dân vận"
    assert title in _printed(store).lower()
    assert title not in _printed(store, KEY, **{"annex.figures": "{{=off}}"}).lower()


def test_the_rows_of_the_table_of_figures_name_their_figures(store: Store) -> None:
    _petitions(store, 1, 1)
    report = editing.open_report(store, KEY, ON)
    table = editing.annex_table(report, "figures")
    assert table is not None
    codes = editing.annex_codes(report)
    assert len(codes) == len(table.all_rows())
    assert codes[:3] == ["", "D04", "D04.type.tranh_chap"]


def test_the_officers_first_and_last_words_recipients_and_signer_replace_the_programs(store: Store) -> None:
    assert "[" in _printed(store) or "……" in _printed(store)
    store.settings.set("organ.signer_post", "K/T TRƯỞNG BAN\nPHÓ TRƯỞNG BAN")
    store.settings.set("organ.signer_name", "Nguyễn Thị Ký")
    text = _printed(store, opening="Thực hiện Công văn số 5, Ban báo cáo:", recipients="Thường trực Huyện ủy")
    assert "Thực hiện Công văn số 5, Ban báo cáo:" in text
    assert "báo cáo kết quả công tác dân vận năm 2019 như sau" not in text
    for piece in ("Thường trực Huyện ủy", "K/T TRƯỞNG BAN", "PHÓ TRƯỞNG BAN", "Nguyễn Thị Ký"):
        assert piece in text


# --- periods and kinds
@pytest.mark.parametrize(
    ("kind", "number", "cut", "first", "last", "name", "following"),
    [
        ("monthly", 10, 0, "2026-10-01", "2026-10-31", "tháng 10 năm 2026", "tháng 11 năm 2026"),
        ("monthly", 10, 14, "2026-09-15", "2026-10-14", "tháng 10 năm 2026", "tháng 11 năm 2026"),
        ("monthly", 1, 14, "2025-12-15", "2026-01-14", "tháng 1 năm 2026", "tháng 2 năm 2026"),
        ("monthly", 12, 0, "2026-12-01", "2026-12-31", "tháng 12 năm 2026", "tháng 1 năm 2027"),
        ("quarterly", 4, 0, "2026-10-01", "2026-12-31", "quý IV năm 2026", "quý I năm 2027"),
        ("half-year", 1, 14, "2025-12-15", "2026-06-14", "6 tháng đầu năm 2026", "6 tháng cuối năm 2026"),
        ("nine-month", 1, 0, "2026-01-01", "2026-09-30", "9 tháng đầu năm 2026", "3 tháng cuối năm 2026"),
        ("annual", 1, 14, "2025-12-15", "2026-12-14", "năm 2026", "năm 2027"),
    ],
)
def test_a_regular_period_has_its_days_its_name_and_a_next_one(
    kind: str, number: int, cut: int, first: str, last: str, name: str, following: str
) -> None:
    period = period_kinds.period_of(kind, 2026, number, cut)
    assert (period.first.isoformat(), period.last.isoformat()) == (first, last)
    named = period_kinds.name_of(kind, period)
    assert (named.here, named.next, named.number) == (name, following, number)


def test_the_report_before_is_of_the_same_kind_and_cut_day() -> None:
    january = period_kinds.period_of("monthly", 2026, 1, 14)
    assert period_kinds.before("monthly", january) == period_kinds.period_of("monthly", 2025, 12, 14)
    assert period_kinds.before("annual", Period(date(2016, 1, 1), date(2020, 12, 31))).label == "giai đoạn 2011 - 2015"
    assert period_kinds.newest("monthly", date(2026, 10, 25)) == period_kinds.period_of("monthly", 2026, 10)
    assert period_kinds.newest("monthly", date(2026, 10, 5)) == period_kinds.period_of("monthly", 2026, 9)
    assert period_kinds.newest("annual", date(2026, 11, 22)) == year(2026)


@pytest.mark.parametrize("kind", [kind for kind in period_kinds.kinds() if kind != "annual"])
def test_every_kind_of_report_is_printed_with_its_own_period(store: Store, kind: str) -> None:
    _petitions(store, 1, 1)
    free = Period(date(2019, 1, 1), date(2019, 10, 18))
    months = period_kinds.kinds()[kind]["months"]
    period = period_kinds.period_of(kind, 2019, 1) if months else free
    key = ReportKey(kind, period)
    plan = "p2_ii" if kind in {"half-year", "nine-month", "period"} else "iii"
    text = _printed(store, key, **{plan: "Tiếp tục đổi mới."})
    named = period_kinds.name_of(kind, period)
    assert f"công tác dân vận {named.here}" in text
    assert named.next in text
    assert ("Tiếp nhận 2 đơn" in text) == (period.last >= date(2019, 3, 1))
    assert "{" not in text


# --- locking
def test_after_a_lock_the_editor_says_reported_5_of_6_now_6_of_6_and_which_records(store: Store) -> None:
    rows = _petitions(store, 5, 1)
    lock_report(store, Wanted("annual", KEY.period, ON, "pdf"), LAN)
    assert editing.open_report(store, KEY, ON).changed == []
    _resolve(store, rows[-1])
    new = _petition(store, state="cho_thu_ly")
    report = editing.open_report(store, KEY, ON)
    found = {change.code: (change.before, change.now) for change in report.changed}
    assert found["D05.ratio"] == ("5/6 (83,3%)", "6/7 (85,7%)")
    assert found["D04"] == ("6", "7")
    assert report.locked_on == ON
    moved = moves(store, KEY, "D04")
    assert (moved.type_name, moved.added, moved.gone, moved.known) == ("petition", (new,), (), True)
    with store.batch(officer=LAN) as batch:
        batch.delete("petition", rows[0])
    assert moves(store, KEY, "D04").gone == (rows[0],)


def test_a_ratio_whose_upper_part_alone_changed_names_what_was_resolved_since(store: Store) -> None:
    rows = _petitions(store, 5, 1)
    lock_report(store, Wanted("annual", KEY.period, ON, "pdf"), LAN)
    _resolve(store, rows[-1])
    assert moves(store, KEY, "D05.ratio").added == (rows[-1],)


def test_an_old_number_that_is_kept_is_printed_with_a_note_and_asked_no_more(store: Store) -> None:
    rows = _petitions(store, 5, 1)
    lock_report(store, Wanted("annual", KEY.period, ON, "pdf"), LAN)
    _resolve(store, rows[-1])
    [change] = [c for c in editing.open_report(store, KEY, ON).changed if c.code == "D05.ratio"]
    before = decide(store, KEY, change, KEEP, officer=LAN)
    text = _printed(store)
    assert "Đã giải quyết 5/6 đơn tiếp nhận trong kỳ, đạt 83,3%" in text
    assert "số đã báo; nay là 6/6 (100,0%)" in text
    assert "D05.ratio" not in {c.code for c in editing.open_report(store, KEY, ON).changed}
    save_texts(store, KEY, before, officer=LAN)
    assert "Đã giải quyết 6/6 đơn" in _printed(store)


def test_a_new_number_that_is_taken_is_asked_about_again_only_when_it_changes_again(store: Store) -> None:
    rows = _petitions(store, 4, 2)
    lock_report(store, Wanted("annual", KEY.period, ON, "pdf"), LAN)
    _resolve(store, rows[-1])
    [change] = [c for c in editing.open_report(store, KEY, ON).changed if c.code == "D05"]
    decide(store, KEY, change, NEW, officer=LAN)
    assert "D05" not in {c.code for c in editing.open_report(store, KEY, ON).changed}
    _resolve(store, rows[-2])
    assert "D05" in {c.code for c in editing.open_report(store, KEY, ON).changed}


def test_the_lists_behind_a_lock_are_kept_short(store: Store) -> None:
    _petitions(store, 40, 20)
    lock_report(store, Wanted("annual", KEY.period, ON, "pdf"), LAN)
    locked = last_lock(store, KEY)
    assert locked is not None
    assert len(str(locked.values["members"])) < 3_000


# --- the list of reports, the figures
def test_the_list_of_reports_has_drafts_and_locked_ones(store: Store) -> None:
    monthly = ReportKey("monthly", period_kinds.period_of("monthly", 2019, 10))
    save_texts(store, monthly, {"i": "Tình hình ổn định.", "ii_3": "Tốt."}, officer=LAN)
    lock_report(store, Wanted("annual", KEY.period, ON, "pdf"), LAN)
    found = {line.title: (line.sections, line.locked_on) for line in reports(store)}
    assert found == {"Báo cáo tháng 10 năm 2019": (2, None), "Báo cáo năm 2019": (0, ON)}


def test_a_figure_is_compared_with_the_period_before(store: Store) -> None:
    _petitions(store, 3, 1)
    _petition(store, received_on=date(2018, 3, 1), state="cho_thu_ly")
    found = {item.now.code: item for item in compared(store, year(2019), year(2018))}
    assert (found["D04"].difference, found["D04"].percent, found["D04"].record_type) == ("+3", "+300,0%", "petition")
    assert found["D05.ratio"].difference.startswith("+75 ")
    assert found["D05.ratio"].percent == ""
    assert found["B01"].difference == "0"
    assert found["D04.type.tranh_chap"].record_type == "petition"


def test_every_code_the_new_templates_name_is_a_figure_and_every_kind_has_a_command() -> None:
    import json
    import re

    from danvan_desktop import indicators
    from danvan_desktop.app.report import KINDS
    from danvan_desktop.app.report_tables import table_specs
    from danvan_desktop.cli.outcome import REPORTS
    from danvan_desktop.reports.organ import outline_template

    known = {item.code for item in indicators.ALL}
    for kind in period_kinds.kinds():
        blocks = json.dumps(outline_template(kind, ON)["blocks"], ensure_ascii=False)
        assert set(re.findall(r"\{([A-Z]\d\d[\w.]*)", blocks)) <= known
    for spec in table_specs().values():
        named = {spec["split"], spec["whole"], spec.get("numerator_of", spec["whole"])}
        assert named <= known
    assert set(REPORTS) == set(KINDS)


def test_a_month_does_not_print_what_is_only_known_for_the_year(store: Store) -> None:
    with store.batch(officer=LAN) as batch:
        model = batch.new("model", {"unit": "803", "name": "Tuyến đường hoa", "holder_kind": "tap_the"})
        batch.new("model_year", {"unit": "803", "model": model, "year": 2019, "workdays": 40})
    april = ReportKey("monthly", period_kinds.period_of("monthly", 2019, 4))
    assert "ngày công" in _printed(store)
    text = _printed(store, april)
    assert "1 mô hình" in text
    assert "ngày công" not in text
