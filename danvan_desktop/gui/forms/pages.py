"""Which page a record has: hand-composed where gui.windows has one, else the generated form."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING

from danvan_desktop.domain.values import Value
from danvan_desktop.gui.page import Page

if TYPE_CHECKING:
    from danvan_desktop.gui.desk import Desk

Maker = Callable[["Desk", str, bytes | None, Mapping[str, Value] | None], Page]


def composed() -> Mapping[str, Maker]:
    """The hand-composed windows by type; none where that part is not there."""
    if find_spec("danvan_desktop.gui.windows") is None:
        return {}
    found: Mapping[str, Maker] = getattr(import_module("danvan_desktop.gui.windows"), "PAGES", {})
    return found


def page_for(
    desk: Desk, type_name: str, row: bytes | None = None, values: Mapping[str, Value] | None = None
) -> Page:  # fmt: skip
    """The page of a record, or of a new one with some values given."""
    maker = composed().get(type_name)
    if maker is not None:
        return maker(desk, type_name, row, values)
    from danvan_desktop.gui.forms.form_page import FormPage

    return FormPage(desk, type_name, row, values)


def quick_page(desk: Desk, type_name: str) -> Page:
    """Quick entry of a type as a page of its own."""
    from danvan_desktop.gui.forms.quick_entry import QuickPage

    return QuickPage(desk, type_name)
