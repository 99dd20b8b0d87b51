"""What came from another computer is decoded in a limited process before it is shown; what cannot be is kept."""

from __future__ import annotations

from danvan_desktop.app import attachment_look, attachments
from danvan_desktop.documents.pictures import kind_of
from danvan_desktop.handoff.importing import take_bytes
from danvan_desktop.storage import blob_travel, blobs
from tests.unit.handoff.desks import Desks, attach, attached, bomb, pdf, petition, picture


def test_a_broken_file_and_a_bomb_are_kept_unshown_and_said(desks: Desks) -> None:
    row = petition(desks["C1"])
    bad = (picture("JPEG", 400)[:900], bomb(9_100), b"%PDF-1.7 not a pdf at all")
    for data in bad:
        done = desks["C1"].batch(officer="Lê A")
        with done as batch:
            digest = blobs.put(desks["C1"].conn, desks["C1"].settings, data)
            kind = kind_of(data)
            batch.new("attachment", {"owner_type": "petition", "owner_row": row.hex(), "mime": kind, "sha256": digest})
    attach(desks["C1"], row, pdf(2))
    assert desks.hand_over("C1", "C2")[0].files == 4
    found = attached(desks["C2"], row)
    assert sorted(file.opens for file in found) == [False, False, False, True]
    assert blob_travel.unseen(desks["C2"].conn) == []
    for file in found:
        shown = attachments.page(desks["C2"], file, 0, 100), attachments.thumbnail(desks["C2"], file, 64)
        assert (shown == ((b"", 0), b"")) == (not file.opens)
        assert attachments.content(desks["C2"], file.row)


def test_a_picture_called_a_pdf_is_not_shown(desks: Desks) -> None:
    row = petition(desks["C1"])
    with desks["C1"].batch(officer="Lê A") as batch:
        digest = blobs.put(desks["C1"].conn, desks["C1"].settings, picture())
        values = {"owner_type": "petition", "owner_row": row.hex(), "mime": "application/pdf", "sha256": digest}
        batch.new("attachment", values)
    desks.hand_over("C1", "C2")
    [file] = attached(desks["C2"], row)
    assert not file.opens


def test_a_file_nobody_looked_into_yet_is_looked_into_when_it_is_opened(desks: Desks) -> None:
    row = petition(desks["C1"])
    attach(desks["C1"], row, pdf())
    take_bytes(desks["C2"], "x", desks.export("C1", "C2")[0])  # the program was killed before it looked
    assert len(blob_travel.unseen(desks["C2"].conn)) == 1
    [file] = attached(desks["C2"], row)
    assert attachments.page(desks["C2"], file, 0, 100)[1] == 1
    assert attachment_look.look_at_new(desks["C2"]) == 0
    assert blob_travel.unseen(desks["C2"].conn) == []
