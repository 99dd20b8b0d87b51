"""What head texts mean, per kind of register: from the table law/register_heads."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from danvan_desktop import records
from danvan_desktop.domain.record_type import Field, Kind
from danvan_desktop.domain.text import fold_key, nfc
from danvan_desktop.i18n import vi
from danvan_desktop.storage import rules as tables
from danvan_desktop.storage.rule_files import cached

IMPORTABLE = ("petition", "reception", "model", "award", "event")


@dataclass(frozen=True)
class ColumnRule:
    """One thing a column may hold.

    `to` is "field" of the register's own type, "type.field" of a record that belongs to it, or "" for what is
    never kept; `probe` means the column is taken only when its cells can be read so; `secret` marks a person's
    name, address or contact; `else_to` takes the cell's text when it names no category.
    """

    to: str
    heads: frozenset[str]
    words: re.Pattern[str] | None
    without: re.Pattern[str] | None
    probe: bool = False
    secret: bool = False
    else_to: str = ""


@dataclass(frozen=True)
class RegisterRules:
    """How the register of one record type is recognised and read."""

    record: str
    date: str
    kind: str
    required: tuple[str, ...]
    title_words: tuple[str, ...]
    columns: tuple[ColumnRule, ...]
    known: frozenset[str]
    hints: re.Pattern[str]

    def target(self, to: str) -> tuple[str, Field]:
        """Type and field that `to` names; KeyError when there is none."""
        return target_of(self.record, to)


def target_of(record: str, to: str) -> tuple[str, Field]:
    """Type and field that "field" or "type.field" names; KeyError or DefinitionError when there is none."""
    own, _dot, name = to.rpartition(".")
    type_name = own or record
    return type_name, records.get(type_name).field(name)


def _data() -> Mapping[str, Any]:
    return tables.table("register_heads")


@cached(8)
def rules_of(type_name: str) -> RegisterRules:
    """Rules of one of IMPORTABLE; KeyError for another type."""
    raw = _data()["types"][type_name]
    columns = _with_synonyms(type_name, [_rule(raw["record"], item) for item in raw["columns"]])
    known = frozenset(head for rule in columns for head in rule.heads)
    hints = [word for item in raw["columns"] for word in item.get("words", ())]
    return RegisterRules(
        record=raw["record"], date=raw["date"], kind=raw["kind"], required=tuple(raw["required"]),
        title_words=tuple(fold_key(word) for word in raw["title_words"]), columns=columns, known=known,
        hints=_phrases(hints) or re.compile("$^"),
    )  # fmt: skip


def _rule(record: str, item: dict[str, Any]) -> ColumnRule:
    secret = bool(item.get("secret"))
    if item["to"] and item["to"] != "case.code":
        secret = secret or target_of(record, item["to"])[1].denouncer_when is not None
    return ColumnRule(
        to=item["to"], heads=frozenset(fold_key(head) for head in item["heads"]), words=_phrases(item.get("words", ())),
        without=_phrases(item.get("not", ())), probe=bool(item.get("probe")), secret=secret,
        else_to=item.get("else_to", ""),
    )  # fmt: skip


def _with_synonyms(type_name: str, rules: list[ColumnRule]) -> tuple[ColumnRule, ...]:
    """Add the heads of resources/law/synonyms.json that no rule claims yet."""
    claimed = {head for rule in rules for head in rule.heads}
    by_target = {rule.to: place for place, rule in reversed(list(enumerate(rules))) if rule.to}
    for head, name in tables.synonyms(type_name).columns.items():
        to = _target_name(type_name, name, head)
        if head in claimed or not to:
            continue
        if to == "case.code" or not _kept(type_name, to):
            continue
        if to in by_target:
            place = by_target[to]
            rules[place] = replace(rules[place], heads=rules[place].heads | {head})
        else:
            by_target[to] = len(rules)
            rules.append(_optional(type_name, to, head))
    return tuple(rules)


def _target_name(type_name: str, name: str, head: str) -> str:
    """Where a synonym's field lies: in the register's own type or in one written on the same line."""
    if name == "case":
        return "case.code"
    parts = (type_name, *tables.table("synonyms")["types"].get(type_name, {}).get("with", ()))
    owner = next((part for part in parts if name in records.get(part).by_name), "")
    if not owner or records.get(owner).field(name).kind in {Kind.LINK, Kind.ATTACHMENT}:
        return ""
    if name == "summary_redacted" and head not in _own_words(records.get(owner).field(name)):
        return "content"  # what a register calls a summary names people all the same
    return name if owner == type_name else f"{owner}.{name}"


def _kept(type_name: str, to: str) -> bool:
    """A person's date of birth, gender and the like are not taken from registers; nobody counts them."""
    field = target_of(type_name, to)[1]
    return field.denouncer_when is None or field.kind in {Kind.TEXT, Kind.LONG_TEXT}


def _own_words(field: Field) -> frozenset[str]:
    return frozenset(fold_key(text) for text in (vi(field.label), field.label, field.name))


def _optional(type_name: str, to: str, head: str) -> ColumnRule:
    """A rule for a field that only the synonyms know: taken when its cells can be read so."""
    field = target_of(type_name, to)[1]
    plain = field.kind in {Kind.TEXT, Kind.LONG_TEXT}
    return ColumnRule(to, frozenset({head}), None, None, probe=not plain, secret=field.denouncer_when is not None)


def _phrases(words: list[str] | tuple[str, ...]) -> re.Pattern[str] | None:
    keys = sorted({fold_key(word) for word in words}, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(keys)})\b") if keys else None


@cached(1)
def total_words() -> frozenset[str]:
    """Words a total line begins with, lower case with accents."""
    return frozenset(nfc(word).lower() for word in _data()["total_words"])


@cached(1)
def foot_words() -> frozenset[str]:
    """Folded words that stand above signatures."""
    return frozenset(fold_key(word) for word in _data()["foot_words"])


def template_of(type_name: str) -> dict[str, Any]:
    """Title, sheet name and columns of a type's blank register."""
    found: dict[str, Any] = _data()["templates"][type_name]
    return found
