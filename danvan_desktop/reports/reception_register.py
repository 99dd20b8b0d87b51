"""Sổ tiếp công dân, Mẫu số 03 of TT 04/2021/TT-TTCP: twelve columns (petitions.md §6.1)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from danvan_desktop import indicators, records
from danvan_desktop.domain.indicator import Indicator
from danvan_desktop.indicators import petitions
from danvan_desktop.reports.organ import template
from danvan_desktop.reports.register_cells import Cells, content
from danvan_desktop.storage.reading import Record

KIND = "reception-register"
TYPE = "reception"
FIGURE = "D01.visits"  # the visits of the period stand in it


def cells(on: date) -> Cells:
    """The cells of the register as the template of that day has them."""
    return Cells(
        records.get(TYPE), template(KIND, on), "kind",
        {"visitor": _visitor, "content": content, "kind_people": _kind_people, "kind_short": _kind_short,
         "accepted": _accepted, "ours": _ours, "guided": _where, "passed_on": _where, "follow_result": _follow,
         "place": _number},
        frozenset({"visitor"}), "visitor", uncounted=_refused,
    )  # fmt: skip


def listed() -> Indicator:
    """What stands in it: the visits, and those that were refused (Luật Tiếp công dân Art. 9)."""
    return replace(indicators.named(FIGURE), conditions=petitions.ENTERED)


def _visitor(cells: Cells, _field: str, item: Record) -> str:
    """Name and address in one cell; a value kept at the office is said once."""
    told = [cells.plain(name, item) for name in ("visitor_name", "visitor_address")]
    return "\n".join(dict.fromkeys(filter(None, told)))


def _number(_cells: Cells, _field: str, item: Record) -> str:
    """Column 1 is the book's own number; "" where the record has none, and the running number stands there."""
    return str(item.values.get("register_no") or "")


def _kind_short(cells: Cells, _field: str, item: Record) -> str:
    return str(cells.spec["kinds"].get(item.values.get("kind"), ""))


def _kind_people(cells: Cells, _field: str, item: Record) -> str:
    kind = _kind_short(cells, "kind", item)
    people = cells.plain("people_count", item)
    return f"{kind}/{people}" if people else kind


def _accepted(cells: Cells, _field: str, item: Record) -> str:
    """A petition taken is not yet one that is settled here: the mark waits for its acceptance (thụ lý)."""
    return str(cells.spec["mark"]) if item.values.get("petition") in cells.accepted else ""


def _ours(cells: Cells, _field: str, item: Record) -> str:
    return str(cells.spec["mark"]) if item.values.get("petition") in cells.ours else ""


def _refused(item: Record) -> bool:
    return "tu_choi" in {item.values.get("state"), item.values.get("result")}


def _where(cells: Cells, field: str, item: Record) -> str:
    """Where to, and the number of the paper; a mark where neither is written."""
    if _refused(item):
        return _refusal(cells, item) if field == "guided" else ""
    if item.values.get("result") not in cells.spec[field]:
        return ""
    told = ", ".join(str(item.values[name]) for name in ("transferred_to", "doc_no") if item.values.get(name))
    return told or str(cells.spec["mark"])


def _refusal(cells: Cells, item: Record) -> str:
    """“Từ chối tiếp: …”; what was written of a denunciation stays inside."""
    secret = item.values.get(cells.secret_field) == "to_cao"
    reason = "" if secret else cells.plain("refusal_reason", item)
    return ": ".join(filter(None, (str(cells.spec["refused"]), reason)))


def _follow(cells: Cells, field: str, item: Record) -> str:
    told = cells.plain(field, item) or cells.plain("chair_conclusion", item)
    waits = item.values.get("result") in cells.spec["taken"] and not _accepted(cells, "accepted", item)
    return told or (str(cells.spec["taken_words"]) if waits else "")
