"""Installing tables: from the release, or a province's own code lists and texts; and taking them back."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from danvan_desktop.app import access_log, calendars, people
from danvan_desktop.app.calendars import Moved
from danvan_desktop.app.terms import TYPE
from danvan_desktop.app.updates import offer
from danvan_desktop.documents.profiles import all_profiles
from danvan_desktop.domain.working_days import Calendar
from danvan_desktop.errors import UserError
from danvan_desktop.handoff import update_form
from danvan_desktop.handoff.update_reading import Update
from danvan_desktop.i18n import _
from danvan_desktop.reports import letter_templates
from danvan_desktop.storage import data_updates, rule_files, rules
from danvan_desktop.storage.clock import now_ms
from danvan_desktop.storage.data_updates import Installed
from danvan_desktop.storage.rule_files import RELEASE, RuleFile

if TYPE_CHECKING:
    from danvan_desktop.app.office import Office

CALENDAR = f"law/{rules.CALENDAR}"
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
    with offer.opened(office.store, file, keys) as update:
        if update.contents.kind != update_form.DATA:
            raise UserError(_("“{name}” is an update of the program.").format(name=file.name))
        files = {listed.name.removesuffix(".json"): update.read(listed) for listed in update.contents.files}
        check(update.contents.publisher, files, update.contents.number)
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


def check(publisher: str, files: dict[str, bytes], number: int) -> None:
    """Whether this program can work by these tables: they are put into force for a moment. Raises UserError."""
    before = [file for files_of in rule_files.installed().values() for file in files_of]
    found = [RuleFile(name, data, publisher, number) for name, data in files.items()]
    calendar = rules.calendar()
    if publisher != RELEASE:
        _within_a_provinces_right(found)
    try:
        rule_files.use([*before, *found])
        _try_tables(found)
        if CALENDAR in files:
            _must_serve(calendar, rules.calendar())
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError) as error:
        _unusable(f"{type(error).__name__} {error}"[:120])
    finally:
        rule_files.use(before)


def _try_tables(found: list[RuleFile]) -> None:
    for file in found:
        rule_files.table(file.name)
    rules.codes()
    rules.deadline_rules()
    rules.running_terms()
    rules.calendar()
    for name in rules.table("synonyms")["types"]:
        rules.synonyms(name)
    all_profiles()
    for file in found:
        if file.name.startswith(letter_templates.PREFIX):
            letter_templates.check_table(file.name, file.table)
        if file.name.startswith("templates/"):
            sorted(str(version["valid_from"]) for version in rule_files.table(file.name)["versions"])


def _must_serve(before: Calendar, now: Calendar) -> None:
    """A signature says who made a calendar, not that no holiday was forgotten in it."""
    try:
        calendars.must_serve(before, now)
    except UserError as error:
        _unusable(error.message.removesuffix("."))


def _within_a_provinces_right(found: list[RuleFile]) -> None:
    """What the law and the program decide is not a province's to change: it adds codes and words its own papers."""
    outside = [f.name for f in found if f.name != rule_files.CATALOGUES and not f.name.startswith("templates/")]
    if outside:
        _not_yours(", ".join(outside))
    fixed = rule_files.sources(rule_files.CATALOGUES)[0].table["catalogues"]
    for file in found:
        if file.name == rule_files.CATALOGUES:
            _adds_only(file, fixed)


def _adds_only(file: RuleFile, fixed: dict[str, list[dict[str, object]]]) -> None:
    for name, entries in file.table.get("catalogues", {}).items():
        known = {entry["code"] for entry in fixed.get(name, ())}
        taken = sorted(str(code) for code in known & {entry["code"] for entry in entries})
        if taken or name not in fixed:
            _not_yours(f"{name}: {', '.join(taken)}" if taken else name)


def _not_yours(what: str) -> NoReturn:
    raise UserError(
        _("A province adds codes and words its own papers; this is decided by law or by the program: {what}.").format(
            what=what
        ),
        kept=_("Nothing was changed."), hint=_("Take it out of the update, or give the entry a code of its own."),
        code="update-not-allowed",
    )  # fmt: skip


def _unusable(why: str) -> NoReturn:
    raise UserError(
        _("The program cannot work by these tables ({why}).").format(why=why), kept=_("Nothing was changed."),
        hint=_("Tell whoever made the update; the tables installed before stay in force."), code="update-damaged",
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
