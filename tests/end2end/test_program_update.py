"""A program update from a stick, for real: two versions of this checkout, an office, minisign, power cuts."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import make_update
import pytest

from danvan_desktop.app.updates import going_back
from tests.end2end import program_trees as trees
from tests.end2end.program_trees import Computer
from tests.unit.storage.disks import may_mount, small_disk
from tests.unit.updates import makers
from tests.unit.updates.makers import ReleaseKey


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory) -> ReleaseKey:
    return makers.release_key(tmp_path_factory.mktemp("publisher"))


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return make_update.program_files()


@pytest.fixture
def place(tmp_path: Path, key: ReleaseKey, files: dict[str, bytes]) -> Computer:
    made = trees.computer(tmp_path / "computer", key, files)
    trees.make_office(made)
    return made


def test_a_newer_version_takes_over_with_all_records_and_one_command_leads_back(
    place: Computer, files: dict[str, bytes], tmp_path: Path
) -> None:
    stick = trees.update(tmp_path / "moi.danvan-upd", place, "0.2.0", files, "Thêm lịch nghỉ năm 2027.")
    trees.add_visit(place, "Thu hồi đất")
    told = place.answer("update", str(stick), "--dry-run")
    assert (told["version"], told["now"], told["changes"]) == ("0.2.0", "0.1.0", ["Thêm lịch nghỉ năm 2027."])
    assert place.version == "0.1.0"
    done = place.answer("update", str(stick))
    assert Path(done["copy"]).is_file()
    assert place.version == "0.2.0"
    assert "0.2.0" in place.danvan("figures", "--from", "2025-01-01", "--to", "2025-12-31").stderr  # told once
    assert trees.visits(place) == 1
    trees.add_visit(place, "Đường thoát nước")
    programs = place.answer("update", "--list")["programs"]
    assert [(p["version"], p["running"], p["chosen"]) for p in programs] == [
        ("0.2.0", True, True), ("0.1.0", False, False),
    ]  # fmt: skip
    assert place.answer("update", "--rollback")["saves_since"] > 0
    assert place.version == "0.1.0"
    assert trees.visits(place) == 2
    place.danvan("check")


def test_an_older_or_equal_version_is_refused(place: Computer, files: dict[str, bytes], tmp_path: Path) -> None:
    for version in ("0.1.0", "0.0.9"):
        old = trees.update(tmp_path / f"{version}.danvan-upd", place, version, files)
        assert "0.1.0" in place.danvan("update", str(old), ok=False).stderr
    assert place.version == "0.1.0"


def test_a_version_that_fails_its_own_test_is_not_chosen(
    place: Computer, files: dict[str, bytes], tmp_path: Path
) -> None:
    bad = trees.changed(files, "danvan_desktop/documents/pdf.py", "def to_pdf(", "def to_no_pdf(")
    stick = trees.update(tmp_path / "hong.danvan-upd", place, "0.2.0", bad)
    failed = place.danvan("update", str(stick), ok=False)
    assert "0.2.0" in failed.stderr
    assert place.version == "0.1.0"
    assert not list(place.programs.glob("versions/*"))


@pytest.mark.parametrize(("name", "before"), [
    ("danvan_desktop/documents/qr.py", "import segno"),  # loaded when it is wanted
    ("danvan_desktop/cli/parser.py", "import argparse"),  # loaded at every start
    ("danvan_desktop/__main__.py", "import sys"),  # the version cannot be loaded at all
])  # fmt: skip
def test_a_version_that_needs_a_library_the_setup_did_not_bring_is_refused_by_its_name(
    place: Computer, files: dict[str, bytes], tmp_path: Path, name: str, before: str
) -> None:
    newer = trees.changed(files, name, before, f"import khong_co_thu_vien, {before.removeprefix('import ')}")
    stick = trees.update(tmp_path / "thieu.danvan-upd", place, "0.2.0", newer)
    failed = place.danvan("update", str(stick), ok=False)
    assert "khong_co_thu_vien" in failed.stderr
    assert "Traceback" not in failed.stderr
    assert place.version == "0.1.0"
    assert not list(place.programs.glob("versions/*"))
    assert trees.visits(place) == 0


def test_a_version_that_was_damaged_after_it_was_installed_gives_way_to_the_old_one(
    place: Computer, files: dict[str, bytes], tmp_path: Path
) -> None:
    place.danvan("update", str(trees.update(tmp_path / "moi.danvan-upd", place, "0.2.0", files)))
    (place.programs / "versions" / "0.2.0" / "danvan_desktop" / "faces.py").write_text("import nothing_like_this\n")
    assert place.version == "0.1.0"
    shutil.rmtree(place.programs / "versions" / "0.2.0")
    assert place.version == "0.1.0"
    assert trees.visits(place) == 0


def test_going_back_from_a_changed_data_file_puts_the_copy_back_and_loses_no_save(
    place: Computer, files: dict[str, bytes], tmp_path: Path
) -> None:
    row = _update_the_data_file(place, files, tmp_path)
    back = place.answer("update", "--rollback")
    assert place.version == "0.1.0"
    assert trees.visits(place) == 1
    assert back["saves_since"] > 0
    assert Path(back["kept"]).is_file()
    place.danvan("import", str(Path(back["packages"][0]).parent))
    assert trees.visits(place) == 2
    assert place.answer("record", "show", "reception", row)["visitor_name"] == "Nguyễn Văn Thành"
    place.danvan("check")


def test_another_office_of_the_computer_says_what_happened_and_opens_again_with_the_newer_version(
    place: Computer, files: dict[str, bytes], tmp_path: Path
) -> None:
    other = _OtherOffice(place.home, place.key)
    trees.make_office(other)
    trees.add_visit(other, "Trước khi cập nhật")
    _update_the_data_file(place, files, tmp_path)
    trees.add_visit(other, "Sau khi cập nhật")
    told = place.danvan("update", "--rollback").stdout
    assert going_back.others_note("0.1.0") in told
    [copy] = (other.office / "kept").glob("danvan-v1-*.db")
    before = (other.office / "danvan.db").read_bytes()
    refused = other.danvan("records", "reception", ok=False).stderr
    assert all(said in refused for said in (str(copy), "danvan update"))
    assert "Traceback" not in refused
    assert (other.office / "danvan.db").read_bytes() == before
    place.danvan("update", str(tmp_path / "hai.danvan-upd"))
    assert trees.visits(other) == 2
    other.danvan("check")


class _OtherOffice(Computer):
    """A second data folder beside the first, opened by the same program."""

    @property
    def office(self) -> Path:
        return self.home / "office-2"


def test_two_versions_are_gone_back_one_after_the_other_and_the_oldest_still_opens_its_data(
    place: Computer, files: dict[str, bytes], tmp_path: Path
) -> None:
    _update_the_data_file(place, files, tmp_path)
    newer = _with_another_data_file(files)
    place.danvan("update", str(trees.update(tmp_path / "ba.danvan-upd", place, "0.3.0", newer)))
    trees.add_visit(place, "Sau lần cập nhật thứ hai")
    assert place.answer("update", "--rollback")["packages"] == []  # 0.2.0 reads what 0.3.0 wrote
    assert (place.version, trees.visits(place)) == ("0.2.0", 3)
    back = place.answer("update", "--rollback")
    assert (place.version, trees.visits(place)) == ("0.1.0", 1)
    place.danvan("import", str(Path(back["packages"][0]).parent))
    assert trees.visits(place) == 3
    place.danvan("check")
    assert "0.1.0" not in place.danvan("update", "--rollback", ok=False).stdout
    assert trees.visits(place) == 3


def _update_the_data_file(place: Computer, files: dict[str, bytes], tmp_path: Path) -> str:
    """A visit, a version with another form of the data file, another visit; returns that one's id."""
    newer = _with_another_data_file(files)
    trees.add_visit(place, "Trước khi cập nhật")
    place.danvan("update", str(trees.update(tmp_path / "hai.danvan-upd", place, "0.2.0", newer)))
    row = trees.add_visit(place, "Sau khi cập nhật")
    assert trees.visits(place) == 2
    return row


