"""The roster only moves up: restore, older files, renewal of the root, a new computer at the province."""

from __future__ import annotations

import shutil
import stat

from danvan_desktop.app.office import Office
from danvan_desktop.handoff import certificates
from danvan_desktop.handoff.roster import NO_RANK
from danvan_desktop.i18n import _
from danvan_desktop.storage import roster_tables
from tests.end2end.keys.offices import COMMUNE, OTHER, PROVINCE, SECOND, SECRET, Province


def test_a_restore_never_takes_the_roster_back(tinh: Province) -> None:
    tinh.begin()
    tinh.join(COMMUNE)
    backup = tinh.home / "tinh.danvan-bak"
    tinh.does(PROVINCE, "backup", "-o", backup)
    tinh.join(SECOND)
    closed = [one["replica"] for one in tinh.show(PROVINCE)["replicas"] if one["unit"] == SECOND]
    tinh.does(PROVINCE, "roster", "close", SECOND, "--reason", "stolen")
    tinh.send(COMMUNE, "1")
    tinh.back(COMMUNE, "1")
    assert tinh.show(COMMUNE)["version"] == 4
    shutil.rmtree(tinh.home / PROVINCE)
    tinh.does(PROVINCE, "restore", backup)
    assert tinh.show(PROVINCE)["version"] == 2
    tinh.send(COMMUNE, "2")
    assert "24121" not in tinh.does(PROVINCE, "roster", "sign", exit_code=2)  # others have a newer one: not over it
    tinh.back(COMMUNE, "2")
    assert tinh.show(COMMUNE)["version"] == 4
    tinh.send(COMMUNE, "3")
    shown = tinh.show(PROVINCE)
    assert shown["version"] >= 4
    assert {one["replica"] for one in shown["replicas"] if one["closed"]} == set(closed)
    tinh.back(COMMUNE, "3")
    assert tinh.show(COMMUNE)["version"] >= 4


def test_an_older_roster_is_ignored_and_noted(tinh: Province) -> None:
    tinh.begin()
    old = tinh.stick("cu") / "tinh.danvan-roster"
    tinh.does(PROVINCE, "roster", "export", "-o", old)
    tinh.join(COMMUNE)
    taken = tinh.json(COMMUNE, "roster", "take", old, "--expect", tinh.code)
    assert taken["status"] == "older"
    shown = tinh.show(COMMUNE)
    assert shown["version"] == 2
    assert {"kind": "roster-older", "subject": "66 1"} in shown["notes"]


def test_a_renewed_root_is_followed_where_the_old_one_vouched_for_it(tinh: Province) -> None:
    tinh.begin("--split")
    tinh.join(COMMUNE)
    assert len(tinh.sheets) == 3
    wrong = tinh.digits(tinh.sheets[0])
    assert "Traceback" not in tinh.does(PROVINCE, "roster", "renew", "--digits-file", wrong, exit_code=2)
    made = tinh.json(PROVINCE, "roster", "renew", "--digits-file", tinh.digits(*tinh.sheets[1:]))
    assert made["root_code"] != tinh.code
    tinh.send(COMMUNE, "1")
    tinh.back(COMMUNE, "1")
    root = tinh.show(COMMUNE)["root"]
    assert (root["code"], root["compared"], root["epoch"]) == (made["root_code"], True, 2)
    tinh.does(PROVINCE, "officer", "add", "Trần B", "--new-passphrase-file", tinh.home / "mk2")
    tinh.does(
        PROVINCE, "roster", "open-recovery", COMMUNE, "-o", tinh.home / "kp.txt", "--second-passphrase-file",
        tinh.home / "mk2", "--digits-file", tinh.digits(*made["sheets"]),
    )  # what was sealed to the old root  # fmt: skip


def test_a_root_whose_sheets_are_lost_is_replaced_and_each_office_types_the_new_code(tinh: Province) -> None:
    tinh.begin()
    tinh.join(COMMUNE)
    made = tinh.json(PROVINCE, "roster", "renew", "--old-root-lost")
    tinh.send(COMMUNE, "1")
    tinh.back(COMMUNE, "1")
    shown = tinh.show(COMMUNE)
    assert (shown["root"]["code"], shown["offered_code"]) == (tinh.code, made["root_code"])
    assert tinh.json(COMMUNE, "roster", "trust", made["root_code"])["taken"]
    shown = tinh.show(COMMUNE)
    assert (shown["root"]["code"], shown["offered_code"]) == (made["root_code"], None)


