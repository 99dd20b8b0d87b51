"""Reception visits that may be one, or of the case of another record: proposed, linked by a person, taken back."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from danvan_desktop.app import case_merge, drafts, duplicates, report_lock, undo, visit_links
from danvan_desktop.app.figures import figures
from danvan_desktop.app.official_tables import tables
from danvan_desktop.app.report_texts import ReportKey
from danvan_desktop.domain.periods import Period, year
from danvan_desktop.errors import UserError
from danvan_desktop.storage.store import Store
from tests.unit.app.desks import LAN, OTHERS, TODAY, from_elsewhere, values
from tests.unit.app.twins import BY, TOLD, new

HUNG: dict[str, Any] = {
    "received_on": date(2026, 10, 6), "kind": "khieu_nai", "visitor_name": "Nguyễn Văn Hùng", "state": "da_tiep",
    "visitor_address": "ấp Bình Tây, xã Thạnh Hóa", "summary_redacted": TOLD, "people_count": 1,
}  # fmt: skip


def _visit(store: Store, **more: Any) -> bytes:
    return new(store, "reception", **{**HUNG, **more})


def _found(store: Store) -> set[tuple[bytes, bytes]]:
    return {(pair.first, pair.later) for pair in duplicates.all_visits(store)}


# --- what is proposed
def test_a_visit_about_a_petition_is_proposed_to_it_and_is_no_pair_of_petitions(store: Store) -> None:
    petition, visit = new(store), _visit(store, visitor_name="NGUYEN VAN HUNG")
    (pair,) = duplicates.all_visits(store)
    assert (pair.first, pair.first_type, pair.later, pair.later_type) == (petition, "petition", visit, "reception")
    assert [one.row for one in duplicates.visit_proposals(store, visit)] == [petition]
    assert duplicates.all_proposals(store) == []
    assert duplicates.proposals(store, petition) == []


def test_the_same_person_written_down_twice_on_one_day_is_proposed_whatever_the_words(store: Store) -> None:
    desk = _visit(store)
    head = _visit(store, mode="dinh_ky_thu_truong", summary_redacted="Bồi thường đất", visitor_address=None)
    other_day = _visit(store, received_on=date(2026, 10, 13), summary_redacted="Xin trợ cấp", visitor_address=None)
    assert _found(store) == {(desk, head)}
    (pair,) = duplicates.all_visits(store)
    assert "same_day" in pair.codes
    assert other_day not in {one.row for one in duplicates.visit_proposals(store, desk)}


def test_the_period_is_that_of_one_of_the_two(store: Store) -> None:
    new(store)
    _visit(store)
    october = Period(date(2026, 10, 1), date(2026, 10, 31))
    assert len(duplicates.all_visits(store, october)) == 1
    assert duplicates.all_visits(store, Period(date(2026, 11, 1), date(2026, 11, 30))) == []


def test_a_petition_taken_at_the_visit_or_one_of_its_case_is_not_proposed(store: Store) -> None:
    case = new(store, "case", code="VV 1")
    petition = new(store, case=case)
    _visit(store, case=case)
    taken = new(store, petitioner_name="Lê Thị Mai", petitioner_id_no=None, summary_redacted="Xin sửa cầu ván")
    _visit(store, visitor_name="Lê Thị Mai", summary_redacted="Xin sửa cầu ván", petition=taken)
    assert _found(store) == set()
    assert duplicates.proposals(store, petition) == []


def test_a_denouncer_s_visit_is_never_found_by_who_came(store: Store) -> None:
    _visit(store)
    secret = _visit(store, kind="to_cao", summary_redacted="Nhận tiền khi làm giấy tờ nhà đất")
    assert duplicates.visit_proposals(store, secret) == []
    assert _found(store) == set()


# --- what a person decides
def test_a_visit_linked_to_a_petition_is_of_its_case_and_counted_as_one_case(store: Store) -> None:
    petition, visit = new(store), _visit(store)
    again = _visit(store, received_on=date(2026, 10, 20))
    before = tables(store, "TT06-2025", "NAM-2026").total.cells["01/TCD"]
    linked = visit_links.link(store, visit, petition, **BY)
    visit_links.link(store, again, petition, **BY)
    assert values(store, "petition", petition)["case"] == values(store, "reception", visit)["case"] == linked.case
    assert values(store, "reception", again)["visit_no"] == 2
    now = tables(store, "TT06-2025", "NAM-2026").total.cells["01/TCD"]
    assert (before["1"], before["3"], now["1"], now["3"]) == (2, 2, 2, 1)
    assert _found(store) == set()


def test_undo_and_a_later_change_of_mind_both_give_everything_back(store: Store) -> None:
    petition, visit = new(store), _visit(store)
    before = values(store, "petition", petition), values(store, "reception", visit)
    undo.undo(store, visit_links.link(store, visit, petition, **BY).group or "", officer=LAN)
    assert (values(store, "petition", petition), values(store, "reception", visit)) == before
    case = visit_links.link(store, visit, petition, **BY).case
    visit_links.unlink(store, visit, **BY)
    assert (values(store, "petition", petition), values(store, "reception", visit)) == before
    made = store.get("case", case or b"")
    assert made is not None
    assert made.deleted
    assert _found(store) == {(petition, visit)}
    with pytest.raises(UserError):
        visit_links.unlink(store, visit, **BY)


def test_another_matter_is_said_once(store: Store) -> None:
    petition, visit = new(store), _visit(store)
    visit_links.dismiss(store, visit, petition, **BY)
    assert _found(store) == set()
    assert duplicates.visit_proposals(store, visit) == []


def test_what_cannot_be_linked_is_left_as_it_is(store: Store) -> None:
    case = new(store, "case", code="VV 1")
    petition, visit = new(store), _visit(store, case=case)
    new_case = new(store, "case", code="VV 2")
    with store.batch(officer=LAN) as batch:
        batch.edit("petition", petition, {"case": new_case})
    theirs = bytes(OTHERS) + b"\0" * 7 + b"\1"
    from_elsewhere(store, "reception", theirs, {"received_on": "2026-10-06"}, replica=OTHERS)
    for one, other in ((visit, petition), (visit, visit), (visit, b"x" * 16), (theirs, petition)):
        with pytest.raises(UserError):
            visit_links.link(store, one, other, **BY)
    assert values(store, "reception", visit)["case"] == case


def test_drafts_and_reported_figures_stay_when_visits_and_cases_are_put_together_and_apart(store: Store) -> None:
    petition, visit = new(store, state="dang_phan_loai"), _visit(store)
    before = values(store, "reception", visit)
    drafts.keep(store, "k", "reception", visit, {**before, "note": "Đang gõ dở"}, before, LAN)
    key = ReportKey("annual", year(2026))
    report_lock.lock(store, key, on=TODAY, officer=LAN)
    then = report_lock.reported(store, key)
    linked = visit_links.link(store, visit, petition, **BY)
    target = new(store, "case", code="VV 9")
    case_merge.merge(store, linked.case or b"", target, **BY)
    assert values(store, "reception", visit)["case"] == target
    assert report_lock.reported(store, key) == then
    case_merge.unmerge(store, linked.case or b"", **BY)
    visit_links.unlink(store, visit, **BY)
    assert report_lock.reported(store, key) == then
    assert report_lock.changes({item.code: item for item in figures(store, key.period)}, then, {}) == []
    kept = drafts.waiting_for(store, LAN, "reception", visit)
    assert kept is not None
    assert kept.values["note"] == "Đang gõ dở"
