"""Signs that a province had a root before, at an office of it that has no roster: its communes would not take a second.

A computer set up anew knows nothing of the one before. What can tell it: a root code typed here, a roster that waits,
an office that says it has one, a package sealed to another computer, this folder going back in time, a computer of the
province that was here first.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from danvan_desktop.errors import UserError
from danvan_desktop.handoff import certificates, form, roster_trust
from danvan_desktop.handoff.kept_reading import refusal_of
from danvan_desktop.handoff.roster import NO_RANK
from danvan_desktop.i18n import _
from danvan_desktop.storage import quarantine, roster_tables
from danvan_desktop.storage.store import UNHEARD, Store
from danvan_desktop.storage.training_mark import UNIT

CODE = "earlier-root"  # of the refusal that a person may overrule


def signs(store: Store) -> list[str]:
    """What tells of an earlier root, in sentences; [] on a fresh computer, and where there is a roster."""
    if roster_trust.current(store) is not None:
        return []
    return [*_believed(store), *_said_by_others(store), *_of_this_computer(store)]


def _believed(store: Store) -> Iterator[str]:
    code, offered = roster_trust.trust_of(store).code, roster_trust.offered(store)
    if code:
        yield _("The root code {code} was typed here.").format(code=code)
    if offered is not None:
        yield _("A roster under the root {code} waits here.").format(code=offered.root.code)


def _said_by_others(store: Store) -> Iterator[str]:
    held = roster_tables.newest_held(store.conn)
    if held is not None and held[1] > NO_RANK:
        yield _("Unit {unit} has a roster, version {version}.").format(unit=held[0], version=held[1][2])
    for unit in sorted(_who_know_another(store)):
        yield _("A package of unit {unit} is kept apart that this computer cannot take in.").format(unit=unit)


def _who_know_another(store: Store) -> set[str]:
    """Units never heard of here whose packages are kept apart, sealed to other keys: they know who was before.

    A damaged file of an office that was enrolled here tells nothing.
    """
    kept = [held for held in quarantine.listed(store.conn) if held.reason == "unreadable" and not held.elsewhere]
    sealed = (held for held in kept if (found := refusal_of(store, held)) is not None and found.sealed)
    names = (form.read_name(Path(held.file).name) for held in sealed)
    known = {store.unit.code, *(c.unit.code for c in certificates.stored(store).values())}
    return {n["unit"] for n in names if n is not None and not n["unit"].startswith(UNIT)} - known


def _of_this_computer(store: Store) -> Iterator[str]:
    known = certificates.stored(store)
    mine = known.get(store.replica.id)
    if store.settings.get(UNHEARD) and any(c.unit.code != store.unit.code for c in known.values()):
        yield _("This computer was restored from a backup and has heard of no other office since.")
    first = known.get(mine.by) if mine is not None else None
    if mine is None or first is None or first.line == mine.line or first.unit.code != mine.unit.code:
        return
    if roster_tables.held_by(store.conn, [first.line]) is None:
        yield _("Another computer of the province, {number}, was here before this one.").format(
            number=first.replica.hex()
        )


def check(store: Store) -> None:
    """Raises UserError where something tells of an earlier root."""
    found = signs(store)
    if found:
        title = _("This province seems to have a root already.")
        text, hint = " ".join([title, *found, not_taken()]), f"{instead()} {_anyway()}"
        raise UserError(text, kept=_("Nothing was changed."), hint=hint, code=CODE)


def not_taken() -> str:
    """What a second root does."""
    return _("Offices that trust the first root do not take a second one in.")


def instead() -> str:
    """What to do where there was a root before."""
    return _(
        "Where there was one, first take the roster in from a stick: any office of the province writes it (danvan"
        " roster export -o FILE; here: danvan roster take FILE). Then type the root sheets: danvan roster recover."
    )


def _anyway() -> str:
    return _("If there was none, or its sheets and every roster are lost: danvan roster init --anyway.")
