"""The main window: tabs over the same use cases as the commands. Wires only; the pages do the work."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QFileDialog, QInputDialog, QLabel, QMainWindow, QMessageBox, QTabWidget

from danvan_desktop import records
from danvan_desktop.app import handover
from danvan_desktop.app.import_sheet import import_sheet
from danvan_desktop.app.office import Office
from danvan_desktop.app.report import report
from danvan_desktop.domain.periods import Period
from danvan_desktop.errors import DanvanError
from danvan_desktop.gui.figures_page import FiguresPage
from danvan_desktop.gui.record_list import RecordPage
from danvan_desktop.gui.tasks import TaskRunner
from danvan_desktop.i18n import _

TABS = ("petition", "reception", "case", "model", "event", "award")
IMPORTED = ("petition", "reception", "model", "award", "event")


class MainWindow(QMainWindow):
    """Window of one open office."""

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self.runner = TaskRunner(self)
        unit = office.store.unit
        self.setWindowTitle(_("Dân Vận Desktop – {unit}").format(unit=unit.name))
        self.resize(1280, 700)
        self.tabs = QTabWidget()
        self.figures = FiguresPage(office.store, self)
        self.tabs.addTab(self.figures, _("Overview"))
        self.pages = {name: RecordPage(office.store, records.get(name), self) for name in TABS}
        for name, page in self.pages.items():
            self.tabs.addTab(page, _(records.get(name).plural))
        self.tabs.currentChanged.connect(self._on_tab_changed)
        self.setCentralWidget(self.tabs)
        self._add_menus()
        self.statusBar().addWidget(QLabel(f"{unit.name} ({unit.code})"))
        self.statusBar().addPermanentWidget(QLabel(office.officer))
        self.figures.reload()
        if office.notice:
            self.statusBar().showMessage(office.notice)

    def release(self) -> None:
        """End the background work before the office is closed."""
        self.runner.close()

    def _add_menus(self) -> None:
        data = self.menuBar().addMenu(_("&Data"))
        self._add(data, _("Take in a register from &Excel…"), self._on_import_sheet, "Ctrl+I")
        self._add(data, _("&Refresh"), self._on_refresh, "F5")
        paper = self.menuBar().addMenu(_("&Reports"))
        self._add(paper, _("&Annual report…"), self._on_annual, "Ctrl+P")
        self._add(paper, _("&Petition register…"), self._on_register, "")
        exchange = self.menuBar().addMenu(_("&Hand-over"))
        self._add(exchange, _("&Write packages…"), self._on_export, "")
        self._add(exchange, _("&Take in packages…"), self._on_import, "")

    def _add(self, menu: object, text: str, slot: object, keys: str) -> None:
        action = QAction(text, self)
        if keys:
            action.setShortcut(QKeySequence(keys))
        action.triggered.connect(slot)
        menu.addAction(action)  # type: ignore[attr-defined]

    def _on_tab_changed(self, place: int) -> None:
        page = self.tabs.widget(place)
        if isinstance(page, RecordPage) and not page.count.text():
            page.reload()

    def _on_refresh(self) -> None:
        self.figures.reload()
        for page in self.pages.values():
            page.count.clear()
        self._on_tab_changed(self.tabs.currentIndex())

    def _run(self, work: Callable[[], Any], done: Callable[[Any], None]) -> None:
        """Do one use case beside the window, which waits; a known error becomes its own sentence, never a trace."""
        self.setEnabled(False)
        self.statusBar().showMessage(_("Working…"))

        def finish(result: object) -> None:
            self._awake()
            done(result)

        self.runner.run(self, lambda _progress: work(), on_done=finish, on_error=self._on_error, writes=True)

    def _awake(self) -> None:
        self.statusBar().clearMessage()
        self.setEnabled(True)

    def _on_error(self, error: BaseException) -> None:
        self._awake()
        if not isinstance(error, DanvanError):
            raise error
        QMessageBox.warning(self, _("Not done"), error.text())

    def _on_import_sheet(self) -> None:
        file, _kind = QFileDialog.getOpenFileName(self, _("Register"), "", "Excel (*.xlsx *.xls *.ods)")
        labels = {_(records.get(name).plural): name for name in IMPORTED}
        if not file:
            return
        question = _("What the rows are")
        label, chosen = QInputDialog.getItem(self, _("Register"), question, list(labels), 0, editable=False)
        if chosen:
            self._import_sheet(Path(file), labels[label])

    def _import_sheet(self, file: Path, name: str) -> None:
        def taken(*, dry_run: bool) -> dict[str, Any]:
            return import_sheet(
                self._office.store, file, type_name=name, officer=self._office.officer, dry_run=dry_run,
                skip_bad=True, today=date.today(),  # noqa: DTZ011  an office's day is its local day
            ).as_json()  # fmt: skip

        def decide(plan: dict[str, Any]) -> None:
            if self._agreed(plan):
                self._run(lambda: taken(dry_run=False), lambda _result: self._on_refresh())

        self._run(lambda: taken(dry_run=True), decide)

    def _agreed(self, plan: dict[str, Any]) -> bool:
        bad = plan["rejected"]
        text = _("{imported} rows can be taken in, {duplicates} are already there, {bad} cells are bad.").format(
            imported=plan["imported"], duplicates=plan["duplicates"], bad=len(bad)
        )
        shown = "\n".join(f"{b['sheet']} {b['row']} – {b['column']}: {b['reason']}" for b in bad[:12])
        question = "\n\n".join(part for part in (text, shown, _("Take the good rows in now?")) if part)
        return QMessageBox.question(self, _("Register"), question) is QMessageBox.StandardButton.Yes

    def _on_annual(self) -> None:
        self._write_report("annual", _("Annual report"))

    def _on_register(self) -> None:
        self._write_report("petition-register", _("Petition register"))

    def _write_report(self, kind: str, title: str) -> None:
        file, _kind = QFileDialog.getSaveFileName(self, title, "", "PDF (*.pdf);;Word (*.docx)")
        if not file:
            return
        period, form = self.figures.period(), "docx" if file.endswith(".docx") else "pdf"
        self._run(lambda: self._report(kind, period, form, Path(file)), self._on_report_written)

    def _report(self, kind: str, period: Period, form: str, file: Path) -> Path:
        today = date.today()  # noqa: DTZ011  the document's own date
        report(self._office.store, kind, period, on=today, format=form, path=file, officer=self._office.officer)
        return file

    def _on_report_written(self, file: Path) -> None:
        self.statusBar().showMessage(_("The report is in {file}.").format(file=file), 10_000)

    def _on_export(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, _("Folder or stick"))
        to = self._office.store.unit.parent_code
        if folder:
            self._run(lambda: handover.export(self._office.store, to, Path(folder)), self._on_exported)

    def _on_exported(self, packages: Sequence[Any]) -> None:
        names = "\n".join(Path(package.file).name for package in packages)
        said = _("Written and read back. The stick may be taken out now.")
        QMessageBox.information(self, _("Hand-over"), said + "\n\n" + names)

    def _on_import(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, _("Folder or stick"))
        if folder:
            self._run(lambda: handover.import_path(self._office.store, Path(folder)), self._on_imported)

    def _on_imported(self, taken: Sequence[Any]) -> None:
        lines = [f"{Path(p.file).name}: {_(handover.STATUS[p.status])}. {p.reason}".strip() for p in taken]
        QMessageBox.information(self, _("Hand-over"), "\n".join(lines) or _("No packages here."))
        self._on_refresh()
