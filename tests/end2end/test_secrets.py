"""What was typed is readable nowhere outside the encrypted file, and no person's value leaves in a package."""

from __future__ import annotations

import io
import os
import unicodedata
import zipfile
from pathlib import Path

import openpyxl
import pyrage
import pytest

from danvan_desktop.app.office import Office
from tests.end2end.driver import THANH_HOA, Answer, Danvan

PERSONS = {"Họ và tên người gửi", "Địa chỉ", "Nội dung tóm tắt"}


def typed_words(columns: set[str]) -> set[str]:
    """Texts of these columns in Thạnh Hóa's register, cleaned, at least eight letters."""
    rows = list(openpyxl.load_workbook(THANH_HOA / "so-don-thu.xlsx").active.iter_rows(values_only=True))  # type: ignore[union-attr]
    heads = rows[3]
    texts = {
        " ".join(str(v).split()) for row in rows[5:76] for h, v in zip(heads, row, strict=True) if h in columns and v
    }
    return {text for text in texts if len(text) >= 8 and not text.startswith("(")}


def spellings(words: set[str]) -> list[bytes]:
    """Both accent forms, as UTF-8 and as UTF-16."""
    forms = {unicodedata.normalize(form, word) for word in words for form in ("NFC", "NFD")}
    return [form.encode(coding) for form in forms for coding in ("utf-8", "utf-16-le")]


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> tuple[Danvan, Danvan, Path]:
    """A district that handed its register over to the province, and the stick."""
    base = tmp_path_factory.mktemp("secrets")
    district, province = Danvan(base / "huyen"), Danvan(base / "tinh")
    district.init("80T", "Huyện Thạnh Hóa", "district", "--parent-code", "80")
    province.init("80", "Tỉnh Long An", "province")
    district("import-sheet", THANH_HOA / "so-don-thu.xlsx", "--as", "petition")
    district("import-sheet", THANH_HOA / "so-don-thu-co-loi.xlsx", "--as", "petition", "--year", "2019", check=2)
    district("enrol", "request", "-o", base / "80T.danvan-req")
    province("enrol", "accept", base / "80T.danvan-req", "-o", base / "80T.danvan-crt")
    district("enrol", "finish", base / "80T.danvan-crt")
    district("export", "--to", "80", "-o", base / "usb")
    return district, province, base / "usb"


def test_a_decrypted_package_holds_no_person_value(pair: tuple[Danvan, Danvan, Path]) -> None:
    _district, province, stick = pair
    with Office.open(province.folder, province.secret.read_text(encoding="utf-8").strip()) as office:
        identity = pyrage.x25519.Identity.from_str(office.store.replica.age_identity)
    [package] = stick.glob("DV-80T-*of*.danvan")
    with zipfile.ZipFile(io.BytesIO(pyrage.decrypt(package.read_bytes(), [identity]))) as archive:
        contents = b"\n".join(archive.read(name) for name in archive.namelist())
        assert not [name for name in archive.namelist() if name.startswith("value/")]
    words = typed_words(PERSONS)
    assert len(words) > 80
    assert [word for word in spellings(words) if word in contents] == []
    assert "to_cao" in contents.decode(errors="ignore")


def test_a_normal_hand_over_brings_no_conflict(pair: tuple[Danvan, Danvan, Path]) -> None:
    _district, province, stick = pair
    [answer] = province.json("import", stick)
    assert (answer["status"], answer["conflicts"]) == ("applied", 0)
    assert province.json("conflicts") == []
    assert [u["name"] for u in province.json("records", "unit", "--search", "thanh hoa")] == ["Huyện Thạnh Hóa"]


def test_no_typed_word_is_readable_on_the_disk(pair: tuple[Danvan, Danvan, Path]) -> None:
    district, _province, stick = pair
    backup = stick.parent / "sao-luu.danvan-bak"
    district("backup", "-o", backup)
    words = spellings(typed_words(PERSONS) | {"Tranh chấp quyền sử dụng đất", "Huyện Thạnh Hóa", "Lê Thị Cán Bộ"})
    allowed = {".danvan-req", ".danvan-crt", ".pdf"}  # they name the unit, on purpose
    folders = [stick.parent, Path(os.environ["HOME"])]
    files = [f for folder in folders for f in folder.rglob("*") if f.is_file() and f.suffix not in allowed]
    assert len(files) > 5
    assert [file for file in files if any(word in file.read_bytes() for word in words)] == []


def test_a_destroyed_value_is_gone_everywhere_and_figures_stand(pair: tuple[Danvan, Danvan, Path]) -> None:
    district, _province, stick = pair
    [row] = district.json("records", "petition", "--search", '"hoang thanh khanh"')
    before = district.figure("D04", "2019-01-01", "2019-12-31")["value"]
    district("destroy", "petition", row["id"], "petitioner_name")
    assert district.json("records", "petition", "--search", '"hoang thanh khanh"') == []
    past: Answer = district("history", "petition", row["id"], "--json")
    assert "Hoàng Thanh Khánh" not in past.out
    assert district.figure("D04", "2019-01-01", "2019-12-31")["value"] == before
    assert district.json("rebuild", "--check")["equal"]
    backup = stick.parent / "sau-huy.danvan-bak"
    district("backup", "-o", backup)
    twin = Danvan(stick.parent / "ban-hai")
    twin("restore", backup)
    [again] = [r for r in twin.json("records", "petition") if r["id"] == row["id"]]
    assert again["petitioner_name"] is None
    assert "petitioner_name" in again["withheld"]
