"""Dated tables by stick: law from the release, a province's own codes and texts; told before, kept, taken back."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from danvan_desktop.app import handover, people
from danvan_desktop.app.office import Office
from danvan_desktop.app.updates import data, differences, offer, tables
from danvan_desktop.cli.run import run
from danvan_desktop.errors import UserError
from danvan_desktop.storage import rule_files, rules
from danvan_desktop.storage.identity import UnitInfo
from danvan_desktop.storage.passphrase import Cost
from tests.unit.updates import makers
from tests.unit.updates.makers import ReleaseKey

SECRET = "mật khẩu của tôi"
CHEAP = Cost(memory_kib=1024, passes=1)
TODAY = date(2027, 1, 4)
CALENDAR = "law/vn_calendar"
PROVINCE = UnitInfo("tinh-mau", "Tỉnh Mẫu", "province")
COMMUNE = UnitInfo("xa-mau", "Xã Mẫu", "commune", "tinh-mau")


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory) -> ReleaseKey:
    return makers.release_key(tmp_path_factory.mktemp("key"))


def office(place: Path, unit: UnitInfo = COMMUNE) -> Office:
    made, _code = Office.create(place, unit, "Lê A", SECRET, cost=CHEAP)
    return made


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Office]:
    with office(tmp_path / "office") as made:
        yield made


def calendar(version: str, *days: str) -> dict[str, Any]:
    """The calendar of the program, some days more."""
    found = json.loads(json.dumps(rule_files.RuleFile(CALENDAR, _shipped(CALENDAR)).table))
    found["version"] = version
    found["days"] += [{**found["days"][0], "date": day, "name": "Ngày nghỉ thêm"} for day in days]
    return dict(found)


def _shipped(name: str) -> bytes:
    file = rule_files.built_in(name)
    assert file is not None
    return file.data


def refused(work: Any, *words: Any, **more: Any) -> str:
    with pytest.raises(UserError) as caught:
        work(*words, **more)
    assert caught.value.kept or caught.value.hint
    return caught.value.code


def days_off() -> list[str]:
    return [day["date"] for day in rules.table("vn_calendar")["days"]]


def test_a_calendar_from_the_release_is_told_of_in_force_at_once_kept_and_taken_back(
    here: Office, key: ReleaseKey, tmp_path: Path
) -> None:
    more = ("2027-12-24", "2027-12-27", "2027-12-28")
    file = makers.data_update(
        tmp_path / "u", key, 1, {CALENDAR: calendar("2099-01-01", *more)}, ("Lịch nghỉ 2027: thêm 3 ngày.",)
    )
    told = offer.look(here.store, file, key.folder)
    assert told.changes[0] == "Lịch nghỉ 2027: thêm 3 ngày."
    assert "Ngày nghỉ thêm" in told.changes[1]
    before = days_off()
    data.install(here, file, keys=key.folder)
    assert set(days_off()) - set(before) == set(more)
    assert rules.calendar().version == "2099-01-01"
    here.close()
    assert days_off() == before
    with Office.open(here.data_dir, SECRET) as again:
        assert set(days_off()) - set(before) == set(more)
        assert data.take_back(again).number == 1
        assert days_off() == before
        assert data.install(again, file, keys=key.folder).number == 1


def test_an_update_only_leads_upwards(here: Office, key: ReleaseKey, tmp_path: Path) -> None:
    two = makers.data_update(tmp_path / "2", key, 2, {CALENDAR: calendar("2099-01-01")})
    data.install(here, two, keys=key.folder)
    for number in (1, 2):
        old = makers.data_update(tmp_path / "old", key, number, {CALENDAR: calendar("2099-02-01")})
        assert refused(data.install, here, old, keys=key.folder) == "update-not-newer"
    changed = makers.data_update(tmp_path / "bad", key, 1, {CALENDAR: calendar("2099-02-01")})
    with zipfile.ZipFile(changed) as whole:
        parts = {name: whole.read(name) for name in whole.namelist()}
    with zipfile.ZipFile(changed, "w") as bad:
        for name, content in parts.items():
            bad.writestr(name, content[:-1] + b" " if name.startswith("file/") else content)
    assert refused(data.install, here, changed, keys=key.folder) == "update-damaged"


def test_the_next_update_need_not_repeat_what_the_one_before_brought(
    here: Office, key: ReleaseKey, tmp_path: Path
) -> None:
    terms = dict(rules.table("deadline_rules")) | {"version": "2099-01-01"}
    data.install(here, makers.data_update(tmp_path / "1", key, 1, {CALENDAR: calendar("2099-01-01")}), keys=key.folder)
    data.install(here, makers.data_update(tmp_path / "2", key, 2, {"law/deadline_rules": terms}), keys=key.folder)
    assert rules.calendar().version == "2099-01-01"
    data.take_back(here)
    assert rules.table("deadline_rules")["version"] != "2099-01-01"
    assert rules.calendar().version == "2099-01-01"


def test_tables_older_than_the_programs_own_stay_out(here: Office, key: ReleaseKey, tmp_path: Path) -> None:
    file = makers.data_update(tmp_path / "u", key, 1, {CALENDAR: calendar("2001-01-01", "2027-12-24")})
    assert len(offer.look(here.store, file, key.folder).changes) == 1
    data.install(here, file, keys=key.folder)
    assert "2027-12-24" not in days_off()


@pytest.mark.parametrize(
    ("name", "table"),
    [
        ("law/catalogues", {"version": "2099-01-01", "catalogues": {"petition_field": [{"code": "x"}]}}),
        ("law/catalogues", {"version": "2099-01-01", "catalogues": []}),
        (CALENDAR, {"version": "2099-01-01", "days": "every day"}),
        ("law/deadline_rules", {"version": "2099-01-01"}),
        ("layouts/NEW_2099", {"version": "2099-01-01", "name": "NEW"}),
        ("templates/annual", {"version": "2099-01-01"}),
        ("law/note", []),
    ],
)
def test_tables_the_program_cannot_work_by_are_refused_and_leave_no_trace(
    here: Office, key: ReleaseKey, tmp_path: Path, name: str, table: Any
) -> None:
    before = rule_files.sources(name)
    file = makers.data_update(tmp_path / "u", key, 1, {name: table})
    assert refused(offer.look, here.store, file, key.folder) == "update-damaged", "what is shown first says so too"
    assert refused(data.install, here, file, keys=key.folder) == "update-damaged"
    assert rule_files.sources(name) == before
    assert rules.codes()
    assert offer.highest(here.store, "release") == 0


def test_a_calendar_that_forgets_a_holiday_is_refused_when_it_is_shown_and_when_it_is_installed(
    here: Office, key: ReleaseKey, tmp_path: Path
) -> None:
    lacks = calendar("2099-01-01")
    lacks["days"] = [day for day in lacks["days"] if not day["date"].endswith(("-09-01", "-09-02", "-09-03"))]
    file = makers.data_update(tmp_path / "u", key, 1, {CALENDAR: lacks})
    before = days_off()
    assert refused(offer.look, here.store, file, key.folder) == "update-damaged"
    assert refused(data.install, here, file, keys=key.folder) == "update-damaged"
    assert days_off() == before


def test_while_tables_are_tried_every_other_thread_sees_those_in_force(here: Office) -> None:
    more = rule_files.RuleFile(CALENDAR, json.dumps(calendar("2099-01-01", "2027-12-24")).encode(), "release", 1)
    before = rules.calendar()
    with rule_files.trying([more]), ThreadPoolExecutor(1) as other:
        assert (rules.calendar().version, rules.calendar() is rules.calendar()) == ("2099-01-01", True)
        assert other.submit(rules.calendar).result() is before
    assert rules.calendar() is before


def test_who_may_not_change_settings_may_not_update(here: Office, key: ReleaseKey, tmp_path: Path) -> None:
    people.add_officer(here, "Chị Mai", "mật khẩu khác nữa", "nhap_lieu", cost=CHEAP)
    here.close()
    file = makers.data_update(tmp_path / "u", key, 1, {CALENDAR: calendar("2099-01-01")})
    with Office.open(here.data_dir, "mật khẩu khác nữa") as hers:
        refused(data.install, hers, file, keys=key.folder)


def test_the_command_refuses_the_dry_run_to_whom_it_would_refuse_the_installation(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with office(tmp_path / "tinh", PROVINCE) as made:
        tables.pack(made, edited(tmp_path / "sua", made), tmp_path / "u", today=TODAY)
        people.add_officer(made, "Chị Mai", "mật khẩu khác nữa", "nhap_lieu", cost=CHEAP)
    (tmp_path / "p").write_text("mật khẩu khác nữa\n", "utf-8")
    words = ["--data-dir", str(tmp_path / "tinh"), "--passphrase-file", str(tmp_path / "p"), "update"]
    for more in ([], ["--dry-run"]):
        assert run([*words, str(tmp_path / "u"), *more]) == 2
    capsys.readouterr()


# --- a province's own
def enrolled(tmp_path: Path) -> tuple[Office, Office]:
    """A province and a commune below it, enrolled by files."""
    province, commune = office(tmp_path / "tinh", PROVINCE), office(tmp_path / "xa")
    asked, answer = tmp_path / "xa.danvan-req", tmp_path / "xa.danvan-crt"
    code = handover.enrol_request(commune.store, asked)
    handover.enrol_accept(province.store, asked, answer, expect=code)
    handover.enrol_finish(commune.store, answer)
    return province, commune


def edited(folder: Path, province: Office) -> Path:
    """What a province's officer does: write out, add a code, say so."""
    tables.write_out(province.store, folder)
    file = folder / "law" / "catalogues.json"
    own = json.loads(file.read_text("utf-8"))
    own["catalogues"]["petition_field"].append({
        "code": "dat_rung_tinh", "label_vi": "Đất rừng giao khoán", "label_en": "Forest land", "parent": "dat_dai",
        "valid_from": "2027-01-01", "valid_to": None, "source": "Công văn của tỉnh", "certainty": "certain",
    })  # fmt: skip
    file.write_text(json.dumps(own, ensure_ascii=False), "utf-8")
    (folder / tables.CHANGES).write_text("Danh mục lĩnh vực đơn: thêm Đất rừng giao khoán.\n", "utf-8")
    return folder


