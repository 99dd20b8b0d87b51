"""Windows composed by hand (ui/forms) over the same fields, checks and editors as the generated forms."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from danvan_desktop.domain.values import Value

if TYPE_CHECKING:
    from danvan_desktop.gui.desk import Desk
    from danvan_desktop.gui.page import Page

Given = Mapping[str, Value] | None
Maker = Callable[["Desk", str, bytes | None, Given], "Page"]


def _reception(desk: Desk, type_name: str, row: bytes | None, values: Given) -> Page:
    """A new visit is typed at the desk; one that is there already is opened in its form."""
    if row is None:
        from danvan_desktop.gui.windows.reception_desk import ReceptionDesk

        return ReceptionDesk(desk, values)
    from danvan_desktop.gui.forms.form_page import FormPage

    return FormPage(desk, type_name, row)


def _petition(desk: Desk, _type: str, row: bytes | None, values: Given) -> Page:
    from danvan_desktop.gui.windows.petition import PetitionPage

    return PetitionPage(desk, row, values)


def _event(desk: Desk, _type: str, row: bytes | None, values: Given) -> Page:
    from danvan_desktop.gui.windows.event import EventPage

    return EventPage(desk, "event", row, values)


def _award(desk: Desk, _type: str, row: bytes | None, values: Given) -> Page:
    """New awards are typed as a decision with its recipients; one that is there already is opened in its form."""
    if row is None:
        from danvan_desktop.gui.windows.award_decision import AwardDecisionPage

        return AwardDecisionPage(desk, values=values)
    from danvan_desktop.gui.windows.award import AwardPage

    return AwardPage(desk, "award", row)


def _model(desk: Desk, _type: str, row: bytes | None, values: Given) -> Page:
    from danvan_desktop.gui.windows.model import ModelPage

    return ModelPage(desk, "model", row, values)


def _model_year(desk: Desk, type_name: str, row: bytes | None, values: Given) -> Page:
    """A year is shown with its model; a year of no model that is here has its own form."""
    from danvan_desktop.gui.windows.model import year_page

    return year_page(desk, type_name, row, values)


def _case(desk: Desk, _type: str, row: bytes | None, values: Given) -> Page:
    from danvan_desktop.gui.windows.case import CasePage

    return CasePage(desk, row, values)


PAGES: dict[str, Maker] = {
    "reception": _reception, "petition": _petition, "event": _event, "award": _award, "model": _model,
    "model_year": _model_year, "case": _case,
}  # fmt: skip
