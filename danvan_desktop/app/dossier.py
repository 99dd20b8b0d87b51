"""What a dossier is and what of it may leave: record by record, field by field, before anything is written.

The petition with its steps and attached files changes hands; visits and the case it names go along to be read. Of a
denunciation no free text and no file leaves: they may name the denouncer (Law on Denunciations 2018, Articles 8, 56);
the sealed paper file is handed over by hand.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from danvan_desktop.app.links import link_field
from danvan_desktop.app.lists import field_label, secret
from danvan_desktop.app.titles import title
from danvan_desktop.domain.record_type import FieldClass, Kind, RecordType
from danvan_desktop.domain.values import sealed_hash
from danvan_desktop.i18n import _
from danvan_desktop.storage import blob_travel, blobs, journal_reading
from danvan_desktop.storage.reading import Record
from danvan_desktop.storage.store import Store

MOST = 2_000  # records of one dossier
_DENUNCIATION = "to_cao"


@dataclass(frozen=True)
class Part:
    """One record that leaves. `handed_on`: it changes hands; else it goes along to be read.

    `open`: labels of filled fields that every office above may read; `named`: labels of personal values that travel;
    `kept`: labels of personal values that stay here. `file`: an attached file goes with its bytes.
    """

    type_name: str
    row: bytes
    label: str
    title: str  # names no person
    handed_on: bool
    open: tuple[str, ...]
    named: tuple[str, ...]
    kept: tuple[str, ...]
    file: bool = False
    values: frozenset[bytes] = frozenset()
    blob: bytes = b""

    def as_json(self) -> dict[str, object]:
        """As `export --transfer … --preview --json` shows it."""
        return {
            "type": self.type_name, "id": self.row.hex(), "handed_on": self.handed_on, "open": list(self.open),
            "personal": list(self.named), "kept": list(self.kept), "file": self.file,
        }  # fmt: skip


@dataclass(frozen=True)
class Dossier:
    """All that leaves with a petition."""

    petition: bytes
    title: str
    parts: tuple[Part, ...]
    denunciation: bool

    @property
    def values(self) -> frozenset[bytes]:
        """Hashes of the personal values that travel."""
        return frozenset(digest for part in self.parts for digest in part.values)

    @property
    def blobs(self) -> frozenset[bytes]:
        """Hashes of the attached files that travel."""
        return frozenset(part.blob for part in self.parts if part.blob)

    def without_names(self) -> Dossier:
        """The same with every personal value and file staying here."""
        parts = (
            replace(part, named=(), kept=(*part.kept, *part.named, *([_("The file itself")] if part.file else [])),
                    file=False, values=frozenset(), blob=b"")
            for part in self.parts
        )  # fmt: skip
        return replace(self, parts=tuple(parts))

    def only(self, went: frozenset[bytes]) -> Dossier:
        """The same with no other personal values and files than these."""
        parts = (
            replace(
                part, values=part.values & went, file=part.blob in went, blob=part.blob if part.blob in went else b"",
                named=part.named if part.values & went else (), kept=part.kept if part.values & went else
                (*part.kept, *part.named),
            )
            for part in self.parts
        )  # fmt: skip
        return replace(self, parts=tuple(parts))

    def rows(self, *, handed_on: bool) -> list[bytes]:
        """Ids of the records that change hands, or that only go along."""
        return [part.row for part in self.parts if part.handed_on == handed_on]


def of(store: Store, petition: Record) -> Dossier:
    """Gather a petition's dossier as it is stored here."""
    record = store.types["petition"]
    own = [(record, petition), *_children(store, petition), *_attachments(store, [petition])]
    steps = [item for _record, item in own[1:]]
    own += [pair for pair in _attachments(store, steps) if pair[1].id not in {item.id for item in steps}]
    along = list(_along(store, petition))
    along += _attachments(store, [item for kind, item in along if kind.name == "reception"])
    along = [(kind, item) for kind, item in along if item.owner == petition.owner]
    secret_one = any(_denounces(item) for _kind, item in [(record, petition), *along])
    parts = [_part(store, kind, item, handed_on=True, secret_one=secret_one) for kind, item in own]
    parts += [_part(store, kind, item, handed_on=False, secret_one=secret_one) for kind, item in along]
    return Dossier(petition.id, title(record, petition), tuple(parts), secret_one)


