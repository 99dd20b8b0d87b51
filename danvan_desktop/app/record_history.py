"""All changes of one record for a command: as JSON, and as people read them."""

from __future__ import annotations

from datetime import datetime

from danvan_desktop.app.lists import KEPT_AT_UNIT, field_label, find, record_type, stored_text
from danvan_desktop.domain import denouncer
from danvan_desktop.i18n import _
from danvan_desktop.storage.history import WITHHELD
from danvan_desktop.storage.store import Store


def history(store: Store, type_name: str, row: str) -> list[dict[str, object]]:
    """All changes of a record, oldest first; of a denunciation no words that may tell who denounces."""
    from danvan_desktop.app import disclosure

    record, item = find(store, type_name, row)
    code = disclosure.of_denunciations(store, record, [item]).get(item.id, "")
    kept = {field.name for field in record.fields if code and denouncer.may_tell(field)}
    return [
        {
            "when": change.when.isoformat(timespec="seconds"), "officer": change.officer, "unit": change.unit,
            "field": change.field, "label": field_label(record, change.field),
            "old": _told(change.old, kept=change.field in kept), "new": _told(change.new, kept=change.field in kept),
            "op": change.op_id.hex(), "reason": change.reason, "allowed": change.allowed,
        }
        for change in store.history(record.name, item.id)
    ]  # fmt: skip


def history_rows(type_name: str, changes: list[dict[str, object]]) -> list[tuple[str, ...]]:
    """Changes as people read them: local time, officer, field, before, after; labels for codes."""
    by_name = record_type(type_name).by_name
    rows: list[tuple[str, ...]] = []
    for change in changes:
        when = datetime.fromisoformat(str(change["when"])).astimezone()
        field = by_name.get(str(change["field"]))
        before, after = (stored_text(field, change[part]) for part in ("old", "new"))
        rows.append((f"{when:%d/%m/%Y %H:%M}", str(change["officer"]), str(change["label"]), before, after))
    return rows


def _told(value: object, *, kept: bool) -> object:
    if kept and value is not None:
        return _("(secret)")
    return _(KEPT_AT_UNIT) if value is WITHHELD else value