def test_a_provinces_code_reaches_the_communes_and_only_its_own(tmp_path: Path) -> None:
    province, commune = enrolled(tmp_path)
    with province, commune, office(tmp_path / "khac", UnitInfo("xa-la", "Xã Lạ", "commune", "tinh-la")) as stranger:
        file = tmp_path / "tinh.danvan-upd"
        made = tables.pack(province, edited(tmp_path / "sua", province), file, today=TODAY)
        assert (made.publisher, made.number, [f.name for f in made.files]) == ("tinh-mau", 1, ["law/catalogues.json"])
        told = offer.look(commune.store, file)
        assert told.signer == "Tỉnh Mẫu"
        assert told.changes[0] == "Danh mục lĩnh vực đơn: thêm Đất rừng giao khoán."
        assert refused(data.install, stranger, file) == "update-unknown-key"
        data.install(commune, file)
        fields = rules.catalogue("petition_field")
        assert fields[-1].label_vi == "Đất rừng giao khoán"
        assert rules.label("petition_field", "dat_rung_tinh") == "Đất rừng giao khoán"
        info = next(info for info in tables.listed(commune.store) if info.name == "law/catalogues")
        assert (info.origin, info.number) == ("tinh-mau", 1)


def test_a_province_changes_no_code_of_the_law_and_no_table_of_it(tmp_path: Path) -> None:
    with office(tmp_path / "tinh", PROVINCE) as province:
        folder = edited(tmp_path / "sua", province)
        file = folder / "law" / "catalogues.json"
        own = json.loads(file.read_text("utf-8"))
        own["catalogues"]["petition_field"][0]["code"] = "dat_dai"
        file.write_text(json.dumps(own), "utf-8")
        assert refused(tables.pack, province, folder, tmp_path / "u", today=TODAY) == "update-not-allowed"
        file.unlink()
        (folder / "law" / "vn_calendar.json").write_text(json.dumps(calendar("2099-01-01")), "utf-8")
        assert refused(tables.pack, province, folder, tmp_path / "u", today=TODAY) == "update-not-allowed"
        (folder / "law" / "vn_calendar.json").write_text("{", "utf-8")
        refused(tables.pack, province, folder, tmp_path / "u", today=TODAY)
        assert not (tmp_path / "u").exists()


