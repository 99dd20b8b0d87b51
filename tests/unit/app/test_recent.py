"""Records opened last: the newest first, ten at most, without those in the bin, and no denouncer named."""

from __future__ import annotations

from danvan_desktop.app import recent
from danvan_desktop.storage.store import Store
from tests.unit.app.desks import LAN, reception, save


def test_the_ten_opened_last_are_listed_the_newest_first_and_each_once(store: Store) -> None:
    rows = [save(store, "reception", reception()).row for _number in range(12)]
    kept = ""
    for row in [*rows, rows[5]]:
        kept = recent.opened(kept, "reception", row)
    assert [hit.row for _type, hit in recent.listed(store, kept)] == [rows[5], *reversed(rows[6:]), *rows[4:1:-1]]
    with store.batch(officer=LAN) as batch:
        batch.delete("reception", rows[11])
    assert rows[11] not in [hit.row for _type, hit in recent.listed(store, kept)]


def test_what_is_kept_names_nobody_and_what_cannot_be_read_is_nothing(store: Store) -> None:
    row = save(store, "reception", reception(kind="to_cao", visitor_name=None, content=None)).row
    kept = recent.opened("[[broken", "reception", row)
    assert row.hex() in kept
    assert "Thành" not in kept
    assert [hit.row for _type, hit in recent.listed(store, kept)] == [row]
    assert recent.listed(store, '{"a": 1}') == []
    assert recent.listed(store, '[["strange", "00"]]') == []
