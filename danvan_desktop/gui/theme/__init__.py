"""Colours, style sheet and icons: the only place that knows what the program looks like."""
