"""First run, page 2: the organ that issues documents; what most are called stands there already."""

from __future__ import annotations

from PySide6.QtWidgets import QButtonGroup, QLineEdit, QRadioButton

from danvan_desktop.app.first_run import Setup, as_named, suggested_organ
from danvan_desktop.gui.start.head_preview import HeadPreview
from danvan_desktop.gui.start.step_page import StepPage
from danvan_desktop.gui.widgets import Field, FieldGrid, column, label, row
from danvan_desktop.i18n import _


class OrganPage(StepPage):
    """Name, the one above, symbol, place, side, and under them the head of a document as it will look."""

    def __init__(self, setup: Setup) -> None:
        super().__init__(
            setup, _("Which organ issues the documents?"),
            _("It stands at the head of every report and letter. All of it can be changed later in the settings."),
        )  # fmt: skip
        self.lines = {name: QLineEdit() for name in ("name", "parent", "symbol", "place")}
        captions = (_("&Organ"), _("Organ &above it"), _("&Symbol in numbers"), _("&Place before the date"))
        grid = FieldGrid()
        for line, caption, span in zip(self.lines.values(), captions, (12, 12, 4, 8), strict=True):
            line.setMaxLength(160)
            line.textChanged.connect(self._on_name if line is self.lines["name"] else self._preview_now)
            grid.add(Field(caption, line), span)
        self.party, self.state = QRadioButton(_("Par&ty (Guide 36)")), QRadioButton(_("Stat&e (Decree 30)"))
        self._sides = QButtonGroup(self)
        for choice in (self.party, self.state):
            self._sides.addButton(choice)
        self.party.setChecked(True)
        self._sides.buttonToggled.connect(self._preview_now)
        self._sides.buttonClicked.connect(self._on_side)
        self._side_chosen = False
        self.preview = HeadPreview()
        self._suggested: dict[str, str] = {}
        side = row(label(_("Layout:"), "label"), self.party, self.state, None, gap=16)
        self.fill(column(grid, side, 4, label(_("This is how a document begins:"), "label"), self.preview))

    def enter(self) -> None:  # noqa: D102
        fresh = suggested_organ(self.setup)
        if self.lines["name"].text() in {"", self._suggested.get("name", "")}:
            self._suggest(fresh)
        else:  # the name a person typed stays, and with it what suits it
            self._suggest({**as_named(fresh, self.lines["name"].text()), "name": ""})
        self._preview_now()
        self.lines["name"].setFocus()
        self.lines["name"].selectAll()
        self.ready_changed.emit(True)

    def _suggest(self, fresh: dict[str, str]) -> None:
        """Put what is suggested where nothing else was typed, and the side of the name until somebody chose one."""
        before, self._suggested = self._suggested, fresh
        for name, line in self.lines.items():
            if line.text() == before.get(name, "") and line.text() != fresh[name]:  # what a person typed stays
                line.setText(fresh[name])
        if not self._side_chosen:
            (self.state if fresh["side"] == "state" else self.party).setChecked(True)

    def _on_name(self, name: str) -> None:
        if self._suggested:
            self._suggest({**as_named(suggested_organ(self.setup), name), "name": self._suggested["name"]})
        self._preview_now()

    def _on_side(self) -> None:
        self._side_chosen = True

    def organ(self) -> dict[str, str]:
        """What is typed now."""
        typed = {name: line.text().strip() for name, line in self.lines.items()}
        return {**typed, "side": "party" if self.party.isChecked() else "state"}

    def _preview_now(self) -> None:
        self.preview.show_organ(self.organ())

    def leave(self) -> None:  # noqa: D102
        self.setup.organ = self.organ()
