"""Parts of the rescue page: what is damaged, and one numbered way out."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QLayout, QPushButton, QVBoxLayout, QWidget

from danvan_desktop.gui.theme.icons import icon
from danvan_desktop.gui.widgets import column, framed, icon_label, label, restyle, row
from danvan_desktop.i18n import N_, _
from danvan_desktop.storage import care
from danvan_desktop.storage.care import CheckReport, Finding


class Findings(QWidget):
    """Each thing looked at, with a mark and its sentence; what is bad stands first."""

    def __init__(self) -> None:
        super().__init__()
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(12, 10, 12, 10)
        self._lines.setSpacing(6)
        self.wait()

    def wait(self) -> None:
        """The file is still being looked at."""
        self._clear()
        self._add("loader", "text2", _("The file is being looked at…"))

    def show_report(self, report: CheckReport) -> None:
        """Show what was found."""
        self._clear()
        for finding in sorted(report.findings, key=lambda found: found.ok):
            mark, tone = ("circle-check", "ok") if finding.ok else ("circle-x", "danger")
            self._add(mark, tone, finding.text if finding.ok else bad_text(finding))

    def say(self, text: str) -> None:
        """Show one sentence instead."""
        self._clear()
        self._add("circle-x", "danger", text)

    def _add(self, mark_icon: str, tone: str, text: str) -> None:
        line = QWidget()
        mark = column(icon_label(mark_icon, tone, 15), None, margins=(0, 2, 0, 0))
        line.setLayout(row(mark, (label(text, wrap=True), 1), gap=8))
        self._lines.addWidget(line)

    def _clear(self) -> None:
        while (item := self._lines.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()


_BAD = {
    care.FILE: N_("The data file: damaged"), care.CIPHER: N_("Encrypted pages: altered or damaged"),
    care.JOURNAL: N_("The journal of saves: damaged in part"), care.OWN: N_("Saves of this computer: some are missing"),
    care.FORK: N_("The watch over copies: damaged, or saves in two versions"),
    care.VAULT: N_("Persons' data: damaged in part"),
    care.SEARCH: N_("Search: damaged, can be made again"),
    care.VIEW: N_("Lists and figures: damaged, can be made again"),
}  # fmt: skip


def bad_text(finding: Finding) -> str:
    """What is damaged in an officer's words; what SQLite says of it is for the command “danvan check”."""
    return _(_BAD[finding.code]) if finding.code in _BAD else finding.text


class Way(QFrame):
    """A numbered way: title, what it brings and costs, what belongs to it, its button."""

    def __init__(
        self,
        number: int,
        title: str,
        text: str,
        act: tuple[str, QPushButton],
        *more: QWidget,
        body: QLayout | None = None,
    ) -> None:
        super().__init__()
        self.setProperty("role", "pick")
        self._icon, self.act = act
        self.advised = label(_("Do this first"), "cap", "accent")
        self.advised.hide()
        self.done = label("", "strong", "ok", wrap=True)
        self.done.hide()
        head = row(framed_number(number), label(title, "h2"), self.advised, None, gap=8)
        pieces: list[QWidget | QLayout] = [head, label(text, wrap=True)]
        if body is not None:
            pieces.append(body)
        self.setLayout(column(*pieces, self.done, row(self.act, *more, None), gap=8, margins=(12, 10, 12, 10)))

    def advise(self, advised: bool) -> None:
        """Mark this way as the one to take first."""
        self.advised.setVisible(advised)
        restyle(self, on="true" if advised else "false")
        restyle(self.act, kind="primary" if advised else "")
        self.act.setIcon(icon(self._icon, "on_accent" if advised else "text2"))

    def tell(self, text: str) -> None:
        """Say what this way has brought."""
        self.done.setText(text)
        self.done.setVisible(bool(text))


def framed_number(number: int) -> QFrame:
    """A number in a small box."""
    made = framed(row(label(f"{number}", "strong"), margins=(7, 1, 7, 1)), "chip")
    made.setFixedHeight(22)
    return made
