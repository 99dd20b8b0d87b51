"""A visit about a matter already known: the case both belong to, made from the earlier record where it has none."""

from __future__ import annotations

from dataclasses import dataclass

from danvan_desktop import records
from danvan_desktop.app import rights
from danvan_desktop.app.ownership import must_be_ours
from danvan_desktop.app.present import present
from danvan_desktop.app.saving import writing
from danvan_desktop.domain.values import Value
from danvan_desktop.i18n import _
from danvan_desktop.storage import journal_reading
from danvan_desktop.storage.reading import Record
from danvan_desktop.storage.store import Store

MOST = 999


@dataclass(frozen=True)
class Matter:
    """The case of an earlier record, which visit of it this one is, and the name of the save for `undo`."""

    case: bytes
    visit_no: int
    group: str | None = None


def join(store: Store, type_name: str, row: bytes, *, officer: str) -> Matter:
    """The case of an earlier petition or visit; made and written into it where it names none."""
    item = present(store, type_name, row)
    case = item.values.get("case")
    if isinstance(case, bytes):
        return Matter(case, visits_of(store, case) + 1)
    must_be_ours(store, records.get(type_name), row)
    rights.require_change(store, store.types[type_name], item.values, item.values)
    with writing(store, officer, _("case of an earlier record")) as done:
        case = done.batch.new("case", case_of(store, item))
        done.batch.edit(type_name, row, {"case": case})
    return Matter(case, visits_of(store, case) + 1, done.group)


def visits_of(store: Store, case: bytes) -> int:
    """How many visits a case has had."""
    return len(journal_reading.linking(store.conn, records.get("reception"), "case", case, limit=MOST))


def case_of(store: Store, item: Record) -> dict[str, Value]:
    """First values of a case; no person is named in them."""
    number = str(item.values.get("petition_no") or item.values.get("register_no") or item.id.hex()[-6:])
    day = item.values.get("received_on")
    found: dict[str, Value] = {
        "unit": item.values.get("unit") or store.unit.code, "code": f"VV {number}",
        "title": item.values.get("summary_redacted"), "kind": item.values.get("type") or item.values.get("kind"),
        "field": item.values.get("field"), "opened_on": day, "state": "dang_giai_quyet",
        "register_year": item.values.get("register_year"), "handled_by": item.values.get("handled_by"),
    }  # fmt: skip
    return {
        name: value[:300] if name == "title" and isinstance(value, str) else value
        for name, value in found.items() if value is not None
    }  # fmt: skip
