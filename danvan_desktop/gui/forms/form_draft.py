"""What keeps a form's work: the silent draft while it is typed, and the way back after a save."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer

from danvan_desktop.app import drafts, undo
from danvan_desktop.app.drafts import Draft
from danvan_desktop.app.form_state import FormState
from danvan_desktop.errors import DanvanError
from danvan_desktop.i18n import _

if TYPE_CHECKING:
    from danvan_desktop.gui.desk import Desk

KEEP_MS = 1500  # at most so much typing is lost when the power goes


class DraftKeeper(QObject):
    """Keeps what is typed in the encrypted file; `extra` gives what the state does not hold."""

    def __init__(self, desk: Desk, state: FormState, extra: Callable[[], dict[str, Any]], parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._state, self._extra = desk, state, extra
        self.key = drafts.key_for(state.record_type.name, state.row)
        self._kept = False
        self._beneath: Draft | None = None
        self._wait = QTimer(self, singleShot=True, interval=KEEP_MS)
        self._wait.timeout.connect(self.keep)

    def typed(self) -> None:
        """Something was typed: keep it soon, also while typing goes on."""
        if not self._wait.isActive():
            self._wait.start()

    def keep(self) -> None:
        """Keep what is typed now; while a long work holds the file, a little later."""
        self._wait.stop()
        if self._desk.ended:
            return  # pages were settled before
        if self._desk.busy:
            self._wait.start()
            return
        extra = self._extra()
        if not self._state.dirty and not extra and not self._kept:
            return
        values, before = self._state.to_save(), self._state.before
        if self._beneath is not None:
            changed = self._state.changed()
            values |= {name: value for name, value in self._beneath.values.items() if name not in changed}
            before, extra = self._beneath.before, {**self._beneath.extra, **extra}
        drafts.keep(
            self._desk.store, self.key, self._state.record_type.name, self._state.row, values, before,
            self._desk.officer, extra,
        )  # fmt: skip
        self._kept = True

    def waiting(self) -> bool:
        """Whether something typed is not in the file yet."""
        return self._wait.isActive()

    def settle(self) -> None:
        """The office is about to be closed: keep what is waiting, ask for no more."""
        if self._wait.isActive():
            self.keep()
        self._wait.stop()

    def drop(self) -> None:
        """What was typed here was saved or discarded; a draft that still waits for a decision goes on waiting."""
        self._wait.stop()
        if (left := self._beneath) is not None:
            store = self._desk.store
            drafts.keep(store, left.key, left.type_name, left.row, left.values, left.before, left.officer, left.extra)
            return
        drafts.drop(self._desk.store, self.key, self._desk.officer)
        self._kept = False

    def lay_over(self, beneath: Draft | None) -> None:
        """A draft of this record waits for a decision: what is typed meanwhile is kept over it, nothing of it lost."""
        self._beneath = beneath

    def take_over(self, key: str) -> None:
        """Go on with a draft that was waiting."""
        self.key, self._kept, self._beneath = key, True, None

    def begin_anew(self, state: FormState) -> None:
        """Another record is typed now."""
        self._wait.stop()
        if state.row != self._state.row:
            self._beneath = None
        self._state, self._kept = state, self._beneath is not None
        self.key = drafts.key_for(state.record_type.name, state.row)


def offer_undo(desk: Desk, type_name: str, group: str | None, text: str = "") -> None:
    """Say that it was saved, with the way back."""

    def back() -> None:
        try:
            undo.undo(desk.store, str(group), officer=desk.officer)
        except DanvanError as error:
            desk.fail(error)
            return
        desk.saved(type_name)

    desk.say(text or _("Saved."), back if group else None)
