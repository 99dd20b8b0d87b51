"""Drives the `danvan` command as an officer or an outside check would: words in, JSON and exit code out."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

DATA = Path(__file__).parents[1] / "data"
THANH_HOA = DATA / "thanh-hoa-2019"
DAK_LAK = DATA / "dak-lak-2019"


@dataclass(frozen=True)
class Answer:
    """What a command left: exit code, stdout, stderr."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


class Danvan:
    """One office's data folder and its passphrase file."""

    def __init__(self, folder: Path, passphrase: str = "mật khẩu Thạnh Hóa 2019") -> None:
        self.folder = folder
        self.secret = folder.parent / f"{folder.name}.mk"
        folder.parent.mkdir(parents=True, exist_ok=True)
        self.secret.write_text(passphrase + "\n", encoding="utf-8")

    def __call__(self, *words: str | Path, check: int | None = 0, stdin: str = "") -> Answer:
        """Run one command in a process of its own; `check` is the exit code expected."""
        argv = [
            sys.executable,
            "-m",
            "danvan_desktop",
            "--data-dir",
            str(self.folder),
            "--passphrase-file",
            str(self.secret),
        ]
        done = subprocess.run(
            [*map(str, argv), *map(str, words)], input=stdin, capture_output=True, encoding="utf-8", check=False,
            env=os.environ | {"PYTHONWARNINGS": "error::DeprecationWarning:danvan_desktop"}, timeout=280,
        )  # fmt: skip
        answer = Answer(done.returncode, done.stdout, done.stderr)
        assert check is None or answer.code == check, f"{words}\n{answer.out[-2000:]}\n{answer.err[-2000:]}"
        return answer

    def json(self, *words: str | Path, check: int | None = 0) -> Any:
        """Run one command with --json and read its answer."""
        return self(*words, "--json", check=check).json

    def init(self, code: str, name: str, level: str, *more: str) -> None:
        """Set the office up."""
        sheet = self.folder.parent / f"{self.folder.name}-phieu.pdf"
        words = ("--unit-code", code, "--unit-name", name, "--level", level, "--officer", "Lê Thị Cán Bộ")
        self("init", *words, "--recovery-sheet", sheet, *more)

    def figure(self, code: str, start: str, end: str, *more: str) -> dict[str, Any]:
        """One figure of a period."""
        found: list[dict[str, Any]] = self.json("figures", "--from", start, "--to", end, *more)
        return next(item for item in found if item["code"] == code)