def test_a_commune_publishes_nothing_and_a_unit_called_release_is_no_release(tmp_path: Path, here: Office) -> None:
    folder = edited(tmp_path / "sua", here)
    refused(tables.pack, here, folder, tmp_path / "u", today=TODAY)
    with office(tmp_path / "tinh", UnitInfo("release", "Tỉnh Giả", "province")) as fake:
        tables.pack(fake, folder, tmp_path / "u", today=TODAY)
        assert refused(data.install, fake, tmp_path / "u") == "update-unknown-key"


def test_a_provinces_words_of_a_report_go_before_the_programs(tmp_path: Path) -> None:
    with office(tmp_path / "tinh", PROVINCE) as province:
        tables.write_out(province.store, tmp_path / "sua")
        file = tmp_path / "sua" / "templates" / "annual.json"
        text = json.loads(file.read_text("utf-8"))
        text["versions"][0]["kind"] = "Báo cáo của tỉnh"
        file.write_text(json.dumps(text), "utf-8")
        made = tables.pack(province, tmp_path / "sua", tmp_path / "u", today=TODAY)
        assert [f.name for f in made.files] == ["templates/annual.json"]
        data.install(province, tmp_path / "u")
        assert rule_files.table("templates/annual")["versions"][0]["kind"] == "Báo cáo của tỉnh"


