"""What is settled in a workbook and not imported yet: kept silently, taken up again, forgotten on demand."""

from __future__ import annotations

from collections.abc import Collection
from copy import deepcopy
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from danvan_desktop.app import import_kept
from danvan_desktop.app.import_draft import Choice, ImportDraft
from danvan_desktop.app.import_kept import KeptImport
from danvan_desktop.app.import_preview import Preview
from danvan_desktop.gui.widgets import ask
from danvan_desktop.i18n import _

if TYPE_CHECKING:
    from danvan_desktop.gui.desk import Desk


class Unfinished:
    """The draft of one workbook at a time."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._begun = Choice()  # as it was guessed: what differs from it is kept

    def take_up(self, draft: ImportDraft) -> KeptImport | None:
        """A workbook was opened: go on from what this officer left in it; returns that."""
        self._begun = deepcopy(draft.choice)
        kept = import_kept.of_workbook(self._desk.store, draft.digest, self._desk.officer)
        return kept if kept is not None and import_kept.resume(self._desk.store, draft, kept) else None

    def keep(self, draft: ImportDraft, preview: Preview | None, taken: Collection[int]) -> None:
        """Keep what is settled now; a lock or a power cut takes none of it."""
        if self._desk.busy:
            return
        if preview is not None:
            draft.left_out = frozenset(set(preview.takeable()) - set(taken))
        import_kept.keep(self._desk.store, draft, self._desk.officer, self._begun)

    def forget(self, draft: ImportDraft) -> None:
        """It was imported, or is not wanted: the workbook as it was guessed at first."""
        import_kept.drop(self._desk.store, draft.digest, self._desk.officer)
        draft.begin_again()
        draft.choose(self._begun.type_name, self._begun.sheet, self._begun.head_row)
        draft.choice.year = self._begun.year

    def may_leave(self, draft: ImportDraft | None, page: QWidget) -> bool:
        """Ask whether to go on, to leave it for later or to forget it."""
        choices = {
            "stay": _("Go on importing"), "leave": _("Leave, go on later"), "discard": _("Leave and forget it"),
        }  # fmt: skip
        text = _("Nothing of this workbook has been saved. What you settled and corrected is kept for the next time.")
        answer = ask(page, _("Leave the import?"), text, choices)
        if answer == "discard" and draft is not None:
            self.forget(draft)
        return answer in {"leave", "discard"}
