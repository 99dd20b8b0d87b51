"""Drafts left by a power cut or a lock, offered when the window opens again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from danvan_desktop.app.drafts import Draft

if TYPE_CHECKING:
    from danvan_desktop.gui.main_window import MainWindow


def offer(window: MainWindow) -> None:
    """Ask what becomes of the drafts; the one chosen is opened in its form."""
    from danvan_desktop.gui.record import offer_drafts

    def open_draft(draft: Draft) -> None:
        desk = window.desk
        if draft.row is None:
            desk.new_record(draft.type_name)
        else:
            desk.open_record(draft.type_name, draft.row)
        page = window.stack().top()
        if page is not None:
            page.apply_draft(draft)  # type: ignore[attr-defined]  # every record page has it

    offer_drafts(window.desk, window, open_draft)