def of_rows(store: Store, petition: Record, handed_on: set[bytes], along: set[bytes]) -> Dossier:
    """Those records of a dossier, whoever holds them now."""
    rows = [*handed_on, *along]
    found = [(record, item) for name, record in store.types.items() for item in store.records(name, rows)]
    secret_one = any(_denounces(item) for _record, item in found)
    parts = [_part(store, r, item, handed_on=item.id in handed_on, secret_one=secret_one) for r, item in found]
    return Dossier(petition.id, title(store.types["petition"], petition), tuple(parts), secret_one)


def _denounces(item: Record) -> bool:
    return _DENUNCIATION in {item.values.get("type"), item.values.get("kind")}


def _children(store: Store, petition: Record) -> Iterator[tuple[RecordType, Record]]:
    """Steps and other records that hang on the petition."""
    for name in store.types["petition"].form.children:
        child = store.types.get(name)
        link = link_field(child, "petition") if child else None
        if child is None or link is None:
            continue
        rows = journal_reading.linking(store.conn, child, link.name, petition.id, limit=MOST)
        yield from ((child, item) for item in store.records(name, rows) if _goes(item, petition))


def _attachments(store: Store, items: Sequence[Record]) -> list[tuple[RecordType, Record]]:
    record = store.types["attachment"]
    rows = [row for item in items for row in blobs.attached(store.conn, item.id)]
    return [(record, item) for item in store.records("attachment", rows) if not item.deleted]


def _along(store: Store, petition: Record) -> Iterator[tuple[RecordType, Record]]:
    """The visits at which it was taken, and the case."""
    visit = store.types["reception"]
    rows = journal_reading.linking(store.conn, visit, "petition", petition.id, limit=MOST)
    yield from ((visit, item) for item in store.records("reception", rows) if _goes(item, petition))
    case = petition.values.get("case")
    found = store.get("case", case) if isinstance(case, bytes) else None
    if found is not None and _goes(found, petition):
        yield store.types["case"], found


def _goes(item: Record, petition: Record) -> bool:
    return not item.deleted and item.owner == petition.owner


def _part(store: Store, record: RecordType, item: Record, *, handed_on: bool, secret_one: bool) -> Part:
    open_ones: list[str] = []
    named: list[str] = []
    kept: list[str] = []
    values: set[bytes] = set()
    stored = sealed_of(store, item.id, record.name)
    for field in record.fields:
        label = field_label(record, field.name)
        if field.cls is FieldClass.OPEN and field.kind is not Kind.ATTACHMENT and field.name in item.values:
            open_ones += [label] if item.values[field.name] is not None else []
        elif field.sealed and field.name in stored:
            stays = secret(field, item) or field.name in item.withheld or (secret_one and _may_tell(record, field.kind))
            (kept if stays else named).append(label)
            values |= set() if stays else {stored[field.name]}
    digest = _file(store, record, item)
    goes = bool(digest) and not secret_one
    kept += [_("The file itself")] if digest and not goes else []
    return Part(
        record.name, item.id, _(record.label), title(record, item), handed_on, tuple(open_ones), tuple(named),
        tuple(kept), goes, frozenset(values), digest if goes else b"",
    )  # fmt: skip


def _may_tell(record: RecordType, kind: Kind) -> bool:
    """Whether a value of a denunciation may name the denouncer whatever its field is called."""
    return kind is Kind.LONG_TEXT or record.name == "attachment"


def sealed_of(store: Store, row: bytes, type_name: str) -> dict[str, bytes]:
    """Hashes of the personal values a record shows now, by field."""
    found: dict[str, bytes] = {}
    for name, value in shown_values(store, row, type_name).items():
        if digest := sealed_hash(value):
            found[name] = digest
        else:
            found.pop(name, None)
    return found


def shown_values(store: Store, row: bytes, type_name: str) -> dict[str, object]:
    """A record's live values as they stand in ops, without its place in the bin."""
    live = journal_reading.live(store.conn, row, type_name)
    return {name: value for op in live for name, value in op.fields.items() if not name.startswith("_")}


def _file(store: Store, record: RecordType, item: Record) -> bytes:
    stored = item.values.get("sha256") if record.name == "attachment" else None
    digest = bytes.fromhex(stored) if isinstance(stored, str) else b""
    return digest if digest and blob_travel.sizes(store.conn, [digest]) else b""
