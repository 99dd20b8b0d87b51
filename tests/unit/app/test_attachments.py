"""Attached files: what is taken in, how it is kept, its order and captions, and that nothing lies in the open."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from danvan_desktop.app import attachments, recycle
from danvan_desktop.app.undo import undo
from danvan_desktop.documents import pictures
from danvan_desktop.errors import EnvironmentProblem, UserError
from danvan_desktop.storage.store import Store
from tests.unit.app.desks import LAN, reception, save, values

PDF = b"%PDF-1.4\n1 0 obj <<>> endobj\n%%EOF\n"
ORIENTATION, PLACE = 0x0112, 0x8825


@pytest.fixture
def visit(store: Store) -> bytes:
    return save(store, "reception", reception()).row


def picture(size: tuple[int, int] = (400, 300), kind: str = "JPEG", mode: str = "RGB", **more: object) -> bytes:
    out = io.BytesIO()
    noise = Image.effect_noise(size, 90).convert(mode)
    noise.save(out, kind, **more)
    return out.getvalue()


def docx() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    return out.getvalue()


def add(
    store: Store, row: bytes, data: bytes, name: str = "đơn.jpg", caption: str = "Ảnh chụp đơn", **more: bool
) -> bytes:
    return attachments.add(store, "reception", row, data, name, caption, LAN, **more)


def test_pdf_word_and_pictures_are_taken_in_by_what_they_are_not_by_their_name(store: Store, visit: bytes) -> None:
    for data in (PDF, docx(), picture(), picture(kind="PNG")):
        add(store, visit, data, "C:\\Users\\Lan\\giấy tờ.exe")
    found = attachments.of(store, "reception", visit)
    assert [item.mime for item in found] == [pictures.PDF, pictures.DOCX, pictures.JPEG, pictures.PNG]
    assert {item.file_name for item in found} == {"giấy tờ.exe"}
    assert attachments.content(store, found[0].row) == PDF
    assert all(item.here for item in found)


@pytest.mark.parametrize(
    "data", [b"", b"MZ\x90\x00", b"PK\x03\x04 khong phai docx", b"<html>", b"\x89PNG\r\n\x1a\n hong"]
)
def test_anything_else_is_refused_and_told(store: Store, visit: bytes, data: bytes) -> None:
    with pytest.raises(UserError) as raised:
        add(store, visit, data)
    assert raised.value.kept
    assert attachments.of(store, "reception", visit) == []
    assert attachments.total_bytes(store) == 0


def test_a_large_photo_is_turned_upright_made_smaller_and_loses_its_place(store: Store, visit: bytes) -> None:
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    exif.get_ifd(PLACE)[1] = "N"
    photo = picture((3000, 2250), exif=exif, quality=95)
    row = add(store, visit, photo)
    kept = attachments.content(store, row)
    with Image.open(io.BytesIO(kept)) as shown:
        assert shown.size == (1500, 2000)
        assert not shown.getexif()
    assert len(kept) < len(photo)
    whole = add(store, visit, photo, keep_original=True)
    assert attachments.content(store, whole) == photo


def test_too_large_a_file_is_refused_with_its_size(store: Store, visit: bytes) -> None:
    with pytest.raises(UserError) as raised:
        add(store, visit, PDF + b"x" * attachments.MOST_BYTES)
    assert "20" in raised.value.message
    assert raised.value.hint


def test_the_same_file_is_kept_once_and_the_hash_tells_nobody_which_it_is(
    store: Store, visit: bytes, tmp_path: Path
) -> None:
    import hashlib

    add(store, visit, PDF)
    row = add(store, visit, PDF)
    assert attachments.total_bytes(store) == len(PDF)
    digest = values(store, "attachment", row)["sha256"]
    assert digest != hashlib.sha256(PDF).hexdigest()
    lines = b"".join(line for (line,) in store.conn.execute("SELECT line FROM op"))
    assert hashlib.sha256(PDF).hexdigest().encode() not in lines
    assert "đơn.jpg".encode() not in lines
    store.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    assert all(PDF not in path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert store.check_rebuild().equal


def test_captions_order_and_removal_are_saves_like_others(store: Store, visit: bytes) -> None:
    first, second = add(store, visit, PDF, caption="một"), add(store, visit, picture(), caption="hai")
    attachments.order(store, [second, first], officer=LAN)
    assert [item.row for item in attachments.of(store, "reception", visit)] == [second, first]
    changed = attachments.caption(store, first, "  Đơn gốc ", officer=LAN)
    assert [item.caption for item in attachments.of(store, "reception", visit)] == ["hai", "Đơn gốc"]
    assert changed.group
    undo(store, changed.group, officer=LAN)
    attachments.remove(store, second, officer=LAN)
    assert [item.caption for item in attachments.of(store, "reception", visit)] == ["một"]
    recycle.restore(store, "attachment", [second], officer=LAN)
    assert len(attachments.of(store, "reception", visit)) == 2


def test_a_denunciations_file_name_is_not_kept(store: Store) -> None:
    row = save(store, "reception", reception(kind="to_cao", visitor_name=None)).row
    attachment = add(store, row, PDF, "Đơn của bà Tám.pdf")
    assert values(store, "attachment", attachment)["file_name"] is None
    assert store.conn.execute("SELECT count(*) FROM vault WHERE value LIKE '%Tám%'").fetchone() == (0,)


def test_a_record_with_a_file_is_not_undone_under_it(store: Store) -> None:
    saved = save(store, "reception", reception())
    add(store, saved.row, PDF)
    assert saved.group
    with pytest.raises(UserError):
        undo(store, saved.group, officer=LAN)


def test_bytes_that_are_not_here_or_not_what_was_kept_are_told(store: Store, visit: bytes) -> None:
    row = add(store, visit, PDF)
    store.conn.execute("UPDATE blob SET data = ?", (b"x",))
    with pytest.raises(EnvironmentProblem):
        attachments.content(store, row)
    store.conn.execute("DELETE FROM blob")
    with pytest.raises(UserError):
        attachments.content(store, row)
    assert [item.here for item in attachments.of(store, "reception", visit)] == [False]


def test_a_file_needs_a_saved_record(store: Store) -> None:
    with pytest.raises(UserError):
        add(store, bytes(16), PDF)


def test_a_folder_or_a_lost_file_is_told(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "mất.pdf"):
        with pytest.raises(UserError):
            attachments.read_file(path)
