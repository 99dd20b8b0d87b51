"""danvan preferences: what this computer is set to, without an office; and the note of a denunciation looked at."""

from __future__ import annotations

from pathlib import Path

import pytest

from danvan_desktop import paths
from danvan_desktop.app import preferences
from danvan_desktop.cli.run import run
from tests.unit.cli.offices import LETTER, answer, new_office


@pytest.fixture(autouse=True)
def _own_place(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(paths, "config_dir", lambda: tmp_path / "config")


def test_preferences_are_shown_set_and_kept(capsys: pytest.CaptureFixture[str]) -> None:
    assert answer([], capsys, "preferences")["theme"] == "auto"
    for name, value in (("theme", "dark"), ("language", "en"), ("scale", "125"), ("idle_minutes", "30")):
        answer([], capsys, "preferences", "set", name, value)
    kept = preferences.load()
    assert (kept.theme, kept.language, kept.scale, kept.idle_minutes) == ("dark", "en", 125, 30)
    assert run(["preferences"]) == 0
    assert "(scale): 125" in capsys.readouterr().out


@pytest.mark.parametrize("words", [("set",), ("set", "theme"), ("set", "colour", "red"), ("set", "scale", "300")])
def test_what_is_no_preference_is_refused(words: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["preferences", *words]) == 2
    assert preferences.load() == preferences.Preferences()


def test_looking_at_a_denunciation_is_noted_and_at_others_not(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = new_office(tmp_path)
    plain = answer(words, capsys, "record", "new", "petition", *LETTER)["id"]
    secret = answer(words, capsys, "record", "new", "petition", "received_on=05032025", "type=to_cao")["id"]
    for row in (plain, secret):
        answer(words, capsys, "record", "show", "petition", row)
    entries = answer(words, capsys, "access-log")["entries"]
    seen = [entry["subject"] for entry in entries if entry["act"] == "viewed_denunciation"]
    assert len(seen) == 1
    assert seen[0].startswith("2/")
