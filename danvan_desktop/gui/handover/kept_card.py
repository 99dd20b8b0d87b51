"""Packages kept apart: why, what to do, once more or away with them."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from danvan_desktop.app.kept_packages import Kept
from danvan_desktop.gui.handover.lines import clear
from danvan_desktop.gui.widgets import Panel, StateLabel, button, column, framed, icon_label, label, row
from danvan_desktop.handoff.refusal import NEW_UNIT, REFUSED_UNIT
from danvan_desktop.i18n import _

_SAID_ELSEWHERE = {NEW_UNIT, REFUSED_UNIT}  # under “New units”; the overview counts them as units


class KeptCard(Panel):
    """`retry_wanted` and `drop_wanted` carry the package's id."""

    retry_wanted = Signal(bytes)
    drop_wanted = Signal(bytes)

    def __init__(self) -> None:
        self._holder = QWidget()
        super().__init__(_("Kept apart"), self._holder, "archive")
        self._lay = QVBoxLayout()
        self._lay.setContentsMargins(12, 8, 12, 8)
        self._lay.setSpacing(8)
        self._holder.setLayout(self._lay)
        self._ids: dict[QPushButton, bytes] = {}
        self._lay.addWidget(label(_("Reading…"), "muted"))

    def show_kept(self, kept: list[Kept]) -> None:
        """Show every package that waits, oldest first; last those that are no fault: of new units, for other units."""
        clear(self._holder)
        self._ids.clear()
        waiting = [package for package in kept if not _is_no_fault(package)]
        self.title.setText(_("Kept apart: {count}").format(count=len(waiting)) if waiting else _("Kept apart"))
        if not kept:
            self._lay.addLayout(row(StateLabel("check", _("No package is kept apart."), "ok"), None))
        for package in (*waiting, *(package for package in kept if _is_no_fault(package))):
            self._lay.addWidget(self._line(package))
        self._lay.addStretch(1)

    def _line(self, package: Kept) -> QFrame:
        again, away = button(_("Try again"), kind="link"), button(_("Throw away"), kind="link")
        again.clicked.connect(self._on_retry)
        away.clicked.connect(self._on_drop)
        for made in (again, away):
            self._ids[made] = package.id
            made.setAccessibleDescription(package.file)
        head = row(icon_label(*_mark(package)), (label(package.heading, "strong", wrap=True), 1), again, away, gap=8)
        return framed(column(head, label(package.file, "cap"), label(package.text, wrap=True), gap=2), "line")

    def _on_retry(self) -> None:
        if (found := self._ids.get(self.sender())) is not None:  # type: ignore[call-overload]
            self.retry_wanted.emit(found)

    def _on_drop(self) -> None:
        if (found := self._ids.get(self.sender())) is not None:  # type: ignore[call-overload]
            self.drop_wanted.emit(found)


def _is_no_fault(package: Kept) -> bool:
    """Whether nobody has to look after it here."""
    return package.elsewhere or package.word in _SAID_ELSEWHERE


def _mark(package: Kept) -> tuple[str, str]:
    """Picture and tone."""
    if package.elsewhere:
        return "package", "text2"
    if package.waiting:
        return "hourglass", "warn"
    return ("circle-slash" if package.word == REFUSED_UNIT else "package-x"), "warn"
