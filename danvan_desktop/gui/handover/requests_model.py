"""Requests and dossiers between offices as the lines of one table."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtGui import QStandardItem, QStandardItemModel

from danvan_desktop import records
from danvan_desktop.app.lists import code_label
from danvan_desktop.app.request_view import About, Request
from danvan_desktop.app.transfer_view import Standing
from danvan_desktop.gui.widgets.cells import STATE_ROLE
from danvan_desktop.i18n import _
from danvan_desktop.records.request import NEW
from danvan_desktop.records.transfer import OFFERED

Line = Request | Standing


def heads() -> list[str]:
    """Heads of the columns."""
    return [_("State of progress"), _("What"), _("Unit"), _("Date"), _("Content"), _("Answer")]


def fill(model: QStandardItemModel, lines: Sequence[Line]) -> None:
    """Show these lines."""
    model.clear()
    model.setHorizontalHeaderLabels(heads())
    for line in lines:
        model.appendRow([QStandardItem(text) for text in texts(line)])
        icon = ("hourglass", "warn") if line.waits else ("hourglass" if _is_open(line) else "check", "text2")
        model.item(model.rowCount() - 1, 0).setData(icon, STATE_ROLE)


def texts(line: Line) -> tuple[str, ...]:
    """The cells of a line; none names a citizen."""
    other = (_("to {unit}") if line.ours else _("from {unit}")).format(unit=line.other_name)
    if isinstance(line, Standing):
        return state_of(line), _("Dossier"), other, _day(line.sent_on), line.title or line.letter_no, line.answer
    kind = code_label(records.get("request").field("kind"), line.kind)
    return state_of(line), kind, other, _day(line.asked_on), line.text, line.answer


def state_of(line: Line) -> str:
    """The state in words."""
    name = "transfer" if isinstance(line, Standing) else "request"
    return code_label(records.get(name).field("state"), line.state)


def _is_open(line: Line) -> bool:
    """Whether the other office has not answered yet."""
    return line.state in {NEW, OFFERED}


def _day(value: date | None) -> str:
    return f"{value:%d/%m/%Y}" if value else ""


def told(line: Line) -> list[tuple[str, str]]:
    """What stands beside the table of a line: labels and texts."""
    other = (_("Sent to"), line.other_name) if line.ours else (_("Sent by"), line.other_name)
    if isinstance(line, Standing):
        found = [
            other, (_("Date"), _day(line.sent_on)), (_("Petition"), line.title or _("not here yet")),
            (_("Transfer letter no."), line.letter_no), (_("Reason"), line.reason),
        ]  # fmt: skip
        return [*((name, text) for name, text in found if text), *_answer(line)]
    about = line.about
    found = [
        other, (_("Content"), line.text), (_("Record"), line.about_title), (_("Figure and period"), _figure(about)),
        (_("Value reported"), about.value),
        (_("Answer by"), _day(line.due_on)),
        *((one.label, _("{now} → {wanted}").format(now=one.now or _("(empty)"), wanted=one.wanted or _("(empty)")))
          for one in line.proposed),
    ]  # fmt: skip
    return [*((name, text) for name, text in found if text), *_answer(line)]


def _answer(line: Line) -> list[tuple[str, str]]:
    found = [(_("Value answered"), getattr(line, "value_answered", "")), (_("Answer"), line.answer)]
    return [(name, text) for name, text in found if text]


def _figure(about: About) -> str:
    period = f"{_day(about.start)} – {_day(about.end)}" if about.start or about.end else ""
    return ", ".join(filter(None, (about.figure, period)))
