"""Officers open the data by passphrase, the unit by its recovery code, and who left opens nothing."""

from __future__ import annotations

import json
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_desktop import paths
from danvan_desktop.errors import EnvironmentProblem, UserError
from danvan_desktop.storage import care, keyfile, keys, passphrase, recovery_code, rekey
from danvan_desktop.storage.identity import UnitInfo
from danvan_desktop.storage.keys import Keyring
from danvan_desktop.storage.passphrase import Cost
from danvan_desktop.storage.store import Store
from tests.unit.storage.conftest import TYPES

CHEAP = Cost(memory_kib=8, passes=1)
PHRASE = "Đường về xã Ví dụ"
OTHER = "một câu khác hẳn"


def make(folder: Path) -> tuple[Keyring, str]:
    """A data folder with a database and one officer."""
    ring, code = keys.create("Lê A", PHRASE, CHEAP)
    Store.create(folder / paths.DATABASE_NAME, ring.key, UnitInfo("01", "Xã Ví dụ", "commune"), types=TYPES).close()
    ring.save(folder)
    return ring, code


def opens(folder: Path, key: bytes) -> bool:
    return rekey.key_fits(folder / paths.DATABASE_NAME, key)


@pytest.mark.parametrize(
    "typed",
    [
        PHRASE,
        unicodedata.normalize("NFD", PHRASE),
        PHRASE.upper(),
        "duong ve xa vi du",
        "  DUONG  VE XA\tVI DU ",
        "đuong vè xã Ví Dụ",
    ],
)
def test_a_passphrase_opens_however_the_input_method_stood(tmp_path: Path, typed: str) -> None:
    ring, _code = make(tmp_path)
    assert keys.unlock(tmp_path, typed) == (ring.key, "Lê A")


def test_a_wrong_passphrase_is_told_what_to_do(tmp_path: Path) -> None:
    make(tmp_path)
    with pytest.raises(UserError) as raised:
        keys.unlock(tmp_path, "duong ve xa vi dy")
    assert raised.value.hint


@given(st.text(min_size=1, max_size=30))
def test_folding_a_passphrase_twice_changes_nothing(text: str) -> None:
    once = passphrase.folded(text)
    assert passphrase.folded(once) == once
    assert passphrase.folded(unicodedata.normalize("NFD", text)) == once


@pytest.mark.parametrize("typed", ["", "ngắn", "a b c d", "  a    b   c  "])
def test_a_short_passphrase_is_refused(typed: str) -> None:
    with pytest.raises(UserError):
        keys.create("Lê A", typed, CHEAP)


def test_calibration_never_goes_below_the_least_and_stays_sensible() -> None:
    assert passphrase.calibrate(0.0) == Cost()
    assert passphrase.calibrate(0.3).passes >= Cost().passes
    assert passphrase.calibrate(60.0).sensible
    assert Cost().memory_kib == 65_536


def test_no_name_and_no_key_is_readable_in_the_key_file(tmp_path: Path) -> None:
    ring, code = make(tmp_path)
    keys.with_officer(ring, "Trần Thị Bình", OTHER, CHEAP).save(tmp_path)
    data = (tmp_path / paths.KEYS_NAME).read_bytes()
    for word in ("Lê", "Trần", "Bình", "Binh", PHRASE, OTHER, ring.key.hex(), code, "AGE-SECRET"):
        for form in ("NFC", "NFD"):
            assert unicodedata.normalize(form, word).encode() not in data
    assert (tmp_path / paths.KEYS_NAME).stat().st_mode & 0o777 == 0o600


def test_each_officer_opens_with_his_own_passphrase(tmp_path: Path) -> None:
    ring, _code = make(tmp_path)
    keys.with_officer(ring, "Trần B", OTHER, CHEAP).save(tmp_path)
    assert keys.unlock(tmp_path, PHRASE) == (ring.key, "Lê A")
    assert keys.unlock(tmp_path, "MOT CAU KHAC HAN") == (ring.key, "Trần B")


