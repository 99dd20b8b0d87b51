"""Several people, splitting, the second round, withdrawal, further cases: as an officer does them, in a real store."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from danvan_desktop.app import (
    begun_round,
    case_links,
    editing,
    letters,
    links,
    next_round,
    parties,
    split,
    undo,
    withdrawal,
)
from danvan_desktop.app.editing import ChildEdit
from danvan_desktop.app.letters import LetterWanted
from danvan_desktop.app.saving import Values
from danvan_desktop.app.split import Piece
from danvan_desktop.errors import UserError
from danvan_desktop.storage.reading import Record
from danvan_desktop.storage.store import Store
from tests.unit.app import desks
from tests.unit.app.desks import LAN, TODAY

PARTY = parties.PARTY

pytestmark = pytest.mark.usefixtures("english")


def petition(store: Store, people: tuple[dict[str, Any], ...] = (), **more: Any) -> bytes:
    values = {
        "unit": desks.UNIT.code, "received_on": date(2026, 11, 2), "type": "khieu_nai", "state": "moi_tiep_nhan",
        "petitioner_name": "Trần Thị Hoa", "petitioner_address": "Ấp 3", "people_count": 1,
        "summary_redacted": "Không đồng ý mức bồi thường", **more,
    }  # fmt: skip
    edits = [ChildEdit(None, one) for one in people]
    return editing.save(
        store, "petition", None, values, before={}, officer=LAN, children={PARTY: edits}, today=TODAY
    ).row  # fmt: skip


def read(store: Store, row: bytes, type_name: str = "petition") -> Record:
    found = store.get(type_name, row)
    assert found is not None
    return found


def test_people_listed_raise_the_numbers_that_the_tables_count(store: Store) -> None:
    people = ({"side": "nguoi_gui", "name": "A"}, {"side": "nguoi_gui", "name": "B"},
              {"side": "nguoi_dai_dien", "name": "A"})  # fmt: skip
    found = read(store, petition(store, people))
    assert (found.values["people_count"], found.values["rep_count"]) == (3, 1)
    kept = read(store, petition(store, people, people_count=9, rep_count=2))
    assert (kept.values["people_count"], kept.values["rep_count"]) == (9, 2)


@pytest.mark.parametrize(("people", "sent", "said"), [(4, 3, ""), (7, 2, "signed"), (7, 3, "2"), (11, 6, "5"),
                                                      (7, 0, "appointed")])  # fmt: skip
def test_five_and_ten_people_send_as_many_as_the_law_says(people: int, sent: int, said: str) -> None:
    rows = [{"side": "nguoi_dai_dien", "name": "A"}] * sent
    sentence = parties.standing({"people_count": people}, rows).sentence
    assert said in sentence
    assert bool(sentence) == bool(said)


def test_representatives_appointed_by_all_in_writing_are_in_order() -> None:
    row: Values = {"side": "nguoi_dai_dien", "name": "A", "appointed_on": date(2026, 11, 1), "all_signed": True}
    assert parties.standing({"people_count": 7}, [row, row]).sentence == ""


@pytest.mark.parametrize("side", ["nguoi_gui", "nguoi_dai_dien"])
def test_a_denunciation_names_nobody_on_the_senders_side(store: Store, side: str) -> None:
    secret = {"type": "to_cao", "petitioner_name": None, "petitioner_address": None}
    with pytest.raises(UserError):
        petition(store, ({"side": side, "name": "Lê Văn Tám"},), **secret)
    row = petition(store, ({"side": side, "sealed_file_no": "05/HS"}, {"side": "nguoi_bi", "name": "Ông Q"}), **secret)
    with pytest.raises(UserError):  # alone, as the command writes it
        editing.save(store, PARTY, None, {"petition": row, "side": side, "address": "Ấp 3"}, before={}, officer=LAN)
    first = parties.of(store, row)[0]
    with pytest.raises(UserError):
        editing.save(store, PARTY, first.id, {"phone": "0909"}, before=first.values, officer=LAN)


def test_a_codenouncers_name_is_refused_whatever_the_petition(store: Store) -> None:
    with pytest.raises(UserError):
        petition(store, ({"side": "nguoi_to_cao", "name": "Lê Văn Tám"},))


def test_a_petition_with_named_senders_does_not_become_a_denunciation_unnoticed(store: Store) -> None:
    row = petition(store, ({"side": "nguoi_gui", "name": "Lê Văn Tám"},))
    before = read(store, row).values
    with pytest.raises(UserError):
        editing.save(store, "petition", row, {"type": "to_cao"}, before=before, officer=LAN)
    assert read(store, row).values["type"] == "khieu_nai"


def test_the_appointment_paper_names_the_representatives_listed(store: Store) -> None:
    people = ({"side": "nguoi_dai_dien", "name": "Lê Văn Tám", "address": "Ấp 5"},)
    words = parties.letter_words(store, read(store, petition(store, people, people_count=7)))
    assert words == {"representative": "Lê Văn Tám", "rep_count": "1"}
    row = petition(store, people, people_count=7)
    assert letters.letter(store, LetterWanted("group_rep", "petition", row, TODAY), LAN).startswith(b"%PDF")


# --- splitting
PIECES = (Piece("khieu_nai", "Mức bồi thường", "dat_dai"), Piece("to_cao", "Cán bộ thôn nhận tiền"))


def test_a_split_makes_one_petition_for_each_content(store: Store) -> None:
    row = petition(store, ({"side": "nguoi_gui", "name": "Lê Văn Tám"},), type="nhieu_noi_dung", people_count=2)
    done = split.split(store, row, PIECES, officer=LAN, today=TODAY)
    one, two = (read(store, part) for part in done.rows)
    assert read(store, row).values["state"] == "tach_don"
    assert (one.values["type"], one.values["petitioner_name"], one.values["original"]) == (
        "khieu_nai", "Trần Thị Hoa", row
    )  # fmt: skip
    assert one.values["state"] == two.values["state"] == "moi_tiep_nhan"
    assert one.values["received_on"] == date(2026, 11, 2)
    assert [item.values["name"] for item in parties.of(store, one.id)] == ["Lê Văn Tám"]
    assert done.names_denouncer


def test_a_part_that_denounces_leads_to_nobody(store: Store) -> None:
    row = petition(store, ({"side": "nguoi_gui", "name": "Lê Văn Tám"},), type="nhieu_noi_dung", people_count=2)
    secret = read(store, split.split(store, row, PIECES, officer=LAN, today=TODAY).rows[1])
    said = {name for name, value in secret.values.items() if value is not None}
    assert not {name for name in said if name.startswith(("petitioner_", "representative_"))}
    assert "original" not in said
    assert parties.of(store, secret.id) == []


def test_a_split_is_one_act_that_is_taken_back_whole(store: Store) -> None:
    row = petition(store, type="nhieu_noi_dung")
    done = split.split(store, row, PIECES[:1] * 2, officer=LAN, today=TODAY)
    assert done.group is not None
    undo.undo(store, done.group, officer=LAN)
    assert read(store, row).values["state"] == "moi_tiep_nhan"
    assert all(read(store, part).deleted for part in done.rows)


@pytest.mark.parametrize("pieces", [PIECES[:1], (Piece("khieu_nai", " "), PIECES[0]),
                                    (Piece("nhieu_noi_dung", "x"), PIECES[0])])  # fmt: skip
def test_a_split_that_is_none_writes_nothing(store: Store, pieces: tuple[Piece, ...]) -> None:
    row = petition(store, type="nhieu_noi_dung")
    with pytest.raises(UserError):
        split.split(store, row, pieces, officer=LAN, today=TODAY)
    assert len(store.search("petition", "tran thi hoa")) == 1
    assert read(store, row).values["state"] == "moi_tiep_nhan"


# --- the next round
def test_a_second_complaint_begins_with_the_first_and_its_decision(store: Store) -> None:
    row = petition(store, state="da_co_ket_qua", accepted_on=date(2026, 11, 4), resolved_on=date(2026, 11, 20),
                   result="sai", result_no="12/QĐ-UBND", handled_by="Chủ tịch UBND xã")  # fmt: skip
    found = begun_round.first_values(store, row, officer=LAN, today=TODAY)
    assert found["case"] == read(store, row).values["case"]
    wanted = {"round": "lan_hai", "original": row, "decision_no": "12/QĐ-UBND", "decision_on": date(2026, 11, 20),
              "decision_by": "Chủ tịch UBND xã", "petitioner_name": "Trần Thị Hoa", "received_on": TODAY}  # fmt: skip
    assert {name: found[name] for name in wanted} == wanted


def test_a_second_complaint_is_open_once_the_first_is_overdue(store: Store) -> None:
    values: Values = {"type": "khieu_nai", "state": "dang_xac_minh", "accepted_on": date(2026, 9, 1)}
    late: Values = {**values, "due_on": date(2026, 10, 1)}
    assert next_round.closed("petition", late, "lan_hai", TODAY) == ""
    assert next_round.closed("petition", {**late, "extended_to": date(2026, 12, 1)}, "lan_hai", TODAY)
    assert next_round.closed("petition", {**late, "state": "tam_dinh_chi"}, "lan_hai", TODAY)
    assert next_round.closed("petition", values, "lan_hai", TODAY)


def test_after_the_second_round_there_is_no_third_and_types_keep_to_their_own(store: Store) -> None:
    done: Values = {"state": "da_co_ket_qua", "result": "sai"}
    assert next_round.closed("petition", {**done, "type": "khieu_nai", "round": "lan_hai"}, "lan_hai", TODAY)
    assert next_round.closed("petition", {**done, "type": "to_cao"}, "lan_hai", TODAY)
    assert next_round.closed("petition", {**done, "type": "to_cao"}, "to_cao_tiep", TODAY) == ""
    row = petition(store, state="da_co_ket_qua", type="kien_nghi", resolved_on=date(2026, 11, 20))
    steps = editing.open_moves(store, store.types["petition"], read(store, row), "xu_ly", TODAY)
    assert not {step.target for step in steps} & {"lan_hai", "to_cao_tiep"}


def test_who_denounces_again_is_not_carried_over(store: Store) -> None:
    row = petition(store, type="to_cao", petitioner_name=None, petitioner_address=None, state="da_co_ket_qua",
                   sealed_file_no="05/HS", resolved_on=date(2026, 11, 20), result="sai")  # fmt: skip
    found = begun_round.first_values(store, row, officer=LAN, today=TODAY)
    assert (found["round"], found["sealed_file_no"]) == ("to_cao_tiep", "05/HS")
    assert not [name for name in found if name.startswith("petitioner_") and name != "petitioner_kind"]


# --- withdrawal
def test_a_part_is_withdrawn_and_the_rest_goes_on(store: Store) -> None:
    row = petition(store, state="dang_xac_minh", accepted_on=date(2026, 11, 4))
    withdrawal.withdraw(store, row, whole=False, on=TODAY, officer=LAN, today=TODAY)
    found = read(store, row).values
    assert (found["withdrawn"], found["state"], found.get("ended_on")) == ("mot_phan", "dang_xac_minh", None)


@pytest.mark.parametrize("state", ["dang_phan_loai", "cho_bo_sung", "cho_thu_ly", "da_thu_ly", "dang_xac_minh"])
def test_a_petition_withdrawn_as_a_whole_is_ended_that_day(store: Store, state: str) -> None:
    row = petition(store, state=state)
    withdrawal.withdraw(store, row, whole=True, on=date(2026, 11, 20), officer=LAN, today=TODAY)
    found = read(store, row).values
    assert (found["withdrawn"], found["state"], found["ended_on"]) == ("toan_bo", "dinh_chi", date(2026, 11, 20))


def test_what_is_settled_is_no_longer_withdrawn(store: Store) -> None:
    row = petition(store, state="da_co_ket_qua", resolved_on=date(2026, 11, 20))
    with pytest.raises(UserError):
        withdrawal.withdraw(store, row, whole=True, on=TODAY, officer=LAN, today=TODAY)


def test_of_a_denunciation_is_said_what_a_withdrawal_does_not_end(store: Store) -> None:
    row = petition(store, type="to_cao", petitioner_name=None, petitioner_address=None, people_count=3)
    assert withdrawal.cautions(read(store, row)) == [withdrawal.GOES_ON, withdrawal.FORCED]


# --- cases
def test_a_petition_and_a_visit_belong_to_several_cases_and_leave_them_again(store: Store) -> None:
    one = editing.save(store, "case", None, {"code": "VV 1", "unit": "25920"}, before={}, officer=LAN).row
    two = editing.save(store, "case", None, {"code": "VV 2", "unit": "25920"}, before={}, officer=LAN).row
    row = petition(store, case=one)
    visit = editing.save(store, "reception", None, desks.reception(), before={}, officer=LAN).row
    case_links.link(store, two, "petition", row, officer=LAN, reason="cùng thửa đất")
    case_links.link(store, two, "reception", visit, officer=LAN)
    assert {(member.row, member.link is None) for member in case_links.members(store, two)} == {
        (row, False), (visit, False)
    }  # fmt: skip
    assert [(member.row, member.link) for member in case_links.members(store, one)] == [(row, None)]
    assert [item.id for item in case_links.further(store, "petition", row)] == [two]
    assert {(other.type_name, other.row) for other in links.related(store, "petition", row)} == {
        ("case", one), ("case", two)
    }  # fmt: skip
    assert {other.row for other in links.related(store, "case", two)} == {row, visit}
    with pytest.raises(UserError):
        case_links.link(store, one, "petition", row, officer=LAN)
    assert case_links.unlink(store, two, "petition", row, officer=LAN) == 1
    assert [member.row for member in case_links.members(store, two)] == [visit]
    with pytest.raises(UserError):
        case_links.unlink(store, one, "petition", row, officer=LAN)
