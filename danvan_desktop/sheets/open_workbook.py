"""Opening a workbook an office sent: what it is, whether it may be opened, and one sentence when not."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

from python_calamine import CalamineError, PasswordError

from danvan_desktop.errors import DanvanError, EnvironmentProblem, UserError
from danvan_desktop.i18n import _
from danvan_desktop.sheets import limits, old_fonts
from danvan_desktop.sheets.grid import Book, Grid
from danvan_desktop.storage.files import reason

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_EXCEL_STREAMS = ("Workbook".encode("utf-16-le"), "Book".encode("utf-16-le"))


def open_workbook(path: Path) -> Book:
    """Open an .xlsx, .xlsm, .xlsb, .xls or .ods. Raises UserError or EnvironmentProblem with what to do."""
    start = _first_bytes(path)
    limits.check_file_size(path)
    if start.startswith(_OLE):
        return _Guarded(_open_ole(path), path)
    if start.startswith(b"PK"):
        return _Guarded(_open_zip(path), path)
    raise _no_workbook(path, start)


class _Guarded:
    """A book whose sheets turn out to be damaged only when they are read."""

    def __init__(self, book: Book, path: Path) -> None:
        self._book, self._path = book, path

    @property
    def sheet_names(self) -> list[str]:
        """Names of the sheets with cells, the visible ones first."""
        return self._book.sheet_names

    def top(self, name: str, rows: int) -> Grid:
        """The first rows of a sheet."""
        return self._read(lambda: self._book.top(name, rows))

    def whole(self, name: str) -> Grid:
        """All rows of a sheet."""
        return self._read(lambda: self._book.whole(name))

    def close(self) -> None:
        """Let go of the file."""
        self._book.close()

    def _read(self, reading: Callable[[], Grid]) -> Grid:
        try:
            return old_fonts.converted(reading())
        except DanvanError:
            raise
        except Exception:  # noqa: BLE001  any stumble of a reader means the same to the officer
            raise _unreadable(self._path) from None


def owner_file(path: Path) -> Path | None:
    """The mark that Excel or LibreOffice leaves beside a workbook while it is open there."""
    for name in (f"~${path.name}", f"~${path.name[2:]}", f".~lock.{path.name}#"):
        if name != path.name and path.with_name(name).exists():
            return path.with_name(name)
    return None


def _first_bytes(path: Path) -> bytes:
    if path.name.startswith(("~$", ".~lock.")):
        raise UserError(
            _("{name} is only the mark of a workbook that is open in another program.").format(name=path.name),
            hint=_("Close the workbook there and give the workbook itself."),
        )
    try:
        with path.open("rb") as stream:
            _refuse_locked(stream.fileno())
            return stream.read(512)
    except FileNotFoundError:
        raise UserError(
            _("There is no file {name}.").format(name=path), hint=_("Check the name and the folder.")
        ) from None
    except IsADirectoryError:
        raise UserError(
            _("{name} is a folder, not a workbook.").format(name=path), hint=_("Give the workbook itself.")
        ) from None
    except (PermissionError, BlockingIOError):
        if path.is_dir():  # what Windows answers for a folder
            raise UserError(
                _("{name} is a folder, not a workbook.").format(name=path), hint=_("Give the workbook itself.")
            ) from None
        raise _in_use(path) from None
    except OSError as error:
        raise EnvironmentProblem(
            _("The workbook {name} cannot be read: {error}").format(name=path.name, error=reason(error)),
            hint=_("Copy it to this machine first and try again."),
        ) from error


def _refuse_locked(descriptor: int) -> None:
    """Ask for a shared lock where the system has them: LibreOffice holds an exclusive one while it edits."""
    try:
        import fcntl
    except ImportError:  # Windows refuses the opening itself
        return
    try:
        fcntl.lockf(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        raise BlockingIOError from None
    except OSError:
        return  # a file system without locks


def _in_use(path: Path) -> DanvanError:
    return EnvironmentProblem(
        _("The workbook {name} is locked: it is open in another program or may not be read.").format(name=path.name),
        kept=_("Nothing was imported."),
        hint=_("Close it in Excel, or copy it to a folder of yours, and import again."),
        code="workbook-open",
    )


def _protected(path: Path) -> UserError:
    return UserError(
        _("The workbook {name} is protected by a password.").format(name=path.name),
        kept=_("Nothing was imported."),
        hint=_("Open it in Excel, remove the password under File, Info, Protect Workbook, save and import again."),
        code="workbook-protected",
    )


def _unreadable(path: Path) -> UserError:
    return UserError(
        _("The workbook {name} is damaged and cannot be read.").format(name=path.name),
        kept=_("Nothing was imported."),
        hint=_("Open it in Excel, let it repair the file, save it as .xlsx and import again."),
    )


def _no_workbook(path: Path, start: bytes) -> UserError:
    if not start:
        return UserError(_("The file {name} is empty.").format(name=path.name), hint=_("Ask for the workbook again."))
    text = start.lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if text.startswith(b"<"):
        return UserError(
            _("The file {name} is a web page or XML under the name of a workbook.").format(name=path.name),
            hint=_("Open it in Excel, save it as .xlsx and import that one."),
        )
    return UserError(
        _("The file {name} is not an Excel workbook.").format(name=path.name),
        hint=_("Give a register in .xlsx, .xls or .ods."),
    )


def _open_ole(path: Path) -> Book:
    data = path.read_bytes()
    if _ENCRYPTED in data:
        raise _protected(path)
    if not any(stream in data for stream in _EXCEL_STREAMS):
        raise _no_workbook(path, data[:16])
    return _by_calamine(path)


def _open_zip(path: Path) -> Book:
    try:
        with zipfile.ZipFile(path) as archive:
            limits.check_archive(archive, path.name)
            names = set(archive.namelist())
            manifest = archive.read("META-INF/manifest.xml") if "META-INF/manifest.xml" in names else b""
            encrypted = any(member.flag_bits & 1 for member in archive.infolist())
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError, ValueError):
        raise _unreadable(path) from None
    if encrypted or b"encryption-data" in manifest:
        raise _protected(path)
    if "xl/workbook.bin" in names or "content.xml" in names:
        return _by_calamine(path)
    if not any(name.lower().startswith("xl/") for name in names):
        raise _no_workbook(path, b"PK")
    return _by_openpyxl(path)


def _by_openpyxl(path: Path) -> Book:
    from danvan_desktop.sheets.book_xlsx import XlsxBook

    try:
        return XlsxBook(path)
    except DanvanError:
        raise
    except Exception:  # noqa: BLE001  openpyxl stumbles over styles of other programs in many ways
        return _by_calamine(path)


def _by_calamine(path: Path) -> Book:
    from danvan_desktop.sheets.book_calamine import CalamineBook

    try:
        return CalamineBook(path)
    except DanvanError:
        raise
    except PasswordError:
        raise _protected(path) from None
    except (CalamineError, Exception):  # noqa: BLE001  any stumble of the reader means the same to the officer
        raise _unreadable(path) from None
    except BaseException as error:  # a panic of the Rust reader is no Exception
        if type(error).__name__ != "PanicException":
            raise
        raise _unreadable(path) from None
