"""What leaves by a door: levels settled and asked for, rows that hang on a denunciation, annexes, the morning list."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from danvan_desktop.app import disclosure, morning_list
from danvan_desktop.app.disclosure import Disclosure
from danvan_desktop.app.overview import overview
from danvan_desktop.cli.run import run
from danvan_desktop.domain import denouncer
from danvan_desktop.domain.masking import Level
from danvan_desktop.domain.periods import Period
from danvan_desktop.reports.model_list import model_lines
from danvan_desktop.storage.store import Store
from tests.unit.app.desks import TODAY
from tests.unit.cli.offices import answer, new_office

pytestmark = pytest.mark.usefixtures("vietnamese")


@pytest.fixture
def store(commune: Store) -> Store:
    return commune


def _new(store: Store, type_name: str, **values: Any) -> bytes:
    with store.batch(officer="A") as batch:
        return batch.new(type_name, {"unit": "80305", **values})


def _denunciation(store: Store) -> bytes:
    return _new(store, "petition", received_on=date(2026, 7, 2), type="to_cao", register_no="7", note="Tôi là Yến")


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"received_on": date(2026, 7, 2), "register_no": "7"}, "TC-2026-0007"),
        ({"received_on": date(2026, 7, 2), "petition_no": "15/2026"}, "TC-2026-0015"),
        ({"received_on": date(2026, 7, 2), "petition_no": "TC-2026-0009"}, "TC-2026-0009"),
        ({"received_on": date(2026, 7, 2), "register_no": "7/ĐT"}, "TC-2026-7/ĐT"),
        ({"received_on": date(2026, 7, 2)}, "TC-2026-00000005"),
        ({"received_on": date(2026, 7, 2), "register_no": "7", "kind": "to_cao"}, "TC-2026-0007-TD"),
        ({"received_on": date(2026, 7, 2), "kind": "to_cao"}, "TC-2026-00000005-TD"),
    ],
)
def test_the_code_is_of_the_year_and_the_book(values: dict[str, Any], code: str) -> None:
    assert denouncer.code_of(values, (5).to_bytes(16, "big")) == code


def test_a_door_has_what_is_asked_for_then_what_the_office_settled_then_its_own(store: Store) -> None:
    doors = (disclosure.LIST, disclosure.REGISTER, disclosure.COPY)
    assert [disclosure.level(store, door) for door in doors] == [Level.MASKED, Level.FULL, Level.FULL]
    store.settings.set("names.leaving", "code")
    assert [disclosure.level(store, door) for door in doors] == [Level.CODE] * 3
    assert disclosure.level(store, disclosure.LIST, "full") is Level.FULL
    store.settings.set("names.leaving", "nonsense")
    assert disclosure.level(store, disclosure.LIST) is Level.MASKED


def test_what_hangs_on_a_denunciation_leaves_as_secret_even_with_the_tick(store: Store) -> None:
    petition = _denunciation(store)
    rows = {
        "petition_opinion": _new(store, "petition_opinion", petition=petition, body="Công an", opinion="Bà Yến nói"),
        "follow_up": _new(store, "follow_up", petition=petition, content="Gặp bà Yến"),
        "attachment": _new(store, "attachment", owner_type="petition", owner_row=petition.hex(), file_name="Yến.pdf",
                           sha256="00" * 32),
    }  # fmt: skip
    for name, row in rows.items():
        item = store.get(name, row)
        assert item is not None
        for going in (Disclosure(Level.FULL), Disclosure(Level.FULL, content=True)):
            told = disclosure.values(store, store.types[name], item, going)
            assert "(giữ bí mật)" in told.values()
            shown = {**{key: str(value) for key, value in item.values.items()}, **told}
            assert "Yến" not in str(shown)


def test_a_task_out_of_a_denunciation_is_printed_by_its_code(store: Store) -> None:
    petition = _denunciation(store)
    _new(store, "follow_up", petition=petition, content="Gặp bà Yến ở ấp 9", due_date=TODAY, status="dang")
    _new(store, "follow_up", content="Nạo vét kênh", due_date=TODAY, status="dang")
    with pypdfium2.PdfDocument(morning_list.pdf(store, overview(store, TODAY))) as opened:
        text = " ".join(page.get_textpage().get_text_range() for page in opened).replace("\r\n", " ")
    assert "Yến" not in text
    assert "TC-2026-0007" in text
    assert "Nạo vét kênh" in text


def test_individuals_in_the_annex_of_models_are_named_at_the_level_asked_for(store: Store) -> None:
    rows = []
    for kind, name in (("ca_nhan", "Lê Thị Mơ"), ("tap_the", "Hội Nông dân xã")):
        row = _new(store, "model", name="Mô hình", code="M1", holder_kind=kind, holder_name=name, first_year=2026)
        _new(store, "model_year", model=row, year=2026)
        rows.append(row)
    year = Period(date(2026, 1, 1), date(2026, 12, 31))
    told = {level: {line.holder for line in model_lines(store, rows, year, level)} for level in Level}
    assert told[Level.FULL] == {"Lê Thị Mơ", "Hội Nông dân xã"}
    assert told[Level.MASKED] == {"Lê T. M.", "Hội Nông dân xã"}
    assert told[Level.CODE] == {"M1", "Hội Nông dân xã"}


def test_the_level_is_settled_and_shown_by_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = new_office(tmp_path)
    assert answer(words, capsys, "names")["doors"]["list"] == "masked"
    found = answer(words, capsys, "names", "set", "full")
    assert (found["setting"], set(found["doors"].values())) == ("full", {"full"})
    assert answer(words, capsys, "names", "set", "by-kind")["setting"] == "by-kind"
    assert run([*words, "names", "set"]) == 2
    acts = [line["act"] for line in answer(words, capsys, "access-log")["entries"]]
    assert acts.count("settings_changed") == 2


def test_an_annex_remembers_how_its_individuals_stand(store: Store) -> None:
    from danvan_desktop.app.report import MODELS, Wanted, report_bytes

    row = _new(store, "model", name="Mô hình", code="M1", holder_kind="ca_nhan", holder_name="Lê Thị Mơ",
               first_year=2026)  # fmt: skip
    _new(store, "model_year", model=row, year=2026, field="kinh_te")
    year = Period(date(2026, 1, 1), date(2026, 12, 31))
    for text, name in (("", "Lê Thị Mơ"), ("{{=names:masked}}", "Lê T. M."), ("{{=names:code}}", "M1")):
        data = report_bytes(store, Wanted("annual", year, TODAY, "pdf", texts={MODELS: text}))
        with pypdfium2.PdfDocument(data) as opened:
            told = " ".join(page.get_textpage().get_text_range() for page in opened).replace("\r\n", " ")
        assert name in told
        assert ("Mơ" in told) == (name == "Lê Thị Mơ")
