"""What can be picked in a field: codes of the definition or of a dated catalogue, and the units known here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from danvan_desktop import records
from danvan_desktop.domain.record_type import Field
from danvan_desktop.domain.text import fold_key
from danvan_desktop.i18n import _, language
from danvan_desktop.storage import queries, rules
from danvan_desktop.storage.store import Store

LONG = 12  # a longer list shows what was picked lately first


@dataclass(frozen=True)
class Pick:
    """One line of a list to pick from; `level` its depth in a tree, `old` no longer to be given."""

    code: str
    label: str
    detail: str = ""
    level: int = 0
    old: bool = False

    @property
    def shown(self) -> str:
        """The label, marked when it is an old one."""
        return _("{label} (old)").format(label=self.label) if self.old else self.label


def picks(field: Field, today: date) -> tuple[Pick, ...]:
    """What can be given in a choice field on a day, in the order of the law's tables."""
    if not field.catalogue:
        return tuple(Pick(choice.code, _(choice.label)) for choice in field.choices)
    entries = rules.catalogue(field.catalogue, today)
    parents = {entry.code: entry.parent for entry in entries}
    vietnamese = language() != "en"
    return tuple(
        Pick(entry.code, entry.label_vi if vietnamese else entry.label_en, level=_level(entry.code, parents))
        for entry in entries
    )


def _level(code: str, parents: dict[str, str]) -> int:
    depth = 0
    while (code := parents.get(code, "")) and depth < len(parents):
        depth += 1
    return depth


def stored(field: Field, code: str, today: date) -> Pick:
    """A code as it stands in a record: one that can no longer be given is an old one."""
    for pick in picks(field, today):
        if pick.code == code:
            return pick
    return Pick(code, rules.label(field.catalogue, code) if field.catalogue else code, old=True)


def unit_pick(store: Store, code: str) -> Pick | None:
    """The unit of a code, None when it is not known here."""
    if code == store.unit.code:
        return Pick(code, store.unit.name)
    return next((pick for pick in units(store) if pick.code == code), None)


def units(store: Store) -> tuple[Pick, ...]:
    """Own unit first, then every unit known here by name; one that has ended is an old one."""
    own = store.unit
    found = [Pick(own.code, own.name)]
    record = records.get("unit")
    for item in store.records("unit", queries.list_ids(store.conn, record)):
        code, name = item.values.get("code"), item.values.get("name")
        if isinstance(code, str) and isinstance(name, str) and code != own.code:
            ended = bool(item.values.get("historic")) or item.values.get("valid_to") is not None
            found.append(Pick(code, str(item.values.get("full_name") or name), code, old=ended))
    return (found[0], *sorted(found[1:], key=lambda pick: (pick.old, fold_key(pick.label))))


def recent_first(offered: Sequence[Pick], recent: Iterable[str]) -> list[Pick]:
    """In a long list what was picked lately comes first, without its place in the tree; short ones stay."""
    if len(offered) <= LONG:
        return list(offered)
    by_code = {pick.code: pick for pick in offered}
    lately = [by_code[code] for code in recent if code in by_code]
    return [Pick(pick.code, pick.label, pick.detail) for pick in lately] + list(offered)


def matching(offered: Iterable[Pick], text: str) -> list[Pick]:
    """What is meant by a text typed without accents: whole beginnings first, then words, then any place."""
    wanted = fold_key(text)
    if not wanted:
        return list(offered)
    words, ranked = wanted.split(), list[tuple[int, int, Pick]]()
    seen: set[str] = set()
    for place, pick in enumerate(offered):
        rank = _rank(f"{fold_key(pick.label)} {fold_key(pick.detail)}".strip(), wanted, words)
        if rank is not None and pick.code not in seen:
            seen.add(pick.code)
            ranked.append((rank, place, pick))
    return [
        Pick(pick.code, pick.label, pick.detail, old=pick.old) for _rank_, _place, pick in sorted(ranked, key=_first)
    ]


def _first(ranked: tuple[int, int, Pick]) -> tuple[int, int]:
    return ranked[:2]


def _rank(folded: str, wanted: str, words: list[str]) -> int | None:
    if folded.startswith(wanted):
        return 0
    own = folded.split()
    if all(any(part.startswith(word) for part in own) for word in words):
        return 1
    return 2 if all(word in folded for word in words) else None


def exact(offered: Iterable[Pick], text: str) -> Pick | None:
    """The one line whose label is this text, accents aside; with accents where two would fit."""
    wanted = fold_key(text)
    fits = list({pick.code: pick for pick in offered if fold_key(pick.label) == wanted}.values())
    if len(fits) > 1:
        fits = [pick for pick in fits if pick.label.casefold() == text.strip().casefold()]
    return fits[0] if len(fits) == 1 else None
