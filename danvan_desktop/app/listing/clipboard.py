"""Rows for the clipboard, as Excel and Word take them: tab-separated text, and a table that keeps dates and zeros."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from html import escape

from danvan_desktop.app import disclosure
from danvan_desktop.app.disclosure import Disclosure
from danvan_desktop.app.listing import cells, listing
from danvan_desktop.app.lists import secret
from danvan_desktop.domain.record_type import Field, RecordType
from danvan_desktop.domain.values import canonical_decimal
from danvan_desktop.i18n import _
from danvan_desktop.storage.reading import Record
from danvan_desktop.storage.store import Store

MOST_ROWS = 50_000
CHUNK = 500
_EPOCH = date(1899, 12, 30)  # day 0 of Excel
_TEXT = "mso-number-format:'\\@'"
_DATE = "mso-number-format:'dd\\/mm\\/yyyy'"
Shown = str | int | Decimal | date | None


def values(
    store: Store, record: RecordType, columns: Sequence[Field], numbers: Sequence[int], going: Disclosure
) -> Iterable[tuple[Shown, ...]]:
    """Rows as plain values, of persons what `going` lets out, which is told whom it met; read a part at a time."""
    wanted = cells.needed(record, columns) | disclosure.needed(record)
    for start in range(0, len(numbers), CHUNK):
        items = listing.page(store, record, numbers[start : start + CHUNK], wanted)
        titles = cells.link_titles(store, columns, items)
        codes = disclosure.of_denunciations(store, record, items)
        going.codes += [code for code in dict.fromkeys(codes.values()) if code not in going.codes]
        for item in items:
            if item is not None:
                code = codes.get(item.id, "")
                kept = (disclosure.cell(record, field, item, going, code) for field in columns)
                yield tuple(
                    _value(field, item, titles) if text is None else text
                    for field, text in zip(columns, kept, strict=True)
                )


def _value(field: Field, item: Record, titles: dict[bytes, str]) -> Shown:
    value = item.values.get(field.name)
    if not secret(field, item) and not isinstance(value, bool) and isinstance(value, date | int | Decimal):
        return value
    return cells.text(field, item, titles)


def heads(columns: Sequence[Field]) -> list[str]:
    """Labels of the columns."""
    return [_(field.label) for field in columns]


def as_text(columns: Sequence[Field], rows: Iterable[Sequence[Shown]]) -> str:
    """Tab-separated lines with a head, for any program."""
    lines = ["\t".join(_quoted(head) for head in heads(columns))]
    lines += ["\t".join(_quoted(plain(value)) for value in row) for row in rows]
    return "\n".join(lines) + "\n"


def plain(value: Shown) -> str:
    """A value as it stands in a cell."""
    if value is None:
        return ""
    if isinstance(value, date):
        return f"{value.day:02}/{value.month:02}/{value.year:04}"
    return canonical_decimal(value).replace(".", ",") if isinstance(value, Decimal) else str(value)


def _quoted(text: str) -> str:
    if any(sign in text for sign in '\t\n\r"'):
        return '"' + text.replace('"', '""') + '"'
    return text


def as_html(columns: Sequence[Field], rows: Iterable[Sequence[Shown]]) -> str:
    """A table for Excel and Word: "010" stays text, 05/10/2026 is the fifth of October everywhere."""
    head = "".join(f"<th>{escape(text)}</th>" for text in heads(columns))
    body = "".join("<tr>" + "".join(_td(value) for value in row) + "</tr>" for row in rows)
    return (
        '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta charset="utf-8"></head>'
        f'<body><table border="1"><tr>{head}</tr>{body}</table></body></html>'
    )


def _td(value: Shown) -> str:
    if isinstance(value, date):
        return f'<td x:num="{(value - _EPOCH).days}" style="{_DATE}">{plain(value)}</td>'
    if isinstance(value, int | Decimal):
        return f'<td x:num="{value}">{plain(value)}</td>'
    return f'<td sdnum="0;0;@" style="{_TEXT}">{escape(plain(value))}</td>'  # sdnum: LibreOffice's word for text
