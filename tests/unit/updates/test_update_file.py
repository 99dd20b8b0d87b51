"""Update files: minisign signs and checks them, and nothing that was altered, cut or made by others is taken."""

from __future__ import annotations

import dataclasses
import subprocess
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_desktop import assets
from danvan_desktop.errors import UserError
from danvan_desktop.handoff import release_keys, update_form, update_reading
from danvan_desktop.handoff.update_form import BadListError, Contents
from tests.unit.updates import makers
from tests.unit.updates.makers import ReleaseKey

_MEMBERS = ["format", "v", "kind", "made", "changes", "files", "version", "publisher", "number", "size", "sha256"]
CALENDAR = {"law/note": {"version": "2027-01-02", "days": ["2027-01-01"]}}


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory) -> ReleaseKey:
    return makers.release_key(tmp_path_factory.mktemp("key"))


@pytest.fixture(scope="module")
def good(key: ReleaseKey, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return makers.data_update(tmp_path_factory.mktemp("good") / "so-lieu.danvan-upd", key, 1, CALENDAR, ("Một câu.",))


def read(file: Path, key: ReleaseKey) -> dict[str, bytes]:
    with update_reading.opened(file, release_keys.release_signers(key.folder)) as update:
        return {listed.name: update.read(listed) for listed in update.contents.files}


def refused(file: Path, key: ReleaseKey) -> str:
    with pytest.raises(UserError) as caught:
        read(file, key)
    assert caught.value.kept
    assert caught.value.hint
    return caught.value.code


def test_what_the_minisign_command_signed_is_read(good: Path, key: ReleaseKey) -> None:
    assert list(read(good, key)) == ["law/note.json"]


def test_the_minisign_command_verifies_it_with_unzip_alone(good: Path, key: ReleaseKey, tmp_path: Path) -> None:
    subprocess.run(["unzip", "-q", str(good), "-d", str(tmp_path)], check=True)
    words = ["minisign", "-Vm", str(tmp_path / "update.json"), "-p", str(key.public)]
    assert "Signature and comment signature verified" in subprocess.run(
        words, check=True, capture_output=True, text=True
    ).stdout  # fmt: skip


def test_every_altered_byte_and_every_cut_is_refused_or_changes_nothing_inside(
    good: Path, key: ReleaseKey, tmp_path: Path
) -> None:
    data, whole, there = good.read_bytes(), read(good, key), tmp_path / "x.danvan-upd"
    taken = 0
    for place in range(len(data)):
        there.write_bytes(data[:place] + bytes([data[place] ^ 0xFF]) + data[place + 1 :])
        try:
            assert read(there, key) == whole  # a date or the text for people inside the ZIP, which nobody reads
            taken += 1
        except UserError:
            continue
    assert taken < len(data) // 2
    for length in range(0, len(data), 7):
        there.write_bytes(data[:length])
        refused(there, key)


def test_each_byte_of_list_signature_and_table_counts(good: Path, key: ReleaseKey, tmp_path: Path) -> None:
    with zipfile.ZipFile(good) as archive:
        entries = {name: archive.read(name) for name in archive.namelist() if name != update_form.README}
    for name, content in entries.items():
        untrusted = content.index(b"\n") if name == update_form.SIGNATURE else 0  # its first line is a remark
        for place in range(untrusted, len(content), 5):
            bad = dict(entries) | {name: content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]}
            there = tmp_path / "x.danvan-upd"
            with zipfile.ZipFile(there, "w") as out:
                for each, text in bad.items():
                    out.writestr(each, text)
            refused(there, key)


def test_an_unknown_key_is_refused(good: Path, tmp_path: Path) -> None:
    other = makers.release_key(tmp_path)
    assert refused(good, other) == "update-unknown-key"
    other.public.unlink()
    with pytest.raises(UserError) as caught:
        read(good, other)
    assert "khóa phát hành" in caught.value.hint or "release key" in caught.value.hint


