"""The twelve failures, each brought about by a real fault through the path an officer takes."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from danvan_desktop import paths
from danvan_desktop.app import backups, doors, failures, handover, rescue
from danvan_desktop.app.import_sheet import import_sheet
from danvan_desktop.app.office import Office
from danvan_desktop.app.report import report
from danvan_desktop.documents import fonts
from danvan_desktop.domain.periods import Period
from danvan_desktop.errors import DanvanError
from danvan_desktop.handoff import certificates, form, package
from danvan_desktop.storage.identity import UnitInfo
from danvan_desktop.storage.passphrase import Cost
from tests.end2end.driver import THANH_HOA

SECRET = "mật khẩu của tôi"
CHEAP = Cost(memory_kib=1024, passes=1)
YEAR = Period(date(2019, 1, 1), date(2019, 12, 31))
ON = date(2026, 11, 22)


class Lab:
    """A folder to break things in, with an office that is whole."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder, self.monkeypatch = folder, monkeypatch
        self._offices: dict[str, Office] = {}

    def office(self, code: str = "80T", parent: str = "80", level: str = "district") -> Office:
        """The office of a unit, made once."""
        if code not in self._offices:
            unit = UnitInfo(code, f"Đơn vị {code}", level, parent)
            self._offices[code], _code = Office.create(self.folder / code, unit, "Lê A", SECRET, cost=CHEAP)
        return self._offices[code]

    def close(self) -> None:
        """Close what was opened."""
        for office in self._offices.values():
            office.close()

    def package_for(self, upper: Office, lower: Office) -> Path:
        """Enrol `lower` under `upper` and write a package for it."""
        asked, given = self.folder / f"{lower.store.unit.code}.danvan-req", self.folder / "tra-loi.danvan-crt"
        handover.enrol_request(lower.store, asked)
        handover.enrol_accept(upper.store, asked, given)
        handover.enrol_finish(lower.store, given)
        [written] = handover.export(lower.store, upper.store.unit.code, self.folder / f"usb-{lower.store.unit.code}")
        return Path(written.file)

    def write_report(self, target: Path) -> None:
        """The register as PDF, which an officer saves most often."""
        report(self.office().store, "petition-register", YEAR, on=ON, format="pdf", path=target)

    def import_workbook(self, file: Path) -> None:
        """The Excel door."""
        import_sheet(self.office().store, file, type_name="petition", officer="Lê A", today=ON)


@contextmanager
def mounted(folder: Path, options: str) -> Iterator[Path]:
    """A small file system of its own at `folder`; needs root."""
    if os.name != "posix" or os.geteuid() != 0:
        pytest.skip("only root may mount a file system to be filled, locked or pulled out")
    folder.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)], capture_output=True, check=False
    )
    if done.returncode:
        pytest.skip("this machine lets nobody mount a file system")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], capture_output=True, check=False)


def caught(act: Callable[[], object]) -> DanvanError:
    """The failure an act ends in."""
    try:
        act()
    except DanvanError as error:
        return error
    raise AssertionError("nothing failed")


# --- the twelve
def wrong_passphrase(lab: Lab) -> DanvanError:
    office = lab.office()
    office.close()
    return caught(lambda: Office.open(office.data_dir, "một câu khác hẳn"))


def disk_full(lab: Lab) -> DanvanError:
    with mounted(lab.folder / "usb-day", "size=64k") as stick:
        (stick / "phim.mp4").write_bytes(bytes(60_000))
        lab.import_workbook(THANH_HOA / "so-don-thu.xlsx")
        return caught(lambda: lab.write_report(stick / "so-don-thu.pdf"))


def read_only(lab: Lab) -> DanvanError:
    with mounted(lab.folder / "usb-khoa", "size=1m,ro") as stick:
        return caught(lambda: lab.write_report(stick / "so-don-thu.pdf"))


def damaged_file(lab: Lab) -> DanvanError:
    office = lab.office()
    office.close()
    file = office.data_dir / paths.DATABASE_NAME
    raw = bytearray(file.read_bytes())
    raw[500] ^= 0xFF
    file.write_bytes(raw)
    return caught(lambda: Office.open(office.data_dir, SECRET))


