"""Makes the golden file of a schema version, kept for ever: python -m tests.unit.storage.golden (once a version)."""

from __future__ import annotations

import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

from danvan_desktop.storage import migrations, schema
from danvan_desktop.storage.identity import UnitInfo
from danvan_desktop.storage.store import Store
from tests.unit.storage.conftest import KEY, TYPES

FOLDER = Path(__file__).resolve().parents[2] / "data" / "old_databases"


def make(path: Path) -> None:
    """A few records with an edit, a deletion, a destroyed value and a field of a later version."""
    store = Store.create(path, KEY, UnitInfo("25920", "Xã Ví dụ", "commune"), types=TYPES)
    migrations.refresh_views(store)
    with store.batch(officer="Lê A") as batch:
        rows = [batch.new("note", {"x": f"Bờ ranh {i}", "y": i, "who": f"Nguyễn Văn {i}"}) for i in range(5)]
        batch.new("note", {"x": "Diện tích", "area": Decimal("1200.5"), "day": date(2026, 2, 3)})
        batch.new("step", {"t": "bước một"})
    with store.batch(officer="Trần B", reason="sửa") as batch:
        batch.edit("note", rows[1], {"x": "đã sửa"})
        batch.delete("note", rows[2])
    store.destroy_values("note", rows[3], ["who"])
    store.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    store.conn.execute("VACUUM")
    store.close()


if __name__ == "__main__":
    target = FOLDER / f"v{schema.SCHEMA_VERSION}.db"
    target.unlink(missing_ok=True)
    make(target)
    (FOLDER / "key.hex").write_text(KEY.hex() + "\n", encoding="ascii")
    sys.stdout.write(f"{target}\n")
