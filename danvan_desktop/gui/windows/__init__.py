"""Windows composed by hand (ui/forms) over the same fields, checks and editors as the generated forms."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from danvan_desktop.domain.values import Value

if TYPE_CHECKING:
    from danvan_desktop.gui.desk import Desk
    from danvan_desktop.gui.page import Page

Maker = Callable[["Desk", str, bytes | None, Mapping[str, Value] | None], "Page"]


def _reception(desk: Desk, type_name: str, row: bytes | None, values: Mapping[str, Value] | None) -> Page:
    """A new visit is typed at the desk; one that is there already is opened in its form."""
    if row is None:
        from danvan_desktop.gui.windows.reception_desk import ReceptionDesk

        return ReceptionDesk(desk, values)
    from danvan_desktop.gui.forms.form_page import FormPage

    return FormPage(desk, type_name, row)


PAGES: dict[str, Maker] = {"reception": _reception}
