"""Visits that may be about the matter of a petition or of another visit: the pairs of a year, two side by side."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QWidget

from danvan_desktop.app import duplicates, visit_links
from danvan_desktop.app.duplicate_scan import Step
from danvan_desktop.app.duplicate_view import Beside, beside_visit
from danvan_desktop.app.duplicates import Pair
from danvan_desktop.app.ownership import locked
from danvan_desktop.domain.periods import Period
from danvan_desktop.gui.widgets import button, label, row, tool
from danvan_desktop.gui.windows.pairs_page import PairsPage
from danvan_desktop.i18n import N_, _
from danvan_desktop.storage.store import Store


class VisitPairsPage(PairsPage):
    """Pushed over the visits. Enter opens the visit; Alt and a letter decides."""

    help_topic = "how_duplicate"
    type_name = visit_links.TYPE
    heading, listed = N_("Visits of the same matter"), N_("Pairs found")
    compared, nothing = N_("The two beside each other"), N_("No visit looks like a matter that is known.")
    heads = (N_("Petition or earlier visit"), N_("Visit"), N_("Why they may be one"))
    name_width = 184

    @staticmethod
    def pairs_in(store: Store, period: Period, step: Step | None) -> list[Pair]:
        """The visits of a period."""
        return duplicates.all_visits(store, period, step)

    def beside(self, pair: Pair) -> list[Beside]:
        """A visit beside what came before it."""
        return beside_visit(self.desk.reader, (pair.first_type, pair.first), (pair.later_type, pair.later))

    def _head(self) -> QHBoxLayout:
        return row(
            tool("arrow-left", _("Back"), self.desk.pop), label(self.title, "h1"), self._count, None,
            label(_("Received in")), self.year, gap=8,
        )  # fmt: skip

    def _foot(self) -> QWidget:
        self.open_first = button(_("Open the fi&rst"), kind="link", slot=partial(self._open, "first"))
        self.open_later = button(_("Open the &visit"), kind="link", slot=partial(self._open, "later"))
        self.same = button(_("Same &case"), "link", "primary", slot=self._on_same,
                           tip=_("The visit belongs to the case of the other one; it stays a visit"))  # fmt: skip
        self.apart = button(_("Another &matter"), "x", slot=self._on_apart,
                            tip=_("These two are not proposed again"))  # fmt: skip
        self.acts = (self.same, self.apart, self.open_first, self.open_later)
        foot = QWidget()
        foot.setLayout(
            row(self.same, self.apart, None, self.open_first, self.open_later, gap=8, margins=(12, 8, 12, 8))
        )
        return foot

    def _allow(self, pair: Pair) -> None:
        store = self.desk.store
        self.same.setEnabled(not locked(store, store.types[pair.later_type], pair.later))

    def _on_same(self) -> None:
        self._decide(visit_links.link, _("The visit belongs to the case now."))

    def _on_apart(self) -> None:
        self._decide(visit_links.dismiss, _("Noted: another matter."))
