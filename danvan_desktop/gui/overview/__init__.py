"""The overview: what is due, this month's figures, the year's course, backup, hand-over, conflicts."""

from danvan_desktop.gui.overview.page import OverviewPage

__all__ = ["OverviewPage"]
