"""A commune's computer whose program was changed at will: what it says of others, of numbers and of itself."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from danvan_desktop.app import requests
from danvan_desktop.domain import journal
from danvan_desktop.domain.journal import encode
from danvan_desktop.errors import UserError
from danvan_desktop.handoff import (
    accepting,
    certificates,
    enrolment,
    root,
    roster,
    roster_close,
    roster_sign,
    roster_union,
)  # fmt: skip
from danvan_desktop.handoff.importing import take_bytes
from danvan_desktop.storage import roster_tables, segments
from danvan_desktop.storage.identity import UnitInfo
from danvan_desktop.storage.store import Store
from tests.unit.handoff.attacker import Attacker, json_bytes, new_computer
from tests.unit.handoff.communes import ME, TODAY, Communes
from tests.unit.handoff.offices import state

HALF = "\ud800"  # half of a letter: no store keeps it, no screen prints it
Lie = Callable[[Attacker, Store], bytes]


@pytest.fixture
def offices() -> Iterator[Communes]:
    opened = Communes()
    yield opened
    opened.close()


# --- words nothing can keep: the package is refused, the next one comes in
def as_verdict(a: Attacker, to: Store) -> bytes:
    return a.package(to, have=json_bytes({"v": 1, "ranges": {}, "packages": {"ab": HALF}, "lines": {}}))


def as_roster_held(a: Attacker, to: Store) -> bytes:
    return a.package(to, roster=json_bytes({"v": 1, "certificates": a.chain(), "holds": [1, 1, 1, HALF]}))


def as_unit_name(a: Attacker, to: Store) -> bytes:
    body = json_bytes({**json.loads(a.certificate.body), "name": HALF, "serial": 9, "by": a.me.id.hex()}).decode()
    signature = segments.sign(a.me.seed, "certificate", body.encode()).hex()
    text = json_bytes({"body": body, "sig": signature}).decode()
    return a.package(to, roster=json_bytes({"v": 1, "certificates": [text]}))


def in_a_certificate(a: Attacker, to: Store) -> bytes:
    return a.package(to, roster=json_bytes({"v": 1, "certificates": [f'{{"body":"{{}}{HALF}","sig":"00"}}']}))


def beside_a_certificate(a: Attacker, to: Store) -> bytes:
    text = a.issue(serial=9).text[:-1] + f',"x":"{HALF}"}}'
    return a.package(to, roster=json_bytes({"v": 1, "certificates": [*a.chain(), text]}))


def as_sender(a: Attacker, to: Store) -> bytes:
    said: dict[str, Any] = {"from": HALF, "replica": "00" * 8}
    return a.package(to, **said)


def raw_bytes(a: Attacker, to: Store) -> bytes:
    return a.package(to, have=b'{"v":1,"ranges":{},"packages":{"ab":"\xed\xa0\x80"},"lines":{}}')


@pytest.mark.parametrize(
    "lie",
    [as_verdict, as_roster_held, as_unit_name, in_a_certificate, beside_a_certificate, as_sender, raw_bytes],
)
def test_words_that_cannot_be_kept_are_refused_and_stop_nothing(offices: Communes, lie: Lie) -> None:
    attacker, province = Attacker(offices["A"]), offices["P"]
    before = state(province)
    result = take_bytes(province, "x", lie(attacker, province)).result
    assert result.word == "malformed"
    result.reason.encode()
    assert state(province) == before
    offices.petition()
    assert offices.hand_over("A", "P")[-1].status == "applied"


@pytest.mark.parametrize("value", ["1e999999999", "1e999999", "-1e-999999", "9" * 400, "NaN", [[]] * 3, {"s": "zz"}])
def test_a_value_that_is_no_value_is_an_empty_cell(offices: Communes, value: object) -> None:
    a, province = Attacker(offices["A"]), offices["P"]
    every = [a.op(name, journal.row_id(a.me.id, 500 + place), {f.name: value for f in record.fields})
             for place, (name, record) in enumerate(sorted(province.types.items()))]  # fmt: skip
    assert a.send(province, [a.segment(every)]).status == "applied"
    for place, name in enumerate(sorted(province.types)):
        province.get(name, journal.row_id(a.me.id, 500 + place))
        province.history(name, journal.row_id(a.me.id, 500 + place))
    assert province.check_rebuild().equal


@pytest.mark.parametrize("number", [b"1e999", b"-1e999", b"NaN", b"Infinity"])
def test_a_number_that_cannot_be_written_again_is_refused(offices: Communes, number: bytes) -> None:
    a, province = Attacker(offices["A"]), offices["P"]
    line = a.op("petition", journal.row_id(a.me.id, 77), {"unit": "26001", "later": 7}).replace(b":7", b":" + number)
    assert a.send(province, [a.segment([line])]).word == "malformed"


# --- claims on what is another's
def test_a_row_named_after_another_computer_does_not_use_up_its_numbers(offices: Communes) -> None:
    a, province = Attacker(offices["A"]), offices["P"]
    last = journal.row_id(province.replica.id, 2**64 - 1)
    assert a.send(province, [a.segment([a.op("petition", last, {"unit": "75"})])]).status == "applied"
    province._clock = None  # as the next opening reads it
    made = offices.petition("P")
    assert province.get("petition", made) is not None
    assert province.get("petition", last) is None, "a record in the name of the province"


def test_an_installation_of_another_unit_cannot_be_claimed(offices: Communes) -> None:
    """Else its peer knowledge is the attacker's to write, and its sealed recovery key his to replace."""
    a, province = Attacker(offices["A"]), offices["P"]
    asked = requests.ask(province, "26002", "hoi", "Hỏi gì", officer=ME, today=TODAY)
    fresh, line = new_computer(certificates.own(offices["B"]).line)
    claimed = a.issue(replica=fresh.id, line=line, serial=2**30, sign_key=fresh.sign_key, age_key=fresh.age_key)
    held = {"ranges": {province.replica.id.hex(): [[1, segments.last_seq(province.conn, province.replica.id)]]}}
    result = a.send(province, also=[claimed.text], sender=fresh, serial=2**30, have=held)
    assert result.status == "new-unit", "known as a computer of another unit's installation"
    offices.hand_over("B", "P")
    offices.hand_over("P", "B")
    assert offices["B"].get("request", asked) is not None, "the province believes that B holds it"


