"""One award in its form, with a way to the whole decision it stands in."""

from __future__ import annotations

from danvan_desktop.app.award_decision import same_decision
from danvan_desktop.gui.forms.form_page import FormPage
from danvan_desktop.gui.widgets import button
from danvan_desktop.i18n import _


class AwardPage(FormPage):
    """An award; “Cả quyết định” opens all awards of the same decision."""

    def _keys(self) -> None:
        super()._keys()
        self.whole = button(_("Whole decision"), "users", slot=self.open_decision)
        layout = self.header.layout()
        if layout is not None:
            layout.insertWidget(4, self.whole)  # type: ignore[attr-defined]  # a QHBoxLayout, made by row()

    def _say(self) -> None:
        super()._say()
        count = len(same_decision(self.desk.reader, self._item)) if self._item is not None else 0
        self.whole.setVisible(count > 0)
        self.whole.setText("\u2009" + _("Whole decision ({count})").format(count=count))

    def open_decision(self) -> None:
        """Open the decision, when nothing here is left unsaved."""
        if self._item is None or (self.dirty and not self.save()):
            return
        from danvan_desktop.gui.windows.award_decision import AwardDecisionPage

        self.desk.push(AwardDecisionPage(self.desk, same_decision(self.desk.reader, self._item)))
