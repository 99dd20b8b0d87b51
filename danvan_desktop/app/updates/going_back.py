"""Going back to the version before.

Where the newer version changed nothing in the data file that the older one cannot read, only the pointer changes.
Else the copy made before the update takes the file's place. What was saved meanwhile is written as packages to this
office itself first, and the newer file is kept whole beside: nothing is lost, the packages are taken in again.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import danvan_desktop
from danvan_desktop import launch, paths
from danvan_desktop.app import access_log, people
from danvan_desktop.app.updates import program, versions
from danvan_desktop.app.updates.after import PACKAGES
from danvan_desktop.errors import BugError, UserError
from danvan_desktop.i18n import _
from danvan_desktop.storage import backup, migrations, rekey
from danvan_desktop.storage.care_quick import newest_op
from danvan_desktop.storage.files import move_into_place, need_space
from danvan_desktop.storage.rekey import KEPT_DIR

if TYPE_CHECKING:
    from danvan_desktop.app.office import Office


OLDEST_SCHEMA = 1  # read by every version there ever was


@dataclass(frozen=True)
class WentBack:
    """The next start is `version`. `saves` came after the update; `packages` hold them where the copy was put back."""

    version: str
    saves: int = 0
    packages: tuple[Path, ...] = ()
    kept: Path | None = None


def version_before() -> str:
    """The version one click leads back to, "" where there is none."""
    _chosen, before = launch.pointer()
    return before[-1] if before else ""


def needs_copy(office: Office) -> bool:
    """Whether the older version cannot read the data file as the newer one has made it."""
    way = program.way_to(office, version_before())
    running = danvan_desktop.__version__ == launch.pointer()[0]
    return running and way is not None and migrations.version_of(office.store) > way.schema


def others_note(version: str) -> str:
    """What is said where the data file is put back too: it is that of one office, others have their own."""
    return _(
        "Another office on this computer that was opened since the update is not put back: version {version} leaves it"
        " as it is and does not open it, until the newer version is installed again."
    ).format(version=version)


def go_back(office: Office) -> WentBack:
    """Choose the version before; where the copy has to take the data file's place, the office is closed by it.

    Raises UserError with nothing changed, EnvironmentProblem of the disk.
    """
    people.require(office, "settings")
    if not version_before():
        raise UserError(
            _("There is no version before this one to go back to."), kept=_("Nothing was changed."),
            hint=_("The version installed by the setup is the oldest one."), code="update-none-before",
        )  # fmt: skip
    _must_be_readable(office)
    saves = saved_since(office)
    if needs_copy(office):
        return _with_copy(office, saves)
    version = versions.choose_before()
    access_log.note_softly(office, "update_taken_back", version)
    return WentBack(version, saves)


def _must_be_readable(office: Office) -> None:
    """Nobody is to stand before data that the version chosen cannot open, with no way forth or back."""
    version = version_before()
    if program.way_to(office, version) is not None or migrations.version_of(office.store) == OLDEST_SCHEMA:
        return
    raise UserError(
        _("It is not known whether version {version} can read the data as they are now.").format(version=version),
        kept=_("Nothing was changed."),
        hint=_("Keep this version, or install the older one with its setup and restore a backup made with it."),
        code="update-none-before",
    )  # fmt: skip


def saved_since(office: Office) -> int:
    """How many saves came after the update."""
    way = program.way_to(office, version_before())
    return max(0, newest_op(office.store.conn) - way.ops) if way else 0


def _with_copy(office: Office, saves: int) -> WentBack:
    """First what was saved meanwhile goes out and the file is kept; then the copy takes its place; the pointer last."""
    folder = office.data_dir / KEPT_DIR
    way = program.way_to(office, version_before())
    if way is None:  # only asked where needs_copy found one
        raise BugError("no way back")
    info = backup.read_info(folder / way.copy)
    if info.schema > way.schema:  # a copy that the older version could not read either
        raise backup.damaged(info.file)
    packages = _export_own(office, folder / PACKAGES)
    name = f"sau-{danvan_desktop.__version__}-{secrets.token_hex(4)}{backup.SUFFIX}"
    kept = program.copy_data(office, name).file
    access_log.note_softly(office, "update_taken_back", version_before())
    part = office.data_dir / f"{paths.DATABASE_NAME}.back"
    need_space(office.data_dir, info.database_size)
    part.unlink(missing_ok=True)
    backup.copy_database(info, part)
    if not rekey.key_fits(part, office.ring.key):
        part.unlink()
        raise UserError(
            _("An officer left since the update, so the copy made before it has another key."),
            kept=_("Nothing was changed."),
            hint=_("Restore the copy into another folder: {file}.").format(file=info.file),
        )  # fmt: skip
    office.close()
    move_into_place(part, office.data_dir / paths.DATABASE_NAME)
    return WentBack(versions.choose_before(), saves, packages, kept)


def _export_own(office: Office, folder: Path) -> tuple[Path, ...]:
    """Everything this office wrote, for itself: what the copy has already is passed over when they are taken in.

    Packages of an earlier try, which the power cut short, stay beside: they may hold what this file has no more.
    """
    from danvan_desktop.handoff.export import export

    written = export(office.store, office.store.unit.code, folder, full=True, to_myself=True)
    return tuple(Path(package.file) for package in written)
