"""Qt's own words in our language: Qt brings no Vietnamese, so our catalogue answers for it."""

from __future__ import annotations

import gettext

from PySide6.QtCore import QObject, QTranslator

from danvan_desktop.i18n import N_

QT_TEXTS = (
    N_("OK"), N_("Cancel"), N_("Save"), N_("Close"), N_("&Yes"), N_("&No"), N_("Open"), N_("&Undo"), N_("&Redo"),
    N_("Cu&t"), N_("&Copy"), N_("&Paste"), N_("Delete"), N_("Select All"),
    N_("Directory:"), N_("File &name:"), N_("Files of type:"), N_("Look in:"), N_("&Choose"), N_("&New Folder"),
    N_("&Rename"), N_("&Delete"), N_("Show &hidden files"), N_("Parent Directory"), N_("Go to the parent directory"),
    N_("Create New Folder"), N_("Create a New Folder"), N_("List View"), N_("Change to list view mode"),
    N_("Detail View"), N_("Change to detail view mode"), N_("Go back"), N_("Go forward"), N_("Computer"),
    N_("Date Modified"),
)  # fmt: skip
_IN_FILE_DIALOGS = {"&Open": "Open", "Forward": "Go forward", "Back": "Go back"}  # elsewhere we mean another thing


class CatalogueTranslator(QTranslator):
    """Answers Qt's own strings from our catalogue; what it does not know stays as it is."""

    def __init__(self, catalogue: gettext.NullTranslations, parent: QObject) -> None:
        super().__init__(parent)
        self._catalogue = catalogue

    def translate(  # noqa: D102  None is Qt's null string: "not translated"
        self, context: str, text: str, disambiguation: str | None = None, n: int = -1
    ) -> str | None:
        if context == "QFileDialog":
            text = _IN_FILE_DIALOGS.get(text, text)
        found = self._catalogue.gettext(text) if text else text
        return None if found == text else found

    def isEmpty(self) -> bool:  # noqa: D102  Qt's name
        return False
