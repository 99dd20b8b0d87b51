"""Registers kept in spreadsheets: opening them safely, finding the head, reading cells, planning an import."""
