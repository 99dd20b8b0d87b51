"""What an update file is, from whom, what it changes, and whether it can be installed here: before anything is done."""

from __future__ import annotations

import platform
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import danvan_desktop
from danvan_desktop import launch
from danvan_desktop.app.verify_signed import signer_name
from danvan_desktop.errors import UserError
from danvan_desktop.handoff import release_keys, update_form, update_reading
from danvan_desktop.handoff.update_form import Contents
from danvan_desktop.handoff.update_reading import Update
from danvan_desktop.i18n import _
from danvan_desktop.storage import data_updates

if TYPE_CHECKING:
    from danvan_desktop.storage.store import Store


@dataclass(frozen=True)
class Offer:
    """An update whose signature is good. `version`: of the program, or the number of the tables."""

    file: Path
    kind: str
    version: str
    now: str
    signer: str
    made: str
    size: int
    changes: tuple[str, ...]

    @property
    def is_program(self) -> bool:
        """Whether the program itself is updated."""
        return self.kind == update_form.PROGRAM

    @property
    def title(self) -> str:
        """What the file is, in one line."""
        if self.is_program:
            return _("Program {version} (installed: {now})").format(version=self.version, now=self.now)
        return _("Tables and texts no. {number} (installed: {now})").format(number=self.version, now=self.now)

    def as_json(self) -> dict[str, object]:
        """As `danvan update --json` shows it."""
        return {
            "kind": self.kind, "version": self.version, "now": self.now, "signer": self.signer, "made": self.made,
            "bytes": self.size, "changes": list(self.changes),
        }  # fmt: skip


@contextmanager
def opened(store: Store, file: Path, keys: Path | None = None) -> Iterator[Update]:
    """An update that can be installed: signed by a release key or the province, newer, for this computer.

    `keys`: folder of the release keys, by default those built in; only tests name another.
    """
    # a computer of the province may bear any number: it must not stand in the place of a release key
    signers = release_keys.province_signers(store) | release_keys.release_signers(keys)
    with update_reading.opened(file, signers) as update:
        _must_be_newer(store, update, file)
        _must_fit(update.contents, file)
        yield update


@contextmanager
def checked(store: Store, file: Path, keys: Path | None = None) -> Iterator[tuple[Update, dict[str, bytes]]]:
    """Such an update after everything that can be checked before it is put in place; of tables their bytes by name.

    What is only shown goes through here as what is installed does, so that nothing passes the one and not the other.
    """
    from danvan_desktop.app.updates import table_check

    with opened(store, file, keys) as update:
        found = update.contents
        if found.kind == update_form.PROGRAM:
            for listed in found.files:
                update.read(listed)
            yield update, {}
            return
        files = {listed.name.removesuffix(".json"): update.read(listed) for listed in found.files}
        table_check.check(found.publisher, files, found.number)
        yield update, files


def look(store: Store, file: Path, keys: Path | None = None) -> Offer:
    """Look at an update without installing it. Raises UserError when it cannot be, EnvironmentProblem of the disk."""
    from danvan_desktop.app.updates.differences import differences

    with checked(store, file, keys) as (update, _files):
        found = update.contents
        told = found.changes if found.kind == update_form.PROGRAM else (*found.changes, *differences(update))
        return Offer(
            file, found.kind, version_of(found), installed(store, found), name_of(update), found.made, found.size, told
        )


def version_of(contents: Contents) -> str:
    """A program's version or a data update's number."""
    return contents.version if contents.kind == update_form.PROGRAM else str(contents.number)


def name_of(update: Update) -> str:
    """Who published it, as shown."""
    return signer_name(update.signer)


def installed(store: Store, contents: Contents) -> str:
    """What it would replace."""
    if contents.kind == update_form.PROGRAM:
        return danvan_desktop.__version__
    number = highest(store, contents.publisher)
    return str(number) if number else _("none yet")


def highest(store: Store, publisher: str) -> int:
    """The number of a publisher's newest tables here, 0 for none."""
    there = data_updates.listed(store.conn)
    return max((u.number for u in there if u.publisher == publisher and u.state == data_updates.INSTALLED), default=0)


def _must_be_newer(store: Store, update: Update, file: Path) -> None:
    contents = update.contents
    if contents.kind == update_form.PROGRAM:
        newer = launch.number(contents.version) > launch.number(danvan_desktop.__version__)
    else:
        newer = contents.number > highest(store, contents.publisher)
    if newer:
        return
    for listed in update.contents.files:
        update.read(listed)  # a damaged file is called so, whatever number it bears
    told = _("“{name}” brings {version}; installed here is {now}.")
    raise UserError(
        told.format(name=file.name, version=version_of(contents), now=installed(store, contents)),
        kept=_("Nothing was changed; the program works as before."),
        hint=_("An update only leads to something newer. To go back choose “Go back to the version before”."),
        code="update-not-newer",
    )


def _must_fit(contents: Contents, file: Path) -> None:
    """Another system's libraries or a newer Python would fail only later."""
    if contents.kind != update_form.PROGRAM:
        return
    here = "win_amd64" if sys.platform == "win32" else f"{sys.platform}_{platform.machine().lower()}"
    fits = contents.platform in {update_form.ANY_PLATFORM, here}
    python = f"{sys.version_info.major}.{sys.version_info.minor}"
    if fits and (not contents.python or launch.number(contents.python) <= launch.number(python)):
        return
    raise UserError(
        _("“{name}” is made for another kind of computer ({platform}, Python {python}).").format(
            name=file.name, platform=contents.platform, python=contents.python
        ),
        kept=_("Nothing was changed; the program works as before."),
        hint=_("Ask for the update for this kind of computer, or install the program anew with its setup."),
        code="update-platform",
    )
