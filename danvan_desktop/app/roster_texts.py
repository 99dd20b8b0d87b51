"""The roster in sentences, for the window and the commands."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from danvan_desktop.handoff.roster_close import REASONS
from danvan_desktop.handoff.roster_texts import roster_note
from danvan_desktop.i18n import _

if TYPE_CHECKING:
    from danvan_desktop.app.roster_view import ComputerLine, RosterView, WaitingLine


def root_line(found: RosterView) -> str:
    """The root and the roster in force in one sentence."""
    if not found.code:
        return _("No root of a province is known here yet.")
    compared = _("compared") if found.compared else _("not compared yet")
    if not found.version:
        return _("Root {code} ({compared}); its roster has not arrived yet.").format(code=found.code, compared=compared)
    name = next((str(unit["name"]) for unit in found.units if unit["code"] == found.province), found.province)
    return _("Roster of {province}, version {version}. Root {code} ({compared}).").format(
        province=name, version=found.version, code=found.code, compared=compared
    )


def own_code_line(found: RosterView) -> str:
    """The code of this computer, which the office above compares before it takes it in; "" before there is one."""
    code = next((line.fingerprint for line in found.computers if line.mine), "")
    return _("Code of this computer, to read out to the office above: {code}").format(code=code) if code else ""


def taken_line(word: str, province: str, version: int) -> str:
    """What became of a roster file: newer, same, older or closed-here."""
    in_force = _("The roster of {province}, version {version}, is in force.")
    texts = {
        "newer": in_force,
        "closed-here": f"{in_force} {roster_note(word)}",
        "same": _("This roster, version {version} of {province}, is in force already."),
        "older": _("This roster, version {version} of {province}, is older than the one in force; it was ignored."),
    }
    return texts[word].format(province=province, version=version)


def deposit_line(found: RosterView, *, province: bool) -> str:
    """What to do next about the root, or where the recovery key is."""
    if found.offered:
        return _("A roster under another root, {code}, waits. If the province announced it, type this code.").format(
            code=found.offered
        )  # fmt: skip
    if not found.code and province:
        return _("The root is kept on paper only, in sealed envelopes. Make it once, before the first commune joins.")
    if not found.code:
        return _("Type the root code from the covering letter, then open the roster file of the install stick.")
    if province:
        return (
            _("This computer signs the roster.") if found.can_sign
            else _("The roster is signed on another computer of the province.")
        )  # fmt: skip
    return {
        "sealed": _("The recovery key of this office is deposited with the province, sealed to this root."),
        "refused": _("The recovery key of this office is deposited with nobody."),
        "waiting": _("The recovery key of this office is sealed for the province at the next opening."),
    }[found.escrow]


def waiting_note(line: WaitingLine) -> str:
    """What the officer must know of the unit code that a computer asks under; "" for a new unit."""
    if line.known_as:
        return _(
            "The code {unit} is that of {known} here. If {name} is another office, it was set up with a wrong code:"
            " refuse it, and let it be set up with its own."
        ).format(unit=line.unit, known=line.known_as, name=line.name)
    more = line.known_unit and line.closing is None
    return _("The unit is known already: this is one more computer of it.") if more else ""


def computer_state(line: ComputerLine) -> str:
    """Whether it is open and compared, or closed and why, and what of it does not count."""
    if line.closing is None:
        if line.told:
            return _("not compared at this computer: nothing is sealed to it")
        words = [_("this computer")] if line.mine else []
        return ", ".join([*words, _("compared") if line.checked else _("not compared yet")])
    day = date.fromisoformat(line.closing.day) if line.closing.day else None
    text = _("closed on {day}: {reason}").format(
        day=f"{day:%d/%m/%Y}" if day else "?", reason=_(REASONS.get(line.closing.reason, line.closing.reason))
    )
    if line.late_records:
        text += "; " + _("{count} records after that do not count").format(count=line.late_records)
    return text
