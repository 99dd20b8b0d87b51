"""The help of every command is Vietnamese: no sentence, word for a value or error of argparse stays English."""

from __future__ import annotations

import argparse
import re

import pytest

from danvan_desktop import cli, i18n
from danvan_desktop.cli import parser
from danvan_desktop.cli.argparse_texts import actions, whole

pytestmark = pytest.mark.usefixtures("vietnamese")
THE_SAME = {"DPI"}  # said so in both languages
_WORD = re.compile(r"[A-Za-z]{3,}")


def _words(language: str) -> list[tuple[str, str, str, str]]:
    i18n.set_language(language)
    found = [(path, action) for path, action in actions(parser.build()) if action.help != argparse.SUPPRESS]
    i18n.set_language("vi")
    return [(path, action.dest, action.help or "", _meant(action)) for path, action in found]


def _meant(action: argparse.Action) -> str:
    """What stands for a value; the names of commands are the same in every language."""
    if isinstance(action, argparse._SubParsersAction):
        return ""
    return " ".join(action.metavar) if isinstance(action.metavar, tuple) else action.metavar or ""


def _pairs() -> list[tuple[tuple[str, str, str, str], tuple[str, str, str, str]]]:
    return list(zip(_words("vi"), _words("en"), strict=True))


def test_no_sentence_of_the_help_stays_english() -> None:
    known = [told for told, other in _pairs() if told[2] and told[2] == other[2]]
    assert [told for told in known if " " in told[2].replace(", ", "")] == []


def test_no_word_for_a_value_stays_english() -> None:
    same = {told[3] for told, other in _pairs() if told[3] == other[3] and _WORD.search(told[3])}
    assert same <= THE_SAME


def test_every_value_that_is_typed_has_a_word() -> None:
    """Without one argparse shows the name of the variable."""
    nameless = [
        (path, action.dest) for path, action in actions(parser.build())
        if action.metavar is None and not action.choices and action.nargs != 0
    ]  # fmt: skip
    assert nameless == []


def test_the_page_of_every_command_begins_with_what_it_does() -> None:
    """“danvan export --help” says what the list of commands says of “export”."""
    pages = [
        (f"{path} {listed.dest}", listed.help, action.choices[listed.dest].description or "")
        for path, action in actions(parser.build()) if isinstance(action, argparse._SubParsersAction)
        for listed in action._choices_actions
    ]  # fmt: skip
    assert len(pages) > 100
    silent = [name for name, told, page in pages if not told or not page.lower().startswith(told.lower())]
    assert silent == []


HAND_OVER = {
    "enrol", "export", "import", "peers", "conflicts", "resolve", "keys", "verify", "slip", "remind", "update",
}  # fmt: skip


def test_every_word_of_a_hand_over_command_is_explained() -> None:
    mute = [
        (path, action.dest) for path, action in actions(parser.build())
        if HAND_OVER.intersection(path.split()[:1]) and not action.help
        and not isinstance(action, argparse._SubParsersAction)
    ]  # fmt: skip
    assert mute == []


@pytest.mark.parametrize("words", [["quarantine", "list"], ["rules", "terms"], ["duty", "schedule", "--month=2026-12"]])
def test_json_and_language_hold_before_an_act_as_after_it(words: list[str]) -> None:
    first, *more = words
    typed = ["--json", "--lang", "en"]
    for said in ([first, *typed, *more], [*words, *typed]):
        args = parser.build().parse_args(said)
        assert (args.json, args.lang) == (True, "en")
    args = parser.build().parse_args(words)
    assert (args.json, args.lang) == (False, "vi")


def test_no_command_has_a_default_of_its_own_for_them() -> None:
    """Every command sees both, from the whole command line's defaults."""
    built = parser.build()
    assert (built.get_default("json"), built.get_default("lang")) == (False, "vi")
    shared = [action for _path, action in actions(built) if action.dest in {"json", "lang"}]
    assert len(shared) > 100
    assert {action.default for action in shared} == {argparse.SUPPRESS}


def test_a_whole_number_is_read_by_one_that_answers_in_vietnamese() -> None:
    assert not [path for path, action in actions(parser.build()) if action.type is int]
    assert whole("-3") == -3


@pytest.mark.parametrize(
    "words",
    [["petition", "withdraw", "ab"], ["calendar", "show", "--year", "abc"], ["books", "--next"], ["nothing"],
     ["duplicates", "link", "ab"], ["letter", "x", "--format", "odt"]],
)  # fmt: skip
def test_what_is_wrong_with_the_words_is_said_without_english(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(words) == 2
    said = capsys.readouterr().err.splitlines()[-1]
    for english in ("one of", "required", "expected", "invalid", "int", "FIRST", "choose"):
        assert english not in re.split(r"\W+", said)
