"""Denunciations whose open words a package would carry: named and ticked before it is written, then logged.

An op is signed as it was written, so a package cannot leave a summary out: without the tick nothing is written.
"""

from __future__ import annotations

from danvan_desktop.app import access_log, disclosure
from danvan_desktop.domain import ranges
from danvan_desktop.errors import UserError
from danvan_desktop.handoff.scope import Scope
from danvan_desktop.i18n import _, ngettext
from danvan_desktop.storage import denouncers
from danvan_desktop.storage.store import Store


def going(store: Store, to_unit: str, *, full: bool = False) -> list[str]:
    """Codes of the denunciations whose redacted summary or tasks an export to a unit would carry now.

    Another computer of this office is no door: what goes there stays in the office.
    """
    targets = denouncers.with_open_words(store.conn, store.types)
    scope = Scope(store, to_unit)
    if not targets or scope.same_unit:
        return []
    held, sendable = {} if full else scope.held(), scope.sendable()
    places = denouncers.places(store.conn, {row for _name, row in targets})
    leaves = [target for target in targets if any(
        replica in sendable and not ranges.covers(held.get(replica, ()), seq, seq)
        for replica, seq in places.get(target[1], ())
    )]  # fmt: skip
    codes: dict[str, None] = {}
    for name in dict.fromkeys(name for name, _row in leaves):
        record = store.types[name]
        items = store.records(name, [row for other, row in leaves if other == name], disclosure.telling(record))
        codes |= dict.fromkeys(disclosure.of_denunciations(store, record, items).values())
    return list(codes)


def said(codes: list[str]) -> str:
    """What of them a package carries, in a sentence."""
    text = ngettext(
        "The package carries the redacted summary and tasks of {count} denunciation ({codes}). Read them once more:"
        " nothing in them may tell who denounces.",
        "The package carries the redacted summaries and tasks of {count} denunciations ({codes}). Read them once more:"
        " nothing in them may tell who denounces.",
        len(codes),
    )
    return text.format(count=len(codes), codes=disclosure.told(codes))


def require(codes: list[str], *, ticked: bool) -> None:
    """Refuse to go on without the tick. Raises UserError."""
    if codes and not ticked:
        raise UserError(
            said(codes), kept=_("Nothing was written."), code="denunciations",
            hint=_("Tick that identities are removed; in the command --with-denunciation-content."),
        )  # fmt: skip


def note(store: Store, to_unit: str, codes: list[str]) -> None:
    """Into the access log: whose content went to whom."""
    if codes:
        access_log.note_softly(store, "denunciation_left", f"{to_unit}: {disclosure.told(codes)}")
