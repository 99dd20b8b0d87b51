"""What the decision of extending a denunciation's term says, as the record and the law tell it (TC Art. 30)."""

from __future__ import annotations

from datetime import date

from danvan_desktop.app import terms
from danvan_desktop.documents.text import short_date
from danvan_desktop.reports.labels import label
from danvan_desktop.reports.wording import in_running_text
from danvan_desktop.storage.reading import Record
from danvan_desktop.storage.store import Store

KIND = "tc_extend"
_GROUNDS = "complex_grounds"


def letter_words(store: Store, item: Record) -> dict[str, str]:
    """The last day after the extension and its grounds in words; without what nobody can tell."""
    last = item.values.get("extended_to") or _reckoned(store, item)
    grounds = item.values.get(_GROUNDS)
    told = (
        [in_running_text(label(item.type_name, _GROUNDS, code)) for code in grounds or ()]
        if (isinstance(grounds, tuple))
        else []
    )
    found = {"extended_to": short_date(last) if isinstance(last, date) else "", "extension_reason": "; ".join(told)}
    return {name: text for name, text in found.items() if text}


def _reckoned(store: Store, item: Record) -> date | None:
    """The law's last day after the decisions there are; before the first one has its number, as if it had."""
    values = dict(item.values)
    values["extension_no"] = values.get("extension_no") or KIND
    found = terms.term_of(terms.law(store), values)
    return found.by_law if found is not None else None
