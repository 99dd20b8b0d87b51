"""The reports tab: reports, figures, and the editor of the report that is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QButtonGroup, QPushButton, QStackedWidget, QWidget

from danvan_desktop.app import report_drafts, report_editor
from danvan_desktop.app.report_editor import OpenReport
from danvan_desktop.app.report_texts import ReportKey
from danvan_desktop.domain.periods import Period
from danvan_desktop.gui.page import Page
from danvan_desktop.gui.reports.editor import ReportEditor
from danvan_desktop.gui.reports.exported import ExportedView
from danvan_desktop.gui.reports.figures import FiguresView
from danvan_desktop.gui.reports.home import ReportHome
from danvan_desktop.gui.reports.register import show_register
from danvan_desktop.gui.widgets import button, column, label, restyle, row
from danvan_desktop.i18n import _
from danvan_desktop.storage.store import Store

if TYPE_CHECKING:
    from danvan_desktop.gui.desk import Desk
    from danvan_desktop.gui.reports.tables_view import TablesView

_TABLES = 3  # the place of the official tables among the parts


class ReportPage(Page):
    """Reports and figures; an open report covers both."""

    help_topic = "report"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.title = _("Reports")
        self.editor: ReportEditor | None = None
        self.home, self.figures, self.exported = ReportHome(desk), FiguresView(desk), ExportedView(desk)
        self.tables: TablesView | None = None  # made when it is first wanted
        self.home.cut_changed.connect(self.figures.picker.use_cut)
        self.home.opened.connect(self.open_report)
        self.home.register_wanted.connect(self.open_register)
        self.parts = QStackedWidget()
        self.parts.addWidget(self.home)
        self.parts.addWidget(self.figures)
        self.parts.addWidget(self.exported)
        self._switch = QButtonGroup(self)
        names = (_("&Reports"), _("&Figures"), _("&Documents that left"), _("Tables of TT 06/202&5"))
        switches = [self._switch_button(text, place) for place, text in enumerate(names)]
        front = QWidget()
        front.setLayout(column(row(label(self.title, "h1"), 12, *switches, None), (self.parts, 1), gap=8,
                               margins=(8, 8, 8, 8)))  # fmt: skip
        self.stack = QStackedWidget()
        self.stack.addWidget(front)
        self.setLayout(column(self.stack, gap=0))
        self.setFocusProxy(self.home.picker.kind)

    def _switch_button(self, text: str, place: int) -> QPushButton:
        made = button(text, kind="quiet" if place else "")
        made.setMinimumWidth(made.sizeHint().width() + 16)  # as a bordered one it needs more room
        made.setCheckable(True)
        made.setChecked(place == 0)
        self._switch.addButton(made, place)
        made.clicked.connect(lambda: self.show_part(place))
        return made

    def show_part(self, place: int) -> None:
        """Show the reports (0), the figures (1), what left (2) or the official tables (3)."""
        for at, one in enumerate(self._switch.buttons()):
            one.setChecked(at == place)
            restyle(one, kind="" if at == place else "quiet")
        if place == _TABLES and self.tables is None:
            self.tables = self._made_tables()
        self.parts.setCurrentIndex(place)
        self.refresh()

    def _made_tables(self) -> TablesView:
        from danvan_desktop.gui.reports.tables_view import TablesView

        made = TablesView(self.desk)
        self.parts.addWidget(made)
        return made

    def refresh(self) -> None:
        """Read again what is on the screen."""
        if self.editor is not None:
            if not self.editor.typed:
                self.editor.reload()
            return
        shown = (self.home, self.figures, self.exported, self.tables)[self.parts.currentIndex()]
        if shown is not None:
            shown.refresh()

    # --- one report
    def open_report(self, key: ReportKey) -> None:
        """Open a report in the editor."""
        today, officer = self.desk.today(), self.desk.officer

        def work(store: Store, _progress: object) -> tuple[OpenReport, report_drafts.Typed | None]:
            waiting = report_drafts.waiting(store, key, officer=officer)
            return report_editor.open_report(store, key, today, waiting.texts if waiting else None), waiting

        self.desk.read(self, work, self._on_report_read)

    def _on_report_read(self, read: tuple[OpenReport, report_drafts.Typed | None]) -> None:
        self._drop_editor()
        self.editor = ReportEditor(self.desk, *read)
        self.editor.left.connect(self.close_report)
        self.stack.addWidget(self.editor)
        self.stack.setCurrentWidget(self.editor)
        self.setFocusProxy(self.editor.outline)
        self.setFocus()

    def close_report(self) -> None:
        """Back to the list of reports."""
        self._drop_editor()
        self.refresh()

    def _drop_editor(self) -> None:
        if self.editor is not None:
            self.setFocusProxy(self.home.picker.kind)
            self.editor.release()
            self.stack.removeWidget(self.editor)
            self.editor.deleteLater()
            self.editor = None

    def open_register(self, period: Period) -> None:
        """The petition register of a period, as it will be printed."""
        show_register(self.desk, period, self)

    # --- as a page
    def may_leave(self) -> bool:
        """An open report saves its words first."""
        return self.editor is None or self.editor.may_leave()

    def release(self) -> None:
        """The office is about to be closed."""
        if self.editor is not None:
            self.editor.release()
