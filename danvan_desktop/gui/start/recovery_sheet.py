"""The recovery sheet on paper: to the printer of this machine, or as a PDF when there is none."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from danvan_desktop.app import printing, recovery
from danvan_desktop.app.printing import PrintJob
from danvan_desktop.errors import DanvanError
from danvan_desktop.i18n import _


def print_sheet(unit_name: str, code: str) -> str:
    """Print it; returns what to say. A DanvanError says why it cannot be printed."""
    data, title = recovery.sheet_pdf(unit_name, code), _("Recovery sheet")
    from danvan_desktop.gui.reports.print_dialog import print_system

    system = print_system()
    found = system.printers()
    if not found:
        raise printing.no_printer()
    system.send(data, PrintJob(title, found[0].name))
    return _("Sent to the printer {name}.").format(name=found[0].name)


def save_sheet(parent: QWidget, unit_name: str, code: str) -> str:
    """Save it where the person says; returns what to say, "" when no file was named."""
    title = _("Save the recovery sheet")
    name, _kind = QFileDialog.getSaveFileName(parent, title, _("recovery-sheet.pdf"), "PDF (*.pdf)")
    if not name:
        return ""
    path = Path(name if name.lower().endswith(".pdf") else f"{name}.pdf")
    try:
        recovery.write_sheet(path, unit_name, code)
    except DanvanError as error:
        return error.text()
    return _("Saved: {file}. Print it, then delete the file.").format(file=path.name)
