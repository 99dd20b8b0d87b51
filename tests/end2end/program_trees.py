"""An installed program and updates of it: trees of this checkout, each calling itself another version."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import make_update

from tests.unit.updates import makers
from tests.unit.updates.makers import ReleaseKey

SECRET = "mật khẩu của xã"
Done = subprocess.CompletedProcess[str]


@dataclass(frozen=True)
class Computer:
    """A user's computer with the program installed as version 0.1.0 and one office."""

    home: Path
    key: ReleaseKey

    @property
    def base(self) -> Path:
        return self.home / "installed"

    @property
    def programs(self) -> Path:
        return self.home / "share" / "danvan-desktop-program"

    @property
    def office(self) -> Path:
        return self.home / "office"

    def env(self) -> dict[str, str]:
        names = {"XDG_DATA_HOME": "share", "XDG_STATE_HOME": "state", "XDG_CONFIG_HOME": "config"}
        return os.environ | {name: str(self.home / part) for name, part in names.items()} | {
            "PYTHONPATH": str(self.base), "HOME": str(self.home), "PYTHONDONTWRITEBYTECODE": "1",
        }  # fmt: skip

    def danvan(self, *words: str, ok: bool = True) -> Done:
        """Start the program as its launcher does."""
        before = ["--data-dir", str(self.office), "--passphrase-file", str(self.home / "p")]
        done = subprocess.run(
            [sys.executable, "-m", "danvan_desktop", *before, *words], cwd=self.home, env=self.env(),
            capture_output=True, text=True, check=False, timeout=280,
        )  # fmt: skip
        assert (done.returncode == 0) == ok, (words, done.stdout, done.stderr)
        return done

    def answer(self, *words: str) -> Any:
        return json.loads(self.danvan(*words, "--json").stdout)

    @property
    def version(self) -> str:
        return self.danvan("--version").stdout.strip().removeprefix("danvan ")


def with_key(files: dict[str, bytes], key: ReleaseKey) -> dict[str, bytes]:
    """A build of a publisher who has this key."""
    return files | {"danvan_desktop/_data/resources/release_keys/phat-hanh.pub": key.public.read_bytes()}


def computer(home: Path, key: ReleaseKey, files: dict[str, bytes]) -> Computer:
    found = Computer(home, key)
    for name, data in make_update.with_version(with_key(files, key), "0.1.0").items():
        place = found.base / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
    (home / "p").write_text(SECRET + "\n", encoding="utf-8")
    return found


def make_office(place: Computer) -> None:
    from danvan_desktop.app.office import Office
    from danvan_desktop.storage.identity import UnitInfo
    from danvan_desktop.storage.passphrase import Cost

    unit = UnitInfo("xa-mau", "Xã Mẫu", "commune", "tinh-mau")
    office, _code = Office.create(place.office, unit, "Lê A", SECRET, cost=Cost(memory_kib=1024, passes=1))
    office.close()


def add_visit(place: Computer, content: str) -> str:
    words = ("received_on=20/11/2025", "kind=Khiếu nại", "visitor_name=Nguyễn Văn Thành", f"content={content}")
    return str(place.answer("record", "new", "reception", *words)["id"])


def visits(place: Computer) -> int:
    return len(place.answer("records", "reception"))


def changed(files: dict[str, bytes], name: str, old: str, new: str) -> dict[str, bytes]:
    """A later version of one source file."""
    text = files[name].decode()
    assert old in text, (name, old)
    return files | {name: text.replace(old, new).encode()}


def update(target: Path, place: Computer, version: str, files: dict[str, bytes], *changes: str) -> Path:
    given = make_update.with_version(with_key(files, place.key), version)
    return makers.program_update(target, place.key, version, given, changes)
