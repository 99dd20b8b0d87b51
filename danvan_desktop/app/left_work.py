"""All that an officer typed and never saved: records, words of reports, workbooks on their way in; newest first."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from danvan_desktop.app import drafts, import_kept, report_drafts
from danvan_desktop.app.drafts import Draft
from danvan_desktop.app.report_list import report_title
from danvan_desktop.app.report_texts import ReportKey
from danvan_desktop.errors import UserError
from danvan_desktop.i18n import _, ngettext
from danvan_desktop.storage.store import Store


@dataclass(frozen=True)
class LeftReport:
    """Words of a report."""

    key: str
    at_ms: int
    officer: str
    report: ReportKey
    texts: dict[str, str] = field(repr=False)

    @property
    def name(self) -> str:
        """What it is called."""
        return report_title(self.report)

    def differences(self) -> list[tuple[str, str, str]]:
        """What was typed, part by part."""
        return [(_("Words of the report"), "", text) for text in self.texts.values()]


@dataclass(frozen=True)
class LeftImport:
    """A workbook that was being mended."""

    key: str
    at_ms: int
    officer: str
    path: Path
    columns: int
    cells: int
    left_out: int

    @property
    def name(self) -> str:
        """What it is called."""
        return _("Import: {file}").format(file=self.path.name)

    def differences(self) -> list[tuple[str, str, str]]:
        """What was settled, counted: cells may hold anything."""
        texts = (
            (_("Columns"), ngettext("{count} settled", "{count} settled", self.columns), self.columns),
            (_("Cells"), ngettext("{count} corrected", "{count} corrected", self.cells), self.cells),
            (_("Rows"), ngettext("{count} left out", "{count} left out", self.left_out), self.left_out),
        )
        return [(what, "", said.format(count=count)) for what, said, count in texts if count]


Left = Draft | LeftReport | LeftImport


def left(store: Store, officer: str) -> list[Left]:
    """What waits for an officer, newest first."""
    found: list[Left] = [*drafts.waiting(store, officer)]
    found += [
        LeftReport(name, typed.at_ms, officer, key, dict(typed.texts))
        for name, key, typed in report_drafts.left(store, officer)
    ]
    found += [
        LeftImport(
            kept.key, kept.at_ms, officer, kept.path, len(kept.choice.columns), len(kept.cells), len(kept.left_out)
        )
        for kept in import_kept.waiting(store, officer)
    ]
    return sorted(found, key=lambda one: one.at_ms, reverse=True)


def discard(store: Store, officer: str, key: str) -> None:
    """Throw one away for good. UserError when this officer left none of that key."""
    if key not in {one.key for one in left(store, officer)}:
        raise UserError(
            _("No draft of yours has this key."), kept=_("Nothing was changed."), hint=_("“danvan drafts” lists them.")
        )
    drafts.drop(store, key, officer)
