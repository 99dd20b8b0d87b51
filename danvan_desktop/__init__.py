"""Dân Vận Desktop: offline records, figures, reports and hand-over for dân vận officers."""

__version__ = "0.1.0"
