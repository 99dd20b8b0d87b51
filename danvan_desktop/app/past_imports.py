"""Imports that were made: which file, when, by whom, how many rows, and whether each can still be taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from danvan_desktop.app import people
from danvan_desktop.app.undo import IMPORT, refuse_import_built_on
from danvan_desktop.errors import UserError
from danvan_desktop.i18n import _
from danvan_desktop.storage import import_log
from danvan_desktop.storage.import_log import ImportLog, Run
from danvan_desktop.storage.store import Store

MOST = 20


@dataclass(frozen=True)
class PastImport:
    """One import. `why_not`: why it cannot be taken back now, empty when it can."""

    number: int
    type_name: str
    file: str
    officer: str
    when: datetime
    rows: int
    undone: bool
    why_not: str

    @property
    def token(self) -> str:
        """The name under which `undo` takes it back."""
        return token(self.number)

    def as_json(self) -> dict[str, object]:
        """Form of `undo-import --list --json`."""
        return {
            "id": self.number, "type": self.type_name, "file": self.file, "officer": self.officer,
            "when": self.when.isoformat(timespec="seconds"), "rows": self.rows, "undone": self.undone,
            "undoable": not self.why_not, "why_not": self.why_not,
        }  # fmt: skip


def token(number: int | str) -> str:
    """The name of an import for `undo`."""
    return f"{IMPORT}{number}"


def listed(store: Store, limit: int = MOST) -> list[PastImport]:
    """The newest imports first."""
    log = ImportLog(store.conn, store.settings)
    counts = log.counts()
    return [_past(store, log, run, counts.get(run.id, 0)) for run in log.runs()[:limit]]


def import_of(store: Store, row: bytes) -> int | None:
    """The number of the import that made a record, while it is not undone."""
    run = import_log.run_of(store.conn, row)
    return run.id if run is not None and run.undone_ms is None else None


def _past(store: Store, log: ImportLog, run: Run, rows: int) -> PastImport:
    when = datetime.fromtimestamp(run.made_ms / 1000).astimezone()
    why_not = _why_not(store, log, run)
    return PastImport(run.id, run.type_name, run.file, run.officer, when, rows, run.undone_ms is not None, why_not)


def _why_not(store: Store, log: ImportLog, run: Run) -> str:
    if run.undone_ms is not None:
        return _("Already undone.")
    if not log.living(run.id):
        return _("All its records lie in the bin.")
    try:
        people.require(store, "import")
        if store.opened_by not in {"", run.officer}:
            people.require(store, "delete")
        refuse_import_built_on(store, log, run.id)
    except UserError as error:
        return error.message
    return ""
