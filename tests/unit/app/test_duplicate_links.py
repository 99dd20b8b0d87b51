"""What a person decides about two petitions or two cases, how it goes back, and what it leaves as it was reported."""

from __future__ import annotations

import logging
from datetime import date
from typing import Any

import pytest

from danvan_desktop.app import (
    case_merge,
    drafts,
    duplicate_decided,
    duplicate_links,
    duplicates,
    report_lock,
    same_matter,
    titles,
    undo,
    visit_links,
)
from danvan_desktop.app.duplicates import Pair
from danvan_desktop.app.figures import figures
from danvan_desktop.app.official_tables import tables
from danvan_desktop.app.report_texts import ReportKey
from danvan_desktop.domain.periods import year
from danvan_desktop.errors import UserError
from danvan_desktop.storage.store import Store
from tests.unit.app.desks import LAN, OTHERS, TODAY, from_elsewhere, values
from tests.unit.app.twins import BY, asked, new, two


# --- a duplicate
def test_a_duplicate_is_a_petition_more_and_no_case_more(store: Store) -> None:
    first, late = two(store, processed_on=None)
    third = {name: tables(store, "TT06-2025", "NAM-2026").total.cells["02/XLD"][name] for name in ("1", "5")}
    linked = duplicate_links.link(store, late, first, **BY)
    now = values(store, "petition", late)
    assert (now["state"], now["original"], now["processed_on"]) == ("trung", first, TODAY)
    assert now["case"] == values(store, "petition", first)["case"] == linked.case
    cells = tables(store, "TT06-2025", "NAM-2026").total.cells["02/XLD"]
    assert cells["1"] == third["1"] == 2
    assert cells["5"] == third["5"]
    assert asked(store, late) == asked(store, first) == []


def test_undo_takes_the_whole_decision_back_at_once(store: Store) -> None:
    first, late = two(store)
    before = values(store, "petition", first), values(store, "petition", late)
    linked = duplicate_links.link(store, late, first, **BY)
    undo.undo(store, linked.group or "", officer=LAN)
    assert (values(store, "petition", first), values(store, "petition", late)) == before
    case = store.get("case", linked.case or b"")
    assert case is not None
    assert case.deleted
    assert asked(store, late) == [first]


def test_a_duplicate_taken_back_later_has_its_state_and_case_again(store: Store) -> None:
    first, late = two(store, state="dang_phan_loai")
    own = new(store, "case", code="VV 7", title="Việc cũ")
    with store.batch(officer=LAN) as batch:
        batch.edit("petition", late, {"case": own})
    before = values(store, "petition", first), values(store, "petition", late)
    duplicate_links.link(store, late, first, **BY)
    group = duplicate_links.unlink(store, late, **BY)
    assert (values(store, "petition", first), values(store, "petition", late)) == before
    undo.undo(store, group or "", officer=LAN)
    assert values(store, "petition", late)["state"] == "trung"


def test_a_case_that_others_use_by_then_stays(store: Store) -> None:
    first, late = two(store)
    linked = duplicate_links.link(store, late, first, **BY)
    visit = new(store, "reception", received_on=date(2026, 11, 2), people_count=1, case=linked.case)
    duplicate_links.unlink(store, late, **BY)
    assert values(store, "petition", first)["case"] == values(store, "reception", visit)["case"] == linked.case
    assert values(store, "petition", late)["case"] is None


def test_what_was_typed_since_is_not_put_back(store: Store) -> None:
    first, late = two(store)
    duplicate_links.link(store, late, first, **BY)
    with store.batch(officer=LAN) as batch:
        batch.edit("petition", late, {"processed_on": date(2026, 11, 3), "note": "Đã xem"})
    duplicate_links.unlink(store, late, **BY)
    now = values(store, "petition", late)
    assert (now["state"], now["processed_on"], now["note"]) == ("moi_tiep_nhan", date(2026, 11, 3), "Đã xem")


def test_a_duplicate_made_by_an_ordinary_step_is_taken_back_too(store: Store) -> None:
    first, late = two(store, state="trung")
    with store.batch(officer=LAN) as batch:
        batch.edit("petition", late, {"original": first, "processed_on": TODAY})
    duplicate_links.unlink(store, late, **BY)
    now = values(store, "petition", late)
    assert (now["state"], now["original"], now["processed_on"]) == ("moi_tiep_nhan", None, None)


def test_the_copy_of_a_copy_hangs_on_the_first_of_all(store: Store) -> None:
    first, late = two(store)
    third = new(store, received_on=date(2026, 11, 1))
    duplicate_links.link(store, late, first, **BY)
    duplicate_links.link(store, third, late, **BY)
    assert values(store, "petition", third)["original"] == first
    with pytest.raises(UserError):
        duplicate_links.link(store, first, third, **BY)


