"""The roster for both faces: who belongs to the province, who waits, what is closed. Changed by administrators only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from danvan_desktop.app import access_log, escrow, office_day, people
from danvan_desktop.app.handover import note_taken
from danvan_desktop.app.roster_root import no_roster
from danvan_desktop.domain.text import in_fours
from danvan_desktop.errors import UserError
from danvan_desktop.handoff import (
    accepting,
    enrolment,
    export,
    form,
    roster,
    roster_close,
    roster_sign,
    roster_take,
    roster_trust,
    stick,
)
from danvan_desktop.handoff.accepting import Accepted
from danvan_desktop.handoff.root import same_code
from danvan_desktop.handoff.roster import BadRosterError, Roster
from danvan_desktop.handoff.roster_trust import NO_ROOT, OLDER, OTHER_ROOT
from danvan_desktop.i18n import _
from danvan_desktop.storage import roster_tables, segments
from danvan_desktop.storage.files import disk_problem, need_plain
from danvan_desktop.storage.roster_tables import Closing
from danvan_desktop.storage.store import Store

if TYPE_CHECKING:
    from danvan_desktop.app.office import Office

SUFFIX = ".danvan-roster"


def add(office: Office, unit: str, *, expect: str | None = None, receipts: Path | None = None) -> Accepted:
    """Take in a unit that waits; `expect`: only with this code. The packages that waited are taken in at once.

    The certificate rides back in the receipt. It is written into `receipts`, else beside the packages that waited
    where their stick is still in; else it comes with the next package or receipt for the unit.
    """
    people.require(office, "roster")
    accepted = accepting.accept(office.store, unit, expect=expect, officer=office.officer)
    note_taken(office.store, accepted.packages, office.officer)
    code = accepted.certificate.unit.code
    access_log.note(office, "unit_added", f"{code} {'compared' if expect is not None else 'not compared'}")
    return replace(accepted, receipt=_write_receipt(office.store, accepted, receipts))


def _write_receipt(store: Store, accepted: Accepted, folder: Path | None) -> Path | None:
    """The receipt for the last package that waited, under its name."""
    files = [Path(package.file) for package in accepted.packages if package.sender == accepted.certificate.unit.code]
    code = accepted.certificate.unit.code
    last = files[-1] if files else Path(form.package_name(code, 1, 1, 1))
    if folder is None and not last.is_file():
        return None
    if folder is not None:
        stick.make_folder(folder)
    target = (folder or last.parent) / (last.name.removesuffix(form.SUFFIX) + form.RECEIPT_SUFFIX)
    stick.write(target, export.receipt(store, code))
    return target


def close(  # noqa: PLR0913  the terms of a closing
    office: Office, what: str, reason: str, *, at: int | None = None, into: Sequence[str] = (), day: date | None = None,
    take_back: bool = False,
) -> list[Closing]:  # fmt: skip
    """Close a computer or every computer of a unit. `at`: last change that counts, else the last one confirmed.

    `take_back`: also where that lies before what was confirmed to the office; those records count no more then.
    `day`: from when on, today by default; a unit that was merged or split ends on the day before in the table of units.
    """
    people.require(office, "roster")
    beyond = roster_close.confirmed_beyond(office.store, what, at) if at is not None and not take_back else 0
    if at is not None and beyond:
        raise UserError(
            _("Changes of this computer are confirmed up to number {last}; closed at {at}, those after it count no"
              " more.").format(last=beyond, at=at),
            kept=_("Nothing was changed."),
            hint=_("Leave the number out, or say that it is meant: danvan roster close … --take-back."),
            code="confirmed-beyond",
        )  # fmt: skip
    made = roster_close.close(
        office.store, what, reason, day=day or office_day.today(), at=at, into=into, dated=day is not None,
        officer=office.officer,
    )  # fmt: skip
    access_log.note(office, "computer_closed", f"{what}: {reason}")
    return made


def count_later(office: Office, replica: str) -> Closing:
    """Let all that a closed computer wrote so far count after all, as far as it is here. Raises UserError."""
    number = bytes.fromhex(replica)
    shut = roster_tables.closings(office.store.conn)[number]
    last = max(shut.at, segments.last_seq(office.store.conn, number))
    return close(office, replica, shut.reason, at=last, day=date.fromisoformat(shut.day) if shut.day else None)[0]


def sign(office: Office) -> tuple[Roster, bool]:
    """Sign what is known now; the roster in force and whether it is a new version."""
    people.require(office, "roster")
    before = roster_trust.rank_of(office.store)
    signed = roster_sign.sign(office.store)
    return signed, signed.rank != before


def export_file(office: Office, target: Path) -> Roster:
    """Write the roster in force as a file for an install stick. It holds no secret."""
    now = roster_trust.current(office.store)
    if now is None:
        raise no_roster()
    stick.make_folder(target.parent)
    stick.write(target, now.text.encode())
    access_log.note_softly(office, "exported", target.name)
    return now


def read_file(path: Path) -> Roster:
    """Read a roster file. Raises UserError for any other file, EnvironmentProblem where it cannot be read."""
    need_plain(path)
    try:
        with path.open("rb") as stream:
            data = stream.read(roster.MAX_BYTES + 1)
    except OSError as error:
        raise disk_problem(error, path) from error
    try:
        return roster.read(data.decode())
    except (BadRosterError, UnicodeDecodeError):
        raise UserError(
            _("“{name}” is no roster, or it was changed on the way.").format(name=path.name),
            kept=_("Nothing was changed."), hint=_("Let the province write it again: danvan roster export."),
            code="bad-roster",
        ) from None  # fmt: skip


def take(office: Office, path: Path, *, expect: str | None = None) -> tuple[Roster, str]:
    """Take a roster file in; returns it and the word newer, same, older (ignored, and noted) or closed-here.

    `expect`: the root code from the covering letter. Without one a first roster works marked "not compared".
    """
    people.require(office, "roster")
    if expect is not None:
        _check_form(expect)
    offered = read_file(path)
    if expect is not None and not same_code(expect, offered.root.code):
        raise _other_code(offered.root.code)
    store = office.store
    enrolment.check_training(offered.training, store)
    with store.writing():
        known = roster_trust.trust_of(store)
        word = known.judge(offered)
        foreign = word == OTHER_ROOT and offered.rank <= known.rank  # a root in its place has a greater epoch
        if word == NO_ROOT or (expect is not None and not foreign and (word != OLDER or same_code(expect, known.code))):
            roster_trust.pin(store, offered.root.code, compared=expect is not None)
        word = roster_take.take(store, offered)
        if expect is not None:
            _admit_again(store)
    if word == OTHER_ROOT:
        raise _other_root(offered, foreign=foreign)
    _sign_if_ours(store)
    access_log.note(office, "roster_taken", f"{offered.province} {offered.version}: {word}")
    escrow.seal_if_due(office)
    return offered, word


def trust(office: Office, code: str) -> str:
    """Believe this root code, typed from the covering letter; returns newer where a kept roster was taken by it."""
    people.require(office, "roster")
    _check_form(code)
    store = office.store
    held = roster_trust.offered(store)
    now = roster_trust.current(store)
    if now is not None and not same_code(code, now.root.code) and not (held and same_code(code, held.root.code)):
        raise _other_code((held or now).root.code)
    word = roster_trust.SAME
    with store.writing():
        roster_trust.pin(store, _grouped(code), compared=True)
        if held is not None and same_code(code, held.root.code):
            word = roster_take.take(store, held)
        _admit_again(store)
    access_log.note(office, "root_compared", _grouped(code))
    escrow.seal_if_due(office)
    return word


def _admit_again(store: Store) -> None:
    """The root was compared: what was known before is compared too now."""
    now = roster_trust.current(store)
    if now is not None:
        roster_take.admit_all(store, now)


def _sign_if_ours(store: Store) -> None:
    """After a restore the province takes its own newer roster back; what it knows besides goes into the next one."""
    if roster_sign.can_sign(store):
        roster_sign.sign(store)


def _check_form(code: str) -> None:
    digits = [ch for ch in code if ch.isdigit()]
    if len(digits) != 32 or any(ch.isalpha() for ch in code):
        raise UserError(
            _("A root code has 32 digits; {have} were typed.").format(have=len(digits)),
            kept=_("Nothing was changed."), hint=_("It stands in the covering letter: eight groups of four digits."),
        )  # fmt: skip


def _grouped(code: str) -> str:
    return in_fours("".join(ch for ch in code if ch.isdigit()))


def _other_code(found: str) -> UserError:
    return UserError(
        _("The root code of the roster is {found}, not the one typed.").format(found=found),
        kept=_("Nothing was changed."),
        hint=_("Compare it with the covering letter. If it differs, do not use this stick and call the province."),
        code="other-root",
    )


def is_compared(office: Office, taken: Roster) -> bool:
    """Whether the root of this roster is the pinned one and was compared with the covering letter."""
    known = roster_trust.trust_of(office.store)
    return known.compared and (same_code(known.code, taken.root.code) or known.knows_root_of(taken))


def _other_root(offered: Roster, *, foreign: bool) -> UserError:
    """`foreign`: it cannot be a root in place of the one known here, so that its code is not to be typed either."""
    return UserError(
        _("This roster stands under another root, {code}, which the one known here has not vouched for.").format(
            code=offered.root.code
        ),
        kept=_("The roster in force stays as it is."),
        hint=_("It is not from your province, or it was forged: do not use this stick and call the province.")
        if foreign else _("If the province announced a new root, type its code: danvan roster trust CODE."),
        code="other-root",
    )  # fmt: skip
