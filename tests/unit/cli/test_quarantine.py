"""danvan quarantine list|show|retry|discard, export in parts, import of unusually much."""

from __future__ import annotations

from pathlib import Path

import pytest

from danvan_desktop.handoff import large
from danvan_desktop.i18n import _
from tests.unit.cli.test_keys import LOWER, UPPER, danvan, enrolled, home, package_in, said

__all__ = ["enrolled", "home"]  # fixtures
pytestmark = pytest.mark.usefixtures("vietnamese")


@pytest.fixture
def broken(home: Path) -> Path:
    """The office has met a package that was cut short."""
    package = package_in(home)
    package.write_bytes(package.read_bytes()[:-30])
    danvan(home, UPPER, "import", package, exit_code=2)
    return home


def test_what_was_kept_is_listed_shown_retried_and_thrown_away(
    broken: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    danvan(broken, UPPER, "quarantine", "list", "--json")
    [kept] = said(capsys)
    assert (kept["word"], kept["waiting"], kept["bytes_kept"]) == ("unreadable", False, True)
    short = kept["id"][:8]
    danvan(broken, UPPER, "quarantine", "list")
    danvan(broken, UPPER, "quarantine", "show", short)
    told = capsys.readouterr().out
    assert kept["text"] in told
    assert kept["id"] in told
    danvan(broken, UPPER, "quarantine", "retry", short, exit_code=2)
    danvan(broken, UPPER, "quarantine", "retry", "--json", exit_code=2)
    danvan(broken, UPPER, "quarantine", "discard", short)
    capsys.readouterr()
    danvan(broken, UPPER, "quarantine", "list", "--json")
    assert said(capsys) == []
    danvan(broken, UPPER, "quarantine", "show", short, exit_code=2)


def test_a_package_named_twice_is_thrown_away_said_and_logged_once(
    broken: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    danvan(broken, UPPER, "quarantine", "--json", "list")  # the word holds before and after the act
    [kept] = said(capsys)
    danvan(broken, UPPER, "quarantine", "discard", kept["id"][:8], kept["id"], "--json")
    assert said(capsys) == [{"id": kept["id"], "discarded": True}]
    danvan(broken, UPPER, "access-log", "--json")
    line = _("{file}: kept no longer").format(file=kept["file"])
    assert capsys.readouterr().out.count(line) == 1


def test_a_name_too_short_or_unknown_is_refused(broken: Path) -> None:
    for name in ("", "a", "ffffffffffff"):
        danvan(broken, UPPER, "quarantine", "discard", name, exit_code=2)


def test_what_is_too_much_waits_and_comes_in_when_it_is_confirmed(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(large, "MOST_OPS", 0)
    package = package_in(home)
    capsys.readouterr()
    danvan(home, UPPER, "import", package, "--json")
    [waits] = said(capsys)
    assert (waits["status"], waits["word"]) == ("waiting", "large")
    danvan(home, UPPER, "quarantine", "retry", "--json")
    assert said(capsys) == []  # only by its name
    danvan(home, UPPER, "import", package, "--confirm-large", "--json")
    assert said(capsys)[-1]["status"] == "applied"


def test_an_export_takes_the_greatest_size_of_a_part(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    danvan(home, LOWER, "export", "--to", UPPER, "-o", home / "nho", "--max-part-mb", "1", "--json")
    assert all(one["bytes"] <= 1_000_000 for one in said(capsys)["packages"])
    for wrong in ("0", "65"):
        danvan(home, LOWER, "export", "--to", UPPER, "-o", home / "nho", "--max-part-mb", wrong, exit_code=2)