def test_the_commands_list_pack_and_install(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    office(tmp_path / "tinh", PROVINCE).close()
    (tmp_path / "p").write_text(SECRET + "\n", "utf-8")
    words = ["--data-dir", str(tmp_path / "tinh"), "--passphrase-file", str(tmp_path / "p")]

    def answer(*more: str, code: int = 0) -> Any:
        capsys.readouterr()
        assert run([*words, *more, "--json"]) == code
        return json.loads(capsys.readouterr().out)

    found = {info["name"]: info for info in answer("rules")}
    assert found["law/catalogues"]["to_check"] > 0
    assert found[CALENDAR]["origin"] == "built-in"
    assert found[CALENDAR]["version"]
    with Office.open(tmp_path / "tinh", SECRET) as province:
        edited(tmp_path / "sua", province)
    file = str(tmp_path / "tinh.danvan-upd")
    assert answer("rules", "pack", str(tmp_path / "sua"), "-o", file)["number"] == 1
    assert answer("update", file, "--dry-run")["installed"] is False
    assert answer("update", file)["installed"] is True
    assert "error" in answer("update", file, code=2)
    assert [u["state"] for u in answer("update", "--list")["tables"]] == ["installed"]
    assert answer("update", "--rollback-tables")["number"] == 1
    assert "error" in answer("update", "--rollback", code=2)
    assert "error" in answer("update", code=2)
    assert run([*words, "rules"]) == 0
    assert run([*words, "update", "--list"]) == 0


def test_a_number_that_was_given_to_one_file_is_never_given_to_another(tmp_path: Path) -> None:
    with office(tmp_path / "tinh", PROVINCE) as province:
        edited(tmp_path / "sua", province)
        first, second = tmp_path / "1.danvan-upd", tmp_path / "2.danvan-upd"
        assert tables.pack(province, tmp_path / "sua", first, today=TODAY).number == 1  # carried away, not installed
        assert tables.pack(province, tmp_path / "sua", second, today=TODAY).number == 2
        data.install(province, second)
        data.take_back(province)
        assert tables.pack(province, tmp_path / "sua", first, today=TODAY).number == 3, "others have number 2 installed"


def test_every_table_of_the_program_is_called_by_a_name_and_not_by_its_file() -> None:
    assert [name for name in rule_files.names() if name not in differences.TITLES] == []
