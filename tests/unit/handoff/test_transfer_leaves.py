"""What of a dossier leaves with a transfer: which values and scans go, and which stay with the sender."""

from __future__ import annotations

import pytest

from danvan_desktop.app import attachments, dossier, history_view, transfer
from danvan_desktop.errors import UserError
from danvan_desktop.storage import blobs
from tests.unit.handoff.communes import ME, TODAY, UNITS, Communes
from tests.unit.handoff.dossiers import deliver, dossier_of, value


def test_a_neighbour_reads_the_dossier_and_its_values_and_the_province_on_the_way_reads_none(
    neighbours: Communes,
) -> None:
    other = neighbours.petition("A", petitioner_name="Người Khác")
    petition = dossier_of(neighbours)
    deliver(neighbours, petition)
    there = neighbours["B"]
    assert value(there, petition, "petitioner_name") == "Nguyễn Văn Thành"
    assert value(there, petition, "content") == "Tranh chấp lối đi"
    assert there.search("petition", "thanh") == [petition]
    assert neighbours.count("B", "SELECT count(*) FROM v_follow_up") == 1
    assert neighbours.count("B", "SELECT count(*) FROM v_reception") == 1
    assert neighbours.count("B", "SELECT count(*) FROM v_case") == 1
    scan = blobs.attached(there.conn, petition)
    assert attachments.content(there, scan[0])[:4] == b"\x89PNG"
    assert there.get("petition", other) is None, "another petition went along"
    neighbours.round()
    assert neighbours.count("P", "SELECT count(*) FROM vault") == 0
    assert neighbours.count("P", "SELECT count(*) FROM blob") == 0


def test_the_preview_says_field_by_field_what_leaves_and_what_stays(neighbours: Communes) -> None:
    petition = dossier_of(neighbours)
    found = transfer.preview(neighbours["A"], petition, "26002")
    kinds = [(part.type_name, part.handed_on) for part in found.parts]
    assert sorted(kinds) == [
        ("attachment", True), ("case", False), ("follow_up", True), ("petition", True), ("reception", False),
    ]  # fmt: skip
    first = found.parts[0]
    assert {"Họ và tên người gửi", "Điện thoại người gửi", "Nội dung"} == set(first.named)
    assert "Ngày nhận" in first.open
    assert first.kept == ()
    assert "Nguyễn" not in str([part.as_json() for part in found.parts])
    assert neighbours.count("A", "SELECT count(*) FROM v_transfer") == 0, "looking wrote something"


def test_of_a_denunciation_neither_text_nor_scan_leaves(neighbours: Communes) -> None:
    petition = dossier_of(
        neighbours, type="to_cao", petitioner_name=None, petitioner_phone=None, respondent_name="Trần Văn Cán"
    )
    found = transfer.preview(neighbours["A"], petition, "26002")
    assert found.denunciation
    assert "Nội dung" in found.parts[0].kept
    assert found.blobs == frozenset()
    with pytest.raises(UserError, match="TC-2026-"):  # nobody said that he looked
        transfer.send(neighbours["A"], petition, "26002", neighbours.home, officer=ME, today=TODAY)
    deliver(neighbours, petition)
    texts = {text for (text,) in neighbours["B"].conn.execute("SELECT value FROM vault")}
    assert texts == {"Trần Văn Cán"}


def test_values_that_belong_to_no_dossier_are_not_kept(neighbours: Communes, monkeypatch: pytest.MonkeyPatch) -> None:
    neighbours.petition("A", petitioner_name="Người Khác")
    petition = dossier_of(neighbours)
    every = frozenset(h for (h,) in neighbours["A"].conn.execute("SELECT hash FROM vault"))
    monkeypatch.setattr(dossier.Dossier, "values", every)
    deliver(neighbours, petition)
    texts = {text for (text,) in neighbours["B"].conn.execute("SELECT value FROM vault")}
    assert "Người Khác" not in texts
    assert "Nguyễn Văn Thành" in texts


def test_names_and_files_stay_here_where_the_officer_or_the_office_says_so(neighbours: Communes) -> None:
    petition = dossier_of(neighbours)
    full = transfer.preview(neighbours["A"], petition, UNITS["B"].code)
    assert full.values
    neighbours["A"].settings.set("names.leaving", "masked")
    kept = transfer.preview(neighbours["A"], petition, UNITS["B"].code)
    assert (kept.values, kept.blobs, kept.parts[0].named) == (frozenset(), frozenset(), ())
    assert set(full.parts[0].named) <= set(kept.parts[0].kept)
    assert transfer.preview(neighbours["A"], petition, UNITS["B"].code, "full").values == full.values


def test_the_history_says_that_it_was_handed_on_and_no_value_as_changed(neighbours: Communes) -> None:
    petition = dossier_of(neighbours)
    deliver(neighbours, petition)
    newest, made = history_view.entries(neighbours["A"], "petition", petition)[:2]
    assert (newest.act, bool(newest.reason), newest.lines) == (history_view.EDIT, True, ())
    assert made.lines
