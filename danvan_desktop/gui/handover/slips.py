"""Papers of a hand-over in one click: the slip of a package just written or taken in, the letter to a late unit."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from danvan_desktop.app import reminder, slip
from danvan_desktop.app.reminder import Wanted
from danvan_desktop.gui.desk import Desk
from danvan_desktop.gui.tasks import Progress
from danvan_desktop.gui.widgets import button, row, show_if
from danvan_desktop.gui.widgets.texts import plain_tip
from danvan_desktop.i18n import _
from danvan_desktop.storage.store import Store

MOST = 2  # buttons beside each other; of more packages one button has a menu


class SlipButtons(QWidget):
    """One button a package, or one with a menu of them; `wanted` carries its file. Nothing is shown for none."""

    wanted = Signal(object)

    def __init__(self, files: list[Path]) -> None:
        super().__init__()
        if len(files) > MOST:
            self.buttons = [self._of_many(files)]
        else:
            self.buttons = [self._button(file, number, len(files)) for number, file in enumerate(files, 1)]
        self.setLayout(row(*self.buttons, None))
        show_if(self, bool(files))

    def _of_many(self, files: list[Path]) -> QPushButton:
        made, menu = button(_("&Print the slip…"), "printer"), QMenu(self)
        for file in files:
            menu.addAction(file.name.replace("&", "&&")).triggered.connect(partial(self._on_chosen, file))
        made.setMenu(menu)
        return made

    def _on_chosen(self, file: Path, _checked: bool = False) -> None:
        self.wanted.emit(file)

    def _button(self, file: Path, number: int, count: int) -> QPushButton:
        text = _("&Print the slip…")
        if count > 1:
            text = _("Slip {number} of {count}…").format(number=number, count=count)
        made = button(text, "printer", slot=partial(self.wanted.emit, file))
        made.setToolTip(plain_tip(file.name))
        return made


class Papers(QObject):
    """Sets a paper beside the window and shows it, with Print and Save PDF."""

    def __init__(self, desk: Desk, owner: QWidget) -> None:
        super().__init__(owner)
        self._desk, self._owner = desk, owner

    def show_slip(self, file: Path) -> None:
        """The slip of a package that lies there still."""
        today = self._desk.today()

        def work(store: Store, _progress: Progress) -> bytes:
            return slip.slip(store, file, today).pdf

        self._desk.read(self, work, partial(self._show, _("Hand-over slip"), f"phieu-{file.stem}"))

    def show_reminder(self, unit: str) -> None:
        """The letter to a unit below."""
        today = self._desk.today()

        def work(store: Store, _progress: Progress) -> tuple[bytes, bytes]:
            made = [reminder.reminder(store, Wanted(unit, today, form)) for form in reminder.FORMATS]
            return made[0], made[1]

        def shown(made: tuple[bytes, bytes]) -> None:
            self._show(_("Reminder letter"), f"don-doc-{unit}", *made)

        self._desk.read(self, work, shown)

    def _show(self, title: str, name: str, pdf: bytes, docx: bytes = b"") -> None:
        from danvan_desktop.gui.reports.preview_dialog import PreviewDialog

        dialog = PreviewDialog(self._desk, pdf, title, name, self._owner)
        if docx:
            dialog.offer_word(docx)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
