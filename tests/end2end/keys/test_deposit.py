"""The recovery key deposited with the province, and the officer who leaves."""

from __future__ import annotations

from pathlib import Path

from danvan_desktop.app import escrow
from danvan_desktop.app.office import Office
from danvan_desktop.i18n import _
from tests.end2end.keys.offices import COMMUNE, PROVINCE, SECRET, Province


def test_an_officer_who_left_opens_nothing_and_the_deposited_key_still_does(tinh: Province) -> None:
    tinh.begin()
    tinh.join(COMMUNE)
    tinh.does(COMMUNE, "officer", "add", "Trần B", "--new-passphrase-file", tinh.home / "mk2")
    tinh.does(PROVINCE, "officer", "add", "Trần B", "--new-passphrase-file", tinh.home / "mk2")
    keys_then = (tinh.home / COMMUNE / "keys.json").read_bytes()
    tinh.send(COMMUNE, "1")
    tinh.does(COMMUNE, "officer", "leave", "Trần B")
    tinh.copy(COMMUNE, "cu")
    (tinh.home / "cu" / "keys.json").write_bytes(keys_then)
    assert tinh.does("cu", "officer", "list", exit_code=1)
    sheet, opened = tinh.digits(*tinh.sheets), tinh.home / "kp.txt"
    again = ("--second-passphrase-file", tinh.home / "mk", "--digits-file", sheet)
    tinh.does(PROVINCE, "roster", "open-recovery", COMMUNE, "-o", opened, *again, exit_code=2)
    assert not opened.exists()
    done = tinh.json(
        PROVINCE, "roster", "open-recovery", COMMUNE, "-o", opened,
        "--second-passphrase-file", tinh.home / "mk2", "--digits-file", sheet,
    )  # fmt: skip
    assert done["persons"] == ["Lê A", "Trần B"]
    log = tinh.json(PROVINCE, "access-log")["entries"]
    assert any(line["act"] == "recovery_opened" and "Trần B" in line["subject"] for line in log)
    (tinh.home / "ma.txt").write_text("\n".join(opened.read_text(encoding="utf-8").splitlines()[-3:]), encoding="utf-8")
    (tinh.home / "mk").write_text("mật khẩu hoàn toàn mới\n", encoding="utf-8")
    tinh.does(COMMUNE, "recover", "--code-file", tinh.home / "ma.txt")
    assert tinh.json(COMMUNE, "officer", "list") == ["Lê A"]
    tinh.does(COMMUNE, "officer", "list")  # the opened code was on paper: a new one was sealed at this opening
    tinh.does(COMMUNE, "recover", "--code-file", tinh.home / "ma.txt", exit_code=2)


def test_an_office_may_refuse_the_deposit_and_take_it_back(tinh: Province) -> None:
    tinh.begin()
    tinh.office(COMMUNE)
    tinh.does(COMMUNE, "roster", "deposit", "off")
    tinh.does(PROVINCE, "roster", "export", "-o", tinh.stick("1") / "tinh.danvan-roster")
    tinh.does(COMMUNE, "roster", "take", tinh.stick("1") / "tinh.danvan-roster", "--expect", tinh.code)
    assert tinh.show(COMMUNE)["escrow"] == "refused"
    tinh.send(COMMUNE, "1")
    tinh.does(PROVINCE, "roster", "add", COMMUNE)
    assert tinh.show(PROVINCE)["deposited"] == []
    tinh.back(COMMUNE, "1")
    tinh.does(COMMUNE, "roster", "deposit", "on")
    tinh.send(COMMUNE, "2")
    assert tinh.show(PROVINCE)["deposited"] == [COMMUNE]
    said = tinh.does(COMMUNE, "init", "--unit-code", COMMUNE, "--unit-name", "x", "--level", "commune",
                     "--officer", "y", "--no-escrow", exit_code=2)  # fmt: skip
    assert "Traceback" not in said