def test_an_officer_is_not_added_twice_and_not_with_anothers_passphrase(tmp_path: Path) -> None:
    ring, _code = make(tmp_path)
    with pytest.raises(UserError):
        keys.with_officer(ring, "le a", OTHER, CHEAP)
    with pytest.raises(UserError):
        keys.with_officer(ring, "Trần B", "duong ve XA vi du", CHEAP)


def test_a_new_passphrase_replaces_the_old_one(tmp_path: Path) -> None:
    ring, code = make(tmp_path)
    keys.with_passphrase(ring, OTHER, CHEAP).save(tmp_path)
    assert keys.unlock(tmp_path, OTHER) == (ring.key, "Lê A")
    with pytest.raises(UserError):
        keys.unlock(tmp_path, PHRASE)
    assert keys.open_with_code(keys.read(tmp_path), code).key == ring.key


def test_who_left_opens_nothing_even_with_the_old_key_file(tmp_path: Path) -> None:
    ring, code = make(tmp_path)
    both = keys.with_officer(ring, "Trần B", OTHER, CHEAP)
    both.save(tmp_path)
    old_file = keys.read(tmp_path)
    after = rekey.officer_leaves(tmp_path, both, "tran b")
    assert after.following is None
    assert keys.read(tmp_path).following is None
    with pytest.raises(UserError):
        keys.unlock(tmp_path, OTHER)
    old_key = keys.open_with_passphrase(old_file, OTHER).key
    assert not opens(tmp_path, old_key)
    for new in (keys.unlock(tmp_path, PHRASE)[0], keys.open_with_code(keys.read(tmp_path), code).key):
        assert new != old_key
        assert opens(tmp_path, new)


def test_an_officer_can_leave_by_his_own_hand(tmp_path: Path) -> None:
    ring, _code = make(tmp_path)
    both = keys.with_officer(ring, "Trần B", OTHER, CHEAP)
    rekey.officer_leaves(tmp_path, both, "Lê A")
    assert opens(tmp_path, keys.unlock(tmp_path, OTHER)[0])
    with pytest.raises(UserError):
        keys.unlock(tmp_path, PHRASE)


def test_the_last_officer_cannot_leave(tmp_path: Path) -> None:
    ring, _code = make(tmp_path)
    before = (tmp_path / paths.KEYS_NAME).read_bytes()
    with pytest.raises(UserError):
        rekey.officer_leaves(tmp_path, ring, "Lê A")
    assert (tmp_path / paths.KEYS_NAME).read_bytes() == before


def test_copies_put_aside_get_the_new_key_too(tmp_path: Path) -> None:
    ring, _code = make(tmp_path)
    both = keys.with_officer(ring, "Trần B", OTHER, CHEAP)
    copy = tmp_path / rekey.KEPT_DIR / "danvan-v1-20260101-000000.db"
    copy.parent.mkdir()
    copy.write_bytes((tmp_path / paths.DATABASE_NAME).read_bytes())
    after = rekey.officer_leaves(tmp_path, both, "Trần B")
    assert rekey.key_fits(copy, after.key)
    assert not rekey.key_fits(copy, ring.key)


@pytest.mark.parametrize("done", [False, True])
def test_a_re_keying_that_was_cut_off_is_finished_at_the_next_opening(tmp_path: Path, *, done: bool) -> None:
    ring, _code = make(tmp_path)
    prepared = keys.without_officer(keys.with_officer(ring, "Trần B", OTHER, CHEAP), "Trần B")
    prepared.save(tmp_path)
    if done:  # the power failed after the file had its new key and before keys.json said so
        rekey._rekey(tmp_path / paths.DATABASE_NAME, ring.key, prepared.following.key)  # type: ignore[union-attr]
    opened = keys.open_with_passphrase(keys.read(tmp_path), PHRASE)
    with pytest.raises(EnvironmentProblem):
        keys.with_officer(opened, "Phạm C", "thêm một người nữa", CHEAP)
    after = rekey.finish_if_possible(tmp_path, opened)
    assert after.following is None
    assert after.key != ring.key
    assert opens(tmp_path, keys.unlock(tmp_path, PHRASE)[0])
    assert not opens(tmp_path, ring.key)


