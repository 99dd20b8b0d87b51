"""Dated tables that the law or an office decides: built in, or brought by an installed update (rule_files)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from danvan_desktop import records
from danvan_desktop.domain.catalogues import Entry, entries_from
from danvan_desktop.domain.deadline_rules import RuleTable, table_from
from danvan_desktop.domain.record_type import Field
from danvan_desktop.domain.running_term import TermTable, terms_from
from danvan_desktop.domain.synonyms import Synonyms
from danvan_desktop.domain.text import fold_key
from danvan_desktop.domain.working_days import Calendar, calendar_from
from danvan_desktop.errors import BugError
from danvan_desktop.i18n import language, vi
from danvan_desktop.storage import rule_files
from danvan_desktop.storage.rule_files import cached
from danvan_desktop.storage.settings import Settings

CALENDAR, DEADLINES = "vn_calendar", "deadline_rules"
OWN_CALENDAR = "law.vn_calendar"  # setting: the table an administrator took in from a file, as text


def table(name: str) -> Mapping[str, Any]:
    """A JSON table of resources/law as it is in force. What is derived from it is kept by @cached, not lru_cache."""
    return rule_files.table(f"law/{name}")


@cached(256)
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


@cached(32)
def _by_code(name: str) -> Mapping[str, Entry]:
    return {entry.code: entry for entry in catalogue(name)}


@cached(1)
def codes() -> Mapping[str, frozenset[str]]:
    """The codes of every catalogue: what domain.checks.problems wants to know."""
    return {name: frozenset(entry.code for entry in catalogue(name)) for name in catalogue_names()}


@cached(1)
def deadline_rules() -> RuleTable:
    """The terms of the law, all versions."""
    return table_from(table(DEADLINES))


@cached(1)
def running_terms() -> TermTable:
    """Which term runs for a petition in which state."""
    return terms_from(table(DEADLINES))


def calendar(settings: Settings | None = None) -> Calendar:
    """The calendar in force: the program's or an update's, or a later one that this office took in from a file."""
    shipped = _shipped_calendar()
    text = settings.get(OWN_CALENDAR) if settings is not None else ""
    own = _own_calendar(text) if text else None
    return own if own is not None and own.version >= shipped.version else shipped


@cached(1)
def _shipped_calendar() -> Calendar:
    return calendar_from(table(CALENDAR))


@lru_cache(maxsize=4)
def _own_calendar(text: str) -> Calendar:
    return calendar_from(json.loads(text))


@cached(32)
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
