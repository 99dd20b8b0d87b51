"""Unlocking: the passphrase alone says who it is. The key is derived on a thread, the window stays alive."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication
from PySide6.QtWidgets import QDialog, QProgressBar, QWidget

from danvan_desktop.app import care_check
from danvan_desktop.app.office import Office
from danvan_desktop.app.passphrase_advice import looks_raw
from danvan_desktop.errors import DanvanError
from danvan_desktop.gui.start.recover_panel import RecoverPanel
from danvan_desktop.gui.start.secret_line import KeyboardNote, SecretLine
from danvan_desktop.gui.tasks import TaskRunner
from danvan_desktop.gui.widgets import Field, Note, button, column, fit_screen, framed, icon_label, label, row
from danvan_desktop.i18n import _

WIDTH = 460
HELP_AFTER = 3  # wrong passphrases until the way by the recovery code is pointed to


class UnlockPage(QWidget):
    """`opened` hands over the Office; `given_up` tells that the person wants to leave."""

    opened = Signal(object)
    given_up = Signal()

    def __init__(self, folder: Path, said: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.help_topic = "unlock"
        self._folder, self._failed, self.busy = folder, 0, False
        self._led = False  # through the rescue page
        self._tasks = TaskRunner(self)
        self.secret = SecretLine()
        self.field = Field(_("&Passphrase"), self.secret)
        self.open_button = button(_("&Open the office"), "lock-keyhole", "primary", slot=self.unlock)
        self.forgotten = button(_("&Forgotten? Use the recovery code"), kind="link", slot=self._on_forgotten)
        leave = button(_("&Close the program"), kind="quiet", slot=self.given_up.emit)
        self.leave = leave
        self.problem = Note("danger", "circle-alert", "")
        self.problem.hide()
        self.wait = QProgressBar()
        self.wait.setRange(0, 0)
        self.wait.setAccessibleName(_("Opening…"))
        self.recover = RecoverPanel(folder)
        self.front = self._front(said)
        self.recover.hide()
        box = framed(column(self.front, self.recover, gap=0, margins=(24, 20, 24, 20)), "panel")
        box.setFixedWidth(WIDTH)
        self.setLayout(column(None, row(None, box, None), None, gap=0))
        self._connect()
        self.setFocusProxy(self.secret)
        self._set_busy(False)

    def _connect(self) -> None:
        self.recover.done.connect(self._on_recovered)
        self.recover.back.connect(self._on_back)
        self.secret.returnPressed.connect(self.unlock)
        self.secret.textEdited.connect(self._on_edited)

    def _front(self, said: str) -> QWidget:
        front = QWidget()
        head = row(icon_label("lock", "accent", 24), label(_("The data is locked"), "h1"), None, gap=10)
        text = said or _("Type your passphrase. It also says who you are; accents and capitals do not count.")
        where = label(_("Folder: {folder}").format(folder=self._folder), "cap", wrap=True)
        front.setLayout(column(
            head, label(text, "muted", wrap=True), 4, self.field, KeyboardNote(self.secret), self.problem,
            self.wait, row(self.forgotten, None), row(None, self.leave, self.open_button), 4, where,
        ))  # fmt: skip
        return front

    def unlock(self) -> None:
        """Try what is typed."""
        if self.busy:
            return
        QGuiApplication.inputMethod().commit()
        typed, folder = self.secret.text(), self._folder
        if not typed:
            self.field.show_problem(_("Type your passphrase."))
            return
        self._set_busy(True)
        self._tasks.run(
            self, lambda _progress: Office.open(folder, typed),
            on_done=self._on_opened, on_error=self._on_failed, writes=True,
        )  # fmt: skip

    def release(self) -> None:
        """The page goes: wait for a running attempt."""
        self._tasks.close()

    def _on_opened(self, office: Office) -> None:
        self._set_busy(False)
        if care_check.needs_rescue(office.store) and not self._led:
            office.close()
            self._rescue()
            return
        self.secret.forget()
        self._tasks.close()
        self.opened.emit(office)

    def _on_failed(self, error: BaseException) -> None:
        self._set_busy(False)
        if not isinstance(error, DanvanError):
            raise error
        if getattr(error, "code", "") == "passphrase":
            self._wrong()
        elif error.code == "damaged":
            self._rescue()
        else:
            self._say(error.message, error.advice)

    def _rescue(self) -> None:
        """A damaged file: the rescue page leads on; afterwards the data are opened without asking again."""
        from danvan_desktop.gui.care.rescue import rescue_folder

        self._led = True
        if rescue_folder(self._folder, self.secret.text(), self.window()):
            self.unlock()
        else:
            self._say(_("The data file is damaged"), _("Open it again to return to the rescue page."))
            self._led = False

    def _wrong(self) -> None:
        self._failed += 1
        hints = [_("Try again; accents and capitals do not matter.")]
        if looks_raw(self.secret.text()):
            hints = [_("It looks typed with Telex or VNI switched off. Switch it on, or type without accents.")]
        if self._failed >= HELP_AFTER:
            hints.append(_("The unit's recovery code sets a new passphrase; nothing is lost."))
        self._say(_("The passphrase does not fit."), " ".join(hints))
        self.secret.setFocus()
        self.secret.selectAll()

    def _say(self, title: str, text: str) -> None:
        self.problem.say(title, text)
        self.problem.show()

    def _on_edited(self) -> None:
        self.problem.hide()
        self.field.clear_problem()

    def _on_forgotten(self) -> None:
        self.problem.hide()
        self.front.hide()
        self.recover.show()
        self.recover.begin()

    def _on_back(self) -> None:
        self.recover.hide()
        self.front.show()
        self.secret.setFocus()

    def _on_recovered(self, officer: str, passphrase: str) -> None:
        self._on_back()
        self.secret.setText(passphrase)
        self._failed = 0
        self.unlock()

    def _set_busy(self, busy: bool) -> None:
        self.busy = busy
        self.wait.setVisible(busy)
        for widget in (self.secret, self.open_button, self.forgotten, self.leave):
            widget.setEnabled(not busy)


class UnlockDialog(QDialog):
    """The same as a window of its own; `office` is the opened office afterwards."""

    def __init__(self, folder: Path, said: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.office: Office | None = None
        self.setWindowTitle(_("Dân Vận Desktop – unlock"))
        self.page = UnlockPage(folder, said)
        self.page.opened.connect(self._on_opened)
        self.page.given_up.connect(self.reject)
        self.setLayout(column(self.page, gap=0))
        fit_screen(self, 720, 460)
        self.page.secret.setFocus()

    def _on_opened(self, office: Office) -> None:
        self.office = office
        self.accept()

    def reject(self) -> None:
        """Leave, unless an attempt is running: what it opens would stay open."""
        if not self.page.busy and not self.page.recover.busy:
            self.page.release()
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: D102  Qt's name
        event.ignore()
        self.reject()
