"""CUPS through its own commands: what printers there are, handing a PDF over by pipe, watching the job."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import time
from dataclasses import replace

from danvan_desktop.app import printing
from danvan_desktop.app.printing import Printer, PrintJob, Sent
from danvan_desktop.errors import EnvironmentProblem
from danvan_desktop.i18n import _

_TIMEOUT = 15.0
_WATCH = 6.0  # seconds a job is watched before it is believed to be all right
_STEP = 0.3
_OFFLINE = ("offline", "connecting-to-device", "shutdown", "timed-out")
# what the backends say while a job waits for a printer that does not answer; an idle printer's words may be old
_SILENT = re.compile(r"may not exist or is unavailable|not responding|[Uu]nable to locate|unreachable|not connected")
_PAPER = ("media-needed", "media-empty", "media-low-error", "input-tray-missing")


def present() -> bool:
    """Whether the commands of CUPS are on this machine."""
    return os.name == "posix" and shutil.which("lp") is not None and shutil.which("lpstat") is not None


def _run(*words: str, data: bytes | None = None) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "LC_ALL": "C", "LANG": "C"}  # the answers are read, so they must be English
    try:
        return subprocess.run(  # noqa: S603  the commands of CUPS; no shell reads the words
            words, input=b"" if data is None else data, capture_output=True, check=False, timeout=_TIMEOUT,
            env=environment,
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise printing.not_printed(_("the print service does not answer")) from error
    except OSError as error:
        raise printing.not_printed(error.strerror or type(error).__name__) from error


def _said(*words: str) -> str:
    return _run(*words).stdout.decode("utf-8", "replace")


class Cups:
    """The printers of CUPS."""

    def __init__(self, *, watch: float = _WATCH) -> None:
        self._watch = watch

    def printers(self) -> list[Printer]:
        """All of them, the default one first."""
        told, accepting = _said("lpstat", "-l", "-p"), _said("lpstat", "-a")
        default = _said("lpstat", "-d").rpartition(": ")[2].strip()
        refusing = set(re.findall(r"^(\S+) not accepting requests", accepting, re.MULTILINE))
        found = [_printer(text) for text in re.split(r"(?m)^(?=printer )", told) if text.startswith("printer ")]
        found = [replace(p, default=p.name == default) for p in found]
        found = [replace(p, state=printing.REFUSING) if p.name in refusing and p.usable else p for p in found]
        return sorted(found, key=lambda printer: (not printer.default, printer.name.casefold()))

    def send(self, data: bytes, job: PrintJob) -> Sent:
        """Hand the PDF to CUPS by pipe and watch the job until it is done or has gone on for some seconds."""
        listed = [with_options(p) if p.name == job.printer else p for p in self.printers()]
        printing.checked(listed, job)
        answer = _run("lp", *options(job), "--", "-", data=data)
        number = re.search(rb"request id is (\S+)", answer.stdout)
        if answer.returncode or number is None:
            raise self._refused(answer.stderr.decode("utf-8", "replace"), job)
        return self._watched(number.group(1).decode(), job)

    def _refused(self, said: str, job: PrintJob) -> EnvironmentProblem:
        if "does not exist" in said or "Unknown destination" in said:
            return printing.no_such_printer(job.printer)
        if "not accepting" in said:
            return printing.not_ready(Printer(job.printer, printing.REFUSING))
        return printing.not_printed(said.partition("lp:")[2] or said)

    def _watched(self, number: str, job: PrintJob) -> Sent:
        """A job that the printer cannot print now is taken back: paper must not come out when nobody waits for it."""
        until = time.monotonic() + self._watch
        while True:
            if number not in _said("lpstat", "-o"):
                return Sent(number, done=True)
            try:
                self._look(job)
            except EnvironmentProblem:
                _run("cancel", number)
                raise
            if time.monotonic() > until:
                return Sent(number, done=False)
            time.sleep(_STEP)

    def _look(self, job: PrintJob) -> None:
        told = _said("lpstat", "-l", "-p", job.printer)
        if not told:
            raise printing.no_such_printer(job.printer)
        printer, alerts = _printer(told), _alerts(told)
        if any(word in alerts for word in _PAPER):
            raise printing.wrong_paper(job.printer, job.paper, waiting=True)
        if not printer.usable:
            raise printing.not_ready(printer, waiting=True)


def options(job: PrintJob) -> list[str]:
    """The words of `lp` for a job."""
    words = ["-d", job.printer, "-n", str(job.copies), "-t", job.title, "-o", f"media={job.paper}"]
    words += ["-o", f"sides={job.sides}", "-o", "fit-to-page=false"]
    if pages := "".join(job.pages.split()):
        words += ["-P", pages]
    return words


def with_options(printer: Printer) -> Printer:
    """The printer with what it can do: paper sizes and both sides."""
    told = _said("lpoptions", "-p", printer.name, "-l")
    papers = re.search(r"^(?:PageSize|media)[^:]*:(.*)$", told, re.MULTILINE)
    duplex = re.search(r"^(?:Duplex|sides)[^:]*:(.*)$", told, re.MULTILINE)
    names = tuple(word.lstrip("*") for word in papers.group(1).split()) if papers else ()
    return replace(printer, papers=names, duplex=duplex is not None)


def _printer(told: str) -> Printer:
    """One printer from what `lpstat -l -p` says about it."""
    first, _line, rest = told.partition("\n")
    name = first.split()[1]
    if "disabled" in first:
        reason = rest.partition("\n")[0].strip()
        return Printer(name, printing.STOPPED, reason="" if reason in {"", "reason unknown", "Paused"} else reason)
    alerts = _alerts(told)
    busy = "now printing" in first
    state = printing.BUSY if busy else printing.READY
    if any(word in alerts for word in _OFFLINE) or (busy and _SILENT.search(rest)):
        state = printing.OFFLINE
    described = re.search(r"Description: (.*)", rest)
    return Printer(name, state, description=described.group(1).strip() if described else "")


def _alerts(told: str) -> str:
    found = re.search(r"Alerts: (.*)", told)
    return found.group(1) if found else ""
