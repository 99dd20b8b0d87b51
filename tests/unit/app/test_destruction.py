"""Several files destroyed by decided minutes: what was of persons is gone, what counts stays, a page says so."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from danvan_desktop.app import access_log, attachments, destruction, retention
from danvan_desktop.app.figures import figures
from danvan_desktop.app.office import Office
from danvan_desktop.domain.periods import Period
from danvan_desktop.errors import UserError
from danvan_desktop.records.petition_party import RESPONDENT
from danvan_desktop.storage.passphrase import Cost
from tests.unit.app.desks import TODAY, UNIT
from tests.unit.app.test_attachments import picture

pytestmark = pytest.mark.usefixtures("vietnamese")
BY = "Biên bản 05/BB ngày 20/11/2026"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made, _code = Office.create(tmp_path / "office", UNIT, "Lê A", "mật khẩu của tôi", cost=Cost(1024, 1))
    yield made
    made.close()


def _old(office: Office, number: str, **more: Any) -> bytes:
    """A petition kept as ineligible for more than a year, with a respondent and a scan."""
    with office.store.batch(officer="Lê A") as batch:
        row = batch.new("petition", {
            "unit": UNIT.code, "received_on": date(2024, 2, 1), "type": "khieu_nai", "petition_no": number,
            "state": "da_luu", "processed_on": date(2024, 2, 10), "petitioner_name": "Trần Thị Hoa",
            "content": "Bà Hoa kể lại", **more,
        })  # fmt: skip
        batch.new("petition_party", {"petition": row, "side": RESPONDENT, "name": "Lê Văn Cán"})
    attachments.add(office.store, "petition", row, picture(kind="PNG", size=(40 + len(number), 30)), "Đơn Hoa.png",
                    "Đơn", "Lê A")  # fmt: skip
    return row


def _values(office: Office) -> list[str]:
    return [value for (value,) in office.store.conn.execute("SELECT value FROM vault").fetchall()]


def test_the_files_chosen_are_destroyed_the_others_and_all_figures_stay(office: Office) -> None:
    first, second, third = _old(office, "1"), _old(office, "22"), _old(office, "333")
    year = Period(date(2024, 1, 1), date(2024, 12, 31))
    before = {one.code: one.shown() for one in figures(office.store, year)}
    done = destruction.destroy(office, [first, second], BY, TODAY)
    assert (done.petitions, done.values, done.files) == (2, 8, 2)
    assert len(_values(office)) == 4
    assert [attachments.of(office.store, "petition", row)[0].here for row in (first, second, third)] == [
        False, False, True,
    ]  # fmt: skip
    assert {one.code: one.shown() for one in figures(office.store, year)} == before
    assert [one.row for one in retention.due(office.store, TODAY)] == [third]
    page = pypdfium2.PdfDocument(done.pdf)[0].get_textpage().get_text_bounded().replace("\r\n", " ")
    assert "05/BB" in page
    assert "8 giá trị" in page
    assert "2 tệp" in page
    assert "Hoa" not in page
    said = [line.subject for line in access_log.lines(office.store, acts=("destroyed",))]
    assert said == [second.hex(), first.hex(), f"{BY}: 2"] or said == [first.hex(), second.hex(), f"{BY}: 2"]


def test_nothing_is_destroyed_without_decided_minutes_or_before_its_time(office: Office) -> None:
    old, young = _old(office, "1"), _old(office, "22", processed_on=date(2026, 9, 1))
    for rows, by in (([old], "  "), ([old, young], BY), ([], BY)):
        with pytest.raises(UserError):
            destruction.destroy(office, rows, by, TODAY)
    assert len(_values(office)) == 8
    assert not access_log.lines(office.store, acts=("destroyed",))


def test_the_proposal_lists_only_what_was_ticked(office: Office) -> None:
    first, _second = _old(office, "1"), _old(office, "22")
    page = pypdfium2.PdfDocument(retention.minutes(office.store, TODAY, "Lê A", rows=[first]))[0]
    assert "tiêu hủy 1 hồ sơ" in page.get_textpage().get_text_bounded().replace("\r\n", " ")
    assert len(_values(office)) == 8
