"""Printers through a CUPS of our own: what comes out, and a sentence for each thing that goes wrong."""

from __future__ import annotations

import io
import json
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from danvan_desktop.app import cups, printing
from danvan_desktop.app.cups import Cups
from danvan_desktop.app.printing import Printer, PrintJob
from danvan_desktop.cli.run import run
from danvan_desktop.errors import DanvanError, EnvironmentProblem, UserError
from danvan_desktop.i18n import set_language
from tests.unit.app.private_cups import CUPSD, PrivateCups

OFFICE, A3 = "Van_phong", "May_A3"
needs_cups = pytest.mark.skipif(CUPSD is None, reason="no cupsd (Debian: cups cups-client)")


def pdf(pages: int = 5) -> bytes:
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out)
    for page in range(pages):
        canvas.drawString(100, 700, f"trang {page + 1}")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


@pytest.fixture(scope="module")
def server() -> Iterator[PrivateCups]:
    root = Path(tempfile.mkdtemp(prefix="danvan-cups-"))
    root.chmod(0o755)  # its filters run as another user
    made = PrivateCups(root)
    made.start()
    try:
        made.add(OFFICE)
        made.add(A3, "A3")
        yield made
    finally:
        made.stop()
        shutil.rmtree(root, ignore_errors=True)


@pytest.fixture
def queue(server: PrivateCups, monkeypatch: pytest.MonkeyPatch) -> PrivateCups:
    """The office's printer, ready."""
    monkeypatch.setenv("CUPS_SERVER", server.address)
    server.run("cupsenable", OFFICE)
    server.run("cupsaccept", OFFICE)
    return server


def printed(server: PrivateCups) -> bytes:
    """What came out last."""
    out = server.root / "out" / f"{OFFICE}.prn"
    for _try in range(50):
        if out.exists() and b"%%EOF" in out.read_bytes()[-1024:]:
            return out.read_bytes()
        time.sleep(0.1)
    return b""


def problem(system: Cups, job: PrintJob) -> str:
    with pytest.raises(DanvanError) as caught:
        system.send(pdf(), job)
    return caught.value.text()


# --- without a print service
@pytest.mark.parametrize(
    ("text", "pages"),
    [("", [0, 1, 2, 3, 4]), ("1-3", [0, 1, 2]), (" 5, 1 ", [4, 0]), ("2,2-3", [1, 2]), ("4-9", [3, 4])],
)
def test_page_lists_are_read_as_people_write_them(text: str, pages: list[int]) -> None:
    assert printing.page_numbers(text, 5) == pages


@pytest.mark.parametrize("text", ["trang 2", "1--2", "3-", "9", "0", "3-1"])
def test_a_page_list_that_means_nothing_is_a_sentence(text: str) -> None:
    with pytest.raises(UserError):
        printing.page_numbers(text, 5)


def test_every_problem_of_a_printer_is_a_sentence_that_offers_to_save_a_pdf() -> None:
    job = PrintJob("Báo cáo", OFFICE)
    found = [
        printing.no_printer(), printing.no_such_printer(OFFICE), printing.wrong_paper(OFFICE, "A4"),
        printing.not_printed("client-error"),
        *(printing.not_ready(Printer(OFFICE, state)) for state in ("offline", "stopped", "refusing")),
    ]  # fmt: skip
    for error in found:
        assert isinstance(error, EnvironmentProblem)
        assert "Save PDF" in error.hint or "Lưu PDF" in error.hint
        assert error.kept
    with pytest.raises(EnvironmentProblem):
        printing.checked([], job)
    with pytest.raises(EnvironmentProblem):
        printing.checked([Printer("May_khac")], job)
    with pytest.raises(EnvironmentProblem):
        printing.checked([Printer(OFFICE, papers=("A3", "A5"))], job)
    assert printing.checked([Printer(OFFICE, papers=("A4",))], job).name == OFFICE


def test_what_cups_says_of_a_printer_is_understood() -> None:
    said = "printer HP is idle.  enabled since X\n\tDescription: HP văn phòng\n\tAlerts: offline-report\n"
    assert cups._printer(said) == Printer("HP", printing.OFFLINE, description="HP văn phòng")
    assert cups._printer("printer HP disabled since X -\n\thết mực\n\tAlerts: paused\n").reason == "hết mực"
    assert cups._printer("printer HP now printing HP-3.  enabled since X\n").state == printing.BUSY


