"""Every dated table: its age, source, certainty and origin; and a province's own, written out and packed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from danvan_desktop.app import people
from danvan_desktop.app.updates import differences, offer, table_check
from danvan_desktop.errors import UserError
from danvan_desktop.handoff import update_form, update_writing
from danvan_desktop.handoff.update_form import BadListError, Contents
from danvan_desktop.i18n import N_, _
from danvan_desktop.storage import rule_files, rules
from danvan_desktop.storage.files import disk_problem, write_private
from danvan_desktop.storage.rule_files import RuleFile

if TYPE_CHECKING:
    from danvan_desktop.app.office import Office
    from danvan_desktop.storage.store import Store

CHANGES = "THAY-DOI.txt"  # one sentence a line: what the officers who take it in are told
PACKED = "rules.packed"  # the highest number given: one that left is never given to other tables
CHECK, CERTAIN = "check", "certain"
FROM_FILE = "file"  # a calendar of days off that this office took in
CERTAINTY = {CHECK: N_("to be checked"), CERTAIN: N_("certain"), "practice": N_("by practice")}


@dataclass(frozen=True)
class TableInfo:
    """One table. `to_check` counts the entries and versions in it that somebody still has to look up."""

    name: str
    title: str
    version: str
    origin: str
    number: int
    source: str
    certainty: str
    to_check: int
    valid_from: str

    def as_json(self) -> dict[str, object]:
        """As `danvan rules --json` shows it."""
        return {
            "name": self.name, "version": self.version, "origin": self.origin, "number": self.number,
            "source": self.source, "certainty": self.certainty, "to_check": self.to_check,
            "valid_from": self.valid_from,
        }  # fmt: skip


def listed(store: Store) -> list[TableInfo]:
    """Every table as it is in force in this office, a calendar taken in from a file among them."""
    found = [info for name in rule_files.names() if (info := _info(name)) is not None]
    return [_own_calendar(store, info) if info.name == f"law/{rules.CALENDAR}" else info for info in found]


def _own_calendar(store: Store, info: TableInfo) -> TableInfo:
    calendar = rules.calendar(store.settings)
    if calendar is rules.calendar():
        return info
    return replace(info, version=calendar.version, origin=FROM_FILE, number=0, source=calendar.source or info.source)


def _info(name: str) -> TableInfo | None:
    files = rule_files.sources(name)
    if not files:
        return None
    table, own = rule_files.table(name), files[-1]
    certainties = list(_all(table, "certainty"))
    to_check = sum(text.startswith(CHECK) for text in certainties)
    said = next(iter(certainties), "")
    return TableInfo(
        name, differences.title(name), own.version, own.origin, own.number, next(_all(table, "source"), ""),
        said if said in CERTAINTY and not to_check else CHECK, to_check,
        max(_all(table, "valid_from"), default=""),
    )  # fmt: skip


def _all(value: object, key: str) -> Iterator[str]:
    """Every text under this key, wherever it stands in the table."""
    if isinstance(value, Mapping):
        found = value.get(key)
        if isinstance(found, str) and found:
            yield found
        for part in value.values():
            yield from _all(part, key)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _all(part, key)


def origin_words(info: TableInfo) -> str:
    """Where a table came from."""
    if info.origin == rule_files.BUILT_IN:
        return _("comes with the program")
    if info.origin == rule_files.RELEASE:
        return _("update no. {number} of the publisher").format(number=info.number)
    if info.origin == FROM_FILE:
        return _("taken in here from a file")
    return _("update no. {number} of unit {unit}").format(number=info.number, unit=info.origin)


def certainty_words(info: TableInfo) -> str:
    """How sure it is: “to be checked (3)”."""
    word = _(CERTAINTY.get(info.certainty, CERTAINTY[CHECK]))
    return f"{word} ({info.to_check})" if info.to_check else word


# --- a province's own tables
def write_out(store: Store, folder: Path) -> list[Path]:
    """Write what a province may change, to be edited: its own code lists, the texts of papers. Existing files stay."""
    own = [file for file in rule_files.installed().get(rule_files.CATALOGUES, ()) if file.origin == store.unit.code]
    files: dict[str, object] = {rule_files.CATALOGUES: own[-1].table if own else _empty_catalogues()}
    files |= {name: rule_files.table(name) for name in rule_files.names() if name.startswith("templates/")}
    written = []
    try:
        for name, table in files.items():
            target = folder / f"{name}.json"
            if not target.exists():
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(json.dumps(table, ensure_ascii=False, indent=1), encoding="utf-8")
                written.append(target)
        _write_changes(folder / CHANGES)
    except OSError as error:
        raise disk_problem(error, folder) from error
    return written


def _write_changes(target: Path) -> None:
    if not target.exists():
        target.write_text("", encoding="utf-8")


def _empty_catalogues() -> dict[str, Any]:
    return {"version": "", "catalogues": {name: [] for name in rule_files.table(rule_files.CATALOGUES)["catalogues"]}}


def pack(office: Office, folder: Path, target: Path, *, today: date) -> Contents:
    """Sign the province's tables in `folder` as an update. Unchanged ones are left out. Raises UserError."""
    people.require(office, "keys")
    store = office.store
    if store.unit.level != "province":
        raise UserError(
            _("Only a province publishes tables for the offices below it."), kept=_("Nothing was written."),
            hint=_("Send the wish to your province; it packs and hands the update down."),
        )  # fmt: skip
    files = _changed(_read(folder))
    if not files:
        raise UserError(_("Nothing in {folder} differs from what is in force.").format(folder=folder))
    number = max(offer.highest(store, store.unit.code), int(store.settings.get(PACKED, "0"))) + 1
    table_check.check(store.unit.code, files, number)
    contents = Contents(
        update_form.DATA, today.isoformat(), _sentences(folder / CHANGES), (), publisher=store.unit.code, number=number
    )
    named = {f"{name}.json": data_of for name, data_of in files.items()}
    try:
        contents = update_writing.with_files(contents, named)
    except BadListError as error:
        raise UserError(_("This cannot be packed: {what}.").format(what=error)) from None
    write_private(target, update_writing.pack(contents, update_writing.sign(contents, store.replica), named))
    store.settings.set(PACKED, str(number))
    return contents


def _read(folder: Path) -> dict[str, bytes]:
    try:
        return {
            path.relative_to(folder).with_suffix("").as_posix(): path.read_bytes() for path in folder.rglob("*.json")
        }
    except OSError as error:
        raise disk_problem(error, folder) from error


def _changed(files: dict[str, bytes]) -> dict[str, bytes]:
    """Only what is another table than the one in force; empty code lists say nothing."""
    kept = {}
    for name, content in files.items():
        try:
            table = RuleFile(name, content).table
        except ValueError:
            raise UserError(
                _("{file} is not written as JSON any more.").format(file=f"{name}.json"),
                kept=_("Nothing was written."),
                hint=_("A comma or bracket is missing or too many: write the file out again and compare."),
            ) from None  # fmt: skip
        there = rule_files.sources(name)
        if name == rule_files.CATALOGUES:
            if any(table.get("catalogues", {}).values()):
                kept[name] = content
        elif not there or there[0].table != table:
            kept[name] = content
    return kept


def _sentences(file: Path) -> tuple[str, ...]:
    try:
        return tuple(line.strip() for line in file.read_text("utf-8").splitlines() if line.strip())
    except FileNotFoundError:
        return ()
    except (OSError, ValueError) as error:
        raise UserError(_("{file} cannot be read as text.").format(file=file)) from error
