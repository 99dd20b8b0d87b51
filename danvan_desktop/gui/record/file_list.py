"""The files of a record as a strip of small pictures with their captions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QListView, QListWidget, QListWidgetItem

from danvan_desktop.app.attachments import Attachment
from danvan_desktop.gui.record.attaching import megabytes
from danvan_desktop.gui.theme.icons import icon
from danvan_desktop.gui.widgets.texts import plain_tip
from danvan_desktop.i18n import _

THUMB, CELL = 84, QSize(132, 128)
LONGEST = 34  # letters of a caption under its picture
ICONS = {".pdf": "file-text", ".docx": "file-type-2"}
_BAD = "file-x"
_ROW = Qt.ItemDataRole.UserRole


class FileList(QListWidget):
    """Keeps the small pictures it was given until another record is shown."""

    def __init__(self) -> None:
        super().__init__()
        self.files: list[Attachment] = []
        self.thumbs: dict[bytes, QIcon] = {}
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(False)
        self.setMovement(QListView.Movement.Static)
        self.setIconSize(QSize(THUMB, THUMB))
        self.setGridSize(CELL)
        self.setFixedHeight(CELL.height() + 18)
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setAccessibleName(_("Attached files"))
        self.setAcceptDrops(False)  # what is dropped here belongs to the strip around it

    @property
    def current(self) -> Attachment | None:
        """The file stood on."""
        place = self.currentRow()
        return self.files[place] if 0 <= place < len(self.files) else None

    def show_files(self, files: Sequence[Attachment], choose: bytes | None = None) -> None:
        """Show these files; stand on `choose`, or on the one stood on before."""
        wanted = choose or (self.current.row if self.current else None)
        self.files = list(files)
        self.blockSignals(True)
        self.clear()
        for file in self.files:
            self.addItem(self._item(file))
        self.blockSignals(False)
        places = [place for place, file in enumerate(self.files) if file.row == wanted]
        self.setCurrentRow(places[0] if places else (0 if self.files else -1))

    def lacking(self) -> list[Attachment]:
        """Files whose small picture is still to be made."""
        return [file for file in self.files if file.row not in self.thumbs and file.here]

    def show_thumbs(self, found: Mapping[bytes, bytes]) -> None:
        """Put small pictures, as PNG by file, in the place of icons."""
        for file, data in found.items():
            picture = QPixmap()
            if data and picture.loadFromData(data):
                self.thumbs[file] = QIcon(picture)
        for place in range(self.count()):
            item = self.item(place)
            if item and (made := self.thumbs.get(item.data(_ROW))):
                item.setIcon(made)

    def _item(self, file: Attachment) -> QListWidgetItem:
        lacks = _lacks(file)
        picture = self.thumbs.get(file.row) or icon(_BAD if lacks else ICONS.get(file.ending, "file-text"), size=48)
        words = file.caption or file.file_name or _("no caption")
        shown = lacks or words
        item = QListWidgetItem(picture, shown if len(shown) <= LONGEST else shown[: LONGEST - 1] + "…")
        item.setData(_ROW, file.row)
        item.setToolTip(plain_tip("\n".join(filter(None, (words, lacks, megabytes(file.size))))))
        item.setSizeHint(QSize(CELL.width() - 8, CELL.height() - 6))
        item.setTextAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        return item


def _lacks(file: Attachment) -> str:
    """Why a file of another computer cannot be shown; empty when it can."""
    if not file.here:
        return _("Not on this computer")
    return "" if file.opens else _("Cannot be opened")
