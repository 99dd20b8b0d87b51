"""Rules and terms: which terms the program reckons by, since when and how certain; and the calendar of days off."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QFileDialog, QTableView, QTabWidget, QWidget

from danvan_desktop.app import calendars, law_table, open_questions, people
from danvan_desktop.app.calendars import Moved, Offered, Taken
from danvan_desktop.gui.desk import Desk
from danvan_desktop.gui.page import Page
from danvan_desktop.gui.widgets import Note, button, column, framed, label, questions, row
from danvan_desktop.gui.widgets.cells import STATE_ROLE, dress, fit_columns
from danvan_desktop.i18n import N_, _

RULES = (N_("Code"), N_("What the law asks"), N_("Term"), N_("Article"), N_("In force"), N_("Certainty"))
RULE_WIDTHS = (64, 0, 250, 300, 190, 130)
DAYS = (N_("Day"), N_("Name"), N_("Kind"), N_("Source"), N_("Certainty"))
DAY_WIDTHS = (110, 260, 280, 0, 130)
ASKED = (N_("No."), N_("What is not certain"), N_("Until then"), N_("Certainty"))
ASKED_WIDTHS = (48, 430, 0, 130)
Index = QModelIndex | QPersistentModelIndex
Line = tuple[str, ...]
TOLD = 12  # moved due dates that are named


class LinesModel(QAbstractTableModel):
    """Lines of words; the last column says whether a line is certain. `tips` stands beside each line."""

    def __init__(self, heads: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent)
        self._heads = heads
        self._lines: list[tuple[Line, bool, str]] = []

    def show_lines(self, lines: list[tuple[Line, bool, str]]) -> None:
        """Show other lines: their words, whether they are certain, what is to be said beside them."""
        self.beginResetModel()
        self._lines = lines
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, D102
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, D102
        return 0 if parent.isValid() else len(self._heads)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:  # noqa: D102
        words, certain, tip = self._lines[index.row()]
        last = index.column() == len(self._heads) - 1
        if role == STATE_ROLE:
            return (("circle-check", "ok") if certain else ("triangle-alert", "warn")) if last else None
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(part for part in (words[index.column()] if not last else "", tip) if part)
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return words[index.column()] if not last else _("certain") if certain else _("to be checked")

    def headerData(  # noqa: D102
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        shown = role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal
        return _(self._heads[section]) if shown else None


def _table(heads: Sequence[str], widths: Sequence[int], name: str) -> tuple[QTableView, LinesModel]:
    table = QTableView()
    model = LinesModel(heads, table)
    table.setModel(model)
    dress(table)
    table.setAccessibleName(name)
    fit_columns(table, widths)
    return table, model


class LawPage(Page):
    """Everybody may look; an administrator takes a newer calendar in."""

    help_topic = "how_deadline"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.title = _("Rules and terms")
        self.rules, self._rules = _table(RULES, RULE_WIDTHS, _("Rules and terms"))
        self.days, self._days = _table(DAYS, DAY_WIDTHS, _("Days off"))
        self.asked, self._asked = _table(ASKED, ASKED_WIDTHS, _("Questions still open"))
        self.said = Note("ok", "circle-check", "")
        self.said.hide()
        self.version = label("", "cap")
        self.take = button(_("Take in a newer &calendar…"), "calendar", slot=self._on_take)
        self.take.setEnabled(people.may(desk.office, "settings"))
        again = button(_("Reckon due dates &again"), "refresh-cw", slot=self._on_again)
        again.setEnabled(people.may(desk.office, "process"))
        back = button(_("Bac&k"), "chevron-left", "quiet", slot=desk.pop)
        head = row(back, label(self.title, "h1"), None, again, self.take)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setObjectName("sub")
        self.tabs.tabBar().setAccessibleName(self.title)
        self.tabs.addTab(self.rules, _("Terms of the law"))
        self.tabs.addTab(self.asked, _("Questions still open"))
        off = framed(column(self.version, (self.days, 1), margins=(8, 8, 0, 0)), "plain")
        self.tabs.addTab(off, _("Days off and make-up days"))
        body = framed(column(self.tabs, margins=(1, 1, 1, 1)), "panel")
        self.setLayout(column(head, self.said, (body, 1), margins=(8, 8, 8, 8)))
        self.setFocusProxy(self.rules)

    def refresh(self) -> None:
        """Read the tables in force again."""
        lines = law_table.rule_lines(self.desk.today())
        self._rules.show_lines([
            ((one.id, one.label, one.length, one.law, one.valid, ""), one.certain,
             "\n".join(part for part in (one.note, one.source) if part)) for one in lines
        ])  # fmt: skip
        self._asked.show_lines([
            ((one.id, one.label, one.meanwhile, ""), one.certain, "\n".join((one.meanwhile, one.source)))
            for one in open_questions.questions()
        ])  # fmt: skip
        calendar, days = law_table.day_lines(self.desk.reader)
        self._days.show_lines([
            ((f"{one.day:%d/%m/%Y}", one.name, one.kind, one.source, ""), one.certain, "") for one in days
        ])  # fmt: skip
        years = ", ".join(map(str, sorted(calendar.confirmed)))
        text = _("Calendar {version}; years announced: {years}")
        self.version.setText(text.format(version=calendar.version, years=years))

    def _on_take(self) -> None:
        file, _kind = QFileDialog.getOpenFileName(self, _("Calendar of days off"), "", "*.json")
        if file:
            self.take_file(Path(file))

    def take_file(self, file: Path) -> None:
        """Look what the calendar of a file changes; what it takes from confirmed years is shown before."""
        self.desk.read(self, lambda store, _progress: (file, calendars.offered(store, file)), self._on_offered)

    def _on_offered(self, read: tuple[Path, Offered]) -> None:
        file, offer = read
        if offer.must_confirm and not self._confirmed(offer):
            return
        officer, confirmed = self.desk.officer, offer.must_confirm
        self.desk.write(
            self, lambda store, _progress: calendars.take_calendar(store, file, officer, confirmed=confirmed),
            self._on_taken, title=_("Due dates are reckoned again…"),
        )  # fmt: skip

    def _confirmed(self, offer: Offered) -> bool:
        more = [_("… and {count} more").format(count=len(offer.lines) - TOLD)] if len(offer.lines) > TOLD else []
        text = "\n".join([*offer.lines[:TOLD], *more])
        title = _("Calendar {version} takes away or moves days of confirmed years").format(version=offer.version)
        choices = {"keep": _("&Keep the calendar in force"), "take": _("&Take the new one in all the same")}
        return questions.ask(self, title, text, choices) == "take"

    def _on_again(self) -> None:
        officer = self.desk.officer
        self.desk.write(
            self, lambda store, _progress: calendars.reckon_again(store, officer), self._on_reckoned,
            title=_("Due dates are reckoned again…"),
        )  # fmt: skip

    def _on_reckoned(self, moved: Sequence[Moved]) -> None:
        self._say(_("Due dates were reckoned again: {count} moved.").format(count=len(moved)), moved)
        self.desk.saved("petition")

    def _on_taken(self, taken: Taken) -> None:
        text = _("Calendar {version} is in force: {days} days changed, {moved} due dates moved.")
        self._say(text.format(version=taken.version, days=len(taken.days), moved=len(taken.moved)), taken.moved)
        self.refresh()
        self.desk.saved("petition")

    def _say(self, text: str, moved: Sequence[Moved]) -> None:
        """What was done, and the first of the due dates that moved."""
        self.said.title.setText(text)
        told = [one.text for one in moved[:TOLD]]
        more = [_("… and {count} more").format(count=len(moved) - TOLD)] if len(moved) > TOLD else []
        self.said.text.setText("; ".join([*told, *more]))
        self.said.text.setVisible(bool(moved))
        self.said.show()
