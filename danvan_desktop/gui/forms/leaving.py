"""Leaving a page on which something is typed: the one question, and what is kept when nobody can be asked."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from danvan_desktop.gui.forms.form_draft import DraftKeeper
from danvan_desktop.gui.forms.record_form import RecordForm
from danvan_desktop.gui.widgets import ask
from danvan_desktop.i18n import _


def may_leave(
    page: QWidget, title: str, save: Callable[[], bool], drafts: DraftKeeper, text: str = ""
) -> bool:  # fmt: skip
    """Ask Save, Discard or Stay over something unsaved; discarding drops its draft."""
    words = {"save": _("Save"), "drop": _("Discard"), "stay": _("Stay")}
    answer = ask(page, title, text or _("Something typed here is not saved yet."), words)
    if answer == "save":
        return save()
    if answer == "drop":
        drafts.drop()
    return answer == "drop"


def keep_drafts(drafts: DraftKeeper, *forms: RecordForm) -> None:
    """The office is about to be closed: keep what the forms hold, a word still under the input method too."""
    for form in forms:
        form.close_lists()
        form.collect()
    drafts.settle()


def mark_unsaved(page: QWidget, *, shown: bool) -> None:
    """The mark of unsaved work in the window's title."""
    window = page.window()
    if "[*]" in window.windowTitle():
        window.setWindowModified(shown)
