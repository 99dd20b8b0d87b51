"""A figure returned by the province: the commune's own number stands in its answer, and both sides are compared."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from danvan_desktop.app import request_figures, requests
from danvan_desktop.app.requests import About
from danvan_desktop.cli import requesting
from danvan_desktop.errors import UserError
from tests.unit.handoff.communes import ME, TODAY, UNITS, Communes

FIGURE, RATIO = "D04", "D05.ratio"
pytestmark = pytest.mark.usefixtures("english")


@pytest.fixture
def offices() -> Iterator[Communes]:
    opened = Communes()
    yield opened
    opened.close()


def returned(offices: Communes, value: str = "2", code: str = FIGURE) -> bytes:
    """The province has two petitions of the commune, which holds three by now; the figure goes back and arrives."""
    for _one in range(2):
        offices.petition("A")
    offices.petition("B")
    offices.round()
    offices.petition("A")
    about = About(figure=code, start=TODAY.replace(month=1, day=1), end=TODAY, value=value)
    given = {"officer": ME, "today": TODAY, "about": about}
    row = requests.ask(offices["P"], UNITS["A"].code, "so_lieu", "Chưa khớp", **given)  # type: ignore[arg-type]
    offices.hand_over("P", "A")
    return row


def test_the_answer_begins_with_the_communes_own_figure_and_reaches_the_province_beside_its_copy(
    offices: Communes,
) -> None:
    row = returned(offices)
    asked = requests.one(offices["A"], row)
    own = request_figures.own_value(offices["A"], asked)
    assert own == "3"
    assert request_figures.own_value(offices["P"], requests.one(offices["P"], row)) == ""
    requests.answer(offices["A"], row, "", officer=ME, today=TODAY, value=own)
    offices.hand_over("A", "P")
    back = requests.one(offices["P"], row)
    assert (back.state, back.value_answered, back.waits) == ("da_tra_loi", "3", True)
    found = request_figures.sides(offices["P"], back)
    assert found is not None
    [line] = found.lines
    assert (line.reported, line.answered, line.here, line.difference, line.agrees) == ("2", "3", "3", "0", True)


def test_before_the_missing_record_has_come_the_two_numbers_stand_apart(offices: Communes) -> None:
    row = returned(offices)
    found = request_figures.sides(offices["P"], requests.one(offices["P"], row))
    assert found is not None
    assert (found.unit, found.here, found.lines[0].agrees) == (UNITS["A"].code, "2", True)
    there = request_figures.sides(offices["A"], requests.one(offices["A"], row))
    assert there is not None
    assert (there.here, there.lines[0].reported, there.lines[0].difference) == ("3", "2", "−1")
    assert not there.lines[0].agrees


def test_a_share_is_compared_by_its_parts(offices: Communes) -> None:
    row = returned(offices, "1/2 (50,0%)", RATIO)
    found = request_figures.sides(offices["P"], requests.one(offices["P"], row))
    assert found is not None
    assert [line.part for line in found.lines] == ["value", "numerator", "denominator"]
    assert [line.reported for line in found.lines] == ["1/2 (50,0%)", "1", "2"]


@pytest.mark.parametrize("value", ["khoảng 12", "12 đơn?", "a/b"])
def test_words_instead_of_a_number_are_no_agreement(offices: Communes, value: str) -> None:
    found = request_figures.sides(offices["P"], requests.one(offices["P"], returned(offices, value)))
    assert found is not None
    assert found.lines[0].reported == value
    assert not found.lines[0].agrees


def test_a_figure_nobody_knows_is_answered_in_words_only(offices: Communes) -> None:
    row = returned(offices, "2", "petitions.unheard_of")
    assert request_figures.sides(offices["P"], requests.one(offices["P"], row)) is None
    assert request_figures.own_value(offices["A"], requests.one(offices["A"], row)) == ""
    with pytest.raises(UserError):
        requests.answer(offices["A"], row, "  ", officer=ME, today=TODAY)


@pytest.mark.parametrize("words", ["khoảng 12", "ba đơn", "12 đơn?", "2/3", "1,5", "-3", "a/b"])
def test_words_are_no_answer_to_a_number_and_the_request_stays_open(offices: Communes, words: str) -> None:
    row = returned(offices)
    with pytest.raises(UserError, match="whole number") as caught:
        requests.answer(offices["A"], row, "Đã rà", officer=ME, today=TODAY, value=words)
    assert words not in caught.value.text()
    asked = requests.one(offices["A"], row)
    assert (asked.state, asked.answer, asked.value_answered) == ("moi", "", "")


@pytest.mark.parametrize(
    ("code", "typed", "kept"),
    [
        (FIGURE, "1234", "1.234"), (FIGURE, " 1.234 ", "1.234"), (FIGURE, "12 đơn", "12"), (FIGURE, "0", "0"),
        (RATIO, "59/71", "59/71 (83,1%)"), (RATIO, "59/71 (80%)", "59/71 (83,1%)"), (RATIO, "0/0", "0/0"),
        ("petitions.unheard_of", "59/71", "59/71"),
    ],
)  # fmt: skip
def test_a_number_is_kept_as_reports_print_it(offices: Communes, code: str, typed: str, kept: str) -> None:
    row = returned(offices, "2", code)
    requests.answer(offices["A"], row, "", officer=ME, today=TODAY, value=typed)
    assert requests.one(offices["A"], row).value_answered == kept


@pytest.mark.parametrize(("code", "words"), [(RATIO, "83,1%"), (RATIO, "3/2"), ("petitions.unheard_of", "nhiều hơn")])
def test_a_share_needs_both_its_parts_and_no_figure_takes_words(offices: Communes, code: str, words: str) -> None:
    row = returned(offices, "", code)
    with pytest.raises(UserError):
        requests.answer(offices["A"], row, "Đã rà", officer=ME, today=TODAY, value=words)
    assert requests.one(offices["A"], row).state == "moi"


def test_a_question_about_no_figure_takes_no_value(offices: Communes) -> None:
    given = {"officer": ME, "today": TODAY}
    row = requests.ask(offices["P"], UNITS["A"].code, "khac", "Mẫu nào?", **given)  # type: ignore[arg-type]
    offices.hand_over("P", "A")
    with pytest.raises(UserError, match="no figure"):
        requests.answer(offices["A"], row, "Mẫu 1", officer=ME, today=TODAY, value="1")
    requests.answer(offices["A"], row, "Mẫu 1", officer=ME, today=TODAY)


def test_only_the_unit_asked_writes_the_value(offices: Communes) -> None:
    row = returned(offices)
    with offices["P"].batch(officer=ME) as batch:
        batch.edit("request", row, {"answer_value": "9"})
    offices.hand_over("P", "A")
    assert requests.one(offices["A"], row).value_answered == ""


@pytest.mark.parametrize(("given", "written"), [(None, "3"), ("4", "4"), ("", "")])
def test_the_command_answers_with_the_own_figure_unless_another_is_given(
    offices: Communes, given: str | None, written: str, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    import argparse
    from contextlib import contextmanager
    from types import SimpleNamespace

    row = returned(offices)

    @contextmanager
    def opened(_args: argparse.Namespace) -> Iterator[SimpleNamespace]:
        yield SimpleNamespace(store=offices["A"], officer=ME)

    monkeypatch.setattr(requesting, "opened", opened)
    monkeypatch.setattr(requesting, "today", lambda: TODAY)
    requesting.run_answer(argparse.Namespace(id=row.hex(), text="Đã rà", value=given, json=True))
    assert requests.one(offices["A"], row).value_answered == written
    capsys.readouterr()
    requesting.run_compare(argparse.Namespace(id=row.hex(), json=True))
    assert json.loads(capsys.readouterr().out)["here"] == "3"
    requesting.run_compare(argparse.Namespace(id=row.hex(), json=False))
    assert UNITS["A"].code in capsys.readouterr().out