def test_the_deposit_is_refused_at_set_up(tinh: Province) -> None:
    tinh.begin()
    tinh.does(
        "moi", "init", "--unit-code", COMMUNE, "--unit-name", "Xã Ea Drăng", "--level", "commune", "--officer", "Lê A",
        "--no-escrow",
    )  # fmt: skip
    tinh.does(PROVINCE, "roster", "export", "-o", tinh.stick("1") / "tinh.danvan-roster")
    tinh.does("moi", "roster", "take", tinh.stick("1") / "tinh.danvan-roster", "--expect", tinh.code)
    assert tinh.show("moi")["escrow"] == "refused"
    assert "escrow" not in (tinh.home / "moi" / "keys.json").read_text(encoding="utf-8")


def test_of_two_computers_each_gets_its_sheet_and_a_stolen_one_only_when_asked_for(tinh: Province) -> None:
    tinh.begin()
    tinh.does(PROVINCE, "officer", "add", "Trần B", "--new-passphrase-file", tinh.home / "mk2")
    tinh.join(COMMUNE)
    tinh.join(COMMUNE, "may-2")
    for place, folder in enumerate((COMMUNE, "may-2")):
        tinh.send(folder, f"{place}")
    numbers = {
        folder: next(one["replica"] for one in tinh.show(folder)["replicas"] if one["this"])
        for folder in (COMMUNE, "may-2")
    }
    listed = tinh.json(PROVINCE, "roster", "open-recovery", COMMUNE)
    assert {one["computer"] for one in listed} == set(numbers.values())
    words = ("--second-passphrase-file", tinh.home / "mk2", "--digits-file", tinh.digits(*tinh.sheets))
    done = tinh.json(PROVINCE, "roster", "open-recovery", COMMUNE, "-o", tinh.home / "kp.txt", *words)
    files = {one["computer"]: one["file"] for one in done["sheets"]}
    assert set(files) == set(numbers.values())
    for place, (folder, number) in enumerate(numbers.items()):
        lines = Path(files[number]).read_text(encoding="utf-8").splitlines()
        assert number[:4] in lines[1], "the sheet does not say of which computer it is"
        (tinh.home / "ma.txt").write_text("\n".join(lines[-3:]), encoding="utf-8")
        tinh.copy(folder, f"mo-{place}")
        tinh.does(f"mo-{place}", "recover", "--code-file", tinh.home / "ma.txt")
    tinh.does(PROVINCE, "roster", "close", numbers["may-2"], "--reason", "stolen")
    done = tinh.json(PROVINCE, "roster", "open-recovery", COMMUNE, "-o", tinh.home / "kp2.txt", *words)
    assert [one["computer"] for one in done["sheets"]] == [numbers[COMMUNE]]
    asked = ("--computer", numbers["may-2"][:8])
    done = tinh.json(PROVINCE, "roster", "open-recovery", COMMUNE, "-o", tinh.home / "kp3.txt", *asked, *words)
    assert [(one["computer"], one["closed"]) for one in done["sheets"]] == [(numbers["may-2"], True)]
    tinh.does(PROVINCE, "roster", "open-recovery", COMMUNE, "-o", tinh.home / "x.txt", "--computer", "ffff", *words,
              exit_code=2)  # fmt: skip
    assert not (tinh.home / "x.txt").exists()


