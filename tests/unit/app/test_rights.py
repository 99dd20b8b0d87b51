"""Roles are asked in the functions themselves: what a role lacks is refused to window and command line alike."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from danvan_desktop.app import (
    access_log,
    attachments,
    award_decision,
    destruction,
    doors,
    editing,
    handover,
    import_sheet,
    past_imports,
    people,
    recycle,
    report,
)
from danvan_desktop.app.award_decision import Recipient
from danvan_desktop.app.listing import Listing
from danvan_desktop.app.listing.export import export as export_list
from danvan_desktop.app.office import Office
from danvan_desktop.app.undo import last, undo
from danvan_desktop.cli.run import run
from danvan_desktop.domain.periods import Period
from danvan_desktop.domain.values import Value
from danvan_desktop.errors import UserError
from danvan_desktop.storage.identity import UnitInfo
from danvan_desktop.storage.passphrase import Cost
from tests.conftest import TEST_DATA

ME, BOSS = "Lan", "Hòa"
SECRET = "bốn từ rất riêng tư"
TODAY = date(2026, 11, 22)
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
GOOD = TEST_DATA / "thanh-hoa-2019" / "so-don-thu.xlsx"
CHEAP = Cost(memory_kib=1024, passes=1)
PETITION: dict[str, Value] = {
    "unit": "24181", "received_on": TODAY, "type": "kien_nghi", "content": "Xin sửa đường", "state": "moi_tiep_nhan",
    "petitioner_name": "Nguyễn Văn Thành", "register_year": 2026,
}  # fmt: skip


class Desk:
    """An office with a petition in each stage, one in the bin, and an import; all made before roles were given."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        unit = UnitInfo("24181", "Xã Ea Drăng", "commune", "66")
        self.office, _code = Office.create(folder / "office", unit, ME, SECRET, cost=CHEAP)
        self.store = self.office.store
        people.add_officer(self.office, BOSS, "một câu khác hẳn", cost=CHEAP)
        self.new = self.petition()
        self.accepted = self.petition(state="da_thu_ly")
        self.gone = self.petition()
        recycle.remove(self.store, "petition", [self.gone], officer=BOSS, reason="trùng")
        self.file = attachments.add(
            self.store, "petition", self.accepted, b"%PDF-1.4\n", "don.pdf", "đơn", ME
        )  # fmt: skip
        taken = import_sheet.import_sheet(self.store, GOOD, type_name="petition", officer=ME, today=TODAY)
        assert taken.id is not None
        self.number = taken.id

    def petition(self, **more: Value) -> bytes:
        return editing.save(self.store, "petition", None, PETITION | more, before={}, officer=ME, today=TODAY).row

    def become(self, role: str) -> None:
        """Whoever opened the office has this role from now on."""
        self.store.settings.set(f"people.role.{BOSS}", "quan_tri")
        self.store.settings.set(f"people.role.{ME}", role)

    def change(self, row: bytes, **values: Value) -> Any:
        found = self.store.get("petition", row)
        assert found is not None
        return editing.save(
            self.store, "petition", row, found.values | values, before=found.values, officer=ME, today=TODAY
        )

    def step(self, row: bytes, target: str, **said: Any) -> Any:
        found = self.store.get("petition", row)
        assert found is not None
        record = self.store.types["petition"]
        steps = {step.target: step for step in record.transitions if step.source == found.values["state"]}
        return editing.move(self.store, "petition", row, steps[target], said, ME)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path)
    yield made
    made.office.close()