def _with_another_data_file(files: dict[str, bytes]) -> dict[str, bytes]:
    newer = trees.changed(files, "danvan_desktop/storage/schema.py", "SCHEMA_VERSION = 1", "SCHEMA_VERSION = 2")
    name = "danvan_desktop/storage/migrations.py"
    step = 'lambda conn: conn.execute("CREATE TABLE only_in_two(n INTEGER) STRICT") is None'
    return trees.changed(newer, name, "STEPS: Mapping[int, Step] = {}", f"STEPS: Mapping[int, Step] = {{1: {step}}}")


def test_a_full_disk_leaves_the_old_version_and_no_half_one(
    place: Computer, files: dict[str, bytes], tmp_path: Path
) -> None:
    if not may_mount():
        pytest.skip("only root may mount a small disk")
    stick = trees.update(tmp_path / "moi.danvan-upd", place, "0.2.0", files)
    place.programs.mkdir(parents=True)
    with small_disk(place.programs, "6m"):
        failed = place.danvan("update", str(stick), ok=False)
        assert "MB" in failed.stderr or "đầy" in failed.stderr
        assert not list(place.programs.rglob("*.py"))
        assert place.version == "0.1.0"


KILLER = """
import os, signal, sys
sys.path.insert(0, sys.argv.pop(1))
left = int(sys.argv.pop(1))

def deadly(function):
    def act(*words, **given):
        global left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return function(*words, **given)
    return act

import pathlib, subprocess
for name in ("mkdir", "rename", "replace", "fsync", "unlink", "rmdir", "open"):
    setattr(os, name, deadly(getattr(os, name)))
subprocess.Popen = type("Popen", (subprocess.Popen,), {"__init__": deadly(subprocess.Popen.__init__)})
from danvan_desktop.__main__ import main
code = main()
print("left", left, file=sys.stderr)
sys.exit(code)
"""


