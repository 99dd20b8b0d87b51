"""Who may write what, where two units write one row: the same in any order, and as the oracle says."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from danvan_desktop import records
from danvan_desktop.domain.journal import Op, make_line, parse_line, row_id
from danvan_desktop.domain.record_type import Rule
from danvan_desktop.storage import identity, sharing
from danvan_desktop.storage.identity import UnitInfo
from danvan_desktop.storage.store import Store
from tests.oracle import REQUESTS, reference
from tests.unit.handoff.offices import lines_of, shown
from tests.unit.storage.conftest import KEY, TYPES

SHARED = TYPES | {name: records.get(name) for name in ("request", "transfer")}
AUTHORS = {b"replica1": "A", b"replica2": "A", b"replica3": "B", b"replica4": "C"}
NOTES = [row_id(b"replica1", 1), row_id(b"replica2", 1), row_id(b"replica3", 1)]
REQUEST_ROWS = [row_id(b"replica1", 11), row_id(b"replica3", 11)]
TRANSFERS = [row_id(r, n) for r, n in ((b"replica1", 21), (b"replica2", 21), (b"replica3", 21), (b"replica4", 21))]
UNITS = st.sampled_from(["A", "B", "C"])


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store.create(tmp_path / "a.db", KEY, UnitInfo("P", "Tỉnh", "province"), types=SHARED)
    join(opened, AUTHORS)
    yield opened
    opened.close()


def join(store: Store, authors: dict[bytes, str]) -> None:
    with store.writing():
        for replica, unit in authors.items():
            identity.add_replica(store.conn, replica, unit, "commune", 1, b"k" * 32, "age1x", checked=True)
        store.roster_changed()


def op(replica: bytes, seq: int, type_name: str, row: bytes, fields: dict[str, Any], hlc: int = 0, **more: Any) -> Op:
    line = make_line(
        replica=replica, seq=seq, hlc=hlc or seq, wall=1, officer="x", type_name=type_name, row=row, fields=fields,
        parents=more.get("parents", {}),
    )  # fmt: skip
    return parse_line(line)


def put(store: Store, *ops: Op) -> None:
    with store.writing():
        store.apply(ops)


def offer(seq: int = 5, *, until: int = 5, state: str = "cho_nhan") -> Op:
    fields = {"to_unit": "B", "rows": NOTES[0].hex(), "until": f"{b'replica1'.hex()}:{until}", "state": state}
    return op(b"replica1", seq, "transfer", TRANSFERS[0], fields)


TAKEN = op(b"replica3", 1, "transfer", TRANSFERS[0], {"state": "da_nhan"}, 9)


def y_of(store: Store) -> object:
    found = store.get("note", NOTES[0])
    return found.values.get("y") if found else None


def test_every_type_that_is_shared_or_comes_from_above_stands_in_the_index() -> None:
    special = {record.name for record in records.ALL if record.rule in {Rule.ADDRESSED, Rule.CATALOGUE}}
    assert special == set(sharing.INDEXED)


def test_the_unit_asked_answers_and_nobody_else_does(store: Store) -> None:
    row = REQUEST_ROWS[0]
    put(
        store,
        op(b"replica1", 1, "request", row, {"to_unit": "B", "text": "Số liệu?", "state": "moi"}),
        op(b"replica3", 1, "request", row, {"answer": "Đúng", "state": "da_tra_loi"}, 7),
        op(b"replica4", 1, "request", row, {"answer": "Sai"}, 8),
        op(b"replica1", 2, "request", row, {"answer": "Tự trả lời"}, 9),
        op(b"replica3", 2, "request", row, {"text": "Câu hỏi khác"}, 10),
    )
    found = store.get("request", row)
    assert found is not None
    assert (found.values["answer"], found.values["text"]) == ("Đúng", "Số liệu?")
    assert store.conn.execute("SELECT count(*) FROM op WHERE ok = 0").fetchone() == (3,)


def test_an_answer_that_comes_before_its_question_counts_once_the_question_is_here(store: Store) -> None:
    row = REQUEST_ROWS[0]
    put(store, op(b"replica3", 1, "request", row, {"answer": "Đúng"}, 7))
    assert store.get("request", row) is None
    put(store, op(b"replica1", 1, "request", row, {"to_unit": "B", "text": "Số liệu?"}))
    assert store.get("request", row).values["answer"] == "Đúng"  # type: ignore[union-attr]


def test_a_dossier_changes_hands_when_it_is_taken_over_and_not_before(store: Store) -> None:
    put(store, op(b"replica1", 1, "note", NOTES[0], {"x": "Đơn", "y": 1}), offer())
    put(store, op(b"replica3", 2, "note", NOTES[0], {"y": 2}, 20))
    assert y_of(store) == 1, "the receiver wrote before it had taken over"
    put(store, TAKEN)
    assert y_of(store) == 2
    assert store.get("note", NOTES[0]).owner == "B"  # type: ignore[union-attr]
    put(store, op(b"replica1", 6, "note", NOTES[0], {"y": 3}, 30))
    assert y_of(store) == 2, "the sender wrote after it had handed on"
    assert [parse_line(line).seq for line in sharing.refused(store.conn)] == [6]
    assert store.check_rebuild().equal


def test_what_the_sender_wrote_after_its_offer_counts_until_it_is_taken_over(store: Store) -> None:
    put(store, op(b"replica1", 1, "note", NOTES[0], {"y": 1}), offer(), op(b"replica1", 6, "note", NOTES[0], {"y": 6}))
    assert y_of(store) == 6
    put(store, TAKEN)
    assert y_of(store) == 1
    assert len(sharing.refused(store.conn)) == 1


def test_only_the_unit_named_takes_over_and_a_sender_cannot_do_it_for_it(store: Store) -> None:
    put(store, op(b"replica1", 1, "note", NOTES[0], {"y": 1}), offer(state="da_nhan"))
    put(store, op(b"replica4", 1, "transfer", TRANSFERS[0], {"state": "da_nhan"}))
    assert store.get("note", NOTES[0]).owner == "A"  # type: ignore[union-attr]


def test_who_does_not_hold_a_dossier_cannot_hand_it_on(store: Store) -> None:
    put(store, op(b"replica1", 1, "note", NOTES[0], {"y": 1}))
    stolen = op(b"replica4", 1, "transfer", TRANSFERS[3], {"to_unit": "B", "rows": NOTES[0].hex()})
    put(store, stolen, op(b"replica3", 1, "transfer", TRANSFERS[3], {"state": "da_nhan"}))
    assert store.get("note", NOTES[0]).owner == "A"  # type: ignore[union-attr]


def test_a_computer_known_later_has_its_offer_counted_then(store: Store) -> None:
    late = b"replica9"
    row, deal = row_id(late, 1), row_id(late, 2)
    fields = {"to_unit": "B", "rows": row.hex(), "until": f"{late.hex()}:2"}
    put(
        store, op(late, 1, "note", row, {"y": 1}), op(late, 2, "transfer", deal, fields),
        op(b"replica3", 1, "transfer", deal, {"state": "da_nhan"}, 9), op(b"replica3", 2, "note", row, {"y": 2}, 10),
    )  # fmt: skip
    assert store.get("note", row) is None
    join(store, {late: "A"})
    found = store.get("note", row)
    assert found is not None
    assert (found.owner, found.values["y"]) == ("B", 2)


def test_a_failed_save_leaves_no_right_behind(store: Store) -> None:
    put(store, op(b"replica1", 1, "note", NOTES[0], {"y": 1}), offer())

    def broken() -> None:
        with store.writing():
            store.apply([TAKEN])
            raise RuntimeError

    with pytest.raises(RuntimeError):
        broken()
    put(store, op(b"replica3", 2, "note", NOTES[0], {"y": 2}, 20))
    assert y_of(store) == 1


def test_the_index_is_used_to_find_what_decides(store: Store) -> None:
    query = f"SELECT line FROM op WHERE type IN ({sharing._NAMES}) AND type IN (?,?)"
    plan = str(store.conn.execute("EXPLAIN QUERY PLAN " + query, ("request", "transfer")).fetchall())
    assert "op_shared" in plan


# --- any set of ops, in any order, in any portions
@st.composite
def worlds(draw: Any) -> list[Op]:
    """Ops of four computers of three units about notes, requests and dossiers, some within their right."""
    made: list[Op] = []
    numbers = dict.fromkeys(AUTHORS, 0)
    for hlc in range(1, draw(st.integers(4, 24))):
        replica = draw(st.sampled_from(sorted(AUTHORS)))
        numbers[replica] += 1
        kind = draw(st.sampled_from(["note", "note", "request", "transfer", "transfer", "accept"]))
        type_name = "transfer" if kind == "accept" else kind
        row = draw(st.sampled_from({"note": NOTES, "request": REQUEST_ROWS, "transfer": TRANSFERS}[type_name]))
        fields = draw(fields_of(kind))
        olds = [one for one in made if one.row == row and set(one.fields) & set(fields)]
        parents: dict[str, list[str]] = {}
        if olds and draw(st.booleans()):
            old = draw(st.sampled_from(olds))
            parents = {name: [old.op_id.hex()] for name in set(old.fields) & set(fields)}
        made.append(op(replica, numbers[replica], type_name, row, fields, hlc, parents=parents))
    return made


def fields_of(kind: str) -> st.SearchStrategy[dict[str, Any]]:
    if kind == "note":
        return st.fixed_dictionaries({"y": st.integers(0, 9)}, optional={"x": st.sampled_from("ab")})
    if kind == "accept":
        return st.just({"state": "da_nhan"})
    if kind == "request":
        return st.fixed_dictionaries({}, optional={
            "to_unit": UNITS, "text": st.just("?"), "answer": st.sampled_from("cd"), "state": st.just("da_tra_loi"),
        }).filter(bool)  # fmt: skip
    until = st.lists(st.tuples(st.sampled_from(sorted(AUTHORS)), st.integers(0, 9)), max_size=3)
    return st.fixed_dictionaries({
        "to_unit": UNITS, "rows": st.lists(st.sampled_from([row.hex() for row in NOTES]), max_size=2).map(" ".join),
        "until": until.map(lambda found: " ".join(f"{r.hex()}:{n}" for r, n in found)),
        "after": st.sampled_from(["", "", *(row.hex() for row in TRANSFERS)]),
    })  # fmt: skip


@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@given(ops=worlds(), seed=st.integers(0, 999))
def test_the_store_says_what_the_oracle_says_in_any_order(ops: list[Op], seed: int, tmp_path_factory: Any) -> None:
    path = tmp_path_factory.mktemp("s") / "a.db"
    store = Store.create(path, KEY, UnitInfo("P", "Tỉnh", "province"), types=SHARED)
    try:
        late = dict([AUTHORS.copy().popitem()]) if seed % 3 == 0 else {}
        join(store, {replica: unit for replica, unit in AUTHORS.items() if replica not in late})
        order = random.Random(seed)
        shuffled = ops[:]
        order.shuffle(shuffled)
        while shuffled:
            size = order.randint(1, 5)
            put(store, *shuffled[:size])
            shuffled = shuffled[size:]
        if late:
            join(store, late)
        rights = {replica.hex(): (author.unit, author.level) for replica, author in store.roster.items()}
        meaning = reference(lines_of(store), rights, append_only={"step"}, shared=REQUESTS)
        rows, deleted, conflicts = shown(store)
        expected = {t: {r: {n: v for n, v in f.items() if v is not None} for r, f in found.items()}
                    for t, found in meaning.rows.items()}  # fmt: skip
        assert rows == expected
        assert (deleted, conflicts) == (meaning.deleted, meaning.conflicts)
        counted = {i.hex() for (i,) in store.conn.execute("SELECT id FROM op WHERE ok = 1")}
        assert counted == meaning.counted
        assert store.check_rebuild().equal
    finally:
        store.close()
        path.unlink()
