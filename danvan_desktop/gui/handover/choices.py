"""What a person decides in the tab: which of two values holds, what becomes of a package kept apart."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
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
from danvan_desktop.gui.tasks import Progress
from danvan_desktop.gui.widgets import ask
from danvan_desktop.handoff.imported import APPLIED, ImportedPackage
from danvan_desktop.i18n import _
from danvan_desktop.storage.store import Store

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
        officer = self._desk.officer

        def work(store: Store, _progress: Progress) -> ImportedPackage:
            return kept_packages.retry(store, package, officer)

        def tried(result: ImportedPackage) -> None:
            self._desk.saved("")
            self._desk.say(_said(result))
            self.done.emit()

        self._desk.write(self, work, tried, self._fail, title=_("Trying the package once more…"))

    def _fail(self, error: BaseException) -> None:
        self._desk.fail(error, self._owner)

    def _on_drop(self, package: bytes) -> None:
        text = _("The package is kept no longer. If it is still wanted, ask the sending office to export again.")
        choices = {"keep": _("Keep it"), "drop": _("Throw away")}
        if ask(self._owner, _("Throw the package away?"), text, choices) == "drop":
            self._drop(package)

    def _drop(self, package: bytes) -> None:
        office = self._desk.office

        def work(store: Store, _progress: Progress) -> None:
            kept_packages.discard(office, kept_packages.find(store, package.hex()))

        def dropped(_none: None) -> None:
            self._desk.saved("")
            self.done.emit()

        self._desk.write(self, work, dropped, self._fail)

    def _do(self, act: Callable[[], T]) -> T | None:
        try:
            result = act()
        except DanvanError as error:
            self._desk.fail(error, self._owner)
            return None
        self._desk.saved("")
        self.done.emit()
        return result


def _said(result: ImportedPackage) -> str:
    """What became of a package that was tried once more, by name: the line itself may stay as it was."""
    said = _("{file}: {outcome}").format(file=Path(result.file).name, outcome=_(handover.STATUS[result.status]))
    if result.status != APPLIED:
        return said
    return said + ". " + _("New records: {new}, changed: {changed}").format(new=result.new, changed=result.changed)
