"""danvan request, transfer, export --transfer, conflicts --outside-rights: two offices, by commands and files only."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from danvan_desktop.app.office import Office
from danvan_desktop.cli.run import run
from danvan_desktop.i18n import _
from danvan_desktop.storage import access_log
from danvan_desktop.storage.identity import UnitInfo
from danvan_desktop.storage.passphrase import Cost
from tests.unit.app.test_attachments import picture
from tests.unit.cli.offices import SECRET, answer
from tests.unit.handoff.desks import picture as scanned

LETTER = ("received_on=05032025", "type=khieu_nai", "petitioner_name=Trần Thị Hoa", "content=Đất đai", "people_count=1")

pytestmark = pytest.mark.usefixtures("vietnamese")


class Two:
    """A province and a commune that know each other."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self._capsys = folder, capsys
        (folder / "p").write_text(SECRET + "\n", encoding="utf-8")
        for name, unit in (
            ("P", UnitInfo("66", "Tỉnh Đắk Lắk", "province")),
            ("A", UnitInfo("24181", "Xã A", "commune")),
        ):
            office, _code = Office.create(folder / name, unit, "Lê A", SECRET, cost=Cost(memory_kib=1024, passes=1))
            office.close()
        request, crt = str(folder / "a.danvan-req"), str(folder / "a.danvan-crt")
        self("A", "enrol", "request", "-o", request)
        self("P", "enrol", "accept", request, "-o", crt)
        self("A", "enrol", "finish", crt)

    def __call__(self, name: str, *words: str, exit_code: int = 0) -> Any:
        asked = ["--data-dir", str(self.folder / name), "--passphrase-file", str(self.folder / "p")]
        return answer(asked, self._capsys, *words, exit_code=exit_code)

    def plain(self, name: str, *words: str) -> str:
        self._capsys.readouterr()
        asked = ["--data-dir", str(self.folder / name), "--passphrase-file", str(self.folder / "p")]
        assert run([*asked, *words]) == 0
        return self._capsys.readouterr().out

    def carry(self, sender: str, unit: str, receiver: str) -> None:
        stick = self.folder / f"stick-{sender}"
        for package in self(sender, "export", "--to", unit, "-o", str(stick))["packages"]:
            self(receiver, "import", package["file"])
            Path(package["file"]).unlink()


