"""One start of a window in a process of its own, measured from inside; prints one JSON line.

    python -m tests.scale.window_probe bare|shell|list|unlock DATA_DIR

`bare` is QApplication + QMainWindow + QTableView. `shell` is painted when the window's first paint is done,
`list` when the petitions' first rows are. `unlock` starts with Enter on the passphrase. Times are milliseconds since
the process began, by its own clock.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from pathlib import Path


def process_age_ms() -> float:
    """Milliseconds since the kernel started this process."""
    ticks = int(Path("/proc/self/stat").read_text().rsplit(")", 1)[1].split()[19])
    uptime = float(Path("/proc/uptime").read_text().split()[0])
    return (uptime - ticks / os.sysconf("SC_CLK_TCK")) * 1000


def tell(**more: object) -> None:
    """Print what was measured and end at once."""
    io = dict(line.split(": ") for line in Path("/proc/self/io").read_text().splitlines())
    rss = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmRSS"))
    print(json.dumps({
        **more, "cpu_ms": 1000 * sum(resource.getrusage(resource.RUSAGE_SELF)[:2]), "rss_kib": int(rss.split()[1]),
        "bytes_read": int(io["rchar"]),
    }), flush=True)  # fmt: skip
    os._exit(0)


def bare() -> None:
    """The floor."""
    from PySide6.QtCore import QTimer
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QApplication, QMainWindow, QTableView

    class Window(QMainWindow):
        def paintEvent(self, event: QPaintEvent) -> None:
            super().paintEvent(event)
            age = process_age_ms()
            QTimer.singleShot(0, lambda: tell(painted_ms=age))

    app = QApplication(sys.argv[:1])
    window = Window()
    window.setCentralWidget(QTableView())
    window.resize(1366, 696)
    window.show()
    app.exec()


def ours(what: str, place: Path) -> None:
    """The real window on a real folder; the key is unwrapped before the clock is looked at."""
    from PySide6.QtCore import QTimer
    from PySide6.QtGui import QPaintEvent

    from danvan_desktop.app.office import Office
    from danvan_desktop.gui.application import make_application
    from danvan_desktop.gui.main_window import MainWindow
    from tests.scale.window_office import PASSPHRASE

    app = make_application()

    class Shell(MainWindow):
        def paintEvent(self, event: QPaintEvent) -> None:
            super().paintEvent(event)
            if what == "shell":
                tell(painted_ms=process_age_ms() - argon, open_ms=argon)

    before = time.monotonic()
    office = Office.open(place, PASSPHRASE)
    argon = (time.monotonic() - before) * 1000
    asked = time.monotonic()
    window = Shell(office, "overview" if what == "shell" else "petition")

    def painted() -> None:
        page = window.stack().own
        table = getattr(page, "current_table", lambda: None)() if page is not None else None
        if table is not None and table.model().rowCount() and table.model().index(0, 0).data():
            window.grab()
            tell(painted_ms=process_age_ms() - argon, open_ms=argon, after_open_ms=(time.monotonic() - asked) * 1000)
        QTimer.singleShot(1, painted)

    window.show()
    QTimer.singleShot(0, painted)
    app.exec()


if __name__ == "__main__":
    if sys.argv[1] == "bare":
        bare()
    else:
        ours(sys.argv[1], Path(sys.argv[2]))
