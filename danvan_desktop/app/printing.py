"""Printing: printers with their state, one job with its wishes, and a sentence for everything that goes wrong.

Two systems know printers: CUPS (`app.cups`, Linux and macOS) and Windows, which the window lends through Qt
(`gui.reports.qt_print`). A PDF goes to either from memory: no file with its content ever lies on the disk.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from danvan_desktop.errors import EnvironmentProblem, UserError
from danvan_desktop.i18n import N_, _

READY, BUSY, STOPPED, OFFLINE, REFUSING = "ready", "busy", "stopped", "offline", "refusing"
STATES = {
    READY: N_("ready"), BUSY: N_("printing"), STOPPED: N_("stopped"), OFFLINE: N_("offline"),
    REFUSING: N_("takes no jobs"),
}  # fmt: skip
ONE_SIDED, LONG_EDGE, SHORT_EDGE = "one-sided", "two-sided-long-edge", "two-sided-short-edge"
SIDES = {
    ONE_SIDED: N_("One side"), LONG_EDGE: N_("Both sides, turned over the long edge"),
    SHORT_EDGE: N_("Both sides, turned over the short edge"),
}  # fmt: skip
_RANGES = re.compile(r"\d{1,5}(-\d{1,5})?(,\d{1,5}(-\d{1,5})?)*")


@dataclass(frozen=True)
class Printer:
    """One printer as the system tells it."""

    name: str
    state: str = READY
    default: bool = False
    description: str = ""
    reason: str = ""
    papers: tuple[str, ...] = ()  # empty when the printer does not say
    duplex: bool = True

    @property
    def usable(self) -> bool:
        """True when a job given now would come out."""
        return self.state in {READY, BUSY}


@dataclass(frozen=True)
class PrintJob:
    """What is printed and how. `pages` as written: "1-3,5", empty for all."""

    title: str
    printer: str
    copies: int = 1
    sides: str = ONE_SIDED
    pages: str = ""
    paper: str = "A4"


@dataclass(frozen=True)
class Sent:
    """A job the printer has taken."""

    number: str
    done: bool


class PrintSystem(Protocol):
    """What knows printers on this machine."""

    def printers(self) -> list[Printer]:
        """All of them, the default one first."""

    def send(self, data: bytes, job: PrintJob) -> Sent:
        """Print; a DanvanError says in a sentence why not."""


def page_numbers(text: str, count: int) -> list[int]:
    """The pages (from 0) that "1-3,5" means in a document of so many; all of them for an empty text."""
    bare = "".join(text.split())
    if not bare:
        return list(range(count))
    if not _RANGES.fullmatch(bare):
        raise bad_pages(text)
    found: list[int] = []
    for piece in bare.split(","):
        first, _dash, last = piece.partition("-")
        found += range(int(first) - 1, int(last or first))
    chosen = [page for page in dict.fromkeys(found) if 0 <= page < count]
    if not chosen:
        raise UserError(
            _("The document has {count} pages; “{text}” is none of them.").format(count=count, text=text),
            hint=_("Write page numbers like 1-3,5."),
        )
    return chosen


def known_pages(text: str, data: bytes) -> str:
    """The page list without blanks, when the document has such pages."""
    if not text.strip():
        return ""
    from danvan_desktop.documents.pdf import page_count

    chosen = page_numbers(text, page_count(data))
    return ",".join(str(page + 1) for page in chosen)


def pdf_file(path: Path) -> bytes:
    """The bytes of a PDF somebody names."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UserError(
            _("The file {name} cannot be read.").format(name=path.name),
            hint=_("Give a PDF file, or a kind of report such as annual or monthly."),
        ) from error
    if not data.startswith(b"%PDF-"):
        raise UserError(_("The file {name} is no PDF.").format(name=path.name), hint=_("Give a PDF file."))
    return data


def bad_pages(text: str) -> UserError:
    """Said when the page numbers cannot be understood."""
    return UserError(
        _("“{text}” is no list of pages.").format(text=text), hint=_("Write page numbers like 1-3,5."),
    )  # fmt: skip


def _save_instead() -> str:
    return _("Choose another printer, or “Save PDF” and print it elsewhere.")


def no_printer() -> EnvironmentProblem:
    """Said when the machine knows no printer at all."""
    return EnvironmentProblem(
        _("This computer has no printer."), kept=_("Nothing was printed; the document is unchanged."),
        hint=_("Connect a printer and try again, or “Save PDF” and print it elsewhere."),
    )  # fmt: skip


def no_such_printer(name: str) -> EnvironmentProblem:
    """Said when the printer that was chosen is gone."""
    return EnvironmentProblem(
        _("The printer “{name}” is no longer on this computer.").format(name=name),
        kept=_("Nothing was printed; the document is unchanged."), hint=_save_instead(),
    )  # fmt: skip


def not_ready(printer: Printer, *, waiting: bool = False) -> EnvironmentProblem:
    """Said when a printer is offline, stopped or takes no jobs; `waiting`: the job lies in its queue."""
    said = {
        OFFLINE: _("The printer “{name}” is offline: switched off, or its cable or network is off."),
        STOPPED: _("The printer “{name}” is stopped."),
        REFUSING: _("The printer “{name}” takes no jobs now."),
    }  # fmt: skip
    reason = f" ({printer.reason})" if printer.reason else ""
    kept = _("The job was taken back; nothing will come out by itself later.") if waiting else (
        _("Nothing was printed; the document is unchanged.")
    )  # fmt: skip
    text = said.get(printer.state, said[STOPPED]).format(name=printer.name).rstrip(".")
    return EnvironmentProblem(f"{text}{reason}.", kept=kept, hint=_save_instead())


def wrong_paper(printer: str, paper: str, *, waiting: bool = False) -> EnvironmentProblem:
    """Said when the printer has not the paper the document needs."""
    kept = _("The job was taken back; nothing will come out by itself later.") if waiting else (
        _("Nothing was printed; the document is unchanged.")
    )  # fmt: skip
    return EnvironmentProblem(
        _("The printer “{name}” has no {paper} paper.").format(name=printer, paper=paper), kept=kept,
        hint=_("Put {paper} paper in, choose another printer, or “Save PDF” and print it elsewhere.").format(
            paper=paper
        ),
    )  # fmt: skip


def said_broken() -> str:
    """Why a job broke off in the middle."""
    return _("the printer stopped in the middle of the document")


def not_printed(reason: str) -> EnvironmentProblem:
    """Said for everything else the print system reports."""
    return EnvironmentProblem(
        _("The printer did not take the document: {reason}.").format(reason=reason.strip().rstrip(".")),
        kept=_("The document is unchanged."), hint=_save_instead(),
    )  # fmt: skip


def checked(found: Sequence[Printer], job: PrintJob) -> Printer:
    """The printer of a job, when it can be given to it now."""
    if not found:
        raise no_printer()
    named = [printer for printer in found if printer.name == job.printer]
    if not named:
        raise no_such_printer(job.printer)
    if not named[0].usable:
        raise not_ready(named[0])
    if named[0].papers and job.paper not in named[0].papers:
        raise wrong_paper(job.printer, job.paper)
    if job.pages and not _RANGES.fullmatch("".join(job.pages.split())):
        raise bad_pages(job.pages)
    return named[0]


def system() -> PrintSystem | None:
    """The system this machine prints with; None on Windows, where the window lends its own."""
    from danvan_desktop.app import cups

    return cups.Cups() if cups.present() else None