def stick_pulled(lab: Lab) -> DanvanError:
    office = lab.office()
    with mounted(lab.folder / "usb-rut", "size=8m") as stick:
        folder = stick / "sao-luu"
        backups.scheduled(office, folder)
        subprocess.run(["umount", "-l", str(stick)], check=True)
        stick.rmdir()
        return caught(lambda: lab.write_report(folder / "so-don-thu.pdf"))


def package_not_for_us(lab: Lab) -> DanvanError:
    """Readable here, but addressed to another: another computer of ours was enrolled under that office."""
    upper, lower = lab.office("80", "", "province"), lab.office()
    lab.package_for(upper, lower)
    manifest = package._manifest

    def addressed(*given: object) -> bytes:
        return manifest(*given).replace(b'"to":"80"', b'"to":"79"')  # type: ignore[arg-type]

    lab.monkeypatch.setattr(package, "_manifest", addressed)
    [written] = handover.export(lower.store, "80", lab.folder / "usb-khac")
    return _refused(upper, Path(written.file))


def newer_package(lab: Lab) -> DanvanError:
    upper, lower = lab.office("80", "", "province"), lab.office()
    lab.package_for(upper, lower)
    with pytest.MonkeyPatch.context() as later:
        later.setattr(form, "PACKAGE_VERSION", 2)
        [written] = handover.export(lower.store, "80", lab.folder / "usb-moi")
    return _refused(upper, Path(written.file))


def unknown_sender(lab: Lab) -> DanvanError:
    """The province lost its roster: a backup from before the enrolment, and a package that vouches for nobody."""
    upper, lower = lab.office("80", "", "province"), lab.office()
    before = lab.folder / "truoc.danvan-backup"
    rescue.backup(upper, before)
    with pytest.MonkeyPatch.context() as alone:
        alone.setattr(certificates, "chain", lambda _store, _replicas: [])
        file = lab.package_for(upper, lower)
    rescue.restore(before, lab.folder / "80-cu", SECRET)
    with Office.open(lab.folder / "80-cu", SECRET) as old:
        return _refused(old, file)


def workbook_open(lab: Lab) -> DanvanError:
    """LibreOffice holds the file as Excel does on Windows: a lock of another program's."""
    file = lab.folder / "so-don-thu.xlsx"
    file.write_bytes((THANH_HOA / "so-don-thu.xlsx").read_bytes())
    code = "import fcntl,sys; f=open(sys.argv[1],'r+b'); fcntl.lockf(f, fcntl.LOCK_EX); print(1, flush=True); input()"
    holder = subprocess.Popen([sys.executable, "-c", code, str(file)], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert holder.stdout is not None
    holder.stdout.readline()
    try:
        return caught(lambda: lab.import_workbook(file))
    finally:
        holder.communicate(b"\n", timeout=10)


def workbook_protected(lab: Lab) -> DanvanError:
    return caught(lambda: lab.import_workbook(PROTECTED))


def font_missing(lab: Lab) -> DanvanError:
    def none() -> list[fonts.Family]:
        return []

    lab.monkeypatch.setattr(fonts, "main_candidates", none)
    fonts.fonts.cache_clear()
    try:
        return caught(lambda: lab.write_report(lab.folder / "so-don-thu.pdf"))
    finally:
        fonts.fonts.cache_clear()


def word_missing(lab: Lab) -> DanvanError:
    lab.monkeypatch.setenv("PATH", str(lab.folder))
    target = lab.folder / "bao-cao-nam.docx"
    report(lab.office().store, "annual", YEAR, on=ON, format="docx", path=target)
    return caught(lambda: doors.open_in_word(target))


def _refused(office: Office, file: Path) -> DanvanError:
    taken = handover.import_path(office.store, file)
    error = failures.package_failure(taken[-1])
    assert error is not None
    return error


PROTECTED = Path(__file__).parents[1] / "data" / "workbooks" / "protected.xlsx"
TWELVE: Mapping[str, Callable[[Lab], DanvanError]] = {
    "passphrase": wrong_passphrase,
    "disk-full": disk_full,
    "read-only": read_only,
    "damaged": damaged_file,
    "stick-gone": stick_pulled,
    "not-for-us": package_not_for_us,
    "newer": newer_package,
    "unknown-sender": unknown_sender,
    "workbook-open": workbook_open,
    "workbook-protected": workbook_protected,
    "font": font_missing,
    "word-missing": word_missing,
}
