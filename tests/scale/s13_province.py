"""S13: a province that takes in what its communes saved in five years, and makes its tables again from the journal.

The whole is 130 communes × 10,000 saves × 5 years. It is measured scaled down, once in depth (few communes, large
packages, as a yearly hand-over of 10,000 saves is) and once in width (many communes, small packages).
"""

from __future__ import annotations

import shutil
import statistics
import tempfile
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from danvan_desktop.app import handover
from danvan_desktop.storage.identity import UnitInfo
from danvan_desktop.storage.store import Store
from tests.scale.generate import Generator
from tests.scale.measure import US, Result, cpu, ratio_result
from tests.scale.s06_import import FLOOR, Rows, put, stored
from tests.scale.stores import CACHE, KEY

PROVINCE = UnitInfo("75", "Tỉnh Đo Thử", "province")
WHOLE = 130 * 10_000 * 5
YEARS = 5
RUNS = 3


@dataclass(frozen=True)
class Shape:
    """How the whole is scaled down: communes, saves of each in a year."""

    name: str
    communes: int
    saves: int

    @property
    def ops(self) -> int:
        return self.communes * self.saves * YEARS


DEEP, WIDE = Shape("in depth", 1, 6_000), Shape("in width", 20, 60)


def run() -> list[Result]:
    """Consolidated and rebuilt, both shapes."""
    return [result for shape in (DEEP, WIDE) for result in _measured(shape)]


def _measured(shape: Shape) -> list[Result]:
    CACHE.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(dir=CACHE))
    try:
        packages, count = _built(shape, folder)
        times = [_turn(folder, packages) for _run in range(RUNS)]
    finally:
        shutil.rmtree(folder)
    taken, rebuilt, floor = (statistics.median(found) / count for found in zip(*times, strict=True))
    part = f"{shape.communes} communes × {shape.saves:,} × {YEARS}, 1/{WHOLE // shape.ops} of the whole"
    name = f"{FLOOR}; {len(packages)} packages"
    return [
        ratio_result(
            "S13", shape.ops, f"consolidated {shape.name}: {part}", taken * US, floor * US, "µs/op",
            name, 1.3, reason="age, hashes, signatures, JSON, rights, receipts per op and package", runs=RUNS,
        ),
        ratio_result(
            "S13", shape.ops, f"rebuilt {shape.name}", rebuilt * US, floor * US, "µs/op", name, 1.3,
            reason="every op is read as JSON again", runs=RUNS,
        ),
    ]  # fmt: skip


def _turn(folder: Path, packages: list[Path]) -> tuple[float, float, float]:
    """CPU seconds of taking all in, of the rebuild, and of the floor."""
    with closing(_fresh(folder, "ours")) as store:
        taken = cpu(lambda: _take(store, packages))
        rebuilt = cpu(store.rebuild)
        left = _left(store)
    with closing(_fresh(folder, "floor")) as store:
        return taken, rebuilt, cpu(lambda: put(store, *left))


def _built(shape: Shape, folder: Path) -> tuple[list[Path], int]:
    """The packages of every commune and year, and how many ops they hold; the empty province beside them."""
    communes = [_commune(folder, place) for place in range(shape.communes)]
    with closing(Store.create(folder / "province.db", KEY, PROVINCE)) as upper:
        for path in communes:
            with closing(Store.open(path, KEY)) as lower:
                _enrol(lower, upper, folder)
        upper.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    packages: list[Path] = []
    with closing(_fresh(folder, "post")) as upper:
        for year in range(YEARS):
            for place, path in enumerate(communes):
                with closing(Store.open(path, KEY)) as lower:
                    _work(lower, shape.saves, seed=year * 1000 + place)
                    packages += _hand_over(lower, upper, folder / "stick", folder / f"{year}-{place}")
        count = upper.conn.execute("SELECT count(*) FROM op").fetchone()[0]
    return packages, count


def _commune(folder: Path, place: int) -> Path:
    path = folder / f"c{place}.db"
    Store.create(path, KEY, UnitInfo(str(26_000 + place), f"Xã Số {place}", "commune")).close()
    return path


def _enrol(lower: Store, upper: Store, folder: Path) -> None:
    request, answer = folder / "a.danvan-req", folder / "a.danvan-crt"
    handover.enrol_accept(upper, request, answer, handover.enrol_request(lower, request))
    handover.enrol_finish(lower, answer)


def _work(store: Store, saves: int, seed: int) -> None:
    """A year: four fifths new petitions, one fifth changes of them."""
    new = saves * 4 // 5
    data = Generator(new, seed=seed, unit=store.unit.code)
    with store.batch(officer="Trần Văn Kề") as batch:
        rows = [batch.new("petition", values) for values in data]
        batch.flush()
        for row, changed in data.edits(rows[: saves - new]):
            batch.edit("petition", row, changed)


def _hand_over(lower: Store, upper: Store, stick: Path, keep: Path) -> list[Path]:
    """Export, import, receipt; the packages are kept for the measurement."""
    keep.mkdir()
    kept = []
    for made in handover.export(lower, PROVINCE.code, stick, denunciations=True):
        handover.import_path(upper, Path(made.file))
        for receipt in stick.glob("*.receipt.danvan"):
            handover.import_path(lower, receipt)
            receipt.unlink()
        kept.append(Path(shutil.move(made.file, keep)))
    return kept


def _fresh(folder: Path, name: str) -> Store:
    """The province as it was before the first package."""
    path = folder / f"{name}.db"
    for old in folder.glob(f"{name}.db*"):
        old.unlink()
    shutil.copyfile(folder / "province.db", path)
    return Store.open(path, KEY)


def _take(store: Store, packages: list[Path]) -> None:
    for package in packages:
        assert handover.import_path(store, package)[-1].status == "applied"


def _left(store: Store) -> tuple[Rows, Rows, Rows]:
    """What all communes left in the province's tables: ops, rows, search texts."""
    replicas = store.conn.execute("SELECT DISTINCT replica FROM op WHERE type = 'petition'").fetchall()
    parts = [stored(store, replica) for (replica,) in replicas]
    ops, rows, texts = ([one for part in parts for one in part[place]] for place in range(3))
    return ops, rows, texts
