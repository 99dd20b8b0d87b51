"""Drafts: offered again after a kill -9 with time and differences, gone when dropped, never in journal or package."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
import time
from datetime import date
from decimal import Decimal
from pathlib import Path

from danvan_desktop import paths
from danvan_desktop.app import drafts
from danvan_desktop.i18n import _
from danvan_desktop.storage import migrations
from danvan_desktop.storage.drafts import pack, unpack
from danvan_desktop.storage.store import Store
from tests.conftest import ROOT, TEST_DATA
from tests.unit.app.desks import HOA, KEY, LAN, new_store, reception, save, values

PAGE, RESERVE = 4_096, 80  # SQLCipher: a page, and what of it holds its IV and its seal
TYPIST = """
import sys, time
from pathlib import Path
from danvan_desktop.app import drafts
from danvan_desktop.storage import migrations
from tests.unit.app.desks import KEY, LAN, reception, values
store = migrations.open_store(Path(sys.argv[1]), KEY)
row = bytes.fromhex(sys.argv[2])
loaded = values(store, "reception", row)
typed = {**loaded, "content": "Đề nghị đo lại ranh"}
drafts.keep(store, "k", "reception", row, typed, loaded, LAN, {"focus": "content"})
print("kept", flush=True)
time.sleep(60)
"""


def test_after_a_kill_what_was_typed_is_offered_with_time_and_differences(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    row = save(store, "reception", reception()).row
    store.close()
    child = subprocess.Popen(
        [sys.executable, "-c", TYPIST, str(tmp_path / "a.db"), row.hex()], cwd=ROOT, stdout=subprocess.PIPE
    )
    try:
        assert child.stdout is not None
        assert child.stdout.readline().strip() == b"kept"
    finally:
        child.send_signal(signal.SIGKILL)
        child.wait(10)
        if child.stdout:
            child.stdout.close()
    opened = migrations.open_store(tmp_path / "a.db", KEY)
    try:
        assert drafts.waiting(opened, HOA) == []
        [draft] = drafts.waiting(opened, LAN)
        assert (draft.row, draft.extra) == (row, {"focus": "content"})
        assert abs(draft.at_ms / 1000 - time.time()) < 60
        [(label, saved, typed)] = drafts.differences(opened, draft)
        assert label == _(opened.types["reception"].field("content").label)
        assert (saved, typed) == ("Không đồng ý thu hồi đất", "Đề nghị đo lại ranh")
        done = save(opened, "reception", draft.values, row, before=draft.before)
        assert done.group
        assert [change.field for change in opened.history("reception", row)][-1] == "content"
    finally:
        opened.close()


def test_a_discarded_draft_leaves_no_page_behind(store: Store, tmp_path: Path) -> None:
    key = drafts.key_for("reception")
    drafts.keep(store, key, "reception", None, reception(content="xyzzy " * 3000), {}, LAN)
    [draft] = drafts.waiting(store, LAN)
    assert draft.key == key
    assert _pages_hold(store, tmp_path, "xyzzy xyzzy")
    drafts.drop(store, key, LAN)
    assert drafts.waiting(store, LAN) == []
    assert not _pages_hold(store, tmp_path, "xyzzy xyzzy")


def _pages_hold(store: Store, folder: Path, text: str) -> bool:
    """Whether the decrypted pages of the file, free ones included, hold a text."""
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    store.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    raw, found = (folder / "a.db").read_bytes(), b""
    for start in range(0, len(raw), PAGE):
        page = raw[start : start + PAGE]
        body = page[16 if start == 0 else 0 : PAGE - RESERVE]  # the file's salt stands before the first page
        reader = Cipher(algorithms.AES256(KEY), modes.CBC(page[PAGE - RESERVE :][:16])).decryptor()
        found += reader.update(body) + reader.finalize()
    assert b"CREATE TABLE draft" in found
    return text.encode() in found


def test_there_is_one_draft_for_a_record_and_officer(store: Store) -> None:
    row = save(store, "reception", reception()).row
    loaded = values(store, "reception", row)
    for text in ("một", "hai"):
        drafts.keep(store, drafts.key_for("reception", row), "reception", row, {**loaded, "note": text}, loaded, LAN)
    drafts.keep(store, "another key", "reception", row, {**loaded, "note": "ba"}, loaded, LAN)
    drafts.keep(store, "another key", "reception", row, {**loaded, "note": "bốn"}, loaded, HOA)
    [draft] = drafts.waiting(store, LAN)
    assert draft.values["note"] == "ba"
    drafts.drop(store, draft.key, LAN)
    assert len(drafts.waiting(store, HOA)) == 1


def test_typing_back_what_was_there_keeps_no_draft(store: Store) -> None:
    row = save(store, "reception", reception()).row
    loaded = values(store, "reception", row)
    drafts.keep(store, "k", "reception", row, {**loaded, "note": "x"}, loaded, LAN)
    drafts.keep(store, "k", "reception", row, {**loaded, "note": "  "}, loaded, LAN)
    assert drafts.waiting(store, LAN) == []


def test_a_denouncers_value_is_never_kept(store: Store) -> None:
    drafts.keep(store, "k", "reception", None, reception(kind="to_cao", visitor_name="Người Tố Cáo"), {}, LAN)
    [draft] = drafts.waiting(store, LAN)
    assert "visitor_name" not in draft.values
    text = store.conn.execute("SELECT content FROM draft").fetchone()[0]
    assert "Tố Cáo" not in text


def test_texts_that_cannot_be_read_and_child_rows_are_told_too(store: Store) -> None:
    row = save(store, "reception", reception()).row
    loaded = values(store, "reception", row)
    extra = {"texts": {"due_on": "31/02"}, "children": {"follow_up": [{"row": None, "values": {}, "deleted": False}]}}
    drafts.keep(store, drafts.key_for("reception", row), "reception", row, loaded, loaded, LAN, extra)
    draft = drafts.waiting_for(store, LAN, "reception", row)
    assert draft is not None
    [unread, rows] = drafts.differences(store, draft)
    assert unread[2] == "31/02"
    assert "1" in rows[2]
    assert drafts.waiting_for(store, HOA, "reception", row) is None


def test_a_draft_is_no_save(store: Store) -> None:
    before = store.conn.execute("SELECT count(*) FROM op").fetchone()
    drafts.keep(store, "k", "reception", None, reception(), {}, LAN)
    assert store.conn.execute("SELECT count(*) FROM op").fetchone() == before
    assert store.conn.execute("SELECT count(*) FROM vault").fetchone() == (0,)
    assert store.check_rebuild().equal


def test_values_of_every_kind_come_back_as_they_were() -> None:
    content = {
        "day": date(2026, 2, 3), "share": Decimal("12.50"), "link": b"\x00\xff", "codes": ("a", "b"), "none": None,
        "yes": True, "rows": [{"row": b"\x01", "values": {"date": "trông như ngày", "n": 3}}],
        "dict": {"bytes": "không"},
    }  # fmt: skip
    assert unpack(pack(content)) == content


def test_a_file_of_the_first_release_gains_the_tables(tmp_path: Path) -> None:
    from tests.unit.storage.conftest import KEY as OLD_KEY
    from tests.unit.storage.conftest import TYPES

    path = shutil.copy(TEST_DATA / "old_databases" / "v1.db", tmp_path / paths.DATABASE_NAME)
    store = migrations.open_store(Path(path), OLD_KEY, types=TYPES)
    try:
        drafts.keep(store, "k", "note", None, {"x": "đang gõ"}, {}, LAN)
        assert len(drafts.waiting(store, LAN)) == 1
        assert not migrations.gain_tables(store)
        assert store.conn.execute("SELECT count(*) FROM blob").fetchone() == (0,)
    finally:
        store.close()
