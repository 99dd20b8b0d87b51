"""Fifteen offices hand over by stick, in random order, some packages twice; the province has the published figures."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import openpyxl
import pytest

from tests.end2end.driver import DAK_LAK, Danvan

YEAR = ("2019-01-01", "2019-12-31")
SHEETS = (("Đơn", "petition"), ("Tiếp công dân", "reception"), ("Mô hình", "model"), ("Khen thưởng", "award"))


def hand_over(base: Path, province: Danvan, number: int, file: Path) -> dict[str, int]:
    """One district office: init, four sheets, enrolment, export into the stick."""
    office = Danvan(base / f"o{number:02d}")
    code = f"6{number:02d}"
    office.init(code, f"Đơn vị {number}", "district", "--parent-code", "66")
    done = {}
    for sheet, kind in SHEETS:
        answer = office.json("import-sheet", file, "--sheet", sheet, "--as", kind)
        done[kind] = answer["imported"]
        done[f"{kind}.possible"] = answer["possible_duplicates"]
    office("enrol", "request", "-o", base / f"{code}.danvan-req")
    province("enrol", "accept", base / f"{code}.danvan-req", "-o", base / f"{code}.danvan-crt")
    office("enrol", "finish", base / f"{code}.danvan-crt")
    office("export", "--to", "66", "-o", base / "usb")
    return done


@pytest.mark.slow
def test_the_province_reads_fifteen_districts(tmp_path: Path) -> None:
    province = Danvan(tmp_path / "tinh")
    province.init("66", "Tỉnh Đắk Lắk", "province")
    done = [hand_over(tmp_path, province, i, f) for i, f in enumerate(sorted(DAK_LAK.glob("*.xlsx")), 1)]
    assert sum(d["petition"] for d in done) == 3580
    assert sum(d["petition.possible"] for d in done) == 12
    packages = sorted((tmp_path / "usb").glob("*.danvan"))
    order = packages + packages[:4]
    random.Random(66).shuffle(order)
    for place, package in enumerate(order):
        stick = tmp_path / f"stick{place}"
        stick.mkdir()
        shutil.copy(package, stick)
        [answer] = province.json("import", stick)
        assert answer["status"] in {"applied", "duplicate"}
    expected = {"B01": 2724, "D01.visits": 3073, "D02": 2546, "D04": 3580, "L01": 37,
                "L02.certificate.collective": 14, "L02.certificate.individual": 13}  # fmt: skip
    figures = {f["code"]: f["value"] for f in province.json("figures", "--from", YEAR[0], "--to", YEAR[1])}
    assert {code: figures[code] for code in expected} == expected
    assert province.json("rebuild", "--check") == {"equal": True, "differing": []}
    visits = province.json("records", "reception")
    secret = [row for row in visits if row["kind"] == "to_cao"]
    assert len(secret) == 722
    assert all(row["visitor_name"] is None for row in secret)
    assert not any(row["visitor_name"] for row in visits)  # names stay at the district


def secret_names(file: Path) -> set[str]:
    """Names that stand in Tố cáo receptions and nowhere else in the workbook."""
    rows = list(openpyxl.load_workbook(file)["Tiếp công dân"].iter_rows(min_row=6, values_only=True))
    secret = {" ".join(str(r[2]).split()) for r in rows if r[4] == "Tố cáo"}
    return secret - {" ".join(str(r[2]).split()) for r in rows if r[4] != "Tố cáo"}


def test_no_name_of_a_denouncer_enters_the_office(tmp_path: Path) -> None:
    office = Danvan(tmp_path / "office")
    office.init("601", "Thành phố Buôn Ma Thuột", "district")
    file = sorted(DAK_LAK.glob("*.xlsx"))[0]
    answer = office("import-sheet", file, "--sheet", "Tiếp công dân", "--as", "reception", "--json")
    listed = office("records", "reception", "--json")
    names = secret_names(file)
    assert len(names) > 10
    for name in names:
        assert name not in answer.out
        assert name not in listed.out
        assert office.json("records", "reception", "--search", f'"{name}"') == []
