"""What stands in a cell of a printed register: codes in words, kept-back values marked, denouncers hidden."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from danvan_desktop.domain import denouncer
from danvan_desktop.domain.record_type import RecordType
from danvan_desktop.reports.labels import label
from danvan_desktop.storage.reading import Record

Spec = Mapping[str, Any]
Special = Callable[["Cells", str, Record], str]


@dataclass(frozen=True)
class Cells:
    """The cells of one kind of register.

    `secret_field`: the choice that says “to_cao”. `secret_columns`: columns that are no field and would name who
    denounces. Of a denunciation paper has the code; with `summaries`, after somebody looked and ticked, the redacted
    summary and who is denounced too (Luật Tố cáo Art. 8(3)).
    """

    record: RecordType
    spec: Spec
    secret_field: str
    special: Mapping[str, Special]
    secret_columns: frozenset[str] = frozenset()
    named_column: str = ""  # where the code stands
    summaries: bool = False
    accepted: frozenset[bytes] = frozenset()  # petitions accepted for settlement
    ours: frozenset[bytes] = frozenset()  # petitions within competence, accepted already or not

    uncounted: Callable[[Record], bool] | None = None  # entered, but none of what the foot and the pages count

    def counts(self, item: Record) -> bool:
        """Whether the lines at the foot count it."""
        return self.uncounted is None or not self.uncounted(item)

    def text(self, field: str, item: Record) -> str:
        """One cell; "" where there is nothing to say."""
        secret = item.values.get(self.secret_field) == "to_cao"
        if secret and (self._denouncers(field) or self._may_tell(field)):
            return self._redacted(field, item)
        writer = self.special.get(field)
        return writer(self, field, item) if writer else self.plain(field, item)

    def _denouncers(self, field: str) -> bool:
        known = self.record.by_name.get(field)
        return field in self.secret_columns or (known is not None and known.denouncer_when is not None)

    def _may_tell(self, field: str) -> bool:
        known = self.record.by_name.get(field)
        return known is not None and denouncer.may_tell(known)

    def _redacted(self, field: str, item: Record) -> str:
        secret = str(self.spec["secret"])
        if self._denouncers(field):
            return f"{denouncer.code_of(item.values, item.id)}\n{secret}" if field == self.named_column else secret
        wanted = denouncer.SUMMARY if field == "content" else field
        if field != "content" and not item.values.get(field) and field not in item.withheld:
            return ""
        allowed = self.summaries and wanted in denouncer.content(self.record)
        return str(item.values.get(wanted) or secret) if allowed else secret

    def plain(self, field: str, item: Record) -> str:
        """The value in words."""
        value = item.values.get(field)
        if value is None:
            return str(self.spec["withheld"]) if field in item.withheld else ""
        if isinstance(value, bool):
            return str(self.spec["yes" if value else "no"])
        if isinstance(value, date):
            return f"{value:%d/%m/%Y}"
        known = self.record.field(field)
        return label(self.record.name, field, value) if known.choices or known.catalogue else str(value)


def content(cells: Cells, field: str, item: Record) -> str:
    """The redacted summary goes before the words as they were said."""
    return str(item.values.get("summary_redacted") or "") or cells.plain(field, item)
