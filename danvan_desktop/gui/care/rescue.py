"""The rescue page: what is damaged, what is kept, and three ways back to work, the safest first."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QDialog, QFileDialog, QInputDialog, QLineEdit, QScrollArea, QWidget

from danvan_desktop.app import backup_places, care_rescue, handover
from danvan_desktop.app.care_rescue import Copy
from danvan_desktop.app.office import Office
from danvan_desktop.errors import DanvanError
from danvan_desktop.gui.care.copies import CopiesTable
from danvan_desktop.gui.care.failure import show_failure
from danvan_desktop.gui.care.rescue_parts import Findings, Way
from danvan_desktop.gui.tasks import TaskRunner
from danvan_desktop.gui.theme.icons import icon
from danvan_desktop.gui.widgets import Note, Panel, button, column, fit_screen, framed, label, restyle, row
from danvan_desktop.gui.widgets.messages import Wait
from danvan_desktop.i18n import _
from danvan_desktop.storage.care import SEARCH, VIEW, CheckReport

Done = Callable[[Any], None]


def rescue_folder(data_dir: Path, passphrase: str = "", parent: QWidget | None = None) -> bool:
    """Lead through the rescue of a closed data folder; True when it is to be opened again.

    Without a passphrase it is asked for.
    """
    if not passphrase:
        asked = _("The data file is damaged. Type your passphrase to see what can be saved.")
        passphrase, agreed = QInputDialog.getText(parent, _("Rescue of the data"), asked, QLineEdit.EchoMode.Password)
        if not agreed:
            return False
    return RescueDialog(data_dir, passphrase, parent).exec() == QDialog.DialogCode.Accepted


class RescueDialog(QDialog):
    """For a folder that nothing has open; the damaged file is put aside, never deleted."""

    def __init__(self, data_dir: Path, passphrase: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folder, self._secret = data_dir, passphrase
        self._places = [backup_places.folder_for(data_dir), *backup_places.proposed(data_dir)]
        self._runner = TaskRunner(self)
        self.report: CheckReport | None = None
        self._rescued = False
        self.setWindowTitle(_("Rescue of the data"))
        self._build()
        fit_screen(self, 1100, 680)
        self._waiting = Wait(self)
        self.finished.connect(self._runner.close)
        self._run(lambda: care_rescue.examine(data_dir, passphrase), self._on_examined, self._on_unexamined)
        self._search()

    # --- what stands there
    def _build(self) -> None:
        said = label(
            _("Do not enter anything now. Take one way after the other; each can only help, none deletes anything."),
            wrap=True,
        )
        self.findings = Findings()
        self.kept = Note(
            "ok", "shield-check", _("What is kept"),
            _("The damaged file stays as it is, under another name beside the new one. Backups and sticks are only"
              " read."),
        )  # fmt: skip
        left = QWidget()
        left.setFixedWidth(360)
        left.setLayout(column(Panel(_("What is damaged"), self.findings, "heart-pulse"), self.kept, None, gap=12))
        inside = QWidget()
        inside.setLayout(column(*self._ways(), None, gap=12, margins=(0, 0, 4, 0)))
        around = QScrollArea(widgetResizable=True)
        around.setFrameShape(QScrollArea.Shape.NoFrame)
        around.setWidget(inside)
        head = column(label(self.windowTitle(), "h1"), said, gap=4)
        body = column(head, (row(left, (around, 1), gap=12), 1), gap=12, margins=(16, 14, 12, 12))
        self.leave = button(_("&Close the program"), slot=self.reject)
        self.again = button(_("&Open the data again"), "arrow-right", slot=self.accept)
        self.again.setEnabled(False)
        foot = framed(row(None, self.leave, self.again, margins=(16, 10, 16, 10)), "foot")
        self.setLayout(column((body, 1), foot, gap=0))

    def _ways(self) -> tuple[Way, Way, Way]:
        self.table = CopiesTable()
        self.table.setFixedHeight(150)
        self.table.picked.connect(self._on_picked)
        use = button(_("&Go back to this copy"), "archive-restore", slot=self._on_backup)
        use.setEnabled(False)
        other = button(_("&Look in another folder…"), "folder-search", slot=self._on_other)
        self.way_copy = Way(
            1, _("Back to the last good copy"),
            _("Everything up to the day of the copy comes back. What was entered after it is fetched by way 3, or is"
              " entered again."), ("archive-restore", use), other, body=column(self.table),
        )  # fmt: skip
        self.way_journal = Way(
            2, _("Made again from the journal"),
            _("Every save that can still be read is taken out of the damaged file; lists, search and figures are made"
              " from them. Takes some minutes."),
            ("wrench", button(_("Make it &again from the journal"), "wrench", slot=self._on_journal)),
        )  # fmt: skip
        fetch = button(_("&Take in the package…"), "package", slot=self._on_fetch)
        fetch.setEnabled(False)
        self.way_upper = Way(
            3, _("Your own records back from the office above"),
            _("What you handed over lies there too. Ask for a full package for your office, then take it in here, after"
              " way 1 or 2."), ("package", fetch),
        )  # fmt: skip
        return self.way_copy, self.way_journal, self.way_upper

    # --- finding out
    def _search(self) -> None:
        def work() -> list[Copy]:
            try:
                key = care_rescue.database_key(self._folder, self._secret)
            except DanvanError:
                key = b""
            return care_rescue.find_copies(self._places, key)

        self._run(work, self._on_found)

    def _on_examined(self, report: CheckReport) -> None:
        self.report = report
        self.findings.show_report(report)
        self._advise()
        self.again.setEnabled(len(report.findings) > 1)  # it opens; what is still whole may be read and copied

    def _on_unexamined(self, error: BaseException) -> None:
        self.findings.say(error.text() if isinstance(error, DanvanError) else _("The file could not be looked at."))

    def _on_found(self, copies: list[Copy]) -> None:
        self.table.show_copies(copies)
        self._on_picked()
        self._advise()

    def _on_picked(self) -> None:
        copy = self.table.chosen()
        self.way_copy.act.setEnabled(copy is not None and not copy.problem and not self._rescued)

    def _advise(self) -> None:
        if self.report is None or self.report.ok or self._rescued:
            return
        only_lists = set(self.report.bad) <= {SEARCH, VIEW}
        has_copy = any(not copy.problem for copy in self.table.copies)
        self.way_copy.advise(has_copy and not only_lists)
        self.way_journal.advise(only_lists or not has_copy)

    # --- the ways
    def _on_other(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, _("A folder with backups"))
        if folder:
            self._places.append(Path(folder))
            self._search()

    def _on_backup(self) -> None:
        copy = self.table.chosen()
        if copy is not None:
            self._go_back(copy, self._secret)

    def _go_back(self, copy: Copy, secret: str) -> None:
        def failed(error: BaseException) -> None:
            if not care_rescue.is_wrong_passphrase(error):
                self._fail(error)
                return
            then, agreed = QInputDialog.getText(
                self, _("Passphrase"), _("Your passphrase when this backup was made"), QLineEdit.EchoMode.Password
            )
            if agreed:
                self._go_back(copy, then)

        def done(result: tuple[object, Path]) -> None:
            self._secret = secret
            self.way_copy.tell(
                _("The copy is in its place. The damaged file lies in {folder}.").format(folder=result[1])
            )
            self._on_rescued()

        self._run(lambda: care_rescue.from_backup(copy.file, self._folder, secret), done, failed, _("Going back…"))

    def _on_journal(self) -> None:
        title = _("Making it again from the journal…")
        if self.report is not None and self.report.bad and set(self.report.bad) <= {SEARCH, VIEW}:
            work: Callable[[], Any] = lambda: care_rescue.rebuild_lists(self._folder, self._secret)  # noqa: E731
        else:
            work = lambda: care_rescue.from_journal(self._folder, self._secret)  # noqa: E731
        self._run(work, self._on_made_again, title=title)

    def _on_made_again(self, result: Any) -> None:  # noqa: ANN401  nothing, or what was saved and where the rest lies
        text = _("Lists, search and figures were made again; nothing was lost.")
        if result is not None:
            saved, aside = result
            text = _("{count} saves were read, {lost} places could not be. The damaged file lies in {folder}.").format(
                count=saved.saves, lost=saved.lost, folder=aside
            )
        self.way_journal.tell(text)
        self._on_rescued()

    def _on_fetch(self) -> None:
        file, _kind = QFileDialog.getOpenFileName(self, _("Package of the office above"), "", "*.danvan")
        if not file:
            return

        def work() -> list[Any]:
            with Office.open(self._folder, self._secret) as office:
                return handover.import_path(office.store, Path(file))

        self._run(work, self._on_fetched, title=_("Taking in…"))

    def _on_fetched(self, taken: list[Any]) -> None:
        new, changed = (sum(getattr(one, name) for one in taken) for name in ("new", "changed"))
        said = " ".join(one.reason for one in taken if one.reason)
        counts = _("{new} records came back, {changed} were brought up to date.").format(new=new, changed=changed)
        self.way_upper.tell(f"{counts} {said}".strip())

    def _on_rescued(self) -> None:
        self._rescued = True
        for way in (self.way_copy, self.way_journal):
            way.act.setEnabled(False)
            way.advise(False)
        self.way_upper.act.setEnabled(True)
        self.again.setEnabled(True)
        restyle(self.again, kind="primary")
        self.again.setIcon(icon("arrow-right", "on_accent"))
        self.again.setFocus()

    # --- work beside the page
    def _run(
        self, work: Callable[[], Any], done: Done, failed: Callable[[BaseException], None] | None = None,
        title: str = "",
    ) -> None:  # fmt: skip
        def finish(result: Any) -> None:  # noqa: ANN401  whatever the work brings
            self._end(title)
            done(result)

        def fail(error: BaseException) -> None:
            self._end(title)
            (failed or self._fail)(error)

        if title:
            self._waiting.begin(title, None)
        self._runner.run(self, lambda _progress: work(), on_done=finish, on_error=fail, writes=True)

    def _end(self, title: str) -> None:
        if title:
            self._waiting.end()

    def _fail(self, error: BaseException) -> None:
        show_failure(error, self)
