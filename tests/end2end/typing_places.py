"""Every kind of field an officer types in, called up by name in a real window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from danvan_desktop import records
from danvan_desktop.app import attachments, editing
from danvan_desktop.app.listing import Listing
from danvan_desktop.app.report_texts import ReportKey
from danvan_desktop.domain.periods import year
from danvan_desktop.domain.values import Value
from danvan_desktop.gui.forms.form_page import FormPage
from danvan_desktop.gui.forms.quick_entry import QuickPage
from danvan_desktop.gui.main_window import MainWindow
from danvan_desktop.gui.page import Page
from tests.end2end.driver import THANH_HOA
from tests.end2end.typing_editors import EditorsPage

BOOK = THANH_HOA / "so-don-thu-co-loi.xlsx"
REPORT = ReportKey("annual", year(2019))
PETITION: dict[str, Value] = {"type": "khieu_nai", "state": "cho_thu_ly", "petitioner_name": "Nguyễn Văn Thành"}


class Places:
    """Finds a field by `kind.name`; whatever page or dialog it stands in is opened once."""

    def __init__(self, window: MainWindow, folder: Path) -> None:
        self.window, self.desk, self._folder = window, window.desk, folder
        self._now = ""
        self._pages: dict[str, Any] = {}
        self._counts: dict[str, int] = {}

    # --- going there
    def show(self, name: str) -> bool:
        """Bring a field up and put the cursor into it; False when it is not there yet (ask again)."""
        if self._now != name:
            self._leave(name)
        self._now = name
        try:
            widget = self.find(name)
        except LookupError:
            return False
        widget.window().activateWindow()
        widget.setFocus()
        return widget.hasFocus()

    def _leave(self, name: str) -> None:
        """Close what was opened for another kind."""
        kind = name.partition(".")[0]
        for other, shown in list(self._pages.items()):
            if other != kind:
                if isinstance(shown, QWidget):
                    shown.hide()
                    if isinstance(shown, QDialog) or shown.isWindow():
                        shown.deleteLater()
                del self._pages[other]
        if isinstance(dialog := QApplication.activeModalWidget(), QDialog):
            QTimer.singleShot(0, dialog.reject)
            raise LookupError("a dialog is still open")  # noqa: TRY004  ask again

    def focused(self) -> bool:
        """Whether the cursor is in the field shown."""
        return self.widget().hasFocus()

    def widget(self) -> QWidget:
        """The field shown."""
        return self.find(self._now)

    def find(self, name: str) -> QWidget:
        """A field by its name."""
        kind, _dot, rest = name.partition(".")
        widget: QWidget = getattr(self, "_" + kind)(rest)
        return widget

    def _page(self, kind: str, make: Callable[[], Any]) -> Any:
        if kind not in self._pages:
            made = make()
            self._pages[kind] = made
            if isinstance(made, Page):
                self.window.push(made, "award")  # a tab of its own: the lists stay as they are
            else:
                made.show()
        return self._pages[kind]

    def _counted(self, model: QAbstractItemModel, kind: str) -> None:
        """Count how often a list is filled anew."""
        if not model.property("counted"):
            model.setProperty("counted", True)
            self._counts.setdefault(kind, 0)
            model.modelReset.connect(lambda: self._counted_one(kind))

    def _counted_one(self, kind: str) -> None:
        self._counts[kind] += 1

    def searches(self) -> int:
        """How often the field shown has searched."""
        return self._counts.get(self._now, 0)

    # --- fields of forms
    def _editor(self, kind: str) -> QWidget:
        page = self._page("editor", lambda: EditorsPage(self.window))
        return page.editors[kind]  # type: ignore[no-any-return]

    def _form(self, field: str) -> QWidget:
        page = self._page("form", lambda: FormPage(self.desk, "petition", None, PETITION))
        page.form.jump(field)
        return page.form.editors[field].main  # type: ignore[no-any-return]

    def _quick(self, field: str) -> QWidget:
        page = self._page("quick", lambda: QuickPage(self.desk, "petition"))
        return page.entry.form.editors[field].main  # type: ignore[no-any-return]

    def _composed(self, field: str) -> QWidget:
        if "composed" not in self._pages:
            self.desk.new_record("reception", None)
            self._pages["composed"] = self.window.stack().top()
        form = getattr(self._pages["composed"], "form", None) or self._pages["composed"].entry.form
        return form.editors[field].main  # type: ignore[no-any-return]

    # --- lists and searches
    def _list_page(self) -> Any:
        if "list" not in self._pages and "filter" not in self._pages:
            self.desk.show_list(Listing("petition"))
        self._pages[self._now.partition(".")[0]] = True
        tab: Any = self.window.stack().own
        page = tab.page
        if "list.search" not in self._counts:
            for kind in ("list.search", "filter.petitioner_name"):
                self._counts[kind] = 0
            page.bar.searched.connect(lambda _text: self._counted_one("list.search"))
            page.table.header.filtered.connect(lambda name, _t, _over: self._counted_one(f"filter.{name}"))
        return page

    def _list(self, _rest: str) -> QWidget:
        return self._list_page().bar.search  # type: ignore[no-any-return]

    def _filter(self, field: str) -> QWidget:
        self._counts.setdefault(f"filter.{field}", 0)
        return self._list_page().table.header.boxes[field]  # type: ignore[no-any-return]

    def _global(self, _rest: str) -> QWidget:
        self._counted(self.window.find_box.list.model(), "global.search")
        return self.window.header.search

    def _columns(self, _rest: str) -> QWidget:
        from danvan_desktop.gui.lists.column_dialog import ColumnDialog

        record = records.get("petition")
        return self._page("columns", lambda: ColumnDialog(record, ["village"], self.window)).find_field  # type: ignore[no-any-return]

    def _reason(self, _rest: str) -> QWidget:
        from danvan_desktop.gui.lists.remove_rows import ReasonDialog

        return self._page("reason", lambda: ReasonDialog(2, needed=True, parent=self.window)).line  # type: ignore[no-any-return]

    def ask_for_view(self) -> None:
        """The question for the name of a view; it holds the program up until it is answered."""
        self.desk.show_list(Listing("petition"))
        tab: Any = self.window.stack().own
        QTimer.singleShot(0, tab.page.bar.views._ask_name)

    # --- the workbook
    def _wizard(self) -> Any:
        from danvan_desktop.gui.sheet_import import ImportWizard

        if "import" not in self._pages:
            self._page("import", lambda: ImportWizard(self.desk, BOOK))
        wizard = self._pages["import"]
        if self.desk.busy or not wizard.stack.isEnabled():
            raise LookupError("reading")
        return wizard

    def _import(self, what: str) -> QWidget:
        wizard, wanted = self._wizard(), {"name": 1, "cell": 2}[what]
        if wizard.stack.currentIndex() < wanted:
            wizard.forward.click()
            raise LookupError(what)
        if wizard.stack.currentIndex() > wanted:
            wizard.back.click()
            raise LookupError(what)
        return wizard.columns.name if what == "name" else wizard.rows.editor.text  # type: ignore[no-any-return]

    # --- reports
    def _report_page(self) -> Any:
        if "report" not in self._pages:
            self._pages["report"] = page = self.window.show_tab("report")
            page.show()  # it was put away with the other kinds
            if page.editor is None:  # type: ignore[attr-defined]
                page.open_report(REPORT)  # type: ignore[attr-defined]
        page = self._pages["report"]
        if page.editor is None or page.editor.view.pages == 0:
            raise LookupError("being read")
        return page.editor

    def _report(self, what: str) -> QWidget:
        editor = self._report_page()
        where = {"words": "iii_1"}.get(what, "closing")
        if editor.outline.current() != where:
            editor.outline.choose(where)
        middle = editor.middle.currentWidget()
        if what == "words":
            block = middle.blocks[-1] if middle.blocks and hasattr(middle.blocks[-1], "words") else middle.add_words()
            words: QWidget = block.words
            return words
        from danvan_desktop.gui.reports.signing import SigningPanel

        return getattr(middle.findChild(SigningPanel), what)  # type: ignore[no-any-return]

    def _figure(self, _rest: str) -> QWidget:
        from danvan_desktop.gui.reports.pick_figure import FigurePicker

        return self._page("figure", lambda: FigurePicker([], self.window)).search  # type: ignore[no-any-return]

    # --- files, help, officers
    def _strip(self, _rest: str) -> QWidget:
        return self._page("strip", self._strip_page).strip.caption  # type: ignore[no-any-return]

    def _strip_page(self) -> Page:
        from danvan_desktop.gui.record import AttachmentStrip

        row = editing.save(
            self.desk.store, "case", None, {"code": "VV-09", "title": "Vụ việc", "unit": "24538"}, before={},
            officer=self.desk.officer, today=self.desk.today(),
        ).row  # fmt: skip
        for name in ("mot.txt", "hai.txt"):
            attachments.add(self.desk.store, "case", row, b"%PDF-1.4 " + name.encode(), name, "", self.desk.officer)
        page = Page(self.desk)
        strip = AttachmentStrip(self.desk)
        strip.setParent(page)
        strip.setGeometry(10, 10, 700, 300)
        strip.show_record("case", row)
        strip.list.setCurrentRow(0)
        page.strip = strip  # type: ignore[attr-defined]
        return page

    def _help(self, _rest: str) -> QWidget:
        from danvan_desktop.gui.help.window import HelpWindow

        shown = self._page("help", lambda: HelpWindow(self.window))
        self._counted(shown.contents.found.model(), "help.search")
        return shown.search  # type: ignore[no-any-return]

    def _officer(self, _rest: str) -> QWidget:
        from danvan_desktop.gui.people.dialogs import AddOfficerDialog

        return self._page("officer", lambda: AddOfficerDialog(self.window))._name  # type: ignore[no-any-return]

    def _settings(self, name: str) -> QWidget:
        from danvan_desktop.gui.people.settings_page import OrganPart, SettingsPage

        page: Any = self._page("settings", lambda: SettingsPage(self.desk))
        part = page.findChildren(OrganPart)[0]
        shown: QLineEdit | QPlainTextEdit | QTextEdit = part.post if name == "post" else part.lines[name]
        return shown

    # --- before the office is open
    def _unlock(self, _rest: str) -> QWidget:
        from danvan_desktop.gui.start.secret_line import SecretLine
        from danvan_desktop.gui.start.unlock import UnlockDialog

        dialog: QWidget = self._page("unlock", lambda: UnlockDialog(self._folder))
        return next(line for line in dialog.findChildren(SecretLine) if line.isVisible())

    def _first(self, what: str) -> QWidget:
        from danvan_desktop.gui.start.first_run import FirstRun

        run: Any = self._page("first", lambda: FirstRun(self._folder / "khac"))
        page, widget = {
            "unit": (0, run.unit_page.finder.line), "organ": (1, run.organ_page.lines["name"]),
            "person": (2, run.person_page.name), "secret": (2, run.person_page.secret),
        }[what]  # fmt: skip
        if run.stack.currentIndex() != page:
            run.stack.setCurrentIndex(page)
        if what == "unit":
            self._counted(run.unit_page.finder.list.model(), "first.unit")
        line: QLineEdit = widget
        return line