@pytest.fixture
def two(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Two:
    return Two(tmp_path, capsys)


def test_a_figure_is_returned_and_answered(two: Two) -> None:
    text = "Số liệu này chưa khớp, đề nghị kiểm tra"
    period = ("--from", "2025-01-01", "--to", "2025-12-31")
    for wrong in (("--figure", "petitions.recieved", *period), ("--figure", "petition.persons")):
        assert two("P", "request", "new", "24181", text, *wrong, exit_code=2)["error"]
    asked = ("P", "request", "new", "24181", text, "--figure", "B01", *period, "--value")
    assert _("Nothing was changed.") in two(*asked, "mười hai", exit_code=2)["error"]
    row = two(*asked, "12")["id"]
    two.carry("P", "24181", "A")
    refused = two("A", "request", "answer", row, "Đã sửa", "--value", "mười ba", exit_code=2)["error"]
    assert _("Nothing was changed.") in refused
    (got,) = two("A", "request", "list", "--waiting")
    assert (got["id"], got["figure"], got["waiting_for_us"]) == (row, "B01", True)
    two("A", "request", "answer", row, "Đã sửa thành 13")
    two.carry("A", "66", "P")
    (back,) = two("P", "request", "list")
    assert (back["state"], back["answer"]) == ("da_tra_loi", "Đã sửa thành 13")
    assert _("Answered") in two.plain("P", "request", "list")
    two("P", "request", "close", row)
    assert two("P", "request", "list", "--waiting") == []


def test_a_proposed_change_is_taken_over(two: Two) -> None:
    row = two("A", "record", "new", "petition", *LETTER)["id"]
    two.carry("A", "66", "P")
    asked = two("P", "request", "new", "24181", "Bảy người ký", "--about", "petition", row, "--set", "people_count=7")
    two.carry("P", "24181", "A")
    two("A", "request", "accept", asked["id"])
    assert two("A", "record", "show", "petition", row)["people_count"] == 7


def test_a_dossier_is_shown_then_handed_on_then_taken_over(two: Two) -> None:
    row = two("A", "record", "new", "petition", *LETTER)["id"]
    out = str(two.folder / "out")
    seen = two("A", "export", "--to", "66", "-o", out, "--transfer", row, "--preview")
    assert seen["packages"] == []
    assert "Họ và tên người gửi" in seen["records"][0]["personal"]
    assert not Path(out).exists()
    told = two.plain("A", "export", "--to", "66", "-o", out, "--transfer", row, "--preview")
    assert _("  PERSONAL, leaves unmasked: {fields}").split(":")[0] in told
    assert "Trần Thị Hoa" not in told
    sent = two("A", "export", "--to", "66", "-o", out, "--transfer", row, "--letter-no", "5/CV", "--reason", "Vượt cấp")
    two("P", "import", sent["packages"][0]["file"])
    (waiting,) = two("P", "transfer", "list")
    assert (waiting["petition"], waiting["waiting_for_us"]) == (row, True)
    assert two("P", "record", "show", "petition", row)["petitioner_name"] == "Trần Thị Hoa"
    two("P", "transfer", "accept", row)
    two.carry("P", "24181", "A")
    assert [one["state"] for one in two("A", "transfer", "list")] == ["da_nhan"]
    assert _("Taken over") in two.plain("A", "transfer", "list")
    two.plain("P", "record", "edit", "petition", row, "people_count=4")


def test_wrong_words_are_sentences_and_nothing_is_written(two: Two) -> None:
    for words in (
        ("request", "answer", "khong-phai-ma", "x"), ("request", "answer", "00" * 16, "x"),
        ("transfer", "accept", "00" * 16), ("request", "new", "99999", "x"), ("request", "new", "66", "x"),
        ("request", "new", "24181", "x", "--set", "a=b"),
    ):  # fmt: skip
        told = two("P", *words, exit_code=2)
        assert told["error"]
    assert two("P", "request", "list") == []


def test_a_log_cut_with_the_key_in_hand_is_an_alarm_at_once_and_not_only_after_the_next_receipt(two: Two) -> None:
    two("A", "record", "new", "petition", *LETTER)
    two("A", "export", "--to", "66", "-o", str(two.folder / "x"))
    with Office.open(two.folder / "A", SECRET) as office:
        conn = office.store.conn
        left = access_log.head(conn)[0] - 5
        conn.execute("DELETE FROM access_log WHERE n > ?", (left,))
        office.store.settings.set(access_log.HEAD, f"{left} {bytes(access_log.hash_at(conn, left) or b'').hex()}")
    assert [one["kind"] for one in two("A", "alarms")] == ["access-log-broken"]
    assert len(two("A", "alarms")) == 1


def test_changes_outside_the_right_are_listed_with_their_reason(two: Two) -> None:
    row = two("A", "record", "new", "petition", *LETTER)["id"]
    two.carry("A", "66", "P")
    office = Office.open(two.folder / "P", SECRET)
    with office.store.batch(officer="Lê A") as batch:  # as a program that knows no rights would
        batch.edit("petition", bytes.fromhex(row), {"people_count": 77, "petitioner_name": "Người Khác"})
    office.close()
    (found,) = two("P", "conflicts", "--outside-rights")
    assert (found["row"], found["unit"]) == (row, "66")
    assert "24181" in found["reason"]
    assert "Người Khác" not in str(found)
    assert _("{count} changes outside their author’s right").format(count=1) in two.plain(
        "P", "conflicts", "--outside-rights"
    )


def test_a_folder_put_back_by_hand_is_told_here_and_there_and_loses_nothing(two: Two, tmp_path: Path) -> None:
    two.carry("A", "66", "P")
    saved = tmp_path / "saved"
    shutil.copytree(tmp_path / "A", saved)
    lost = two("A", "record", "new", "petition", *LETTER)["id"]
    two.carry("A", "66", "P")
    shutil.rmtree(tmp_path / "A")
    shutil.copytree(saved, tmp_path / "A")
    new = two("A", "record", "new", "petition", *LETTER)["id"]
    assert two("A", "alarms")[0]["kind"] == "older-here"
    assert two("A", "alarms", "--read")
    assert not any(one["new"] for one in two("A", "alarms"))
    (package,) = two("A", "export", "--to", "66", "-o", str(tmp_path / "stick"))["packages"]
    (taken,) = two("P", "import", package["file"])
    assert "Xã A" in taken["reason"]
    assert [one["kind"] for one in two("P", "alarms")] == ["again"]
    assert "Xã A" in two.plain("P", "alarms")
    two("A", "import", package["file"].replace(".danvan", ".receipt.danvan"))
    for name in ("A", "P"):
        for row in (lost, new):
            assert two(name, "record", "show", "petition", row)["people_count"] == 1


def test_a_dossier_with_large_scans_goes_in_parts_of_the_size_asked_for(two: Two) -> None:
    row = two("A", "record", "new", "petition", *LETTER)["id"]
    for number in range(3):
        scan = two.folder / f"trang-{number}.png"
        scan.write_bytes(picture((1000, 900), kind="PNG"))
        two("A", "attach", "petition", row, str(scan), "--caption", "Đơn")
    shown = two("A", "export", "--to", "66", "--transfer", row, "--preview")
    assert (shown["transfer"], shown["packages"]) == (None, [])
    stick = two.folder / "usb"
    sent = two("A", "export", "--to", "66", "--transfer", row, "-o", str(stick), "--max-part-mb", "1")["packages"]
    assert len(sent) > 1
    assert all(Path(package["file"]).stat().st_size <= 1_100_000 for package in sent)
    for package in reversed(sent):
        assert [one["status"] for one in two("P", "import", package["file"])] == ["applied"]
    assert len(two("P", "attachments", "petition", row)) == 3


def test_a_dossier_of_which_the_stick_was_lost_comes_whole_with_the_next_folder(two: Two) -> None:
    row = two("A", "record", "new", "petition", *LETTER)["id"]
    for number in range(4):
        scan = two.folder / f"trang-{number}.png"
        scan.write_bytes(scanned("PNG", 920, noisy=True))
        two("A", "attach", "petition", row, str(scan), "--caption", "Đơn", "--original")
    lost, stick = str(two.folder / "lost"), str(two.folder / "usb")
    sent = two("A", "export", "--to", "66", "--transfer", row, "-o", lost, "--max-part-mb", "1")["packages"]
    assert len(sent) > 10, "text order and number order are the same"
    two("A", "export", "--to", "66", "-o", stick, "--max-part-mb", "1")
    taken = two("P", "import", stick)
    assert {one["status"] for one in taken} == {"applied"}
    assert [one["here"] for one in two("P", "attachments", "petition", row)] == [True] * 4
    assert "Trần Thị Hoa" in two.plain("P", "record", "show", "petition", row)
    two("P", "transfer", "accept", row)


def test_a_dossier_that_came_hollow_is_taken_over_only_when_that_is_said(two: Two) -> None:
    row = two("A", "record", "new", "petition", *LETTER)["id"]
    scan = two.folder / "trang.png"
    scan.write_bytes(scanned("PNG", 920, noisy=True))
    two("A", "attach", "petition", row, str(scan), "--caption", "Đơn", "--original")
    stick = two.folder / "usb"
    sent = two("A", "export", "--to", "66", "--transfer", row, "-o", str(stick), "--max-part-mb", "1")["packages"]
    for package in sent[:-1]:
        two("P", "import", package["file"])
    two("P", "transfer", "accept", row, exit_code=2)
    two("P", "transfer", "accept", row, "--incomplete")
    two.carry("P", "24181", "A")
    two.carry("A", "66", "P")
    assert [one["here"] for one in two("P", "attachments", "petition", row)] == [True]
    again = two("A", "export", "--to", "66", "--transfer", row, "-o", str(two.folder / "again"))["packages"]
    assert again[0]["files"] == 1, "who handed it on cannot write it again"


def test_an_export_without_a_place_to_write_says_so(two: Two) -> None:
    two("A", "export", "--to", "66", exit_code=2)


def test_the_reason_of_a_refusal_is_understood_both_ways_and_wanted_once(two: Two) -> None:
    row = two("A", "record", "new", "petition", *LETTER)["id"]
    sent = two("A", "export", "--to", "66", "-o", str(two.folder / "out"), "--transfer", row)
    two("P", "import", sent["packages"][0]["file"])
    for words in ((), ("Không phải việc", "--reason", "Không phải việc")):
        assert two("P", "transfer", "refuse", row, *words, exit_code=2)["error"]
    two("P", "transfer", "refuse", row, "--reason", "Không phải việc của tỉnh")
    (told,) = two("P", "transfer", "list")
    assert told["answer"] == "Không phải việc của tỉnh"
    assert _("Taking over refused") in two.plain("P", "transfer", "list")
