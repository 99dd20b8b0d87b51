"""A line of the roster's table, and what is asked before a unit ends or a closed computer's later changes count."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItem
from PySide6.QtWidgets import QWidget

from danvan_desktop.app import office_day
from danvan_desktop.app.roster_texts import computer_state
from danvan_desktop.app.roster_view import ComputerLine
from danvan_desktop.domain.text import in_fours
from danvan_desktop.gui.widgets import ask
from danvan_desktop.gui.widgets.cells import STATE_ROLE
from danvan_desktop.i18n import _

REPLICA = Qt.ItemDataRole.UserRole


def cells(line: ComputerLine) -> list[QStandardItem]:
    """A computer as a row of the table: unit, name, number, state."""
    unit = QStandardItem(line.unit)
    unit.setData(line.replica, REPLICA)
    state = QStandardItem(computer_state(line))
    state.setToolTip(state.text())
    mark = ("check", "ok") if line.checked else ("fingerprint", "warn")
    state.setData(("circle-slash", "text2") if line.closing else mark, STATE_ROLE)
    computer = QStandardItem(in_fours(line.replica[:16]))
    computer.setToolTip(line.fingerprint)
    return [unit, QStandardItem(line.name), computer, state]


def asked_end(
    owner: QWidget, line: ComputerLine, units: Sequence[dict[str, object]]
) -> tuple[date, list[str]] | None:  # fmt: skip
    """From which day on a unit is no more, and what it went into; None where it stays."""
    from danvan_desktop.gui.handover.ended_unit_dialog import EndedUnitDialog

    others = [
        (str(unit["code"]), str(unit["name"])) for unit in units if unit["code"] != line.unit and not unit["valid_to"]
    ]
    dialog = EndedUnitDialog(line.name, others, office_day.today(), owner)
    agreed, on, into = dialog.exec(), dialog.on, dialog.into
    dialog.deleteLater()
    return (on, into) if agreed else None


def asked_to_count(owner: QWidget, line: ComputerLine) -> bool:
    """Whether what a closed computer wrote later counts after all."""
    text = _(
        "{name}, computer {number}: {count} records that it wrote after it was closed count from now on, in every"
        " office. This cannot be taken back. Look at them first: hand-over, records that do not count."
    ).format(name=line.name, number=in_fours(line.replica), count=line.late_records)
    choices = {"no": _("Leave them out"), "yes": _("Let them count")}
    return ask(owner, _("Let its later changes count?"), text, choices) == "yes"
