"""The tabs of the window and which records live under which. Pages are imported when first shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from danvan_desktop.gui.desk import Desk
from danvan_desktop.gui.page import Page
from danvan_desktop.i18n import N_

PETITIONS = ("petition", "reception", "case", "reception_session")
MODELS = ("model", "model_year", "model_recognition", "model_replication")
EVENTS = ("event", "event_opinion", "follow_up")
AWARDS = ("award", "person", "organisation")


@dataclass(frozen=True)
class Tab:
    """One tab: its name for ever, its icon, its label, and what makes its page."""

    name: str
    icon: str
    label: str
    make: Callable[[Desk], Page]


def _overview(desk: Desk) -> Page:
    from danvan_desktop.gui.overview import OverviewPage

    return OverviewPage(desk)


def _lists(*names: str) -> Callable[[Desk], Page]:
    def make(desk: Desk) -> Page:
        from danvan_desktop.gui.lists import ListTab

        return ListTab(desk, names)

    return make


def _reports(desk: Desk) -> Page:
    from danvan_desktop.gui.reports import ReportPage

    return ReportPage(desk)


def _handover(desk: Desk) -> Page:
    from danvan_desktop.gui.handover import HandoverPage

    return HandoverPage(desk)


TABS = (
    Tab("overview", "layout-dashboard", N_("Overview"), _overview),
    Tab("model", "sprout", N_("Models"), _lists(*MODELS)),
    Tab("petition", "mail", N_("Petitions"), _lists(*PETITIONS)),
    Tab("event", "users-round", N_("Conferences"), _lists(*EVENTS)),
    Tab("award", "award", N_("Commendations"), _lists(*AWARDS)),
    Tab("report", "file-text", N_("Reports"), _reports),
    Tab("handover", "arrow-left-right", N_("Hand-over"), _handover),
)
_CHILDREN = {
    "model": ("model",), "petition": ("petition", "reception", "case"),
    "event": ("event", "site", "agenda_item", "delegate"), "award": ("award",),
}  # fmt: skip


def tab_of(type_name: str) -> str:
    """The tab under which records of a type are shown; "" for a type without one: the tab shown now."""
    for name, types in (("petition", PETITIONS), ("model", MODELS), ("event", EVENTS), ("award", AWARDS)):
        if type_name in types or type_name.startswith(_CHILDREN[name]):
            return name
    return ""
