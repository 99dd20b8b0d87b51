"""The recovery key deposited with the province: sealed here unless refused, opened there by two named persons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from danvan_desktop.app import access_log, people, recovery
from danvan_desktop.errors import DanvanError, UserError
from danvan_desktop.handoff import escrow, roster_sign, roster_trust
from danvan_desktop.handoff.escrow import Box
from danvan_desktop.i18n import _
from danvan_desktop.storage import keys
from danvan_desktop.storage.store import Store

if TYPE_CHECKING:
    from danvan_desktop.app.office import Office

DUE, TO, REFUSED = "escrow.due", "escrow.to", "escrow.refused"


@dataclass(frozen=True)
class OpenedKey:
    """A deposited recovery code that was opened and printed. `persons`: the two who did it."""

    unit: str
    file: Path
    persons: tuple[str, str]
    made_ms: int

    def as_json(self) -> dict[str, object]:
        """As `roster open-recovery --json` shows it; the code itself stands on the sheet only."""
        return {"unit": self.unit, "file": str(self.file), "persons": list(self.persons), "sealed_ms": self.made_ms}


def refuse(store: Store) -> None:
    """At set-up: the recovery key of this office is deposited nowhere."""
    store.settings.set(REFUSED, "1")


def state(store: Store) -> str:
    """sealed, refused, or waiting (for a roster, or for the next opening)."""
    if store.settings.get(REFUSED) == "1":
        return "refused"
    return "sealed" if store.settings.get(TO) and store.settings.get(DUE) != "1" else "waiting"


def seal_if_due(office: Office) -> bool:
    """Seal a recovery code to the newest root where that is still to be done; True when it was done now."""
    store = office.store
    now = roster_trust.current(store)
    if store.settings.get(DUE) != "1" or store.settings.get(REFUSED) == "1" or now is None:
        return False
    if store.unit.level == "province":  # its own root cannot be locked inside its own file
        return False
    ring, code = keys.with_escrow(office.ring)
    office.change_keys(ring)  # first the lock, then the copy of its key: what fails between is done again
    with store.writing():
        escrow.seal(store, code, now.root.escrow[0].to)
        store.settings.set(TO, now.root.escrow[0].to)
        store.settings.set(DUE, "")
    access_log.note_softly(office, "recovery_deposited", now.root.code)
    return True


def set_refused(office: Office, refused: bool) -> None:
    """Deposit the recovery key with the province, or take back what was deposited: it opens nothing any more."""
    people.require(office, "people")
    store = office.store
    with store.writing():
        store.settings.set(REFUSED, "1" if refused else "")
        store.settings.set(DUE, "" if refused else "1")
        store.settings.set(TO, "")
    if refused:
        office.change_keys(keys.without_escrow(office.ring))
    access_log.note(office, "settings_changed", "escrow off" if refused else "escrow on")
    seal_if_due(office)


def open_recovery(
    office: Office, unit: str, sheets: Sequence[str], second_passphrase: str, target: Path
) -> OpenedKey:  # fmt: skip
    """Open a unit's deposited recovery key and write its recovery sheet to `target`.

    Needs the officer who opened the folder, the passphrase of another one, and the root sheets. Logged before it
    is written. Raises UserError where one of these does not fit.
    """
    from danvan_desktop.app import roster_root

    people.require(office, "roster")
    second = _second(office, second_passphrase)
    opened = roster_root.read_sheets(sheets)
    now = roster_trust.current(office.store)
    if now is None or now.root.sign_key != opened.sign_key:
        raise roster_sign.wrong_sheets()
    tried = [(box, escrow.open_box(box, opened, now)) for box in _boxes(office, unit)]
    box, digits = _first_that_opens(unit, tried)
    access_log.note(office, "recovery_opened", f"{unit}: {office.officer}, {second}")
    name = next((entry.name for entry in now.units if entry.code == unit), unit)
    recovery.write_sheet(target, name, digits)
    return OpenedKey(unit, target, (office.officer, second), box.made)


def _boxes(office: Office, unit: str) -> list[Box]:
    found = escrow.of_unit(office.store, unit)
    if not found:
        raise UserError(
            _("No recovery key of unit {unit} is deposited here.").format(unit=unit), kept=_("Nothing was written."),
            hint=_("It comes with the first package after the unit has taken the roster in, unless it refused to."),
        )  # fmt: skip
    return found


def _first_that_opens(unit: str, tried: Sequence[tuple[Box, str | None]]) -> tuple[Box, str]:
    for box, digits in tried:
        if digits is not None:
            return box, digits
    raise UserError(
        _("The deposited recovery key of {unit} was sealed to an earlier root whose sheets are lost.").format(
            unit=unit
        ),
        kept=_("Nothing was written."),
        hint=_("The unit seals it anew when it has taken in the newest roster and sends its next package."),
    )


def _second(office: Office, passphrase: str) -> str:
    """Who the other passphrase belongs to. Raises UserError for the same person."""
    try:
        other = keys.open_with_passphrase(keys.read(office.data_dir), passphrase).me
    except DanvanError as error:
        error.kept = error.kept or _("Nothing was written.")
        raise
    if other.id == office.ring.me.id:
        raise UserError(
            _("Two different officers are needed; this is the passphrase of {name} again.").format(name=other.name),
            kept=_("Nothing was written."), hint=_("Let another officer of this office type theirs."),
        )  # fmt: skip
    return other.name
