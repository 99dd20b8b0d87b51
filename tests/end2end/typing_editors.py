"""A page with one editor of every kind, as forms make them."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from danvan_desktop import records
from danvan_desktop.gui.forms import editor_for
from danvan_desktop.gui.main_window import MainWindow
from danvan_desktop.gui.page import Page
from danvan_desktop.gui.widgets import Field as Captioned
from danvan_desktop.gui.widgets import FieldGrid

EDITORS = {
    "text": "petition.petitioner_name", "long": "petition.content", "integer": "petition.people_count",
    "money": "petition.money_recovered", "decimal": "petition.area_m2", "date": "petition.received_on",
    "time": "event.start_time", "choice": "petition.field", "choices": "event.purposes", "link": "petition.case",
    "unit": "petition.unit",
}  # fmt: skip


class EditorsPage(Page):
    """One editor of every kind, as forms make them."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window.desk)
        self.title = "Editors"
        self.editors: dict[str, QWidget] = {}
        grid = FieldGrid()
        grid.setParent(self)
        for kind, name in EDITORS.items():
            type_name, field = name.split(".")
            record = records.get(type_name)
            editor = editor_for(window.desk, record, record.field(field))
            self.editors[kind] = editor.main
            grid.add(Captioned(kind, editor), 6)
        grid.setGeometry(10, 10, 1000, 560)
