"""Step 2: what each column of the sheet is read as, how sure that is, and some of its cells."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHeaderView, QLineEdit, QTableWidget, QTableWidgetItem, QWidget

from danvan_desktop.app import import_maps
from danvan_desktop.app.import_draft import CERTAIN, GIVEN, ColumnFound, ImportDraft, targets
from danvan_desktop.errors import DanvanError
from danvan_desktop.gui.desk import Desk
from danvan_desktop.gui.widgets import Field, Note, Panel, StateLabel, button, column, label, row
from danvan_desktop.gui.widgets.cells import dress
from danvan_desktop.i18n import _

ROW_HEIGHT = 36
LETTER, HEAD, TARGET, SURE, SAMPLES = range(5)


class ColumnsStep(QWidget):
    """One line a column. `changed` tells whether a register can be read this way."""

    changed = Signal(bool)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._draft: ImportDraft | None = None
        self._type_name = ""
        self._found: list[ColumnFound] = []
        self.table = QTableWidget(0, 5)
        self._dress_table()
        self.maps = QComboBox()
        self.maps.activated.connect(self._on_map)
        self.name = QLineEdit()
        self.name.setMaxLength(60)
        self.name.setPlaceholderText(_("for instance: the inspectorate's register"))
        self.keep = button(_("&Keep"), "save", tip=_("Keep under this name"), slot=self._on_keep)
        self._missing = Note("danger", "circle-alert", "")
        self._ready = Note("ok", "circle-check", "")
        side = column(
            self._missing, self._ready, Field(_("&Ways kept before"), self.maps),
            Field(_("Keep this &way for next time"), self.name), row(self.keep, None),
            label(_("“Do not take” leaves a column out. A column of names, addresses or contacts shows no examples:"
                    " whether a row is a denunciation is known only when it is read."), "cap", wrap=True),
            None, gap=8, margins=(12, 10, 12, 10),
        )  # fmt: skip
        right = Panel(_("Columns and fields"), side, "columns-3")
        right.setFixedWidth(320)
        left = Panel(_("Columns of the sheet"), self.table, "table-2")
        self.setLayout(row((left, 1), right, gap=8))

    def _dress_table(self) -> None:
        table = self.table
        table.setHorizontalHeaderLabels(
            [_("Column"), _("Head in the workbook"), _("Taken as"), _("How sure"), _("Examples")]
        )
        dress(table, row_height=ROW_HEIGHT)
        table.setAccessibleName(_("Columns of the sheet"))
        for place, width in ((LETTER, 56), (HEAD, 210), (TARGET, 240), (SURE, 130)):
            table.setColumnWidth(place, width)
        table.horizontalHeader().setSectionResizeMode(SAMPLES, QHeaderView.ResizeMode.Stretch)

    def show_draft(self, draft: ImportDraft) -> None:
        """Show the columns under the chosen head."""
        self._draft = draft
        self.maps.clear()
        self.maps.addItem(_("(as guessed from the heads)"), "")
        for name in import_maps.names(self._desk.reader, draft.choice.type_name):
            self.maps.addItem(name, name)
        self.maps.setCurrentIndex(max(0, self.maps.findData(draft.choice.map_name)))
        self._show()

    def _show(self) -> None:
        draft = self._draft
        if draft is None:
            return
        self._type_name = draft.choice.type_name
        self._found = draft.columns(self._desk.reader)
        self.table.setRowCount(len(self._found))
        for place, found in enumerate(self._found):
            self._show_column(place, found)
        missing = draft.missing(self._found)
        self._missing.setVisible(bool(missing))
        self._ready.setVisible(not missing)
        self._missing.say(
            _("Still missing: {names}").format(names=", ".join(missing)),
            _("Choose in “Taken as” which column holds it, or another head row in step 1."),
        )
        taken = sum(1 for found in self._found if found.to)
        self._ready.say(_("{taken} of {all} columns are taken").format(taken=taken, all=len(self._found)))
        self.changed.emit(not missing and bool(self._found))

    def _show_column(self, place: int, found: ColumnFound) -> None:
        self.table.setItem(place, LETTER, QTableWidgetItem(found.letter))
        head = QTableWidgetItem(found.head)
        head.setToolTip(found.head)
        self.table.setItem(place, HEAD, head)
        self.table.setCellWidget(place, TARGET, self._target_box(place, found))
        self.table.setCellWidget(place, SURE, _sure(found))
        text = _("(names and addresses are not shown here)") if found.secret else " · ".join(found.samples)
        samples = QTableWidgetItem(text)
        samples.setToolTip(text)
        self.table.setItem(place, SAMPLES, samples)

    def _target_box(self, place: int, found: ColumnFound) -> QWidget:
        box = QComboBox()
        box.setAccessibleName(_("Column {letter}, {head}: taken as").format(letter=found.letter, head=found.head))
        box.addItem(_("Do not take"), "")
        for to, text in targets(self._type_name):
            box.addItem(text, to)
        box.setCurrentIndex(max(0, box.findData(found.to)))
        box.setProperty("place", place)
        box.setMaxVisibleItems(16)
        box.activated.connect(self._on_target)
        box.setEnabled(not found.tick)
        holder = QWidget()
        holder.setLayout(row((box, 1), margins=(4, 2, 8, 2)))
        return holder

    def _on_target(self) -> None:
        box = self.sender()
        if not isinstance(box, QComboBox) or self._draft is None:
            return
        found = self._found[int(box.property("place"))]
        to = str(box.currentData())
        for other in self._found:  # one field, one column
            if to and other.to == to and other.place != found.place and not other.tick:
                self._draft.choice.columns[other.place] = ""
        self._draft.choice.columns[found.place] = to
        self._show()

    def _on_map(self) -> None:
        if self._draft is None:
            return
        try:
            self._draft.use_map(self._desk.reader, str(self.maps.currentData()))
        except DanvanError as error:
            self._desk.fail(error, self)
        self._show()

    def _on_keep(self) -> None:
        if self._draft is None:
            return
        from PySide6.QtGui import QGuiApplication

        QGuiApplication.inputMethod().commit()
        try:
            self._draft.keep_map(self._desk.store, self.name.text())
        except DanvanError as error:
            self._desk.fail(error, self)
            return
        self._desk.say(_("This way of reading columns is kept under “{name}”.").format(name=self.name.text().strip()))
        self.show_draft(self._draft)


def _sure(found: ColumnFound) -> QWidget:
    if not found.to:
        state = StateLabel("circle-slash", _("left out"), "text2")
    elif found.points >= GIVEN:
        state = StateLabel("pencil", _("chosen"), "accent")
    elif found.points >= CERTAIN:
        state = StateLabel("circle-check", _("certain"), "ok")
    else:
        state = StateLabel("circle-help", _("a guess"), "warn")
    holder = QWidget()
    holder.setLayout(row(state, None, margins=(8, 0, 0, 0)))
    return holder