def test_a_printer_without_paper_is_known_by_its_alert(monkeypatch: pytest.MonkeyPatch) -> None:
    said = "printer HP now printing HP-3.  enabled since X\n\tAlerts: media-needed-error\n"
    monkeypatch.setattr(cups, "_said", lambda *words: "HP-3 lan" if words[:2] == ("lpstat", "-o") else said)
    taken_back: list[tuple[str, ...]] = []
    monkeypatch.setattr(cups, "_run", lambda *words, data=None: taken_back.append(words))
    with pytest.raises(EnvironmentProblem) as caught:
        Cups(watch=1)._watched("HP-3", PrintJob("Báo cáo", "HP"))
    assert "A4" in caught.value.message
    assert taken_back == [("cancel", "HP-3")]


def test_only_a_pdf_is_printed_as_a_file(tmp_path: Path) -> None:
    other = tmp_path / "a.pdf"
    other.write_bytes(b"PK")
    with pytest.raises(UserError):
        printing.pdf_file(other)
    with pytest.raises(UserError):
        printing.pdf_file(tmp_path / "none.pdf")


# --- with a real one
@needs_cups
@pytest.mark.slow
def test_a_document_comes_out_and_the_pages_chosen_are_printed(queue: PrivateCups) -> None:
    (queue.root / "out" / f"{OFFICE}.prn").write_bytes(b"")
    system = Cups()
    assert {printer.name for printer in system.printers()} == {OFFICE, A3}
    assert cups.with_options(Printer(OFFICE)).papers == ("A4",)
    sent = system.send(pdf(), PrintJob("Báo cáo tháng 10", OFFICE, pages="1-2", sides=printing.LONG_EDGE))
    assert sent.done
    import pypdf

    assert len(pypdf.PdfReader(io.BytesIO(printed(queue))).pages) == 2


@needs_cups
@pytest.mark.slow
def test_a_paused_a_refusing_a_deleted_printer_and_the_wrong_paper_are_sentences(queue: PrivateCups) -> None:
    system = Cups()
    queue.run("cupsdisable", "-r", "het muc", OFFICE)
    assert "het muc" in problem(system, PrintJob("Báo cáo", OFFICE))
    queue.run("cupsenable", OFFICE)
    queue.run("cupsreject", OFFICE)
    assert OFFICE in problem(system, PrintJob("Báo cáo", OFFICE))
    queue.run("cupsaccept", OFFICE)
    assert "A4" in problem(system, PrintJob("Báo cáo", A3))
    assert "Da_xoa" in problem(system, PrintJob("Báo cáo", "Da_xoa"))


@needs_cups
@pytest.mark.slow
def test_a_printer_that_stops_with_the_job_in_its_queue_gives_the_job_back(queue: PrivateCups) -> None:
    queue.run("lpadmin", "-p", "Hong", "-v", "socket://127.0.0.1:9", "-E")
    try:
        said = problem(Cups(watch=8), PrintJob("Báo cáo", "Hong"))
        assert "Hong" in said
        assert "Hong-" not in queue.run("lpstat", "-o")
    finally:
        queue.run("lpadmin", "-x", "Hong")


@needs_cups
@pytest.mark.slow
def test_nothing_readable_of_the_document_is_left_by_us(queue: PrivateCups, tmp_path: Path) -> None:
    before = {path.name for path in Path("/tmp").iterdir()}
    Cups().send(pdf(), PrintJob("Báo cáo", OFFICE))
    after = {path.name for path in Path("/tmp").iterdir()} - before
    assert [name for name in after if name.endswith((".pdf", ".prn", ".ps"))] == []


@needs_cups
@pytest.mark.slow
def test_the_commands_list_printers_and_print_a_file(
    queue: PrivateCups, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "bao-cao.pdf"
    file.write_bytes(pdf(3))
    try:
        assert run(["printers", "--json"]) == 0
        assert {printer["name"] for printer in json.loads(capsys.readouterr().out)} == {OFFICE, A3}
        assert run(["print", str(file), "--printer", OFFICE, "--pages", "2", "--json"]) == 0
        assert json.loads(capsys.readouterr().out)["printer"] == OFFICE
        assert run(["print", str(file), "--printer", "Khong_co"]) == 1
        assert "Khong_co" in capsys.readouterr().err
        assert run(["print", str(file), "--printer", OFFICE, "--pages", "7"]) == 2
    finally:
        set_language("vi")
