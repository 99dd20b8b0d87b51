"""Files of a record: dragged in, pasted, chosen or scanned; caption typed at once; shown from memory only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QKeySequence,
    QShortcut,
)
from PySide6.QtWidgets import QCheckBox, QLineEdit, QListWidgetItem, QMenu, QWidget

from danvan_desktop.app import attachments, people
from danvan_desktop.app.attachments import Attachment
from danvan_desktop.app.ownership import locked
from danvan_desktop.app.titles import masked
from danvan_desktop.errors import DanvanError
from danvan_desktop.gui.desk import Desk
from danvan_desktop.gui.record import attaching, scan_menu
from danvan_desktop.gui.record.attachment_preview import AttachmentPreview
from danvan_desktop.gui.record.file_list import THUMB, FileList
from danvan_desktop.gui.widgets import Note, Panel, ask, button, column, label, row, tool
from danvan_desktop.i18n import _, ngettext


class AttachmentStrip(Panel):
    """A strip of small pictures with its own acts; every act is saved at once, as a save of its own."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        self._size = label("", "cap")
        body = QWidget()
        super().__init__(_("Attached files"), body, icon="paperclip", extra=self._size)
        self._desk = desk
        self._type, self._row = "", b""
        self.choose_files: Callable[[], Sequence[Path]] = lambda: attaching.choose_files(self)
        self.choose_target: Callable[[Attachment], Path | None] = lambda file: attaching.choose_target(self, file)
        self.list = self._strip()
        self._secret = Note(
            "warn", "shield-alert", _("A denunciation: cover the denouncer's name before you scan or attach."),
            _("The file's own name is not kept."),
        )  # fmt: skip
        self._why = label("", "muted", wrap=True)
        body.setLayout(column(
            self._tools(), self._secret, self._why, self.list, self._of_one(), None, gap=6, margins=(12, 8, 12, 10)
        ))  # fmt: skip
        self.setAcceptDrops(True)
        paste = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self)
        paste.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        paste.activated.connect(self.paste)
        remove = QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), self.list)
        remove.setContext(Qt.ShortcutContext.WidgetShortcut)
        remove.activated.connect(self._on_remove)
        self.setProperty("help_topic", "attachments")
        self.show_record("", None)

    # --- pieces
    def _tools(self) -> QWidget:
        self._add = button(_("Add a &file…"), "plus", slot=self._on_add)
        self._paste = button(
            _("Paste"), "clipboard-list", "quiet", _("A picture or files from the clipboard (Ctrl+V)"), self.paste
        )
        self._scan = button(
            _("Scan…"), "file-input", "quiet", _("By the scanner, or from the folder it writes to"), self._on_scan
        )
        self.keep_original = QCheckBox(_("Keep the original size"))
        self.keep_original.setToolTip(_("Pictures are otherwise made smaller and lose place and camera"))
        holder = QWidget()
        holder.setLayout(row(self._add, self._paste, self._scan, None, self.keep_original, gap=6))
        return holder

    def _strip(self) -> FileList:
        made = FileList()
        made.currentRowChanged.connect(self._on_current)
        made.itemActivated.connect(self._on_activated)
        return made

    def _of_one(self) -> QWidget:
        self.caption = QLineEdit()
        self.caption.setPlaceholderText(_("Caption: what the picture shows, no names"))
        self.caption.setAccessibleName(_("Caption"))
        self.caption.setMaxLength(200)
        self.caption.editingFinished.connect(self._on_caption)
        acts = (
            tool("arrow-left", _("Move left"), lambda: self._on_move(-1)),
            tool("arrow-right", _("Move right"), lambda: self._on_move(1)),
            tool("eye", _("Show it in the window"), self.preview),
            tool("download", _("Save to a file outside…"), self.save_out),
            tool("trash-2", _("Move to the bin"), self._on_remove),
        )
        self._acts = acts
        holder = QWidget()
        holder.setLayout(row((self.caption, 1), *acts, gap=4))
        self._one = holder
        return holder

    # --- showing
    def show_record(self, type_name: str, row: bytes | None) -> None:
        """Show a record's files; a new record must be saved before it can hold any."""
        self._type, self._row = type_name, row or b""
        self.list.thumbs.clear()
        self.refresh()

    def refresh(self, choose: bytes | None = None) -> None:
        """Read again; `choose` is the file to stand on."""
        files = attachments.of(self._desk.reader, self._type, self._row) if self._row else []
        self.list.show_files(files, choose)
        self._on_current(self.list.currentRow())
        self._say_state()
        if lacking := self.list.lacking():
            self._desk.read(self, attaching.thumbnails(lacking, THUMB), self.list.show_thumbs, _ignore)

    def _say_state(self) -> None:
        store = self._desk.reader
        item = store.get(self._type, self._row) if self._row else None
        why = _("Save the record first, then attach files to it.") if item is None else ""
        if item is not None:
            why = locked(store, store.types[self._type], self._row)
        self._why.setText(why)
        self._why.setVisible(bool(why))
        self._secret.setVisible(item is not None and masked(store.types[self._type], item))
        for widget in (self._add, self._paste, self._scan, self.keep_original):
            widget.setEnabled(not why)
        self.list.setVisible(bool(self.list.files))
        self._one.setVisible(bool(self.list.files))
        self.caption.setReadOnly(bool(why))
        size = attaching.megabytes(sum(file.size for file in self.list.files))
        count = ngettext("{count} file, {size}", "{count} files, {size}", len(self.list.files))
        self._size.setText(count.format(count=len(self.list.files), size=size) if self.list.files else "")

    def _on_current(self, _place: int) -> None:
        file = self.list.current
        self.caption.setText(file.caption if file else "")
        self.caption.setModified(False)

    # --- taking in
    def _on_add(self) -> None:
        self.add_files(self.choose_files())

    def add_files(self, paths: Sequence[Path]) -> None:
        """Attach files by their paths."""
        self._take([(path.name, path) for path in paths])

    def paste(self) -> None:
        """Attach what lies on the clipboard: a picture, or files."""
        found = attaching.from_mime(QGuiApplication.clipboard().mimeData())
        if found:
            self._take(found)
        else:
            self._desk.say(_("There is neither a picture nor a file on the clipboard."))

    def _take(self, given: Sequence[attaching.Given]) -> None:
        if not given or not self._row or not self._add.isEnabled():
            return
        work = attaching.adding(self._type, self._row, given, self._desk.officer, self.keep_original.isChecked())
        self._desk.write(self, work, self._on_taken, title=_("Attaching files"))

    def _on_taken(self, done: attaching.Taken) -> None:
        self.refresh(done.rows[-1] if done.rows else None)
        if done.rows:
            self._desk.saved(attachments.TYPE)
            self.changed.emit()
            self.caption.setFocus()
        if done.error is not None:
            self._desk.fail(done.error, self)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: D102  Qt's name
        if self._row and (event.mimeData().hasUrls() or event.mimeData().hasImage()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: D102  Qt's name
        event.acceptProposedAction()
        self._take(attaching.from_mime(event.mimeData()))

    def _on_scan(self) -> None:
        menu: QMenu = scan_menu.build(self, self._desk, self.add_files, self.scan)
        menu.exec(self._scan.mapToGlobal(self._scan.rect().bottomLeft()))
        menu.deleteLater()

    def scan(self) -> None:
        """Scan pages and attach them as one file; without a scanner, the folder it writes to."""
        from danvan_desktop.gui.record.scan_dialog import ScanDialog

        dialog = ScanDialog(self._desk, self._type, self._row, self)
        dialog.exec()
        dialog.keep_left()
        made, folder = dialog.attached, dialog.folder_wanted
        dialog.deleteLater()
        if made is not None:
            self._on_taken(attaching.Taken([made]))
        elif folder:
            self._on_scan()

    # --- acts on one
    def _on_caption(self) -> None:
        file = self.list.current
        if file is None or not self.caption.isModified():
            return
        self.caption.setModified(False)
        self._do(
            lambda: attachments.caption(self._desk.store, file.row, self.caption.text(), officer=self._desk.officer)
        )

    def _on_move(self, step: int) -> None:
        place = self.list.currentRow()
        if self.list.current is None or not 0 <= place + step < len(self.list.files):
            return
        rows = [file.row for file in self.list.files]
        rows[place], rows[place + step] = rows[place + step], rows[place]
        self._do(lambda: attachments.order(self._desk.store, rows, officer=self._desk.officer))

    def _on_remove(self) -> None:
        file = self.list.current
        words = {"bin": _("Move to the bin"), "keep": _("Leave it")}
        if file and ask(self, _("Remove this file?"), _("It can be brought back from the bin."), words) == "bin":
            self._do(lambda: attachments.remove(self._desk.store, file.row, officer=self._desk.officer))

    def _do(self, act: Callable[[], object]) -> None:
        try:
            act()
        except DanvanError as error:
            self._desk.fail(error, self)
            return
        self.refresh()
        self._desk.saved(attachments.TYPE)
        self.changed.emit()

    def _on_activated(self, _item: QListWidgetItem) -> None:
        self.preview()

    def preview(self) -> None:
        """Show the file inside the window."""
        if self.list.current is not None:
            AttachmentPreview(self._desk, self.list.current, self.save_out, self).exec()

    def save_out(self) -> None:
        """Write a readable copy where the officer wants it; the access log notes it."""
        file = self.list.current
        try:
            people.require(self._desk.office, "export")
            if file and not file.here:
                attachments.content(self._desk.reader, file.row)  # says why there is nothing to save
            code = attachments.code_of(self._desk.reader, file.row) if file else ""
            if code and not self._ticked(code):
                return
            target = self.choose_target(file) if file else None
            if file and target:
                attachments.save_copy(self._desk.office, file, target, denunciations=bool(code))
                self._desk.say(_("A readable copy was saved outside the program; the access log notes it."))
        except DanvanError as error:
            self._desk.fail(error, self)

    def _ticked(self, code: str) -> bool:
        """The tick before a denunciation's file leaves the program."""
        from danvan_desktop.gui.reports.disclosing import confirm_content

        text = _("A page in somebody’s hand tells who denounces. Save a copy only of a page on which name, address,"
                 " signature and handwriting are covered.")  # fmt: skip
        return confirm_content(self._desk, _("A file of denunciation {code}").format(code=code), text, self)


def _ignore(_error: BaseException) -> None:
    """A small picture that cannot be made stays an icon."""
