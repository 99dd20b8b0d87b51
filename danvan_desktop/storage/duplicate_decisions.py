"""What persons decided about duplicates and has not been taken back, the newest first."""

from __future__ import annotations

from danvan_desktop.storage.database import Connection


def standing(conn: Connection, limit: int) -> list[bytes]:
    """Ids of the decisions that hold now."""
    rows = conn.execute(
        "SELECT id FROM v_duplicate WHERE deleted = 0 AND undone_on IS NULL ORDER BY n DESC LIMIT ?", (limit,)
    )
    return [bytes(row) for (row,) in rows.fetchall()]
