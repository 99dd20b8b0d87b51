"""What is said above the lists of an event: who was invited and came, which opinions wait; delegates in their order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from danvan_desktop import records
from danvan_desktop.domain.values import Value
from danvan_desktop.i18n import _

Row = Mapping[str, Value]
_OPEN = frozenset({None, "dang_giai_quyet"})


def total(rows: Sequence[Row], name: str) -> int:
    """The sum of a number over rows; what is not written counts nothing."""
    return sum(value for row in rows if isinstance(value := row.get(name), int))


def yes(rows: Sequence[Row], name: str) -> int:
    """How many rows say yes."""
    return sum(row.get(name) is True for row in rows)


def sites(rows: Sequence[Row]) -> str:
    """“3 điểm cầu: mời 120, có mặt 98, cử tri 80”."""
    text = _("{count} sites: {invited} invited, {present} present, {voters} voters")
    numbers = {name: total(rows, name) for name in ("invited", "present")}
    return text.format(count=len(rows), voters=total(rows, "voters_present"), **numbers)


def delegates(rows: Sequence[Row]) -> str:
    """How many delegates, and how many of them are invited, confirmed, present."""
    text = _("{count} delegates: {invited} invited, {confirmed} confirmed, {present} present")
    return text.format(count=len(rows), **{name: yes(rows, name) for name in ("invited", "confirmed", "present")})


def opinions(rows: Sequence[Row], today: date) -> str:
    """How many opinions were answered at once, assigned, and are late."""
    at_once = sum(row.get("answered_on_spot") is True or row.get("status") == "tra_loi_ngay" for row in rows)
    assigned = sum(row.get("assigned_org") is not None for row in rows)
    text = _("{count} opinions: {answered} answered on the spot, {assigned} assigned, {late} late")
    return text.format(count=len(rows), answered=at_once, assigned=assigned, late=len(late(rows, today)))


def late(rows: Sequence[Row], today: date) -> list[Row]:
    """Opinions still open after their day."""
    return [
        row for row in rows
        if isinstance(day := row.get("due_date"), date) and day < today and row.get("answered_on") is None
        and row.get("status") in _OPEN
    ]  # fmt: skip


def follow_ups(rows: Sequence[Row], today: date) -> str:
    """How many tasks of the conclusion are done and late."""
    done = sum(row.get("done_on") is not None or row.get("status") == "da_xong" for row in rows)
    behind = sum(
        isinstance(day := row.get("due_date"), date) and day < today and row.get("done_on") is None
        and row.get("status") != "da_xong"
        for row in rows
    )  # fmt: skip
    text = _("{count} tasks: {done} done, {late} late")
    return text.format(count=len(rows), done=done, late=behind)


def in_protocol_order(rows: Sequence[Row]) -> list[int]:
    """Places of delegates in the order of protocol: by group as the definition lists them, then as they stood."""
    groups = [choice.code for choice in records.get("delegate").field("group").choices]

    def rank(place: int) -> tuple[int, int, int]:
        row = rows[place]
        group, number = row.get("group"), row.get("seq")
        at = groups.index(group) if isinstance(group, str) and group in groups else len(groups)
        return at, number if isinstance(number, int) else len(rows) + 100_000, place

    return sorted(range(len(rows)), key=rank)
