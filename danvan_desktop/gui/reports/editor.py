"""The report editor: outline, the section chosen, and beside it the real pages as they will be printed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from danvan_desktop.app import report_drafts
from danvan_desktop.app import report_editor as editing
from danvan_desktop.app.report import Wanted
from danvan_desktop.app.report_editor import Node, OpenReport
from danvan_desktop.app.report_texts import save_texts
from danvan_desktop.documents.preview import PageSize, page_sizes
from danvan_desktop.errors import DanvanError
from danvan_desktop.gui.reports import links
from danvan_desktop.gui.reports.annex import AnnexPanel
from danvan_desktop.gui.reports.editor_frame import EditorFrame
from danvan_desktop.gui.reports.locking import Locking
from danvan_desktop.gui.reports.output import Output
from danvan_desktop.gui.reports.section import SectionPage
from danvan_desktop.gui.reports.signing import SigningPanel
from danvan_desktop.gui.widgets import Note, button
from danvan_desktop.i18n import _
from danvan_desktop.storage.store import Store

if TYPE_CHECKING:
    from danvan_desktop.gui.desk import Desk

_PREVIEW_MS, _DRAFT_MS = 600, 1_500


class ReportEditor(EditorFrame):
    """One report being written. `left` when the officer goes back to the list of reports."""

    left = Signal()

    def __init__(
        self, desk: Desk, report: OpenReport, waiting: report_drafts.Typed | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(desk, report.key, parent)
        self.report, self.key = report, report.key
        self.typed: dict[str, str] = {}  # not saved yet, by block
        self._asked = 0
        self._preview = _timer(self, _PREVIEW_MS, self.show_preview)
        self._draft = _timer(self, _DRAFT_MS, self.keep_draft)
        self.output, self.locking = Output(self), Locking(self)
        self._connect()
        if waiting is not None:
            self._offer_back(waiting)
        self._show_report()

    def _connect(self) -> None:
        self.outline.chosen.connect(self.show_section)
        self.back.clicked.connect(self.leave)
        for control, slot in (
            (self.save_button, self.save), (self.lock_button, self.locking.lock),
            (self.word_button, self.output.open_in_word), (self.save_as_button, self.output.save_as),
            (self.print_button, self.output.print),
        ):  # fmt: skip
            control.clicked.connect(slot)
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence(QKeySequence.StandardKey.Save), self, self.save, context=within)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Print), self, self.output.print, context=within)

    # --- reading
    def reload(self) -> None:
        """Read the report again; what is typed stays."""
        key, today, typed = self.key, self.desk.today(), dict(self.typed)
        self.desk.read(self, lambda store, _progress: editing.open_report(store, key, today, typed), self._on_read)

    def _on_read(self, report: OpenReport) -> None:
        same = editing.same_contents(self.report, report)
        self.report = report
        self._show_report(same=same)

    def _show_report(self, *, same: bool = False) -> None:
        self.outline.show_nodes(self._nodes())
        if not self.outline.current():
            self.outline.choose(self._first())
        elif not same:  # else the cursor stays where somebody types
            self.show_section(self.outline.current())
        self._say_state()
        self.show_preview()

    def texts(self) -> dict[str, str]:
        """The words of the report as they stand on the screen."""
        return {**self.report.texts, **self.typed}

    def _nodes(self) -> tuple[Node, ...]:
        return editing.outline(self.report, self.texts())

    def _walk(self) -> list[Node]:
        return [node for top in self._nodes() for node in top.walk()]

    def _first(self) -> str:
        """The first place with figures that changed, else the first with nothing below it."""
        sections = [node for node in self._walk() if node.template is not None]
        for node in sections:
            if editing.section_changes(self.report, node.template, self.texts().get(node.key, "")):
                return node.key
        return next((node.key for node in sections if not node.children), editing.HEAD)

    # --- one section
    def show_section(self, key: str) -> None:
        """Show a place of the outline in the middle."""
        node = next((node for node in self._walk() if node.key == key), None)
        if node is None:
            return
        if key == editing.ANNEXES and node.children:
            self.outline.choose(node.children[0].key)
            return
        number = node.title.partition(" ")[0] if node.template is not None else ""
        self.panel.title.setText(_("Part {number}").format(number=number) if number else _("Words and tables"))
        self.show_middle(self._annex(node) if key.startswith("annex.") else self._section(node))

    def _annex(self, node: Node) -> AnnexPanel:
        off = editing.annex_off(self.texts(), node.key.partition(".")[2])
        panel = AnnexPanel(self.report, node, off=off, text=self.texts().get(node.key, ""))
        panel.reload_wanted.connect(self.reload)
        panel.edited.connect(lambda text: self._on_edited(node.key, text))
        panel.figure_opened.connect(self.open_figure)
        return panel

    def _section(self, node: Node) -> SectionPage:
        page = SectionPage(self.report, node, self.texts().get(node.key, ""))
        page.edited.connect(self._on_edited)
        page.figure_opened.connect(self.open_figure)
        page.tables_needed.connect(self.reload)
        page.moves_wanted.connect(self.locking.show_moves)
        page.decided.connect(self.locking.decide)
        if node.key == editing.SIGN:
            panel = SigningPanel(self.desk, self.report, self.texts().get("recipients", ""))
            panel.recipients_edited.connect(lambda text: self._on_edited("recipients", text))
            panel.signer_saved.connect(self.reload)
            page.add_below(panel)
        return page

    def _on_edited(self, key: str, text: str) -> None:
        if self.report.texts.get(key, "") == text:
            self.typed.pop(key, None)
        else:
            self.typed[key] = text
        self.outline.update_nodes(self._nodes())
        self._say_state()
        self._preview.start()
        if not self._draft.isActive():  # while typing goes on too: a power cut takes two seconds' words, not all
            self._draft.start()

    def open_figure(self, code: str) -> None:
        """Open the list behind a figure."""
        links.open_list(self.desk, code, self.key.period, self.report.figures.get(code))

    # --- keeping
    def save(self) -> None:
        """Save what is typed; the word being typed is ended first."""
        QGuiApplication.inputMethod().commit()
        if not self.typed or self.desk.busy:
            return
        try:
            before = save_texts(self.desk.store, self.key, self.typed, officer=self.desk.officer)
            report_drafts.drop(self.desk.store, self.key, officer=self.desk.officer)
        except DanvanError as error:
            self.desk.fail(error, self)
            return
        self.report = editing.with_texts(self.report, self.typed)
        self.typed = {}
        self._draft.stop()
        self.clear_notes()
        self._say_state()
        self.desk.say(_("The words of the report were saved."), lambda: self.undo(before))
        self.desk.saved("report_text")

    def undo(self, before: dict[str, str]) -> None:
        """Bring back the words that stood there before."""
        save_texts(self.desk.store, self.key, before, officer=self.desk.officer)
        self.desk.saved("report_text")
        self.reload()

    def keep_draft(self) -> None:
        """Keep what is typed silently, in the encrypted file."""
        if self.desk.busy:
            self._draft.start()
        else:
            report_drafts.keep(self.desk.store, self.key, self.typed, officer=self.desk.officer)

    def _offer_back(self, waiting: report_drafts.Typed) -> None:
        """What was typed and never saved stands there again; discarding means discarding."""
        self.typed = dict(waiting.texts)
        when = f"{datetime.fromtimestamp(waiting.at_ms / 1000).astimezone():%H:%M, %d/%m/%Y}"
        said = _("Words typed at {time} were not saved; they stand here again.").format(time=when)
        keep, drop = button(_("Save"), "save", slot=self.save), button(_("Discard"), slot=self._on_discard)
        self.notes.addWidget(Note("info", "history", said, "", [keep, drop]))

    def _on_discard(self) -> None:
        self.typed.clear()
        report_drafts.drop(self.desk.store, self.key, officer=self.desk.officer)
        self.clear_notes()
        self.show_section(self.outline.current())
        self.reload()

    def may_leave(self) -> bool:
        """Words that are not saved are saved; nothing typed is lost."""
        self.save()
        return not self.typed

    def leave(self) -> None:
        """Go back to the list of reports."""
        if self.may_leave():
            self.left.emit()

    def release(self) -> None:
        """The office is about to be closed."""
        self._preview.stop()
        self._draft.stop()
        if self.typed:
            report_drafts.keep(self.desk.store, self.key, self.typed, officer=self.desk.officer)

    def _say_state(self) -> None:
        self.say_kept(saved=not self.typed)
        self.say_locked(self.report.locked_on, len(self.report.changed))

    # --- the real page
    def wanted(self, form: str = "pdf") -> Wanted:
        """The report as it stands on the screen."""
        return Wanted(self.key.kind, self.key.period, self.desk.today(), form, self.key.unit, self.texts())

    def show_preview(self) -> None:
        """Set the pages anew, beside the window; an older answer is thrown away."""
        self._preview.stop()
        self._asked += 1
        number, report, said = self._asked, self.report, self.texts()

        def work(_store: Store, _progress: object) -> tuple[int, bytes, list[PageSize]]:
            data = editing.preview(report, said)
            return number, data, page_sizes(data)

        self.desk.read(self, work, self._on_pages, self._on_pages_failed)

    def _on_pages(self, made: tuple[int, bytes, list[PageSize]]) -> None:
        number, data, sizes = made
        if number == self._asked:
            self.view.show_pdf(data, sizes)

    def _on_pages_failed(self, error: BaseException) -> None:
        known = isinstance(error, DanvanError)
        self.view.say(error.text() if isinstance(error, DanvanError) else _("The page cannot be shown."))
        if not known:
            self.desk.fail(error, self)


def _timer(owner: QWidget, wait: int, slot: Callable[[], object]) -> QTimer:
    made = QTimer(owner)
    made.setSingleShot(True)
    made.setInterval(wait)
    made.timeout.connect(slot)
    return made
