"""Updating the program: the data copied and checked, the new version put beside, tried, and only then chosen.

Until the last step, one rename, the version installed is what starts; the power may fail at any moment.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import danvan_desktop
from danvan_desktop import launch
from danvan_desktop.app import access_log, people
from danvan_desktop.app.self_test import TRIAL
from danvan_desktop.app.updates import offer, versions
from danvan_desktop.errors import EnvironmentProblem, UserError
from danvan_desktop.handoff import update_form
from danvan_desktop.i18n import _
from danvan_desktop.storage import backup, schema
from danvan_desktop.storage.backup import BackupInfo
from danvan_desktop.storage.care_quick import newest_op
from danvan_desktop.storage.files import disk_problem
from danvan_desktop.storage.rekey import KEPT_DIR

if TYPE_CHECKING:
    from danvan_desktop.app.office import Office

COPIES_KEPT = 2
TRIAL_SECONDS = 1_800
FROM, SCHEMA, COPY, OPS = "update.from", "update.schema", "update.copy", "update.ops"  # of the newest update
WAY = "update.way."  # and by the version that was left: several may be gone back one after the other
Step = Callable[[str], None]


@dataclass(frozen=True)
class Way:
    """What leads back to a version: the form of data file it reads, the copy made before it was left, ops then."""

    schema: int
    copy: str
    ops: int


@dataclass(frozen=True)
class Updated:
    """The program was updated: the next start is `version`; `copy` is the data as it was."""

    version: str
    before: str
    copy: Path


def install(office: Office, file: Path, step: Step | None = None, *, keys: Path | None = None) -> Updated:
    """Install a program update. Raises UserError, EnvironmentProblem; the version installed goes on working then."""
    people.require(office, "settings")
    say = step or (lambda _text: None)
    say(_("The update is being read and verified…"))
    with offer.checked(office.store, file, keys) as (update, _tables):
        version = update.contents.version
        if update.contents.kind != update_form.PROGRAM:
            raise UserError(_("“{name}” brings tables, not a program.").format(name=file.name))
        versions.clear_away()
        say(_("Your data is being copied…"))
        copy = _copy_before(office, f"truoc-{version}{backup.SUFFIX}")
        say(_("The new version is being unpacked beside the old one…"))
        versions.unpack(update)
    say(_("The new version is being tried on the copy…"))
    try_out(version, copy, office.ring.key)
    versions.choose(version)
    access_log.note_softly(office, "updated", version)
    return Updated(version, danvan_desktop.__version__, copy.file)


def _copy_before(office: Office, name: str) -> BackupInfo:
    """The copy that leads back. What going back needs to know stands in the copy too: it may be opened once more."""
    folder = office.data_dir / KEPT_DIR
    try:
        _clear_copies(folder)
    except OSError as error:
        raise disk_problem(error, folder) from error
    _remember(office, name)
    return copy_data(office, name)


def copy_data(office: Office, name: str) -> BackupInfo:
    """A checked backup in the data folder's own place for copies; it is not counted as the office's backup."""
    folder = office.data_dir / KEPT_DIR
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise disk_problem(error, folder) from error
    last = office.store.settings.get("backup.last")
    info = backup.backup(office.store, office.data_dir, office.ring.key, folder / name)
    office.store.settings.set("backup.last", last)
    return info


def _clear_copies(folder: Path) -> None:
    """Only the newest copies are the way back; a trial's folder is what a power cut left."""
    for left in folder.glob(f"{TRIAL}-*"):
        shutil.rmtree(left, ignore_errors=True)
    copies = sorted(folder.glob(f"*{backup.SUFFIX}"), key=lambda path: path.stat().st_mtime)
    for old in copies[: max(0, len(copies) - COPIES_KEPT + 1)]:
        old.unlink()


def try_out(version: str, copy: BackupInfo, key: bytes) -> None:
    """Let the new version test itself and open the copy, in a process of its own. Raises EnvironmentProblem."""
    stderr = ""
    words = [sys.executable, "-m", launch.PACKAGE, "self-test", "--json", "--copy-of-office", str(copy.file)]
    try:
        done = subprocess.run(  # noqa: S603  this very program; no shell reads the words
            words, input=f"{key.hex()}\n".encode(), capture_output=True, timeout=TRIAL_SECONDS, check=False,
            env=os.environ | {launch.TRY: version}, creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )  # fmt: skip
        stderr = done.stderr.decode(errors="replace")
        tests = json.loads(done.stdout)
        bad = [f"{test['what']}: {test['text']}" for test in tests if not test["ok"]]
        ran = tests[0]["text"].startswith(f"{version},")
    except (OSError, subprocess.TimeoutExpired, ValueError, KeyError, TypeError, IndexError) as error:
        _failed(version, _library_in(stderr) or type(error).__name__)
    if bad or done.returncode or not ran:
        _failed(version, "; ".join(bad) or _library_in(stderr) or _("it did not start"))


def _library_in(stderr: str) -> str:
    """What Python says where a version cannot even be loaded for want of a library."""
    found = re.search(r"No module named '([\w.]{1,80})'", stderr)
    return _("it needs the library {name}, which is not on this computer").format(name=found[1]) if found else ""


def _failed(version: str, what: str) -> NoReturn:
    shutil.rmtree(launch.folder_of(version), ignore_errors=True)
    raise EnvironmentProblem(
        _("Version {version} was tried here and did not stand its test: {what}").format(version=version, what=what),
        kept=_("The version installed goes on working; your data is unchanged."),
        hint=_("Tell this sentence to whoever gave you the update; where a library is missing, a setup brings it."),
        code="update-failed",
    )  # fmt: skip


def _remember(office: Office, copy: str) -> None:
    settings = office.store.settings
    with office.store.writing():
        settings.set(FROM, danvan_desktop.__version__)
        settings.set(SCHEMA, str(schema.SCHEMA_VERSION))
        settings.set(COPY, copy)
        settings.set(OPS, str(newest_op(office.store.conn)))
        way = Way(schema.SCHEMA_VERSION, copy, newest_op(office.store.conn))
        settings.set(WAY + danvan_desktop.__version__, json.dumps([way.schema, way.copy, way.ops]))


def way_to(office: Office, version: str) -> Way | None:
    """What leads back to a version; None where this data file has not heard of it."""
    settings = office.store.settings
    if kept := settings.get(WAY + version):
        return Way(*json.loads(kept))
    if settings.get(FROM) != version or not settings.get(SCHEMA):  # written by a program that knew one way only
        return None
    return Way(int(settings.get(SCHEMA)), settings.get(COPY), int(settings.get(OPS, "0") or 0))
