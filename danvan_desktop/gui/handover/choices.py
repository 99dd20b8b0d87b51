"""What a person decides in the tab: which of two values holds, what becomes of a package kept apart."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QWidget

from danvan_desktop.app import conflict_view, handover, kept_packages
from danvan_desktop.app.conflict_view import ConflictView
from danvan_desktop.errors import DanvanError
from danvan_desktop.gui.desk import Desk
from danvan_desktop.gui.handover.another_value import AnotherValue
from danvan_desktop.gui.handover.conflict_card import ConflictCard
from danvan_desktop.gui.handover.kept_card import KeptCard
from danvan_desktop.gui.widgets import ask
from danvan_desktop.handoff.imported import ImportedPackage
from danvan_desktop.i18n import _

T = TypeVar("T")


class Choices(QObject):
    """Carries out what the two cards ask for; `done` after each."""

    done = Signal()

    def __init__(self, desk: Desk, owner: QWidget, conflicts: ConflictCard, kept: KeptCard) -> None:
        super().__init__(owner)
        self._desk, self._owner = desk, owner
        conflicts.settled.connect(self._on_settled)
        conflicts.another.connect(self._on_another)
        conflicts.record_wanted.connect(desk.open_record)
        kept.retry_wanted.connect(self._on_retry)
        kept.drop_wanted.connect(self._on_drop)

    def _on_settled(self, conflict: ConflictView, op: str) -> None:
        self._do(lambda: conflict_view.choose(self._desk.store, conflict, op, self._desk.officer))

    def _on_another(self, conflict: ConflictView) -> None:
        dialog = AnotherValue(self._desk, conflict, self._owner)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            value = dialog.value
            self._do(lambda: conflict_view.write_another(self._desk.store, conflict, value, self._desk.officer))

    def _on_retry(self, package: bytes) -> None:
        result = self._do(lambda: kept_packages.retry(self._desk.store, package, self._desk.officer))
        if isinstance(result, ImportedPackage):
            self._desk.say(_(handover.STATUS[result.status]))

    def _on_drop(self, package: bytes) -> None:
        text = _("The package is kept no longer. If it is still wanted, ask the sending office to export again.")
        choices = {"keep": _("Keep it"), "drop": _("Throw away")}
        if ask(self._owner, _("Throw the package away?"), text, choices) == "drop":
            self._do(lambda: kept_packages.drop(self._desk.store, package))

    def _do(self, act: Callable[[], T]) -> T | None:
        try:
            result = act()
        except DanvanError as error:
            self._desk.fail(error, self._owner)
            return None
        self._desk.saved("")
        self.done.emit()
        return result
