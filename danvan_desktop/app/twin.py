"""Twin guard: a copied or rolled-back data folder goes on as a new replica, so that no sequence number is used twice.

Three signs, all outside the database: the computer's own id, the last sequence number this user's computer has seen
of the replica, and where the roster is signed its version: a closing writes no change of its own, and one that was told
to nobody is known by nothing else. None says anything about records (handoff.md §1).
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

from danvan_desktop import paths
from danvan_desktop.i18n import _
from danvan_desktop.storage import peers
from danvan_desktop.storage.clock import now_ms
from danvan_desktop.storage.roster_tables import SEED
from danvan_desktop.storage.store import UNHEARD, Store

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
    elif any(was > now for was, now in zip(seen(store), _here(store), strict=True)):
        _become_another(store, "older-here")
        told = _(
            "This data folder is older than what this computer saved last. It goes on as a new copy of your office."
        )
    if machine and not store.settings.get(_MACHINE).startswith(store.replica.id.hex()):
        store.settings.set(_MACHINE, _mark(store, machine))
    if store.settings.get(UNHEARD) and store.settings.get(
        SEED
    ):  # also after a restore, which begins the replica itself
        _warn_who_signs(store)
    return told


def _warn_who_signs(store: Store) -> None:
    from danvan_desktop.handoff import roster_sign

    with store.writing():
        roster_sign.warn_of_lost_closings(store)


def _become_another(store: Store, why: str) -> None:
    with store.writing():
        store.become_new_replica()
        peers.alarm(store.conn, why, store.replica.id.hex(), now_ms())


def note(store: Store) -> None:
    """Remember outside the database how far this replica has written; a folder that cannot be written is no matter."""
    now = _here(store)
    if seen(store) == now:
        return
    try:
        file = _counter(store)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(" ".join(map(str, now)), encoding="ascii")
    except OSError:
        return


def seen(store: Store) -> tuple[int, int]:
    """The last sequence number and version of the roster remembered outside the database, 0 for none."""
    try:
        number, *version = map(int, _counter(store).read_text(encoding="ascii").split())
    except (OSError, ValueError):
        return 0, 0
    return number, version[0] if version else 0  # an earlier program wrote the number only


def _here(store: Store) -> tuple[int, int]:
    signs = store.settings.get(SEED)
    return store.clock.seq, int(store.settings.get("roster.version", "0")) if signs else 0


def _counter(store: Store) -> Path:
    return paths.state_dir() / "replicas" / store.replica.id.hex()


def _mark(store: Store, machine: str) -> str:
    replica = store.replica.id.hex()
    return f"{replica}:{hashlib.sha256(f'{replica} {machine}'.encode()).hexdigest()}"


def _came_from_elsewhere(store: Store, machine: str) -> bool:
    """A mark made for this replica on a computer with another id; without an id nothing can be said."""
    mark = store.settings.get(_MACHINE)
    return bool(machine) and mark.startswith(store.replica.id.hex()) and mark != _mark(store, machine)