Act = Callable[[Desk], object]
ALL = frozenset(people.ROLES)
PROCESSING, EXPORTING = people.MAY["process"], people.MAY["export"]
ACTS: Mapping[str, tuple[frozenset[str], Act]] = {
    "type a new petition": (ALL, lambda d: d.petition()),
    "edit a new petition": (ALL, lambda d: d.change(d.new, content="Xin sửa cầu")),
    "begin to classify": (ALL, lambda d: d.step(d.new, "dang_phan_loai")),
    "edit an accepted petition": (PROCESSING, lambda d: d.change(d.accepted, content="Xin sửa cầu")),
    "type a petition that is accepted already": (PROCESSING, lambda d: d.petition(state="da_thu_ly")),
    "take a step": (PROCESSING, lambda d: d.step(d.accepted, "dang_xac_minh")),
    "attach to a new petition": (
        ALL, lambda d: attachments.add(d.store, "petition", d.new, b"%PDF-1.4\n", "a.pdf", "", ME)
    ),
    "attach to an accepted petition": (
        PROCESSING, lambda d: attachments.add(d.store, "petition", d.accepted, b"%PDF-1.4\n", "a.pdf", "", ME)
    ),
    "change a caption": (PROCESSING, lambda d: attachments.caption(d.store, d.file, "khác", officer=ME)),
    "remove a file": (PROCESSING, lambda d: attachments.remove(d.store, d.file, officer=ME)),
    "save a copy of a file": (
        EXPORTING,
        lambda d: attachments.save_copy(
            d.office, attachments.of(d.store, "petition", d.accepted)[0], d.folder / "copy.pdf"
        ),
    ),
    "remove": (
        people.MAY["delete"], lambda d: recycle.remove(d.store, "petition", [d.new], officer=ME, reason="trùng")
    ),
    "bring back": (people.MAY["delete"], lambda d: recycle.restore(d.store, "petition", [d.gone], officer=ME)),
    "undo another's removal": (people.MAY["delete"], lambda d: undo(d.store, last(d.store, BOSS) or "", officer=ME)),
    "import": (
        people.MAY["import"],
        lambda d: import_sheet.import_sheet(
            d.store, GOOD, type_name="petition", officer=ME, today=TODAY, unit="24182", skip_bad=True
        ),
    ),
    "undo an import": (
        people.MAY["import"], lambda d: undo(d.store, past_imports.token(d.number), officer=ME)
    ),
    "undo an import past the window": (
        people.MAY["import"], lambda d: import_sheet.undo_import(d.store, d.number, ME)
    ),
    "lock a report": (
        people.MAY["report_lock"],
        lambda d: report.lock_report(d.store, report.Wanted("annual", YEAR, TODAY, "pdf"), ME),
    ),
    "write a report": (
        EXPORTING,
        lambda d: report.report(
            d.store, "petition-register", YEAR, on=TODAY, format="pdf", path=d.folder / "a.pdf", officer=ME
        ),
    ),
    "save as": (EXPORTING, lambda d: doors.save_as(d.office, b"x", d.folder / "x.pdf", "x.pdf")),
    "print": (EXPORTING, lambda d: doors.allow(d.office)),
    "save a list": (
        EXPORTING,
        lambda d: export_list(d.office, d.store, Listing("petition"), ["petition_no"], d.folder / "l.csv"),
    ),
    "destroy": (
        people.MAY["destroy"],
        lambda d: destruction.destroy_values(d.office, "petition", d.new.hex(), ["petitioner_name"]),
    ),
    "decide an award": (
        PROCESSING,
        lambda d: award_decision.save(
            d.store, {"state": "binh_xet"}, [Recipient({}, award(d))], before={}, officer=ME, today=TODAY
        ),
    ),
}  # fmt: skip


def award(desk: Desk) -> bytes:
    values: dict[str, Value] = {
        "unit": "24181", "recipient_name": "Tổ dân vận thôn 3", "recipient_kind": "tap_the", "state": "de_xuat",
        "award_kind": "giay_khen", "register_year": 2026,
    }  # fmt: skip
    return editing.save(desk.store, "award", None, values, before={}, officer=ME, today=TODAY).row


@pytest.mark.parametrize("act", ACTS)
def test_a_role_may_do_what_it_includes_and_nothing_else(desk: Desk, act: str) -> None:
    allowed, do = ACTS[act]
    ops = desk.store.conn.execute("SELECT count(*) FROM op").fetchone()
    for role in sorted(ALL - allowed):
        desk.become(role)
        with pytest.raises(UserError) as refused:
            do(desk)
        assert refused.value.code == "role"
        assert f"{BOSS} (" in refused.value.hint
    extra = 1 if act == "decide an award" and ALL - allowed else 0  # the proposal itself is data entry
    assert desk.store.conn.execute("SELECT count(*) FROM op").fetchone() == (ops[0] + extra * len(ALL - allowed),)
    desk.become(min(allowed))
    do(desk)


