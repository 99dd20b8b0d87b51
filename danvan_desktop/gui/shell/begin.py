"""What the window does once it is painted: says what opening found, goes where first run led, offers drafts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from danvan_desktop.gui.shell.actions import open_page
from danvan_desktop.i18n import _

if TYPE_CHECKING:
    from danvan_desktop.app.left_work import Left, LeftImport, LeftReport
    from danvan_desktop.gui.main_window import MainWindow

_ASKED = "recovery.asked"  # the day


def begin_work(window: MainWindow, next_step: str = "") -> None:
    """`next_step` is what the first run ended with: "reception", "import" or ""."""
    if window.desk.office.notice:
        window.desk.say(window.desk.office.notice)
    _ask_for_own_passphrase(window)
    if next_step == "reception":
        window.desk.new_record("reception")
    elif next_step == "import":
        open_page(window.desk, "import_sheet")
    else:
        _ask_for_recovery_code(window)
        _offer_drafts(window)


def _ask_for_own_passphrase(window: MainWindow) -> None:
    """Who was let in with a passphrase somebody else chose is asked for one of their own."""
    from danvan_desktop.app import people

    if people.has_temporary_passphrase(window.desk.office):
        from danvan_desktop.gui.people import change_passphrase

        said = _("Somebody else chose your passphrase. Choose one that only you know.")
        change_passphrase(window.desk, window, said)


def _ask_for_recovery_code(window: MainWindow) -> None:
    """A code that nobody typed back from paper may be on no paper: asked once a day of who can make a new one."""
    from danvan_desktop.app import people, recovery
    from danvan_desktop.gui.widgets import ask

    desk, today = window.desk, window.desk.today().isoformat()
    if recovery.typed_back(desk.store) or not people.may(desk.office, "people") or desk.preference(_ASKED) == today:
        return
    desk.prefer(_ASKED, today)
    text = _("Nobody typed the recovery code back from paper. Without it nobody can help when a passphrase is lost.")
    choices = {"now": _("Make a new code"), "later": _("Tomorrow")}
    if ask(window, _("Is the recovery code on paper?"), text, choices) == "now":
        open_page(desk, "people")


def _offer_drafts(window: MainWindow) -> None:
    """Drafts left by a power cut or a lock; the one chosen is opened in its form."""
    from danvan_desktop.app import drafts

    if not drafts.any_waiting(window.desk.reader, window.desk.officer):
        return  # a start without drafts loads nothing for them
    from danvan_desktop.gui.record import offer_drafts

    def open_draft(draft: Left) -> None:
        from danvan_desktop.app.drafts import Draft

        if not isinstance(draft, Draft):
            open_work(window, draft)
            return
        if draft.row is None:
            window.desk.new_record(draft.type_name)
        else:
            window.desk.open_record(draft.type_name, draft.row)
        page = window.stack().top()
        if page is not None:
            page.apply_draft(draft)  # type: ignore[attr-defined]  # every record page has it

    offer_drafts(window.desk, window, open_draft)


def open_work(window: MainWindow, left: LeftReport | LeftImport) -> None:
    """Words of a report, or a workbook, are offered in their own page; it takes them up by itself."""
    from danvan_desktop.app.left_work import LeftReport

    if isinstance(left, LeftReport):
        window.show_tab("report").open_report(left.report)  # type: ignore[attr-defined]  # the tab's own page
        return
    from danvan_desktop.gui.sheet_import import ImportWizard

    there = left.path if left.path.is_file() else None
    window.push(ImportWizard(window.desk, there))
    if there is None:
        said = _("The workbook lies no longer where it was: {file}. Choose it again; what was settled is kept.")
        window.desk.say(said.format(file=left.path.name))
