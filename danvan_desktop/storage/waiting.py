"""How much of the hand-over waits for this office: counts by index only, for the overview."""

from __future__ import annotations

from danvan_desktop.storage import quarantine
from danvan_desktop.storage.database import Connection

_OTHERS = "owner IN (SELECT DISTINCT unit FROM replica WHERE unit <> :me)"  # the indexes begin with the owner


def to_answer(conn: Connection, type_name: str, me: str, state: str) -> int:
    """Records other units addressed to this one whose state is `state`, or none yet."""
    query = (
        f"SELECT count(*) FROM v_{type_name} WHERE {_OTHERS} AND to_unit = :me AND coalesce(state, :state) = :state"
        " AND deleted = 0"
    )
    return int(conn.execute(query, {"me": me, "state": state}).fetchone()[0])


def answered(conn: Connection, type_name: str, me: str, states: tuple[str, ...]) -> int:
    """Records of this unit that others have answered."""
    marks = ",".join("?" * len(states))
    query = f"SELECT count(*) FROM v_{type_name} WHERE owner = ? AND state IN ({marks}) AND deleted = 0"
    return int(conn.execute(query, (me, *states)).fetchone()[0])


def kept(conn: Connection) -> int:
    """Packages kept apart that somebody has to look after."""
    return quarantine.to_look_after(conn)


def newcomers(conn: Connection) -> int:
    """Computers whose first package waits."""
    return int(conn.execute("SELECT count(*) FROM newcomer").fetchone()[0])
