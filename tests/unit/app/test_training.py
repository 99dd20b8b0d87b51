"""The training office: sample data, a word across every page, packages no real office takes in, and the other way."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from docx import Document as WordDocument
from pypdf import PdfReader

from danvan_desktop.app import handover, training
from danvan_desktop.app.office import Office
from danvan_desktop.app.report import report
from danvan_desktop.app.watermark import WORD, watermark
from danvan_desktop.cli import run
from danvan_desktop.documents import stamp
from danvan_desktop.documents.model import Document, Header, Paragraph, Title
from danvan_desktop.documents.pdf import to_pdf
from danvan_desktop.documents.profiles import profile_for
from danvan_desktop.domain.periods import Period
from danvan_desktop.errors import UserError
from danvan_desktop.storage import training_mark
from danvan_desktop.storage.identity import UnitInfo
from danvan_desktop.storage.passphrase import Cost

SECRET = "mật khẩu của tôi"
CHEAP = Cost(memory_kib=1024, passes=1)
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
Make = Callable[..., Office]


@pytest.fixture
def make(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Make]:
    monkeypatch.setattr(training, "COST", CHEAP)
    opened: list[Office] = []

    def made(code: str, level: str = "commune", parent: str = "", *, trains: bool = False) -> Office:
        office, _code = Office.create(
            tmp_path / code, UnitInfo(code, f"Đơn vị {code}", level, parent), "Lê A", SECRET, cost=CHEAP
        )
        if trains:
            training_mark.mark(office.store.settings)
        opened.append(office)
        return office

    yield made
    for office in opened:
        office.close()
    stamp.use("")


def enrol(lower: Office, upper: Office, folder: Path) -> None:
    handover.enrol_request(lower.store, folder / "xin.danvan-req")
    handover.enrol_accept(upper.store, folder / "xin.danvan-req", folder / "cap.danvan-crt")
    handover.enrol_finish(lower.store, folder / "cap.danvan-crt")


@pytest.mark.usefixtures("make")
def test_it_is_made_with_the_sample_registers_and_opened_again(tmp_path: Path) -> None:
    for _time in range(2):
        with training.open_office(tmp_path / "th") as office:
            assert training.is_training(office.store)
            assert office.store.unit.code.startswith(training_mark.UNIT)
            assert (
                len(office.store.search("petition", ""))
                or office.store.conn.execute("SELECT count(*) FROM v_petition").fetchone()[0]
            )
            assert watermark(office.store) == WORD


def test_a_real_offices_folder_is_never_taken_for_training(make: Make) -> None:
    real = make("X1")
    real.close()
    with pytest.raises(UserError) as raised:
        training.open_office(real.data_dir)
    assert raised.value.code == "training"


def test_its_folder_lies_beside_the_real_one() -> None:
    from danvan_desktop import paths

    assert training.folder().parent == paths.default_data_dir().parent
    assert training.folder() != paths.default_data_dir()


@pytest.mark.usefixtures("make")
@pytest.mark.parametrize("kind", ["annual", "petition-register"])
def test_every_page_of_its_pdf_bears_the_word_and_the_figures_stay(tmp_path: Path, kind: str) -> None:
    with training.open_office(tmp_path / "th") as office:
        report(office.store, kind, YEAR, on=date(2026, 12, 15), format="pdf", path=tmp_path / "a.pdf")
    pages = [page.extract_text() for page in PdfReader(tmp_path / "a.pdf").pages]
    assert pages
    assert all(WORD in page for page in pages)


@pytest.mark.usefixtures("make")
@pytest.mark.parametrize("kind", ["annual", "petition-register"])
def test_its_docx_bears_the_word_in_the_head_of_every_page(tmp_path: Path, kind: str) -> None:
    with training.open_office(tmp_path / "th") as office:
        report(office.store, kind, YEAR, on=date(2026, 12, 15), format="docx", path=tmp_path / "a.docx")
    word = WordDocument(str(tmp_path / "a.docx"))
    heads = [head._element.xml for head in (word.sections[0].header, word.sections[0].first_page_header)]
    assert all(WORD in head for head in heads)


def test_a_page_nobody_thought_of_bears_it_too_and_a_real_one_does_not(make: Make, tmp_path: Path) -> None:
    page = Document(profile_for("party", date(2026, 1, 1)), Header(), Title("TỜ TRÌNH"), (Paragraph("Nội dung"),))
    with training.open_office(tmp_path / "th"):
        assert WORD in PdfReader(io.BytesIO(to_pdf(page))).pages[0].extract_text()
    make("X1")
    assert WORD not in PdfReader(io.BytesIO(to_pdf(page))).pages[0].extract_text()


@pytest.mark.parametrize("lower_trains", [True, False])
def test_training_and_real_offices_do_not_enrol_with_each_other(make: Make, tmp_path: Path, lower_trains: bool) -> None:
    lower = make("X1", parent="T1", trains=lower_trains)
    upper = make("T1", "province", trains=not lower_trains)
    with pytest.raises(UserError) as raised:
        enrol(lower, upper, tmp_path)
    assert raised.value.code == "training"


@pytest.mark.parametrize(("lower_trains", "word"), [(True, "training"), (False, "real")])
def test_a_package_of_the_other_kind_is_refused_whatever_else_it_is(
    make: Make, tmp_path: Path, lower_trains: bool, word: str
) -> None:
    lower = make("X1", parent="T1", trains=lower_trains)
    upper = make("T1", "province", trains=lower_trains)
    enrol(lower, upper, tmp_path)
    upper.store.settings.set(training_mark.SETTING, "" if lower_trains else "1")  # as if the two had been mixed
    (tmp_path / "usb").mkdir()
    handover.export(lower.store, "T1", tmp_path / "usb")
    [taken] = handover.import_path(upper.store, tmp_path / "usb")
    assert (taken.status, taken.word) == ("quarantined", word)
    assert taken.reason


def test_training_offices_exchange_packages_among_themselves(make: Make, tmp_path: Path) -> None:
    lower = make("tap-huan-x", parent="tap-huan-t", trains=True)
    upper = make("tap-huan-t", "province", trains=True)
    enrol(lower, upper, tmp_path)
    handover.export(lower.store, "tap-huan-t", tmp_path / "usb")
    assert [taken.status for taken in handover.import_path(upper.store, tmp_path / "usb")] == ["applied"]


def test_a_training_package_that_cannot_even_be_opened_is_known_by_its_name(make: Make, tmp_path: Path) -> None:
    lower = make("tap-huan-x", parent="tap-huan-t", trains=True)
    enrol(lower, make("tap-huan-t", "province", trains=True), tmp_path)
    [package] = handover.export(lower.store, "tap-huan-t", tmp_path / "usb")
    [taken] = handover.import_path(make("T9", "province").store, Path(package.file))
    assert taken.word == "training"


def test_the_command_makes_it_and_says_its_passphrase(
    tmp_path: Path, make: Make, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["training", str(tmp_path / "th")]) == 0
    assert training.PASSPHRASE in capsys.readouterr().out
    make("X1").close()
    assert run(["training", str(tmp_path / "X1")]) == 2
