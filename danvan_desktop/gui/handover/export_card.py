"""What will go, to whom, and out with it: written, read back, then "the stick may be taken out"."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from danvan_desktop.app.handover_view import PeerLine
from danvan_desktop.app.outgoing import Outgoing
from danvan_desktop.gui.handover.lines import FigureLine, bring_up, clear, keep_order, lead, size_text
from danvan_desktop.gui.handover.slips import SlipButtons
from danvan_desktop.gui.handover.stick_watch import Volume
from danvan_desktop.gui.widgets import Note, Panel, button, column, label, row, rule
from danvan_desktop.handoff.export import ExportedPackage
from danvan_desktop.i18n import _


class ExportCard(Panel):
    """`wanted` asks to write to the stick, `folder_wanted` to a folder, `unit_chosen` for another receiver."""

    wanted = Signal()
    folder_wanted = Signal()
    unit_chosen = Signal(str)
    records_wanted = Signal(str)  # new, changed or ""
    slip_wanted = Signal(object)  # the package's file
    roster_wanted = Signal()

    def __init__(self, *, is_top: bool = False) -> None:
        """`is_top`: this is the province, which makes the root."""
        body = QWidget()
        self._caption = label("", "cap")
        super().__init__(_("What goes out"), body, "file-output", self._caption)
        self._sealable, self._allowed, self.is_top = False, True, is_top
        self.units = QComboBox()
        self.units.setAccessibleName(_("Receiver"))
        self._lines = QVBoxLayout()
        self._lines.setSpacing(3)
        holder = QWidget()
        holder.setLayout(self._lines)
        self._holder = holder
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._said = QWidget()
        self._said.setLayout(column())
        self.go = button(_("Write to the &stick"), "upload", "primary", slot=self.wanted.emit)
        self.folder = button(_("To a &folder…"), "folder-open", slot=self.folder_wanted.emit)
        self.each = button(_("See each record"), kind="link", slot=self._on_each)
        to = row(label(_("Receiver"), "cap"), (self.units, 1), gap=12)
        buttons = row(self.go, self.folder, None, self.each)
        body.setLayout(column(to, holder, self._said, buttons, gap=6, margins=(12, 8, 12, 10)))
        self.units.activated.connect(self._on_unit)
        self.set_stick(None)
        self.each.hide()
        self.folder.setEnabled(False)

    def show_units(self, lines: list[PeerLine], chosen: str) -> None:
        """Fill the receivers."""
        self.units.clear()
        for line in lines:
            self.units.addItem(_("{name} ({unit})").format(name=line.name, unit=line.peer.unit), line.peer.unit)
        self.units.setCurrentIndex(max(0, self.units.findData(chosen)))
        self.units.setEnabled(bool(lines))

    def show_outgoing(self, going: Outgoing | None) -> None:
        """Show what an export would carry now."""
        clear(self._holder)
        waits = going is not None and bool(going.new + going.changed)
        self.each.setVisible(waits)
        self._caption.setText(_("without a receipt yet") if waits else _("nothing new") if going is not None else "")
        self._sealable = going is not None
        self.folder.setEnabled(self._sealable and self._allowed)
        if going is None:
            self._lines.addWidget(self._nobody())
            return
        since = going.since.strftime("%d/%m") if going.since else ""
        fresh = _("New records since {day}").format(day=since) if since else _("New records")
        self._add("file-plus", fresh, str(going.new), "new" if going.new else "")
        self._add("pencil", _("Records changed"), str(going.changed), "changed" if going.changed else "")
        persons = _("sent: a computer of this office") if going.persons_travel else _("stay here")
        self._add("eye-off", _("Names, addresses, contacts of persons"), persons)
        self._add("lock-keyhole", _("Identity of denouncers"), _("never sent"))
        self._add("paperclip", _("Attached files"), persons)
        self._lines.addWidget(rule())
        size = label(_("about {size}, encrypted").format(size=size_text(going.size)), "cap")
        self._lines.addLayout(row(label(going.file, "strong"), None, size))

    def _nobody(self) -> Note:
        """Why nothing can go out, and the way to the page where that is mended."""
        text = _("Take in its first package, or the province's newest roster.")
        if self.units.count() > 0:
            title = _("No computer of this unit is in force here, so nothing can be sealed for it.")
        elif self.is_top:
            title = _("No office below is known here yet.")
            text = _("Make the root under “Keys and roster”, then take in the first package of each office.")
        else:
            title = _("No other office is known here yet.")
            text = _("Take in the province's roster file and type its root code under “Keys and roster”.")
        opens = button(_("Keys and roster"), "key-round", slot=self.roster_wanted.emit)
        return Note("info", "info", title, text, [opens])

    def _add(self, icon: str, text: str, figure: str, opens: str = "") -> None:
        line = FigureLine(icon, "text2", text, figure, opens=bool(opens))
        if opens:
            line.setToolTip(_("Double click shows the records"))
            line.opened.connect(self._on_new if opens == "new" else self._on_changed)
        self._lines.addWidget(line)

    def set_stick(self, stick: Volume | None, *, allowed: bool = True) -> None:
        """Writing to a stick needs one."""
        good, self._allowed = stick is not None and not stick.read_only, allowed
        self.folder.setEnabled(allowed and self._sealable)
        self.folder.setToolTip("" if allowed else _("Your role does not include this."))
        self.go.setEnabled(good and allowed and self._sealable)
        tip = _("No stick is in") if stick is None else _("The stick is write-protected") if not good else ""
        self.go.setToolTip(tip if allowed else _("Your role does not include this."))

    def steps(self) -> list[QWidget]:
        """What the Tab key goes through."""
        return [self.units, self.go, self.folder, self.each]

    def step_back(self, other_first: bool) -> None:
        """Where packages wait to be taken in that comes first: one button of the page is filled."""
        lead(self.go, "upload", not other_first)

    def show_written(self, packages: list[ExportedPackage], where: Path, *, stick: bool) -> None:
        """Say what was written and that it reads back."""
        clear(self._said)
        names = ", ".join(Path(package.file).name for package in packages)
        size = size_text(sum(package.bytes for package in packages))
        title = _("Written and read back: the stick may be taken out") if stick else _("Written and read back")
        place = self.units.findData(packages[0].to) if packages else -1
        to = self.units.itemText(place) if place >= 0 else ""
        text = _("For {unit}: {names}, {size}, in {folder}").format(unit=to, names=names, size=size, folder=where)
        slips = SlipButtons([Path(package.file) for package in packages])
        slips.wanted.connect(self.slip_wanted)
        self._put(Note("ok", "circle-check", title, text, [slips]))

    def show_problem(self, title: str, text: str) -> None:
        """Say why it could not be written."""
        clear(self._said)
        self._put(Note("danger", "circle-alert", title, text))

    def forget_said(self) -> None:
        """Take the last sentence away."""
        clear(self._said)

    def _put(self, note: Note) -> None:
        layout = self._said.layout()
        if layout is not None:
            layout.addWidget(note)
            keep_order(self.units, self._said)
            bring_up(self)

    def _on_unit(self) -> None:
        self.unit_chosen.emit(str(self.units.currentData()))

    def _on_new(self) -> None:
        self.records_wanted.emit("new")

    def _on_changed(self) -> None:
        self.records_wanted.emit("changed")

    def _on_each(self) -> None:
        self.records_wanted.emit("")
