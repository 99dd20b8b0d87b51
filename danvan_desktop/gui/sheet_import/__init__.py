"""The import wizard: a register in Excel, from the file to saved records and back again."""

from danvan_desktop.gui.sheet_import.drop import dropped_workbook
from danvan_desktop.gui.sheet_import.wizard import ImportWizard

__all__ = ["ImportWizard", "dropped_workbook"]
