"""Giao nhận: packages out and in by stick, receipts, conflicts, what was kept apart."""

from danvan_desktop.gui.handover.page import HandoverPage
from danvan_desktop.gui.handover.stick_watch import StickWatch, Volume

__all__ = ["HandoverPage", "StickWatch", "Volume"]
