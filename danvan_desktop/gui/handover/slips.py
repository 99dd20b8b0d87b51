"""Papers of a hand-over in one click: the slip of a package just written or taken in, the letter to a late unit."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from danvan_desktop.app import reminder, slip
from danvan_desktop.app.reminder import Wanted
from danvan_desktop.gui.desk import Desk
from danvan_desktop.gui.tasks import Progress
from danvan_desktop.gui.widgets import button, row, show_if
from danvan_desktop.i18n import _
from danvan_desktop.storage.store import Store

MOST = 4  # buttons beside each other; more packages have their slips by the command


class SlipButtons(QWidget):
    """One button a package; `wanted` carries its file. Nothing is shown for none."""

    wanted = Signal(object)

    def __init__(self, files: list[Path]) -> None:
        super().__init__()
        self.buttons = [self._button(file, number, len(files)) for number, file in enumerate(files[:MOST], 1)]
        self.setLayout(row(*self.buttons, None))
        show_if(self, bool(files))

    def _button(self, file: Path, number: int, count: int) -> QWidget:
        text = _("&Print the slip…")
        if count > 1:
            text = _("Slip {number} of {count}…").format(number=number, count=count)
        made = button(text, "printer", slot=partial(self.wanted.emit, file))
        made.setToolTip(file.name)
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
        wanted = Wanted(unit, self._desk.today(), "pdf")

        def work(store: Store, _progress: Progress) -> bytes:
            return reminder.reminder(store, wanted)

        self._desk.read(self, work, partial(self._show, _("Reminder letter"), f"don-doc-{unit}"))

    def _show(self, title: str, name: str, pdf: bytes) -> None:
        from danvan_desktop.gui.reports.preview_dialog import PreviewDialog

        dialog = PreviewDialog(self._desk, pdf, title, name, self._owner)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
