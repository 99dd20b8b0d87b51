"""The main window: head, tabs with their pages, status bar. Wires only; the pages do the work."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeySequence, QPaintEvent, QResizeEvent, QShortcut
from PySide6.QtWidgets import QMainWindow, QMenu, QWidget

from danvan_desktop.app.office import Office
from danvan_desktop.gui.desk import Desk
from danvan_desktop.gui.page import Page
from danvan_desktop.gui.shell.actions import fill_menu, open_page
from danvan_desktop.gui.shell.header import Header
from danvan_desktop.gui.shell.stack import TabStack
from danvan_desktop.gui.shell.status import StatusBar
from danvan_desktop.gui.shell.tab_area import TabArea
from danvan_desktop.gui.shell.tabs import TABS, tab_of
from danvan_desktop.gui.widgets import column
from danvan_desktop.gui.widgets.messages import Toast, Wait
from danvan_desktop.gui.widgets.screen_fit import room_for
from danvan_desktop.i18n import _

if TYPE_CHECKING:
    from danvan_desktop.app.listing import Listing

STATUS_EVERY_MS = 60_000
PAINTED_MS = 30  # what is not seen at once begins later than the paint of a new page, which takes a few milliseconds
SMALLEST = (640, 300)  # a screen of 1366×768 at 200 % has 683×384, the task bar's and the title's among them


class MainWindow(QMainWindow):
    """Window of one open office; it is the desk's shell."""

    lock_requested = Signal(str)  # why
    ready = Signal()  # painted, with its first page

    def __init__(self, office: Office, first_tab: str = "overview") -> None:
        super().__init__()
        self.desk = Desk(office, self, self)
        self.setMinimumSize(*SMALLEST)
        self.resize(QSize(1366, 696).boundedTo(room_for(self)))
        self.setAcceptDrops(True)
        menu = QMenu(self)
        fill_menu(menu, self, self._do)
        self.header = Header(menu)
        self.status = StatusBar(self._on_status_pressed)
        self.area = TabArea(self.desk, self.header)
        body = QWidget()
        body.setLayout(column(*self._banner(), self.header, (self.area, 1), self.status, gap=0))
        self.setCentralWidget(body)
        self.toast_bar, self.waiting = Toast(body), Wait(body)
        self._released, self._painted, self._first = False, False, first_tab
        self._connect()
        self._add_keys()

    def _banner(self) -> list[QWidget]:
        from danvan_desktop.app import training

        if not training.is_training(self.desk.reader):
            return []
        from danvan_desktop.gui.care.training_banner import TrainingBanner

        return [TrainingBanner()]

    def _connect(self) -> None:
        self.area.currentChanged.connect(self.show_title)
        self.header.help_asked.connect(lambda: self._do("help"))
        self.header.lock_asked.connect(lambda: self._do("lock"))
        self.desk.changed.connect(self._on_changed)
        self.desk.status_changed.connect(self.read_status)
        self.desk.title_changed.connect(self.show_title)
        self._clock = QTimer(self, interval=STATUS_EVERY_MS)
        self._clock.timeout.connect(self.read_status)

    def _add_keys(self) -> None:
        slots: dict[str, Callable[[], object]] = {
            "Ctrl+Tab": lambda: self.area.next_tab(1), "Ctrl+Shift+Tab": lambda: self.area.next_tab(-1),
            "Ctrl+K": self._to_search, "Ctrl+E": self._to_recent,
            "F10": self.header.menu_button.showMenu, "Alt+Left": self.pop,
        }  # fmt: skip
        for place in range(len(TABS)):
            slots[f"Ctrl+{place + 1}"] = lambda place=place: self.header.tabs.setCurrentIndex(place)  # type: ignore[misc]
        for keys, slot in slots.items():
            QShortcut(QKeySequence(keys), self).activated.connect(slot)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: D102  Qt's name
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self._begin)

    def _begin(self) -> None:
        """After the first paint: the first tab's page, and when that is painted what is not seen at once."""
        if not self._released:
            self.show_tab(self._first).setFocus(Qt.FocusReason.OtherFocusReason)
            QTimer.singleShot(PAINTED_MS, self._settle)

    def _settle(self) -> None:
        if self._released:
            return
        self.read_status()
        self._clock.start()
        from danvan_desktop.gui.shell.find_box import FindBox

        self.find_box = FindBox(self.desk, self.header.search, self)
        self.ready.emit()

    # --- the desk's shell
    def widget(self) -> QWidget:
        """The window itself."""
        return self

    def stack(self) -> TabStack:
        """The tab shown."""
        return self.area.stack()

    def push(self, page: Page, type_name: str = "") -> None:
        """Lay a page over the tab of a record type, or over the one shown."""
        if tab := tab_of(type_name):
            self.show_tab(tab)
        self.stack().push(page)
        self.show_title()

    def pop(self) -> None:
        """Go back to what lies under the page seen."""
        self.stack().pop()
        self.show_title()

    def show_tab(self, name: str) -> Page:
        """Bring a tab up; returns its own page."""
        page = self.area.show_tab(name)
        self.show_title()
        return page

    def show_list(self, listing: Listing) -> None:
        """Bring up the list of a type, with what `listing` asks."""
        self.area.show_list(listing)
        self.show_title()

    def open_page(self, name: str) -> None:
        """Open the page of a menu entry."""
        open_page(self.desk, name)

    def list_type(self) -> str:
        """Type of the list in the tab shown."""
        return self.area.list_type()

    def toast(self, text: str, undo: Callable[[], None] | None) -> None:
        """Say something for ten seconds."""
        self.toast_bar.say(text, undo)

    def wait(self, title: str, cancel: Callable[[], None] | None) -> None:
        """Begin or end the wait for a long work."""
        if title:
            self.waiting.begin(title, cancel)
        else:
            self.waiting.end()

    def progressed(self, done: int, total: int | None, note: str) -> None:
        """Show how far the long work is."""
        self.waiting.step(done, total, note)

    # --- what happens
    def _to_search(self) -> None:
        self.header.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.header.search.selectAll()

    def _to_recent(self) -> None:
        if hasattr(self, "find_box"):  # made once the window is painted
            self.find_box.show_recent()

    def _on_changed(self, _type_name: str = "") -> None:
        page = self.stack().top()
        if page is not None:
            page.refresh()

    def _refresh(self) -> None:
        self._on_changed()
        self.read_status()

    def _do(self, name: str) -> None:
        acts: dict[str, Callable[[], object]] = {
            "refresh": self._refresh, "help": self._show_help, "shortcuts": lambda: self.desk.help("shortcuts"),
            "lock": lambda: self.lock_requested.emit("asked"), "quit": self.close,
        }  # fmt: skip
        if name in acts:
            acts[name]()
        else:
            open_page(self.desk, name)

    def _show_help(self) -> None:
        from danvan_desktop.gui.help import topic_of

        focus, page = self.focusWidget(), self.stack().top()
        otherwise = (page.help_topic if page else "") or "overview"
        self.desk.help(topic_of(focus, otherwise) if focus is not None else otherwise)

    def show_title(self) -> None:
        """Unit and page stand in the title, no person's name ever."""
        page = self.stack().top()
        parts = [self.desk.reader.unit.name, page.title if page else ""]
        self.setWindowTitle(_("Dân Vận – {place}").format(place=" – ".join(part for part in parts if part)) + "[*]")
        self.setWindowModified(bool(getattr(page, "dirty", False)))
        self.status.say("filter", "funnel", page.filter_note if page else "", "accent")

    def read_status(self) -> None:
        """Read what the status bar says, beside the window."""
        from danvan_desktop.gui.shell.status_texts import read, show

        if not self._released:
            self.desk.read(
                self, lambda store, _progress: read(store), lambda state: show(self.status, self.desk, state)
            )

    def _on_status_pressed(self, name: str) -> None:
        where = {"backup": "backup", "officer": "people", "recovery": "people"}
        if name in where:
            open_page(self.desk, where[name])
        elif name in {"handover", "unsent", "exchange"}:
            self.show_tab("handover")

    # --- leaving
    def release(self) -> None:
        """Keep drafts and end all work before the office is closed."""
        if self._released:
            return
        self._released = True
        self._clock.stop()
        for page in self.area.pages():
            page.release()
        self.desk.release()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: D102  Qt's name
        from danvan_desktop.gui.care import on_exit

        if self._released or (all(page.may_leave() for page in self.area.pages()) and on_exit(self.desk)):
            event.accept()
        else:
            event.ignore()

    # --- a workbook dropped anywhere on the window goes to the import
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: D102  Qt's name
        from danvan_desktop.gui.sheet_import import dropped_workbook

        if dropped_workbook(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: D102  Qt's name
        from danvan_desktop.gui.sheet_import import ImportWizard, dropped_workbook

        if (file := dropped_workbook(event.mimeData())) is not None:
            self.push(ImportWizard(self.desk, file))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: D102  Qt's name
        super().resizeEvent(event)
        self.toast_bar.place()
