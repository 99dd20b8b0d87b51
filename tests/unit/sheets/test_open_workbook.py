"""What may not be opened says so in its own sentence; what may be opened is read."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from danvan_desktop.errors import DanvanError, EnvironmentProblem, UserError
from danvan_desktop.sheets.open_workbook import open_workbook, owner_file
from tests.unit.sheets.books import HEAD, bad_cells, plan_of, read, repack, row, write

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ROWS = [["SỔ ĐƠN NĂM 2019"], HEAD, row(1)]


def sentence(path: Path) -> str:
    with pytest.raises(DanvanError) as caught:
        open_workbook(path).close()
    assert caught.value.hint
    return caught.value.message


def test_each_obstacle_has_its_own_sentence(tmp_path: Path) -> None:
    files = {
        "khoa.xlsx": OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"),
        "word.xls": OLE + b"\0" * 600 + "WordDocument".encode("utf-16-le"),
        "rong.xlsx": b"",
        "web.xls": b"<html><table></table></html>",
        "hong.xlsx": b"PK\x03\x04 broken",
    }
    said = {}
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
        said[name] = sentence(tmp_path / name).replace(name, "")
    said["none"] = sentence(tmp_path / "khong-co.xlsx")
    said["folder"] = sentence(tmp_path)
    (tmp_path / "~$so.xlsx").write_bytes(b"owner")
    said["owner"] = sentence(tmp_path / "~$so.xlsx")
    assert len(set(said.values())) == len(said)


def test_a_workbook_locked_by_another_program(tmp_path: Path) -> None:
    import subprocess
    import sys

    path = write(tmp_path / "so.xlsx", ROWS)
    code = "import fcntl,sys;f=open(sys.argv[1],'r+b');fcntl.lockf(f,2);print('ok',flush=True);sys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-c", code, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        other.stdout.readline()
        with pytest.raises(EnvironmentProblem):
            open_workbook(path)
        other.communicate()
    open_workbook(path).close()


def test_a_damaged_sheet_inside_a_whole_workbook(tmp_path: Path) -> None:
    path = write(tmp_path / "so.xlsx", ROWS)
    bad = repack(path, tmp_path / "hong.xlsx", {"xl/worksheets/sheet1.xml": b"<worksheet><sheetData><row><c"})
    with pytest.raises(UserError, match=r"hong\.xlsx"):
        plan_of(bad)


def test_the_mark_of_an_open_workbook_is_seen(tmp_path: Path) -> None:
    path = write(tmp_path / "so.xlsx", ROWS)
    assert owner_file(path) is None
    (tmp_path / ".~lock.so.xlsx#").write_text("x")
    assert owner_file(path) is not None


def test_zip_bomb_is_not_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "bom.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"<a>" + b"0" * 60_000_000)
    with pytest.raises(UserError, match=r"bom\.xlsx"):
        open_workbook(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_xml_with_its_own_entities_is_refused(tmp_path: Path, encoding: str) -> None:
    path = write(tmp_path / "so.xlsx", ROWS)
    entities = '<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
    laughs = f'<?xml version="1.0" encoding="{encoding}"?>{entities}<sst>&b;</sst>'
    bad = repack(path, tmp_path / "cuoi.xlsx", {"xl/sharedStrings.xml": laughs.encode(encoding)})
    assert sentence(bad)


def test_stored_values_of_formulas_are_taken_and_others_are_bad_cells(tmp_path: Path) -> None:
    import xlsxwriter

    path = tmp_path / "so.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("Sổ đơn")
    sheet.write_row(0, 0, ["SỔ ĐƠN NĂM 2019"])
    sheet.write_row(1, 0, HEAD)
    for number in (2, 3):
        for place, cell in enumerate(row(number)):
            if cell is not None:
                sheet.write(number, place, cell)
    sheet.write_formula(2, 6, "=1+2", None, 3)
    sheet.write_formula(2, 5, '=IF(A3=2,"Khác","")', None, "Khác")
    sheet.write_formula(3, 6, "=1/0", None, "#DIV/0!")
    sheet.write_formula(3, 3, '=HYPERLINK("http://a","Ấp 1")', None, "Ấp 1")
    sheet.write_formula(4, 0, '=IF(B5="","",ROW())', None, "")
    book.close()
    plan = plan_of(path)
    assert plan.planned[0].read["petition"]["people_count"] == 3
    assert plan.planned[0].read["petition"]["field"] == "khac"
    assert sorted(bad_cells(plan)) == [(4, "Số người", "#DIV/0!"), (4, "Địa chỉ", '=HYPERLINK("http://a","Ấp 1")')]
    assert plan.rows == 2


def test_a_formula_without_stored_value_is_a_bad_cell(tmp_path: Path) -> None:
    plan = read(tmp_path, [["SỔ ĐƠN NĂM 2019"], HEAD, row(1, so_nguoi="=1+1", ghi_chu="=A1", ngay="=TODAY()")])
    assert [cell.column for cell in plan.rejected] == ["Ngày nhận", "Số người", "Ghi chú"]


def test_serial_numbers_are_dates_and_one_that_excel_shows_as_a_number_is_told(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for line in [["SỔ ĐƠN NĂM 2019"], HEAD, row(1, ngay=43529), row(2, ngay=43529)]:
        sheet.append(line)
    sheet["B3"].number_format = "dd/mm/yyyy"
    book.save(tmp_path / "so.xlsx")
    plan = plan_of(tmp_path / "so.xlsx")
    assert [str(one.read["petition"]["received_on"]) for one in plan.planned] == ["2019-03-05"] * 2
    assert [(one.row, one.column) for one in plan.warnings if "05/03/2019" in one.reason] == [(4, "Ngày nhận")]


def test_ods(tmp_path: Path) -> None:
    plan = plan_of(ods(tmp_path / "so.ods"))
    assert plan.planned[0].read["petition"]["type"] == "khieu_nai"
    assert str(plan.planned[0].read["petition"]["received_on"]) == "2019-03-05"
    assert bad_cells(plan) == [(4, "Số người", '=HYPERLINK("a")')]


def test_xls(tmp_path: Path) -> None:
    plan = plan_of(Path(__file__).parents[2] / "data" / "workbooks" / "so-don.xls")
    assert str(plan.planned[0].read["petition"]["received_on"]) == "2019-03-05"
    assert [p.register_no for p in plan.planned] == ["1", "2"]
    assert plan.year == 2019


def ods(path: Path) -> Path:
    """A small .ods: a date cell, and a link formula in the second row."""

    def text(value: str) -> str:
        return f'<table:table-cell office:value-type="string"><text:p>{value}</text:p></table:table-cell>'

    heads = "".join(text(head) for head in ("STT", "Ngày nhận", "Loại đơn", "Số người"))

    def line(number: int, people: str) -> str:
        return (
            f'<table:table-row><table:table-cell office:value-type="float" office:value="{number}"><text:p>{number}</text:p>'  # noqa: E501
            '</table:table-cell><table:table-cell office:value-type="date" office:date-value="2019-03-05"><text:p>05/03/19'  # noqa: E501
            f"</text:p></table:table-cell>{text('Khiếu nại')}{people}</table:table-row>"
        )

    link = ('<table:table-cell table:formula="of:=HYPERLINK(&quot;a&quot;)" office:value-type="string" '
            'office:string-value="a"><text:p>a</text:p></table:table-cell>')  # fmt: skip
    body = f"<table:table-row>{text('SỔ ĐƠN NĂM 2019')}</table:table-row><table:table-row>{heads}</table:table-row>"
    content = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '  # noqa: E501
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2"><office:body><office:spreadsheet>'  # noqa: E501
        f'<table:table table:name="Sổ đơn">{body}{line(1, text("2"))}{line(2, link)}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", '<?xml version="1.0"?><manifest/>')
    return path
