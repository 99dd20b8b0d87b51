"""LOCAL key-value settings of this data folder; they never enter a segment."""

from __future__ import annotations

from danvan_desktop.storage.database import Connection, atomic


class Settings:
    """Texts by name in the table `setting`."""

    def __init__(self, conn: Connection) -> None:
        self._conn = conn

    def get(self, name: str, default: str = "") -> str:
        """The text stored under `name`, or `default`."""
        found = self._conn.execute("SELECT value FROM setting WHERE name = ?", (name,)).fetchone()
        return found[0] if found else default

    def several(self, *names: str) -> list[str]:
        """The texts stored under these names, "" where there is none."""
        marks = ",".join("?" * len(names))
        found = dict(self._conn.execute(f"SELECT name, value FROM setting WHERE name IN ({marks})", names).fetchall())
        return [found.get(name, "") for name in names]

    def set(self, name: str, value: str) -> None:
        """Store a text under `name`."""
        with atomic(self._conn):
            self._conn.execute(
                "INSERT INTO setting(name, value) VALUES(?, ?) ON CONFLICT(name) DO UPDATE SET value = excluded.value",
                (name, value),
            )

    def starting_with(self, prefix: str) -> dict[str, str]:
        """All settings whose name starts with `prefix`."""
        rows = self._conn.execute(
            "SELECT name, value FROM setting WHERE substr(name, 1, ?) = ? ORDER BY name", (len(prefix), prefix)
        )
        return dict(rows.fetchall())
