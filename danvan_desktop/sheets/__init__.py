"""Registers kept in spreadsheets: opening them safely, finding the head, reading cells, planning an import."""

import os

# Read once, when openpyxl is first imported. Every part of a workbook is looked at before it is opened and one with
# its own entities is refused (limits.py), so openpyxl may use the compiled XML parser: with defusedxml at hand it
# would parse in pure Python, at half the speed.
os.environ.setdefault("OPENPYXL_DEFUSEDXML", "False")
