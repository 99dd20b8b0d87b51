"""The strip about the stick: its name, what is free, what lies on it, when it was used last."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from danvan_desktop.app.stick_view import StickView
from danvan_desktop.gui.handover.lines import clear, keep_order, size_text
from danvan_desktop.gui.handover.stick_watch import Volume
from danvan_desktop.gui.widgets import Note, button
from danvan_desktop.i18n import _


class StickNote(QWidget):
    """`enrol_wanted` when the stick carries a request or a certificate and the officer turns to it."""

    enrol_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        lay = QVBoxLayout(self)
        lay.setContentsMargins(0, 0, 0, 0)
        self.show_stick(None, None, {})

    def show_stick(self, stick: Volume | None, view: StickView | None, names: dict[str, str]) -> None:
        """Show a stick, a folder opened by hand, or that nothing is in."""
        lines = _lines(view, names) if view else []
        actions = (
            [button(_("Enrolment…"), "key-round", slot=self.enrol_wanted.emit)] if view and view.enrolments else []
        )
        if stick is not None:
            title = _("Stick “{name}” ({path}), {free} free").format(
                name=stick.name, path=stick.path, free=size_text(stick.free)
            )
            if stick.read_only:
                lines.append(_("It is write-protected: packages can be taken in, nothing can be written."))
            self._put(Note("warn" if stick.read_only else "ok", "usb", title, " ".join(lines), actions))
        elif view is not None:
            self._put(Note("info", "folder-open", str(view.folder), " ".join(lines), actions))
        else:
            text = _("Put one in: it is seen by itself. Nothing is sent over a network.")
            self._put(Note("info", "usb", _("No stick is in"), text))

    def show_problem(self, title: str, text: str) -> None:
        """Say why the stick or folder cannot be read."""
        self._put(Note("danger", "circle-alert", title, text))

    def _put(self, note: Note) -> None:
        clear(self)
        layout = self.layout()
        if layout is not None:
            layout.addWidget(note)
            keep_order(self, self)


def _lines(view: StickView, names: dict[str, str]) -> list[str]:
    found = []
    if view.arrived:
        senders = sorted({names.get(item.unit, item.unit) for item in view.arrived if item.unit})
        text = _("Packages to take in: {count}, by their names from {names}.")
        found.append(text.format(count=len(view.arrived), names=", ".join(senders[:3]) or "?"))
    if view.receipts:
        found.append(_("Receipts: {count}.").format(count=len(view.receipts)))
    if view.missing_parts:
        found.append(_("Parts are missing: {names}.").format(names=", ".join(view.missing_parts)))
    if view.enrolments:
        found.append(_("Enrolment files: {count}.").format(count=len(view.enrolments)))
    if view.last_used:
        found.append(_("This stick was used for a hand-over on {day}.").format(day=f"{view.last_used:%d/%m/%Y}"))
    return found or [_("No package waits on it.")]
