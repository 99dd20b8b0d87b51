"""A unit typed wrong at set-up is put right while the folder is empty; afterwards the way to another folder is told."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from danvan_desktop.app import access_log, drafts, handover, roster, roster_root, roster_view, unit_correction
from danvan_desktop.app.office import Office
from danvan_desktop.domain.journal import derived_row_id
from danvan_desktop.errors import EnvironmentProblem, UserError
from danvan_desktop.i18n import _
from danvan_desktop.storage.identity import UnitInfo
from tests.unit.app.offices import PHRASE, UNIT, create, save

RIGHT = UnitInfo("24121", "Xã Ea Kao", "commune", "66")


def test_an_empty_office_gets_its_right_unit_and_keeps_its_officers_settings_and_log(tmp_path: Path) -> None:
    office, _code = create(tmp_path / "x", place="Ví dụ")
    before = office.store.replica.id
    with office:
        unit_correction.correct(office, RIGHT)
        assert office.store.unit == RIGHT
        save(office, "Sau khi sửa")
    with Office.open(tmp_path / "x", PHRASE) as again:
        assert again.store.unit == RIGHT
        assert again.store.replica.id != before, "the old code and the new one share a number"
        assert again.organ["place"] == "Ví dụ"
        codes = [row[0] for row in again.store.conn.execute("SELECT code FROM v_unit")]
        assert codes == ["24121"], "the wrong unit would go up as a second one"
        assert again.store.get("unit", derived_row_id("unit", "24121", "")) is not None
        assert [line.act for line in access_log.lines(again.store)].count("opened") == 2
        assert "25920 → 24121" in [line.subject for line in access_log.lines(again.store)]
        assert access_log.verify(again.store).ok
        assert again.store.check_rebuild().equal
        assert again.notice == ""
    assert not (tmp_path / "x" / unit_correction.BESIDE).exists()


def test_the_roster_taken_at_set_up_stays_and_the_province_knows_the_right_unit_only(tmp_path: Path) -> None:
    province, _code = create(tmp_path / "66", UnitInfo("66", "Tỉnh Đắk Lắk", "province"))
    with province:
        made = roster_root.init(province)
        roster.export_file(province, tmp_path / "tinh.danvan-roster")
        office, _code = create(tmp_path / "x", UnitInfo("25920", "Xã Ví dụ", "commune"))
        with office:
            roster.take(office, tmp_path / "tinh.danvan-roster", expect=made.code)
            unit_correction.correct(office, UnitInfo("24121", "Xã Ea Kao", "commune"))
            found = roster_view.view(office.store)
            assert (found.code, found.compared, found.escrow) == (made.code, True, "sealed")
            assert office.store.unit.parent_code == "66"
            handover.export(office.store, "66", tmp_path / "usb")
        handover.import_path(province.store, tmp_path / "usb")
        [waiting] = roster_view.waiting(province.store)
        roster.add(province, "24121", expect=waiting.fingerprint)
        assert {line.unit for line in roster_view.view(province.store).computers} == {"24121", "66"}
        assert {row[0] for row in province.store.conn.execute("SELECT code FROM v_unit")} == {"24121", "66"}
        with pytest.raises(UserError, match=re.escape(_("The root of the province was made under this code."))):
            unit_correction.correct(province, UnitInfo("66x", "Tỉnh", "province"))


def join(office: Office, home: Path) -> None:
    """By request and certificate, with the office above."""
    above, _code = create(home / "80", UnitInfo("80", "Tỉnh Ví dụ", "province"))
    with above:
        handover.enrol_request(office.store, home / "x.danvan-req")
        handover.enrol_accept(above.store, home / "x.danvan-req", home / "x.danvan-crt")
    handover.enrol_finish(office.store, home / "x.danvan-crt")


@pytest.mark.parametrize("done", ["record", "draft", "export", "joined"])
def test_an_office_with_work_in_it_keeps_its_unit_and_is_told_of_another_folder(tmp_path: Path, done: str) -> None:
    office, _code = create(tmp_path / "x")
    with office:
        if done == "record":
            save(office, "Đã ghi")
        elif done == "draft":
            key = drafts.key_for("petition")
            drafts.keep(office.store, key, "petition", None, {"content": "Đang gõ"}, {}, office.officer)
        elif done == "export":
            with office.store.writing():
                office.store.cut_segments()
        else:
            join(office, tmp_path)
        with pytest.raises(UserError) as told:
            unit_correction.correct(office, RIGHT)
        assert "--data-dir" in told.value.hint
        assert office.store.unit == UNIT
        assert not (tmp_path / "x" / unit_correction.BESIDE).exists()


def test_a_file_that_is_read_elsewhere_is_not_replaced_and_a_bad_code_is_refused(tmp_path: Path) -> None:
    office, _code = create(tmp_path / "x")
    with office:
        with pytest.raises(UserError):
            unit_correction.correct(office, UnitInfo("../x", "Xã Ea Kao", "commune"))
        reader = office.reader()
        reader.conn.execute("SELECT count(*) FROM setting").fetchone()
        with pytest.raises(EnvironmentProblem):
            unit_correction.correct(office, RIGHT)
        assert office.store.unit == UNIT
        reader.close()
        unit_correction.correct(office, RIGHT)
        assert office.store.unit == RIGHT
