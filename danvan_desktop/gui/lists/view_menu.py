"""The button that chooses how the list is looked at: views everybody has, the officer's own, save and forget."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QInputDialog, QMenu, QPushButton

from danvan_desktop.app.listing.views import (
    View,
    drop_view,
    own_views,
    same_rows,
    save_view,
    stage_views,
    standing_views,
)
from danvan_desktop.domain.record_type import RecordType
from danvan_desktop.domain.text import clean
from danvan_desktop.gui.theme.icons import icon
from danvan_desktop.gui.widgets import button
from danvan_desktop.i18n import _

if TYPE_CHECKING:
    from danvan_desktop.gui.desk import Desk


class ViewMenu(QMenu):
    """Made anew each time it opens."""

    chosen = Signal(object)  # View
    save_asked = Signal(str)

    def __init__(self, desk: Desk, record: RecordType) -> None:
        super().__init__()
        self._desk, self._record = desk, record
        self._now = View("", standing_views(record, desk.today())[0].listing)
        self.button: QPushButton = button(_("View"), icon="bookmark", tip=_("Saved views of this list"))
        self.button.setMenu(self)
        self.aboutToShow.connect(self._fill)
        self._views: dict[QAction, View] = {}
        self._text, self._short = _("View"), False
        self.triggered.connect(self._on_triggered)

    def show_now(self, view: View) -> None:
        """What the list shows now: the button carries the name of the view it is."""
        self._now = view
        name = next((item.name for item in self._all() if same_rows(item.listing, view.listing)), "")
        self._text = _("View: {name}").format(name=name) if name else _("View: as filtered")
        self.button.setAccessibleName(self._text)
        self.make_short(short=self._short)

    def make_short(self, *, short: bool) -> None:
        """In a narrow window the button does not say which view it is; its tip does."""
        self._short = short
        self.button.setText("\u2009" + (_("View") if short else self._text))
        self.button.setToolTip(self._text)

    def _all(self) -> list[View]:
        own = own_views(self._desk.preference, self._record.name)
        today = self._desk.today()
        return [*standing_views(self._record, today), *stage_views(self._record, today), *own]

    def _fill(self) -> None:
        self.clear()
        self._views.clear()
        for view in standing_views(self._record, self._desk.today()):
            self._add(view)
        if stages := stage_views(self._record, self._desk.today()):
            self.addSeparator()
            for view in stages:
                self._add(view)
        if own := own_views(self._desk.preference, self._record.name):
            self.addSeparator()
            for view in own:
                self._add(view)
        self.addSeparator()
        self._save = self.addAction(icon("save"), _("&Save this view…"))
        forget = self.addMenu(icon("trash-2"), _("&Forget a view"))
        forget.setEnabled(bool(own))
        self._forget = {forget.addAction(view.name.replace("&", "&&")): view.name for view in own}

    def _add(self, view: View) -> None:
        action = self.addAction(view.name.replace("&", "&&"))
        action.setCheckable(True)
        action.setChecked(same_rows(view.listing, self._now.listing))
        self._views[action] = view

    def _on_triggered(self, action: QAction) -> None:
        if action in self._views:
            self.chosen.emit(self._views[action])
        elif action in self._forget:
            drop_view(self._desk.preference, self._desk.prefer, self._record.name, self._forget[action])
            self.show_now(self._now)
        elif action is self._save:
            self._ask_name()

    def _ask_name(self) -> None:
        name, given = QInputDialog.getText(self.button, _("Save this view"), _("Name of the view"))
        if given and clean(name):
            self.save_asked.emit(clean(name)[:60])

    def keep(self, view: View) -> None:
        """Keep a view under its name."""
        save_view(self._desk.preference, self._desk.prefer, view)
        self.show_now(view)
