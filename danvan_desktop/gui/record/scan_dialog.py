"""Scanning at a record: choose the scanner and how, lay page after page on it, see them, one caption, one file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QCloseEvent, QGuiApplication, QIcon, QPixmap
from PySide6.QtWidgets import QComboBox, QDialog, QLineEdit, QListView, QListWidget, QListWidgetItem, QWidget

from danvan_desktop.app import scanning
from danvan_desktop.app.scanning import FEEDER, GLASS, RESOLUTIONS, Scanner, Wish
from danvan_desktop.errors import DanvanError
from danvan_desktop.gui.record.scan_work import Came, reading, take
from danvan_desktop.gui.widgets import Field, FieldGrid, Note, ask, button, column, fit_screen, label, row
from danvan_desktop.gui.widgets.waiting import Waiting
from danvan_desktop.i18n import _, ngettext
from danvan_desktop.storage.store import Store

if TYPE_CHECKING:
    from danvan_desktop.gui.desk import Desk
    from danvan_desktop.gui.tasks import Progress

THUMB, CELL = QSize(104, 140), QSize(124, 172)
DEVICE, HOW = "scanner", "scan_how"  # what this officer scanned with last


class ScanDialog(QDialog):
    """`attached` is the new file's id; the pages live in this window only and go when it is left."""

    def __init__(self, desk: Desk, type_name: str, owner: bytes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._type, self._owner = desk, type_name, owner
        self.attached: bytes | None = None
        self.folder_wanted = False
        self.pages: list[bytes] = []
        self.setWindowTitle(_("Scan"))
        self.none = Note("warn", "circle-alert", _("No scanner answers."), _(
            "See that it is on and connected, then look again. Or scan with its own program and take the file from"
            " its folder."
        ))  # fmt: skip
        self.none.hide()
        self.said = label("", "muted", wrap=True)
        self.waiting = Waiting(desk)
        self.waiting.busy.connect(self._on_busy)
        self.setLayout(column(
            self._choices(), self.none, (self._sheet(), 1), row((self.said, 1), self.waiting), self._caption(),
            self._buttons(), gap=10, margins=(16, 16, 16, 16),
        ))  # fmt: skip
        fit_screen(self, 720, 560)
        self._say()
        self.look()

    # --- pieces
    def _choices(self) -> QWidget:
        self.device, self.how, self.colour = QComboBox(), QComboBox(), QComboBox()
        self.resolution, self.paper = QComboBox(), QComboBox()
        self.colour.addItem(_("Grey"), False)
        self.colour.addItem(_("Colour"), True)
        for dots in RESOLUTIONS:
            self.resolution.addItem(_("{count} dots to the inch").format(count=dots), dots)
        for name, text in (("A4", "A4"), ("A5", "A5"), ("", _("The whole glass"))):
            self.paper.addItem(text, name)
        self.how.addItem(_("From the glass"), GLASS)
        self.how.addItem(_("All in the feeder"), FEEDER)
        grid = FieldGrid()
        grid.add(Field(_("&Scanner"), self.device), 8)
        self.again = button(_("&Look again"), "refresh-cw", slot=self.look)
        grid.add(Field(_("&Pages"), self.how), 4)
        grid.add(Field(_("Sharp&ness"), self.resolution), 4)
        grid.add(Field(_("&Colour or grey"), self.colour), 4)
        grid.add(Field(_("Pap&er"), self.paper), 4)
        self._restore()
        return grid

    def _sheet(self) -> QWidget:
        self.list = QListWidget()
        self.list.setViewMode(QListView.ViewMode.IconMode)
        self.list.setMovement(QListView.Movement.Static)
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.list.setIconSize(THUMB)
        self.list.setGridSize(CELL)
        self.list.setAccessibleName(_("Pages scanned"))
        self.list.currentRowChanged.connect(self._say)
        return self.list

    def _caption(self) -> QWidget:
        self.caption = QLineEdit()
        self.caption.setMaxLength(200)
        self.caption.setPlaceholderText(_("Caption: what the picture shows, no names"))
        return Field(_("Cap&tion"), self.caption)

    def _buttons(self) -> QWidget:
        self.scan_button = button(_("Scan a pa&ge"), "file-input", slot=self.scan)
        self.scan_button.setDefault(True)
        self.drop_button = button(_("Take the page a&way"), "trash-2", "quiet", slot=self._on_drop)
        self.folder_button = button(_("From the scanner's &folder"), "folder-open", "quiet", slot=self._on_folder)
        self.done_button = button(_("&Attach"), "check", "primary", slot=self._on_done)
        holder = QWidget()
        holder.setLayout(row(
            self.scan_button, self.again, self.drop_button, self.folder_button, None,
            button(_("Cancel"), slot=self.reject), self.done_button, gap=6,
        ))  # fmt: skip
        return holder

    def _restore(self) -> None:
        how = self._desk.preference(HOW).split("|")
        for box, name in zip((self.resolution, self.colour, self.paper), how, strict=False):
            box.setCurrentIndex(max(0, box.findText(name)))

    # --- scanners
    def look(self) -> None:
        """Ask the system which scanners answer."""
        self.waiting.read(self, _("Looking for scanners…"), reading, self._on_found, self._on_none)

    def _on_found(self, found: list[Scanner]) -> None:
        self.device.clear()
        for one in found:
            self.device.addItem(one.name, one.device)
        self.device.setCurrentIndex(max(0, self.device.findData(self._desk.preference(DEVICE))))
        self.none.setVisible(not found)
        self._say()

    def _on_none(self, error: BaseException) -> None:
        if isinstance(error, DanvanError):
            self.none.say(error.message, error.hint)
            self.none.show()
        else:
            self._desk.fail(error, self)

    # --- pages
    def wish(self) -> Wish:
        """What is chosen."""
        return Wish(
            self.resolution.currentData(), self.colour.currentData(), self.paper.currentData(), self.how.currentData()
        )

    def scan(self) -> None:
        """Take one page, or all in the feeder."""
        work = take(str(self.device.currentData()), self.wish(), (THUMB.width() * 2, THUMB.height() * 2))
        self.waiting.read(self, _("Scanning…"), work, self._on_pages, self._on_failed)

    def _on_pages(self, came: Came) -> None:
        for page, small in came.pages:
            self.pages.append(page)
            picture = QPixmap()
            picture.loadFromData(small)
            item = QListWidgetItem(QIcon(picture), _("Page {number}").format(number=len(self.pages)))
            item.setTextAlignment(Qt.AlignmentFlag.AlignHCenter)
            self.list.addItem(item)
        self.list.setCurrentRow(self.list.count() - 1)
        self._remember()
        self._say()
        if came.error is not None:
            self._desk.fail(came.error, self)

    def _remember(self) -> None:
        self._desk.prefer(DEVICE, str(self.device.currentData()))
        texts = (self.resolution.currentText(), self.colour.currentText(), self.paper.currentText())
        self._desk.prefer(HOW, "|".join(texts))

    def _on_drop(self) -> None:
        place = self.list.currentRow()
        if 0 <= place < len(self.pages):
            del self.pages[place]
            self.list.takeItem(place)
            for number in range(self.list.count()):
                item = self.list.item(number)
                if item is not None:
                    item.setText(_("Page {number}").format(number=number + 1))
            self._say()

    # --- waiting
    def _on_busy(self, _busy: bool) -> None:
        self._say()

    def _on_failed(self, error: BaseException) -> None:
        self._desk.fail(error, self)

    def _say(self) -> None:
        busy = self.waiting.reading
        self.again.setEnabled(not busy)
        self.scan_button.setEnabled(not busy and self.device.count() > 0)
        self.drop_button.setEnabled(not busy and self.list.currentRow() >= 0)
        self.done_button.setEnabled(not busy and bool(self.pages))
        count = len(self.pages)
        text = ngettext("{count} page: it is attached as a picture.", "{count} pages: attached as one PDF.", count)
        self.said.setText(text.format(count=count) if count else _("No page yet. Nothing is written to the disk."))

    # --- ending
    def _on_done(self) -> None:
        QGuiApplication.inputMethod().commit()
        pages, caption, officer = list(self.pages), self.caption.text(), self._desk.officer
        type_name, owner = self._type, self._owner

        def work(store: Store, _progress: Progress) -> bytes:
            return scanning.attach(store, type_name, owner, pages, caption, officer)

        self._desk.write(self, work, self._on_attached, self._on_not_attached, title=_("Attaching files"))

    def _on_attached(self, row_id: bytes) -> None:
        self.attached = row_id
        self.pages = []
        self.accept()

    def _on_not_attached(self, error: BaseException) -> None:
        self._desk.fail(error, self)  # the pages stay: fewer of them, or a lower sharpness, may fit

    def keep_left(self) -> None:
        """The data were locked over the open window: pages nobody decided on are attached before the file closes."""
        if self.pages:
            pages, caption, officer = self.pages, self.caption.text(), self._desk.officer
            self.attached = scanning.attach(self._desk.store, self._type, self._owner, pages, caption, officer)
            self.pages = []

    def _on_folder(self) -> None:
        if self._may_go():
            self.folder_wanted = True
            super().reject()

    def reject(self) -> None:
        """Leave; scanned pages are asked about."""
        if self._may_go():
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: D102  Qt's name
        if self._may_go():
            super().closeEvent(event)
        else:
            event.ignore()

    def _may_go(self) -> bool:
        words = {"stay": _("Go on scanning"), "leave": _("Leave without attaching")}
        text = _("The scanned pages are attached to nothing yet; they are lost when this window closes.")
        if self.pages and ask(self, _("Leave the scanned pages?"), text, words) != "leave":
            return False
        self.pages = []
        self.waiting.cancel()
        return True
