"""All terms of one petition: the main one first, the notices and letters beside it, each with how certain it is."""

from __future__ import annotations

from datetime import date

import pytest

from danvan_desktop.app import petition_terms
from danvan_desktop.app.petition_terms import CERTAIN, CHECK, EXPECTED
from danvan_desktop.app.terms import Law, term_of
from danvan_desktop.domain.values import Value
from danvan_desktop.storage import rules


@pytest.fixture
def law() -> Law:
    return Law(rules.deadline_rules(), rules.running_terms(), rules.calendar())


def decided(**more: Value) -> dict[str, Value]:
    return {
        "type": "khieu_nai", "round": "lan_dau", "state": "da_co_ket_qua", "received_on": date(2026, 3, 2),
        "result_on": date(2026, 4, 1), "resolved_on": date(2026, 4, 1), **more,
    }  # fmt: skip


def test_a_decided_complaint_shows_sending_effect_publishing_and_the_right_to_complain_again(law: Law) -> None:
    found = petition_terms.terms_of(law, decided())
    assert {one.rule.id for one in found} == {"B3", "B4", "B7", "B8"}
    assert found[0].rule.id == "B3"  # three working days: the earliest
    assert not any(one.main for one in found)
    assert all(f"{one.due:%d/%m/%Y}" in one.sentence for one in found)


def test_the_term_that_runs_stands_before_the_partys_own(law: Law) -> None:
    values: dict[str, Value] = {
        "type": "khieu_nai", "state": "moi_tiep_nhan", "received_on": date(2026, 9, 3), "source": "tiep_cong_dan",
        "receiving_body": "cap_uy",
    }  # fmt: skip
    assert [(one.rule.id, one.main) for one in petition_terms.terms_of(law, values)] == [("B1", True), ("A5", False)]


def test_a_denunciation_just_accepted_shows_the_notices_to_both_sides(law: Law) -> None:
    values: dict[str, Value] = {
        "type": "to_cao", "state": "da_thu_ly", "received_on": date(2026, 9, 1), "accepted_on": date(2026, 9, 9),
    }  # fmt: skip
    assert [one.rule.id for one in petition_terms.terms_of(law, values)] == ["C5", "C4"]


def test_a_day_over_an_unconfirmed_day_off_is_marked_as_expected(law: Law) -> None:
    values: dict[str, Value] = {"type": "khieu_nai", "state": "moi_tiep_nhan", "received_on": date(2026, 11, 18)}
    (found,) = petition_terms.terms_of(law, values)
    assert (found.certainty, found.certainty_said) == (EXPECTED, found.certainty_said)
    assert found.certainty_said
    assert petition_terms.certainty_of(term_of(law, values)) == EXPECTED


def test_a_rule_that_a_lawyer_has_not_seen_is_marked_to_be_checked(law: Law) -> None:
    values: dict[str, Value] = {"type": "kien_nghi", "state": "moi_tiep_nhan", "received_on": date(2026, 9, 1)}
    (found,) = petition_terms.terms_of(law, values)
    assert (found.rule.id, found.certainty) == ("D2", CHECK)


def test_a_certain_term_says_nothing_of_certainty_and_a_closed_petition_has_no_terms(law: Law) -> None:
    certain = petition_terms.terms_of(law, {**decided(), "type": "to_cao"})
    assert {one.certainty_said for one in certain if one.certainty == CERTAIN} == {""}
    assert petition_terms.terms_of(law, {**decided(), "state": "dong"}) == []
