"""What came: looked at first (nothing is written), then taken in; the receipt goes back on the stick."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from danvan_desktop.app.kept_packages import heading_of
from danvan_desktop.gui.handover.lines import FigureLine, bring_up, clear, keep_order, lead
from danvan_desktop.gui.handover.slips import SlipButtons
from danvan_desktop.gui.widgets import Note, Panel, StateLabel, button, column, label, row
from danvan_desktop.handoff.imported import APPLIED, DUPLICATE, UNREAD, ImportedPackage
from danvan_desktop.i18n import _

MAX_SAID = 4
MAX_NAMED = 2


class ArrivalCard(Panel):
    """`trial_wanted` asks for a look, `taking_wanted` to take in; its bool: whether receipts are written."""

    trial_wanted = Signal()
    taking_wanted = Signal(bool)
    slip_wanted = Signal(object)  # the package's file
    waits = Signal(bool)  # whether something waits here for the officer
    filled = Signal(bool)  # whether there is anything to be read here

    def __init__(self) -> None:
        body, self._note = QWidget(), label("", "cap")
        super().__init__(_("What came in"), body, "package-open", self._note)
        self._lines = QVBoxLayout()
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(3)
        self._holder = QWidget()
        self._holder.setLayout(self._lines)
        self.look = button(_("&Look at them first"), "search-check", slot=self.trial_wanted.emit)
        self.take = button(_("&Take in"), "download", slot=self._on_take)
        self.later = button(_("Not now"), kind="quiet", slot=self.show_nothing)
        self.receipt = QCheckBox()
        self.set_place(stick=True)
        self.receipt.setChecked(True)
        foot = row(self.look, self.take, self.later, None, self.receipt)
        body.setLayout(column(self._holder, None, foot, gap=6, margins=(12, 8, 12, 10)))
        self.show_nothing()

    def set_place(self, *, stick: bool) -> None:
        """Whether what is shown lies on a stick or in a folder."""
        self._on_stick = stick
        self.receipt.setText(
            _("Write the receipt back to the stick") if stick else _("Write the receipt beside the package")
        )

    def steps(self) -> list[QWidget]:
        """What the Tab key goes through."""
        return [self.look, self.take, self.later, self.receipt]

    def show_nothing(self) -> None:
        """No package waits."""
        clear(self._holder)
        self.title.setText(_("What came in"))
        self._note.setText("")
        self._lines.addWidget(label(_("Put a stick in, or open packages from a folder."), "muted", wrap=True))
        self._buttons(look=False, take=False)
        self.filled.emit(False)

    def show_found(self, count: int) -> None:
        """Packages lie there and were not looked at yet."""
        clear(self._holder)
        self.title.setText(_("What came in"))
        self._note.setText(_("not opened yet"))
        self._lines.addWidget(label(_("Packages and receipts for this office: {count}").format(count=count), wrap=True))
        self._buttons(look=True, take=False)
        self.filled.emit(True)

    def show_trial(self, found: list[ImportedPackage], names: dict[str, str]) -> None:
        """Show what taking in would do."""
        self._show(found, names)
        self._note.setText(_("only looked at, nothing written"))
        good = any(package.status == APPLIED for package in found)
        self._buttons(look=False, take=bool(found) and (good or any(p.word for p in found)))
        self.receipt.setVisible(self.take.isVisibleTo(self) and any(not package.receipt for package in found))
        bring_up(self)

    def show_taken(self, found: list[ImportedPackage], names: dict[str, str], *, receipts: bool) -> None:
        """Show what was done."""
        self._show(found, names)
        self._note.setText(_("taken in"))
        good = [package for package in found if package.status == APPLIED]
        brought = [package for package in good if not package.receipt]
        slips = SlipButtons([file for package in brought if (file := Path(package.file)).is_file()])
        slips.wanted.connect(self.slip_wanted)
        mark, tone = ("circle-check", "ok") if good else ("archive", "warn")
        said = Note(
            tone, mark, _taken_title(good), _stick_text(brought, receipts=receipts, stick=self._on_stick), [slips]
        )
        self._lines.insertWidget(0, said)
        keep_order(self.receipt, self._holder)
        self._buttons(look=False, take=False)
        bring_up(self)

    def _show(self, found: list[ImportedPackage], names: dict[str, str]) -> None:
        clear(self._holder)
        good = [package for package in found if package.status == APPLIED]
        others = [package for package in found if package.elsewhere]
        refused = [p for p in found if p.status not in {APPLIED, DUPLICATE} and not p.elsewhere]
        self.title.setText(_title(found, names))
        if not found:
            self._lines.addWidget(label(_("None of the packages there is for this office."), wrap=True))
            return
        if good:
            sound = _sound_text(len(good), len(found) - len(others), whole=not refused)
            self._lines.addLayout(row(StateLabel("shield-check", sound, "ok"), None))
        self._show_figures(found, good)
        self._show_refused(refused)
        self._show_others(others)
        for package in (p for p in good if p.reason):
            self._lines.addWidget(label(package.reason, "cap", wrap=True))

    def _show_figures(self, found: list[ImportedPackage], good: list[ImportedPackage]) -> None:
        """What those brought that come in; a figure that is rare stands only where it is not nought."""
        if known := sum(package.status == DUPLICATE for package in found):
            self._line("check-check", _("Packages taken in before"), known)
        if answers := sum(package.receipt for package in good):
            self._line("mail", _("Receipts for what was handed over"), answers, "ok")
        self._line("plus", _("New records"), sum(package.new for package in good))
        self._line("pencil", _("Records changed"), sum(package.changed for package in good))
        if files := sum(package.files for package in good):
            self._line("paperclip", _("Attached files that are whole now"), files)
        conflicts = sum(package.conflicts for package in good)
        self._line("git-compare", _("Changed on both sides, to be chosen"), conflicts, "warn" if conflicts else "text2")

    def _show_refused(self, refused: list[ImportedPackage]) -> None:
        """How many do not come in, and why of the first few."""
        unread = sum(package.status == UNREAD for package in refused)
        apart = len(refused) - unread
        self._line("circle-x", _("Refused, kept apart"), apart, "danger" if apart else "text2")
        if unread:
            self._line("usb", _("Files the stick does not give"), unread, "danger")
        for package in refused[:MAX_SAID]:
            heading = heading_of(package.word, sealed=package.sealed)
            self._lines.addWidget(Note("warn", "package-x", f"{Path(package.file).name}: {heading}", package.reason))

    def _show_others(self, others: list[ImportedPackage]) -> None:
        """How many are for other units, and once what that means: one stick often serves many."""
        if others:
            self._line("package", _("For other units, left where they lie"), len(others))
            self._lines.addWidget(label(others[0].reason, "cap", wrap=True))

    def _line(self, icon: str, text: str, count: int, tone: str = "text2") -> None:
        self._lines.addWidget(FigureLine(icon, tone, text, str(count)))

    def _buttons(self, *, look: bool, take: bool) -> None:
        self.look.setVisible(look)
        self.take.setVisible(take)
        self.later.setVisible(look or take)
        lead(self.take, "download", take)
        self.waits.emit(look or take)
        self.receipt.setVisible(take)

    def _on_take(self) -> None:
        self.taking_wanted.emit(self.receipt.isChecked())


def _sound_text(good: int, every: int, *, whole: bool) -> str:
    """What was checked of those that come in; `whole`: none was refused."""
    if whole:
        return _("Signature right, for this office, undamaged")
    return _("{count} of {all}: signature right, for this office, undamaged").format(count=good, all=every)


def _taken_title(good: list[ImportedPackage]) -> str:
    answers = sum(package.receipt for package in good)
    said = [_("Packages taken in: {count}").format(count=len(good) - answers)] if len(good) > answers else []
    said += [_("Receipts taken in: {count}").format(count=answers)] if answers else []
    return ", ".join(said) or _("Nothing was taken in")


def _stick_text(brought: list[ImportedPackage], *, receipts: bool, stick: bool) -> str:
    """What lies there now. A receipt is answered by none, and one that could not be written lies nowhere."""
    answered = receipts and bool(brought) and not any(package.unanswered for package in brought)
    if not stick:
        return _("The receipt lies beside the package.") if answered else ""
    if answered:
        return _("The receipt lies on the stick; it may be taken out.")
    return "" if brought and receipts else _("The stick may be taken out.")


def _title(found: list[ImportedPackage], names: dict[str, str]) -> str:
    senders = sorted({names.get(package.sender, package.sender) for package in found if package.sender})
    if len(senders) > MAX_NAMED:
        return _("Came from {count} units").format(count=len(senders))
    return _("Came from {names}").format(names=", ".join(senders)) if senders else _("What came in")
