"""What can be done with rows: open, new, only this value, copy, paste, save as Excel, print, move to the bin."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QModelIndex, QObject, QPoint
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import QMenu

from danvan_desktop.app import disclosure, people
from danvan_desktop.app.disclosure import Disclosure
from danvan_desktop.app.listing import Condition, clipboard
from danvan_desktop.app.listing import listing as lists
from danvan_desktop.app.lists import secret
from danvan_desktop.domain.record_type import Kind
from danvan_desktop.errors import DanvanError, UserError
from danvan_desktop.gui.theme.icons import icon
from danvan_desktop.i18n import _, ngettext

if TYPE_CHECKING:
    from danvan_desktop.gui.lists.list_model import Row
    from danvan_desktop.gui.lists.list_page import ListPage

MOST_REMOVED = 5_000


class Acts(QObject):
    """Acts of one list page, by name."""

    def __init__(self, page: ListPage) -> None:
        super().__init__(page)
        self._page = page
        self._desk = page.desk
        page.grid.columns_asked.connect(self._on_columns_asked)
        self._acts: dict[str, Callable[[], object]] = {
            "open": self.open, "new": self.new, "quick": self.quick, "find": self.find, "copy": self.copy,
            "paste": self.paste, "xlsx": lambda: self.save_as("xlsx"), "csv": lambda: self.save_as("csv"),
            "print": self.print, "import": self.take_in, "remove": self.remove, "columns": self.choose_columns,
            "duplicates": lambda: self._desk.open_page("duplicates"),
            "visit_pairs": lambda: self._desk.open_page("visit_pairs"),
        }  # fmt: skip

    def do(self, name: str) -> None:
        """Do what a key, a button or a menu asks for; what cannot be done is said in a sentence."""
        try:
            self._acts[name]()
        except DanvanError as error:
            self._desk.fail(error, self._page)

    # --- one row
    def open(self) -> None:
        """Open the record of the current row."""
        if row := self._page.model.id_at(self._page.table.currentIndex().row()):
            self._desk.open_record(self._page.record.name, row)

    def new(self) -> None:
        """Write a new record."""
        self._desk.new_record(self._page.record.name)

    def quick(self) -> None:
        """Write new records one after the other, the fields of a paper register only; else as `new`."""
        from danvan_desktop.gui.forms import quick_page
        from danvan_desktop.gui.lists.toolbar import QUICK

        if (name := self._page.record.name) in QUICK:
            self._desk.push(quick_page(self._desk, name))
        else:
            self.new()

    def find(self) -> None:
        """Go into the search field, or into the first filter cell where a type has no search."""
        field = self._page.search
        if not self._page.record.searchable:
            field = next(iter(self._page.table.header.boxes.values()))
        field.setFocus()
        field.selectAll()

    def show_menu(self, index: QModelIndex, at: QPoint) -> None:
        """The menu of a cell."""
        menu = QMenu(self._page)
        row = self._page.model.row(index.row()) if index.isValid() else None
        if row is not None:
            menu.addAction(icon("square-pen"), _("&Open")).triggered.connect(self.open)
            if (condition := self._only(row, index.column())) is not None:
                only = menu.addAction(icon("funnel"), _("Show &only this value"))
                only.triggered.connect(lambda: self._page.filtering.only(condition))
            menu.addSeparator()
        self._add(menu, "copy", "copy", _("&Copy"), QKeySequence("Ctrl+C"))
        self._add(menu, "paste", "clipboard-list", _("&Paste rows from Excel…"), QKeySequence("Ctrl+V"))
        if row is not None:
            menu.addSeparator()
            self._add(menu, "remove", "trash-2", _("&Move to the bin…"), QKeySequence("Del"))
        if self._page.record.name == "petition":
            self._add(menu, "duplicates", "copy", _("Petitions that may be &duplicates…"), QKeySequence())
        if self._page.record.name == "reception":
            self._add(menu, "visit_pairs", "copy", _("Visits of the &same matter…"), QKeySequence())
        menu.exec(at)
        menu.deleteLater()

    def _add(self, menu: QMenu, name: str, mark: str, text: str, keys: QKeySequence) -> None:
        action = menu.addAction(icon(mark), text)
        action.setShortcut(keys)
        action.triggered.connect(lambda: self.do(name))

    def _only(self, row: Row, column: int) -> Condition | None:
        """The condition that a value is this one; none for what is kept back."""
        field = self._page.model.columns[column]
        value = row.item.values.get(field.name)
        if secret(field, row.item) or field.name in row.item.withheld:
            return None
        if value is None:
            return Condition(field.name, "empty")
        if field.sealed:
            return Condition(field.name, "has", value)
        return Condition(field.name, "any", value if isinstance(value, tuple) else (value,)) if field.kind in {
            Kind.CHOICE, Kind.CHOICES} else Condition(field.name, "is", value)  # fmt: skip

    # --- columns
    def _on_columns_asked(self, at: QPoint) -> None:
        menu = QMenu(self._page)
        menu.addAction(icon("columns-3"), _("&Choose columns…")).triggered.connect(self.choose_columns)
        menu.exec(at)
        menu.deleteLater()

    def choose_columns(self) -> None:
        """Choose which columns the list has."""
        from danvan_desktop.gui.lists.column_dialog import ColumnDialog

        dialog = ColumnDialog(self._page.record, self._page.grid.columns(), self._page)
        if dialog.exec() and dialog.chosen:
            self._page.choose_columns(dialog.chosen)
        dialog.deleteLater()

    # --- the rows chosen
    def _numbers(self) -> list[int]:
        found: list[int] = []
        for first, last in self._page.table.ranges():
            found.extend(self._page.model.numbers[first : last + 1])
        return found

    def copy(self) -> None:
        """Put the rows chosen on the clipboard with their heads, for Excel and Word."""
        many = self._page.table.chosen()
        if many > clipboard.MOST_ROWS:
            text = _("{count} rows are too many for the clipboard.").format(count=f"{many:,}".replace(",", "."))
            raise UserError(text, hint=_("Use “Save the list as Excel” instead."))
        if not many:
            return
        people.require(self._desk.office, "export")
        fields = [self._page.record.field(name) for name in self._page.grid.columns()]
        going = Disclosure(disclosure.level(self._desk.reader, disclosure.COPY))
        rows = list(clipboard.values(self._desk.reader, self._page.record, fields, self._numbers(), going))
        data = QMimeData()
        data.setText(clipboard.as_text(fields, rows))
        data.setHtml(clipboard.as_html(fields, rows))
        QGuiApplication.clipboard().setMimeData(data)
        if not self._desk.busy:
            going.note(self._desk.office, "copied", _(self._page.record.plural))
        self._desk.say(ngettext("{count} row copied.", "{count} rows copied.", many).format(count=many))

    def paste(self) -> None:
        """Show rows copied in Excel as they would be taken in."""
        from danvan_desktop.gui.lists.paste_dialog import PasteDialog

        people.require(self._desk.office, "import")
        PasteDialog.begin(self._desk, self._page.record.name, self._page.grid.columns(), self._page)

    def save_as(self, form: str) -> None:
        """Save all rows of the list as a file."""
        from danvan_desktop.gui.lists.save_list import save_list

        people.require(self._desk.office, "export")
        save_list(self._page, form)

    def print(self) -> None:
        """Preview the register behind the list; from there it goes to a printer or a file."""
        from danvan_desktop.gui.reports.register import period_of, show_register

        period = period_of(self._page.listing, self._desk.today())
        show_register(self._desk, period, self._page, self._page.record.name)

    def take_in(self) -> None:
        """Take in a workbook."""
        self._desk.open_page("import_sheet")

    # --- the bin
    def remove(self) -> None:
        """Move the rows chosen to the bin; they can be brought back at once."""
        from danvan_desktop.gui.lists.remove_rows import remove_rows

        many = self._page.table.chosen()
        if not many:
            return
        people.require(self._desk.office, "delete")
        if many > MOST_REMOVED:
            raise UserError(
                _("{count} rows at once are too many to remove.").format(count=f"{many:,}".replace(",", ".")),
                kept=_("Nothing was removed."), hint=_("Choose fewer rows."),
            )  # fmt: skip
        rows = lists.ids_of(self._desk.reader, self._page.record, self._numbers())
        remove_rows(self._desk, self._page.record.name, rows, self._page)
