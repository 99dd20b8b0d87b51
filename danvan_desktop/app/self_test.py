"""Does everything the program is built on work on this computer? Nothing of the office's data is touched."""

from __future__ import annotations

import platform
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import danvan_desktop
from danvan_desktop.app import rescue
from danvan_desktop.app.office import Office
from danvan_desktop.errors import BugError, DanvanError
from danvan_desktop.i18n import N_, _, vi
from danvan_desktop.storage.identity import UnitInfo
from danvan_desktop.storage.passphrase import Cost

TRIAL = "trial"  # folders of copies tried; what a power cut left is cleared by the next update
_WORDS = "Bờ ranh thửa đất – đường thoát nước"


@dataclass(frozen=True)
class Tested:
    """One thing tried, and what came of it."""

    name: str
    ok: bool
    text: str


def self_test() -> list[Tested]:
    """Try the parts one by one; a part that is missing is a line of the answer, never an exception."""
    return [_tried(name, trial) for name, trial in _TRIALS.items()]


def _tried(name: str, trial: Callable[[], str]) -> Tested:
    try:
        return Tested(_(name), ok=True, text=trial())
    except DanvanError as error:
        return Tested(_(name), ok=False, text=error.text())
    except Exception as error:  # noqa: BLE001  whatever a foreign library raises is the answer here
        return Tested(_(name), ok=False, text=f"{type(error).__name__}: {error}")


def _program() -> str:
    return f"{danvan_desktop.__version__}, Python {platform.python_version()}, {platform.system()} {platform.machine()}"


def _libraries() -> str:
    """An update brings the program, not its libraries: those of the setup must be enough for it."""
    from danvan_desktop.app.updates import libraries

    package = Path(danvan_desktop.__file__).parent
    lacking = libraries.missing(package)
    if lacking:
        told = _("This version needs libraries that are not on this computer: {names}. They come with a setup.")
        raise BugError(told.format(names=", ".join(lacking)))
    return _("{count} modules were found.").format(count=len(libraries.named(package)))


def _texts() -> str:
    if vi("The data file is whole.") == "The data file is whole.":
        raise BugError(_("The Vietnamese texts are missing."))
    return _("Vietnamese texts are there.")


def _fonts() -> str:
    from danvan_desktop.documents.fonts import fonts

    return str(fonts().main.files[0])


def _page() -> str:
    from danvan_desktop.documents.model import Document, Header, Paragraph, Title
    from danvan_desktop.documents.pdf import to_pdf
    from danvan_desktop.documents.profiles import profile_for

    document = Document(profile_for("party", date.today()), Header(), Title("TỜ THỬ"), (Paragraph(_WORDS),))  # noqa: DTZ011
    data = to_pdf(document)
    if not data.startswith(b"%PDF-"):
        raise BugError("PDF")
    return _("A page was set as PDF ({count} bytes).").format(count=len(data))


def _parcel() -> str:
    from danvan_desktop.storage.keyfile import trial_of_age

    if trial_of_age(_WORDS) != _WORDS:
        raise BugError("age")
    return _("Encrypted and read back.")


def _database() -> str:
    """A small office is made, saved to, backed up, restored and checked; the folder is removed."""
    with tempfile.TemporaryDirectory(prefix="danvan-self-test-") as folder:
        place, cost = Path(folder), Cost(memory_kib=8 * 1024)
        office, _code = Office.create(
            place / "a", UnitInfo("0", "Đơn vị thử", "commune"), "Cán bộ thử", "tự kiểm tra máy", cost=cost
        )
        with office:
            info = rescue.backup(office, place / "a.danvan-backup")
            _must_be_sound(office)
        rescue.restore(info.file, place / "b", "tu kiem tra may")
        with Office.open(place / "b", "TU KIEM TRA MAY") as restored:
            _must_be_sound(restored)
    return _("A data folder was made, backed up, restored and checked.")


def _must_be_sound(office: Office) -> None:
    bad = [finding.text for finding in rescue.check(office).findings if not finding.ok]
    if bad:
        raise BugError(" ".join(bad))


def office_copy(file: Path, key: bytes) -> Tested:
    """Open a backup of the office with this version, upgrade and check it: what an update asks of the new version.

    The copy stays encrypted and is removed again; the office itself is not touched.
    """
    return _tried(N_("A copy of your data"), lambda: _copy_is_sound(file, key))


def _copy_is_sound(file: Path, key: bytes) -> str:
    from danvan_desktop import paths
    from danvan_desktop.storage import backup, care, migrations

    with tempfile.TemporaryDirectory(prefix=f"{TRIAL}-", dir=file.parent) as folder:
        place = Path(folder)
        backup.copy_database(backup.read_info(file), place / paths.DATABASE_NAME)
        store = migrations.open_store(place / paths.DATABASE_NAME, key)
        try:
            bad = [finding.text for finding in care.check(store, place, thorough=False).findings if not finding.ok]
        finally:
            store.close()
    if bad:
        raise BugError(" ".join(bad))
    return _("A copy of the office's data was opened, brought up to date and checked.")


_TRIALS: dict[str, Callable[[], str]] = {
    N_("Program"): _program,
    N_("Libraries"): _libraries,
    N_("Texts"): _texts,
    N_("Fonts"): _fonts,
    N_("PDF"): _page,
    N_("Encryption of packages"): _parcel,
    N_("Database"): _database,
}
