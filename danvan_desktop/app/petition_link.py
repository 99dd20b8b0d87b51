"""A petition taken at a visit: the visit says which one it is."""

from __future__ import annotations

from danvan_desktop.i18n import _
from danvan_desktop.storage.store import Store


def link_reception(store: Store, reception: bytes, petition: bytes, *, officer: str) -> None:
    """Write the petition's id into the visit; a visit that names one already keeps it."""
    item = store.get("reception", reception)
    if item is None or item.deleted or item.values.get("petition") is not None:
        return
    with store.batch(officer=officer, reason=_("petition taken at the visit")) as batch:
        batch.edit("reception", reception, {"petition": petition})
