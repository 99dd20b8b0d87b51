"""Commands given pipes, folders and files of the program where a package or a place for paper is meant."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from danvan_desktop.storage import backup
from tests.unit.cli.test_keys import LOWER, UPPER, danvan, enrolled, home, package_in, said

__all__ = ["enrolled", "home"]  # fixtures
pytestmark = pytest.mark.usefixtures("vietnamese")


@pytest.mark.parametrize(
    "words",
    [
        ("import",),
        ("verify",),
        ("slip", "-o", "a.pdf"),
        ("enrol", "accept", "-o", "a"),
        ("roster", "take"),
        ("update",),
    ],
)
def test_a_pipe_under_a_packages_name_is_refused_and_not_waited_for(home: Path, words: tuple[str, ...]) -> None:
    pipe = home / "DV-01-1-1of1.danvan"
    os.mkfifo(pipe)
    first = [word for word in words if word not in {"-o", "a", "a.pdf"}]
    danvan(home, UPPER, *first, pipe, *words[len(first) :], exit_code=2)


@pytest.mark.parametrize("place", ["package", "keys"])
def test_a_slip_is_never_written_over_a_package_or_over_the_offices_own_data(home: Path, place: str) -> None:
    package = package_in(home)
    target = package if place == "package" else home / LOWER / "keys.json"
    before = target.read_bytes()
    danvan(home, LOWER, "slip", package, "-o", target, exit_code=2)
    assert target.read_bytes() == before


def test_parts_that_do_not_lie_there_are_named(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    package = package_in(home)
    package.rename(package.with_name(f"DV-{LOWER}-9-2of3.danvan"))
    capsys.readouterr()
    danvan(home, UPPER, "import", home / "usb")
    assert f"DV-{LOWER}-9: 1/3" in capsys.readouterr().err


def test_a_folder_for_an_export_that_cannot_be_is_said(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / "there").write_bytes(b"")
    danvan(home, LOWER, "export", "--to", UPPER, "-o", home / "there" / "usb", exit_code=1)
    assert "usb" in capsys.readouterr().err


def test_the_journal_of_hand_overs_names_who_worked_by_command(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from danvan_desktop.app.office import Office
    from danvan_desktop.storage import handover_log

    danvan(home, UPPER, "import", home / "usb")
    danvan(home, UPPER, "export", "--to", LOWER, "-o", home / "usb2")
    with Office.open(home / UPPER, "mật khẩu thử nghiệm") as office:
        assert {entry.officer for entry in handover_log.listed(office.store.conn)} == {"Lê A"}


def test_kept_packages_are_listed_without_a_further_word_and_thrown_away_together(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("a", "b", "c"):
        (home / "usb" / f"{name}.danvan").write_text(name)
    danvan(home, UPPER, "import", home / "usb", exit_code=2)
    told = capsys.readouterr().out
    assert "a.danvan, b.danvan, c.danvan: " in told, "one sentence for all that share a fault"
    danvan(home, UPPER, "quarantine", "--json")
    ids = [one["id"] for one in said(capsys)]
    assert len(ids) == 3
    danvan(home, UPPER, "quarantine", "discard", *ids)
    capsys.readouterr()
    danvan(home, UPPER, "quarantine", "--json")
    assert said(capsys) == []


def test_a_backup_of_a_newer_program_is_not_called_damaged(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = home / "a.danvan-backup"
    monkeypatch.setattr(backup, "VERSION", backup.VERSION + 1)
    danvan(home, LOWER, "backup", "-o", file)
    monkeypatch.undo()
    capsys.readouterr()
    danvan(home, LOWER, "verify", file, "--json", exit_code=2)
    assert (said(capsys)["intact"], file.exists()) == (None, True)


def test_a_preview_of_an_export_writes_nothing(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    danvan(home, LOWER, "export", "--to", UPPER, "-o", home / "look", "--preview", "--json")
    found = said(capsys)
    assert found["to"] == UPPER
    assert not (home / "look").exists()
    danvan(home, LOWER, "export", "--to", UPPER, "--preview")
    danvan(home, LOWER, "export", "--to", "99", "--preview", exit_code=2)
    danvan(home, LOWER, "export", "--to", UPPER, "-o", home / "look", "--reason", "vì sao", exit_code=2)
    assert not (home / "look").exists()


def test_a_preview_of_everything_counts_what_was_acknowledged_too(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    danvan(home, UPPER, "import", home / "usb")
    danvan(home, LOWER, "import", home / "usb")  # the receipt comes home with the stick
    found = {}
    for words in ((), ("--full",)):
        capsys.readouterr()
        danvan(home, LOWER, "export", "--to", UPPER, "--preview", *words, "--json")
        found[words] = {one["type"] for one in said(capsys)["types"]}
    assert found["--full",] > found[()], found


def test_packages_in_a_folder_of_the_stick_are_pointed_to(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / "stick").mkdir()
    (home / "usb").rename(home / "stick" / "Gói tháng 11")
    capsys.readouterr()
    danvan(home, UPPER, "import", home / "stick")
    assert "Gói tháng 11" in capsys.readouterr().err
