"""Forms: an editor for every kind of field, and pages generated from the record types."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from danvan_desktop.domain.record_type import Field, RecordType
from danvan_desktop.domain.values import Value

if TYPE_CHECKING:
    from danvan_desktop.gui.desk import Desk
    from danvan_desktop.gui.forms.editor import Editor
    from danvan_desktop.gui.page import Page


def editor_for(desk: Desk, record_type: RecordType, field: Field) -> Editor:
    """The control in which a field is typed."""
    from danvan_desktop.gui.forms.editors import editor_for as made

    return made(desk, record_type, field)


def page_for(
    desk: Desk, type_name: str, row: bytes | None = None, values: Mapping[str, Value] | None = None
) -> Page:  # fmt: skip
    """The window of a record: the hand-composed one where there is one, else the generated form."""
    from danvan_desktop.gui.forms.pages import page_for as made

    return made(desk, type_name, row, values)


def quick_page(desk: Desk, type_name: str) -> Page:
    """Quick entry of a type as a page."""
    from danvan_desktop.gui.forms.pages import quick_page as made

    return made(desk, type_name)
