"""Installing tables: from the release, or a province's own code lists and texts; and taking them back."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from danvan_desktop.app import access_log, calendars, people
from danvan_desktop.app.calendars import Moved
from danvan_desktop.app.terms import TYPE
from danvan_desktop.app.updates import offer
from danvan_desktop.errors import UserError
from danvan_desktop.handoff import update_form
from danvan_desktop.handoff.update_reading import Update
from danvan_desktop.i18n import _
from danvan_desktop.storage import data_updates, rule_files
from danvan_desktop.storage.clock import now_ms
from danvan_desktop.storage.data_updates import Installed

if TYPE_CHECKING:
    from danvan_desktop.app.office import Office

LAW = "law/"  # tables by which terms are reckoned, among others


@dataclass(frozen=True)
class Changed:
    """Tables that came into force or were taken back, and the due dates that moved by it."""

    update: Installed
    moved: tuple[Moved, ...] = ()

    @property
    def number(self) -> int:
        """The update's number."""
        return self.update.number


def install(office: Office, file: Path, *, keys: Path | None = None) -> Changed:
    """Take the tables in; they are in force at once, and by new law every open due date is reckoned again.

    Raises UserError with nothing changed.
    """
    people.require(office, "settings")
    with offer.checked(office.store, file, keys) as (update, files):
        if update.contents.kind != update_form.DATA:
            raise UserError(_("“{name}” is an update of the program.").format(name=file.name))
        kept = _kept(office, update)
    return _put(
        office, kept, files, lambda: data_updates.add(office.store.conn, kept, files), "updated",
        _("Tables no. {number} of {signer}"),
    )  # fmt: skip


def _put(
    office: Office, update: Installed, names: Iterable[str], act: Callable[[], None], logged: str, reason: str
) -> Changed:
    """Change which tables are in force and reckon by them, all or nothing."""
    store, moved = office.store, list[Moved]()
    said = reason.format(number=update.number, signer=update.signer)
    try:
        with store.batch(officer=office.officer, reason=said) as batch:
            act()
            access_log.note(office, logged, f"{update.publisher} {update.number}")
            rule_files.use(data_updates.files_in_force(store.conn))
            if any(name.startswith(LAW) for name in names) and TYPE in store.types:
                moved = calendars.reckon_in(batch, store, office.officer)
    except BaseException:
        rule_files.use(data_updates.files_in_force(store.conn))
        raise
    return Changed(update, tuple(moved))


def _kept(office: Office, update: Update) -> Installed:
    return Installed(
        update.contents.publisher, update.contents.number, now_ms(), office.officer, data_updates.INSTALLED,
        offer.name_of(update), update.manifest, update.signature,
    )  # fmt: skip


def take_back(office: Office, publisher: str = "") -> Changed:
    """Take back the newest tables, or a publisher's newest; those before are in force again. Raises UserError."""
    people.require(office, "settings")
    there = [update for update in data_updates.listed(office.store.conn) if update.state == data_updates.INSTALLED]
    chosen = [update for update in there if publisher in {"", update.publisher}]
    if not chosen:
        raise UserError(_("There are no installed tables to take back."), kept=_("Nothing was changed."))
    last = chosen[0] if not publisher else max(chosen, key=lambda update: update.number)
    names = [str(name) for name in json.loads(last.manifest)["files"]]
    return _put(
        office, last, names, lambda: data_updates.take_back(office.store.conn, last.publisher, last.number),
        "update_taken_back", _("Tables no. {number} of {signer} taken back"),
    )  # fmt: skip


def changes_of(update: Installed) -> list[str]:
    """What its publisher said it changes."""
    return [str(line) for line in json.loads(update.manifest)["changes"]]