def test_a_new_province_computer_signs_by_the_sheets_and_the_stolen_one_is_no_longer_believed(tinh: Province) -> None:
    tinh.begin()
    tinh.join(COMMUNE)
    tinh.copy(PROVINCE, "trom")
    backup = tinh.home / "tinh.danvan-bak"
    tinh.does(PROVINCE, "backup", "-o", backup)
    tinh.does("moi", "restore", backup)
    sheet = tinh.digits(*tinh.sheets)
    assert tinh.json("moi", "roster", "check-sheets", "--digits-file", sheet) == {"fits": True}
    told = tinh.does("moi", "roster", "recover", "--digits-file", sheet, exit_code=2)
    assert "--alone" in told
    signed = tinh.json("moi", "roster", "recover", "--digits-file", sheet, "--alone")
    assert (signed["signer"], signed["root_code"]) == (2, tinh.code)
    tinh.does("moi", "roster", "export", "-o", tinh.stick("1") / "moi.danvan-roster")
    tinh.does(COMMUNE, "roster", "take", tinh.stick("1") / "moi.danvan-roster")
    for _time in range(3):  # the thief runs ahead in versions
        tinh.does("trom", "roster", "close", COMMUNE, "--reason", "left", exit_code=0 if _time == 0 else 2)
    tinh.does("trom", "roster", "export", "-o", tinh.stick("2") / "trom.danvan-roster")
    assert tinh.json(COMMUNE, "roster", "take", tinh.stick("2") / "trom.danvan-roster")["status"] == "older"
    assert not [one for one in tinh.show(COMMUNE)["replicas"] if one["closed"]]
    tinh.does("trom", "roster", "take", tinh.stick("1") / "moi.danvan-roster")
    assert tinh.show("trom")["can_sign"] is False
    assert OTHER not in tinh.does("trom", "roster", "sign", exit_code=2)


def test_a_province_made_again_from_its_sheets_need_not_compare_the_codes_of_its_communes_again(
    tinh: Province,
) -> None:
    tinh.begin()
    tinh.join(COMMUNE)
    file = tinh.stick("1") / "xa.danvan-roster"
    tinh.does(COMMUNE, "roster", "export", "-o", file)
    tinh.office(PROVINCE, "moi")  # the computer is lost, and its backups too
    tinh.does("moi", "roster", "take", file)
    sheet = tinh.digits(*tinh.sheets)
    tinh.does("moi", "roster", "recover", "--digits-file", sheet, "--former", "stolen", "--alone")
    checked = {one["unit"]: one["checked"] for one in tinh.show("moi")["replicas"] if not one["closed"]}
    assert checked == {PROVINCE: True, COMMUNE: True}
    tinh.does("moi", "roster", "export", "-o", tinh.stick("2") / "moi.danvan-roster")
    tinh.does(COMMUNE, "roster", "take", tinh.stick("2") / "moi.danvan-roster")
    [package] = tinh.send(COMMUNE, "3", at="moi")
    assert package["status"] == "applied"


def test_the_sheets_are_two_pages_and_the_letter_shows_the_code(tinh: Province) -> None:
    import pypdfium2

    tinh.office(PROVINCE)
    sheets = tinh.home / "to-goc.pdf"
    made = tinh.json(PROVINCE, "roster", "init", "--sheets-out", sheets)
    assert "sheets" not in made
    assert stat.S_IMODE(sheets.stat().st_mode) == 0o600, "others of this machine read the root"
    document = pypdfium2.PdfDocument(sheets)
    texts = [page.get_textpage().get_text_bounded() for page in document]
    assert len(texts) == 2
    assert all(made["root_code"] in text.replace("\r\n", " ") for text in texts)
    tinh.does(PROVINCE, "roster", "letter", "-o", tinh.home / "ma-goc.pdf")
    assert len(pypdfium2.PdfDocument(tinh.home / "ma-goc.pdf")) == 1
    again = tinh.does(PROVINCE, "roster", "init", "--sheets-out", tinh.home / "hai.pdf", exit_code=2)
    assert "renew" in again
    assert not (tinh.home / "hai.pdf").exists()


def test_the_sheets_typed_at_the_computer_that_signs_change_nothing_and_it_says_so(tinh: Province) -> None:
    tinh.begin()
    tinh.join(COMMUNE)
    tinh.send(COMMUNE, "1")
    sheet, before = tinh.digits(*tinh.sheets), tinh.show(PROVINCE)
    words = ("roster", "recover", "--digits-file", sheet)
    assert _("The sheets are right. This computer signs the roster already; nothing was changed.") in tinh.does(
        PROVINCE, *words
    )
    assert tinh.show(PROVINCE) == before
    told = _("This computer signs the roster with a new key, from version {version} on; no copy of it does any more.")
    assert told.format(version=before["version"] + 1) in tinh.does(PROVINCE, *words, "--alone")
    assert tinh.show(PROVINCE)["version"] > before["version"]
    tinh.does(PROVINCE, "roster", "recover", "--digits-file", tinh.home / "khong-co.txt", exit_code=2)


