"""Segments, packages, receipts, enrolment: how one office's journal reaches another's on a stick."""