def test_the_deposit_of_a_restored_office_reaches_a_province_that_was_set_up_again(tinh: Province) -> None:
    tinh.begin()
    tinh.join(COMMUNE)
    tinh.send(COMMUNE, "1")
    tinh.does(COMMUNE, "backup", "-o", tinh.home / "sao-luu.danvan-bak")
    tinh.does(PROVINCE, "roster", "close", COMMUNE, "--reason", "stolen")
    tinh.does("moi", "restore", tinh.home / "sao-luu.danvan-bak")
    tinh.send("moi", "2")
    tinh.does(PROVINCE, "roster", "add", COMMUNE)
    tinh.back("moi", "2")
    file, sheet = tinh.stick("3") / "tinh.danvan-roster", tinh.digits(*tinh.sheets)
    tinh.does(PROVINCE, "roster", "export", "-o", file)
    tinh.office(PROVINCE, "tinh-moi")
    tinh.does("tinh-moi", "officer", "add", "Trần B", "--new-passphrase-file", tinh.home / "mk2")
    tinh.does("tinh-moi", "roster", "take", file, "--expect", tinh.code)
    tinh.does("tinh-moi", "roster", "recover", "--digits-file", sheet, "--alone", "--former", "stolen")
    tinh.does("tinh-moi", "roster", "export", "-o", file)
    tinh.does("moi", "roster", "take", file)
    assert tinh.show("tinh-moi")["deposited"] == []
    assert [one["status"] for one in tinh.send("moi", "4", at="tinh-moi")] == ["applied"]
    assert tinh.show("tinh-moi")["deposited"] == [COMMUNE]
    done = tinh.json(
        "tinh-moi", "roster", "open-recovery", COMMUNE, "-o", tinh.home / "kp.txt", "--second-passphrase-file",
        tinh.home / "mk2", "--digits-file", sheet,
    )  # fmt: skip
    lines = Path(done["sheets"][0]["file"]).read_text(encoding="utf-8").splitlines()
    (tinh.home / "ma.txt").write_text("\n".join(lines[-3:]), encoding="utf-8")
    tinh.does("moi", "recover", "--code-file", tinh.home / "ma.txt")


def test_a_deposit_that_is_taken_back_is_deleted_at_the_province_with_the_next_package(tinh: Province) -> None:
    tinh.begin()
    tinh.does(PROVINCE, "officer", "add", "Trần B", "--new-passphrase-file", tinh.home / "mk2")
    tinh.join(COMMUNE)
    tinh.send(COMMUNE, "1")
    tinh.does(COMMUNE, "export", "--to", PROVINCE, "-o", tinh.stick("cu"), "--full")  # with the key, comes late
    assert tinh.show(PROVINCE)["deposited"] == [COMMUNE]
    assert escrow.withdrawn_line() in tinh.does(COMMUNE, "roster", "deposit", "off")
    assert escrow.withdrawn_line() not in tinh.does(COMMUNE, "roster", "deposit", "off"), "there was nothing left"
    tinh.send(COMMUNE, "2")
    words = (
        "--second-passphrase-file", tinh.home / "mk2", "--digits-file", tinh.digits(*tinh.sheets), "-o",
        tinh.home / "kp.txt",
    )  # fmt: skip
    for _time in range(2):
        assert tinh.show(PROVINCE)["deposited"] == []
        assert tinh.json(PROVINCE, "roster", "open-recovery", COMMUNE) == []
        told = tinh.does(PROVINCE, "roster", "open-recovery", COMMUNE, *words, exit_code=2)
        assert _("Only the recovery sheet of the office itself opens its data, or another officer of it.") in told
        tinh.json(PROVINCE, "import", tinh.stick("cu"))  # the older package brings nothing back
    tinh.does(COMMUNE, "roster", "deposit", "on")
    tinh.send(COMMUNE, "3")
    assert tinh.show(PROVINCE)["deposited"] == [COMMUNE]
    tinh.does(PROVINCE, "roster", "open-recovery", COMMUNE, *words)


def test_a_deposit_taken_back_under_an_older_program_is_withdrawn_by_the_next_package(tinh: Province) -> None:
    tinh.begin()
    tinh.join(COMMUNE)
    tinh.send(COMMUNE, "1")
    assert tinh.show(PROVINCE)["deposited"] == [COMMUNE]
    with Office.open(tinh.home / COMMUNE, SECRET) as office:
        office.store.settings.set(escrow.REFUSED, "1")  # all that the program before noted
    tinh.send(COMMUNE, "2")
    assert tinh.show(PROVINCE)["deposited"] == []