KILLED = """
import os, sys, threading, time
from pathlib import Path
from danvan_desktop.storage import keys, rekey
folder = Path(sys.argv[1])
ring = keys.open_with_passphrase(keys.read(folder), sys.argv[2])
threading.Thread(target=lambda: (time.sleep(float(sys.argv[3])), os.kill(os.getpid(), 9)), daemon=True).start()
rekey.officer_leaves(folder, ring, "Trần B")
time.sleep(10)
"""


@pytest.mark.parametrize("wait", [0.001, 0.004, 0.008, 0.013, 0.02, 0.04])
def test_a_power_cut_while_re_keying_loses_nothing(tmp_path: Path, checkout: Path, wait: float) -> None:
    ring, _code = make(tmp_path)
    keys.with_officer(ring, "Trần B", OTHER, CHEAP).save(tmp_path)
    store = Store.open(tmp_path / paths.DATABASE_NAME, ring.key, types=TYPES)
    with store.batch(officer="Lê A") as batch:
        for number in range(2_000):
            batch.new("note", {"x": f"Bờ ranh {number}", "who": "Nguyễn Văn A"})
    store.close()
    run = [sys.executable, "-c", KILLED, str(tmp_path), PHRASE, str(wait)]
    assert subprocess.run(run, cwd=checkout, check=False, timeout=60).returncode == -9
    opened = rekey.finish_if_possible(tmp_path, keys.open_with_passphrase(keys.read(tmp_path), PHRASE))
    assert opened.following is None
    again = Store.open(tmp_path / paths.DATABASE_NAME, opened.key, types=TYPES)
    assert again.conn.execute("SELECT count(*) FROM op").fetchone() == (2_000,)
    assert care.check(again).ok
    again.close()


def test_who_can_write_the_key_file_cannot_add_himself_as_officer(tmp_path: Path) -> None:
    ring, _code = make(tmp_path)
    member, wrap = keyfile.new_member("Kẻ lạ", OTHER, CHEAP)
    forged = keyfile.KeyFile((*ring.file.officers, wrap), ring.file.recovery, ring.file.database)
    (tmp_path / paths.KEYS_NAME).write_bytes(forged.to_bytes())
    with pytest.raises(EnvironmentProblem):
        keys.unlock(tmp_path, OTHER)
    opened = keys.open_with_passphrase(keys.read(tmp_path), PHRASE)
    assert member.public not in {m.public for m in opened.contents.members}


# --- the recovery code
def test_the_code_opens_however_it_is_typed(tmp_path: Path) -> None:
    ring, code = make(tmp_path)
    bare = "".join(code.split())
    typed = [
        code,
        bare,
        code.replace(" ", "-"),
        code.replace("\n", " "),
        f" {bare[:20]} – {bare[20:]}\n",
        code.replace("0", "O"),
    ]
    for text in typed:
        assert keys.open_with_code(keys.read(tmp_path), text).key == ring.key


def test_the_code_names_the_line_that_is_wrong() -> None:
    code = recovery_code.new_code()
    lines = code.split("\n")
    for place, line in enumerate(lines):
        wrong = [*lines]
        wrong[place] = f"{(int(line[0]) + 1) % 10}{line[1:]}"
        with pytest.raises(UserError) as raised:
            recovery_code.read_code("\n".join(wrong))
        assert str(place + 1) in raised.value.message
        wrong[place] = line[:-1]
        with pytest.raises(UserError) as raised:
            recovery_code.read_code("\n".join(wrong))
        assert str(place + 1) in raised.value.message


@given(st.integers(0, 10**42 - 1), st.integers(0, 47), st.integers(1, 9))
def test_every_wrong_digit_is_found(number: int, place: int, by: int) -> None:
    payload = f"{number:042d}"
    parts = [payload[i : i + 14] for i in range(0, 42, 14)]
    digits = "".join(part + recovery_code._SHEET.check(line - 1, part) for line, part in enumerate(parts, start=1))
    assert recovery_code.read_code(digits) == payload
    wrong = digits[:place] + str((int(digits[place]) + by) % 10) + digits[place + 1 :]
    with pytest.raises(UserError):
        recovery_code.read_code(wrong)


