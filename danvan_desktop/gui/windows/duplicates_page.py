"""Petitions that may be duplicates: the pairs of a year, two side by side, and what was already decided."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QLayout, QSizePolicy, QStackedWidget, QTabBar, QWidget

from danvan_desktop.app import duplicate_links, duplicates
from danvan_desktop.app.duplicate_decided import cases_of
from danvan_desktop.app.duplicate_scan import Step
from danvan_desktop.app.duplicate_view import Beside, beside, linkable
from danvan_desktop.app.duplicates import Pair
from danvan_desktop.domain.periods import Period
from danvan_desktop.gui.widgets import button, column, label, row, tool
from danvan_desktop.gui.windows.decided_panel import DecidedPanel
from danvan_desktop.gui.windows.merge_dialog import merge_cases
from danvan_desktop.gui.windows.pairs_page import PairsPage
from danvan_desktop.i18n import N_, _
from danvan_desktop.storage.store import Store

TAB_ROOM = 64  # beside the words of both tabs


class DuplicatesPage(PairsPage):
    """Pushed over the petitions. Enter opens the later petition; Alt and a letter decides."""

    help_topic = "petition"
    type_name = duplicates.TYPE
    heading, listed = N_("Petitions that may be duplicates"), N_("Pairs")
    compared, nothing = N_("Side by side"), N_("Nothing looks like a duplicate.")
    heads = (N_("Earlier petition"), N_("Later petition"), N_("Why they may be one"))

    @staticmethod
    def pairs_in(store: Store, period: Period, step: Step | None) -> list[Pair]:
        """The petitions of a period."""
        return duplicates.all_proposals(store, period, step)

    def beside(self, pair: Pair) -> list[Beside]:
        """Two petitions."""
        return beside(self.desk.reader, pair.first, pair.later)

    def _head(self) -> QHBoxLayout:
        self._of_year = QWidget()
        self._of_year.setLayout(row(self._count, 12, label(_("Received in")), self.year, gap=8))
        self._of_year.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.parts = self._tabs()
        return row(
            tool("arrow-left", _("Back"), self.desk.pop), label(self.title, "h1"), 8, self.parts, None,
            (self._of_year, 1), gap=8,
        )  # fmt: skip

    def _tabs(self) -> QTabBar:
        tabs = QTabBar(drawBase=False)
        tabs.setObjectName("sub")
        tabs.setAccessibleName(self.title)
        tabs.setExpanding(False)
        tabs.setUsesScrollButtons(False)
        for name in (_("Proposed"), _("Already decided")):
            tabs.addTab(name)
        letters = sum(tabs.fontMetrics().horizontalAdvance(tabs.tabText(at)) for at in range(2))
        tabs.setMinimumWidth(letters * 6 // 5 + TAB_ROOM)  # the chosen one is written bold
        return tabs

    def _around(self, body: QLayout) -> QWidget:
        pairs = QWidget()
        pairs.setLayout(body)
        self.decided = DecidedPanel(self.desk)
        self.stack = QStackedWidget()
        for part in (pairs, self.decided):
            self.stack.addWidget(part)
        self.parts.currentChanged.connect(self._on_part)
        return self.stack

    def _foot(self) -> QWidget:
        self.open_first = button(_("Open the &earlier"), kind="link", slot=partial(self._open, "first"))
        self.open_later = button(_("Open the &later"), kind="link", slot=partial(self._open, "later"))
        self.copy = button(_("D&uplicate"), "copy", "primary", slot=self._on_copy,
                           tip=_("The later petition becomes a duplicate of the earlier one"))  # fmt: skip
        self.same = button(_("Same &case"), "folder-open", slot=self._on_same,
                           tip=_("Both belong to one case, each is settled by itself"))  # fmt: skip
        self.apart = button(_("N&ot a duplicate"), "x", slot=self._on_apart,
                            tip=_("These two are not proposed again"))  # fmt: skip
        goes = _("Both petitions have a case: everything of the later one's case goes over")
        self.merge = button(_("&Merge the cases…"), "git-compare", tip=goes, slot=self._on_merge)
        self.acts = (self.copy, self.same, self.merge, self.apart, self.open_first, self.open_later)
        foot = QWidget()
        foot.setLayout(column(
            row(self.copy, self.same, self.merge, self.apart, None, gap=8),
            row(self.open_first, self.open_later, None, gap=8), gap=4, margins=(12, 8, 12, 6),
        ))  # fmt: skip
        return foot

    def _allow(self, pair: Pair) -> None:
        self.copy.setEnabled(linkable(self.desk.store, pair.later))
        self.merge.setEnabled(cases_of(self.desk.reader, pair.later, pair.first) is not None)

    # --- acts
    def _on_copy(self) -> None:
        self._decide(duplicate_links.link, _("Linked as a duplicate."))

    def _on_same(self) -> None:
        self._decide(duplicate_links.same_case, _("Both are in one case now."))

    def _on_apart(self) -> None:
        self._decide(duplicate_links.dismiss, _("Noted: not a duplicate."))

    def _on_merge(self) -> None:
        pair = self.current
        cases = cases_of(self.desk.reader, pair.later, pair.first) if pair is not None else None
        if cases is not None and merge_cases(self.desk, cases[0], cases[1], self):
            self._show()

    def _on_part(self, place: int) -> None:
        self.stack.setCurrentIndex(place)
        self._of_year.setVisible(place == 0)
        if place == 0:
            self.refresh()
        else:
            self.decided.refresh()
        self.setFocusProxy(self.decided if place else self.table)
