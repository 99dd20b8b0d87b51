"""Ways of reading columns that an office gave a name, for the next workbook of the same make."""

from __future__ import annotations

import json

from danvan_desktop.app.import_sheet import MAP_SETTING
from danvan_desktop.domain.text import clean
from danvan_desktop.errors import UserError
from danvan_desktop.i18n import _
from danvan_desktop.sheets.mapping import OfficeMap, load_map, parse_map
from danvan_desktop.sheets.register_rules import rules_of
from danvan_desktop.storage.store import Store

_NAMED = "import.maps."


def standing(store: Store, type_name: str) -> OfficeMap:
    """What holds for every import of a type."""
    return load_map(None, store.settings.get(MAP_SETTING + type_name), rules_of(type_name))


def names(store: Store, type_name: str) -> list[str]:
    """Names of the ways kept for a type."""
    return sorted(_kept(store, type_name))


def load(store: Store, type_name: str, name: str) -> OfficeMap:
    """A way by its name. Raises UserError when there is none."""
    found = _kept(store, type_name).get(name)
    if found is None:
        raise UserError(_("There is no way of reading columns named “{name}”.").format(name=name))
    return parse_map(json.dumps(found), rules_of(type_name))


def save(store: Store, type_name: str, name: str, office: OfficeMap) -> None:
    """Keep a way under a name; one of the same name is replaced."""
    wanted = clean(name)
    if not wanted:
        raise UserError(_("Give the way of reading columns a name."))
    kept = _kept(store, type_name) | {wanted: json.loads(office.to_json())}
    with store.writing():
        store.settings.set(_NAMED + type_name, json.dumps(kept, ensure_ascii=False))


def _kept(store: Store, type_name: str) -> dict[str, object]:
    kept: dict[str, object] = json.loads(store.settings.get(_NAMED + type_name) or "{}")
    return kept
