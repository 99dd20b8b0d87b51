"""Versions of the program beside the installed one: unpacked whole, chosen by one rename, cleared away in the end."""

from __future__ import annotations

import json
import os
import secrets
import shutil
from dataclasses import dataclass
from pathlib import Path

import danvan_desktop
from danvan_desktop import launch, paths
from danvan_desktop.handoff import stick, update_form
from danvan_desktop.handoff.update_reading import Update
from danvan_desktop.storage.files import disk_problem, move_into_place, need_space, sync_folder, write_private

PART = ".part"


@dataclass(frozen=True)
class Version:
    """A version on this computer. `running`: this very program; `chosen`: what the next start takes."""

    version: str
    running: bool
    chosen: bool
    changes: tuple[str, ...] = ()


def unpack(update: Update) -> Path:
    """Put a version beside the others; it gets its name when every byte is on the disk. Raises EnvironmentProblem."""
    target = launch.folder_of(update.contents.version)
    part = target.with_name(f"{target.name}.{secrets.token_hex(4)}{PART}")
    try:
        part.mkdir(parents=True, mode=0o700)
        need_space(part, update.contents.size)
        for folder in _write_all(update, part):
            sync_folder(folder)
        _clear(target)
        move_into_place(part, target)
    except OSError as error:
        raise disk_problem(error, target) from error
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return target


def _write_all(update: Update, part: Path) -> list[Path]:
    """Write every file; returns the folders made."""
    folders = {part: None}
    for listed in update.contents.files:
        place = part / listed.name
        place.parent.mkdir(parents=True, exist_ok=True)
        folders.setdefault(place.parent)
        _write(place, update.read(listed))
    _write(part / update_form.MANIFEST, update.manifest)
    _write(part / update_form.SIGNATURE, update.signature)
    return list(folders)


def _write(place: Path, data: bytes) -> None:
    with place.open("xb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


def _clear(target: Path) -> None:
    """A version of that name that was taken back, or half removed: out of the way first, by one rename."""
    if target.exists():
        old = target.with_name(f"{target.name}.{secrets.token_hex(4)}{PART}")
        target.rename(old)
        shutil.rmtree(old, ignore_errors=True)


def choose(version: str) -> None:
    """The next start takes this version; the ones before it are remembered as the way back."""
    chosen, before = launch.pointer()
    now = danvan_desktop.__version__
    kept = [v for v in (*(before if chosen == now else ()), now) if launch.number(v) < launch.number(version)]
    _point(version, kept)


def choose_before() -> str:
    """The next start takes the version before; returns it, "" where there is none."""
    _chosen, before = launch.pointer()
    if not before:
        return ""
    _point(before[-1], list(before[:-1]))
    return before[-1]


def _point(version: str, before: list[str]) -> None:
    folder = paths.program_dir()
    stick.make_folder(folder)
    write_private(folder / launch.POINTER, json.dumps({"version": version, "before": before}).encode())


def clear_away() -> None:
    """Remove what a power cut left half unpacked, and versions that are neither chosen nor the way back."""
    chosen, before = launch.pointer()
    needed = {chosen, danvan_desktop.__version__, *before[-2:]}
    folder = paths.program_dir() / launch.VERSIONS
    for found in sorted(folder.iterdir()) if folder.is_dir() else ():
        if found.name.endswith(PART) or found.name not in needed:
            shutil.rmtree(found, ignore_errors=True)


def listed() -> list[Version]:
    """Every version on this computer that can be started, the highest first."""
    chosen, before = launch.pointer()
    running = danvan_desktop.__version__
    folder = paths.program_dir() / launch.VERSIONS
    there = {found.name for found in folder.iterdir() if _is_version(found)} if folder.is_dir() else set()
    names = sorted({running, *there, *before[:1]}, key=launch.number, reverse=True)
    return [Version(name, name == running, name == (chosen or running), _changes(name)) for name in names]


def _is_version(folder: Path) -> bool:
    try:
        launch.number(folder.name)
    except ValueError:
        return False
    return (folder / launch.PACKAGE).is_dir()


def _changes(version: str) -> tuple[str, ...]:
    """What the publisher said of a version."""
    try:
        return update_form.read((launch.folder_of(version) / update_form.MANIFEST).read_bytes()).changes
    except (OSError, ValueError):
        return ()
