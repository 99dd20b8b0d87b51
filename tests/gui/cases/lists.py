"""Lists, what is pasted or read into them, and their dialogs."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from danvan_desktop import i18n
from danvan_desktop.app import listing
from danvan_desktop.app.listing import paste
from tests.gui.cases.place import Maker, Place, make, page

MODELS = ("model", "model_year", "model_recognition", "model_replication")
PETITIONS = ("petition", "reception", "case", "reception_session")
EVENTS = ("event", "event_opinion", "follow_up")
AWARDS = ("award", "person", "organisation")


def _paste(place: Place) -> QWidget:
    columns = ["register_no", "received_on", "petitioner_name", "type", "content"]
    text = "1\t03/10/2026\tNguyễn Văn A\tKiến nghị\tĐo lại đất\n2\t31/02/2026\tLê Thị B\tPhản ánh\tXin hỗ trợ"
    chosen = i18n.language()
    i18n.set_language("vi")  # the heads of a register are known in the languages it is kept in
    found = paste.read(place.desk.store, "petition", text, columns, place.desk.today())
    i18n.set_language(chosen)
    return make("lists.paste_dialog.PasteDialog", found)


def _wizard(place: Place) -> QWidget:
    from tests.conftest import TEST_DATA

    book = TEST_DATA / "thanh-hoa-2019" / "so-don-thu-co-loi.xlsx"
    return make("sheet_import.wizard.ImportWizard", place.desk, book)


def _listing(title: str) -> Maker:
    def opened(place: Place) -> QWidget:
        made: Any = make("lists.list_page.ListPage", place.desk, "petition")
        made.show_listing(listing.Listing("petition", search="khieu nai", title=title))
        return made  # type: ignore[no-any-return]

    return opened


PAGES: dict[str, Maker] = {
    "ListTab models": page("lists.list_tab.ListTab", MODELS),
    "ListTab": page("lists.list_tab.ListTab", PETITIONS),
    "ListTab events": page("lists.list_tab.ListTab", EVENTS),
    "ListTab awards": page("lists.list_tab.ListTab", AWARDS),
    **{f"ListPage {name}": page("lists.list_page.ListPage", name)
       for name in (*MODELS, *PETITIONS, *EVENTS, *AWARDS)},
    "ListPage": _listing("Đơn đã giải quyết, năm 2026"),
    "ImportWizard": page("sheet_import.wizard.ImportWizard"),
    "ImportWizard file": _wizard,
}  # fmt: skip
DIALOGS: dict[str, Maker] = {
    "ReasonDialog": lambda _place: make("lists.remove_rows.ReasonDialog", 12, needed=True),
    "ColumnDialog": lambda place: make("lists.column_dialog.ColumnDialog", place.desk.reader.types["petition"],
                                        ["register_no", "state"]),
    "PasteDialog": _paste,
}  # fmt: skip
