"""One start of a window in a process of its own, measured from inside; prints one JSON line.

    PROBE_START=$(monotonic ns) python -m tests.scale.window_probe bare|shell|list|unlock|settled DATA_DIR

`bare` is QApplication + QMainWindow + QTableView. The others go the whole way of `danvan-desktop`: `shell` ends when
the window's first paint is done, `list` when the petitions' first rows are painted, `settled` when nothing is being
read any more, `unlock` types a passphrase and counts from its Enter. The end is the first turn of the event loop
after that paint. What Argon2 takes is told apart (`argon_ms`, `argon_cpu_ms`), the rest of opening is not.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

opened: set[str] = set()  # files Python opened
argon = {"wall": 0.0, "cpu": 0.0, "from": 0.0}
SETTLED_S = 1.0  # nothing has been read for so long


def now_ms() -> float:
    """Milliseconds since the parent started this process."""
    return (time.monotonic_ns() - int(os.environ["PROBE_START"])) / 1e6


def tell(**more: float) -> None:
    """Print what was measured and end at once."""
    painted, used = now_ms(), resource.getrusage(resource.RUSAGE_SELF)
    io = dict(line.split(": ") for line in Path("/proc/self/io").read_text().splitlines())
    rss = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmRSS"))
    print(json.dumps({
        "painted_ms": painted - argon["wall"], "cpu_ms": 1000 * (used.ru_utime + used.ru_stime) - argon["cpu"],
        "argon_ms": argon["wall"], "rss_mib": int(rss.split()[1]) / 1024, "read_mib": int(io["rchar"]) / 2**20,
        "disk_mib": int(io["read_bytes"]) / 2**20, "files": len(opened | _mapped()), **more,
    }), flush=True)  # fmt: skip
    os._exit(0)


def _watch_files() -> None:
    sys.addaudithook(lambda event, given: opened.add(str(given[0])) if event == "open" else None)


def _mapped() -> set[str]:
    """Libraries and other files in memory."""
    lines = (line.split(maxsplit=5) for line in Path("/proc/self/maps").read_text().splitlines())
    return {parts[5] for parts in lines if len(parts) == 6 and parts[5].startswith("/")}


def soon(work: Callable[[], None], after_ms: int = 0) -> None:
    """In the next turn of the event loop."""
    from PySide6.QtCore import QTimer

    QTimer.singleShot(after_ms, work)


def bare(ending: str) -> None:
    """The floor."""
    from PySide6.QtWidgets import QApplication, QMainWindow, QTableView

    class Window(QMainWindow):
        def paintEvent(self, event: QPaintEvent) -> None:
            super().paintEvent(event)
            soon(tell, int(SETTLED_S * 1000) if ending == "settled" else 0)

    app = QApplication(sys.argv[:1])
    window = Window()
    window.setCentralWidget(QTableView())
    window.resize(1366, 696)
    window.show()
    app.exec()


def ours(what: str, place: Path) -> None:
    """The program itself, with a passphrase file where nobody is to type."""
    _watch_argon()
    words = place.with_name("bench-passphrase.txt")
    argv = ["danvan-desktop", "--data-dir", str(place)]
    sys.argv = argv if what == "unlock" else [*argv, "--passphrase-file", str(words)]
    from danvan_desktop.gui import session

    _replace(session, "MainWindow", _window(what, vars(session)["MainWindow"]))  # told when it is painted
    first = session.Session.__init__

    def begin(self: Any, *given: Any) -> None:
        first(self, *given)
        self._tab = "overview" if what == "shell" else "petition"

    _replace(session.Session, "__init__", begin)
    if what == "unlock":
        _typed(words.read_text("utf-8").strip())
    from danvan_desktop.__main__ import main

    main()


def _watch_argon() -> None:
    from danvan_desktop.storage import keys

    derive = vars(keys)["derive"]

    def watched(*given: Any) -> bytes:
        wall, cpu = time.monotonic(), time.thread_time()
        found: bytes = derive(*given)
        argon["wall"] += (time.monotonic() - wall) * 1000
        argon["cpu"] += (time.thread_time() - cpu) * 1000
        return found

    _replace(keys, "derive", watched)


def _replace(place: object, name: str, by: object) -> None:
    """Put a watched thing in the place of the program's own."""
    setattr(place, name, by)


def _window(what: str, kind: Any) -> Any:
    class Window(kind):  # type: ignore[misc]
        def paintEvent(self, event: QPaintEvent) -> None:
            if what == "shell":
                soon(tell)
            super().paintEvent(event)

        def show_tab(self, name: str) -> Any:
            if what in {"list", "unlock"}:
                _watch_table()
            return super().show_tab(name)

        def show(self) -> None:
            if what == "settled":
                soon(lambda: _settle(self, time.monotonic()), 20)
            super().show()

    return Window


def _watch_table() -> None:
    from danvan_desktop.gui.lists import list_page
    from danvan_desktop.gui.lists.list_table import ListTable

    class Table(ListTable):
        def paintEvent(self, event: QPaintEvent) -> None:
            super().paintEvent(event)
            if self.model() is not None and self.model().rowCount():
                soon(lambda: tell(after_enter_ms=now_ms() - argon["from"], rows=self.model().rowCount()))

    _replace(list_page, "ListTable", Table)


def _settle(window: Any, since: float) -> None:
    if window.desk.tasks._running or window.stack().own is None:
        since = time.monotonic()
    if time.monotonic() - since < SETTLED_S:
        soon(lambda: _settle(window, since), 20)
        return
    tell(rows=window.stack().own.page.model.rowCount())


def _typed(passphrase: str) -> None:
    """Type the passphrase into the dialog once it is painted and has come to rest, then press Enter."""
    from danvan_desktop.gui.start import unlock

    def enter(page: Any) -> None:
        page.secret.setText(passphrase)
        argon["from"] = now_ms()
        page.secret.returnPressed.emit()

    class Dialog(unlock.UnlockDialog):
        def exec(self) -> int:
            soon(lambda: enter(self.page), 600)
            return int(super().exec())

    _replace(unlock, "UnlockDialog", Dialog)


if __name__ == "__main__":
    if "PROBE_FILES" in os.environ:  # a hook in Python costs every import something: only where files are counted
        _watch_files()
    if sys.argv[1].startswith("bare"):
        bare(sys.argv[1].removeprefix("bare-"))
    else:
        ours(sys.argv[1], Path(sys.argv[2]))
