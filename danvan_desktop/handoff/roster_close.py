"""Closing computers in the roster: stolen, lost keys, an office that is no more. Nothing stored is lost.

A closed computer's ops count up to the last one that was accepted here or by an office that answers for it; later
ones are stored and listed. A person who finds that some of them are good closes it again with a higher number (`at`).
The number never goes down again: every office unites what it was told (roster_union).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from danvan_desktop.errors import UserError
from danvan_desktop.handoff import certificates, dissolved, roster_sign, roster_trust, roster_union, unit_row
from danvan_desktop.handoff.certificates import Certificate
from danvan_desktop.handoff.roster_union import last_that_counts
from danvan_desktop.i18n import N_, _
from danvan_desktop.storage import roster_tables
from danvan_desktop.storage.identity import UnitInfo
from danvan_desktop.storage.roster_tables import Closing
from danvan_desktop.storage.store import Store

STOLEN = "stolen"
REASONS = {
    STOLEN: N_("computer stolen or lost"),
    "lost-key": N_("its keys are lost"),
    "left": N_("no longer used"),
    "replaced": N_("replaced by another computer"),
    dissolved.REASON: N_("the unit was merged or split"),
}


@dataclass(frozen=True)
class _Terms:
    """What a person said of a closing."""

    reason: str
    day: date
    at: int | None
    into: Sequence[str]
    dated: bool
    officer: str

    @property
    def ends_unit(self) -> bool:
        """Whether it is the unit that is no more, not a computer."""
        return self.reason == dissolved.REASON


def close(  # noqa: PLR0913  the terms of a closing
    store: Store, what: str, reason: str, *, day: date, at: int | None = None, into: Sequence[str] = (),
    dated: bool = False, officer: str = "",
) -> list[Closing]:  # fmt: skip
    """Close a computer (its number, or the beginning of it) or every open computer of a unit; sign the roster.

    `at`: last sequence number that counts, by default the last one accepted. A stolen computer holds the keys of what
    it was before it was restored or copied: these are closed with it. A merged or split unit ends in the table of
    units on the day before `day`, also one whose computers were all closed before; `into`: units it went into.
    `dated`: a person gave that day, so that it also stands in place of one that was known, as `into` does for a unit
    that was merged already.
    """
    terms = _Terms(reason, day, at, into, dated, officer)
    _check_may_close(store, reason)
    shut_before = _of_a_shut_unit(store, what, terms) if terms.ends_unit else []
    chosen = shut_before or _chosen(store, what, again=at is not None)
    _check_not_here(store, chosen)
    _check_into(store, chosen[0].unit.code, into)
    _check_rises(store, chosen, at)
    with store.writing():
        made = _said_anew(store, shut_before, terms) if shut_before else _shut_now(store, chosen, terms)
        _put(store, made)
        _end_unit(store, chosen[0].unit, terms)
        roster_sign.sign(store)
    return made


def _check_may_close(store: Store, reason: str) -> None:
    if not roster_sign.can_sign(store):
        raise roster_sign.no_key()
    if reason not in REASONS:
        raise UserError(
            _("The reason “{word}” is unknown.").format(word=reason),
            kept=_("Nothing was changed."), hint=_("Give one of: {names}.").format(names=", ".join(REASONS)),
        )  # fmt: skip


def _check_not_here(store: Store, chosen: Sequence[Certificate]) -> None:
    if any(c.replica == store.replica.id for c in chosen):
        raise UserError(
            _("This is the computer you are working on; it cannot close itself."), kept=_("Nothing was changed."),
            hint=_("Give the number of another computer: danvan roster show."),
        )  # fmt: skip


def _of_a_shut_unit(store: Store, unit: str, terms: _Terms) -> list[Certificate]:
    """The computers that say that a unit is no more, where all of it are closed; [] where one is open.

    Of a unit that was merged already those that say so, if there is news of it. Of any other one those that were not
    stolen: that a computer is in a thief's hands stays said. Where all were stolen, these.
    """
    mine = [c for _replica, c in sorted(certificates.stored(store).items()) if c.unit.code == unit]
    shut = roster_tables.closings(store.conn)
    if not mine or any(c.replica not in shut for c in mine):
        return []
    if unit in certificates.in_place_of_dissolved(store) and not (terms.dated or terms.into):
        return []
    merged = [c for c in mine if shut[c.replica].reason == dissolved.REASON]
    return merged or [c for c in mine if shut[c.replica].reason != STOLEN] or mine


def _said_anew(store: Store, shut_before: Sequence[Certificate], terms: _Terms) -> list[Closing]:
    """Their closings as the unit's end has them; what counts of them stays unless a person said so. In `writing`."""
    made = []
    for c in shut_before:
        known = roster_tables.closings(store.conn)[c.replica]
        at = known.at if terms.at is None else terms.at
        if known.reason == STOLEN:
            dissolved.mark_ended(store, c.unit.code)
            made.append(replace(known, at=at))
        else:
            made.append(Closing(c.replica, at, terms.reason, terms.day.isoformat()))
    return made


