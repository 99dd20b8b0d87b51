"""A record that is still here: stored, and not in the bin."""

from __future__ import annotations

from danvan_desktop.errors import UserError
from danvan_desktop.i18n import _
from danvan_desktop.storage.reading import Record
from danvan_desktop.storage.store import Store


def present(store: Store, type_name: str, row: bytes) -> Record:
    """A record that has not been deleted. Raises UserError."""
    item = store.get(type_name, row)
    if item is None or item.deleted:
        raise gone()
    return item


def gone() -> UserError:
    """What is said of a record that is not here."""
    return UserError(_("This record is no longer here."), hint=_("Its list shows what there is."))
