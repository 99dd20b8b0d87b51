"""Drafts: what an officer has typed and not saved, kept silently, offered again after a crash, gone when discarded."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from danvan_desktop.app.lists import KEPT_AT_UNIT, field_label
from danvan_desktop.app.saving import tidy
from danvan_desktop.app.titles import said
from danvan_desktop.domain.checks import withheld_for_denouncer
from danvan_desktop.domain.record_type import RecordType
from danvan_desktop.domain.values import Value
from danvan_desktop.i18n import _, ngettext
from danvan_desktop.storage import drafts as stored
from danvan_desktop.storage.clock import now_ms
from danvan_desktop.storage.reading import Record
from danvan_desktop.storage.store import Store


@dataclass(frozen=True)
class Draft:
    """What was typed. `before` is what the form had loaded, `extra` whatever else the form wants back."""

    key: str
    type_name: str
    row: bytes | None
    officer: str
    at_ms: int
    values: dict[str, Value]
    before: dict[str, Value]
    extra: dict[str, Any] = field(default_factory=dict)


def key_for(type_name: str, row: bytes | None = None) -> str:
    """The key of a record's draft; a new one each time for a new record."""
    return f"{type_name}:{row.hex() if row else 'new-' + secrets.token_hex(8)}"


def keep(  # noqa: PLR0913, PLR0917  what a draft is
    store: Store, draft_key: str, type_name: str, row: bytes | None, values: Mapping[str, Value],
    before: Mapping[str, Value], officer: str, extra: Mapping[str, Any] | None = None,
) -> None:  # fmt: skip
    """Keep what is typed now over what was kept before; when nothing differs from `before`, nothing is kept.

    A denouncer's values are left out, as in a save. `extra` must hold none either.
    """
    record = store.types[type_name]
    typed, loaded = _allowed(record, values), _allowed(record, before)
    if not extra and tidy(record, typed) == tidy(record, loaded):
        drop(store, draft_key, officer)
        return
    content = {"values": typed, "before": loaded, "extra": dict(extra or {})}
    stored.put(store.conn, officer, draft_key, type_name, row, now_ms(), content)


def any_waiting(store: Store, officer: str) -> bool:
    """Whether the officer left anything unsaved, of whatever kind (`left_work` reads it): asked at every start."""
    return stored.any_waiting(store.conn, officer)


def waiting(store: Store, officer: str) -> list[Draft]:
    """The officer's drafts, newest first; those of types this program does not know wait on."""
    return [
        Draft(key, type_name, row, officer, at, content["values"], content["before"], content["extra"])
        for key, type_name, row, at, content in stored.waiting(store.conn, officer)
        if type_name in store.types
    ]


def drop(store: Store, key: str, officer: str | None = None) -> None:
    """The draft was saved or discarded: its row is deleted and its place in the file overwritten."""
    stored.drop(store.conn, key, officer)


def waiting_for(store: Store, officer: str, type_name: str, row: bytes) -> Draft | None:
    """The draft that this officer left in a record, for a form that opens it; typing would overwrite it."""
    found = (draft for draft in waiting(store, officer) if (draft.type_name, draft.row) == (type_name, row))
    return next(found, None)


def differences(store: Store, draft: Draft) -> list[tuple[str, str, str]]:
    """What a draft would change: label, what is saved now, what was typed; child rows by their number."""
    record = store.types[draft.type_name]
    saved = store.get(draft.type_name, draft.row) if draft.row else None
    loaded, typed = tidy(record, draft.before), tidy(record, draft.values)
    unread: Mapping[str, str] = draft.extra.get("texts", {})
    found = []
    for name in (item.name for item in record.fields):
        if name in unread:
            found.append((field_label(record, name), _saved_text(store, record, saved, name), unread[name]))
        elif name in typed and typed[name] != loaded.get(name) and (saved is None or typed[name] != saved.values[name]):
            told = said(store, record, name, typed)
            found.append((field_label(record, name), _saved_text(store, record, saved, name), told))
    return found + _child_rows(store, draft)


def _saved_text(store: Store, record: RecordType, saved: Record | None, name: str) -> str:
    if saved is None:
        return ""
    return _(KEPT_AT_UNIT) if name in saved.withheld else said(store, record, name, saved.values)


def _child_rows(store: Store, draft: Draft) -> list[tuple[str, str, str]]:
    """One line a child grid that was typed in."""
    found = []
    for name, rows in draft.extra.get("children", {}).items():
        if rows and name in store.types:
            text = ngettext("{count} row changed", "{count} rows changed", len(rows)).format(count=len(rows))
            found.append((_(store.types[name].plural), "", text))
    return found


def _allowed(record: RecordType, values: Mapping[str, Value]) -> dict[str, Value]:
    secret = withheld_for_denouncer(record, values)
    return {name: value for name, value in values.items() if name in record.by_name and name not in secret}
