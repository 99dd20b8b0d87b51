"""A complaint that turns out to be a denunciation: asked first, then no name is left and every figure stays."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from danvan_desktop.app import access_log, attachments, denouncers, lists, parties, record_history, typed_record
from danvan_desktop.app.figures import figures
from danvan_desktop.app.office import Office
from danvan_desktop.domain.periods import Period
from danvan_desktop.errors import UserError
from danvan_desktop.records.petition_party import DENOUNCER, REPRESENTATIVE, SENDER
from danvan_desktop.storage.passphrase import Cost
from tests.unit.app.desks import TODAY, UNIT
from tests.unit.app.test_attachments import picture

pytestmark = pytest.mark.usefixtures("vietnamese")
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
NAME = "Phạm Thị Chim Yến"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made, _code = Office.create(tmp_path / "office", UNIT, "Lê A", "mật khẩu của tôi", cost=Cost(1024, 1))
    yield made
    made.close()


@pytest.fixture
def row(office: Office) -> bytes:
    """A complaint of four people: its sender, another one, a representative and a file, all named after one person."""
    with office.store.batch(officer="Lê A") as batch:
        row = batch.new("petition", {
            "unit": UNIT.code, "received_on": date(2026, 7, 2), "type": "khieu_nai", "register_no": "7",
            "register_year": 2026, "petitioner_name": NAME, "petitioner_address": "Ngõ Chim Yến", "people_count": 4,
        })  # fmt: skip
        for side in (SENDER, REPRESENTATIVE):
            batch.new("petition_party", {"petition": row, "side": side, "name": NAME, "phone": "0988777666"})
    attachments.add(office.store, "petition", row, picture(kind="PNG"), f"Đơn {NAME}.png", "Đơn", "Lê A")
    return row


def _edit(office: Office, row: bytes, **more: Any) -> None:
    record, item = lists.find(office.store, "petition", row.hex())
    typed_record.edit(office, record, item, {"type": "to_cao"}, TODAY, **more)


def _in_the_file(office: Office) -> str:
    texts = [value for (value,) in office.store.conn.execute("SELECT value FROM vault").fetchall()]
    for name, record in office.store.types.items():
        texts += [f"chim yen in {name}" for _row in office.store.search(name, "chim yen")] if record.searchable else []
    return " ".join(texts).lower()


def test_it_is_asked_with_labels_and_the_code_and_never_with_a_value(office: Office, row: bytes) -> None:
    record, item = lists.find(office.store, "petition", row.hex())
    found = denouncers.becoming(office.store, record, row, {**item.values, "type": "to_cao"})
    assert found is not None
    assert (found.code, found.people, found.files) == ("TC-2026-0007", 2, 1)
    assert "Họ và tên người gửi" in found.sentence()
    assert "Yến" not in found.sentence()
    assert denouncers.becoming(office.store, record, row, {**item.values, "type": "kien_nghi"}) is None


def test_without_the_word_to_destroy_nothing_is_saved(office: Office, row: bytes) -> None:
    with pytest.raises(UserError, match="TC-2026-0007"):
        _edit(office, row)
    found = office.store.get("petition", row)
    assert found is not None
    assert (found.values["type"], found.values["petitioner_name"]) == ("khieu_nai", NAME)


def test_with_it_no_name_is_left_anywhere_and_the_figures_stay(office: Office, row: bytes) -> None:
    before = {one.code: one.shown() for one in figures(office.store, YEAR)}
    _edit(office, row, destroy_names=True)
    after = {one.code: one.shown() for one in figures(office.store, YEAR)}
    moved = {code for code in {*before, *after} if before.get(code) != after.get(code)}
    assert {code for code in moved if "type" not in code and not code.startswith("D04.")} == set()
    assert after["D04"] == before["D04"]
    told = _in_the_file(office)
    assert not [word for word in ("chim yen", "chim yến", "0988777666") if word in told]
    people = parties.of(office.store, row)
    assert [one.values["side"] for one in people] == [DENOUNCER, REPRESENTATIVE]
    item = office.store.get("petition", row)
    assert item is not None
    assert item.values["people_count"] == 4
    (file,) = attachments.of(office.store, "petition", row)
    assert (file.file_name, file.here) == ("", True)
    assert "Yến" not in str(record_history.history(office.store, "petition", row.hex()))
    assert denouncers.left(office.store) == []
    assert office.store.check_rebuild().equal
    assert [line.act for line in access_log.lines(office.store, acts=("destroyed",))] == ["destroyed"]
