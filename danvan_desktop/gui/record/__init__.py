"""Beside a record: its history, what is linked to it, its files; the bin, and the drafts offered again."""

from danvan_desktop.gui.record.attachment_strip import AttachmentStrip
from danvan_desktop.gui.record.bin_page import RecycleBinPage
from danvan_desktop.gui.record.draft_dialog import DraftRestoreDialog, offer_drafts
from danvan_desktop.gui.record.history_panel import HistoryPanel
from danvan_desktop.gui.record.related_panel import RelatedPanel

__all__ = ["AttachmentStrip", "DraftRestoreDialog", "HistoryPanel", "RecycleBinPage", "RelatedPanel", "offer_drafts"]
