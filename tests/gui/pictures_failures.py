"""Pictures of the twelve failures, made by the real faults: python -m tests.gui.pictures_failures [FOLDER] [theme …]

Needs root for the three that need a disk of their own; what cannot be brought about is said and left out.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtWidgets import QApplication

from danvan_desktop import i18n
from danvan_desktop.gui.care.failure import FailureBox
from danvan_desktop.gui.theme import style
from tests.gui.faults import TWELVE, Lab

ACTIONS = {"font": {"docx": i18n.N_("Save as Word")}, "word-missing": {"pdf": i18n.N_("Save as PDF")},
           "disk-full": {"elsewhere": i18n.N_("Another place")}, "read-only": {"elsewhere": i18n.N_("Another place")},
           "stick-gone": {"again": i18n.N_("Try again")}}  # fmt: skip


def picture(name: str, folder: Path, theme: str) -> bool:
    """Bring one failure about and keep its box as a picture."""
    monkeypatch = pytest.MonkeyPatch()
    with tempfile.TemporaryDirectory(prefix="danvan-hong-") as place:
        lab = Lab(Path(place), monkeypatch)
        try:
            error = TWELVE[name](lab)
        except pytest.skip.Exception as reason:
            print(f"{name}: {reason}")
            return False
        finally:
            lab.close()
            monkeypatch.undo()
    box = FailureBox(error, None, {key: i18n._(words) for key, words in ACTIONS.get(name, {}).items()})
    box.show()
    QApplication.processEvents()
    box.grab().save(str(folder / f"{name}-{theme}.png"))
    return True


def main(words: list[str]) -> int:
    """All twelve in every theme asked for."""
    folder = Path(words[0] if words else "out/pictures/failures")
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    made = True
    for theme in words[1:] or ["light", "dark"]:
        style.apply(app, theme)
        made = sum(picture(name, folder, theme) for name in TWELVE) == len(TWELVE) and made
    return 0 if made else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
