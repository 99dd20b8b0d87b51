"""Cases many to many: the petitions and visits of a case, by the case they name and by links to further cases."""

from __future__ import annotations

from dataclasses import dataclass

from danvan_desktop.app import editing, rights
from danvan_desktop.app.ownership import must_be_ours
from danvan_desktop.app.present import present
from danvan_desktop.app.saving import Saved, writing
from danvan_desktop.app.titles import title
from danvan_desktop.errors import UserError
from danvan_desktop.i18n import _
from danvan_desktop.storage import journal_reading
from danvan_desktop.storage.reading import Record
from danvan_desktop.storage.store import Store

LINK, CASE, MEMBERS = "case_link", "case", ("petition", "reception")
MOST = 999


@dataclass(frozen=True)
class Member:
    """A petition or visit of a case, its title naming nobody; `link`: row of the link, None where it names the case."""

    type_name: str
    row: bytes
    title: str
    link: bytes | None = None


def members(store: Store, case: bytes) -> list[Member]:
    """All that belongs to a case: what names it, then what is linked to it; each once."""
    found: dict[bytes, Member] = {}
    for name in MEMBERS:
        rows = journal_reading.linking(store.conn, store.types[name], CASE, case, limit=MOST)
        found |= {item.id: Member(name, item.id, _title(store, item)) for item in store.records(name, rows)}
    for link in _links(store, CASE, case):
        for name in MEMBERS:
            row = link.values.get(name)
            item = store.get(name, row) if isinstance(row, bytes) else None
            if item is not None and not item.deleted and item.id not in found:
                found[item.id] = Member(name, item.id, _title(store, item), link.id)
    return list(found.values())


def further(store: Store, type_name: str, row: bytes) -> list[Record]:
    """The further cases of a petition or visit."""
    rows = [link.values.get(CASE) for link in _links(store, type_name, row)]
    return [item for item in store.records(CASE, [one for one in rows if isinstance(one, bytes)]) if not item.deleted]


def link(store: Store, case: bytes, type_name: str, row: bytes, *, officer: str, reason: str = "") -> Saved:
    """Let a petition or visit belong to a further case. Raises UserError."""
    if type_name not in MEMBERS:
        raise UserError(_("Only petitions and reception visits belong to cases."), kept=_("Nothing was changed."))
    for name, one in ((CASE, case), (type_name, row)):
        present(store, name, one)
    if any(member.row == row for member in members(store, case)):
        raise UserError(_("It belongs to this case already."), kept=_("Nothing was changed."))
    values = {"unit": store.unit.code, CASE: case, type_name: row, "reason": reason or None}
    return editing.save(store, LINK, None, values, before={}, officer=officer)


def unlink(store: Store, case: bytes, type_name: str, row: bytes, *, officer: str) -> int:
    """Take links between a case and a petition or visit away; how many there were. Raises UserError for none."""
    found = [item.id for item in _links(store, CASE, case) if item.values.get(type_name) == row]
    if not found:
        raise UserError(
            _("There is no such link."), kept=_("Nothing was changed."),
            hint=_("The case a record names itself is changed in the record."),
        )  # fmt: skip
    rights.require_edit(store, type_name, row)
    for one in found:
        must_be_ours(store, store.types[LINK], one)
    with writing(store, officer) as done:
        for one in found:
            done.batch.delete(LINK, one)
    return len(found)


def _links(store: Store, name: str, row: bytes) -> list[Record]:
    rows = journal_reading.linking(store.conn, store.types[LINK], name, row, limit=MOST)
    return [item for item in store.records(LINK, rows) if not item.deleted]


def _title(store: Store, item: Record) -> str:
    return title(store.types[item.type_name], item)
