"""The package's form: damaged, forged and hostile ones are refused; the public tools read ours."""

from __future__ import annotations

import hashlib
import json
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_desktop.app import handover
from danvan_desktop.errors import EnvironmentProblem
from danvan_desktop.handoff import archive, form, minisign, stick
from danvan_desktop.handoff.importing import take_bytes
from danvan_desktop.handoff.refusal import RefusedError
from danvan_desktop.storage.identity import Replica
from tests.conftest import ROOT
from tests.unit.handoff.offices import Offices, open_at, state
from tests.unit.handoff.packages import (
    STRANGER,
    Files,
    newer_op,
    opened,
    package,
    refused,
    reordered,
    sealed,
    signed,
    with_segment,
)


# --- damage
def damage_everywhere(offices: Offices, step: int) -> None:
    data, store = package(offices), offices["D"]
    before = state(store)
    for at in range(0, len(data), step):
        flipped = data[:at] + bytes([data[at] ^ (1 << at % 8)]) + data[at + 1 :]
        for bad in (flipped, data[:at]):
            assert take_bytes(store, "x", bad).result.status in {"quarantined", "waiting"}, at
    assert state(store) == before
    assert take_bytes(store, "x", data).result.status == "applied"


def test_a_flipped_byte_or_a_cut_is_refused_and_changes_nothing(offices: Offices) -> None:
    damage_everywhere(offices, 29)


@pytest.mark.slow
def test_every_flipped_byte_and_every_cut_is_refused(offices: Offices) -> None:
    damage_everywhere(offices, 1)


@given(st.binary(max_size=300))
def test_no_bytes_at_all_make_the_reader_stumble(data: bytes) -> None:
    for read in (lambda: archive.decrypt(form.AGE_MAGIC + data, []), lambda: archive.unzip(b"PK\x03\x04" + data)):
        with pytest.raises(RefusedError):
            read()


# --- forged inside: everything below is well sealed, so only our own checks stand in the way


def forged_text(f: Files, o: Offices) -> Files:
    return signed(with_segment(f, lambda blob: blob.replace("mới".encode(), "giả".encode())), o["C1"].replica)


def reordered_text(f: Files, o: Offices) -> Files:
    return signed(with_segment(f, lambda blob: reordered(blob, o["C1"].replica)), o["C1"].replica)


def newer_text(f: Files, o: Offices) -> Files:
    return signed(with_segment(f, lambda blob: newer_op(blob, o["C1"].replica)), o["C1"].replica)


def wrong_key(f: Files, o: Offices) -> Files:
    return signed(f, Replica(o["C1"].replica.id, bytes(32), "", 1))


FORGERIES: dict[str, tuple[Callable[[Files, Offices], Files], str]] = {
    "for another office": (lambda f, o: signed(f, o["C1"].replica, to="99"), "not-for-us"),
    "under another office's name": (lambda f, o: signed(f, o["C1"].replica, **{"from": "75"}), "wrong-signature"),
    "signed by a stranger": (lambda f, _o: signed(f, STRANGER, replica=bytes(8).hex()), "unknown-sender"),
    "signed with the wrong key": (wrong_key, "wrong-signature"),
    "manifest changed after signing": (lambda f, _o: f | {form.MANIFEST: f[form.MANIFEST] + b" "}, "wrong-signature"),
    "a file changed after signing": (lambda f, _o: f | {form.README: f[form.README][::-1]}, "malformed"),
    "a segment changed after signing": (lambda f, _o: swapped(f), "malformed"),
    "a file left out": (lambda f, _o: {n: d for n, d in f.items() if n != form.SCHEMA}, "malformed"),
    "a file too many": (lambda f, _o: f | {form.VALUE + "0" * 64: b"x"}, "malformed"),
    "no have": (lambda f, o: signed({n: d for n, d in f.items() if n != form.HAVE}, o["C1"].replica), "malformed"),
    "a newer envelope": (lambda f, o: signed(f, o["C1"].replica, v=2), "newer"),
    "a newer envelope with entries of its own": (lambda f, o: signed(f | {"x/y": b"x"}, o["C1"].replica, v=2), "newer"),
    "an attached file under another hash": (
        lambda f, o: signed(f | {"blob/" + "0" * 64: b"x"}, o["C1"].replica), "malformed"
    ),
    "a manifest that is none": (lambda f, _o: f | {form.MANIFEST: b"[" * 5000}, "malformed"),
    "a forged segment": (forged_text, "wrong-signature"),
    "a segment out of order": (reordered_text, "malformed"),
    "an op of a newer version": (newer_text, "newer"),
    "a name that climbs out": (lambda f, o: signed(f | {"../../etc/passwd": b"x"}, o["C1"].replica), "malformed"),
    "an absolute name": (lambda f, o: signed(f | {"/tmp/x": b"x"}, o["C1"].replica), "malformed"),
    "a folder": (lambda f, o: signed(f | {"seg/": b""}, o["C1"].replica), "malformed"),
    "a third level": (lambda f, o: signed(f | {"seg/a/" + "0" * 64: b"x"}, o["C1"].replica), "malformed"),
}  # fmt: skip


