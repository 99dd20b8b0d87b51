"""A real window whose every field can be called up by name: what the tests of typing type into.

    python -m tests.end2end.typing_window FOLDER

FOLDER holds an office and `mat-khau`. JSON lines come in and go out: {"do": "show", "place": "filter.village"} puts
the cursor there, other words ask what stands in it. Nothing is typed from inside.
"""

from __future__ import annotations

import json
import os
import sys
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QPoint, QSocketNotifier, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from danvan_desktop import i18n
from danvan_desktop.app import drafts
from danvan_desktop.app.listing.views import own_views
from danvan_desktop.app.office import Office
from danvan_desktop.app.report_texts import texts
from danvan_desktop.app.typed import UnreadableError
from danvan_desktop.domain.values import Value
from danvan_desktop.gui.application import make_application
from danvan_desktop.gui.care.crash import install
from danvan_desktop.gui.forms.editor import Editor
from danvan_desktop.gui.main_window import MainWindow
from tests.end2end.typing_places import REPORT, Places

SECRET = "mat-khau"


def text_of(widget: QWidget) -> str:
    """What stands in a field, without the word that is still under the input method."""
    if isinstance(widget, QLineEdit):
        return widget.text()
    return widget.toPlainText() if isinstance(widget, QPlainTextEdit | QTextEdit) else ""


def plain(value: Value) -> Any:
    """A value as JSON."""
    return value.isoformat() if isinstance(value, date) else (value.hex() if isinstance(value, bytes) else str(value))


class Asked(QObject):
    """Answers lines of stdin in the window's own thread, also while a dialog is open."""

    def __init__(self, window: MainWindow, folder: Path) -> None:
        super().__init__(window)
        self.window, self.places = window, Places(window, folder)
        self._rest = b""
        self._notifier = QSocketNotifier(0, QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_line)

    def _on_line(self) -> None:
        self._rest += os.read(0, 65536)
        while b"\n" in self._rest:
            line, self._rest = self._rest.split(b"\n", 1)
            asked = json.loads(line)
            try:
                told = getattr(self, "do_" + asked.pop("do"))(**asked)
            except Exception as error:  # noqa: BLE001  the test decides what to make of it
                told = {"error": f"{type(error).__name__}: {error}"}
            print(json.dumps(told), flush=True)

    def do_show(self, place: str) -> bool:
        """Bring a field up; whether the cursor is in it yet."""
        return self.places.show(place)

    def do_focused(self) -> bool:
        """Whether the cursor is in the field shown."""
        return self.places.focused()

    def do_focus_text(self) -> str:
        """What stands in the widget with the cursor, whichever it is."""
        focus = QApplication.focusWidget()
        return text_of(focus) if focus is not None else ""

    def do_text(self) -> str:
        """What stands in the field shown."""
        return text_of(self.places.widget())

    def do_value(self) -> Any:
        """The value of the editor shown, or why there is none."""
        editor: QWidget | None = self.places.widget()
        while editor is not None and not isinstance(editor, Editor):
            editor = editor.parentWidget()
        try:
            return plain(editor.value()) if editor is not None else None
        except UnreadableError as error:
            return {"problem": error.sentence}

    def do_clear(self) -> bool:
        """Empty the field shown."""
        widget = self.places.widget()
        if isinstance(widget, QLineEdit | QPlainTextEdit | QTextEdit):
            widget.clear()
        return True

    def do_where(self, place: str) -> list[int]:
        """The middle of a field on the screen."""
        widget = self.places.find(place)
        middle = widget.mapToGlobal(QPoint(min(40, widget.width() // 2), widget.height() // 2))
        return [middle.x(), middle.y()]

    def do_count(self) -> int:
        """How many searches the field shown has made since the window began."""
        return self.places.searches()

    def do_stored(self, type_name: str, field: str) -> list[Any]:
        """That field of every record in the file, newest first."""
        store = self.window.desk.store
        record = store.types[type_name]
        rows = store.conn.execute(f"SELECT id FROM v_{record.name} WHERE deleted = 0").fetchall()
        found = [store.get(type_name, bytes(row[0])) for row in rows]
        return [plain(item.values.get(field)) for item in found if item is not None]

    def do_drafts(self) -> list[dict[str, Any]]:
        """What waits as a draft: values, and texts that are none yet."""
        found = drafts.waiting(self.window.desk.store, self.window.desk.officer)
        typed = [{**draft.values, **draft.extra.get("texts", {})} for draft in found]
        return [{name: plain(value) for name, value in draft.items()} for draft in typed]

    def do_view(self) -> bool:
        """Ask for the name of a view."""
        self.places.ask_for_view()
        return True

    def do_views(self) -> list[str]:
        """Names of the officer's views of the petitions."""
        return [view.name for view in own_views(self.window.desk.preference, "petition")]

    def do_report(self) -> dict[str, str]:
        """The saved words of the report."""
        return texts(self.window.desk.store, REPORT)

    def do_dialog(self) -> str:
        """Title of the dialog that is up."""
        found = QApplication.activeModalWidget()
        return found.windowTitle() if found is not None else ""

    def do_dialog_asks(self) -> bool:
        """Whether a dialog is up and has the keyboard."""
        found = QApplication.activeModalWidget()
        return found is not None and found.isActiveWindow()

    def do_close(self) -> bool:
        """Close the dialog that is up, as by its cross."""
        found = QApplication.activeModalWidget()
        if isinstance(found, QDialog):
            QTimer.singleShot(0, found.reject)
        return found is not None

    def do_release(self) -> bool:
        """What the idle lock does before it closes the data: every page keeps its draft."""
        for page in self.window.area.pages():
            page.release()
        return True


def main() -> int:
    """Open the window and wait for words."""
    folder = Path(sys.argv[1])
    app = make_application()
    i18n.set_language("vi")
    install()
    office = Office.open(folder, (folder / SECRET).read_text(encoding="utf-8").strip())
    window = MainWindow(office, "petition")
    asked = Asked(window, folder)
    window.ready.connect(lambda: print(json.dumps({"ready": True}), flush=True))
    window.resize(1366, 700)
    window.show()
    window.activateWindow()
    code = app.exec()
    del asked
    return code


if __name__ == "__main__":
    os._exit(main())
