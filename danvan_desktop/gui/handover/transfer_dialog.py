"""Chuyển hồ sơ: where to, with which letter, and exactly what leaves, before anything is written."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QDialog, QFileDialog, QWidget

from danvan_desktop import records
from danvan_desktop.app import disclosure, transfer
from danvan_desktop.app.dossier import Dossier
from danvan_desktop.app.transfer import Letter, Sent
from danvan_desktop.domain.masking import Level
from danvan_desktop.errors import DanvanError
from danvan_desktop.gui.handover.dossier_tree import DossierTree
from danvan_desktop.gui.handover.unit_pick import UnitPick
from danvan_desktop.gui.widgets import Field, FieldGrid, Note, button, column, fit_screen, label, row, show_if
from danvan_desktop.i18n import _

if TYPE_CHECKING:
    from danvan_desktop.gui.desk import Desk
    from danvan_desktop.storage.reading import Record

_FIELDS = {"letter_no": 4, "letter_on": 3, "reason": 5}  # columns of twelve


class TransferDialog(QDialog):
    """Accepted once the dossier is written; `sent` says what was."""

    def __init__(self, desk: Desk, petition: bytes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._petition = desk, petition
        self.sent: Sent | None = None
        self.found: Dossier | None = None
        known = transfer.sent_before(desk.store, petition)
        self.setWindowTitle(_("Send the dossier again") if known else _("Hand a dossier on"))
        self.resize(900, 640)
        self._make_parts(known)
        self.setLayout(column(
            Field(_("&Receiving unit"), self.units), self._grid(again=known is not None),
            label(_("What leaves"), "h2"), (self.tree, 1), self.note, self.names, self.content,
            row(self.write, None, button(_("Cancel"), slot=self.reject)),
            margins=(16, 12, 16, 12),
        ))  # fmt: skip
        self.units.chosen.connect(self._look)
        if known is not None:
            self.units.choose(transfer.receiver_of(known))
        self._look()
        fit_screen(self)

    def _make_parts(self, known: Record | None) -> None:
        """Unit, letter, tree and ticks; names are ticked as the office settled, or as they went the first time."""
        from danvan_desktop.gui.forms import editor_for

        kind = records.get("transfer")
        self.editors = {name: editor_for(self._desk, kind, kind.field(name)) for name in _FIELDS}
        self._fields = {name: Field(_(kind.field(name).label), made) for name, made in self.editors.items()}
        self.units = UnitPick(self._desk.store)
        self.tree = DossierTree()
        self.note = Note("info", "info", _("Choose the receiving unit."))
        self.names = QCheckBox(_("Personal &values and files go along (full names)"))
        went = known is not None and bool(known.values.get("with_values") or known.values.get("with_files"))
        self.names.setChecked(went or disclosure.level(self._desk.reader, disclosure.TRANSFER) is Level.FULL)
        self.names.toggled.connect(self._look)
        self.content = QCheckBox(_("I have looked: identities are removed, their content &may leave"))
        self.content.toggled.connect(self._say_ready)
        self.write = button(_("&Write the dossier…"), "file-output", "primary", slot=self._on_write)

    def _grid(self, *, again: bool) -> FieldGrid:
        """The letter; one that went with the dossier is not written anew."""
        made = FieldGrid()
        for name, width in _FIELDS.items():
            made.add(self._fields[name], width)
        show_if(made, not again)
        return made

    def _look(self) -> None:
        """Show what would leave to the unit picked; nothing is written."""
        self.found, code = None, self.units.code
        if code:
            try:
                self.found = transfer.preview(self._desk.store, self._petition, code, self._level)
            except DanvanError as error:
                self._say(error.message, error.advice, tone="danger")
        elif not self.units.list.count():
            why = _("The list of units comes with the next package of the unit above; take it in first.")
            self._say(_("No unit of that name is known here."), why)
        else:
            self._say(_("Choose the receiving unit."))
        if self.found is not None:
            self._say_found(self.found)
        self.tree.show_dossier(self.found)
        secret = self.found is not None and self.found.denunciation
        self.content.setVisible(secret)
        self.names.setVisible(not secret)
        self._say_ready()

    @property
    def _level(self) -> str:
        return Level.FULL if self.names.isChecked() else Level.CODE

    def _say_ready(self) -> None:
        """A denunciation leaves only after somebody has looked."""
        found = self.found
        self.write.setEnabled(found is not None and (not found.denunciation or self.content.isChecked()))

    def _say_found(self, found: Dossier) -> None:
        if found.denunciation:
            self._say(_("A denunciation: free text and files stay here; hand the sealed paper file over by hand."),
                      tone="warn")  # fmt: skip
            return
        self._say(
            _("{count} records leave, {values} personal values and {files} files among them unmasked.").format(
                count=len(found.parts), values=len(found.values), files=len(found.blobs)
            ),
            _("That unit took the dossier over: it gets once more what was to go with it, nothing besides.")
            if transfer.gone_to(self._desk.store, self._petition) else
            _("The file is sealed to the receiving unit: whoever carries it opens nothing. Until that unit takes the"
              " dossier over, both sides may add steps; afterwards it is only read here."),
        )  # fmt: skip

    def _say(self, title: str, text: str = "", tone: str = "info") -> None:
        self.note.say(title, text)
        self.note.setProperty("tone", tone)
        self.note.style().unpolish(self.note)
        self.note.style().polish(self.note)

    def _on_write(self) -> None:
        QGuiApplication.inputMethod().commit()
        folder = QFileDialog.getExistingDirectory(self, _("Where the dossier is written: the stick"))
        if folder:
            self.write_to(Path(folder))

    def write_to(self, folder: Path) -> None:
        """Offer the dossier and write its file."""
        letter, unit = self._letter(), self.units.code
        if letter is None or not unit:
            return
        petition, officer, today = self._petition, self._desk.officer, self._desk.today()
        names, ticked = self._level, self.content.isChecked()
        self.write.setEnabled(False)
        self._desk.write(
            self,
            lambda store, _progress: transfer.send(
                store, petition, unit, folder, officer=officer, today=today, letter=letter, names=names,
                denunciations=ticked,
            ),
            self._on_sent, self._on_failed, _("Writing the dossier"),
        )  # fmt: skip

    def _letter(self) -> Letter | None:
        typed = {}
        for name, editor in self.editors.items():
            self._fields[name].clear_problem()
            try:
                typed[name] = editor.value()
            except (DanvanError, ValueError) as error:
                self._fields[name].show_problem(error.message if isinstance(error, DanvanError) else str(error))
                return None
        day = typed["letter_on"]
        words = {name: value if isinstance(value, str) else "" for name, value in typed.items()}
        return Letter(words["letter_no"], day if isinstance(day, date) else None, words["reason"])

    def _on_sent(self, sent: Sent) -> None:
        self.sent = sent
        self._desk.saved("transfer")
        names = ", ".join(Path(package.file).name for package in sent.packages)
        self._desk.say(_("Written: {file}").format(file=names))
        self.accept()

    def _on_failed(self, error: BaseException) -> None:
        self._say_ready()
        if isinstance(error, DanvanError):
            self._desk.fail(error, self)
            return
        raise error
