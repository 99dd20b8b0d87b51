"""Checks that look at several fields of one record (dan-van-work.md §8, petitions.md §4.3)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

from danvan_desktop.domain import petition_checks
from danvan_desktop.domain.problem import Problem, Values, error, warning
from danvan_desktop.i18n import N_

WITHDRAWN_BY_SOME = N_("Several people denounce: where only some of them withdraw, the settlement goes on.")
WITHDRAWN_FREELY = N_(
    "Where signs of a breach remain, or the withdrawal was forced or bought, it is settled all the same."
)
CROWD_FROM = 5  # people; TT 06/2025 counts five and more as đoàn đông người
_DISTRICTS_UNTIL = date(2025, 6, 30)
_RESOLVED = petition_checks.RESOLVED

Check = Callable[[Values], Problem | None]


def record_problems(type_name: str, values: Values) -> list[Problem]:
    """What is wrong between the fields of one record; `values` has no value that failed alone."""
    found = (check(values) for check in _CHECKS.get(type_name, ()))
    return [problem for problem in found if problem is not None]


def _in_order(first: str, second: str, code: str, text: str, *, must: bool = False) -> Check:
    """Check that `second` does not lie before `first`."""

    def check(values: Values) -> Problem | None:
        start, end = values.get(first), values.get(second)
        if isinstance(start, date) and isinstance(end, date) and end < start:
            return (error if must else warning)(second, code, text)
        return None

    return check


def _not_after(done: str, due: str, code: str, text: str) -> Check:
    """Check that what was to be done by a day was."""

    def check(values: Values) -> Problem | None:
        when, limit = values.get(done), values.get(due)
        if isinstance(when, date) and isinstance(limit, date) and when > limit:
            return warning(done, code, text)
        return None

    return check


def _years_in_order(first: str, second: str) -> Check:
    def check(values: Values) -> Problem | None:
        start, end = values.get(first), values.get(second)
        if isinstance(start, int) and isinstance(end, int) and end < start:
            return error(second, "years_out_of_order", N_("The last year lies before the first year."))
        return None

    return check


def _number(values: Values, name: str) -> Decimal | None:
    value = values.get(name)
    return Decimal(value) if isinstance(value, int | Decimal) and not isinstance(value, bool) else None


def _not_more(part: str, whole: str, code: str, text: str) -> Check:
    def check(values: Values) -> Problem | None:
        small, large = _number(values, part), _number(values, whole)
        return warning(part, code, text) if small is not None and large is not None and small > large else None

    return check


def _unit_given(values: Values) -> Problem | None:
    if values.get("unit"):
        return None
    return warning("unit", "unit_missing", N_("No unit is given; the record is not counted for any unit."))


def _crowd(values: Values) -> Problem | None:
    people = _number(values, "people_count")
    if people is None or people < CROWD_FROM or values.get("group") is True:
        return None
    return warning("people_count", "crowd", N_("Five people or more: this is a crowd and may need representatives."))


def most_representatives(people: int) -> int:
    """5–10 people send one or two, more than ten up to five; 0 for fewer, who need none (TCD 29; NĐ 124 Art. 6–7)."""
    if people < CROWD_FROM:
        return 0
    return 2 if people <= 10 else 5


def _representatives(values: Values) -> Problem | None:
    people, sent = _number(values, "people_count"), _number(values, "rep_count")
    if people is None or sent is None or people < CROWD_FROM or sent <= most_representatives(int(people)):
        return None
    return warning(
        "rep_count", "too_many_representatives", N_("More representatives than the law allows for this crowd.")
    )


def _resolved_without_date(values: Values) -> Problem | None:
    if values.get("state") in _RESOLVED and values.get("resolved_on") is None:
        return warning("resolved_on", "resolved_without_date", N_("Resolved, but the day of resolution is not given."))
    return None


def _date_without_resolution(values: Values) -> Problem | None:
    state = values.get("state")
    if values.get("resolved_on") is not None and state is not None and state not in _RESOLVED | {"dong", "dinh_chi"}:
        return warning("state", "not_resolved", N_("A day of resolution is given, but the state is not resolved."))
    return None


def _due_date_without_reason(values: Values) -> Problem | None:
    by_rule = values.get("due_moved")
    if values.get("due_by") is None or by_rule in {None, values.get("due_on")} or values.get("due_reason"):
        return None
    text = N_("The due date differs from the rule's; give the reason for it.")
    return warning("due_reason", "due_date_without_reason", text)


def _anonymous_named(values: Values) -> Problem | None:
    if values.get("petitioner_kind") == "nac_danh" and values.get("petitioner_name"):
        return warning("petitioner_name", "anonymous_named", N_("The petition is anonymous, yet a name is given."))
    return None


def _withdrawn_denunciation(values: Values) -> Problem | None:
    """Where some of many withdraw, or signs of a breach remain, a denunciation is settled all the same (TC Art. 33)."""
    if values.get("type") != "to_cao" or values.get("withdrawn") != "toan_bo":
        return None
    people = _number(values, "people_count")
    if people is not None and people > 1:
        return warning("withdrawn", "withdrawn_by_some", WITHDRAWN_BY_SOME)
    return warning("withdrawn", "withdrawn_denunciation", WITHDRAWN_FREELY)


def _withdrawn_not_ended(values: Values) -> Problem | None:
    if values.get("withdrawn") != "toan_bo" or values.get("state") in {None, "dinh_chi", "dong"}:
        return None
    text = N_("Withdrawn as a whole, but the state does not say that it ended.")
    return warning("withdrawn", "withdrawn_not_ended", text)


def _second_round_kind(values: Values) -> Problem | None:
    fits = {"lan_hai": "khieu_nai", "to_cao_tiep": "to_cao"}
    expected = fits.get(str(values.get("round")))
    if expected and values.get("type") not in {None, expected}:
        return warning("round", "round_of_other_type", N_("This round does not fit the type of petition."))
    return None


def _effective_unproved(values: Values) -> Problem | None:
    if values.get("effective") != "co":
        return None
    amounts = ("money_state", "money_people", "money_other", "money_unsplit", "workdays", "land_m2", "households",
               "participants", "beneficiary_count")  # fmt: skip
    if values.get("result_year") and any(_number(values, name) for name in amounts):
        return None
    text = N_("Called effective, but the year's result or every figure behind it is missing.")
    return warning("effective", "effective_unproved", text)


def _no_district(level: str, when: str) -> Check:
    """No district decided, registered or chaired anything after 30 June 2025."""

    def check(values: Values) -> Problem | None:
        if values.get(level) != "huyen":
            return None
        given = values.get(when)
        too_late = given > _DISTRICTS_UNTIL if isinstance(given, date) else isinstance(given, int) and given > 2025
        return warning(level, "no_district", N_("There is no district level after 30 June 2025.")) if too_late else None

    return check


def _announced_late(values: Values) -> Problem | None:
    announced, start = values.get("announced_on"), values.get("start_on")
    if values.get("kind") != "doi_thoai" or not isinstance(announced, date) or not isinstance(start, date):
        return None
    if announced <= start - timedelta(days=7):
        return None
    return warning("announced_on", "announced_late", N_("A dialogue is announced at least seven days before."))


def _published_late(values: Values) -> Problem | None:
    published, start = values.get("result_published_on"), values.get("end_on") or values.get("start_on")
    if values.get("kind") != "doi_thoai" or not isinstance(published, date) or not isinstance(start, date):
        return None
    if published <= start + timedelta(days=10):
        return None
    text = N_("The result of a dialogue is published at most ten days after.")
    return warning("result_published_on", "published_late", text)


def _medal_for_one(values: Values) -> Problem | None:
    if values.get("award_kind") == "ky_niem_chuong" and values.get("recipient_kind") in {"tap_the", "ho_gia_dinh"}:
        return warning("recipient_kind", "medal_for_one", N_("The medal is given to individuals only."))
    return None


def _recipient_kind_given(values: Values) -> Problem | None:
    if values.get("recipient_kind"):
        return None
    return warning("recipient_kind", "recipient_kind_missing", N_("Collective or individual is not said."))


_RESOLVED_EARLY = N_("Resolved before it was received.")
_ORDER_OF_DATES = N_("This date lies before the one it follows from.")
_PART = N_("A part is larger than its whole.")
_LATE = N_("Answered after the day it was due.")
_CHECKS: dict[str, tuple[Check, ...]] = {
    "petition": (
        _unit_given,
        _in_order("written_on", "received_on", "received_before_written", N_("Received before it was written.")),
        _in_order("received_on", "resolved_on", "resolved_before_received", _RESOLVED_EARLY, must=True),
        _in_order("received_on", "accepted_on", "dates_out_of_order", _ORDER_OF_DATES),
        _in_order("accepted_on", "resolved_on", "dates_out_of_order", _ORDER_OF_DATES),
        _in_order("received_on", "due_on", "dates_out_of_order", _ORDER_OF_DATES),
        _in_order("decision_on", "received_on", "decided_after_receipt",
                  N_("Received before the decision complained of.")),
        _in_order("suspended_from", "suspended_to", "dates_out_of_order", _ORDER_OF_DATES),
        _crowd,
        _representatives,
        _not_more("rep_count", "people_count", "more_than_all", N_("More representatives than people.")),
        _not_more("officials_disciplined", "people_disciplined", "more_than_all", _PART),
        _resolved_without_date,
        _due_date_without_reason,
        _date_without_resolution,
        _anonymous_named,
        _second_round_kind,
        _withdrawn_denunciation,
        _withdrawn_not_ended,
        *petition_checks.ALL,
        petition_checks.odd_identity("petitioner_id_no"),
    ),
    "petition_party": (petition_checks.odd_identity("id_no"),),
    "reception": (
        _unit_given,
        petition_checks.odd_identity("visitor_id_no"),
        _crowd,
        _representatives,
        _not_more("rep_count", "people_count", "more_than_all", N_("More representatives than people.")),
        _in_order("received_on", "due_on", "dates_out_of_order", _ORDER_OF_DATES),
    ),
    "case": (_unit_given, _in_order("opened_on", "closed_on", "dates_out_of_order", _ORDER_OF_DATES, must=True)),
    "model": (_unit_given, _years_in_order("first_year", "end_year")),
    "model_year": (
        _in_order("start_date", "end_date", "dates_out_of_order", _ORDER_OF_DATES),
        _effective_unproved,
        _no_district("register_level", "year"),
    ),
    "model_recognition": (_no_district("level", "decision_date"),),
    "event": (
        _unit_given,
        _in_order("start_on", "end_on", "dates_out_of_order", _ORDER_OF_DATES, must=True),
        _announced_late,
        _published_late,
        _no_district("chaired_level", "start_on"),
    ),
    "site": (
        _not_more("present", "invited", "more_than_all", N_("More people present than invited.")),
        _not_more("voters_present", "present", "more_than_all", _PART),
    ),
    "event_opinion": (_not_after("answered_on", "due_date", "answered_late", _LATE),),
    "award": (
        _unit_given,
        _recipient_kind_given,
        _medal_for_one,
        _in_order("minutes_date", "decision_date", "decided_before_minutes",
                  N_("Decided before the minutes of the review."), must=True),
        _in_order("decision_date", "given_on", "dates_out_of_order", _ORDER_OF_DATES),
    ),
    "follow_up": (_not_after("done_on", "due_date", "done_late", N_("Done after the day it was due.")),),
    "report_snapshot": (_in_order("period_from", "period_to", "dates_out_of_order", _ORDER_OF_DATES, must=True),),
    "unit": (_in_order("valid_from", "valid_to", "dates_out_of_order", _ORDER_OF_DATES, must=True),),
}  # fmt: skip
