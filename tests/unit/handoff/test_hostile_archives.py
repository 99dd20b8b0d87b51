"""Archives made to harm: all are refused before anything in them is unpacked, and nothing changes."""

from __future__ import annotations

import hashlib
import io
import resource
import stat
import struct
import zipfile

import pyrage
import pytest

from danvan_desktop.handoff import form
from danvan_desktop.handoff.importing import take_bytes
from danvan_desktop.storage.store import Store
from tests.unit.handoff.offices import Offices
from tests.unit.handoff.packages import opened, package, refused, sealed, signed


def test_a_bomb_is_refused_before_it_is_unpacked(offices: Offices) -> None:
    bomb = sealed(offices["D"], {form.SEGMENT + "0" * 64: bytes(300_000_000)})
    assert len(bomb) < 1_000_000
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert refused(offices["D"], bomb) == "too-big"
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - peak < 100_000


def test_a_name_twice_is_refused(offices: Offices) -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        data = sealed(offices["D"], [(form.HAVE, b"{}"), (form.HAVE, b"[]")])
    assert refused(offices["D"], data) == "malformed"


def test_too_many_entries_are_refused(offices: Offices, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(form, "MAX_ENTRIES", 50)
    data = sealed(offices["D"], {f"value/{place:064x}": b"" for place in range(51)})
    assert refused(offices["D"], data) == "too-big"


def listed_only(count: int) -> bytes:
    """A ZIP whose end lists a million entries that are not there."""
    entry = struct.pack("<4s6H3L5H2L", b"PK\x01\x02", 20, 20, 0, 0, 0, 33, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0) + b"a"
    start = struct.pack("<4s5H3L2H", b"PK\x03\x04", 20, 0, 0, 0, 33, 0, 0, 0, 1, 0) + b"a"
    length = len(entry) * count
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count % 65536, count % 65536, length, len(start), 0)
    return start + entry * count + end


def resealed(store: Store, plain: bytes) -> bytes:
    return bytes(pyrage.encrypt(plain, [pyrage.x25519.Recipient.from_str(store.replica.age_key)]))


@pytest.mark.parametrize("count", [200_000, 65536 * 6, 1_000_000])
def test_a_million_entries_are_refused_before_anything_parses_them(offices: Offices, count: int) -> None:
    data = resealed(offices["D"], listed_only(count))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert refused(offices["D"], data) == "too-big"
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - peak < 300_000


def test_zip64_is_refused_which_ours_never_is(offices: Offices) -> None:
    plain = listed_only(10)
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, 0, 1)
    data = resealed(offices["D"], plain[:-22] + locator + plain[-22:])
    assert refused(offices["D"], data) == "too-big"


def test_a_comment_at_the_end_or_rubbish_behind_it_is_refused(offices: Offices) -> None:
    for end in (b"x", b"PK\x05\x06" + bytes(18) + b"x"):
        assert refused(offices["D"], resealed(offices["D"], listed_only(1) + end)) == "malformed"


def test_seals_within_seals_and_zips_within_zips_are_never_opened(offices: Offices) -> None:
    store = offices["D"]
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr(form.HAVE, bytes(200_000_000))
    twice = resealed(store, resealed(store, bomb.getvalue()))
    assert refused(store, twice) == "malformed"
    digest = hashlib.sha256(bomb.getvalue()).hexdigest()
    inner = signed(opened(store, package(offices)) | {form.VALUE + digest: bomb.getvalue()}, offices["C1"].replica)
    assert take_bytes(store, "x", sealed(store, inner)).result.status == "applied"
    assert store.conn.execute("SELECT count(*) FROM vault").fetchone() == (0,)


def test_a_link_is_refused(offices: Offices) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        entry = zipfile.ZipInfo(form.HAVE)
        entry.external_attr = (stat.S_IFLNK | 0o777) << 16
        made.writestr(entry, "/etc/passwd")
    data = bytes(pyrage.encrypt(out.getvalue(), [pyrage.x25519.Recipient.from_str(offices["D"].replica.age_key)]))
    assert refused(offices["D"], data) == "malformed"
