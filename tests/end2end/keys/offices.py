"""A province and its communes for the tests of the keys: made cheaply, driven by the real commands."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from danvan_desktop.app.office import Office
from danvan_desktop.cli.run import run
from danvan_desktop.storage.identity import UnitInfo
from danvan_desktop.storage.passphrase import Cost

SECRET, OTHER = "mật khẩu thử nghiệm", "mật khẩu khác hẳn nhé"
PROVINCE, COMMUNE, SECOND = "66", "25920", "24121"
NAMES = {PROVINCE: "Tỉnh Đắk Lắk", COMMUNE: "Xã Ea Drăng", SECOND: "Xã Ea Kao"}
CHEAP = Cost(memory_kib=1024, passes=1)


class Province:
    """Folders by name under one home; `sheets` and `code` of the root once it is made."""

    def __init__(self, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.home, self._capsys = home, capsys
        self.sheets: list[str] = []
        self.code = ""
        self._joined = 0
        (home / "mk").write_text(SECRET + "\n", encoding="utf-8")
        (home / "mk2").write_text(OTHER + "\n", encoding="utf-8")

    def office(self, code: str, folder: str = "") -> None:
        """A new, empty office."""
        unit = UnitInfo(code, NAMES[code], "province" if code == PROVINCE else "commune")
        office, _recovery = Office.create(self.home / (folder or code), unit, "Lê A", SECRET, cost=CHEAP)
        office.close()

    def unit(self, folder: str, name: str, level: str, parent: str, *, code: str = "") -> None:
        """An office anywhere in the tree; its code is the name of its folder unless given."""
        unit = UnitInfo(code or folder, name, level, parent)
        office, _recovery = Office.create(self.home / folder, unit, "Lê A", SECRET, cost=CHEAP)
        office.close()

    def does(self, folder: str, *words: str | Path, exit_code: int = 0) -> str:
        """Run a command; what it printed."""
        self._capsys.readouterr()
        start = ["--data-dir", str(self.home / folder), "--passphrase-file", str(self.home / "mk")]
        code = run([*start, *map(str, words)])
        told = self._capsys.readouterr()
        assert code == exit_code, f"{words}\n{told.out}\n{told.err}"
        return told.out + told.err

    def json(self, folder: str, *words: str | Path, exit_code: int = 0) -> Any:
        """Run a command with --json."""
        self._capsys.readouterr()
        start = ["--data-dir", str(self.home / folder), "--passphrase-file", str(self.home / "mk")]
        code = run([*start, *map(str, words), "--json"])
        told = self._capsys.readouterr()
        assert code == exit_code, f"{words}\n{told.out}\n{told.err}"
        return json.loads(told.out)

    def begin(self, *words: str) -> None:
        """The province's office and its root."""
        self.office(PROVINCE)
        made = self.json(PROVINCE, "roster", "init", *words)
        self.sheets, self.code = made["sheets"], made["root_code"]

    def stick(self, name: str) -> Path:
        """A folder of its own for every hand-over."""
        return self.home / "sticks" / name

    def join(self, code: str, folder: str = "", *, compared: bool = True) -> None:
        """An office from nothing to its first receipt, by its first package."""
        folder = folder or code
        self.office(code, folder)
        self._joined += 1
        install, first = self.stick(f"cai-{self._joined}"), f"dau-{self._joined}"
        self.does(PROVINCE, "roster", "export", "-o", install / "tinh.danvan-roster")
        self.does(folder, "roster", "take", install / "tinh.danvan-roster", "--expect", self.code)
        self.send(folder, first)
        [waiting] = self.show(PROVINCE)["waiting"]
        expect = ("--expect", waiting["fingerprint"]) if compared else ()
        self.does(PROVINCE, "roster", "add", code, *expect)
        self.back(folder, first)

    def send(self, folder: str, stick: str, to: str = PROVINCE, at: str = "", *more: str) -> list[Any]:
        """Export and import; what the importing office answered."""
        self.does(folder, "export", "--to", to, "-o", self.stick(stick), *more)
        return list(self.json(at or to, "import", self.stick(stick)))

    def back(self, folder: str, stick: str) -> list[Any]:
        """Take the receipts of a stick in."""
        receipts = sorted(self.stick(stick).glob("*.receipt.danvan"))
        assert receipts
        return [self.json(folder, "import", receipt)[-1] for receipt in receipts]

    def show(self, folder: str) -> Any:
        """`roster show`."""
        return self.json(folder, "roster", "show")

    def visit(self, folder: str, content: str) -> None:
        """One more record."""
        given = ("received_on=20/11/2025", "kind=Khiếu nại", "visitor_name=Nguyễn Văn Thành", f"content={content}")
        self.does(folder, "record", "new", "reception", *given)

    def visits(self, folder: str) -> int:
        """How many records count."""
        return len(self.json(folder, "records", "reception"))

    def digits(self, *sheets: str) -> Path:
        """A file with typed sheets."""
        file = self.home / "to-goc.txt"
        file.write_text("\n\n".join(sheets), encoding="utf-8")
        return file

    def copy(self, folder: str, to: str) -> None:
        """A data folder copied as files are."""
        shutil.copytree(self.home / folder, self.home / to)

    def restored(self, folder: str, name: str) -> None:
        """The folder lost, its newest backup restored in its place."""
        backup = self.home / f"{name}.danvan-bak"
        self.does(folder, "backup", "-o", backup)
        shutil.rmtree(self.home / folder)
        self.does(folder, "restore", backup)
