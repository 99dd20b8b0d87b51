"""A package of a foreign or older program that names who denounces: the op stays as signed, the name does not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from danvan_desktop import records
from danvan_desktop.app import denouncers, denunciations_out, editing, handover, lists, record_history
from danvan_desktop.app.lists import Wanted
from danvan_desktop.errors import UserError
from danvan_desktop.handoff.imported import ImportedPackage
from danvan_desktop.records.petition_party import SENDER
from danvan_desktop.storage.identity import UnitInfo
from danvan_desktop.storage.store import Store
from tests.unit.handoff.enrolled import Enrolled
from tests.unit.handoff.offices import delivered, taken_from

pytestmark = pytest.mark.usefixtures("english")
UNITS = {
    "P": UnitInfo("80", "Tỉnh Ví dụ", "province"), "C1": UnitInfo("80305", "Xã Thạnh An", "commune"),
    "C2": UnitInfo("80305", "Xã Thạnh An", "commune"),
}  # fmt: skip
BLIND = {
    record.name: replace(record, fields=tuple(replace(field, denouncer_when=None) for field in record.fields))
    for record in records.ALL
}  # fmt: skip
CANARY, PLACE = "Phạm Thị Chim Yến", "Ngõ Hoàng Oanh, ấp 9"
NAMED = {"petitioner_name": CANARY, "petitioner_address": PLACE, "petitioner_phone": "0988777666"}
LETTER = {"unit": "80305", "received_on": date(2026, 7, 2), "register_no": "7", "register_year": 2026}


@pytest.fixture
def offices() -> Iterator[Enrolled]:
    made = Enrolled(UNITS, (("C1", "P"), ("C2", "C1")))
    yield made
    made.close()


def _written(store: Store, type_name: str, values: dict[str, Any], row: bytes | None = None) -> bytes:
    """A record as a program that knows no rule of denouncers writes it: ours drops such a name at once."""
    foreign = Store(store.conn, BLIND)
    with foreign.batch(officer="cũ") as batch:
        if row is None:
            row = batch.new(type_name, values)
        else:
            batch.edit(type_name, row, values)
    store._clock = None  # the other program has gone on counting
    store.rebuild()  # and ours reads what it wrote
    return row


def _handed(offices: Enrolled, sender: str, receiver: str) -> ImportedPackage:
    stick = offices.home / "usb"
    packages = handover.export(offices[sender], UNITS[receiver].code, stick, denunciations=True)
    (data,) = taken_from([Path(package.file) for package in packages])
    result, receipt = delivered(offices[receiver], stick, data)
    if receipt:
        delivered(offices[sender], stick, receipt)
    return result


def _vault(store: Store) -> str:
    return " ".join(value for (value,) in store.conn.execute("SELECT value FROM vault").fetchall())


def _shown(store: Store, row: bytes) -> str:
    """Everything a person could read of a petition: its values, list, history, and whether search finds the name."""
    item = store.get("petition", row)
    told = [
        str(item),
        str(lists.as_json(store, Wanted("petition"))),
        str(record_history.history(store, "petition", row.hex())),
    ]
    told += ["FOUND " + CANARY for _row in store.search("petition", "chim yen")]
    people = editing.children(store, "petition", row).get("petition_party", [])
    return " ".join([*told, *map(str, people)])


def test_a_name_that_comes_with_a_denunciation_is_counted_and_neither_kept_nor_shown(offices: Enrolled) -> None:
    row = _written(offices["C1"], "petition", {**LETTER, "type": "to_cao", **NAMED})
    _written(offices["C1"], "petition_party", {"petition": row, "side": SENDER, "name": CANARY, "address": PLACE})
    _written(offices["C1"], "petition", {**LETTER, "type": "khieu_nai", "petitioner_name": "Lê Thị Mơ"})
    result = _handed(offices, "C1", "C2")
    assert (result.status, result.new, result.denouncers) == ("applied", 3, 2)
    assert "2 denunciations" in result.reason
    store = offices["C2"]
    assert "Lê Thị Mơ" in _vault(store)
    assert not [word for word in (CANARY, PLACE, "0988777666") if word in _vault(store) + _shown(store, row)]
    lines = [line for (line,) in store.conn.execute("SELECT line FROM op WHERE row = ?", (row,)).fetchall()]
    theirs = offices["C1"].conn.execute("SELECT line FROM op WHERE row = ?", (row,)).fetchall()
    assert lines == [line for (line,) in theirs]
    assert b"petitioner_name" in lines[0]
    assert store.check_rebuild().equal
    assert denouncers.left(store) == []


def test_the_office_that_holds_such_a_name_sees_a_code_only_and_is_told_until_it_is_destroyed(
    offices: Enrolled,
) -> None:
    store = offices["C1"]
    row = _written(store, "petition", {**LETTER, "type": "to_cao", **NAMED})
    assert CANARY not in _shown(store, row)
    (found,) = denouncers.left(store)
    assert (found.title, found.values) == ("TC-2026-0007", 3)


def test_a_complaint_that_became_a_denunciation_hides_its_name_on_the_other_computer_too(offices: Enrolled) -> None:
    one, two = offices["C1"], offices["C2"]
    row = _written(one, "petition", {**LETTER, "type": "khieu_nai", **NAMED})
    _handed(offices, "C1", "C2")
    assert CANARY in _shown(two, row)
    _written(one, "petition", {"type": "to_cao"}, row)
    _handed(offices, "C1", "C2")
    assert CANARY not in _shown(two, row)
    assert [left.row for left in denouncers.left(two)] == [row]  # what lay here before is asked about, never taken
    one.destroy_hashes({digest for hashes in _hashes(one) for digest in hashes})
    with one.batch(officer="A") as batch:
        batch.edit("petition", row, {"petition_no": "7/ĐT"})
    _handed(offices, "C1", "C2")
    assert denouncers.left(two) == []
    assert CANARY not in _vault(two)


def _hashes(store: Store) -> list[set[bytes]]:
    from danvan_desktop.storage import denouncers as stored

    return list(stored.left(store.conn, store.types).values())


def test_a_province_is_told_that_an_older_program_below_named_somebody(offices: Enrolled) -> None:
    row = _written(offices["C1"], "petition", {**LETTER, "type": "to_cao", **NAMED})
    result = _handed(offices, "C1", "P")
    assert result.denouncers == 1
    assert CANARY not in _shown(offices["P"], row)


def test_a_summary_of_a_denunciation_leaves_the_office_only_by_the_tick_and_then_once(offices: Enrolled) -> None:
    one = offices["C1"]
    _written(one, "petition", {**LETTER, "type": "to_cao", "summary_redacted": "Thu tiền sai"})
    with pytest.raises(UserError, match="TC-2026-0007"):
        handover.export(one, "80", offices.home / "usb")
    assert not list((offices.home / "usb").glob("*.danvan"))
    assert denunciations_out.going(one, "80305") == []  # another computer of this office is no door
    _handed(offices, "C1", "P")
    assert denunciations_out.going(one, "80") == []
    assert denunciations_out.going(one, "80", full=True) == ["TC-2026-0007"]
    log = [subject for (subject,) in one.conn.execute("SELECT subject FROM access_log WHERE act = 'denunciation_left'")]
    assert log == ["80: TC-2026-0007"]
