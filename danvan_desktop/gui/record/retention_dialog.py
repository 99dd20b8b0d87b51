"""Files whose time of keeping is over: ticked, printed as minutes, and destroyed by the minutes that were decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QDialog,
    QHeaderView,
    QLineEdit,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from danvan_desktop.app import denouncers, destruction, people, retention
from danvan_desktop.app.retention import Kept
from danvan_desktop.domain.text import clean
from danvan_desktop.errors import DanvanError
from danvan_desktop.gui.widgets import Field, Note, ask, button, column, fit_screen, framed, label, row
from danvan_desktop.i18n import N_, _, ngettext

if TYPE_CHECKING:
    from danvan_desktop.gui.desk import Desk

HEADS = (N_("Petition no."), N_("Petition type"), N_("Kept from"), N_("Kept until"), N_("By the rule"))
PROPOSED, DONE = "bien-ban-de-xuat-tieu-huy", "bien-ban-tieu-huy"
_TICKED = (Qt.CheckState.Unchecked, Qt.CheckState.Checked)


class RetentionDialog(QDialog):
    """The list proposes, a head decides on paper, a person destroys; nothing goes by itself."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.lines: list[Kept] = []
        self.setWindowTitle(_("Files whose time of keeping is over"))
        self.table = self._table()
        self.unchecked = QCheckBox(_("Also by rules that must be &checked first"))
        self.unchecked.toggled.connect(self.refresh)
        self.every = QCheckBox(_("&All of them"))
        self.every.setChecked(True)
        self.every.toggled.connect(self._on_every)
        self.decision = QLineEdit()
        self.decision.setPlaceholderText(_("for example: minutes 05/BB of 20/11/2026"))
        self.decision.textChanged.connect(self._say)
        self.count = label("", "muted")
        self.names = Note("warn", "shield-alert", "")
        self._lay_out()
        self.refresh()
        self.table.setFocus()
        fit_screen(self, 900, 580)

    def _table(self) -> QTableWidget:
        table = QTableWidget(0, len(HEADS))
        table.setHorizontalHeaderLabels([_(head) for head in HEADS])
        table.setAccessibleName(self.windowTitle())
        table.verticalHeader().hide()
        table.setShowGrid(False)
        table.setAlternatingRowColors(True)
        table.setTabKeyNavigation(False)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        head = table.horizontalHeader()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(len(HEADS) - 1, QHeaderView.ResizeMode.Stretch)
        table.itemChanged.connect(self._say)
        return table

    def _lay_out(self) -> None:
        told = Note(
            "info", "shield-check", _("The program destroys nothing by itself."),
            _("Tick the files, print the minutes, have them decided and signed; then write their number and destroy."),
        )  # fmt: skip
        self.forget = button(_("Destroy these &names…"), "trash-2", slot=self._on_names)
        self.look = button(_("&Minutes to sign…"), "file-text", "primary", slot=self._on_minutes)
        self.gone = button(_("&Destroy the files ticked…"), "trash-2", "danger", slot=self._on_destroy)
        may = people.may(self.desk.office, "destroy")
        self.decision.setEnabled(may)
        self.forget.setEnabled(may)
        acts = row(self.count, None, self.look, self.gone, button(_("Close"), slot=self.reject), margins=(12, 8, 12, 8))
        body = column(
            told, row((self.names, 1), self.forget), row(self.every, self.unchecked, None, gap=16), (self.table, 1),
            Field(_("Decided by (n&umber and day of the minutes)"), self.decision), margins=(12, 12, 12, 8),
        )  # fmt: skip
        self.setLayout(column((body, 1), framed(acts, "bar"), gap=0))

    def refresh(self) -> None:
        """Read the list again."""
        self.lines = retention.due(self.desk.reader, self.desk.today(), unchecked=self.unchecked.isChecked())
        self.table.blockSignals(True)
        self.table.setRowCount(len(self.lines))
        for place, one in enumerate(self.lines):
            until = f"{one.until:%d/%m/%Y}" if one.until else ""
            for at, text in enumerate((one.number, one.type, f"{one.start:%d/%m/%Y}", until, one.rule.label)):
                self.table.setItem(place, at, QTableWidgetItem(text))
            item = self.table.item(place, 0)
            if item is not None:
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                item.setCheckState(_TICKED[self.every.isChecked()])
        self.table.blockSignals(False)
        self._show_names()
        self._say()

    def _show_names(self) -> None:
        self.left = denouncers.left(self.desk.reader)
        count = len(self.left)
        said = ngettext(
            "{count} denunciation has names in the file", "{count} denunciations have names in the file", count
        )  # fmt: skip
        self.names.say(said.format(count=count), ", ".join(one.title for one in self.left[:8]))
        self.names.setVisible(bool(count))
        self.forget.setVisible(bool(count))

    def ticked(self) -> list[bytes]:
        """The petitions ticked."""
        items = [self.table.item(place, 0) for place in range(len(self.lines))]
        return [
            one.row for one, item in zip(self.lines, items, strict=True)
            if item is not None and item.checkState() is Qt.CheckState.Checked
        ]  # fmt: skip

    def _on_every(self, on: bool) -> None:
        self.table.blockSignals(True)
        for place in range(len(self.lines)):
            if (item := self.table.item(place, 0)) is not None:
                item.setCheckState(_TICKED[on])
        self.table.blockSignals(False)
        self._say()

    def _say(self) -> None:
        ticked, count = len(self.ticked()), len(self.lines)
        self.count.setText(_("{ticked} of {count} files ticked").format(ticked=ticked, count=count))
        self.look.setEnabled(bool(ticked))
        may = people.may(self.desk.office, "destroy")
        self.gone.setEnabled(bool(ticked) and may and bool(clean(self.decision.text())))
        tip = "" if self.gone.isEnabled() else _("Write the number of the decided minutes first.")
        self.gone.setToolTip(tip if may else _("Your role does not include this."))

    def _on_minutes(self) -> None:
        try:
            data = retention.minutes(
                self.desk.reader, self.desk.today(), self.desk.officer, unchecked=self.unchecked.isChecked(),
                rows=self.ticked(),
            )  # fmt: skip
        except DanvanError as error:
            self.desk.fail(error, self)
            return
        self._preview(data, PROPOSED)

    def _on_destroy(self) -> None:
        """One question for all of them, then the minutes of it."""
        rows, decision = self.ticked(), clean(self.decision.text())
        text = _(
            "Persons’ values and attached files of {count} petitions are destroyed for good, by {decision}. Numbers,"
            " results and figures stay. Nobody can take this back."
        ).format(count=len(rows), decision=decision)
        words = {"stay": _("Keep them"), "destroy": _("Destroy for good")}
        if ask(self, _("Destroy these files?"), text, words) != "destroy":
            return
        try:
            done = destruction.destroy(
                self.desk.office, rows, decision, self.desk.today(), unchecked=self.unchecked.isChecked()
            )
        except DanvanError as error:
            self.desk.fail(error, self)
            return
        self.desk.saved(retention.TYPE)
        self.decision.clear()
        self.refresh()
        self._preview(done.pdf, DONE)

    def _on_names(self) -> None:
        text = _(
            "Another computer or an older program wrote them. They are destroyed for good; code and figures stay. Note"
            " them on the paper in the sealed envelope first."
        )
        words = {"stay": _("Keep them"), "destroy": _("Destroy for good")}
        if ask(self, _("Destroy the names in denunciations?"), text, words) != "destroy":
            return
        try:
            denouncers.destroy(self.desk.office, [one.row for one in self.left])
        except DanvanError as error:
            self.desk.fail(error, self)
            return
        self.desk.saved(retention.TYPE)
        self.refresh()

    def _preview(self, data: bytes, file_name: str) -> None:
        from danvan_desktop.gui.reports.preview_dialog import PreviewDialog

        dialog = PreviewDialog(self.desk, data, self.windowTitle(), file_name, self)
        dialog.exec()
        dialog.deleteLater()
