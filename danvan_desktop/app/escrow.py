"""The recovery key deposited with the province: sealed here unless refused, opened there by two named persons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from danvan_desktop.app import access_log, people, recovery
from danvan_desktop.domain.text import in_fours
from danvan_desktop.errors import DanvanError, UserError
from danvan_desktop.handoff import escrow, roster_sign, roster_trust
from danvan_desktop.handoff.escrow import Deposit
from danvan_desktop.handoff.roster_texts import closed_on
from danvan_desktop.i18n import _
from danvan_desktop.storage import keys
from danvan_desktop.storage.store import Store

if TYPE_CHECKING:
    from danvan_desktop.app.office import Office

DUE, TO, REFUSED = "escrow.due", "escrow.to", escrow.REFUSED


@dataclass(frozen=True)
class Deposited:
    """A deposited key that can be opened. `closed` says when and why its computer was closed, "" in force."""

    unit: str
    computer: str
    closed: str
    sealed_ms: int

    @property
    def label(self) -> str:
        """As it is offered to choose from, and as it stands on the sheet."""
        day = f"{datetime.fromtimestamp(self.sealed_ms / 1000).astimezone():%d/%m/%Y}"
        said = _("Computer {number}, key sealed on {day}").format(number=in_fours(self.computer), day=day)
        return f"{said}; " + _("closed on {when}").format(when=self.closed) if self.closed else said


@dataclass(frozen=True)
class OpenedKey:
    """Deposited recovery codes that were opened and printed, one a computer. `persons`: the two who did it.

    `lost`: computers whose key was sealed to a root that cannot be opened any more.
    """

    unit: str
    sheets: tuple[tuple[Deposited, Path], ...]
    persons: tuple[str, str]
    lost: tuple[str, ...] = ()

    @property
    def file(self) -> Path:
        """The first sheet."""
        return self.sheets[0][1]

    def as_json(self) -> dict[str, object]:
        """As `roster open-recovery --json` shows it; the codes themselves stand on the sheets only."""
        return {
            "unit": self.unit, "file": str(self.file), "persons": list(self.persons), "lost": list(self.lost),
            "sheets": [
                {"computer": one.computer, "file": str(file), "sealed_ms": one.sealed_ms, "closed": bool(one.closed)}
                for one, file in self.sheets
            ],
        }  # fmt: skip


def refuse(store: Store) -> None:
    """At set-up: the recovery key of this office is deposited nowhere."""
    store.settings.set(REFUSED, "1")


def state(store: Store) -> str:
    """sealed, refused, or waiting (for a roster, or for the next opening)."""
    if store.settings.get(REFUSED) == "1":
        return "refused"
    return "sealed" if store.settings.get(TO) and store.settings.get(DUE) != "1" else "waiting"


def units(store: Store) -> list[str]:
    """The units of which a recovery key is deposited here."""
    return escrow.units(store)


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


def set_refused(office: Office, refused: bool) -> bool:
    """Deposit the recovery key with the province, or take back what was deposited: it opens nothing any more.

    True where something was deposited and its withdrawal goes up with the next package; the province deletes it then.
    """
    people.require(office, "people")
    store, withdrawn = office.store, False
    with store.writing():
        store.settings.set(REFUSED, "1" if refused else "")
        store.settings.set(DUE, "" if refused else "1")
        store.settings.set(TO, "")
        if refused:
            withdrawn = escrow.withdraw(store)
    if refused:
        office.change_keys(keys.without_escrow(office.ring))
    access_log.note(office, "settings_changed", "escrow off" if refused else "escrow on")
    seal_if_due(office)
    return withdrawn


def withdrawn_line() -> str:
    """What becomes of a key that was deposited and is taken back."""
    return _("What was deposited is deleted at the province as soon as it takes in the next package of this office.")


def deposited(store: Store, unit: str) -> list[Deposited]:
    """The deposited keys of a unit by computer, those in force first."""
    return [_shown(one) for one in escrow.of_unit(store, unit)]


def _shown(one: Deposit) -> Deposited:
    closed = closed_on(one.closing) if one.closing is not None else ""
    return Deposited(one.box.unit, one.computer.hex(), closed, one.box.made)


def open_recovery(
    office: Office, unit: str, sheets: Sequence[str], second_passphrase: str, target: Path, *, computer: str = ""
) -> OpenedKey:  # fmt: skip
    """Open a unit's deposited recovery keys and write one recovery sheet a computer, the first to `target`.

    Those of every computer in force, or of the one whose number begins with `computer`, a closed one too.
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
    tried = [(one, escrow.open_box(one.box, opened, now)) for one in _wanted(office.store, unit, computer)]
    found = [(_shown(one), digits) for one, digits in tried if digits is not None]
    if not found:
        raise _sealed_to_a_lost_root(unit)
    numbers = " ".join(one.computer for one, _digits in found)
    access_log.note(office, "recovery_opened", f"{unit} {numbers}: {office.officer}, {second}")
    name = next((entry.name for entry in now.units if entry.code == unit), unit)
    written = []
    for place, (one, digits) in enumerate(found):
        file = target if place == 0 else target.with_name(f"{target.stem}-{one.computer[:8]}{target.suffix}")
        recovery.write_sheet(file, name, digits, one.label)
        written.append((one, file))
    lost = tuple(one.computer.hex() for one, digits in tried if digits is None)
    return OpenedKey(unit, tuple(written), (office.officer, second), lost)


def _wanted(store: Store, unit: str, computer: str) -> list[Deposit]:
    found = escrow.of_unit(store, unit)
    if not found:
        raise _none_here(unit, escrow.withdrawn_on(store, unit))
    asked = "".join(computer.split()).lower()
    wanted = [
        one for one in found
        if (one.computer.hex().startswith(asked) or one.box.replica.hex().startswith(asked) if asked
            else one.closing is None)
    ]  # fmt: skip
    if not wanted or (asked and len(wanted) > 1):
        raise UserError(
            _("No deposited key of unit {unit} is of computer {number} alone.").format(unit=unit, number=computer)
            if asked else
            _("Every computer of unit {unit} whose recovery key is deposited is closed.").format(unit=unit),
            kept=_("Nothing was written."),
            hint=_("Give one of them with --computer: {numbers}.").format(
                numbers="; ".join(f"{one.computer.hex()} ({_shown(one).label})" for one in found)
            ),
        )  # fmt: skip
    return wanted


def _none_here(unit: str, withdrawn: int) -> UserError:
    if withdrawn:
        return UserError(
            _("Unit {unit} took its deposited recovery key back on {day}; it is deposited here no more.").format(
                unit=unit, day=f"{datetime.fromtimestamp(withdrawn / 1000).astimezone():%d/%m/%Y}"
            ),
            kept=_("Nothing was written."),
            hint=_("Only the recovery sheet of the office itself opens its data, or another officer of it."),
        )  # fmt: skip
    return UserError(
        _("No recovery key of unit {unit} is deposited here.").format(unit=unit), kept=_("Nothing was written."),
        hint=_("It comes with the first package after the unit has taken the roster in, unless it refused to."),
    )  # fmt: skip


def _sealed_to_a_lost_root(unit: str) -> UserError:
    return UserError(
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
