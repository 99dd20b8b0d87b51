"""Taking back a save, a bulk act or a whole import: new ops that give the old values back, never a deletion of history.

What is undone is named by the token of `Saved.group`, "last", the id of one op, the group of a change in the history,
or "import:NUMBER". Refused as a whole when a later change stands on what would be taken back.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NoReturn

from danvan_desktop.app import people, rights
from danvan_desktop.app.lists import field_label
from danvan_desktop.app.ownership import must_be_ours
from danvan_desktop.app.saving import token, writing
from danvan_desktop.app.undo_plan import LINKED, Act, Step, changed_since, plan, stands_on
from danvan_desktop.domain.journal import DELETED, Op
from danvan_desktop.domain.record_type import RecordType
from danvan_desktop.errors import UserError
from danvan_desktop.i18n import _, ngettext
from danvan_desktop.storage import import_log, journal_reading
from danvan_desktop.storage.import_log import ImportLog
from danvan_desktop.storage.store import Store

IMPORT = "import:"
SHARED = frozenset({"case", "model"})  # an import leaves these where other records use them
_TOKEN = re.compile(r"([0-9a-f]{16}):(\d+)-(\d+)")
_OP = re.compile(r"[0-9a-f]{32}")


def undo(store: Store, group: str | bytes, *, officer: str) -> int:
    """Take back everything a save, bulk act or import did; returns how many records. UserError: nothing changed."""
    name = group.hex() if isinstance(group, bytes) else group.strip().lower()
    if name.startswith(IMPORT):
        return _undo_import(store, name.removeprefix(IMPORT), officer)
    ops = _ops_of(store, name, officer)
    steps = plan(store, ops)
    mine = all(op.officer == store.opened_by for op in ops)
    for step in steps:
        must_be_ours(store, store.types[step.type_name], step.row)
        _require(store, step, mine=mine)
    _refuse_if_built_on(store, steps)
    with writing(store, officer, _("Undone")) as done:
        for step in steps:
            if step.act is Act.REMOVE:
                done.batch.delete(step.type_name, step.row)
            elif step.act is Act.RESTORE:
                done.batch.restore(step.type_name, step.row)
            elif step.values:
                done.batch.put_back(step.type_name, step.row, step.values)
    return len(steps)


def _require(store: Store, step: Step, *, mine: bool) -> None:
    """Undoing asks for the role that doing it by hand would; what one did oneself may be taken back as it was typed."""
    record, found = store.types[step.type_name], store.get(step.type_name, step.row)
    if found is None or (step.act is not Act.PUT_BACK and not mine) or (step.act is Act.REMOVE and not step.new):
        people.require(store, "delete")
        return
    after = {**found.values, **step.values} if step.act is Act.PUT_BACK else found.values
    rights.require_change(store, record, found.values, after)


def last(store: Store, officer: str) -> str | None:
    """The token of what this officer saved last."""
    op = journal_reading.last_op(store.conn, store.clock.replica, officer)
    return token(op.replica, *journal_reading.group_of(store.conn, op)) if op else None


def _ops_of(store: Store, name: str, officer: str) -> list[Op]:
    if name == "last":
        name = last(store, officer) or ""
    if _OP.fullmatch(name):
        found = journal_reading.ops_by_id(store.conn, [bytes.fromhex(name)])
        name = token(found[0].replica, *journal_reading.group_of(store.conn, found[0])) if found else ""
    match = _TOKEN.fullmatch(name)
    ops = (
        journal_reading.ops_between(store.conn, bytes.fromhex(match[1]), int(match[2]), int(match[3])) if match else []
    )
    known = [op for op in ops if op.type_name in store.types]
    if not known:
        raise UserError(_("There is nothing to undo under this name."), hint=_("“danvan history” lists the changes."))
    return known


def _refuse_if_built_on(store: Store, steps: Sequence[Step]) -> None:
    changed: dict[str, None] = {}
    rows = 0
    for step in steps:
        if names := stands_on(store, step):
            rows += 1
            changed |= dict.fromkeys(_said(store.types[step.type_name], name) for name in names)
    if rows:
        refuse(rows, list(changed))


def refuse(rows: int, changed: Sequence[str]) -> NoReturn:
    """Say which fields were changed since, without their values."""
    text = ngettext(
        "{count} record was changed since, so this is not undone. Changed: {fields}.",
        "{count} records were changed since, so this is not undone. Changed: {fields}.",
        rows,
    )
    raise UserError(
        text.format(count=rows, fields=", ".join(changed)), kept=_("Nothing was changed."),
        hint=_("Undo the later change first, or change these fields by hand."),
    )  # fmt: skip


def _said(record: RecordType, name: str) -> str:
    return _("links from other records") if name == LINKED else field_label(record, name)


# --- imports
def _undo_import(store: Store, number: str, officer: str) -> int:
    """An import goes as a whole; cases and models that other records use stay, as `undo_import` has it."""
    from danvan_desktop.app.import_sheet import undo_import

    people.require(store, "import")
    log = ImportLog(store.conn, store.settings)
    run = log.run(int(number)) if number.isdecimal() else None
    if run is not None and run.undone_ms is None:
        if store.opened_by not in {"", run.officer}:
            people.require(store, "delete")
        refuse_import_built_on(store, log, run.id)
    return undo_import(store, number, officer)


def refuse_import_built_on(store: Store, log: ImportLog, number: int) -> None:
    """UserError when records of an import were changed since, or others name them."""
    by_type: dict[str, list[bytes]] = {}
    for made in log.made(number):
        by_type.setdefault(made.type_name, []).append(made.row)
    _refuse_if_import_built_on(store, by_type)


def _refuse_if_import_built_on(store: Store, by_type: dict[str, list[bytes]]) -> None:
    mine = {row for rows in by_type.values() for row in rows}
    changed: dict[str, None] = {}
    rows: set[bytes] = set()
    for type_name, made in by_type.items():
        record = store.types[type_name]
        for row, ops in journal_reading.written_again(store.conn, made):
            step = Step(type_name, row, Act.REMOVE, new=True, own=frozenset({ops[0].op_id}))
            names = [name for name in changed_since(store, step, everything=True) if name != DELETED]
            rows |= {row} if names else set()
            changed |= dict.fromkeys(_said(record, name) for name in names)
        if type_name not in SHARED and (named := linked_elsewhere(store, type_name, made, mine)):
            rows |= named
            changed[_said(record, LINKED)] = None
    if changed:
        refuse(len(rows), list(changed))


def linked_elsewhere(store: Store, type_name: str, rows: list[bytes], mine: set[bytes]) -> set[bytes]:
    """Those of the rows that live records outside `mine` link to."""
    found: set[bytes] = set()
    for record in store.types.values():
        for item in record.fields:
            if item.links_to == type_name:
                links = import_log.linked_from(store.conn, record.name, item.name, rows)
                found |= {target for target, sources in links.items() if sources - mine}
    return found