@pytest.mark.parametrize("role", sorted(ALL))
def test_packages_leave_and_come_by_role(desk: Desk, role: str) -> None:
    desk.become(role)
    for act, do in (
        ("export", lambda: handover.export(desk.store, "66", desk.folder)),
        ("import", lambda: handover.import_path(desk.store, desk.folder)),
    ):
        code = ""
        try:
            do()
        except UserError as error:
            code = error.code
        assert (code == "role") == (role not in people.MAY[act])


def test_a_step_kept_for_the_leader_is_refused_to_others(desk: Desk) -> None:
    closed = desk.petition(state="dong")
    desk.become("xu_ly")
    with pytest.raises(UserError) as refused:
        desk.step(closed, "dang_xac_minh")
    assert refused.value.code == "role"
    with pytest.raises(UserError):
        desk.change(closed, state="dang_xac_minh")  # the same step by way of the field
    desk.become("lanh_dao")
    assert desk.step(closed, "dang_xac_minh", reopen_reason="Có tài liệu mới", reopened_by="Nguyễn Thị Hồng").group


def test_who_types_may_take_back_what_was_just_typed(desk: Desk) -> None:
    desk.become("nhap_lieu")
    desk.petition()
    assert undo(desk.store, "last", officer=ME) == 1
    desk.change(desk.new, content="Xin sửa cầu")
    assert undo(desk.store, "last", officer=ME) == 1


def test_only_the_steps_of_the_role_are_offered(desk: Desk) -> None:
    petition = desk.store.types["petition"]
    for row, role, some in (
        (desk.new, "nhap_lieu", True), (desk.accepted, "nhap_lieu", False), (desk.accepted, "xu_ly", True),
    ):  # fmt: skip
        item = desk.store.get("petition", row)
        assert item is not None
        assert bool(editing.open_moves(desk.store, petition, item, role)) == some


def test_a_visit_is_written_down_by_data_entry(desk: Desk) -> None:
    desk.become("nhap_lieu")
    values: dict[str, Value] = {
        "unit": "24181", "received_on": TODAY, "kind": "khieu_nai", "people_count": 1, "visitor_name": "Nguyễn Văn Bé",
        "content": "Đất", "state": "du_kien",
    }  # fmt: skip
    row = editing.save(desk.store, "reception", None, values, before={}, officer=ME, today=TODAY).row
    found = desk.store.get("reception", row)
    assert found is not None
    editing.save(
        desk.store, "reception", row, {**found.values, "state": "da_tiep"}, before=found.values, officer=ME, today=TODAY
    )


COMMANDS: Mapping[str, tuple[str, list[str]]] = {
    "import-sheet": ("import", ["import-sheet", str(GOOD), "--as", "petition", "--unit", "24182", "--skip-bad"]),
    "undo-import": ("import", ["undo-import", "1"]),
    "restore-record": ("delete", ["restore-record", "petition", "GONE"]),
    "destroy": ("destroy", ["destroy", "petition", "NEW", "petitioner_name"]),
    "report": ("export", ["report", "petition-register", "--from", "2026-01-01", "--to", "2026-12-31", "--format",
                          "docx", "-o", "OUT"]),
    "access-log": ("access_log", ["access-log"]),
    "officer": ("people", ["officer", "role", ME, "quan_tri"]),
}  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_is_refused_as_the_window_is(
    desk: Desk, command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    act, words = COMMANDS[command]
    role = next((role for role in sorted(ALL) if role not in people.MAY[act]), "")
    desk.become(role)
    desk.office.close()
    (tmp_path / "p").write_text(SECRET + "\n", encoding="utf-8")
    names = {"GONE": desk.gone.hex(), "NEW": desk.new.hex(), "OUT": str(tmp_path / "a.docx")}
    asked = ["--data-dir", str(tmp_path / "office"), "--passphrase-file", str(tmp_path / "p")]
    assert run([*asked, *(names.get(word, word) for word in words)]) == 2
    assert f"{BOSS} (" in capsys.readouterr().err
    assert not (tmp_path / "a.docx").exists()


def test_a_store_that_nobody_opened_is_free(desk: Desk) -> None:
    desk.become("nhap_lieu")
    desk.store.opened_by = ""
    assert recycle.remove(desk.store, "petition", [desk.new], officer=ME, reason="công cụ").group
    assert access_log.verify(desk.store).ok