def test_nobody_takes_in_a_computer_that_claims_anothers_installation(offices: Communes) -> None:
    a, province = Attacker(offices["A"]), offices["P"]
    fresh, line = new_computer(certificates.own(offices["B"]).line)
    claimed = a.issue(replica=fresh.id, line=line, serial=5, sign_key=fresh.sign_key, age_key=fresh.age_key)
    a.send(province, also=[claimed.text], sender=fresh)
    with pytest.raises(UserError):
        accepting.accept(province, claimed.replica.hex(), expect=claimed.fingerprint)
    request = offices.home / "x.danvan-req"
    mine = certificates.issue(unit=a.certificate.unit, replica=a.me.id, line=line, serial=9, sign_key=a.me.sign_key,
                              age_key=a.me.age_key, signer=a.me)  # fmt: skip
    request.write_bytes(encode({"danvan": "request", "v": 1, "certificate": mine.text}))
    with pytest.raises(UserError):
        enrolment.accept(province, request, offices.home / "x.danvan-crt")


def test_a_unit_cannot_move_itself_under_another_in_two_steps(offices: Communes) -> None:
    a, province = Attacker(offices["A"]), offices["P"]
    me = a.certificate.unit
    steps = [a.issue(UnitInfo(me.code, me.name, me.level, above), serial=serial).text
             for above, serial in (("", 5), ("26002", 6))]  # fmt: skip
    assert a.send(province, also=steps).status == "applied"
    assert {c.unit.parent_code for c in certificates.stored(province).values() if c.unit.code == "26001"} == {"75"}


def test_a_units_name_comes_in_without_marks_that_turn_the_writing_round(offices: Communes) -> None:
    a, province = Attacker(offices["A"]), offices["P"]
    other = a.issue(UnitInfo("26001", "Xã\u202e\n\n  An\x07\u2028", "commune", "75"), serial=9)
    assert a.send(province, also=[other.text]).status == "applied"
    assert certificates.stored(province)[a.me.id].unit.name == "Xã An"


