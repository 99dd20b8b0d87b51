"""Checks between the fields of a petition that follow from its steps: suspension, extension, decision, reply."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date

from danvan_desktop.domain.problem import Problem, Values, warning
from danvan_desktop.i18n import N_

DECIDED = frozenset({"khieu_nai", "to_cao"})
RESOLVED = frozenset({"da_co_ket_qua", "lan_hai", "to_cao_tiep", "dang_thi_hanh", "thi_hanh_xong"})
_IDENTITY = re.compile(r"\d{12}|\d{9}|[A-Za-z]{1,3}\d{6,9}|[A-Za-z]\d{4,8}[A-Za-z]?")
SUSPENDED = "tam_dinh_chi"
_ORDER = (("accepted_on", "suspended_from"), ("accepted_on", "extended_to"), ("accepted_on", "result_on"))
_EXTENDED = ("due_start", "extended_to")  # as it is extended; later another term runs
_FORWARDED = frozenset({"chuyen_don", "don_doc"})


def decision_undated(values: Values) -> Problem | None:
    """Tables 03 and 04 count decisions by result and day; where an old register has neither, the tables list it."""
    missing = [name for name in ("result", "result_on") if values.get(name) is None]
    if values.get("type") not in DECIDED or values.get("state") not in RESOLVED or len(missing) != 1:
        return None
    return warning(missing[0], "decision_undated", N_("Without it no official table counts this decision."))


def suspension_open(values: Values) -> Problem | None:
    """Work goes on, but nobody wrote when the suspension ended: its term stands still."""
    begun = isinstance(values.get("suspended_from"), date) and values.get("suspended_to") is None
    if not begun or values.get("state") in {SUSPENDED, "dinh_chi", "dong", *RESOLVED}:
        return None
    text = N_("The end of the suspension is not given; until then the term stands still.")
    return warning("suspended_to", "suspension_open", text)


def extended_without_grounds(values: Values) -> Problem | None:
    """A denunciation is extended where it is complex, twice where it is especially so (TC Art. 30, NĐ 31 Art. 3)."""
    grounds = values.get("complex_grounds")
    count = len(grounds) if isinstance(grounds, tuple) else 0
    if values.get("type") != "to_cao":
        return None
    if values.get("extension2_no") and count < 2:
        text = N_("Two extensions need an especially complex matter: two of the grounds or more.")
        return warning("complex_grounds", "extended_without_grounds", text)
    if values.get("extension_no") and not count and values.get("complex") is not True:
        text = N_("An extension needs a complex matter: one of the grounds at least.")
        return warning("complex_grounds", "extended_without_grounds", text)
    return None


def disordered(values: Values, *, extending: bool = False) -> Iterator[tuple[str, str]]:
    """Pairs of fields of which the second lies before the first, though it follows from it; one for each second.

    `extending`: the term that runs is the one that `extended_to` extends, so its start is looked at too.
    """
    told = set[str]()
    for first, second in (*_ORDER, *((_EXTENDED,) if extending else ())):
        earlier, later = values.get(first), values.get(second)
        if isinstance(earlier, date) and isinstance(later, date) and later < earlier and second not in told:
            told.add(second)
            yield first, second


def dates_impossible(values: Values) -> Problem | None:
    """As old rows and imports may stand; a petition opened again keeps the days of its first time."""
    wrong = next(disordered(values), None)
    if wrong is None or values.get("reopened_by"):
        return None
    return warning(wrong[1], "dates_impossible", N_("This date lies before the one it follows from."))


def closed_without_reply(values: Values) -> Problem | None:
    """Forwarded and closed, but the body it went to has not answered."""
    forwarded = values.get("in_competence") is False and values.get("action") in _FORWARDED
    if values.get("state") != "dong" or not forwarded or values.get("reply_on") or values.get("reply_no"):
        return None
    text = N_("Closed without a reply of the body it was forwarded to.")
    return warning("reply_on", "closed_without_reply", text)


def odd_identity(name: str) -> Callable[[Values], Problem | None]:
    """A check that an identity number is one: 12 digits, 9 of old, or a passport's letters and digits."""

    def check(values: Values) -> Problem | None:
        typed = re.sub(r"[\s.\-]", "", str(values.get(name) or ""))
        if not typed or _IDENTITY.fullmatch(typed):
            return None
        return warning(name, "odd_identity", N_("This is no identity number: 12 digits, 9 of old, or a passport's."))

    return check


ALL = (decision_undated, suspension_open, extended_without_grounds, closed_without_reply, dates_impossible)
