"""Ready-made filters by stage: each petition stands where an officer would put it, in the list and by the command."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from danvan_desktop.app import lists, on_time, stages
from danvan_desktop.app.listing import Listing, count, ids
from danvan_desktop.app.listing.filter_cell import cell_text, read_cell
from danvan_desktop.app.listing.sentences import sentence
from danvan_desktop.app.listing.views import from_json, stage_views, to_json
from danvan_desktop.app.lists import Wanted
from danvan_desktop.domain.values import Value
from danvan_desktop.errors import UserError
from danvan_desktop.storage.store import Store
from tests.unit.app.desks import LAN, TODAY

pytestmark = pytest.mark.usefixtures("vietnamese")
DAY = timedelta(days=1)


@pytest.fixture
def store(committee: Store) -> Store:
    return committee


def petition(store: Store, **more: Any) -> bytes:
    given = {"unit": "80305", "type": "khieu_nai", "received_on": date(2026, 9, 3), "state": "moi_tiep_nhan", **more}
    with store.batch(officer=LAN) as batch:
        return batch.new("petition", given)


def of(store: Store, name: str) -> list[bytes]:
    return ids(store, stages.listing(name, TODAY))


def test_processing_and_settlement_are_told_apart_each_with_its_own_term(store: Store) -> None:
    rows = {
        "process-open": petition(store, due_on=TODAY), "process-overdue": petition(store, due_on=TODAY - DAY),
        "settle-open": petition(store, state="dang_xac_minh", due_on=TODAY + DAY),
        "settle-overdue": petition(store, state="da_thu_ly", due_on=TODAY - DAY),
    }  # fmt: skip
    petition(store, state="tam_dinh_chi", due_on=TODAY - DAY)  # the clock stands still
    petition(store, state="dang_xac_minh", due_on=TODAY - DAY, resolved_on=TODAY)
    assert {name: of(store, name) for name in rows} == {name: [row] for name, row in rows.items()}


def test_processed_in_time_is_told_by_the_term_of_the_receipt_whatever_came_after(store: Store) -> None:
    settled = {"state": "da_co_ket_qua", "accepted_on": date(2026, 9, 14), "due_on": date(2026, 10, 14)}
    last = petition(store, processed_on=date(2026, 9, 14), **settled)  # seven working days: the last one
    after = petition(store, processed_on=date(2026, 9, 15), **settled)
    petition(store)  # not processed yet
    assert (of(store, "processed-in-time"), of(store, "processed-late")) == ([last], [after])


def test_a_denunciation_passed_on_has_the_shorter_term_of_passing_on(store: Store) -> None:
    passed = {"type": "to_cao", "state": "da_chuyen", "in_competence": False}
    kept = {"type": "to_cao", "state": "dang_xac_minh", "in_competence": True}
    late = petition(store, processed_on=date(2026, 9, 14), **passed)  # five working days were until the 10th
    good = petition(store, processed_on=date(2026, 9, 14), **kept)
    assert (of(store, "processed-late"), of(store, "processed-in-time")) == ([late], [good])


def test_settled_late_stays_late_and_an_extension_counts(store: Store) -> None:
    done = {"state": "dong", "resolved_on": date(2026, 10, 20), "due_on": date(2026, 10, 19)}
    late = petition(store, **done)
    longer = petition(store, extended_to=date(2026, 10, 30), **done)
    assert (of(store, "settled-late"), of(store, "settled-in-time")) == ([late], [longer])


def test_a_petition_of_an_old_register_is_judged_by_its_acceptance_or_not_at_all(store: Store) -> None:
    told = petition(store, state="dong", accepted_on=date(2026, 9, 10), resolved_on=date(2026, 10, 12))
    petition(store, state="dong", resolved_on=date(2026, 10, 12))  # nobody knows since when its term ran
    assert (of(store, "settled-in-time"), of(store, "settled-late")) == ([told], [])


def test_what_was_forwarded_and_not_answered_for_thirty_days_is_to_be_urged(store: Store) -> None:
    old, new = TODAY - 30 * DAY, TODAY - 29 * DAY
    rows = [petition(store, state=state, doc_on=old) for state in ("da_chuyen", "cho_phuc_dap", "don_doc")]
    petition(store, state="da_chuyen", doc_on=new)
    petition(store, state="cho_phuc_dap", doc_on=old, reply_on=TODAY)
    assert set(of(store, "to-urge")) == set(rows)


def test_the_command_gives_the_same_records_as_the_list(store: Store) -> None:
    late = petition(store, due_on=TODAY - DAY)
    wanted = Wanted("petition", stage="process-overdue", on=TODAY)
    assert lists.wanted_ids(store, wanted) == of(store, "process-overdue") == [late]
    for wrong in (Wanted("petition", stage="nothing", on=TODAY), Wanted("reception", stage="to-urge", on=TODAY)):
        with pytest.raises(UserError):
            lists.wanted_ids(store, wrong)


def test_the_names_of_the_command_are_those_of_the_program() -> None:
    from danvan_desktop.cli.data import STAGES

    assert STAGES == stages.NAMES


@pytest.mark.parametrize(("typed", "test"), [("đúng hạn", "in_time"), ("trễ hạn", "late"), ("qua han", "late")])
def test_in_time_and_late_are_typed_under_a_day_and_told_by_the_chip(store: Store, typed: str, test: str) -> None:
    record = store.types["petition"]
    (condition,) = read_cell(record, "resolved_on", typed, TODAY)
    assert (condition.field, condition.test) == ("resolved_on", test)
    again = read_cell(record, "resolved_on", cell_text(record, (condition,)), TODAY)
    assert again == (condition,)
    assert sentence(record, (condition,)).endswith(cell_text(record, (condition,)))
    assert count(store, Listing("petition", conditions=(condition,))) == 0


def test_the_list_of_petitions_offers_every_stage_and_others_none(store: Store) -> None:
    found = stage_views(store.types["petition"], TODAY)
    assert [from_json(to_json(view)) for view in found] == found
    assert len({view.name for view in found}) == len(stages.ALL)
    assert stage_views(store.types["reception"], TODAY) == []


def test_the_day_itself_is_in_time_and_without_a_day_nothing_is_said(store: Store) -> None:
    from danvan_desktop.app.terms import law

    found = law(store)
    values: dict[str, Value] = {"type": "khieu_nai", "received_on": date(2026, 9, 3), "processed_on": date(2026, 9, 14)}
    assert on_time.in_time(found, values, on_time.PROCESSED) is True
    assert on_time.in_time(found, values, on_time.SETTLED) is None
