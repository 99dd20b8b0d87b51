"""A denouncer's name typed in every way the program allows, then every door used: it is found by none of them.

Only two places may hold it: the encrypted file itself where an officer typed it into the words of the denunciation,
and the record as it is opened on the screen, which stands in the access log.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pypdfium2
import pyrage
import pytest

from danvan_desktop import paths
from danvan_desktop.app import denouncers, handover, lists, recent, titles, transfer
from danvan_desktop.app.form_state import FormState
from danvan_desktop.app.listing import paste
from danvan_desktop.app.office import Office
from danvan_desktop.cli.run import run
from danvan_desktop.domain.text import fold
from danvan_desktop.storage.identity import UnitInfo
from danvan_desktop.storage.passphrase import Cost
from danvan_desktop.storage.store import Store
from tests.unit.app.test_attachments import picture
from tests.unit.cli.offices import SECRET, answer
from tests.unit.handoff.offices import enrol

pytestmark = pytest.mark.usefixtures("vietnamese")
NAME, PLACE, PHONE, ID_NO = "Phạm Thị Chim Yến", "Số 77 Ngõ Hoàng Oanh, ấp 9", "0988777666", "079177001234"
MARKS = ("chim yen", "hoang oanh", PHONE, "0988 777 666", ID_NO)
SAID = f"Tôi là {NAME}, {PLACE}, điện thoại {PHONE}, căn cước {ID_NO}"
YEAR = ("--from", "2026-01-01", "--to", "2026-12-31")
FLAG = "--with-denunciation-content"
Home = tuple[list[str], Path]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A commune enrolled at its province, where the canary was typed; the words before a command, and its folder."""
    base = tmp_path_factory.mktemp("canary")
    (base / "p").write_text(SECRET + "\n", encoding="utf-8")
    cheap = Cost(1024, 1)
    province, _code = Office.create(base / "tinh", UnitInfo("80", "Tỉnh Ví dụ", "province"), "B", SECRET, cost=cheap)
    commune, _code = Office.create(
        base / "xa", UnitInfo("80305", "Xã Thạnh An", "commune", "80"), "Lê A", SECRET, cost=cheap
    )
    enrol(commune.store, province.store, base)
    province.close()
    _pasted(commune.store)
    _quickly(commune.store)
    commune.close()
    words = ["--data-dir", str(base / "xa"), "--passphrase-file", str(base / "p")]
    _typed(words, base)
    return words, base


def _pasted(store: Store) -> None:
    head = "Số đơn\tNgày nhận\tLoại đơn\tHọ và tên người gửi\tĐịa chỉ\tNội dung"
    rows = f"{head}\n11\t02/03/2026\tTố cáo\t{NAME}\t{PLACE}\t{SAID}\n"
    found = paste.read(store, "petition", rows, (), date(2026, 11, 22))
    assert found.plan.denouncers_left_out == 1
    paste.save(store, found, "Lê A")


def _quickly(store: Store) -> None:
    """Quick entry: the name first, then the type that makes it a denunciation."""
    form = FormState.new(store.types["petition"], {"received_on": date(2026, 4, 1), "unit": "80305"})
    form.put("petitioner_name", NAME)
    form.put("petitioner_phone", PHONE)
    form.put("type", "to_cao")
    with store.batch(officer="Lê A") as batch:
        batch.new("petition", form.to_save())


