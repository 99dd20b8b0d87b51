"""What goes into which part: planned by sizes first, read only when the part is sealed, so that scans fit in memory."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from danvan_desktop.domain import ranges
from danvan_desktop.domain.ranges import Range
from danvan_desktop.handoff import form
from danvan_desktop.handoff.scope import Scope
from danvan_desktop.storage import blob_travel, exchange, peers, segments, vault
from danvan_desktop.storage.segments import Segment
from danvan_desktop.storage.store import Store

ENTRY_BYTES = 420  # of a file in a part besides its own: its name in ZIP and manifest, its hash
SHARE = 8  # an attached file greater than this share of a part goes in pieces


@dataclass(frozen=True)
class Also:
    """What goes beside the rule: persons' values and attached files of a dossier that is transferred, by hash."""

    values: frozenset[bytes] = frozenset()
    blobs: frozenset[bytes] = frozenset()
    transfer: bytes = b""  # its row: then nothing but that dossier goes, to any unit that is known
    asked: frozenset[bytes] = frozenset()  # files that go as far as the peer asked for them
    repeat: frozenset[bytes] = frozenset()  # segments that stand in every part: what names the values and files


NOTHING_MORE = Also()


@dataclass
class Part:
    """What one part carries, by name only; `load` reads it."""

    segments: list[Segment] = field(default_factory=list)
    values: list[bytes] = field(default_factory=list)
    blobs: list[bytes] = field(default_factory=list)
    pieces: list[tuple[bytes, int]] = field(default_factory=list)
    again: list[Segment] = field(default_factory=list)  # stand in another part too
    size: int = 0
    entries: int = 0

    @property
    def carried(self) -> list[Segment]:
        """All segments in its file."""
        return [*self.segments, *self.again]

    @property
    def ops(self) -> int:
        """How many ops its segments hold."""
        return sum(s.last - s.first + 1 for s in self.segments)

    @property
    def attached(self) -> int:
        """Of how many attached files it has something."""
        return len({*self.blobs, *(digest for digest, _number in self.pieces)})


class Packing:
    """Parts being filled one after the other, none over `room` bytes unless a single thing is greater than that."""

    def __init__(self, room: int) -> None:
        self.room = room
        self.parts = [Part()]

    def part(self, size: int) -> Part:
        """The part into which `size` more bytes go."""
        now, size = self.parts[-1], size + ENTRY_BYTES
        if now.entries and (now.size + size > self.room or now.entries >= form.PART_ENTRIES):
            now = Part()
            self.parts.append(now)
        now.size += size
        now.entries += 1
        return now


def plan(
    store: Store, scope: Scope, wanted: Sequence[Segment], room: int, also: Also = NOTHING_MORE, *, files: bool = True
) -> list[Part]:
    """Segments with the values they name, then what was asked for, then attached `files`; at least one part."""
    repeat, taken = _repeated(store, wanted, room, also)
    packing = Packing(room - taken)
    done: set[bytes] = set()
    for segment in wanted:
        packing.part(_weight(store, segment, room)).segments.append(segment)
        if scope.values_travel():
            named = exchange.sealed_in(segments.lines(store.conn, segment))
            _add_values(store, packing, named, done)
    if scope.values_travel():
        _add_values(store, packing, peers.missing(store.conn, scope.lines()), done)
    _add_values(store, packing, also.values, done)
    if files:
        _add_blobs(store, packing, _blobs_to_send(store, scope, wanted, also))
    for part in packing.parts:
        part.again = [s for s in repeat if s not in part.segments] if part.values or part.attached else []
    return packing.parts


def _repeated(store: Store, wanted: Sequence[Segment], room: int, also: Also) -> tuple[list[Segment], int]:
    """Segments for every part and the bytes they take: a part that comes first or alone must be of use.

    Not where they would fill a part; then the order of the parts decides, and what is asked for again.
    """
    found = [s for s in wanted if also.transfer or s.id in also.repeat]
    taken = sum(_weight(store, s, room) + ENTRY_BYTES for s in found)
    return (found, taken) if taken <= room // 2 else ([], 0)


def _weight(store: Store, segment: Segment, room: int) -> int:
    """Bytes a segment takes: as it stands, and packed where it would fill a good deal of a part."""
    plain = segments.size(store.conn, segment)
    return plain if plain <= room // SHARE else len(zlib.compress(segments.blob(store.conn, segment)))


def _add_values(store: Store, packing: Packing, hashes: Iterable[bytes], done: set[bytes]) -> None:
    new = sorted(set(hashes) - done)
    done.update(new)
    for digest, size in vault.sizes(store.conn, new).items():
        packing.part(size).values.append(digest)


def _add_blobs(store: Store, packing: Packing, wanted: Mapping[bytes, Sequence[Range]]) -> None:
    for digest, size in blob_travel.sizes(store.conn, sorted(wanted)).items():
        count = blob_travel.pieces_of(size)
        if size <= packing.room // SHARE and ranges.covers(wanted[digest], 1, count):
            packing.part(size).blobs.append(digest)
            continue
        for number in range(1, count + 1):
            if ranges.covers(wanted[digest], number, number):
                packing.part(min(size, blob_travel.PIECE)).pieces.append((digest, number))


def _blobs_to_send(store: Store, scope: Scope, wanted: Sequence[Segment], also: Also) -> dict[bytes, Sequence[Range]]:
    """Files by hash with the pieces that go: what was asked for, and whole what unacknowledged segments name.

    Scans are persons' values: they stay within the office but for those of a dossier that is transferred.
    """
    named, found = set(also.blobs), dict[bytes, Sequence[Range]]()
    asked = blob_travel.asked(store.conn, scope.lines())
    found |= {h: pieces for h, pieces in asked.items() if scope.values_travel() or h in also.asked}
    if scope.values_travel():
        for segment in wanted:
            named |= blob_travel.named_in(segments.lines(store.conn, segment), store.types)
    return found | dict.fromkeys(named, blob_travel.ALL)


def load(store: Store, part: Part) -> dict[str, bytes]:
    """The part's files by name. What was destroyed since it was planned is left out."""
    conn = store.conn
    files = {form.SEGMENT + s.id.hex(): segments.blob(conn, s) for s in part.carried}
    files |= {form.VALUE + h.hex(): value for h, value in vault.export(conn, part.values).items()}
    for digest in part.blobs:
        if (data := blob_travel.whole(conn, digest)) is not None:
            files[form.BLOB + digest.hex()] = data
    for digest in dict.fromkeys(h for h, _number in part.pieces):
        data = blob_travel.whole(conn, digest) or b""
        for number in (n for h, n in part.pieces if h == digest and data):
            start = (number - 1) * blob_travel.PIECE
            files[f"{form.PIECE}{digest.hex()}.{number}"] = data[start : start + blob_travel.PIECE]
    return files


def piece_sizes(store: Store, part: Part) -> dict[str, int]:
    """Sizes of the whole files of which the part has pieces, for the manifest."""
    found = blob_travel.sizes(store.conn, {h for h, _number in part.pieces})
    return {digest.hex(): size for digest, size in found.items()}