def test_what_says_it_is_the_publishers_counts_only_under_the_publishers_key(good: Path, key: ReleaseKey) -> None:
    province = {
        key_id: dataclasses.replace(signer, publisher="66")
        for key_id, signer in release_keys.release_signers(key.folder).items()
    }
    with pytest.raises(UserError) as caught, update_reading.opened(good, province):
        pass
    assert caught.value.code == "update-damaged"


def test_a_build_holds_no_key_of_a_test() -> None:
    """What is shipped is decided by whoever publishes; a secret half or one of ours never lies there."""
    folder = assets.resource("release_keys")
    assert {path.suffix for path in folder.iterdir()} <= {".pub", ".md"}
    names = {path.stem for path in folder.glob("*.pub")}
    assert len(release_keys.release_signers()) == len(names)
    assert makers.KEY_NAME not in names


def test_a_form_of_a_newer_program_is_told_from_a_damaged_one(key: ReleaseKey, tmp_path: Path) -> None:
    newer = Contents(update_form.DATA, "2027-01-01", (), (makers.listed("law/a.json", b"{}"),), publisher="release")
    text = newer.as_json().replace(b'"v": 1', b'"v": 2')
    with pytest.raises(BadListError, match="newer"):
        update_form.read(text)


@pytest.mark.parametrize(
    "name",
    [
        "../danvan_desktop/x.py", "/etc/passwd", "danvan_desktop/../../x", "danvan_desktop\\x.py",
        "danvan_desktop/con.py",
        "danvan_desktop/.hidden", "danvan_desktop/x.", "x.py", "danvan_desktop//x", "danvan_desktop/a:b", "C:/x/y",
        "danvan_desktop/LPT1", "danvan_desktop/" + "d/" * 20 + "x", "danvan_desktop/é.py", "danvan_desktop/__INIT__.py",
    ],
)  # fmt: skip
def test_a_signed_list_with_names_that_lead_elsewhere_is_refused(key: ReleaseKey, tmp_path: Path, name: str) -> None:
    files = makers.small_program("0.2.0")
    every = tuple(makers.listed(each, data) for each, data in (*files.items(), (name, b"x")))
    contents = Contents(update_form.PROGRAM, "2027-01-01", (), every, version="0.2.0", python="3.11", schema=1)
    hostile = makers.signed(tmp_path / "x.danvan-upd", key, contents, {**files, name: b"x"})
    assert refused(hostile, key) == "update-damaged"


def test_a_bomb_a_link_and_a_stranger_in_the_zip_are_refused_before_anything_is_unpacked(
    good: Path, key: ReleaseKey, tmp_path: Path
) -> None:
    link = zipfile.ZipInfo("file/" + "0" * 64)
    link.external_attr = 0o120777 << 16
    for number, (entry, data) in enumerate({
        zipfile.ZipInfo("file/" + "1" * 64): bytes(400_000_000), link: b"/etc/passwd",
        zipfile.ZipInfo("autorun.inf"): b"[autorun]", zipfile.ZipInfo("../x"): b"",
    }.items()):  # fmt: skip
        there = tmp_path / f"{number}.danvan-upd"
        there.write_bytes(good.read_bytes())
        entry.compress_type = zipfile.ZIP_DEFLATED
        with zipfile.ZipFile(there, "a") as archive:
            archive.writestr(entry, data)
        assert refused(there, key) == "update-damaged"


@given(st.binary(max_size=400))
def test_any_bytes_are_a_list_or_refused(data: bytes) -> None:
    try:
        update_form.read(data)
    except BadListError:
        return


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=9),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(_MEMBERS), inner, max_size=9),
    )
)
def test_any_json_is_a_list_or_refused(value: object) -> None:
    import json

    try:
        update_form.read(json.dumps({"format": "danvan-update", "v": 1, "kind": "data", "more": value}).encode())
        update_form.read(json.dumps(value).encode())
    except BadListError:
        return