def _typed(words: list[str], base: Path) -> None:
    """By form and command: refused, or taken and then known for a denunciation; in notes, steps, people and files."""

    def new(type_name: str, *fields: str, code: int = 0) -> str:
        import contextlib

        out = io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
            assert run([*words, "record", "new", type_name, *fields, "--json"]) == code
        import json

        return str(json.loads(out.getvalue())["id"]) if code == 0 else ""

    new("petition", "received_on=1/2/2026", "type=to_cao", f"petitioner_name={NAME}", code=2)
    new("reception", "received_on=1/2/2026", "kind=to_cao", f"visitor_name={NAME}", code=2)
    first = new(
        "petition", "received_on=1/2/2026", "type=to_cao", "register_no=7", "petition_no=7", f"content={SAID}",
        f"note={SAID}", "summary_redacted=Tố cáo thu tiền sai quy định", "respondent_name=Lê Văn Cán",
        f"result_text={SAID}", "sealed_file_no=PB-07", "state=da_luu", "processed_on=1/3/2026",
    )  # fmt: skip
    new("petition_party", f"petition={first}", "side=nguoi_to_cao", f"name={NAME}", code=2)
    new("petition_party", f"petition={first}", "side=nguoi_gui", f"name={NAME}", code=2)
    new("petition_party", f"petition={first}", "side=nguoi_to_cao")
    new("petition_opinion", f"petition={first}", "body=Công an xã", f"question={SAID}", f"opinion={SAID}")
    second = new("petition", "received_on=5/2/2026", "type=khieu_nai", "register_no=8", f"petitioner_name={NAME}",
                 f"petitioner_address={PLACE}", f"petitioner_phone={PHONE}", f"petitioner_id_no={ID_NO}",
                 "summary_redacted=Tố cáo lạm quyền", f"content={SAID}.", f"note=Hẹn {NAME}, {PHONE}")  # fmt: skip
    new("petition_party", f"petition={second}", "side=nguoi_gui", f"name={NAME}", f"phone={PHONE}")
    new("reception", "received_on=1/2/2026", "kind=to_cao", "register_no=3", f"content={SAID}", f"request={SAID}",
        f"documents={SAID}", f"chair_conclusion={SAID}", f"follow_result={SAID}", f"note={SAID}")  # fmt: skip
    file = base / f"Đơn của {NAME} {PHONE}.png"
    file.write_bytes(picture(kind="PNG"))
    for row in (first, second):
        assert run([*words, "attach", "petition", row, str(file), "--caption", "Đơn", "--json"]) == 0
    file.unlink()
    assert run([*words, "record", "edit", "petition", second, "type=to_cao"]) == 2  # asked first
    assert run([*words, "record", "edit", "petition", second, "type=to_cao", "--destroy-names"]) == 0
    sheet = openpyxl.Workbook()
    assert sheet.active is not None
    for line in (("Số đơn", "Ngày nhận", "Loại đơn", "Họ và tên người gửi", "Địa chỉ", "Điện thoại", "Nội dung"),
                 ("21", "02/05/2026", "Tố cáo", NAME, PLACE, PHONE, SAID),
                 ("22", "03/05/2026", "Khiếu nại", "Lê Thị Mơ", "Ấp 2", "", "Đất đai")):  # fmt: skip
        sheet.active.append(line)
    sheet.save(base / "so.xlsx")
    assert run([*words, "import-sheet", str(base / "so.xlsx"), "--as", "petition", "--json"]) == 0
    (base / "so.xlsx").unlink()


def found_in(text: str) -> list[str]:
    """Which marks of the canary stand in a text, however it is spelt."""
    folded = fold(text)
    return [mark for mark in MARKS if mark in folded or mark in text]


def read(path: Path) -> str:
    """Everything a person or another program reads in a file that left."""
    data = path.read_bytes()
    if data.startswith(b"%PDF-"):
        with closing(pypdfium2.PdfDocument(data)) as opened:
            pages = " ".join(page.get_textpage().get_text_range() for page in opened)
            return pages + str(opened.get_metadata_dict())
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return " ".join(archive.read(name).decode(errors="ignore") for name in archive.namelist())
    return data.decode("utf-8-sig", errors="ignore")


