"""Starting the window: fonts, translations, unlocking, the main window."""

from __future__ import annotations

import argparse
import gettext
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QTranslator
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox

from danvan_desktop import i18n, log, paths
from danvan_desktop.app.office import Office
from danvan_desktop.app.text_files import first_line
from danvan_desktop.errors import DanvanError
from danvan_desktop.gui.first_run import FirstRunDialog
from danvan_desktop.gui.main_window import MainWindow
from danvan_desktop.gui.unlock import UnlockDialog

QT_TEXTS = (  # Qt's own buttons and menus, which come without a Vietnamese translation
    i18n.N_("OK"), i18n.N_("Cancel"), i18n.N_("Save"), i18n.N_("Close"), i18n.N_("&Yes"), i18n.N_("&No"),
    i18n.N_("Open"), i18n.N_("&Undo"), i18n.N_("&Redo"), i18n.N_("Cu&t"), i18n.N_("&Copy"), i18n.N_("&Paste"),
    i18n.N_("Delete"), i18n.N_("Select All"),
)  # fmt: skip


class CatalogueTranslator(QTranslator):
    """Answers Qt's own strings from our catalogue; what it does not know stays as it is."""

    def __init__(self, catalogue: gettext.NullTranslations, parent: QObject) -> None:
        super().__init__(parent)
        self._catalogue = catalogue

    def translate(  # noqa: D102  None is Qt's null string: "not translated"
        self, context: str, text: str, disambiguation: str | None = None, n: int = -1
    ) -> str | None:
        found = self._catalogue.gettext(text) if text else text
        return None if found == text else found

    def isEmpty(self) -> bool:  # noqa: D102  Qt's name
        return False


def make_application(language: str = i18n.DEFAULT_LANGUAGE) -> QApplication:
    """The QApplication with our font and language."""
    i18n.set_language(language)
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)  # noqa: S101  instance() is typed as its base
    app.setApplicationName("Dân Vận Desktop")
    app.installTranslator(CatalogueTranslator(i18n.catalogue(language), app))
    family = "Segoe UI" if sys.platform == "win32" else "Noto Sans"
    if family in QFontDatabase.families():
        app.setFont(QFont(family, 10))
    return app


def run_window(argv: Sequence[str]) -> int:
    """Open the window on the data folder named in `argv`, or on this user's own."""
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("--data-dir")
    parser.add_argument("--passphrase-file")
    args, _rest = parser.parse_known_args(list(argv))
    log.start_logging(paths.log_dir())
    app = make_application()
    folder = Path(args.data_dir) if args.data_dir else paths.default_data_dir()
    try:
        office = open_office(folder, args.passphrase_file)
    except DanvanError as error:
        QMessageBox.critical(None, app.applicationName(), error.text())
        return error.exit_code
    if office is None:
        return 0
    window = MainWindow(office)
    window.show()
    try:
        return int(app.exec())
    finally:
        window.release()
        office.close()


def open_office(folder: Path, passphrase_file: str | None = None) -> Office | None:
    """The office of a data folder: by file, by passphrase, or set up now. None when the person gave up."""
    if not (folder / paths.KEYS_NAME).exists():
        first = FirstRunDialog(folder)
        return first.office if first.exec() == QDialog.DialogCode.Accepted else None
    if passphrase_file:
        return Office.open(folder, first_line(Path(passphrase_file)))
    dialog = UnlockDialog(folder)
    return dialog.office if dialog.exec() == QDialog.DialogCode.Accepted else None
