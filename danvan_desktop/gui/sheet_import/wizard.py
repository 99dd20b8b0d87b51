"""A register in Excel becomes records: choose, columns, rows, result. Long reading and saving run beside the window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from danvan_desktop.app import import_draft, people
from danvan_desktop.app.import_draft import ImportDraft
from danvan_desktop.app.import_preview import Preview
from danvan_desktop.errors import DanvanError
from danvan_desktop.gui.desk import Desk
from danvan_desktop.gui.page import Page
from danvan_desktop.gui.sheet_import.columns_step import ColumnsStep
from danvan_desktop.gui.sheet_import.drop import choose_workbook, dropped_workbook
from danvan_desktop.gui.sheet_import.past_imports import PastImports
from danvan_desktop.gui.sheet_import.preview_step import PreviewStep
from danvan_desktop.gui.sheet_import.result_step import ResultStep, outcome_of
from danvan_desktop.gui.sheet_import.source_step import SourceStep
from danvan_desktop.gui.sheet_import.step_bar import StepBar
from danvan_desktop.gui.sheet_import.unfinished import Unfinished
from danvan_desktop.gui.tasks import Progress
from danvan_desktop.gui.widgets import button, column, framed, label, row, tool
from danvan_desktop.gui.widgets.waiting import Waiting
from danvan_desktop.i18n import _
from danvan_desktop.sheets.plan import BadCell
from danvan_desktop.storage.store import Store

T = TypeVar("T")
SOURCE, COLUMNS, PREVIEW, RESULT = range(4)


class ImportWizard(Page):
    """Pushed over a tab; `file` and `type_name` where they are known already."""

    help_topic = "import"

    def __init__(
        self, desk: Desk, file: Path | None = None, type_name: str = "", parent: QWidget | None = None
    ) -> None:  # fmt: skip
        super().__init__(desk, parent)
        self.title = _("Import from Excel")
        self._type_name = type_name
        self._draft: ImportDraft | None = None
        self._preview: Preview | None = None
        self.unfinished = Unfinished(desk)
        self.setAcceptDrops(True)
        self._build()
        self._connect()
        self._show_step(SOURCE)
        import_draft.prepare(desk.store)
        self.past.refresh()
        if file is not None:
            self.open_file(file)

    def _build(self) -> None:
        self.past = PastImports(self.desk)
        self.source, self.columns = SourceStep(self.past), ColumnsStep(self.desk)
        self.rows, self.result = PreviewStep(self.desk), ResultStep(self.desk)
        self.stack = QStackedWidget()
        for step in (self.source, self.columns, self.rows, self.result):
            self.stack.addWidget(step)
        self.steps = StepBar([_("Workbook"), _("Columns"), _("Rows"), _("Result")])
        back = tool("arrow-left", _("Leave the import"), self.desk.pop)
        head = row(back, label(self.title, "h1"), None, self.steps)
        self.waiting = Waiting(self.desk)
        self.back = button(_("&Back"), "arrow-left", slot=self._on_back)
        self.forward = button(_("&Next"), "arrow-right", "primary", slot=self._on_next)
        self.foot = framed(row(self.waiting, None, self.back, self.forward, margins=(12, 6, 12, 6)), "foot")
        self.setLayout(column(head, (self.stack, 1), self.foot, margins=(12, 8, 12, 8)))

    def _connect(self) -> None:
        self.waiting.busy.connect(self._on_busy)
        self.source.wanted.connect(self._on_choose_file)
        self.source.chosen.connect(self._on_source_changed)
        self.source.anew.connect(self._on_anew)
        self.columns.changed.connect(self._on_columns_changed)
        self.rows.corrected.connect(self._on_corrected)
        self.rows.chosen.connect(self._on_rows_chosen)
        self.result.next_wanted.connect(self._on_another)

    # --- the file
    def _on_choose_file(self) -> None:
        if (file := choose_workbook(self.desk, self)) is not None:
            self.open_file(file)

    def open_file(self, path: Path) -> None:
        """Read a workbook and show what is in it, or why it cannot be read."""
        draft, type_name = ImportDraft(path), self._type_name
        self.source.clear_problem()

        def work(store: Store, _progress: Progress) -> ImportDraft:
            draft.open(store, type_name)
            return draft

        self._read(_("Reading the workbook…"), work, self._on_opened)

    def _on_opened(self, draft: ImportDraft) -> None:
        self._close_draft()
        self._draft = draft
        self._preview = self.result.outcome = None
        self.source.show_file(draft.path)  # not before: a reading that was stopped leaves the workbook that was there
        kept = self.unfinished.take_up(draft)
        self.source.show_draft(draft)
        self.source.show_kept(kept, self.desk.today())
        self._show_step(SOURCE)

    def _on_anew(self) -> None:
        """What was settled before is not wanted: the workbook as it was guessed at first."""
        if self._draft is not None:
            self.unfinished.forget(self._draft)
            self._preview = None
            self.source.show_draft(self._draft)
            self.source.show_kept(None, self.desk.today())

    def _keep(self) -> None:
        """Keep what is settled silently: a lock or a power cut takes none of it."""
        if self._draft is not None and self.result.outcome is None:
            self.unfinished.keep(self._draft, self._preview, self.rows.model.taken)

    def _on_source_changed(self) -> None:
        self._preview = None
        self._keep()

    def _on_columns_changed(self, ready: bool) -> None:
        self.forward.setEnabled(ready)
        self._on_source_changed()

    # --- steps
    def _show_step(self, place: int) -> None:
        self.stack.setCurrentIndex(place)
        self.steps.show_step(place)
        self.back.setVisible(COLUMNS <= place <= PREVIEW)
        self.foot.setVisible(place != RESULT)
        self.forward.setEnabled(self._draft is not None)
        self.forward.setText(_("&Next"))
        (self.source.choose, self.columns.table, self.rows.table, self.result)[place].setFocus()
        if place == PREVIEW:
            self._on_rows_chosen(len(self.rows.model.taken))

    def _on_next(self) -> None:
        place = self.stack.currentIndex()
        if self._draft is None:
            return
        if place == SOURCE:
            self._show_step(COLUMNS)
            self.columns.show_draft(self._draft)
        elif place == COLUMNS:
            self._plan(keep=False)
        elif place == PREVIEW:
            self._save()

    def _on_back(self) -> None:
        self._show_step(self.stack.currentIndex() - 1)

    def _on_rows_chosen(self, count: int) -> None:
        if self.stack.currentIndex() == PREVIEW:
            self.forward.setText(_("&Import rows: {count}").format(count=count))
            self.forward.setEnabled(count > 0 and people.may(self.desk.office, "import"))

    # --- reading rows
    def _plan(self, *, keep: bool) -> None:
        draft, today = self._draft, self.desk.today()
        if draft is None:
            return

        def work(store: Store, progress: Progress) -> Preview:
            return draft.preview(store, today, lambda done: progress.step(done, None))

        self._read(_("Reading the rows…"), work, lambda preview: self._on_planned(preview, keep=keep))

    def _on_planned(self, preview: Preview, *, keep: bool) -> None:
        self._preview = preview
        self.rows.show_preview(preview, keep=keep)
        if not keep and self._draft is not None and self._draft.left_out:
            self.rows.model.leave_out(self._draft.left_out)
        self._show_step(PREVIEW)
        self._keep()

    def _on_corrected(self, cells: list[BadCell], text: str) -> None:
        if self._draft is None:
            return
        try:
            for cell in cells:
                self._draft.correct(cell, text)
        except DanvanError as error:
            self.desk.fail(error, self)
            return
        self._keep()
        self._plan(keep=True)

    # --- saving
    def _save(self) -> None:
        draft, preview, officer = self._draft, self._preview, self.desk.officer
        if draft is None or preview is None:
            return
        rows = set(self.rows.model.taken)

        def work(store: Store, progress: Progress) -> int:
            return draft.save(store, preview, rows, officer, lambda done: progress.step(done, len(rows)))

        self.desk.write(self, work, lambda number: self._on_saved(number, len(rows)), title=_("Saving the rows…"))

    def _on_saved(self, number: int, saved: int) -> None:
        preview, draft = self._preview, self._draft
        if preview is None or draft is None:
            return
        self.unfinished.forget(draft)
        self.result.show_outcome(outcome_of(number, draft.path.name, saved, preview))
        self._show_step(RESULT)
        self.desk.saved("")

    def _on_another(self) -> None:
        self._preview = self.result.outcome = None
        if self._draft is not None:
            self.source.show_draft(self._draft)
        self._show_step(SOURCE)

    # --- work beside the window
    def _read(self, text: str, work: Callable[[Store, Progress], T], done: Callable[[T], None]) -> None:
        self.waiting.read(self, text, work, done, self._on_read_failed)

    def _on_busy(self, busy: bool) -> None:
        self.stack.setEnabled(not busy)
        self.forward.setEnabled(not busy and self._draft is not None)

    def _on_read_failed(self, error: BaseException) -> None:
        if isinstance(error, DanvanError) and self.stack.currentIndex() == SOURCE:
            self.source.show_problem(error)
        else:
            self.desk.fail(error, self)

    # --- leaving
    def may_leave(self) -> bool:
        """Rows that were looked at but not saved are asked about."""
        if self._preview is None or self.result.outcome is not None or self.stack.currentIndex() != PREVIEW:
            return True
        self._keep()
        if not self.unfinished.may_leave(self._draft, self):
            return False
        self._preview = None
        return True

    def release(self) -> None:
        """Keep what is not imported yet, then let go of the workbook."""
        self.waiting.cancel()
        self._keep()
        self._close_draft()

    def _close_draft(self) -> None:
        if self._draft is not None:
            self._draft.close()
            self._draft = None

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: D102  Qt's name
        if dropped_workbook(event.mimeData()) is not None:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: D102  Qt's name
        if (path := dropped_workbook(event.mimeData())) is not None:
            event.accept()
            self.open_file(path)
