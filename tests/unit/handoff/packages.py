"""Packages taken apart and put together again, as one who holds the right keys, or almost all of them, could do."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from typing import Any

import pyrage

from danvan_desktop.domain.journal import encode
from danvan_desktop.handoff import archive, form, minisign
from danvan_desktop.handoff.importing import take_bytes
from danvan_desktop.storage import segments
from danvan_desktop.storage.identity import Replica
from danvan_desktop.storage.store import Store
from tests.unit.handoff.offices import Offices, state

Files = dict[str, bytes]
STRANGER = Replica(bytes(8), bytes(32), "", 1)


def package(offices: Offices) -> bytes:
    """A small package from C1 to D with one new record."""
    with offices["C1"].batch(officer="Lê A") as batch:
        batch.new("note", {"x": "mới", "who": "Nguyễn Văn Thành"})
    return offices.export("C1", "750")[0]


def opened(store: Store, data: bytes) -> Files:
    return archive.unzip(archive.decrypt(data, [store.replica.age_identity]))


def sealed(store: Store, files: Files | list[tuple[str, bytes]]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in files.items() if isinstance(files, dict) else files:
            made.writestr(name, data)
    return bytes(pyrage.encrypt(out.getvalue(), [pyrage.x25519.Recipient.from_str(store.replica.age_key)]))


def signed(files: Files, sender: Replica, **members: Any) -> Files:
    """The files under a manifest that fits them, changed by `members` and signed anew."""
    rest = {n: d for n, d in files.items() if n not in {form.MANIFEST, form.SIGNATURE}}
    raw = json.loads(files[form.MANIFEST])
    raw["files"] = [[n, len(d), hashlib.sha256(d).hexdigest()] for n, d in sorted(rest.items())]
    manifest = encode(raw | members)
    return {form.MANIFEST: manifest, form.SIGNATURE: minisign.sign(manifest, sender.seed, sender.id, "x"), **rest}


def refused(store: Store, data: bytes) -> str:
    """The status and word of a refusal that left everything as it was."""
    before = state(store)
    answer = take_bytes(store, "x.danvan", data)
    assert state(store) == before
    assert answer.result.reason
    query = "SELECT status, reason FROM quarantine WHERE id = ?"
    row = store.conn.execute(query, (hashlib.sha256(data).digest(),)).fetchone()
    assert row[0] == answer.result.status
    return str(row[1])


def with_segment(files: Files, change: Callable[[bytes], bytes]) -> Files:
    """The first segment replaced under its new id, so that hashes fit again."""
    name = next(n for n in files if n.startswith(form.SEGMENT))
    blob = change(files[name])
    return {n: d for n, d in files.items() if n != name} | {form.SEGMENT + hashlib.sha256(blob).hexdigest(): blob}


def resigned(body: bytes, author: Replica) -> bytes:
    return segments.sign(author.seed, "segment", body) + body


def newer_op(blob: bytes, author: Replica) -> bytes:
    return resigned(blob[64:].replace(b'"v":1,"w"', b'"v":9,"w"'), author)


def reordered(blob: bytes, author: Replica) -> bytes:
    header, line = blob[64:].split(b"\n")[:2]
    raw = json.loads(header) | {"to": json.loads(header)["from"] + 1}
    return resigned(b"\n".join([encode(raw), line, line]), author)
