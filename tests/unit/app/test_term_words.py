"""The office's own day and the law's stand side by side where they differ."""

from __future__ import annotations

from datetime import date

from danvan_desktop.app import terms
from danvan_desktop.app.term_words import own_and_law
from danvan_desktop.domain.values import Value
from tests.unit.app.desks import in_memory

COMPLAINT: dict[str, Value] = {
    "unit": "80305", "type": "khieu_nai", "received_on": date(2026, 9, 1), "accepted_on": date(2026, 9, 3),
    "state": "dang_xac_minh",
}  # fmt: skip


def test_both_days_are_told_only_where_somebody_set_another_than_the_laws() -> None:
    store = in_memory()
    found = terms.law(store)
    by_law = terms.term_of(found, COMPLAINT)
    assert by_law is not None
    assert by_law.due is not None
    assert own_and_law(by_law, str) == ""
    own = terms.term_of(found, {**COMPLAINT, "due_on": date(2026, 9, 20), "due_by": "Lan"})
    assert own is not None
    assert own_and_law(own, str) == f"Own day 20/09/2026 · by law {by_law.due:%d/%m/%Y}"
    store.close()