def _killed(place: Computer, what: Path | str, at: int) -> tuple[subprocess.CompletedProcess[str], Computer]:
    words = ["--data-dir", str(place.office), "--passphrase-file", str(place.home / "p"), "update", str(what)]
    done = subprocess.run(
        [sys.executable, "-c", KILLER, str(place.base), str(at), *words], cwd=place.home, env=place.env(),
        capture_output=True, text=True, check=False, timeout=280,
    )  # fmt: skip
    return done, place


def test_the_power_may_fail_at_any_step(
    place: Computer, key: ReleaseKey, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    stick = makers.program_update(tmp_path / "nho.danvan-upd", key, "0.2.0")
    trees.add_visit(place, "Thu hồi đất")
    at, kills, versions = 1, 0, []
    while (done := _killed(place, stick, at)[0]).returncode == -signal.SIGKILL:
        kills += 1
        shown = place.danvan("--version").stdout
        versions.append("0.2.0" if "small 0.2.0" in shown else shown.strip().removeprefix("danvan "))
        if versions[-1] == "0.2.0":  # the switch was made: the old one is one rename away
            (place.programs / "current.json").unlink()
        assert trees.visits(place) == 1
        at += max(1, at // 6)
    assert done.returncode == 0, done.stderr
    assert "small 0.2.0" in place.danvan("--version").stdout
    (place.programs / "current.json").unlink()
    place.danvan("check")
    assert not list(place.programs.glob("versions/*.part"))
    assert kills > 10
    assert set(versions) <= {"0.1.0", "0.2.0"}
    assert versions[0] == "0.1.0"
    record_property("kills", kills)
    print("kills", kills, "with the new version", versions.count("0.2.0"))


@pytest.mark.slow
def test_the_power_may_fail_at_any_step_of_going_back(place: Computer, files: dict[str, bytes], tmp_path: Path) -> None:
    """Both saves are there, or the packages beside bring the second one back."""
    _update_the_data_file(place, files, tmp_path)
    at, kills = 1, 0
    while (one := _killed(_twin_of(place, tmp_path / str(at)), "--rollback", at))[0].returncode == -signal.SIGKILL:
        kills += 1
        other = one[1]
        if trees.visits(other) == 1:
            other.danvan("import", str(other.office / "kept" / "luu-khi-quay-lai"))
        assert trees.visits(other) == 2
        if other.version == "0.2.0":
            other.danvan("update", "--rollback")
            assert other.version == "0.1.0"
            other.danvan("import", str(other.office / "kept" / "luu-khi-quay-lai"))
            assert trees.visits(other) == 2
        at += max(1, at // 3)
    assert one[0].returncode == 0, one[0].stderr
    print("kills", kills)


def _twin_of(place: Computer, home: Path) -> Computer:
    """The same computer once more; the program beside is the same, its office a copy of its own."""
    shutil.copytree(place.home, home)
    return Computer(home, place.key)


def test_a_package_that_waited_for_a_newer_version_is_taken_in_by_it(
    place: Computer, files: dict[str, bytes], tmp_path: Path
) -> None:
    later = trees.changed(files, "danvan_desktop/handoff/form.py", "PACKAGE_VERSION = 1", "PACKAGE_VERSION = 2")
    packages = _from_the_province(place, later, tmp_path)
    waiting = place.answer("import", str(packages))
    assert [one["status"] for one in waiting] == ["waiting"]
    assert trees.visits(place) == 0
    place.danvan("update", str(trees.update(tmp_path / "hai.danvan-upd", place, "0.2.0", later)))
    told = place.danvan("records", "reception").stderr
    assert "0.2.0" in told
    assert place.answer("quarantine", "list") == []


def _from_the_province(place: Computer, later: dict[str, bytes], tmp_path: Path) -> Path:
    """A province that has the newer version already, the commune enrolled there, a package down to it."""
    province = trees.computer(tmp_path / "province", place.key, later)
    made = province.danvan(
        "init", "--unit-code", "tinh-mau", "--unit-name", "Tỉnh Mẫu", "--level", "province", "--officer", "Bà B",
        "--recovery-sheet", str(tmp_path / "phieu.pdf"),
    )  # fmt: skip
    assert made.returncode == 0
    asked, given = tmp_path / "xa.danvan-req", tmp_path / "xa.danvan-crt"
    place.danvan("enrol", "request", "-o", str(asked))
    province.danvan("enrol", "accept", str(asked), "-o", str(given))
    place.danvan("enrol", "finish", str(given))
    folder = tmp_path / "stick"
    province.danvan("export", "--to", "xa-mau", "-o", str(folder))
    return folder
