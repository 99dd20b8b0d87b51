"""One field, two values, side by side: who wrote which and when; one is chosen, or a third is typed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QRadioButton, QVBoxLayout, QWidget

from danvan_desktop.app.conflict_view import ConflictView, SideView
from danvan_desktop.gui.handover.lines import clear
from danvan_desktop.gui.widgets import Panel, StateLabel, button, column, label, restyle, row, tool
from danvan_desktop.i18n import _


class SideFrame(QFrame):
    """One of the values; a click anywhere chooses it."""

    def __init__(self, side: SideView) -> None:
        super().__init__()
        self.side = side
        self.pick = QRadioButton(_title(side))
        self.pick.setAccessibleDescription(side.text)
        self.setProperty("role", "pick")
        value = label(side.text, "strong", wrap=True)
        value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        who = _("{officer}, {when}").format(officer=side.officer, when=f"{side.when:%d/%m/%Y %H:%M}")
        self.setLayout(column(self.pick, value, label(who, "cap", wrap=True), label(side.unit, "cap"), None, gap=2,
                              margins=(10, 4, 10, 6)))  # fmt: skip
        self.pick.toggled.connect(self._on_toggled)

    def _on_toggled(self, on: bool) -> None:
        restyle(self, on="true" if on else "false")

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: D102  Qt's name
        self.pick.setChecked(True)
        event.accept()


def _title(side: SideView) -> str:
    where = _("Written on this computer") if side.here else _("Written on another computer")
    return _("{side} (shown now)").format(side=where) if side.shown else where


class ConflictCard(Panel):
    """Goes through the open conflicts. `settled` carries one and the op kept; `another` one that gets a third value."""

    settled = Signal(object, str)
    another = Signal(object)
    record_wanted = Signal(str, bytes)

    def __init__(self) -> None:
        self._holder, arrows = QWidget(), row(gap=0)
        super().__init__(_("Differences"), self._holder, "git-compare", arrows)
        self._conflicts: list[ConflictView] = []
        self._at = 0
        self._lay = QVBoxLayout()
        self._lay.setContentsMargins(12, 8, 12, 8)
        self._lay.setSpacing(6)
        self._holder.setLayout(self._lay)
        self._group = QButtonGroup(self._holder)
        self.sides: list[SideFrame] = []
        self.before = tool("chevron-left", _("Previous difference"), self._on_before)
        self.after = tool("chevron-right", _("Next difference"), self.show_next)
        self.use = button(_("&Use the chosen one"), "check", slot=self._on_use)
        self.type = button(_("T&ype another value…"), slot=self._on_another)
        self.later = button(_("Later"), kind="quiet", slot=self.show_next)
        arrows.addWidget(self.before)
        arrows.addWidget(self.after)
        self.before.hide()
        self.after.hide()
        self._lay.addWidget(label(_("Reading…"), "muted"))  # “none” is said only once it was looked

    def show_conflicts(self, conflicts: list[ConflictView]) -> None:
        """Show the open conflicts, at the place where one was."""
        self._conflicts = conflicts
        self._at = min(self._at, max(0, len(conflicts) - 1))
        self._show()

    def show_next(self) -> None:
        """The next one; this one stays open, both values are kept."""
        if self._conflicts:
            self._at = (self._at + 1) % len(self._conflicts)
            self._show()

    def _on_before(self) -> None:
        if self._conflicts:
            self._at = (self._at - 1) % len(self._conflicts)
            self._show()

    @property
    def current(self) -> ConflictView | None:
        """The conflict shown."""
        return self._conflicts[self._at] if self._conflicts else None

    def _show(self) -> None:
        for kept in (self.use, self.type, self.later):
            kept.setParent(None)  # they outlive what they stood in
        clear(self._holder)
        self.sides = []
        several = len(self._conflicts) > 1
        self.before.setVisible(several)
        self.after.setVisible(several)
        conflict = self.current
        if conflict is None:
            self.title.setText(_("Differences"))
            self._lay.addLayout(row(StateLabel("check", _("No field has two values."), "ok"), None))
            self._lay.addStretch(1)
            return
        self.title.setText(_("Difference {place}/{all}: “{field}”").format(
            place=self._at + 1, all=len(self._conflicts), field=conflict.field_label))  # fmt: skip
        self._fill(conflict)

    def _fill(self, conflict: ConflictView) -> None:
        opened = button(_("Open the record"), kind="link", slot=self._on_open)
        title = label(_short(conflict.title or conflict.record_label), "strong")
        self._lay.addLayout(row((title, 1), opened))
        frames = row(gap=8)
        for side in conflict.sides:
            frame = SideFrame(side)
            self._group.addButton(frame.pick)
            self.sides.append(frame)
            frames.addWidget(frame, 1)
        self._lay.addLayout(frames)
        self._lay.addWidget(label(_hint(conflict), "cap", wrap=True))
        self._lay.addLayout(row(self.use, self.type, None, self.later))
        self._lay.addStretch(1)
        for kept in (self.use, self.later):
            kept.show()
        self.type.setVisible(not conflict.deletion)
        self.use.setEnabled(conflict.ours)
        self.type.setEnabled(conflict.ours)
        next((frame for frame in self.sides if frame.side.shown), self.sides[0]).pick.setChecked(True)

    def _on_use(self) -> None:
        chosen = next((frame.side for frame in self.sides if frame.pick.isChecked()), None)
        if chosen is not None and self.current is not None:
            self.settled.emit(self.current, chosen.op)

    def _on_another(self) -> None:
        if self.current is not None:
            self.another.emit(self.current)

    def _on_open(self) -> None:
        if self.current is not None:
            self.record_wanted.emit(self.current.type_name, self.current.row)


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"


def _hint(conflict: ConflictView) -> str:
    if not conflict.ours:
        return _("This record belongs to {unit}: that office chooses; both values are kept until then.").format(
            unit=conflict.owner
        )
    value = f"“{_short(conflict.before)}”"
    before = _("Before, it held: {value}.").format(value=value) if conflict.before else ""
    kept = _("Both are kept; the one not chosen stays in the history.")
    return f"{before} {kept}".strip()
