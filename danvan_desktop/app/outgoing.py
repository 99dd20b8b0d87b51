"""What an export to an office would carry, before anything is written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from danvan_desktop.handoff import form
from danvan_desktop.handoff.scope import Scope
from danvan_desktop.i18n import _
from danvan_desktop.storage import blob_travel, exchange, peers
from danvan_desktop.storage.store import Store

PACKED = 6  # plain bytes of a change to bytes in a package, as measured on registers
OVERHEAD = 4_000  # bytes of a package besides
ATTACHMENT = "attachment"


@dataclass(frozen=True)
class OutgoingType:
    """Records of one type that would go."""

    type_name: str
    label: str
    new_rows: tuple[bytes, ...]
    changed_rows: tuple[bytes, ...]

    @property
    def new(self) -> int:
        """How many the other office has never seen."""
        return len(self.new_rows)

    @property
    def changed(self) -> int:
        """How many it knows in an older form."""
        return len(self.changed_rows)


@dataclass(frozen=True)
class Outgoing:
    """What an export to a unit would carry. `size` is a guess, the file's first name a promise."""

    unit: str
    types: tuple[OutgoingType, ...]
    since: datetime | None  # of the last receipt
    persons_travel: bool
    file: str
    size: int

    @property
    def new(self) -> int:
        """Records the other office has never seen."""
        return sum(found.new for found in self.types)

    @property
    def changed(self) -> int:
        """Records it knows in an older form."""
        return sum(found.changed for found in self.types)


def outgoing(store: Store, unit: str, *, full: bool = False) -> Outgoing:
    """What an export to `unit` would carry now, with `full` also what was acknowledged.

    Raises UserError for a unit this office exchanges nothing with.
    """
    scope = Scope(store, unit)
    scope.check()
    held = {} if full else scope.held()
    waiting = exchange.waiting(store.conn, held, scope.sendable())
    types = [
        OutgoingType(name, _label(store, name), tuple(sorted(new)), tuple(sorted(changed)))
        for name, (new, changed, _size) in waiting.items()
    ]
    plain = sum(size for _new, _changed, size in waiting.values())
    number = int(store.settings.get("handoff.number", "0")) + 1
    heard = max((i.heard_at for i in peers.incarnations(store.conn, unit).values()), default=0)
    return Outgoing(
        unit, tuple(sorted(types, key=lambda found: -(found.new + found.changed))), _local(heard),
        scope.values_travel(), form.package_name(store.unit.code, number, 1, 1),
        plain // PACKED + OVERHEAD + _attached_bytes(store, scope, types),
    )  # fmt: skip


def _attached_bytes(store: Store, scope: Scope, types: list[OutgoingType]) -> int:
    """Of the attached files that would go along: those of new records and those that are asked for."""
    if not scope.values_travel():
        return 0
    rows = [row for found in types if found.type_name == ATTACHMENT for row in found.new_rows]
    if not rows and ATTACHMENT not in store.types:
        return 0
    named = {blob_travel.digest_in(item.values.get("sha256")) for item in store.records(ATTACHMENT, rows)}
    wanted = named | set(blob_travel.asked(store.conn, scope.lines()))
    return sum(blob_travel.sizes(store.conn, filter(None, wanted)).values())


def _label(store: Store, type_name: str) -> str:
    record = store.types.get(type_name)
    return _(record.plural) if record else type_name


def _local(at_ms: int) -> datetime | None:
    return datetime.fromtimestamp(at_ms / 1000).astimezone() if at_ms else None
