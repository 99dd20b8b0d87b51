"""The list pages: a million rows, filter cells under the heads, chips, views, and the chosen record at the side."""

from danvan_desktop.gui.lists.list_page import ListPage
from danvan_desktop.gui.lists.list_tab import ListTab

__all__ = ["ListPage", "ListTab"]