def test_what_is_settled_stays_so_and_may_share_a_case(store: Store) -> None:
    first, late = two(store, state="dang_xac_minh")
    with pytest.raises(UserError):
        duplicate_links.link(store, late, first, **BY)
    linked = duplicate_links.same_case(store, late, first, **BY)
    now = values(store, "petition", late)
    assert (now["state"], now["case"]) == ("dang_xac_minh", linked.case)
    assert asked(store, late) == []
    duplicate_links.unlink(store, late, **BY)
    assert values(store, "petition", late)["case"] is None


@pytest.mark.parametrize("act", [duplicate_links.link, duplicate_links.dismiss, duplicate_links.same_case])
def test_a_petition_has_nothing_to_do_with_itself_or_with_what_is_gone(store: Store, act: Any) -> None:
    first, late = two(store)
    with pytest.raises(UserError):
        act(store, first, first, **BY)
    with store.batch(officer=LAN) as batch:
        batch.delete("petition", first)
    with pytest.raises(UserError):
        act(store, late, first, **BY)
    with pytest.raises(UserError):
        duplicate_links.unlink(store, late, **BY)


def test_another_office_s_petition_is_left_as_it_is(store: Store) -> None:
    theirs = OTHERS + bytes(7) + b"\1"
    from_elsewhere(store, "petition", theirs, {"received_on": "2026-09-01", "type": "khieu_nai", "unit": "25921"},
                   replica=OTHERS)  # fmt: skip
    own = new(store)
    linked = duplicate_links.link(store, own, theirs, **BY)
    assert linked.case is None
    assert values(store, "petition", own)["original"] == theirs
    assert values(store, "petition", theirs)["case"] is None
    with pytest.raises(UserError):
        duplicate_links.link(store, theirs, own, **BY)


# --- not the same
def test_what_was_said_not_to_be_the_same_is_not_asked_again(store: Store) -> None:
    first, late = two(store)
    said = duplicate_links.dismiss(store, late, first, **BY)
    assert asked(store, first) == asked(store, late) == []
    assert duplicates.all_proposals(store) == []
    undo.undo(store, said.group or "", officer=LAN)
    assert asked(store, late) == [first]


def test_who_changes_their_mind_links_what_was_dismissed(store: Store) -> None:
    first, late = two(store)
    duplicate_links.dismiss(store, late, first, **BY)
    duplicate_links.link(store, late, first, **BY)
    duplicate_links.unlink(store, late, **BY)
    assert asked(store, late) == [first]


# --- cases
def _two_cases(store: Store) -> tuple[bytes, bytes, dict[str, bytes]]:
    one, other = new(store, "case", code="VV 1"), new(store, "case", code="VV 2", state="dang_giai_quyet")
    rows = {
        "petition": new(store, case=one), "reception": new(store, "reception", received_on=TODAY, case=one),
        "follow_up": new(store, "follow_up", content="Đo lại đất", case=one),
    }  # fmt: skip
    return one, other, rows


def test_a_case_merged_into_another_hands_everything_over_and_is_kept(store: Store) -> None:
    one, other, rows = _two_cases(store)
    done = case_merge.merge(store, one, other, **BY)
    assert {name: values(store, name, row)["case"] for name, row in rows.items()} == dict.fromkeys(rows, other)
    assert values(store, "case", one)["state"] == "da_nhap"
    assert case_merge.merged_into(store, one) == other
    with pytest.raises(UserError):
        case_merge.merge(store, other, one, **BY)
    undo.undo(store, done.group or "", officer=LAN)
    assert values(store, "petition", rows["petition"])["case"] == one


def test_a_merger_taken_back_gives_back_what_has_not_moved_on(store: Store) -> None:
    one, other, rows = _two_cases(store)
    case_merge.merge(store, one, other, **BY)
    elsewhere, later = new(store, "case", code="VV 3"), new(store, case=other)
    with store.batch(officer=LAN) as batch:
        batch.edit("reception", rows["reception"], {"case": elsewhere})
    case_merge.unmerge(store, one, **BY)
    assert values(store, "petition", rows["petition"])["case"] == one
    assert values(store, "reception", rows["reception"])["case"] == elsewhere
    assert values(store, "petition", later)["case"] == other
    assert values(store, "case", one)["state"] is None
    assert case_merge.merged_into(store, one) is None
    with pytest.raises(UserError):
        case_merge.unmerge(store, one, **BY)


def test_before_merging_it_is_told_what_goes_over_and_nothing_is_written(store: Store) -> None:
    one, other, rows = _two_cases(store)
    found = case_merge.preview(store, one, other)
    assert {(moved.type_name, moved.row) for moved in found} == set(rows.items())
    assert values(store, "petition", rows["petition"])["case"] == one
    with pytest.raises(UserError):
        case_merge.preview(store, one, one)


