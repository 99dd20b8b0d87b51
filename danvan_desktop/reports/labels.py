"""Vietnamese names of codes, for paper: whatever language the screen has."""

from __future__ import annotations

from danvan_desktop import records
from danvan_desktop.i18n import vi
from danvan_desktop.storage import rules


def label(type_name: str, field_name: str, code: object) -> str:
    """What a code is called in Vietnamese; an unknown one stands for itself."""
    field = records.get(type_name).field(field_name)
    for choice in field.choices:
        if choice.code == code:
            return vi(choice.label)
    for entry in rules.catalogue(field.catalogue) if field.catalogue else ():
        if entry.code == code:
            return entry.label_vi
    return "" if code is None else str(code)
