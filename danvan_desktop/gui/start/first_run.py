"""First run: four calm pages from nothing to an office, by keyboard alone, in under three minutes."""

from __future__ import annotations

import threading
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QProgressBar, QPushButton, QStackedWidget, QWidget

from danvan_desktop.app import first_run, places, training
from danvan_desktop.app.office import Office
from danvan_desktop.errors import DanvanError
from danvan_desktop.gui.start.code_page import CodePage
from danvan_desktop.gui.start.organ_page import OrganPage
from danvan_desktop.gui.start.person_page import PersonPage
from danvan_desktop.gui.start.step_list import StepList
from danvan_desktop.gui.start.step_page import StepPage
from danvan_desktop.gui.start.unit_page import UnitPage
from danvan_desktop.gui.tasks import TaskRunner
from danvan_desktop.gui.widgets import ask, button, column, fit_screen, framed, label, row, rule
from danvan_desktop.i18n import _
from danvan_desktop.storage.passphrase import Cost

STEPS_FROM = 800  # logical width under which the page needs the room of the list of steps
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class FirstRun(QDialog):
    """`office` is the opened office afterwards; `next_step` is "reception", "import", "training", "restored" or ""."""

    def __init__(self, folder: Path, parent: QWidget | None = None, *, cost: Cost | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.office: Office | None = None
        self.next_step = ""
        self._folder, self._cost, self._busy = folder, cost, False
        self._tasks = TaskRunner(self)
        self.setup = first_run.Setup()
        self.setWindowTitle(_("Dân Vận Desktop – set up your office"))
        self.unit_page, self.organ_page = UnitPage(self.setup, folder), OrganPage(self.setup)
        self.person_page, self.code_page = PersonPage(self.setup), CodePage(self.setup)
        self.pages: list[StepPage] = [self.unit_page, self.organ_page, self.person_page, self.code_page]
        self.stack = QStackedWidget()
        for page in self.pages:
            self.stack.addWidget(page)
        self.steps = StepList((_("Unit"), _("Organ"), _("Officer"), _("Recovery code")))
        self._build()
        self._connect()
        self._show(0)
        fit_screen(self, 1040, 640)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: D102  Qt's name
        super().resizeEvent(event)
        self.steps.setVisible(self.width() >= STEPS_FROM)

    def _build(self) -> None:
        self.back: QPushButton = button(_("Bac&k"), "arrow-left", slot=self._on_back)
        self.next: QPushButton = button(_("Ne&xt"), "arrow-right", "primary", slot=self.go_on)
        self.wait = QProgressBar()
        self.wait.setRange(0, 0)
        self.wait.setFixedWidth(160)
        self.waiting = label(_("Making the office and its keys…"), "muted")
        self.foot = framed(row(self.waiting, self.wait, None, self.back, self.next, margins=(32, 8, 16, 8)), "foot")
        body = column((self.stack, 1), self.foot, gap=0)
        self.setLayout(row(self.steps, rule(vertical=True), (body, 1), gap=0))

    def _connect(self) -> None:
        self.unit_page.training_wanted.connect(self._on_training)
        self.unit_page.restore_wanted.connect(self._on_restore)
        self.code_page.panel.confirmed.connect(self._on_confirmed)
        self.code_page.finished.connect(self._on_finished)

    # --- going on and back
    @property
    def place(self) -> int:
        """Number of the page shown, from 0."""
        return self.stack.currentIndex()

    def _show(self, place: int) -> None:
        self.stack.setCurrentIndex(place)
        self.steps.show_step(place)
        last = place == len(self.pages) - 1
        self.back.setVisible(0 < place < len(self.pages) - 1)
        self.foot.setVisible(not last)
        self._set_busy(False)
        self.pages[place].say()
        self.pages[place].enter()

    def go_on(self) -> None:
        """Take the page and show the next; stay with a sentence when something is missing."""
        if self._busy or self.place == len(self.pages) - 1:
            return
        QGuiApplication.inputMethod().commit()
        page = self.pages[self.place]
        try:
            page.leave()
        except DanvanError as error:
            page.say(error.message, error.hint)
            return
        if page is self.person_page:
            self._create()
        else:
            self._show(self.place + 1)

    def _on_back(self) -> None:
        if not self._busy and self.back.isVisible():
            self._show(self.place - 1)

    def _create(self) -> None:
        self._set_busy(True)
        self._tasks.run(
            self, lambda _progress: first_run.create(self._folder, self.setup, self._cost),
            on_done=self._on_created, on_error=self._on_failed, writes=True,
        )  # fmt: skip

    def _on_created(self, made: tuple[Office, str]) -> None:
        self.office, code = made
        self.setup.passphrase = ""
        self.person_page.secret.forget()
        self.person_page.again.forget()
        self._show(self.place + 1)
        self.code_page.show_code(code, self.office.store.unit.name)
        self.code_page.show_office(self.office)

    def _on_failed(self, error: BaseException) -> None:
        self._set_busy(False)
        if not isinstance(error, DanvanError):
            raise error
        self.pages[self.place].say(error.message, error.advice)

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self.wait.setVisible(busy)
        self.waiting.setVisible(busy)
        self.next.setEnabled(not busy)
        self.back.setEnabled(not busy)

    # --- the ends
    def _on_confirmed(self) -> None:
        if self.office is not None:
            first_run.code_confirmed(self.office)

    def _on_finished(self, next_step: str) -> None:
        self.next_step = next_step
        self.code_page.panel.forget()
        self._tasks.close()
        self.accept()

    def _on_training(self) -> None:
        if not self._busy:
            self.waiting.setText(_("Making the training office…"))
            self._set_busy(True)
            self._tasks.run(
                self, lambda _progress: training.open_office(),
                on_done=self._on_training_open, on_error=self._on_failed, writes=True,
            )  # fmt: skip

    def _on_training_open(self, office: Office) -> None:
        self.office = office
        self._on_finished("training")

    def _on_restore(self) -> None:
        from danvan_desktop.gui.start.restore_dialog import RestoreDialog

        asked = RestoreDialog(self._folder, self)
        if not self._busy and asked.exec() == QDialog.DialogCode.Accepted:
            self.office = asked.office
            self._on_finished("restored")

    def reject(self) -> None:
        """Esc and the cross: asked back once an office is there whose code was not typed back."""
        if self._busy:
            return
        if self.office is not None and not self._leave_without_code():
            return
        self._tasks.close()
        super().reject()

    def _leave_without_code(self) -> bool:
        answer = ask(
            self, _("The recovery code was not typed back"),
            _("The office is made and opens with your passphrase. Without the code on paper nobody can help when it is"
              " forgotten. A new code can be made later under Officers."),
            {"stay": _("Stay here"), "leave": _("Close without the code")},
        )  # fmt: skip
        if answer == "leave" and self.office is not None:
            self.office.close()
            self.office = None
        return answer == "leave"

    # --- Qt's
    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: D102  Qt's name
        if event.key() in _ENTER:
            if self.stack.currentWidget() is self.code_page and self.code_page.on_enter():
                return
            focused = self.focusWidget()
            if isinstance(focused, QPushButton):
                focused.click()
            elif isinstance(focused, QLineEdit) and not self._is_last_field(focused):
                self.focusNextChild()
            else:
                self.go_on()
            return
        super().keyPressEvent(event)

    def _is_last_field(self, line: QLineEdit) -> bool:
        """Enter goes from field to field and from the last one to the next page."""
        return line in {
            self.unit_page.finder.line, self.organ_page.lines["place"], self.person_page.again,
        }  # fmt: skip

    def showEvent(self, event: QShowEvent) -> None:  # noqa: D102  Qt's name
        super().showEvent(event)
        QTimer.singleShot(0, self, _warm)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: D102  Qt's name
        event.ignore()
        self.reject()


def _warm() -> None:
    """The table of units is read while the first page is looked at."""
    threading.Thread(target=places.warm, daemon=True).start()
