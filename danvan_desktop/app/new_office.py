"""What a new data folder begins with: a folder of its own, a database, the unit's own record, the keys."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from danvan_desktop import paths
from danvan_desktop.domain.journal import derived_row_id
from danvan_desktop.domain.record_type import RecordType
from danvan_desktop.domain.text import clean, is_unit_code
from danvan_desktop.domain.values import Value
from danvan_desktop.errors import UserError
from danvan_desktop.i18n import _
from danvan_desktop.storage import migrations
from danvan_desktop.storage.files import disk_problem
from danvan_desktop.storage.identity import UnitInfo
from danvan_desktop.storage.keys import Keyring
from danvan_desktop.storage.store import Store

ORGAN = ("name", "parent", "symbol", "place", "side")
SIDES = ("party", "state")
LEVELS = {"commune": "xa", "district": "huyen", "province": "tinh"}
DISTRICTS_UNTIL = date(2025, 6, 30)  # law 72/2025/QH15: two levels of local government from 1 July 2025


def prepare_folder(data_dir: Path) -> None:
    """Make the folder for its owner only; core dumps are off from here on."""
    no_core_dumps()
    try:
        new = not data_dir.exists()
        data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        if new or not any(data_dir.iterdir()):
            data_dir.chmod(0o700)
    except OSError as error:
        raise disk_problem(error, data_dir) from error


def new_store(
    data_dir: Path, unit: UnitInfo, organ: Mapping[str, str], ring: Keyring, types: Mapping[str, RecordType] | None
) -> Store:
    """Database first, keys last: what fails before leaves nothing."""
    database = data_dir / paths.DATABASE_NAME
    store = None
    try:
        database.touch(mode=0o600)
        store = Store.create(database, ring.key, unit, types=types)
        migrations.gain_tables(store)
        migrations.refresh_views(store)
        with store.writing():
            for name, text in organ.items():
                store.settings.set(f"organ.{name}", text)
        _add_own_unit(store, unit, ring.me.name)
        ring.save(data_dir)
    except BaseException as error:
        if store is not None:
            store.close()
        for path in data_dir.glob(f"{paths.DATABASE_NAME}*"):
            path.unlink()
        if isinstance(error, OSError):
            raise disk_problem(error, database) from error
        raise
    return store


def _add_own_unit(store: Store, unit: UnitInfo, officer: str) -> None:
    """The unit's own record, under the id that everybody gives it."""
    if "unit" not in store.types:
        return
    values: dict[str, Value] = {"code": unit.code, "name": unit.name, "level": LEVELS[unit.level]}
    if unit.parent_code:
        values["parent_code"] = unit.parent_code
    if unit.level == "district":
        values |= {"historic": True, "valid_to": DISTRICTS_UNTIL}
    with store.batch(officer=officer) as batch:
        batch.new("unit", values, row=derived_row_id("unit", unit.code, ""))


def good_unit(unit: UnitInfo) -> UnitInfo:
    """The unit as it is kept. Raises UserError where it has no name, or a code that cannot stand in a file name."""
    if unit.level not in LEVELS:
        raise UserError(_("The level “{level}” is unknown.").format(level=unit.level),
                        hint=_("Give one of: {names}.").format(names=", ".join(LEVELS)))  # fmt: skip
    cleaned = UnitInfo(clean(unit.code), clean(unit.name), unit.level, clean(unit.parent_code))
    if not cleaned.code or not cleaned.name:
        raise UserError(_("The unit's code and name are needed."))
    for code in filter(None, (cleaned.code, cleaned.parent_code)):
        if not is_unit_code(code):
            raise UserError(
                _("The unit code “{code}” cannot stand in a file name.").format(code=code),
                kept=_("Nothing was written."),
                hint=_("A code holds letters, digits, dots, dashes and low lines, at most 32."),
            )
    return cleaned


def good_organ(organ: Mapping[str, str | None]) -> dict[str, str]:
    """What is given of the letterhead. Raises UserError for a side there is none of."""
    kept = {name: clean(text) for name, text in organ.items() if name in ORGAN and text and clean(text)}
    if kept.get("side", SIDES[0]) not in SIDES:
        raise UserError(_("The side “{side}” is unknown.").format(side=kept["side"]),
                        hint=_("Give one of: {names}.").format(names=", ".join(SIDES)))  # fmt: skip
    return kept


def no_data_yet(data_dir: Path) -> None:
    """Never over an office's data, nor over a data file whose keys may only have been mislaid."""
    if (data_dir / paths.KEYS_NAME).exists():
        raise UserError(
            _("There is already an office's data in {folder}.").format(folder=data_dir),
            kept=_("Nothing was changed."), hint=_("Give another folder with --data-dir."),
        )  # fmt: skip
    if (data_dir / paths.DATABASE_NAME).exists():
        raise UserError(
            _("There is a data file without keys.json in {folder}.").format(folder=data_dir),
            kept=_("Nothing was changed."),
            hint=_("Put keys.json back or restore a backup; for a new office give another folder with --data-dir."),
        )


def no_core_dumps() -> None:
    """A crash must not write the key and the records to the disk."""
    if os.name != "posix":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