@pytest.fixture
def say(home: Home, capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    words, _base = home

    def told(*more: str, code: int = 0) -> str:
        capsys.readouterr()
        assert run([*words, *more]) == code
        out = capsys.readouterr()
        return out.out + out.err

    return told


@pytest.fixture
def rows(home: Home, capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = answer(home[0], capsys, "records", "petition")
    return found


@pytest.fixture
def store(home: Home) -> Iterator[Store]:
    with Office.open(home[1] / "xa", SECRET) as office:
        yield office.store


def test_only_the_words_of_denunciations_hold_it_in_the_encrypted_file(store: Store) -> None:
    assert denouncers.left(store) == []
    texts = [value for (value,) in store.conn.execute("SELECT value FROM vault").fetchall()]
    assert {text for text in texts if found_in(text)} == {SAID}  # nothing shorter: no field for a name has it
    lines = " ".join(line.decode() for (line,) in store.conn.execute("SELECT line FROM op").fetchall())
    assert found_in(lines) == []


def test_lists_and_search_and_history_show_a_code(say: Callable[..., str], rows: list[dict[str, Any]]) -> None:
    secret = [row for row in rows if row["type"] == "to_cao"]
    assert len(secret) == 5
    doors = [("records", name, *more) for name in ("petition", "reception", "petition_party", "petition_opinion",
             "attachment", "follow_up", "case", "person") for more in ((), ("--json",), ("--json", FLAG))]  # fmt: skip
    words = ("tố cáo", "thu tiền", "chim yến", PHONE)
    doors += [("find", word, *more) for word in words for more in ((), ("--json",))]
    doors += [("records", "petition", "--search", "chim yen pham", "--json")]
    doors += [("history", "petition", row["id"], *more) for row in secret for more in ((), ("--json",))]
    doors += [("petition", "people", row["id"], "--names", "full") for row in secret]
    doors += [("attachments", "petition", row["id"], "--json") for row in secret]
    doors += [("due", "--json"), ("deadlines", "--json"), ("duplicates", "list", "--json"), ("conflicts", "--json"),
              ("bin", "petition", "--json"), ("drafts", "--json"), ("books", "--json"), ("access-log", "--json"),
              ("denouncers", "list", "--json"), ("retention", "list", "--unchecked", "--json"),
              ("figures", *YEAR, "--json"),
              ("records", "petition", "--figure", "02/XLD.12", *YEAR, "--json")]  # fmt: skip
    told = {door: found_in(_without_query(say(*door), door)) for door in doors}
    assert {door: marks for door, marks in told.items() if marks} == {}


def _without_query(text: str, door: tuple[str, ...]) -> str:
    """What was asked for may be said again: it comes from who asks."""
    for word in door:
        text = text.replace(word, "")
    return text


def test_no_file_that_leaves_holds_it(home: Home, say: Callable[..., str], rows: list[dict[str, Any]]) -> None:
    out = home[1] / "out"
    out.mkdir()
    wide = "petitioner_name,petitioner_address,petitioner_phone,content,note,result_text,summary_redacted"
    doors: list[tuple[str, ...]] = []
    for number, more in enumerate((("--names", "full"), ("--names", "full", FLAG), ())):
        for form in ("pdf", "docx", "xlsx"):
            doors += [("register", kind, *YEAR, *more, "-o", f"{kind}{number}.{form}") for kind in
                      ("petition", "reception")]  # fmt: skip
        doors += [("report", kind, *YEAR, *more, "--format", form, "-o", f"{kind}{number}.{form}")
                  for kind in ("annual", "petition-register") for form in ("pdf", "docx")]  # fmt: skip
        for form in ("xlsx", "csv"):
            doors += [("list-export", "petition", "--columns", wide, *more, "-o", f"l{number}.{form}"),
                      ("list-export", "attachment", "--columns", "caption,file_name", *more, "-o",
                       f"a{number}.{form}"),
                      ("list-export", "petition_opinion", "--columns", "question,opinion", *more, "-o",
                       f"o{number}.{form}"),
                      ("list-export", "reception", "--columns", "visitor_name,content,request,note", *more, "-o",
                       f"v{number}.{form}"),
                      ("list-export", "petition_party", *more, "-o", f"p{number}.{form}")]  # fmt: skip
    secret = next(row["id"] for row in rows if row["petition_no"] == "7")
    doors += [("letter", kind, secret, "--redacted", "--format", form, "-o", f"{kind}.{form}")
              for kind in ("transfer", "tc_minutes", "withdrawal") for form in ("pdf", "docx")]  # fmt: skip
    doors += [("due", "--pdf", "viec.pdf"), ("tables", "--period", "NAM-2026", "-o", "bieu.pdf"),
              ("tables", "--period", "NAM-2026", "-o", "bieu.xlsx"),
              ("retention", "minutes", "--on", "2028-01-01", "-o", "bb.pdf"),
              ("backup", "-o", "luu.danvan-bak")]  # fmt: skip
    for door in doors:
        told = say(*door[:-1], str(out / door[-1]))
        assert found_in(told) == [], door
    held = {path.name: found_in(path.name + " " + read(path)) for path in out.iterdir()}
    assert len(held) == len(doors)
    assert {name: marks for name, marks in held.items() if marks} == {}
    assert "TC-2026-0007" in read(out / "petition0.xlsx")
    assert "thu tiền sai" not in read(out / "petition0.xlsx")
    assert "thu tiền sai" in read(out / "petition1.xlsx")


def test_a_file_of_a_denunciation_leaves_only_by_the_tick(
    home: Home, say: Callable[..., str], rows: list[dict[str, Any]], capsys: pytest.CaptureFixture[str]
) -> None:
    row = next(one["id"] for one in rows if one["petition_no"] == "7")
    (file,) = answer(home[0], capsys, "attachments", "petition", row)
    target = home[1] / "ban-sao.png"
    say("attachment-save", file["id"], "-o", str(target), code=2)
    assert not target.exists()
    say("attachment-save", file["id"], "-o", str(target), FLAG)
    assert target.exists()


def test_no_package_holds_it_and_the_codes_that_leave_are_named(home: Home, say: Callable[..., str]) -> None:
    words, base = home
    assert "TC-2026-0007" in say("export", "--to", "80", "-o", str(base / "usb"))
    left = say("access-log")
    assert "TC-2026-0007" in left
    with Office.open(base / "tinh", SECRET) as province:
        identity = pyrage.x25519.Identity.from_str(province.store.replica.age_identity)
        (package,) = (base / "usb").glob("DV-*of*.danvan")
        with zipfile.ZipFile(io.BytesIO(pyrage.decrypt(package.read_bytes(), [identity]))) as archive:
            inside = " ".join(archive.read(name).decode(errors="ignore") for name in archive.namelist())
        assert found_in(inside + package.name) == []
        assert not [name for name in archive.namelist() if name.startswith(("value/", "blob/"))]
        (result,) = handover.import_path(province.store, package)
        assert (result.status, result.denouncers) == ("applied", 0)  # no name was ever in the file
        assert found_in(str(lists.as_json(province.store, lists.Wanted("petition")))) == []
    assert words


def test_a_dossier_handed_on_carries_neither_words_nor_files(store: Store) -> None:
    (row,) = [item.id for item in store.records("petition", store.search("petition", "thu tien sai"))]
    from danvan_desktop.app import dossier

    item = store.get("petition", row)
    assert item is not None
    found = dossier.of(store, item)
    assert found.denunciation
    assert found.blobs == frozenset()
    told = " ".join([*transfer.told(found), *(str(part.as_json()) for part in found.parts)])
    assert found_in(told) == []


def test_titles_of_windows_recent_records_and_names_for_readers_are_codes(store: Store) -> None:
    rows = store.search("petition", "to cao")
    kept = ""
    for row in rows:
        kept = recent.opened(kept, "petition", row)
    record = store.types["petition"]
    told = [titles.page_title(store, record, item) for item in store.records("petition", rows)]
    told += [f"{hit.title} {hit.detail}" for _name, hit in recent.listed(store, kept)]
    assert told
    assert found_in(" ".join(told)) == []
    assert not [text for text in told[: len(rows)] if "thu tiền" in text]


def test_what_the_program_writes_of_itself_does_not_hold_it(home: Home) -> None:
    folders = (home[1], paths.state_dir(), paths.config_dir())
    files = [file for folder in folders for file in folder.rglob("*") if file.is_file() and file.name != "p"]
    files = [file for file in files if "out" not in file.parts]
    assert len(files) > 3
    assert [file for file in files if found_in(str(file) + file.read_bytes().decode(errors="ignore"))] == []


def test_opening_a_denunciation_on_the_screen_is_the_one_place_and_stands_in_the_log(
    say: Callable[..., str], rows: list[dict[str, Any]]
) -> None:
    row = next(one["id"] for one in rows if one["petition_no"] == "7")
    assert SAID in say("record", "show", "petition", row)
    assert "Xem đơn tố cáo: 7" in say("access-log")