def test_a_unit_cannot_say_when_another_unit_ended(offices: Communes) -> None:
    a, province = Attacker(offices["A"]), offices["P"]
    row = journal.derived_row_id("unit", "26001", "")
    said = {"code": "26002", "name": "Xã Giả", "parent_code": "26001", "level": "xa", "valid_to": "2020-01-01"}
    assert a.send(province, [a.segment([a.op("unit", row, said, hlc=2**62)])]).status == "applied"
    assert [row[0] for row in roster_tables.unit_rows(province.conn, ["26002"])] == ["26002"]
    assert roster_tables.unit_rows(province.conn, ["26002"])[0][1:] == ("Xã Bình", "xa", "75", "", "")


# --- the roster
def test_a_roster_written_another_way_is_no_newer_one(offices: Communes) -> None:
    a, province = Attacker(offices["A"]), offices["P"]
    roster_sign.begin(province, root.new_root())
    rank, text = roster_tables.in_force(province.conn) or ((0, 0, 0, ""), "")
    said = json.loads(text)
    for place in range(8):
        a.send(province, roster={"roster": json.dumps(said | {"x": place})})
        a.send(province, roster={"roster": text + " " * place})
    assert (roster_tables.in_force(province.conn) or ((),))[0] == rank
    with pytest.raises(roster.BadRosterError):
        roster.read(json.dumps(said))


def test_a_unit_that_claims_a_roster_it_has_not_is_closed_and_the_province_signs_again(offices: Communes) -> None:
    a, province = Attacker(offices["A"]), offices["P"]
    roster_sign.begin(province, root.new_root())
    epoch, signer, version, _digest = (roster_tables.in_force(province.conn) or ((0, 0, 0, ""), ""))[0]
    a.send(province, roster={"holds": [epoch, signer, version + 5, "f" * 16]})
    closed = roster_close.close(province, a.me.id.hex(), "stolen", day=TODAY)
    assert [one.replica for one in closed] == [a.me.id]
    assert (roster_tables.in_force(province.conn) or ((0, 0, 0, ""), ""))[0][2] > version


def test_a_neighbour_does_not_say_how_far_a_computer_closed_blindly_counts(offices: Communes) -> None:
    province, a2 = offices["P"], offices["A2"].replica.id
    with offices["A2"].writing():
        second = certificates.own(offices["A2"])
    with province.writing():
        certificates.admit(province, second, checked=False)
        roster_tables.close_replica(province.conn, roster_tables.Closing(a2, 0, "stolen", "2026-11-01"))
        roster_union.close_blindly(province, a2)
        told = {a2: [(1, 2**61)]}
        known = certificates.stored(province)
        assert not roster_union.raise_blind(province, told, known[offices["B"].replica.id])
        assert roster_union.raise_blind(province, {a2: [(1, 3)]}, known[offices["A"].replica.id])
    assert roster_tables.closings(province.conn)[a2].at == 3


def test_the_sealed_recovery_key_of_another_unit_cannot_be_replaced(offices: Communes) -> None:
    a, province = Attacker(offices["A"]), offices["P"]
    for name in ("B", "A"):
        theirs = certificates.own(offices[name])
        body = json_bytes({
            "v": 1, "unit": theirs.unit.code, "line": certificates.own(offices["B"]).line.hex(), "made": 2**46,
            "replica": a.me.id.hex(), "to": "age1" + "q" * 58, "box": "",
        }).decode()  # fmt: skip
        text = json_bytes({"body": body, "sig": segments.sign(a.me.seed, "escrow", body.encode()).hex()}).decode()
        assert a.send(province, roster={"escrow": [text, "[" * 5_000, f"{text}{HALF}"[:-1]]}).status == "applied"
    assert roster_tables.sealed_keys(province.conn) == []


def test_numbers_at_the_far_end_come_in_and_stop_nobody(offices: Communes) -> None:
    a, province = Attacker(offices["A"]), offices["P"]
    a.seq = 2**62 - 3
    row = journal.row_id(a.me.id, 2**64 - 1)
    assert a.send(province, [a.segment([a.op("petition", row, {"unit": "26001"}, hlc=2**63 - 1)])]).status == "applied"
    made = offices.petition("B")
    offices.hand_over("B", "P")
    offices.hand_over("P", "B")
    offices.hand_over("P", "A")
    assert province.get("petition", made) is not None
    assert province.get("petition", offices.petition("P")) is not None
