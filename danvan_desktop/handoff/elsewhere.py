"""Packages of other units on a stick that several share: they cannot be opened here, and that is no damage.

That a file is sealed for others shows only from beside: what the same office has for this unit was opened in the same
act, so it knows this computer, and the file bears another number, so it is no lost part of that.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from danvan_desktop.handoff import form
from danvan_desktop.handoff.imported import APPLIED, DUPLICATE, Answer, ImportedPackage
from danvan_desktop.handoff.refusal import ELSEWHERE, reason
from danvan_desktop.storage import quarantine
from danvan_desktop.storage.store import Store

Given = list[tuple[Path, Answer]]


def settled(store: Store, given: Given, *, dry_run: bool) -> Given:
    """What became of the files of one act, the packages of other units told as that; unless `dry_run`, noted so."""
    opened = {(a.result.sender, a.result.number) for _file, a in given if a.result.status in {APPLIED, DUPLICATE}}
    found = [(file, _told(store, answer, opened)) for file, answer in given]
    others = [answer.result.id for _file, answer in found if answer.result.elsewhere]
    if others and not dry_run:
        with store.writing():
            quarantine.note_elsewhere(store.conn, others)
    return found


def _told(store: Store, answer: Answer, opened: set[tuple[str, int]]) -> Answer:
    sender = _sender(answer.result, opened)
    if not sender:
        return answer
    text = reason(ELSEWHERE, unit=store.unit.code, sender=sender)
    return replace(answer, result=replace(answer.result, reason=text, elsewhere=True))


def _sender(result: ImportedPackage, opened: set[tuple[str, int]]) -> str:
    """The unit whose package for somebody else it is, "" where that is not sure enough."""
    name = form.read_name(Path(result.file).name) if result.sealed else None
    if name is None or (name["unit"], int(name["number"])) in opened:
        return ""
    return name["unit"] if any(unit == name["unit"] for unit, _number in opened) else ""