def test_lines_in_the_wrong_order_are_found() -> None:
    first, second, third = recovery_code.new_code().split("\n")
    with pytest.raises(UserError):
        recovery_code.read_code("\n".join((second, first, third)))


@pytest.mark.parametrize("typed", ["", "1234", "abcd efgh", "1" * 48, "1" * 49])
def test_what_is_no_code_is_refused_with_a_hint(typed: str) -> None:
    with pytest.raises(UserError) as raised:
        recovery_code.read_code(typed)
    assert raised.value.hint


def test_another_units_code_opens_nothing(tmp_path: Path) -> None:
    make(tmp_path)
    with pytest.raises(UserError):
        keys.open_with_code(keys.read(tmp_path), recovery_code.new_code())


def test_a_new_recovery_code_voids_the_old_sheet(tmp_path: Path) -> None:
    ring, old = make(tmp_path)
    after, new = keys.with_new_recovery(ring)
    after.save(tmp_path)
    assert keys.open_with_code(keys.read(tmp_path), new).key == ring.key
    with pytest.raises(UserError):
        keys.open_with_code(keys.read(tmp_path), old)


def test_with_several_officers_the_code_asks_for_whom(tmp_path: Path) -> None:
    ring, code = make(tmp_path)
    both = keys.with_officer(ring, "Trần B", OTHER, CHEAP)
    with pytest.raises(UserError) as raised:
        keys.open_with_code(both.file, code)
    assert "Trần B" in raised.value.hint
    assert keys.open_with_code(both.file, code, "tran b").me.name == "Trần B"


# --- damage
def test_a_damaged_key_file_is_a_sentence_and_never_another_key(tmp_path: Path) -> None:
    ring, _code = make(tmp_path)
    good = (tmp_path / paths.KEYS_NAME).read_bytes()
    for place in range(0, len(good), 7):
        (tmp_path / paths.KEYS_NAME).write_bytes(good[:place] + bytes([good[place] ^ 1]) + good[place + 1 :])
        assert outcome(tmp_path) in {"refused with a hint", ring.key.hex()}  # the key: a byte of the recovery wrap


def outcome(folder: Path) -> str:
    try:
        return keys.unlock(folder, PHRASE)[0].hex()
    except (UserError, EnvironmentProblem) as error:
        return "refused with a hint" if error.hint else error.text()


def test_a_key_file_cannot_make_the_machine_spend_all_its_memory(tmp_path: Path) -> None:
    make(tmp_path)
    raw = json.loads((tmp_path / paths.KEYS_NAME).read_bytes())
    raw["officers"][0]["argon2"]["memory_kib"] = 1 << 30
    (tmp_path / paths.KEYS_NAME).write_text(json.dumps(raw))
    with pytest.raises(EnvironmentProblem):
        keys.unlock(tmp_path, PHRASE)


def test_a_newer_key_file_is_left_alone(tmp_path: Path) -> None:
    make(tmp_path)
    raw = json.loads((tmp_path / paths.KEYS_NAME).read_bytes()) | {"version": 2}
    (tmp_path / paths.KEYS_NAME).write_text(json.dumps(raw))
    with pytest.raises(EnvironmentProblem) as raised:
        keys.unlock(tmp_path, PHRASE)
    assert "newer" in raised.value.hint or "mới" in raised.value.hint


def test_a_missing_key_file_beside_data_is_told_apart_from_an_empty_folder(tmp_path: Path) -> None:
    with pytest.raises(UserError):
        keys.unlock(tmp_path, PHRASE)
    make(tmp_path)
    (tmp_path / paths.KEYS_NAME).unlink()
    with pytest.raises(EnvironmentProblem):
        keys.unlock(tmp_path, PHRASE)