def swapped(files: Files) -> Files:
    name = next(n for n in files if n.startswith(form.SEGMENT))
    return files | {name: files[name].replace(b'"x":"m', b'"x":"n')}


@pytest.mark.parametrize("name", FORGERIES)
def test_a_forged_package_is_refused(offices: Offices, name: str) -> None:
    forge, word = FORGERIES[name]
    files = opened(offices["D"], package(offices))
    assert refused(offices["D"], sealed(offices["D"], forge(files, offices))) == word


def test_an_untouched_package_sealed_the_same_way_is_taken_in(offices: Offices) -> None:
    files = opened(offices["D"], package(offices))
    data = sealed(offices["D"], signed(files, offices["C1"].replica))
    assert take_bytes(offices["D"], "x", data).result.status == "applied"


# --- what is never read
def test_a_file_greater_than_any_package_is_refused_unread(offices: Offices, tmp_path: Path) -> None:
    huge = tmp_path / "DV-1-1-1of1.danvan"
    with huge.open("wb") as stream:
        stream.truncate(form.MAX_FILE + 10)
    assert handover.import_path(offices["D"], huge)[-1].status == "quarantined"


# --- the public tools
def test_age_unzip_and_minisign_read_our_package(offices: Offices, tmp_path: Path) -> None:
    (tmp_path / "p.danvan").write_bytes(package(offices))
    (tmp_path / "key.txt").write_text(offices["D"].replica.age_identity + "\n")
    author = offices["C1"].replica
    (tmp_path / "key.pub").write_text(minisign.public_key_file(author.sign_key, author.id))
    for command in (
        "age -d -i key.txt -o p.zip p.danvan", "unzip -q p.zip", "minisign -Vm manifest.json -p key.pub",
        f"minisign -Vm manifest.json -P {minisign.public_key_line(author.sign_key, author.id)}",
    ):  # fmt: skip
        done = subprocess.run(command.split(), cwd=tmp_path, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
    listed = json.loads((tmp_path / "manifest.json").read_text())["files"]
    for name, size, digest in listed:
        data = (tmp_path / name).read_bytes()
        assert (len(data), hashlib.sha256(data).hexdigest()) == (size, digest)
    assert "Thành" not in "".join(p.read_text(errors="replace") for p in tmp_path.rglob("*") if p.is_file())
    assert all(name.isascii() for name, _size, _digest in listed)


# --- disk full, power off
def test_a_full_stick_leaves_nothing_behind_and_the_store_as_it_was(offices: Offices, tmp_path: Path) -> None:
    small = tmp_path / "stick"
    small.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1200k", "none", str(small)], capture_output=True, check=False
    )
    if mounted.returncode == 0:
        try:
            with pytest.raises(EnvironmentProblem):
                stick.write(small / "x.danvan", os.urandom(3_000_000))
            assert list(small.iterdir()) == []
        finally:
            subprocess.run(["umount", str(small)], check=True)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    old = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, before[1]))
    try:
        with pytest.raises(EnvironmentProblem):
            stick.write(small / "x.danvan", bytes(100_000))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, old)
    assert list(small.iterdir()) == []
    assert offices["C1"].check_rebuild().equal


CHILD = """
import os, signal, sys
sys.path.insert(0, {root!r})
from tests.unit.handoff.offices import open_at
from danvan_desktop.handoff.importing import take_bytes
from pathlib import Path
store, left = open_at(Path({store!r})), [{steps}]
def goes_off():
    left[0] -= 1
    if left[0] == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return 0
store.conn.set_progress_handler(goes_off, 20)
take_bytes(store, "x", Path({package!r}).read_bytes())
"""


def killed_import(offices: Offices, tmp_path: Path, moments: range) -> None:
    with offices["C1"].batch(officer="Lê A") as batch:
        for place in range(40):
            batch.new("note", {"x": f"mới {place}"})
    data = offices.export("C1", "750")[0]
    (tmp_path / "p.danvan").write_bytes(data)
    path = offices.home / "D.db"
    before = state(offices["D"])
    for steps in moments:
        offices["D"].close()
        code = CHILD.format(root=str(ROOT), store=str(path), steps=steps, package=str(tmp_path / "p.danvan"))
        done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=False)
        offices.stores["D"] = open_at(path)
        now = state(offices["D"])
        if done.returncode == 0:
            assert now["op"] == before["op"] + 40
            return
        assert done.returncode == -signal.SIGKILL, done.stderr
        assert now == before or now["op"] == before["op"] + 40
        assert offices["D"].check_rebuild().equal
    assert take_bytes(offices["D"], "x", data).result.status in {"applied", "duplicate"}


def test_a_killed_import_is_whole_or_not_there(offices: Offices, tmp_path: Path) -> None:
    killed_import(offices, tmp_path, range(100, 1000, 450))


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_an_import_killed_at_any_moment_is_whole_or_not_there(offices: Offices, tmp_path: Path) -> None:
    killed_import(offices, tmp_path, range(1, 100_000, 40))
