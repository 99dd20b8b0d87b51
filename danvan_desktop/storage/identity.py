"""Who this store is: its unit, its replica and the keys of that replica (handoff.md §1, §7)."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from danvan_desktop.domain.journal import Author
from danvan_desktop.storage.database import Connection, atomic
from danvan_desktop.storage.settings import Settings

LEVELS = ("commune", "district", "province", "central")


@dataclass(frozen=True)
class UnitInfo:
    """An office's place in the tree. `level` is commune, district or province."""

    code: str
    name: str
    level: str
    parent_code: str = ""


@dataclass(frozen=True)
class Replica:
    """One installation of a unit: id, Ed25519 seed and age identity, and the serial of its certificate."""

    id: bytes
    seed: bytes
    age_identity: str
    serial: int

    @property
    def sign_key(self) -> bytes:
        """The 32-byte Ed25519 public key."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        return Ed25519PrivateKey.from_private_bytes(self.seed).public_key().public_bytes_raw()

    @property
    def age_key(self) -> str:
        """The age recipient, age1…"""
        import pyrage

        return str(pyrage.x25519.Identity.from_str(self.age_identity).to_public())


def save_unit(settings: Settings, unit: UnitInfo) -> None:
    """Note whose data folder this is."""
    for name in ("code", "name", "level", "parent_code"):
        settings.set(f"unit.{name}", getattr(unit, name))


def load_unit(settings: Settings) -> UnitInfo:
    """Whose data folder this is."""
    return UnitInfo(*settings.several("unit.code", "unit.name", "unit.level", "unit.parent_code"))


def new_replica(conn: Connection, unit: UnitInfo) -> Replica:
    """Become a new replica: at install, after a restore or a clone. Sequence numbers are never reused."""
    import pyrage

    settings = Settings(conn)
    serial = int(settings.get("replica.serial", "0")) + 1
    replica = Replica(secrets.token_bytes(8), secrets.token_bytes(32), str(pyrage.x25519.Identity.generate()), serial)
    with atomic(conn):
        _keep_old_keys(settings, replica.id)
        settings.set("replica.id", replica.id.hex())
        settings.set("replica.seed", replica.seed.hex())
        settings.set("replica.age", replica.age_identity)
        settings.set("replica.serial", str(serial))
        add_replica(conn, replica.id, unit.code, unit.level, serial, replica.sign_key, replica.age_key, checked=True)
    return replica


def _keep_old_keys(settings: Settings, new: bytes) -> None:
    """What was written by or for the replica we were can still be vouched for and read."""
    old = settings.get("replica.id")
    if old:
        kept = (settings.get(f"replica.{name}") for name in ("seed", "age", "serial"))
        settings.set(f"replica.old.{old}", " ".join(kept))
        settings.set(f"replica.follows.{new.hex()}", old)


def predecessor(settings: Settings, replica: bytes) -> Replica | None:
    """The replica this one was restored from, None for a first one."""
    old = settings.get(f"replica.follows.{replica.hex()}")
    return old_replicas(settings).get(bytes.fromhex(old)) if old else None


def old_replicas(settings: Settings) -> dict[bytes, Replica]:
    """The replicas this data folder was before, with their keys."""
    found = {}
    for name, text in settings.starting_with("replica.old.").items():
        seed, age, serial = text.split(" ")
        replica = bytes.fromhex(name.removeprefix("replica.old."))
        found[replica] = Replica(replica, bytes.fromhex(seed), age, int(serial))
    return found


def load_replica(settings: Settings) -> Replica:
    """The replica this data folder is now."""
    mine, seed, age, serial = settings.several("replica.id", "replica.seed", "replica.age", "replica.serial")
    return Replica(bytes.fromhex(mine), bytes.fromhex(seed), age, int(serial or "1"))


def add_replica(  # noqa: PLR0913, PLR0917  the columns of a certificate
    conn: Connection,
    replica: bytes,
    unit: str,
    level: str,
    serial: int,
    sign_key: bytes,
    age_key: str,
    *,
    checked: bool,
) -> None:
    """Put a replica into the roster; a newer certificate of it replaces the older one."""
    conn.execute(
        "INSERT INTO replica(id, unit, level, serial, sign_key, age_key, closed_at, checked) VALUES(?,?,?,?,?,?,NULL,?)"
        " ON CONFLICT(id) DO UPDATE SET serial = excluded.serial, checked = max(checked, excluded.checked)",
        (replica, unit, level, serial, sign_key, age_key, int(checked)),
    )


def roster(conn: Connection) -> dict[bytes, Author]:
    """Every replica this store knows and what it may write."""
    rows = conn.execute("SELECT id, unit, level, closed_at FROM replica")
    return {row[0]: Author(row[1], row[2], row[3]) for row in rows}
