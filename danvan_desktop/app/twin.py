"""Twin guard: a copied or rolled-back data folder goes on as a new replica, so that no sequence number is used twice.

Two signs, both outside the database: the computer's own id, and the last sequence number this user's computer has
seen of the replica. Neither says anything about records (handoff.md §1).
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

from danvan_desktop import paths
from danvan_desktop.i18n import _
from danvan_desktop.storage import peers
from danvan_desktop.storage.batch import now_ms
from danvan_desktop.storage.store import Store

_MACHINE = "replica.machine"


def machine_id() -> str:
    """The id the operating system gives this computer; empty where it has none."""
    if sys.platform == "win32":
        import winreg

        with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, r"SOFTWARE\Microsoft\Cryptography") as key:
            return str(winreg.QueryValueEx(key, "MachineGuid")[0])
    for file in (Path("/etc/machine-id"), Path("/var/lib/dbus/machine-id")):
        try:
            return file.read_text(encoding="ascii").strip()
        except (OSError, UnicodeDecodeError):
            continue
    return ""


def guard(store: Store, machine: str | None = None) -> str:
    """Begin a new replica where this file has a twin or went back in time; returns what to tell the officer."""
    machine = machine_id() if machine is None else machine
    told = ""
    if _came_from_elsewhere(store, machine):
        _become_another(store, "copied-here")
        told = _("This data folder was copied from another computer. It goes on as a new copy of your office.")
    elif seen(store) > store.clock.seq:
        _become_another(store, "older-here")
        told = _(
            "This data folder is older than what this computer saved last. It goes on as a new copy of your office."
        )
    if machine and not store.settings.get(_MACHINE).startswith(store.replica.id.hex()):
        store.settings.set(_MACHINE, _mark(store, machine))
    return told


def _become_another(store: Store, why: str) -> None:
    with store.writing():
        store.become_new_replica()
        peers.alarm(store.conn, why, store.replica.id.hex(), now_ms())


def note(store: Store) -> None:
    """Remember outside the database how far this replica has written; a folder that cannot be written is no matter."""
    if seen(store) == store.clock.seq:
        return
    try:
        file = _counter(store)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(str(store.clock.seq), encoding="ascii")
    except OSError:
        return


def seen(store: Store) -> int:
    """The last sequence number remembered outside the database, 0 for none."""
    try:
        return int(_counter(store).read_text(encoding="ascii"))
    except (OSError, ValueError):
        return 0


def _counter(store: Store) -> Path:
    return paths.state_dir() / "replicas" / store.replica.id.hex()


def _mark(store: Store, machine: str) -> str:
    replica = store.replica.id.hex()
    return f"{replica}:{hashlib.sha256(f'{replica} {machine}'.encode()).hexdigest()}"


def _came_from_elsewhere(store: Store, machine: str) -> bool:
    """A mark made for this replica on a computer with another id; without an id nothing can be said."""
    mark = store.settings.get(_MACHINE)
    return bool(machine) and mark.startswith(store.replica.id.hex()) and mark != _mark(store, machine)
