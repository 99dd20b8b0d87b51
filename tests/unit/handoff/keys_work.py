"""What officers do all day in the long run of keys: records, scans, conflicts settled twice."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from danvan_desktop.app import attachments, conflicts
from danvan_desktop.errors import UserError
from danvan_desktop.handoff.roster import Rank
from tests.unit.handoff.communes import ALL, ME, UNITS
from tests.unit.handoff.desks import picture
from tests.unit.handoff.world import World
from tests.unit.handoff.world_checks import hashes_in

NODES = st.sampled_from(list(UNITS))
WORKERS, KINDS = st.sampled_from([*UNITS, "A"]), st.sampled_from(["add", "edit", "edit", "edit", "attach"])
PICK = st.integers(0, 999)
STAT: Counter[str] = Counter()


@lru_cache(maxsize=3)
def scan(number: int) -> bytes:
    """Two small ones, and one that needs several parts of a megabyte."""
    return picture("PNG", (40, 60, 640)[number], noisy=True)


class Work(RuleBasedStateMachine):
    """The offices beside what is known of them from outside."""

    @initialize()
    def begin(self) -> None:
        self.world = World()
        self.flying: list[tuple[str, bytes]] = []
        self.backups: dict[str, tuple[bytes, Rank]] = {}
        self.may_lie: dict[str, set[str]] = {unit.code: set() for unit in UNITS.values()}  # unit -> hashes of values
        self.ranks = {name: self.world.rank(name) for name in UNITS}
        self.shut: dict[bytes, int] = {}
        self.went_back: set[str] = set()
        for name in UNITS:
            self.note_values(name)
        STAT["runs"] += 1

    def note_values(self, name: str) -> None:
        """What an office has typed up to now, at once: a step later its file may be put back, or a twin be noticed."""
        own = self.world[name].replica.id
        for (line,) in self.world[name].conn.execute("SELECT line FROM op WHERE replica = ?", (own,)):
            self.may_lie[UNITS[name].code] |= hashes_in(line)

    # --- work
    def rows(self, name: str, pick: int) -> bytes | None:
        rows = [row for (row,) in self.world[name].conn.execute("SELECT id FROM v_petition ORDER BY id LIMIT 6")]
        return rows[pick % len(rows)] if rows else None

    @rule(works=st.lists(st.tuples(WORKERS, KINDS, PICK), min_size=2, max_size=8))
    def work(self, works: list[tuple[str, str, int]]) -> None:
        """Also on rows of others, and on closed or handed-on ones: stored, and counted where right is."""
        for name, kind, pick in works:
            row = self.rows(name, pick)
            if kind == "add":
                self.add(name)
            elif row is not None and kind == "edit":
                self.edit(name, row, pick)
            elif row is not None and name in {"A", "A2"}:
                data = scan((0, 0, 0, 1, 1, 2)[pick % 6])
                self.scanned(name, row, data)

    def add(self, name: str) -> None:
        self.world.petition(name)
        if "later_type" in self.world[name].types:
            with self.world[name].batch(officer=ME) as batch:
                batch.new("later_type", {"t": "loại của bản sau"})
        self.note_values(name)

    def scanned(self, name: str, row: bytes, data: bytes) -> None:
        """A dossier that waits to be taken over takes no scan."""
        store = self.world[name]
        self.attempt("scans", lambda: attachments.add(
            store, "petition", row, data, "don.png", "Bản chụp", ME, keep_original=True
        ))  # fmt: skip
        self.note_values(name)

    def edit(self, name: str, row: bytes, pick: int) -> None:
        values: dict[str, Any] = {"people_count": 1 + pick % 9}
        if pick % 3 == 0:
            values["petitioner_name"] = f"Người {pick}"
        if self.world.types[name] is not ALL:
            values["later_field"] = f"{pick}"
        with self.world[name].batch(officer=name) as batch:
            batch.edit("petition", row, values)
        self.note_values(name)

    @rule(pick=PICK)
    def two_choose_at_once(self, pick: int) -> None:
        """Both computers of the commune settle what they see, each its own way, without having heard of the other."""
        if pick % 2 and (row := self.rows("A", pick)) is not None:
            for place, name in enumerate(("A", "A2")):
                if self.world[name].get("petition", row) is not None:
                    self.edit(name, row, pick + place)
            self.world.exchange("A", "A2")
            self.world.exchange("A2", "A")
        for place, name in enumerate(("A", "A2")):
            open_ones = conflicts.listed(self.world[name])
            if open_ones:
                one = open_ones[pick % len(open_ones)]
                side = one["sides"][(pick + place) % len(one["sides"])]
                try:
                    conflicts.resolve(self.world[name], one["row"], one["field"], side["op"], officer=name)
                    STAT["conflicts settled"] += 1
                except UserError:
                    STAT["conflicts of another unit"] += 1

    @rule(name=st.sampled_from(["A", "A2"]), pick=PICK, size=st.sampled_from([0, 0, 1, 1, 2]))
    def attach(self, name: str, pick: int, size: int) -> None:
        if (row := self.rows(name, pick)) is not None:
            self.scanned(name, row, scan(size))

    def attempt(self, what: str, act: Any) -> None:
        """What a person would be told is a sentence; anything else is a fault."""
        try:
            act()
            STAT[what] += 1
        except UserError as told:
            STAT[f"{what}: {told.code or 'refused'}"] += 1
