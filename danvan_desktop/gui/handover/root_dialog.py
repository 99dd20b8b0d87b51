"""The province root is made or renewed: sheets on paper first, one typed back, and only then does it count."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QDialog, QFileDialog, QWidget

from danvan_desktop.app import doors, roster_root
from danvan_desktop.app.roster_root import MadeRoot, NewRoot
from danvan_desktop.errors import DanvanError
from danvan_desktop.gui.desk import Desk
from danvan_desktop.gui.handover.sheet_lines import SheetLines
from danvan_desktop.gui.widgets import Note, StateLabel, button, column, fit_screen, label, row, show_if
from danvan_desktop.i18n import _

_SHARES = 3


class MakeRootDialog(QDialog):
    """Accepted once the root counts; `made` says which. With `renews` the old sheets are asked for first."""

    def __init__(self, desk: Desk, parent: QWidget | None = None, *, renews: bool = False) -> None:
        super().__init__(parent)
        self._desk, self._renews = desk, renews
        self._new: NewRoot | None = None
        self.made: MadeRoot | None = None
        title = _("Renew the root of the province") if renews else _("Make the root of the province")
        self.setWindowTitle(title)
        self.setMinimumWidth(760)
        self.old, self.back = SheetLines(), SheetLines()
        self.lost = QCheckBox(_("The old sheets are &lost: every office types the new root code once"))
        self._signs = [] if renews else roster_root.earlier_signs(desk.office)
        self._lay_out_earlier()
        self.split = QCheckBox(_("In &three parts, of which any two are enough"))
        self.print = button(_("P&rint the sheets…"), "printer", slot=self._on_print)
        self.save = button(_("Save as P&DF…"), "file-text", slot=self._on_save)
        self.done_ = StateLabel()
        self.problem = Note("danger", "circle-alert", "")
        self.problem.hide()
        self.go = button(_("&Put the root in force"), "key-round", "primary", slot=self.put_in_force)
        self._lay_out(title)
        self.old.changed.connect(self._look)
        self.back.changed.connect(self._look)
        self.lost.toggled.connect(self._look)
        self.anyway.toggled.connect(self._look)
        self._look()
        fit_screen(self)

    def _lay_out(self, title: str) -> None:
        why = _(
            "The root is kept on paper only: two equal sheets in two sealed envelopes, or three parts with three"
            " persons. With it the province says which offices belong to it, even after its computer is lost."
        )
        before = QWidget()
        before.setLayout(column(label(_("The old sheet, from its envelope:"), "strong"), self.old, self.lost, gap=6))
        show_if(before, self._renews)
        back = label(_("Now type a sheet back from the paper, so that it is sure to be readable:"), "strong", wrap=True)
        self.setLayout(column(
            label(title, "h2"), label(why, "muted", wrap=True), self.first, self.earlier, self.anyway, before,
            self.split,
            row(self.print, self.save, self.done_, None), back, self.back, self.problem, None,
            row(None, button(_("Cancel"), slot=self.reject), self.go), gap=10, margins=(16, 16, 16, 16),
        ))  # fmt: skip

    def _lay_out_earlier(self) -> None:
        """Said before a first root is made: that there may be one, and what tells of it."""
        instead = _(
            "Where there was one, close this window and take the roster file of any office of the province in; then"
            " choose “Let this computer sign…” with the root sheets."
        )
        title = _("This province seems to have a root already.")
        said = (*self._signs, roster_root.not_taken(), instead)
        self.earlier = Note("warn", "circle-alert", title, " ".join(said))
        self.first = label(f"{roster_root.first_only()} {instead}", "muted", wrap=True)
        self.anyway = QCheckBox(_("&All the same, make a first root: there was none, or nothing of it is left"))
        for widget, shown in (
            (self.earlier, bool(self._signs)), (self.anyway, bool(self._signs)),
            (self.first, not self._signs and not self._renews),
        ):  # fmt: skip
            show_if(widget, shown)

    # --- on paper
    def prepare(self) -> NewRoot | None:
        """The root whose sheets go on paper; made once. None with a sentence where it cannot be."""
        if self._new is None:
            office, split = self._desk.office, self.split.isChecked()
            try:
                if self._renews:
                    old = None if self.lost.isChecked() else self.old.typed
                    self._new = roster_root.prepare_renewal(office, old, split=split)
                else:
                    self._new = roster_root.prepare(office, split=split, anyway=self.anyway.isChecked())
            except DanvanError as error:
                self._say(error)
        self._look()
        return self._new

    def _on_print(self) -> None:
        from danvan_desktop.gui.reports.print_dialog import PrintDialog

        if (new := self.prepare()) is None:
            return
        pages = _SHARES if len(new.sheets) == _SHARES else 2
        asked = PrintDialog(self._desk, new.pdf(self._desk.store.unit.name), _("Root sheets"), pages, parent=self)
        asked.printed.connect(self._on_printed)
        asked.save_wanted.connect(self._on_save)
        asked.exec()

    def _on_printed(self, printer: str) -> None:
        doors.note(self._desk.office, doors.PRINTED, _("Root sheets"))
        self._on_paper(_("Sent to the printer {name}.").format(name=printer))

    def _on_save(self) -> None:
        if self.prepare() is None:
            return
        file, _kind = QFileDialog.getSaveFileName(self, _("Root sheets"), str(Path.home() / "to-goc.pdf"), "*.pdf")
        if file:
            self.save_to(Path(file))

    def save_to(self, file: Path) -> None:
        """Write the sheets."""
        if (new := self.prepare()) is None:
            return
        try:
            roster_root.save_sheets(self._desk.office, new, file)
        except DanvanError as error:
            self._say(error)
            return
        self._on_paper(_("Saved: {file}. Print it, then delete the file.").format(file=file.name))

    def _on_paper(self, text: str) -> None:
        self.problem.hide()
        self.done_.show_state("circle-check", text, "ok")
        self.back.setFocus()

    # --- in force
    def _look(self) -> None:
        """What can be done now."""
        begun = self._new is not None
        ready = self.lost.isChecked() or self.old.complete if self._renews else self._may_begin()
        for made in (self.print, self.save):
            made.setEnabled(ready)
        asked: tuple[QWidget, ...] = (self.split, self.lost, self.old, self.anyway)
        for widget in asked:
            widget.setEnabled(not begun)
        self.back.setEnabled(begun)
        self.go.setEnabled(begun and self.back.complete)

    def _may_begin(self) -> bool:
        return not self._signs or self.anyway.isChecked()

    def put_in_force(self) -> None:
        """Let the root count, when a sheet typed back brings it."""
        if self._new is None:
            return
        try:
            if not self._new.typed_back(self.back.typed):
                self.problem.say(_("This is not the sheet that was just printed."), _("Nothing was changed."))
                self.problem.show()
                return
            self.made = roster_root.put_in_force(self._desk.office, self._new)
        except DanvanError as error:
            self._say(error)
            return
        self.accept()

    def _say(self, error: DanvanError) -> None:
        self.problem.say(error.message, error.advice)
        self.problem.show()

    def done(self, result: int) -> None:
        """The digits leave the window and the memory."""
        self._new = None
        for lines in (self.old, self.back):
            lines.forget()
        super().done(result)
