"""An answer for every field, from its definition: what to write, an example, who sees it, whether it leaves."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, cast

from danvan_desktop import assets, records
from danvan_desktop.app.help.cards import Card
from danvan_desktop.domain.catalogues import Entry
from danvan_desktop.domain.record_type import Field, Kind, RecordType, When
from danvan_desktop.i18n import DEFAULT_LANGUAGE, catalogue
from danvan_desktop.storage import rules

_MANY = 14


@lru_cache(maxsize=4)
def _texts(language: str) -> dict[str, Any]:
    path = assets.resource("help", language, "fields.json")
    return cast("dict[str, Any]", json.loads(path.read_text(encoding="utf-8")))


@lru_cache(maxsize=1)
def _sources() -> dict[str, str]:
    path = assets.resource("help", "sources.json")
    return cast("dict[str, str]", json.loads(path.read_text(encoding="utf-8")))


@lru_cache(maxsize=1)
def all_field_topics() -> frozenset[str]:
    """Topics of all fields and of the pages that list them."""
    fields = {f"{record.name}.{item.name}" for record in records.ALL for item in record.fields}
    return frozenset(fields | {f"fields.{record.name}" for record in records.ALL})


def field_topic(topic: str, language: str = DEFAULT_LANGUAGE) -> Card:
    """The page of one field, topic `type.field`."""
    type_name, _dot, name = topic.partition(".")
    record = records.get(type_name)
    item = record.field(name)
    say, words = catalogue(language).gettext, _texts(language)["words"]
    title = words["field_title"].format(type=say(record.label), field=say(item.label))
    links = [f"[{words['all'].format(type=say(record.label).lower())}](help:fields.{record.name})"]
    body = "\n\n".join([*_answer(record, item, language), *links])
    return Card(topic, title, body, say(item.label))


def type_page(record: RecordType, language: str) -> Card:
    """All fields of a type on one page, in the order of the paper."""
    say, words = catalogue(language).gettext, _texts(language)["words"]
    parts = []
    for item in _in_order(record):
        write, example = _hint(record, item, language)
        shown = f" *{words['example']}: {example}.*" if example else ""
        parts.append(f"- [{say(item.label).rstrip('.')}](help:{record.name}.{item.name}): {write}{shown}")
    title = words["fields_title"].format(type=say(record.label).lower())
    return Card(f"fields.{record.name}", title, "\n".join(parts))


def _in_order(record: RecordType) -> list[Field]:
    names = [name for section in record.form.sections for name in section.fields]
    rest = [item.name for item in record.fields if item.name not in names]
    return [record.field(name) for name in (*names, *rest) if not record.field(name).retired]


def _hint(record: RecordType, item: Field, language: str) -> tuple[str, str]:
    """What to write and an example: of this very field, of its name in any type, or of its kind."""
    texts = _texts(language)
    kind, kind_example = texts["kinds"][item.kind.value]
    own = texts["fields"].get(f"{record.name}.{item.name}") or texts["fields"].get(item.name)
    if own is None:
        said = catalogue(language).gettext(item.help) if item.help else ""  # "" is the catalogue's own head
        return f"{said} {kind}".strip(), kind_example
    how = f" {kind}" if item.kind in {Kind.DATE, Kind.TIME} else ""
    return own[0] + how, own[1] or kind_example


def _answer(record: RecordType, item: Field, language: str) -> Iterator[str]:
    words = _texts(language)["words"]
    write, example = _hint(record, item, language)
    yield f"**{words['write']}.** {write}"
    if example:
        yield f"**{words['example']}:** {example}"
    choices = _choices(item, language)
    if choices:
        yield f"**{words['choices']}:** {choices}"
    held = " ".join(_rules(record, item, language)) or words["none"]
    yield f"**{words['rules']}.** {held}"
    yield f"**{words['who']}.** {_who(record, item, language)}"
    source = source_of(record, item)
    if source:
        yield f"**{words['source']}:** {source}"


def source_of(record: RecordType, item: Field) -> str:
    """The law or form a field comes from, where we know one."""
    own = _sources().get(f"{record.name}.{item.name}") or _sources().get(item.name, "")
    named = [entry.source for entry in _entries(item) if entry.source and entry.certain]
    law = next((source for source in named if "/" in source), "")
    return "; ".join(part for part in (own, law) if part)


def _entries(item: Field) -> tuple[Entry, ...]:
    return rules.catalogue(item.catalogue) if item.catalogue else ()


def _choices(item: Field, language: str) -> str:
    say = catalogue(language).gettext
    entries = [entry for entry in _entries(item) if not entry.parent]
    named = [entry.label_vi if language == "vi" else entry.label_en for entry in entries]
    labels = [say(choice.label) for choice in item.choices] or named
    return "; ".join(labels[:_MANY]) + ("…" if len(labels) > _MANY else "")


def _rules(record: RecordType, item: Field, language: str) -> Iterator[str]:
    words, say = _texts(language)["words"], catalogue(language).gettext
    if item.required:
        yield words["required"]
    for name in ("required_when", "visible_when"):
        condition: When | None = getattr(item, name)
        if condition is not None:
            yield words[name].format(**_condition(record, condition, language))
    if item.past:
        yield words["past"]
    if item.kind in {Kind.INTEGER, Kind.DECIMAL, Kind.MONEY}:
        yield from _bounds(item, words)
    if item.max_length is not None and item.kind in {Kind.TEXT, Kind.LONG_TEXT}:
        yield words["max_length"].format(count=item.max_length)
    if item.links_to:
        yield words["links_to"].format(type=say(records.get(item.links_to).label))
    if item.searchable:
        yield words["searchable"]
    if item.column is not None:
        yield words["column"]


def _bounds(item: Field, words: dict[str, str]) -> Iterator[str]:
    if item.minimum is not None and item.maximum is not None:
        yield words["between"].format(minimum=item.minimum, maximum=item.maximum)
    elif item.minimum is not None:
        yield words["at_least"].format(minimum=item.minimum)
    elif item.maximum is not None:
        yield words["at_most"].format(maximum=item.maximum)


def _who(record: RecordType, item: Field, language: str) -> str:
    texts = _texts(language)
    said = str(texts["classes"][item.cls.value])
    if item.denouncer_when is not None:
        said += " " + texts["words"]["denouncer_when"].format(**_condition(record, item.denouncer_when, language))
    return said


def _condition(record: RecordType, condition: When, language: str) -> dict[str, str]:
    """The field a condition looks at and the values it wants, as an officer reads them."""
    words, say = _texts(language)["words"], catalogue(language).gettext
    other = record.field(condition.field)
    labels = {choice.code: say(choice.label) for choice in other.choices} | {"yes": words["yes"], "no": words["no"]}
    joined = f" {words['or']} ".join(f"“{labels.get(code, code)}”" for code in condition.codes)
    return {"field": say(other.label), "values": joined}
