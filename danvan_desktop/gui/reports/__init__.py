"""The reports tab: figures, reports with an outline, the preview of the real pages, and the printer."""

from danvan_desktop.gui.reports.page import ReportPage
from danvan_desktop.gui.reports.preview_dialog import PreviewDialog

__all__ = ["PreviewDialog", "ReportPage"]
