"""Dated tables that the law or an office decides, read from resources/law once."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any, cast

from danvan_desktop import assets, records
from danvan_desktop.domain.catalogues import Entry, entries_from
from danvan_desktop.domain.record_type import Field
from danvan_desktop.domain.synonyms import Synonyms
from danvan_desktop.domain.text import fold_key
from danvan_desktop.errors import BugError
from danvan_desktop.i18n import language, vi


@lru_cache(maxsize=16)
def table(name: str) -> Mapping[str, Any]:
    """A JSON table of resources/law as it stands."""
    path = assets.resource("law", f"{name}.json")
    if not path.is_file():
        raise BugError(f"resources/law/{name}.json is missing")
    return cast("Mapping[str, Any]", json.loads(path.read_text(encoding="utf-8")))


@lru_cache(maxsize=256)
def catalogue(name: str, on: date | None = None) -> tuple[Entry, ...]:
    """The entries of a code list in catalogue order; `on` keeps those valid on that day."""
    lists = table("catalogues")["catalogues"]
    if name not in lists:
        raise BugError(f"no catalogue is called {name}")
    return entries_from(lists[name], on)


def catalogue_names() -> tuple[str, ...]:
    """Names of all code lists."""
    return tuple(table("catalogues")["catalogues"])


def label(name: str, code: str) -> str:
    """What the user reads for a code, in the language chosen; an unknown code stands for itself."""
    entry = _by_code(name).get(code)
    if entry is None:
        return code
    return entry.label_vi if language() == "vi" else entry.label_en


@lru_cache(maxsize=32)
def _by_code(name: str) -> Mapping[str, Entry]:
    return {entry.code: entry for entry in catalogue(name)}


@lru_cache(maxsize=1)
def codes() -> Mapping[str, frozenset[str]]:
    """The codes of every catalogue: what domain.checks.problems wants to know."""
    return {name: frozenset(entry.code for entry in catalogue(name)) for name in catalogue_names()}


@lru_cache(maxsize=32)
def synonyms(type_name: str) -> Synonyms:
    """The words registers use for a type and the child types written on the same line (model with model_year)."""
    found = table("synonyms")
    own = found["types"].get(type_name, {})
    parts = (type_name, *own.get("with", ()))
    columns: dict[str, str] = {}
    values: dict[str, dict[str, str]] = {}
    ticks: dict[str, tuple[str, str]] = {}
    for part in parts:
        section = found["types"].get(part, {})
        _add(columns, section.get("columns", {}))
        for name, words in section.get("values", {}).items():
            _add(values.setdefault(name, {}), words)
        ticks |= {head: (field, code) for head, (field, code) in section.get("ticks", {}).items()}
    for part in parts:
        _add_own_words(part, columns, values)
    truth = dict.fromkeys(found["yes_no"]["yes"], True) | dict.fromkeys(found["yes_no"]["no"], False)
    return Synonyms(columns, values, ticks, truth)


def _add(words: dict[str, str], listed: Mapping[str, list[str]]) -> None:
    for meaning, spellings in listed.items():
        for spelling in spellings:
            words.setdefault(spelling, meaning)


def _add_own_words(part: str, columns: dict[str, str], values: dict[str, dict[str, str]]) -> None:
    """What this program itself prints is understood too: a sheet it wrote comes back in."""
    for field in records.get(part).fields:
        for text in (vi(field.label), field.label, field.name):
            columns.setdefault(fold_key(text), field.name)
        for code, texts in _codes_of(field).items():
            for text in (*texts, code):
                values.setdefault(field.name, {}).setdefault(fold_key(text), code)


def _codes_of(field: Field) -> dict[str, tuple[str, str]]:
    if field.catalogue:
        return {entry.code: (entry.label_vi, entry.label_en) for entry in catalogue(field.catalogue)}
    return {choice.code: (vi(choice.label), choice.label) for choice in field.choices}
