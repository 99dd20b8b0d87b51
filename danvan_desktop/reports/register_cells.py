"""What stands in a cell of a printed register: codes in words, kept-back values marked, denouncers hidden."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from danvan_desktop.domain.record_type import RecordType
from danvan_desktop.reports.labels import label
from danvan_desktop.storage.reading import Record

Spec = Mapping[str, Any]
Special = Callable[["Cells", str, Record], str]


@dataclass(frozen=True)
class Cells:
    """The cells of one kind of register.

    `secret_field`: the choice that says “to_cao”. `free_words`: fields a denouncer may be told from; of a
    denunciation paper has the redacted summary only (Luật Tố cáo Art. 8(3)).
    """

    record: RecordType
    spec: Spec
    secret_field: str
    free_words: frozenset[str]
    special: Mapping[str, Special]
    secret_columns: frozenset[str] = frozenset()

    def text(self, field: str, item: Record) -> str:
        """One cell; "" where there is nothing to say."""
        secret = item.values.get(self.secret_field) == "to_cao"
        if secret and (self._denouncers(field) or field in self.free_words):
            return self._redacted(field, item)
        writer = self.special.get(field)
        return writer(self, field, item) if writer else self.plain(field, item)

    def _denouncers(self, field: str) -> bool:
        known = self.record.by_name.get(field)
        return field in self.secret_columns or (known is not None and known.denouncer_when is not None)

    def _redacted(self, field: str, item: Record) -> str:
        summary = item.values.get("summary_redacted") if field == "content" else None
        stands = item.values.get(field) or field in item.withheld or field in {"content", *self.secret_columns}
        return str(summary or self.spec["secret"]) if stands or self._denouncers(field) else ""

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
