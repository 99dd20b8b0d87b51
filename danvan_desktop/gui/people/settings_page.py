"""Settings: of this computer (looks, lock, folders) and of the office (organ, who signs)."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QComboBox,
    QFrame,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QScrollArea,
    QWidget,
)

from danvan_desktop.app import disclosure, office_settings, people, preferences, training
from danvan_desktop.app.office import Office
from danvan_desktop.app.preferences import Preferences
from danvan_desktop.errors import DanvanError
from danvan_desktop.gui.desk import Desk
from danvan_desktop.gui.page import Page
from danvan_desktop.gui.people.exchange_part import ExchangePart
from danvan_desktop.gui.people.folder_line import FolderLine
from danvan_desktop.gui.people.names_part import NamesPart
from danvan_desktop.gui.people.unit_part import UnitPart
from danvan_desktop.gui.start.head_preview import HeadPreview
from danvan_desktop.gui.theme import style
from danvan_desktop.gui.widgets import Field, FieldGrid, Note, Panel, ask, button, column, label, row
from danvan_desktop.i18n import N_, _

THEMES = (("auto", N_("Automatic")), ("light", N_("Light")), ("dark", N_("Dark")), ("contrast", N_("High contrast")))
LANGUAGES = (("vi", "Tiếng Việt"), ("en", "English"))


class SettingsPage(Page):
    """`applied` hands over the preferences kept: theme and idle lock at once, language and size at the next start."""

    applied = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.title, self.help_topic = _("Settings"), "settings"
        self.preferences = preferences.load()
        self.computer, self.organ = ComputerPart(self.preferences), OrganPart(desk.office)
        self.unit, self.names = UnitPart(desk), NamesPart(desk.office)
        self.exchange = ExchangePart(desk.office)
        self.problem = Note("danger", "circle-alert", "")
        self.problem.hide()
        back = button(_("Bac&k"), "chevron-left", "quiet", slot=desk.pop)
        keep = button(_("K&eep"), "save", "primary", slot=self.keep)
        head = row(back, label(self.title, "h1"), None, keep)
        left = column(
            Panel(_("This computer"), self.computer, "monitor-cog"),
            (Panel(_("Hand-over"), self.exchange, "arrow-left-right"), 1), gap=12,
        )  # fmt: skip
        right = column(
            Panel(_("Office"), column(self.unit, self.organ, gap=0), "landmark"),
            (Panel(_("Citizens’ names in prints and exported files"), self.names, "eye-off"), 1), gap=12,
        )  # fmt: skip
        panels = row((left, 1), (right, 1), gap=12)
        inner = QWidget()
        inner.setLayout(column(panels, None))
        area = QScrollArea()
        area.setWidget(inner)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        self.setLayout(column(head, self.problem, (area, 1), margins=(8, 8, 8, 8)))
        self._kept = self._typed()

    def _typed(self) -> tuple[Preferences, dict[str, str], tuple[str, int], str]:
        chosen = replace(self.preferences)
        self.computer.into(chosen)
        return chosen, self.organ.values(), self.exchange.values(), self.names.value()

    def keep(self) -> bool:
        """Keep both parts; False with a sentence when it cannot be done."""
        chosen, organ, _exchange, names = self._typed()
        try:
            self.exchange.keep(self.desk.office)
            office_settings.save_organ(self.desk.office, organ)
            disclosure.set_setting(self.desk.office, names)
            chosen.save()
        except DanvanError as error:
            self.problem.say(error.message, error.hint)
            self.problem.show()
            return False
        self.problem.hide()
        self._kept = self._typed()
        self._apply(chosen)
        self.desk.status_changed.emit()
        self.desk.say(_("The settings are kept."))
        return True

    def _apply(self, chosen: Preferences) -> None:
        app = QApplication.instance()
        if isinstance(app, QApplication) and chosen.theme != self.preferences.theme:
            style.apply(app, chosen.theme, training=training.is_training(self.desk.store))
        self.preferences = chosen
        self.applied.emit(chosen)

    def may_leave(self) -> bool:
        """Ask when something was changed and not kept."""
        if self._typed() == self._kept:
            return True
        answer = ask(
            self, _("The settings were changed"), _("What should become of the changes?"),
            {"keep": _("Keep"), "drop": _("Drop the changes"), "stay": _("Stay here")},
        )  # fmt: skip
        return self.keep() if answer == "keep" else answer == "drop"


class ComputerPart(QWidget):
    """What holds for everybody at this computer."""

    def __init__(self, now: Preferences) -> None:
        super().__init__()
        self.theme = _box([(code, _(name)) for code, name in THEMES], now.theme)
        self.language = _box(list(LANGUAGES), now.language)
        self.scale = _box([(number, f"{number} %") for number in preferences.SCALES], now.scale)
        self.idle = _box([(number, _idle(number)) for number in preferences.MINUTES], now.idle_minutes)
        self.backup, self.scans = FolderLine(now.backup_folder), FolderLine(now.scan_folder)
        grid = FieldGrid()
        for caption, control, span in (
            (_("&Appearance"), self.theme, 4), (_("&Language"), self.language, 4), (_("Text &size"), self.scale, 4),
            (_("Lock when nobody types &for"), self.idle, 12),
            (_("Second place for &backups (another drive)"), self.backup, 12),
            (_("Folder where s&cans arrive"), self.scans, 12),
        ):  # fmt: skip
            grid.add(Field(caption, control), span)
        note = label(_("Language and text size hold from the next start."), "muted")
        self.setLayout(column(grid, note, None, margins=(12, 12, 12, 12)))

    def into(self, kept: Preferences) -> None:
        """Write what is chosen into the preferences."""
        kept.theme, kept.language = str(self.theme.currentData()), str(self.language.currentData())
        kept.scale, kept.idle_minutes = int(self.scale.currentData()), int(self.idle.currentData())
        kept.backup_folder, kept.scan_folder = self.backup.text(), self.scans.text()


class OrganPart(QWidget):
    """The organ that issues documents, and who signs them; only an administrator changes it."""

    def __init__(self, office: Office) -> None:
        super().__init__()
        have = office_settings.organ(office)
        self.lines = {name: QLineEdit(have[name]) for name in ("name", "parent", "symbol", "place", "signer_name")}
        self.post = QPlainTextEdit(have["signer_post"])
        self.post.setTabChangesFocus(True)
        self.post.setFixedHeight(50)
        self.party, self.state = QRadioButton(_("Par&ty (Guide 36)")), QRadioButton(_("State (&Decree 30)"))
        self._sides = QButtonGroup(self)
        for choice in (self.party, self.state):
            self._sides.addButton(choice)
        (self.state if have["side"] == "state" else self.party).setChecked(True)
        self.preview = HeadPreview()
        grid = FieldGrid()
        for caption, control, span in (
            (_("O&rgan"), self.lines["name"], 12), (_("Organ abo&ve it"), self.lines["parent"], 12),
            (_("S&ymbol in numbers"), self.lines["symbol"], 4), (_("&Place before the date"), self.lines["place"], 8),
            (_("Si&gns as (two lines if need be)"), self.post, 6), (_("Signer's &name"), self.lines["signer_name"], 6),
        ):  # fmt: skip
            grid.add(Field(caption, control), span)
        may = people.may(office, "settings")
        for widget in (grid, self.party, self.state):
            widget.setEnabled(may)
        for line in self.lines.values():
            line.textChanged.connect(self._on_changed)
        self._sides.buttonToggled.connect(self._on_changed)
        self._on_changed()
        who = label("" if may else _("Only an administrator changes this."), "muted")
        sides = row(label(_("Layout:"), "label"), self.party, self.state, None, gap=16)
        self.setLayout(column(grid, sides, self.preview, who, None, margins=(12, 12, 12, 12)))

    def values(self) -> dict[str, str]:
        """What stands there now."""
        post = "\n".join(part.strip() for part in self.post.toPlainText().splitlines())
        typed = {name: line.text() for name, line in self.lines.items()}
        return {**typed, "signer_post": post, "side": "party" if self.party.isChecked() else "state"}

    def _on_changed(self) -> None:
        self.preview.show_organ(self.values())


def _box(choices: list[tuple[str, str]] | list[tuple[int, str]], now: str | int) -> QComboBox:
    made = QComboBox()
    for code, text in choices:
        made.addItem(text, code)
    made.setCurrentIndex(max(0, made.findData(now)))
    return made


def _idle(minutes: int) -> str:
    return _("{count} minutes").format(count=minutes) if minutes else _("Never (only with Ctrl+L)")
