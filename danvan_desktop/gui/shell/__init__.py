"""What stands around the pages: tabs, search, status bar, messages."""
