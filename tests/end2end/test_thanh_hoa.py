"""The published figures of Thạnh Hóa 2019 come out of its workbooks, by command, in processes of their own."""

from __future__ import annotations

from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.end2end.driver import THANH_HOA, Danvan

YEAR = ("2019-01-01", "2019-12-31")
PERIOD = ("2019-01-01", "2019-10-18")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Danvan:
    """Thạnh Hóa with its good registers taken in."""
    danvan = Danvan(tmp_path_factory.mktemp("th") / "office")
    danvan.init(
        "80T", "Huyện Thạnh Hóa", "district", "--parent-code", "80", "--organ", "BAN DÂN VẬN",
        "--organ-parent", "HUYỆN ỦY THẠNH HÓA", "--symbol", "BDVHU", "--place", "Thạnh Hóa",
    )  # fmt: skip
    first = danvan.json("import-sheet", THANH_HOA / "so-don-thu.xlsx", "--as", "petition")
    assert (first["rows"], first["imported"], first["duplicates"], first["denouncers_left_out"]) == (71, 71, 0, 3)
    assert first["rejected"] == []
    models = danvan.json("import-sheet", THANH_HOA / "mo-hinh.xlsx", "--as", "model")
    assert (models["imported"], models["rejected"]) == (26, [])
    return danvan


def test_the_resolved_ratio_is_59_of_71(office: Danvan) -> None:
    ratio = office.figure("D05.ratio", *PERIOD)
    assert (ratio["numerator"], ratio["denominator"], ratio["value"]) == (59, 71, 83.1)
    assert office.figure("D04", *PERIOD)["value"] == 71


def test_twelve_remain_seven_of_them_before_acceptance(office: Danvan) -> None:
    assert office.figure("D06", *PERIOD)["value"] == 12
    assert office.figure("D06.before_acceptance", *PERIOD)["value"] == 7
    assert office.figure("D06.in_settlement", *PERIOD)["value"] == 5


def test_fields_come_in_catalogue_order(office: Danvan) -> None:
    found = office.json("figures", "--from", PERIOD[0], "--to", PERIOD[1])
    counts = [f["value"] for f in found if f["code"].startswith("D04.field.") and f["value"]]
    assert counts == [19, 9, 11, 14, 18]


def test_every_counted_figure_opens_a_list_of_its_length(office: Danvan) -> None:
    petitions = office.json("records", "petition", "--figure", "D05.ratio", "--from", PERIOD[0], "--to", PERIOD[1])
    assert len(petitions) == 71
    part = ("--part", "numerator")
    solved = office.json("records", "petition", "--figure", "D05.ratio", "--from", PERIOD[0], "--to", PERIOD[1], *part)
    assert len(solved) == 59
    wrong = office("records", "model", "--figure", "D04", "--from", PERIOD[0], "--to", PERIOD[1], check=2)
    assert wrong.err


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("can bo dang vien lang nghe", "Cán bộ, Đảng viên lắng nghe ý kiến của nhân dân"),
        ("nang cao chat luong hieu qua", "Nâng cao chất lượng hiệu quả công việc"),
        ("gio nao viec nay", "Giờ nào việc nấy"),
    ],
)
def test_models_are_found_without_accents(office: Danvan, typed: str, title: str) -> None:
    assert [row["name"] for row in office.json("records", "model", "--search", typed)] == [title]


def test_denouncers_are_null_everywhere(office: Danvan) -> None:
    secret = [row for row in office.json("records", "petition") if row["type"] == "to_cao"]
    assert len(secret) == 3
    assert all(row["petitioner_name"] is None and row["petitioner_address"] is None for row in secret)


def test_the_same_file_again_adds_nothing(office: Danvan) -> None:
    again = office.json("import-sheet", THANH_HOA / "so-don-thu.xlsx", "--as", "petition")
    assert (again["imported"], again["duplicates"]) == (0, 71)


def test_the_faulty_workbook_is_refused_cell_by_cell(tmp_path: Path) -> None:
    danvan = Danvan(tmp_path / "office")
    danvan.init("80T", "Huyện Thạnh Hóa", "district")
    words = ("import-sheet", THANH_HOA / "so-don-thu-co-loi.xlsx", "--as", "petition", "--year", "2019")
    refused = danvan.json(*words, check=2)
    assert refused["imported"] == 0
    assert {bad["row"] for bad in refused["rejected"]} == set(range(6, 14))
    assert danvan.json("records", "petition") == []
    dry = danvan.json(*words, "--skip-bad", "--dry-run")
    taken = danvan.json(*words, "--skip-bad")
    assert (taken["imported"], taken["duplicates"]) == (dry["imported"], dry["duplicates"]) == (1, 1)
    assert len(danvan.json("records", "petition")) == 1
    danvan.json("undo-import", taken["id"])
    assert danvan.json("records", "petition") == []


def test_the_report_prints_figures_and_models_in_the_party_layout(office: Danvan, tmp_path: Path) -> None:
    pdf, docx = tmp_path / "bc.pdf", tmp_path / "bc.docx"
    for kind, file in (("pdf", pdf), ("docx", docx)):
        office(
            "report", "annual", "--from", YEAR[0], "--to", YEAR[1], "--date", "2026-11-20", "--format", kind, "-o", file
        )
    text = " ".join(" ".join(page.extract_text() for page in PdfReader(pdf).pages).split())
    for words in (
        "59/71",
        "83,1%",
        "ĐẢNG CỘNG SẢN VIỆT NAM",
        "Giờ nào việc nấy",
        "Nâng cao chất lượng hiệu quả công việc",
    ):
        assert words in text
    assert docx.stat().st_size > 5_000


def test_the_petition_register_hides_denouncers(office: Danvan, tmp_path: Path) -> None:
    out = tmp_path / "so.pdf"
    words = ("--from", YEAR[0], "--to", YEAR[1], "--format", "pdf", "-o", out)
    office("report", "petition-register", *words)
    text = " ".join(page.extract_text() for page in PdfReader(out).pages)
    assert text.count("giữ bí mật") >= 3
