"""What is not certain about the law: an officer finds every such rule and question in the rule list."""

from __future__ import annotations

import pytest

from danvan_desktop.cli.run import run
from tests.unit.cli.offices import answer

pytestmark = pytest.mark.usefixtures("vietnamese")
UNCERTAIN = {"A7", "A8", "B1", "B9d", "B10", "D2", "E1"}


def test_all_nine_questions_stand_in_the_rule_list_with_what_is_done_meanwhile(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    found = answer(words, capsys, "rules", "questions")
    assert [one["id"] for one in found] == list("123456789")
    assert all(one["question"] and one["meanwhile"] and one["source"] and not one["certain"] for one in found)
    tables = {info["name"]: info for info in answer(words, capsys, "rules")}
    assert tables["law/open_questions"]["to_check"] == len(found)
    assert {name for one in found for name in one["tables"]} <= set(tables)
    assert run([*words, "rules"]) == 0
    told = capsys.readouterr().out
    assert all(one["question"] in told for one in found)


def test_uncertain_versions_of_rules_are_marked_and_the_others_are_not(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    found = answer(words, capsys, "rules", "terms")
    assert {one["id"] for one in found if not one["certain"]} == UNCERTAIN
    assert [one["certain"] for one in found if one["id"] == "B1"] == [False, True]
    assert run([*words, "rules", "terms"]) == 0
    lines = {line.split()[0]: line for line in capsys.readouterr().out.splitlines() if line}
    assert lines["D2"].rstrip().endswith("cần kiểm tra")
    assert lines["B2"].rstrip().endswith("chắc chắn")


def test_a_uncertain_rule_says_so_in_its_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    for rule, start, certain in (("D2", "2026-03-02", False), ("B1", "2026-06-24", False), ("B1", "2026-07-20", True)):
        found = answer([], capsys, "explain-deadline", "--rule", rule, "--start", start)
        assert found["certain"] is certain
        assert ("cần kiểm tra" in found["sentence"]) is not certain


def test_a_year_long_term_names_only_what_its_end_hangs_on(capsys: pytest.CaptureFixture[str]) -> None:
    sentence = answer([], capsys, "explain-deadline", "--rule", "F", "--start", "2026-06-24")["sentence"]
    assert "2027" in sentence
    assert "24/11/2026" not in sentence
