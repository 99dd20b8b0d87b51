"""The province root as people have it in hand: sheets to print, sheets typed back, the code for the covering letter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from danvan_desktop.app import access_log, office_day, people
from danvan_desktop.documents.files import write_whole
from danvan_desktop.errors import UserError
from danvan_desktop.handoff import earlier_root, root, roster_recover, roster_sign, roster_trust
from danvan_desktop.handoff.root import Root
from danvan_desktop.handoff.roster import Roster
from danvan_desktop.i18n import _
from danvan_desktop.storage.digit_sheet import LINES, WIDTH, DigitError, digits_of
from danvan_desktop.storage.files import write_private

if TYPE_CHECKING:
    from danvan_desktop.app.office import Office


@dataclass(frozen=True)
class MadeRoot:
    """A new root. `sheets`: what is to be kept on paper, lines of groups; one whole sheet or three shares."""

    code: str
    version: int
    sheets: tuple[str, ...]
    file: Path | None

    def as_json(self) -> dict[str, object]:
        """As `roster init --json` shows it; the sheets only where they were written to no file."""
        shown: dict[str, object] = {"root_code": self.code, "version": self.version}
        return shown | ({"file": str(self.file)} if self.file else {"sheets": list(self.sheets)})


@dataclass(frozen=True)
class NewRoot:
    """A root that is nowhere in force yet; lives in memory until its sheets are on paper."""

    root: Root
    sheets: tuple[str, ...]
    old: Root | None
    renews: bool

    @property
    def code(self) -> str:
        """The root code it will have."""
        return root.code_of(self.root.sign_key)

    def pdf(self, unit_name: str) -> bytes:
        """The sheets to print, A4."""
        from danvan_desktop.documents.root_sheet import root_sheets_pdf

        return root_sheets_pdf(unit_name, self.sheets, self.code)

    def typed_back(self, typed: Sequence[str]) -> bool:
        """Whether the sheets typed back bring this root. Raises UserError for a line typed wrong."""
        return read_sheets(typed).sign_key == self.root.sign_key


def prepare(office: Office, *, split: bool = False, anyway: bool = False) -> NewRoot:
    """A first root of this province, for its sheets to be put on paper; `put_in_force` makes it count.

    `anyway`: a person goes on though something tells of an earlier root (`earlier_signs`). Raises UserError without.
    """
    people.require(office, "roster")
    roster_sign.check_may_begin(office.store)
    if not anyway:
        earlier_root.check(office.store)
    made = root.new_root()
    return NewRoot(made, tuple(made.sheets(split=split)), None, renews=False)


def prepare_renewal(office: Office, old_sheets: Sequence[str] | None, *, split: bool = False) -> NewRoot:
    """A root in place of the old one; `old_sheets` None where those are lost: every office types the new code."""
    people.require(office, "roster")
    old = read_sheets(old_sheets) if old_sheets is not None else None
    roster_sign.check_may_renew(office.store, old)
    made = root.new_root()
    return NewRoot(made, tuple(made.sheets(split=split)), old, renews=True)


def put_in_force(office: Office, new: NewRoot, file: Path | None = None) -> MadeRoot:
    """Let a prepared root count; its sheets are shown this once. `file`: where they were written."""
    people.require(office, "roster")
    if new.renews:
        signed = roster_sign.renew(office.store, new.old, new.root)
    else:
        signed = roster_sign.begin(office.store, new.root)
    access_log.note(office, "root_renewed" if new.renews else "root_made", signed.root.code)
    return MadeRoot(signed.root.code, signed.version, new.sheets, file)


def save_sheets(office: Office, new: NewRoot, target: Path) -> None:
    """Write the sheets as PDF, for the eyes of who wrote it only; logged."""
    write_private(target, new.pdf(office.store.unit.name))
    access_log.note(office, "saved_as", target.name)


def init(
    office: Office, sheets_out: Path | None = None, *, split: bool = False, anyway: bool = False
) -> MadeRoot:  # fmt: skip
    """Make the root of this province. The sheets are written before anything is changed; they are shown this once."""
    return _written_first(office, prepare(office, split=split, anyway=anyway), sheets_out)


def earlier_signs(office: Office) -> list[str]:
    """What tells that this province had a root before, in sentences; [] on a fresh computer."""
    return earlier_root.signs(office.store)


def first_only() -> str:
    """What everybody who makes a root is told: there is one, and what to do where it was made before."""
    return _("If this province had a root before, make no other one.") + " " + earlier_root.not_taken()


def not_taken() -> str:
    """What a second root does."""
    return earlier_root.not_taken()


def instead() -> str:
    """What to do by commands where this province had a root before."""
    return earlier_root.instead()


def renew(
    office: Office, old_sheets: Sequence[str] | None, sheets_out: Path | None = None, *, split: bool = False
) -> MadeRoot:
    """A new root in place of the old one; `old_sheets` None where those are lost: every office types the new code."""
    return _written_first(office, prepare_renewal(office, old_sheets, split=split), sheets_out)


def _written_first(office: Office, new: NewRoot, target: Path | None) -> MadeRoot:
    if target is not None:
        save_sheets(office, new, target)
    return put_in_force(office, new, target)


def recover(office: Office, sheets: Sequence[str], *, alone: bool = False, former: str = "") -> Roster:
    """Let this computer sign the roster, by the root sheets.

    `alone`: no other office was heard of since this computer was set up or restored, and a person goes on without;
    `former`: why the former signer's computer is closed with it, "" to leave it open. Raises UserError.
    """
    people.require(office, "roster")
    signed = roster_recover.recover(
        office.store, read_sheets(sheets), alone=alone, former=former, day=office_day.today().isoformat()
    )
    access_log.note(office, "root_used", signed.root.code)
    if former:
        access_log.note(office, "computer_closed", f"{office.store.unit.code}: {former}")
    return signed


def former_computers(office: Office) -> list[str]:
    """Numbers of the open computers of this office of which one signed the roster before; closed by `recover`."""
    now = roster_trust.current(office.store)
    return [replica.hex() for replica in roster_recover.former_computers(office.store, now)] if now else []


def is_unheard(office: Office) -> bool:
    """Whether `recover` asks for `alone`."""
    return roster_trust.current(office.store) is not None and roster_recover.is_unheard(office.store)


def fits(office: Office, sheets: Sequence[str]) -> bool:
    """Whether typed sheets are the root of the roster in force; nothing is opened by it."""
    people.require(office, "roster")
    now = roster_trust.current(office.store)
    return now is not None and read_sheets(sheets).sign_key == now.root.sign_key


def write_letter(office: Office, target: Path) -> str:
    """The page with the root code for the covering letter, as PDF; returns the code."""
    from danvan_desktop.documents.root_sheet import root_code_pdf

    now = roster_trust.current(office.store)
    if now is None:
        raise no_roster()
    name = next((unit.name for unit in now.units if unit.code == now.province), now.province)
    write_whole(target, root_code_pdf(name, now.root.code))
    access_log.note(office, "saved_as", target.name)
    return now.root.code


def read_sheets(typed: Sequence[str]) -> Root:
    """The root from typed sheets. Raises UserError that names the sheet and the line that is wrong."""
    for place, sheet in enumerate(typed, 1):
        try:
            root.place_of(sheet)
        except DigitError as error:
            raise _explained(place, error) from None
    try:
        return root.root_of(typed)
    except ValueError:
        raise UserError(
            _("These sheets do not make a root: one whole sheet or two different parts are needed."),
            kept=_("Nothing was changed."), hint=_("Type the three lines of each sheet, from left to right."),
            code="wrong-sheets",
        ) from None  # fmt: skip


def line_state(place: int, typed: str) -> tuple[bool, str]:
    """One line of a sheet while it is typed, the first being 1: whether it is right, and what to say beside it."""
    try:
        fits, have = root.line_fits(place, typed), len(digits_of(typed))
    except DigitError:
        return False, _("digits only")
    if have < WIDTH:
        return False, _("{have} of {want} digits").format(have=have, want=WIDTH) if have else ""
    return fits, _("the check digits are right") if fits else _("a digit is wrong")


def is_share(sheet: str) -> bool:
    """Whether a sheet typed right is one of three parts, so that a second one is needed."""
    try:
        return root.place_of(sheet) > 0
    except DigitError:
        return False


def sheets_in(text: str) -> list[str]:
    """The sheets in a typed text: three lines of digits each, blank lines and # lines left out."""
    lines = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    return ["\n".join(lines[start : start + LINES]) for start in range(0, len(lines), LINES)]


def no_roster() -> UserError:
    """The refusal where there is no roster yet."""
    return UserError(
        _("There is no roster here yet."), kept=_("Nothing was changed."),
        hint=_("At the province: danvan roster init. Elsewhere: danvan roster take FILE --expect CODE."),
    )  # fmt: skip


def _explained(place: int, error: DigitError) -> UserError:
    reasons = {
        "letters": _("a root sheet consists of digits only"),
        "count": _("it has {have} digits instead of {want}").format(have=error.have, want=LINES * WIDTH),
        "length": _("line {line} has {have} digits instead of {want}").format(
            line=error.line, have=error.have, want=WIDTH
        ),
        "check": _("in line {line} a digit is wrong or two are exchanged").format(line=error.line),
    }
    return UserError(
        _("Sheet {place} is not typed right: {why}.").format(place=place, why=reasons[error.kind]),
        kept=_("Nothing was changed."), hint=_("Compare the line with the sheet and type it again."), code="digits",
    )  # fmt: skip
