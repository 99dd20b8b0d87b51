"""A list out of the file: a workbook, or CSV as Excel opens it. The access log keeps that it left."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from danvan_desktop.app import disclosure, doors
from danvan_desktop.app.disclosure import Disclosure
from danvan_desktop.app.listing import clipboard
from danvan_desktop.app.listing.listing import Condition, Listing, numbers, page
from danvan_desktop.app.listing.sentences import by_field, figure_sentence, sentence
from danvan_desktop.app.office import Office
from danvan_desktop.domain import denouncer
from danvan_desktop.domain.record_type import Field, Kind
from danvan_desktop.i18n import _
from danvan_desktop.storage.store import Store

Step = Callable[[int, int], None]
EVERY = 500
_MM = {Kind.DATE: 24, Kind.INTEGER: 18, Kind.YES_NO: 16, Kind.CHOICE: 30, Kind.LONG_TEXT: 70, Kind.MONEY: 28}


def export(  # noqa: PLR0913  which rows, which columns, how much of them, where to
    office: Office, store: Store, listing: Listing, columns: Sequence[str], path: Path, step: Step | None = None,
    *, going: Disclosure | None = None,
) -> int:  # fmt: skip
    """Write all rows of a list with these columns, by the file's ending; returns how many.

    `going`: how much of persons leaves and whether denunciations' redacted summaries do; else as the office settled
    and none. Raises EnvironmentProblem when the file cannot be written.
    """
    doors.allow(office)
    record = listing.record
    going = going or Disclosure(disclosure.level(store, disclosure.LIST))
    fields = [record.field(name) for name in columns]
    wanted = numbers(store, listing)
    rows = _told(clipboard.values(store, record, fields, wanted, going), len(wanted), step)
    write = _write_csv if path.suffix.lower() == ".csv" else _write_xlsx
    write(listing, fields, rows, path)
    going.note(office, doors.SAVED, _(record.plural))
    return len(wanted)


def denunciations(store: Store, listing: Listing) -> list[str]:
    """The codes of the denunciations in a list, for the tick before their content leaves."""
    record = listing.record
    if "received_on" in record.by_name and (own := denouncer.conditions(record)):  # else all rows' parents are asked
        more = tuple(Condition(name, "any", codes) for name, codes in own[:1])
        listing = replace(listing, conditions=(*listing.conditions, *more))
    wanted = numbers(store, listing)
    codes: dict[str, None] = {}
    for start in range(0, len(wanted), EVERY):
        items = page(store, record, wanted[start : start + EVERY], disclosure.needed(record))
        codes |= dict.fromkeys(disclosure.of_denunciations(store, record, items).values())
    return list(codes)


def _told(
    rows: Iterable[tuple[clipboard.Shown, ...]], total: int, step: Step | None
) -> Iterator[tuple[clipboard.Shown, ...]]:
    for done, row in enumerate(rows):
        if step is not None and done % EVERY == 0:
            step(done, total)
        yield row


def _write_xlsx(
    listing: Listing, fields: Sequence[Field], rows: Iterable[Sequence[clipboard.Shown]], path: Path
) -> None:
    from danvan_desktop.documents.model import Align, Column
    from danvan_desktop.documents.xlsx import Sheet, write_xlsx

    columns = tuple(
        Column((_(field.label),), _MM.get(field.kind, 36), align=Align.RIGHT if field.kind in _RIGHT else Align.LEFT)
        for field in fields
    )
    name = _(listing.record.plural)
    write_xlsx(Sheet(name, title(listing), columns), rows, path)


_RIGHT = {Kind.INTEGER, Kind.DECIMAL, Kind.MONEY}


def title(listing: Listing) -> str:
    """What stands above the rows: the type and what they were filtered by."""
    parts = [figure_sentence(listing)] if listing.figure else []
    parts += [sentence(listing.record, found) for found in by_field(listing.conditions).values()]
    name = _(listing.record.plural)
    return f"{name} ({'; '.join(parts)})" if parts else name


def _write_csv(
    listing: Listing, fields: Sequence[Field], rows: Iterable[Sequence[clipboard.Shown]], path: Path
) -> None:
    from danvan_desktop.documents.files import write_whole

    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";")  # what Excel parts columns by where the comma is the decimal sign
    writer.writerow(clipboard.heads(fields))
    writer.writerows([_safe(clipboard.plain(value)) for value in row] for row in rows)
    write_whole(path, text.getvalue().encode("utf-8-sig"))


# what Excel reads as a number or a day and writes otherwise: 010, 12/2026, 3-5, +8490…, sixteen digits and more;
# a whole date is meant to be one
_CHANGED = re.compile(r"0\d+|\+\d+|\d{1,4}[/-]\d{1,4}|\d{16,}")


def _safe(text: str) -> str:
    """A cell that Excel would take for a formula is marked as text; "010", "12/2026" are kept by ="…"."""
    if text[:1] in {"=", "+", "-", "@"} and not text[1:2].isdigit():
        return "'" + text
    return f'="{text}"' if _CHANGED.fullmatch(text) else text
