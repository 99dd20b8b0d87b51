"""Starting the window: language, looks, one window a folder, then unlock – work – lock, round and round."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QApplication, QDialog

from danvan_desktop import i18n, log, paths
from danvan_desktop.app import preferences
from danvan_desktop.app.office import Office
from danvan_desktop.app.preferences import Preferences
from danvan_desktop.app.text_files import first_line
from danvan_desktop.errors import DanvanError
from danvan_desktop.gui.session import Session
from danvan_desktop.gui.texts_of_qt import CatalogueTranslator
from danvan_desktop.gui.theme import style


def make_application(kept: Preferences | None = None) -> QApplication:
    """The QApplication with our font, looks and language; the text size is Qt's own scale."""
    kept = kept or Preferences()
    if kept.scale != 100:
        os.environ.setdefault("QT_SCALE_FACTOR", f"{kept.scale / 100:g}")
    i18n.set_language(kept.language)
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)  # noqa: S101  instance() is typed as its base
    app.setApplicationName("Dân Vận Desktop")
    app.installTranslator(CatalogueTranslator(i18n.catalogue(kept.language), app))
    style.apply(app, kept.theme)
    return app


@dataclass(frozen=True)
class Words:
    """What can be said with the window: where the data lies, and for scripts a file with the passphrase."""

    data_dir: str = ""
    passphrase_file: str = ""
    training: bool = False


def run_window(argv: Sequence[str]) -> int:
    """Open the window on the data folder named in `argv`, or on this user's own."""
    args = words_of(argv)
    log.start_logging(paths.log_dir())
    kept = preferences.load()
    app = make_application(kept)
    _take_crashes()
    if "DANVAN_EVENT_GAPS" in os.environ:
        from danvan_desktop.gui import event_gaps

        event_gaps.begin(app)
    folder = _folder(args)
    session = Session(app, folder, kept)
    if not session.first():
        return 0
    try:
        office = _first_office(session, args)
    except DanvanError as error:
        _show(error)
        return error.exit_code
    return session.run(office) if office is not None else 0


def words_of(argv: Sequence[str]) -> Words:
    """Read the three words `faces.wants_window` lets through; argparse would cost a start more than its page."""
    given = {"--data-dir": "", "--passphrase-file": ""}
    words = iter(argv)
    for word in words:
        name, equals, value = word.partition("=")
        if name in given:
            given[name] = value if equals else next(words, "")
    return Words(given["--data-dir"], given["--passphrase-file"], "--training" in argv)


def _folder(args: Words) -> Path:
    if args.training:
        from danvan_desktop.app import training

        return training.folder()
    return Path(args.data_dir) if args.data_dir else paths.default_data_dir()


def _first_office(session: Session, args: Words) -> Office | None:
    if args.training:
        from danvan_desktop.app import training

        return training.open_office(session.folder)
    if not args.passphrase_file:
        return session.open()
    passphrase = first_line(Path(args.passphrase_file))
    try:
        return Office.open(session.folder, passphrase)
    except DanvanError as error:
        if error.code != "damaged":
            raise
    from danvan_desktop.gui.care.rescue import rescue_folder

    return Office.open(session.folder, passphrase) if rescue_folder(session.folder, passphrase) else None


def _take_crashes() -> None:
    from danvan_desktop.gui.care.crash import install

    install()


def _show(error: DanvanError) -> int:
    from danvan_desktop.gui.care.failure import FailureBox

    return int(QDialog.DialogCode(FailureBox(error, None).exec()))