def test_a_fresh_province_makes_its_root_at_once_and_is_told_that_there_is_one_only(tinh: Province) -> None:
    tinh.office(PROVINCE)
    told = tinh.does(PROVINCE, "roster", "init", "--sheets-out", tinh.home / "to-goc.pdf")
    assert _("If this province had a root before, make no other one.") in told
    assert "danvan roster recover" in told


def test_a_province_set_up_anew_makes_no_second_root_where_a_code_was_typed_before(tinh: Province) -> None:
    tinh.begin()
    tinh.office(PROVINCE, "moi")
    tinh.does("moi", "roster", "trust", tinh.code)
    sheets = tinh.home / "hai.pdf"
    told = tinh.does("moi", "roster", "init", "--sheets-out", sheets, exit_code=2)
    assert "danvan roster recover" in told
    assert "--anyway" in told
    assert not sheets.exists()
    assert tinh.show("moi")["version"] == 0
    assert tinh.json("moi", "roster", "init", "--anyway")["root_code"] != tinh.code


def test_a_package_for_the_computer_before_keeps_a_new_one_from_a_second_root(tinh: Province) -> None:
    tinh.begin()
    tinh.join(COMMUNE)
    tinh.office(PROVINCE, "moi")
    tinh.does(COMMUNE, "export", "--to", PROVINCE, "-o", tinh.stick("1"))
    tinh.does("moi", "import", tinh.stick("1"), exit_code=2)
    told = tinh.does("moi", "roster", "init", exit_code=2)
    assert COMMUNE in told
    file = tinh.stick("2") / "xa.danvan-roster"
    tinh.does(COMMUNE, "roster", "export", "-o", file)
    tinh.does("moi", "roster", "take", file)
    tinh.does("moi", "roster", "recover", "--digits-file", tinh.digits(*tinh.sheets), "--alone")
    assert tinh.show("moi")["root"]["code"] == tinh.code


def test_damaged_packages_of_an_enrolled_commune_are_no_sign_of_an_earlier_root(tinh: Province) -> None:
    tinh.office(PROVINCE)
    tinh.office(COMMUNE)
    tinh.does(COMMUNE, "enrol", "request", "-o", tinh.home / "xa.danvan-req")
    tinh.does(PROVINCE, "enrol", "accept", tinh.home / "xa.danvan-req", "-o", tinh.home / "xa.danvan-crt")
    tinh.does(COMMUNE, "enrol", "finish", tinh.home / "xa.danvan-crt")
    tinh.does(COMMUNE, "export", "--to", PROVINCE, "-o", tinh.stick("1"))
    [file] = tinh.stick("1").glob("*.danvan")
    whole = bytearray(file.read_bytes())
    for place in (60, 120, len(whole) // 2):
        file.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        tinh.does(PROVINCE, "import", file, exit_code=2)
    tinh.does(PROVINCE, "roster", "init")


def test_a_commune_that_says_it_has_a_roster_keeps_the_province_from_a_second_root(tinh: Province) -> None:
    tinh.office(PROVINCE)
    tinh.office(COMMUNE)
    tinh.does(COMMUNE, "enrol", "request", "-o", tinh.home / "xa.danvan-req")
    tinh.does(PROVINCE, "enrol", "accept", tinh.home / "xa.danvan-req", "-o", tinh.home / "xa.danvan-crt")
    for rank in ((1, 1, 3, "a"), NO_RANK):
        with Office.open(tinh.home / PROVINCE, SECRET) as office, office.store.writing():
            [xa] = [c for c in certificates.stored(office.store).values() if c.unit.code == COMMUNE]
            roster_tables.note_held(office.store.conn, xa.line, COMMUNE, rank)
        told = tinh.does(PROVINCE, "roster", "init", exit_code=0 if rank == NO_RANK else 2)
        assert (COMMUNE in told) == (rank != NO_RANK)


def test_a_second_computer_of_the_province_makes_no_root_beside_the_first_one_s(tinh: Province) -> None:
    tinh.begin()
    tinh.office(PROVINCE, "may-2")
    tinh.does("may-2", "enrol", "request", "-o", tinh.home / "2.danvan-req")
    tinh.does(PROVINCE, "enrol", "accept", tinh.home / "2.danvan-req", "-o", tinh.home / "2.danvan-crt")
    tinh.does("may-2", "enrol", "finish", tinh.home / "2.danvan-crt")
    [first] = [one["replica"] for one in tinh.show(PROVINCE)["replicas"] if one["this"]]
    assert first in tinh.does("may-2", "roster", "init", exit_code=2)
