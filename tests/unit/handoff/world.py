"""A province under a root, a commune with two computers and a neighbour, as the long runs use them: with every type,
a roster, parts of one megabyte, and a later program that some of them have."""

from __future__ import annotations

import shutil
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from danvan_desktop.app import handover
from danvan_desktop.domain.record_type import Field, Kind, RecordType
from danvan_desktop.handoff import (
    accepting,
    certificates,
    enrolment,
    newcomers,
    root,
    roster_sign,
    roster_take,
    roster_trust,
)
from danvan_desktop.handoff.imported import ImportedPackage
from danvan_desktop.handoff.roster import Rank
from danvan_desktop.handoff.scope import Scope
from danvan_desktop.storage import migrations, roster_tables
from danvan_desktop.storage.store import Store
from tests.unit.handoff.communes import ALL, UNITS, Communes
from tests.unit.handoff.offices import delivered, folder, taken_from
from tests.unit.storage.conftest import KEY

EDGES = (("A", "A2"), ("A2", "A"), ("A", "P"), ("A2", "P"), ("P", "A"), ("P", "A2"), ("B", "P"), ("P", "B"))
LATER = ALL | {
    "petition": replace(ALL["petition"], fields=(*ALL["petition"].fields, Field("later_field", Kind.TEXT, "Later"))),
    "later_type": RecordType("later_type", "Later", "Later", title=("t",), fields=(Field("t", Kind.TEXT, "T"),)),
}


@lru_cache(maxsize=1)
def template() -> Path:
    """The offices of `Communes` under a root, each with the first roster, some petitions everybody has; closed."""
    offices = Communes()
    roster_sign.begin(offices["P"], root.new_root())
    for name in ("A", "A", "A", "B", "B"):
        offices.petition(name)
    for lower, upper in (("A", "P"), ("B", "P"), ("A", "A2"), ("A2", "P")):
        offices.hand_over(lower, upper)
        offices.hand_over(upper, lower)
    offices.meet("A", "B")
    offices.meet("A2", "B")
    offices.meet("B", "A")
    home = folder()
    for name, store in offices.stores.items():
        store.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        store.close()
        shutil.copy(offices.home / f"{name}.db", home)
    shutil.rmtree(offices.home, ignore_errors=True)
    return home


class World(Communes):
    """The stores of one run and the sticks between them."""

    def __init__(self) -> None:
        self.home = folder()
        self.stores: dict[str, Store] = {}
        self.types = dict.fromkeys(UNITS, ALL)
        for name in UNITS:
            shutil.copy(template() / f"{name}.db", self.home)
            self.open(name)

    def open(self, name: str) -> Store:
        """Open an office's file with the program it has now."""
        path = self.home / f"{name}.db"
        self.stores[name] = migrations.open_store(path, KEY, types=self.types[name])
        return self.stores[name]

    def update(self, name: str) -> None:
        """The office gets the later program."""
        self[name].close()
        self.types[name] = LATER
        self.open(name)

    def backup(self, name: str) -> bytes:
        """The file as it stands."""
        self[name].conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return (self.home / f"{name}.db").read_bytes()

    def put_back(self, name: str, data: bytes, *, by_hand: bool) -> None:
        """Restore a backup; `by_hand`: the file is copied back and nobody is told, as a rollback or a clone is."""
        self[name].close()
        for file in self.home.glob(f"{name}.db*"):
            file.unlink()
        (self.home / f"{name}.db").write_bytes(data)
        store = self.open(name)
        if not by_hand:
            store.become_new_replica()

    def export(self, sender: str, receiver: str, *, full: bool = False) -> list[bytes]:
        """The parts of an export, one megabyte each; none where every computer of the receiver is closed here."""
        if not Scope(self[sender], UNITS[receiver].code).lines():
            unit, known_here = UNITS[receiver].code, certificates.stored(self[sender])
            me = known_here.get(self[sender].replica.id)
            mine = me.line if me else b""  # what this computer was before it went back is no other computer
            known = {r for r, c in known_here.items() if c.unit.code == unit and c.line != mine}
            told = {r for (r,) in self[sender].conn.execute("SELECT replica FROM told_by_roster")}
            assert known <= {*self.closed(sender), *told}, f"{sender} knows no way to {receiver}"
            return []
        made = handover.export(self[sender], UNITS[receiver].code, self.home / "out", full, max_part_mb=1)
        return taken_from([Path(package.file) for package in made])

    def deliver(self, name: str, data: bytes) -> tuple[ImportedPackage, bytes | None]:
        """Import one package; the result and the receipt beside it."""
        return delivered(self[name], self.home / f"in-{name}", data)

    def exchange(self, sender: str, receiver: str) -> list[str]:
        """One export with its receipts; the words of refusals."""
        words = []
        for data in self.export(sender, receiver):
            result, receipt = self.deliver(receiver, data)
            words += [result.word] if result.status not in {"applied", "duplicate"} else []
            if receipt is not None:
                self.deliver(sender, receipt)
        return words

    def accept_newcomers(self) -> int:
        """Whoever waits is taken in, as after a telephone call; returns how many."""
        found = 0
        for name in ("P", "A", "A2"):
            while waiting := newcomers.listed(self[name]):  # one taken in may make others known
                accepting.accept(self[name], waiting[0][0].replica.hex())
                found += 1
        for name in ("A", "A2"):
            if self.count(name, "SELECT count(*) FROM told_by_roster"):  # the computer in the next room is compared
                enrolment.confirm(self[name], UNITS[name].code)
                found += 1
        return found

    def tell_the_closed(self) -> None:
        """Nothing is sealed to a closed computer: its office takes the roster file of the province in."""
        now = roster_trust.current(self["P"])
        assert now is not None
        for name in ("A", "A2", "B"):
            store = self[name]
            if store.replica.id in self.closed("P"):
                with store.writing():
                    roster_take.take(store, now)

    def left(self, sender: str, receiver: str) -> int:
        """Segments still to send."""
        store = self[sender]
        with store.writing():
            store.cut_segments()
        return len(Scope(store, UNITS[receiver].code).to_send())

    def rank(self, name: str) -> Rank:
        """Which roster is in force there."""
        return roster_trust.rank_of(self[name])

    def closed(self, name: str) -> dict[bytes, int]:
        """Closed computers and their last op that counts."""
        return {replica: shut.at for replica, shut in roster_tables.closings(self[name].conn).items()}

    def heal(self) -> None:
        """Everybody hands over to everybody until nothing is left and all have the newest roster."""
        for _round in range(14):
            self.tell_the_closed()
            words = [word for edge in EDGES for word in self.exchange(*edge)]
            waiting = self.accept_newcomers()
            same = len({self.rank(name) for name in UNITS}) == 1
            if not waiting and not words and same and not any(self.left(*edge) for edge in EDGES):
                return
        left = {edge: self.left(*edge) for edge in EDGES if self.left(*edge)}
        raise AssertionError(f"never quiet: {words} {left} { {n: self.rank(n) for n in UNITS} }")
