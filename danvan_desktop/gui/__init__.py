"""The window: the only place with Qt."""

from danvan_desktop.gui.quick_imports import read_no_sources

read_no_sources()
