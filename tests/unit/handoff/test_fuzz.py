"""Whatever stands in a well sealed, well signed package: it is taken in or refused, and the reader never stumbles."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from danvan_desktop.domain.journal import encode
from danvan_desktop.handoff import archive, attached, certificates, form, have, minisign
from danvan_desktop.handoff.importing import take_bytes
from danvan_desktop.handoff.refusal import RefusedError
from tests.unit.handoff.offices import Offices, state
from tests.unit.handoff.packages import opened, package, sealed, signed

SCALARS = st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.text(max_size=20) | st.just("ab" * 32)
JSON = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner, max_size=4),
    max_leaves=8,
)  # fmt: skip
MEMBERS = (
    "access", "counts", "files", "from", "made", "number", "part", "parts", "pieces", "receipt", "replica", "roster",
    "schema", "serial", "state", "to", "training", "v",
)  # fmt: skip
WORDS = ("ranges", "packages", "lines", "missing", "destroyed", "blobs", "access", "roster", "v")


@pytest.fixture(scope="module")
def offices() -> Iterator[Offices]:
    opened_ones = Offices()
    yield opened_ones
    opened_ones.close()


@pytest.fixture(scope="module")
def files(offices: Offices) -> dict[str, bytes]:
    return opened(offices["D"], package(offices))


MANY = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def refusal(act: Callable[[], object]) -> str:
    """The word of a refusal, "" for none; any other exception is a stumble."""
    try:
        act()
    except RefusedError as refused:
        return refused.word
    return ""


@MANY
@given(name=st.sampled_from(MEMBERS), value=JSON)
def test_any_member_of_a_manifest_may_be_anything(
    offices: Offices, files: dict[str, bytes], name: str, value: object
) -> None:
    author = offices["C1"].replica
    manifest = encode(json.loads(files[form.MANIFEST]) | {name: value})
    fits = {form.MANIFEST: manifest, form.SIGNATURE: minisign.sign(manifest, author.seed, author.id, "x")}
    data = sealed(offices["D"], files | fits)
    before = state(offices["D"])
    answer = take_bytes(offices["D"], "x", data)
    assert answer.result.status in {"applied", "quarantined", "waiting", "duplicate", "new-unit"}
    if answer.result.status != "applied":
        assert state(offices["D"]) == before


@MANY
@given(name=st.sampled_from(WORDS), value=JSON)
@example(name="lines", value={"": ""})
def test_any_member_of_a_receipt_may_be_anything(
    offices: Offices, files: dict[str, bytes], name: str, value: object
) -> None:
    told = encode(json.loads(files[form.HAVE]) | {name: value})
    data = sealed(offices["D"], signed(files | {form.HAVE: told}, offices["C1"].replica))
    assert take_bytes(offices["D"], "x", data).result.status in {"applied", "quarantined", "waiting", "duplicate"}


@MANY
@given(raw=st.binary(max_size=60) | JSON.map(lambda value: json.dumps(value).encode()))
def test_any_bytes_may_stand_for_a_receipt_a_roster_or_a_segment(
    offices: Offices, files: dict[str, bytes], raw: bytes
) -> None:
    for name in (form.HAVE, form.ROSTER, form.SCHEMA, form.README):
        data = sealed(offices["D"], signed(files | {name: raw}, offices["C1"].replica))
        assert take_bytes(offices["D"], "x", data).result.status in {"applied", "quarantined", "waiting", "duplicate"}
    assert refusal(lambda: have.read_have({form.HAVE: raw})) in {"", "malformed"}


@MANY
@given(sizes=JSON, number=st.integers(0, 99_999), data=st.binary(max_size=50))
def test_any_sizes_of_pieces_are_read_or_refused(sizes: object, number: int, data: bytes) -> None:
    entry = {f"{form.PIECE}{'ab' * 32}.{number}": data}
    for told in (sizes, {"ab" * 32: sizes}, {"ab" * 32: len(data)}):
        assert refusal(lambda told=told: attached.read_attached(told, entry)) in {"", "malformed"}  # type: ignore[misc]


@MANY
@given(st.binary(min_size=1, max_size=80), st.integers(0, 4_000))
def test_a_zip_with_bytes_written_over_is_read_or_refused(
    offices: Offices, files: dict[str, bytes], over: bytes, at: int
) -> None:
    plain = archive.decrypt(sealed(offices["D"], files), [offices["D"].replica.age_identity])
    at %= len(plain)
    spoilt = plain[:at] + over + plain[at + len(over) :]
    assert refusal(lambda: archive.unzip(spoilt)) in {"", "malformed", "too-big"}


@pytest.mark.parametrize("serial", [2**30 - 1, 2**30, 2**31, 2**70, -1])
def test_a_peer_cannot_drive_our_serial_out_of_a_certificate(offices: Offices, serial: int) -> None:
    files = opened(offices["D"], package(offices))
    mine = certificates.stored(offices["D"])[offices["D"].replica.id]
    told = json.loads(files[form.HAVE]) | {"lines": {mine.line.hex(): ["00" * 8, serial]}}
    data = sealed(offices["D"], signed(files | {form.HAVE: encode(told)}, offices["C1"].replica))
    assert take_bytes(offices["D"], "x", data).result.status == "applied"
    with offices["D"].writing():
        assert certificates.own(offices["D"]).serial <= 2**30
