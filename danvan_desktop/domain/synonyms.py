"""What registers call things: heads of columns and names of categories, all folded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from danvan_desktop.domain.text import fold_key


@dataclass(frozen=True)
class Synonyms:
    """Words of one register: `columns` head → field, `values` field → word → code,
    `ticks` head of a tick column → (field, code), `yes_no` word → bool. Every word is folded.
    """

    columns: Mapping[str, str]
    values: Mapping[str, Mapping[str, str]]
    ticks: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    yes_no: Mapping[str, bool] = field(default_factory=dict)

    def field_for(self, head: str) -> str | None:
        """The field a column head means, or None."""
        return self.columns.get(fold_key(head))

    def code_for(self, field_name: str, text: str) -> str | None:
        """The code a category name means in that field, or None: then the cell is unmapped."""
        return self.values.get(field_name, {}).get(fold_key(text))

    def tick_for(self, head: str) -> tuple[str, str] | None:
        """The (field, code) that an "x" under this head means, or None."""
        return self.ticks.get(fold_key(head))

    def truth_of(self, text: str) -> bool | None:
        """Yes, no, or None when the word means neither."""
        return self.yes_no.get(fold_key(text))