def test_decisions_in_force_are_listed_without_persons_and_taken_back(store: Store) -> None:
    first, late = two(store)
    one, other, _rows = _two_cases(store)
    duplicate_links.link(store, late, first, **BY)
    case_merge.merge(store, one, other, **BY)
    merged, linked = duplicate_decided.decided(store)
    told = [named for decision in (merged, linked) for named in (decision.later, decision.first)]
    assert [named.row for named in told] == [one, other, late, first]
    assert "Thành" not in " ".join(named.title for named in told)
    assert duplicate_decided.of_petition(store, late) == linked
    assert duplicate_decided.of_petition(store, first) is None
    group = duplicate_decided.take_back(store, merged, **BY)
    assert duplicate_decided.decided(store) == [linked]
    with pytest.raises(UserError):
        duplicate_decided.take_back(store, merged, **BY)
    undo.undo(store, group or "", officer=LAN)
    assert duplicate_decided.decided(store) == [merged, linked]


def test_a_visit_joined_to_a_petition_is_listed_and_taken_back_too(store: Store) -> None:
    first, _late = two(store)
    visit = new(store, "reception", received_on=TODAY, people_count=1)
    visit_links.link(store, visit, first, **BY)
    (decision,) = duplicate_decided.decided(store)
    assert (decision.later.type_name, decision.later.row, decision.first.row) == ("reception", visit, first)
    duplicate_decided.take_back(store, decision, **BY)
    assert values(store, "reception", visit)["case"] is None
    assert duplicate_decided.decided(store) == []


def test_two_said_to_be_different_are_asked_about_again_once_that_is_taken_back(store: Store) -> None:
    first, late = two(store)
    duplicate_links.dismiss(store, late, first, **BY)
    (said,) = duplicate_decided.decided(store)
    duplicate_decided.take_back(store, said, **BY)
    assert asked(store, late) == [first]
    with pytest.raises(UserError):
        duplicate_decided.take_back(store, said, **BY)


def test_a_merger_of_cases_leaves_locked_figures_and_drafts_as_they_were(store: Store) -> None:
    one, other, rows = _two_cases(store)
    key = ReportKey("annual", year(2026))
    report_lock.lock(store, key, on=TODAY, officer=LAN)
    drafts.keep(store, "k", "petition", rows["petition"], {"type": "khieu_nai"}, {}, LAN)
    then, kept = report_lock.reported(store, key), drafts.waiting(store, LAN)
    case_merge.merge(store, one, other, **BY)
    assert (report_lock.reported(store, key), drafts.waiting(store, LAN)) == (then, kept)
    case_merge.unmerge(store, one, **BY)
    assert (report_lock.reported(store, key), drafts.waiting(store, LAN)) == (then, kept)


# --- what was reported, and what is nobody's business
def test_a_locked_report_keeps_its_figures_and_tells_what_they_are_now(store: Store) -> None:
    first, late = two(store, state="dang_phan_loai", processed_on=date(2026, 10, 8))
    for row in (first, late):
        same_matter.join(store, "petition", row, officer=LAN)
    case = values(store, "petition", late)["case"]
    new(store, "reception", received_on=date(2026, 10, 5), people_count=1, case=case)
    key = ReportKey("annual", year(2026))
    report_lock.lock(store, key, on=TODAY, officer=LAN)
    then = report_lock.reported(store, key)
    duplicate_links.link(store, late, first, **BY)
    found = {item.code: item for item in figures(store, key.period)}
    assert report_lock.reported(store, key) == then
    changed = report_lock.changes(found, then, {})
    assert changed
    assert all(one.before == then[one.code] != one.now for one in changed)


def test_no_name_stands_in_titles_reasons_log_or_what_a_decision_keeps(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    first, late = two(store)
    pairs: list[Pair] = duplicates.all_proposals(store)
    linked = duplicate_links.link(store, late, first, **BY)
    item = store.get("duplicate", linked.row)
    assert item is not None
    told = [*pairs[0].reasons, titles.title(store.types["duplicate"], item), str(item.values), caplog.text]
    lines = [bytes(line) for (line,) in store.conn.execute("SELECT line FROM op WHERE type = 'duplicate'").fetchall()]
    for secret in ("Hùng", "hung", "Bình Tây", "080075001234", "bồi thường"):
        assert not any(secret in text for text in told)
        assert not any(secret.encode() in line for line in lines)


def test_what_somebody_is_just_typing_in_the_duplicate_is_kept(store: Store) -> None:
    first, late = two(store)
    before = values(store, "petition", late)
    drafts.keep(store, "k", "petition", late, {**before, "note": "Đang gõ dở"}, before, LAN)
    duplicate_links.link(store, late, first, **BY)
    duplicate_links.unlink(store, late, **BY)
    kept = drafts.waiting_for(store, LAN, "petition", late)
    assert kept is not None
    assert kept.values["note"] == "Đang gõ dở"
