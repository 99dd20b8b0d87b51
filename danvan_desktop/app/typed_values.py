"""What is typed for any field, outside a form: a label or a code, a unit by its name, a record by its id or words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from danvan_desktop.app import pick_lists, typed
from danvan_desktop.app.links import find_links
from danvan_desktop.app.pick_lists import Pick
from danvan_desktop.app.titles import UNIT_FIELDS
from danvan_desktop.app.typed import UnreadableError
from danvan_desktop.domain.record_type import Field, Kind
from danvan_desktop.domain.text import clean, fold_key
from danvan_desktop.domain.values import Value
from danvan_desktop.i18n import N_, _
from danvan_desktop.storage.store import Store

MOST_NAMED = 12  # a longer list is not told whole in a sentence
_YES, _NO = frozenset({"co", "x", "yes", "true", "1"}), frozenset({"khong", "no", "false", "0"})
_NOT_IN_LIST = N_("This is not in the list.")


def read(store: Store, field: Field, text: str, today: date) -> Value:
    """The value typed; None for nothing. Raises UnreadableError, which never repeats what was typed."""
    if not clean(text):
        return None
    if field.kind is Kind.LINK:
        return _link(store, field, text)
    if field.name in UNIT_FIELDS and field.kind is Kind.TEXT:
        return _unit(store, text)
    return _READERS.get(field.kind, typed.read)(field, text, today)


def _yes_no(_field: Field, text: str, _today: date) -> bool:
    word = fold_key(text)
    if word not in _YES | _NO:
        raise UnreadableError(_("Type “yes” or “no”."))
    return word in _YES


def _code(field: Field, text: str, today: date) -> str:
    """By its code or its label; as many as can be told are named when it is neither."""
    offered = pick_lists.picks(field, today)
    found = _by_code(offered, text) or pick_lists.exact(offered, text)
    if found is not None:
        return found.code
    if len(offered) > MOST_NAMED:
        raise UnreadableError(_(_NOT_IN_LIST))
    known = "; ".join(f"{pick.label} ({pick.code})" for pick in offered)
    raise UnreadableError(f"{_(_NOT_IN_LIST)} " + _("It can be: {known}.").format(known=known))


def _codes(field: Field, text: str, today: date) -> tuple[str, ...]:
    return tuple(sorted({_code(field, part, today) for part in _parts(field, text, today)}))


def _by_code(offered: tuple[Pick, ...], text: str) -> Pick | None:
    return next((pick for pick in offered if pick.code == text.strip()), None)


def _parts(field: Field, text: str, today: date) -> list[str]:
    """Several are parted by semicolons, or by commas where no label holds one."""
    if ";" in text:
        return [part for part in text.split(";") if clean(part)]
    if pick_lists.exact(pick_lists.picks(field, today), text):
        return [text]
    return [part for part in text.split(",") if clean(part)]


def _unit(store: Store, text: str) -> str:
    """A unit's code; a name not known here is kept as it is written, as in the window."""
    known = pick_lists.units(store)
    found = _by_code(known, text) or pick_lists.exact(known, text)
    return found.code if found else clean(text)


def _link(store: Store, field: Field, text: str) -> bytes:
    """A record by its id, or by words that fit one record only."""
    try:
        item = store.get(field.links_to, bytes.fromhex(text.strip()))
    except ValueError:
        item = None
    if item is not None and not item.deleted:
        return item.id
    hits = find_links(store, field.links_to, text, limit=2)
    if len(hits) == 1:
        return hits[0].row
    raise UnreadableError(
        _("Several records fit these words; give the id.") if hits else _("No record fits these words.")
    )


_READERS: dict[Kind, Callable[[Field, str, date], Value]] = {
    Kind.YES_NO: _yes_no, Kind.CHOICE: _code, Kind.CHOICES: _codes,
}  # fmt: skip
