"""What offices do with each other in the long run of keys: dossiers handed on, requests asked and answered, and people
who write where they may not."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import rule

from danvan_desktop.app import requests, transfer
from danvan_desktop.app.request_view import About
from danvan_desktop.app.transfer import Letter
from danvan_desktop.storage.store import Store
from tests.unit.handoff.communes import ME, TODAY, UNITS
from tests.unit.handoff.keys_work import NODES, PICK, STAT, Work
from tests.unit.handoff.offices import taken_from

ROADS = st.sampled_from(
    [("A", "B"), ("A", "B"), ("A2", "B"), ("B", "A"), ("A", "P"), ("B", "P"), ("P", "A"), ("P", "B")]
)
ASKED = st.sampled_from([("P", "A"), ("P", "A2"), ("P", "B"), ("A", "P"), ("A2", "P"), ("B", "P")])
LUCK = st.sampled_from(["there", "there", "there", "late", "lost"])
FORGED: tuple[tuple[str, dict[str, Any]], ...] = (
    ("transfer", {"state": "da_nhan"}), ("transfer", {"to_unit": "26002"}), ("transfer", {"answer": "Tự nhận"}),
    ("request", {"answer": "Không phải tôi trả lời", "state": "da_tra_loi"}), ("request", {"text": "Hỏi khác đi"}),
    ("request", {"to_unit": "26001"}),
)  # fmt: skip


class Between(Work):
    """The offices beside what is known of them from outside."""

    # --- dossiers
    @rule(road=ROADS, pick=PICK, luck=LUCK)
    def hand_on(self, road: tuple[str, str], pick: int, luck: str) -> None:
        sender, receiver = road
        if (row := self.dossier(sender, pick)) is None:
            return
        letter = Letter("1/CV", date(2026, 11, 20), "Thuộc thẩm quyền")

        def send() -> None:
            store, unit = self.world[sender], UNITS[receiver].code
            going = {h.hex() for h in transfer.preview(store, row, unit).values}
            sent = transfer.send(store, row, unit, self.world.home / "t", officer=ME, today=TODAY, letter=letter)
            parts = taken_from([Path(p.file) for p in sent.packages])
            self.may_lie[unit] |= going  # of a lost stick too: what an open offer names goes again with the next one
            for data in parts if luck == "there" else ():
                self.world.deliver(receiver, data)
            self.flying += [(receiver, data) for data in parts if luck == "late"]

        self.attempt("dossier sent", send)
        if pick % 3:
            self.answer_dossier(receiver, take=pick % 3 == 1)

    def dossier(self, name: str, pick: int) -> bytes | None:
        """Mostly one that is this office's, every other time one that was handed on before; else any."""
        unit = UNITS[name].code
        order = "id IN (SELECT row FROM held) DESC, id" if pick % 2 else "id"
        query = f"SELECT id FROM v_petition WHERE owner = ? ORDER BY {order} LIMIT 3"
        rows = [row for (row,) in self.world[name].conn.execute(query, (unit,))]
        return rows[pick % len(rows)] if rows and pick % 5 else self.rows(name, pick)

    @rule(name=NODES, take=st.booleans())
    def answer_dossier(self, name: str, take: bool) -> None:
        store = self.world[name]
        if not (waiting := [one.petition for one in transfer.listed(store) if one.waits]):
            return
        if take:
            self.attempt("dossier taken", lambda: transfer.accept(store, waiting[0], officer=ME, today=TODAY))
        else:
            self.attempt("dossier refused", lambda: transfer.refuse(
                store, waiting[0], "Không thuộc", officer=ME, today=TODAY
            ))  # fmt: skip

    # --- requests
    @rule(road=ASKED, pick=PICK)
    def ask(self, road: tuple[str, str], pick: int) -> None:
        """A question up or down; the province may propose a change of a record instead."""
        asker, asked = road
        row = self.rows(asker, pick) if asker == "P" and pick % 3 else None
        change = About("petition", row, proposed={"people_count": 8}) if row else None
        kind, text = ("sua_doi", "Tám người?") if change else ("hoi", f"Đã họp thôn chưa, lần {pick}?")
        unit = "" if change else UNITS[asked].code  # a change goes to the owner of the record
        self.attempt("asked", lambda: requests.ask(
            self.world[asker], unit, kind, text, officer=ME, today=TODAY, about=change
        ))  # fmt: skip
        if pick % 2:
            self.world.exchange(asker, asked)
            self.answer_request(asked, pick // 2)

    @rule(name=NODES, pick=PICK)
    def answer_request(self, name: str, pick: int) -> None:
        """Whoever has a request waiting answers, takes over or refuses; whoever has an answer closes it."""
        store = self.world[name]
        if not (waiting := requests.listed(store, waiting=True)):
            return
        one = waiting[pick % len(waiting)]
        if one.ours:
            self.attempt("request closed", lambda: requests.close(store, one.row, officer=ME))
        elif pick % 3 == 0:
            self.attempt("request refused", lambda: requests.refuse(store, one.row, "Không", officer=ME, today=TODAY))
        elif one.kind == "sua_doi":
            self.attempt("change taken over", lambda: requests.accept(store, one.row, officer=ME, today=TODAY))
        else:
            self.attempt("answered", lambda: requests.answer(store, one.row, "Đã họp", officer=ME, today=TODAY))

    # --- who writes where he may not: stored, told as such, and without effect anywhere
    @rule(name=NODES, pick=PICK, forged=st.sampled_from(FORGED))
    def meddle(self, name: str, pick: int, forged: tuple[str, dict[str, Any]]) -> None:
        """A changed program that does not ask who may accept, answer or send elsewhere."""
        type_name, values = forged
        store = self.world[name]
        rows = [row for (row,) in store.conn.execute(f"SELECT id FROM v_{type_name} ORDER BY id")]
        if rows:
            row = rows[pick % len(rows)]
            with store.batch(officer=name) as batch:
                batch.edit(type_name, row, values)
            STAT["written past the rules"] += 1
            self.note_readdressed(store, row, values.get("to_unit"))

    def note_readdressed(self, store: Store, row: bytes, unit: str | None) -> None:
        """Who made an offer may turn it to another unit: then what it names goes there, and is nobody else's word."""
        offer = store.get("transfer", row)
        if unit and offer is not None and offer.owner == store.unit.code:
            self.may_lie[unit] |= set(str(offer.values.get("with_values") or "").split())
