"""The layout is told from the organ's name, a choice comes first; a People's Committee names nobody above it."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pypdfium2
import pytest

from danvan_desktop import cli
from danvan_desktop.app import first_run, places
from danvan_desktop.app.first_run import BODY, Setup
from danvan_desktop.app.letters import LetterWanted, letter
from danvan_desktop.domain.organ_side import PARTY, STATE, side_of
from danvan_desktop.reports.organ import organ_from
from danvan_desktop.storage.store import Store
from tests.unit.app.desks import in_memory

pytestmark = pytest.mark.usefixtures("vietnamese")
STATE_NAMES = (
    "Ủy ban nhân dân xã Mẫu", "Uỷ ban nhân dân phường Mẫu", "UBND xã Mẫu", "Hội đồng nhân dân xã", "HĐND xã",
    "Chủ tịch Ủy ban nhân dân xã Mẫu", "Văn phòng HĐND và UBND xã", "Phòng Kinh tế", "Ban Tiếp công dân tỉnh",
    "Ủy ban Mặt trận Tổ quốc Việt Nam xã Mẫu", "Ủy ban MTTQ Việt Nam xã", "Hội Nông dân xã",
)  # fmt: skip
PARTY_NAMES = (
    "Đảng ủy xã Mẫu", "Đảng uỷ Ủy ban nhân dân tỉnh", "Ban Dân vận Tỉnh ủy", "Ban Xây dựng Đảng",
    "Ban Tuyên giáo và Dân vận", "Văn phòng Đảng ủy", "Ủy ban Kiểm tra Đảng ủy", "Ban Thường vụ Đảng ủy", "Xã Mẫu", "",
)  # fmt: skip
BLANK = "cơ quan cấp trên"


@pytest.mark.parametrize(("name", "side"), [*((n, STATE) for n in STATE_NAMES), *((n, PARTY) for n in PARTY_NAMES)])
def test_the_name_tells_whose_layout_it_is(name: str, side: str) -> None:
    assert side_of(name) == side


@pytest.mark.parametrize(
    ("words", "side"),
    [
        (["--organ", "Ủy ban nhân dân xã Mẫu"], "state"), (["--organ", "Đảng ủy xã Mẫu"], "party"), ([], "state"),
        (["--organ", "Ủy ban nhân dân xã Mẫu", "--side", "party"], "party"),
    ],
)  # fmt: skip
def test_init_without_a_side_takes_that_of_the_name(
    words: list[str], side: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    secret = tmp_path / "mk"
    secret.write_text("mật khẩu thử\n", encoding="utf-8")
    office = ["--data-dir", str(tmp_path / "o"), "--passphrase-file", str(secret)]
    made = ["init", "--unit-code", "1", "--unit-name", "UBND xã Mẫu", "--level", "commune", "--officer", "Lê A"]
    assert cli.run([*office, *made, *words]) == 0
    capsys.readouterr()
    assert cli.run([*office, "settings", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["side"] == side


def test_a_state_body_is_suggested_no_party_committee_above_it() -> None:
    setup = Setup(level=BODY, place=places.by_code("66"), body_name="Ủy ban nhân dân xã Mẫu")
    organ = first_run.suggested_organ(setup)
    assert (organ["side"], organ["parent"], organ["symbol"]) == ("state", "", "UBND")
    assert first_run.suggested_organ(Setup(level=BODY, place=setup.place, body_name="Đảng ủy Công an"))["side"] == PARTY


@pytest.fixture
def store() -> Iterator[Store]:
    made = in_memory(name="Ủy ban nhân dân xã Mẫu", side="state", symbol="UBND", place="Mẫu", parent="")
    yield made
    made.close()


SENT = {"state": "da_chuyen"}


def _papers(store: Store) -> tuple[str, str]:
    """The same paper as PDF and as DOCX."""
    with store.batch(officer="A") as batch:
        row = batch.new("petition", {"unit": "80305", "type": "khieu_nai", "received_on": date(2026, 8, 3), **SENT})
    given: dict[str, Any] = {"on": date(2026, 9, 20)}
    with closing(pypdfium2.PdfDocument(letter(store, LetterWanted("reminder", "petition", row, **given), "A"))) as pdf:
        printed = pdf[0].get_textpage().get_text_range()
    wanted = LetterWanted("reminder", "petition", row, format="docx", **given)
    word = docx.Document(io.BytesIO(letter(store, wanted, "A")))
    typed = " ".join(cell.text for table in word.tables for line in table.rows for cell in line.cells)
    return " ".join(printed.split()), " ".join(typed.split())


def test_a_peoples_committee_has_no_line_above_its_name(store: Store) -> None:
    for told in _papers(store):
        assert BLANK not in told
        assert "ỦY BAN NHÂN DÂN XÃ MẪU" in told.upper()


def test_a_line_that_was_typed_stands_and_a_party_organ_keeps_its_blank(store: Store) -> None:
    store.settings.set("organ.parent", "Ủy ban nhân dân tỉnh Mẫu")
    assert all("DÂN TỈNH MẪU" in told.upper() for told in _papers(store))
    store.settings.set("organ.parent", "")
    store.settings.set("organ.side", "party")
    assert all(BLANK in told for told in _papers(store))
    assert organ_from(store.settings).above is None