def _shut_now(store: Store, chosen: Sequence[Certificate], terms: _Terms) -> list[Closing]:
    """The closings of these computers, and of those whose keys lie in a stolen one. In `writing`."""
    wanted = [(c.replica, terms.at) for c in chosen]
    if terms.reason == STOLEN:
        wanted += [(c.replica, None) for c in same_keys(store, chosen)]
    return [
        Closing(
            replica, at if at is not None else last_that_counts(store, replica, terms.reason), terms.reason,
            terms.day.isoformat(),
        )
        for replica, at in wanted
    ]  # fmt: skip


def _put(store: Store, made: Sequence[Closing]) -> None:
    for closing in made:
        if roster_tables.close_replica(store.conn, closing):
            store.roster_changed(closing.replica)


def _end_unit(store: Store, unit: UnitInfo, terms: _Terms) -> None:
    """What it went into, and its last day, where it is no more now. In `writing`."""
    roster_tables.note_succession(store.conn, unit.code, terms.into)
    if unit.code in certificates.in_place_of_dissolved(store):
        last = terms.day - timedelta(days=1) if terms.day > date.min else terms.day
        unit_row.end(store, unit, last, terms.officer, again=terms.dated)


def same_keys(store: Store, stolen: Sequence[Certificate]) -> list[Certificate]:
    """Open computers whose keys lie in a stolen one: what it was before a restore or a copy, and so its twin.

    Keys made after the two went apart do not lie in it. Not this computer itself.
    """
    shut, gone = roster_tables.closings(store.conn), {c.replica for c in stolen}
    return [
        c for r, c in sorted(certificates.stored(store).items())
        if r not in shut and r not in gone and r != store.replica.id
        and any(c.line == one.line and c.serial < one.serial and c.unit.code == one.unit.code for one in stolen)
    ]  # fmt: skip


def closed_before(store: Store, asked: Certificate) -> Closing | None:
    """The closing of the computer that asks to be taken in, where it is one that was closed or has a key of it."""
    shut, known = roster_tables.closings(store.conn), certificates.stored(store)
    found = [
        closing for replica, closing in shut.items()
        if (c := known.get(replica)) is not None and c.unit.code == asked.unit.code
        and (c.line == asked.line or c.sign_key == asked.sign_key or c.age_key == asked.age_key)
    ]  # fmt: skip
    return max(found, key=lambda closing: (closing.reason == STOLEN, closing.day, closing.replica), default=None)


def _check_into(store: Store, what: str, into: Sequence[str]) -> None:
    """A unit goes into units that are known, and not into itself."""
    now = roster_trust.current(store)
    known = {c.unit.code for c in certificates.stored(store).values()} | {u.code for u in (now.units if now else ())}
    known |= {code for code, *_rest in roster_tables.unit_rows(store.conn, into)} if "unit" in store.types else set()
    for code in into:
        if code == what or code not in known:
            raise UserError(
                _("Unit {unit} cannot be what this one went into: it is not known here.").format(unit=code)
                if code != what else _("A unit cannot go into itself."),
                kept=_("Nothing was changed."),
                hint=_("Give the code of a unit of the roster or of the table of units: danvan roster show."),
            )  # fmt: skip


def _check_rises(store: Store, chosen: Sequence[Certificate], at: int | None) -> None:
    """What was told to offices once is not taken back: every one of them keeps the higher number."""
    shut = roster_tables.closings(store.conn)
    for c in chosen:
        if at is not None and c.replica in shut and at < shut[c.replica].at:
            raise UserError(
                _("Computer {replica} is closed at its change number {at} already; this number can only rise.").format(
                    replica=c.replica.hex(), at=shut[c.replica].at
                ),
                kept=_("Nothing was changed."), hint=_("Give that number or a higher one."),
            )  # fmt: skip


def confirmed_beyond(store: Store, what: str, at: int) -> int:
    """The last confirmed change of these computers where it lies beyond `at`, else 0."""
    last = max(roster_union.acknowledged(store, c.replica) for c in _chosen(store, what, again=True))
    return last if last > at else 0


def _chosen(store: Store, what: str, *, again: bool) -> list[Certificate]:
    """The computers meant; closed ones only when named by their own number and `again`."""
    known = certificates.stored(store)
    shut = roster_tables.closings(store.conn)
    of_unit = [c for c in known.values() if c.unit.code == what and c.replica not in shut]
    by_number = [c for c in known.values() if len(what) >= 8 and c.replica.hex().startswith(what.lower())]
    found = of_unit or [c for c in by_number if again or c.replica not in shut]
    if not found or (not of_unit and len(found) > 1):
        raise UserError(
            _("There is no open computer or unit “{what}” in the roster.").format(what=what),
            kept=_("Nothing was changed."), hint=_("“danvan roster show” lists units and computers."),
        )  # fmt: skip
    return found
