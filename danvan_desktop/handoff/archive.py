"""Opening a package's outer layers defensively: age, then ZIP; everything is looked at before it is unpacked."""

from __future__ import annotations

import errno
import io
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO

from danvan_desktop.handoff import form, refusal
from danvan_desktop.handoff.refusal import RefusedError
from danvan_desktop.i18n import N_

NO_KEY = refusal.NO_KEY
_ZIP_MAGIC = b"PK\x03\x04"
_END = struct.Struct("<4s4H2LH")  # end of central directory, APPNOTE 4.3.16
_LOCATOR_BYTES = 20  # ZIP64 locator, right before it
_MOST_LISTED = 200  # bytes an entry takes in the list: 46 and its name
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_DAMAGED = (zipfile.BadZipFile, ValueError, NotImplementedError, RuntimeError, EOFError, zlib.error)


@dataclass(frozen=True)
class Caps:
    """What a ZIP may hold: names, number of entries, bytes unpacked, unpacked to packed, bytes of a top-level entry."""

    entry: re.Pattern[str]
    entries: int
    plain: int
    ratio: int
    small: int


def package_caps() -> Caps:
    """What a package of the hand-over may hold."""
    return Caps(form.ENTRY, form.MAX_ENTRIES, form.MAX_PLAIN, form.MAX_RATIO, form.MAX_SMALL)


def decrypt(data: bytes, identities: Sequence[str]) -> bytes:
    """The plain bytes, in memory only: pyrage's file functions leave plain text behind when a file is cut short."""
    import pyrage

    if len(data) > form.MAX_FILE:
        raise RefusedError("too-big", detail=N_("the file itself"))
    if not data.startswith(form.AGE_MAGIC):
        newer = data.startswith(form.AGE_ANY) and data[len(form.AGE_ANY) : len(form.AGE_ANY) + 1] == b"v"
        raise RefusedError("newer" if newer else "unreadable")
    try:
        return bytes(pyrage.decrypt(data, [pyrage.x25519.Identity.from_str(i) for i in identities]))
    except (pyrage.DecryptError, ValueError, OSError) as error:
        raise RefusedError("unreadable", detail=NO_KEY if NO_KEY in str(error) else "") from None


def unzip(plain: bytes) -> dict[str, bytes]:
    """Every entry by name, after names, kinds, sizes, ratio and number were found in order."""
    try:
        with opened(io.BytesIO(plain), len(plain), package_caps()) as archive:
            return {entry.filename: unpacked(archive, entry) for entry in archive.infolist()}
    except OSError:
        raise RefusedError("malformed", detail=N_("damaged ZIP")) from None


def manifest_in(plain: bytes) -> bytes:
    """The manifest alone of a ZIP whose other entries are not as they should be; b"" where there is none."""
    stream = io.BytesIO(plain)
    try:
        _check_end(stream, len(plain), package_caps())
        with zipfile.ZipFile(stream) as archive:
            entry = archive.getinfo(form.MANIFEST)
            return unpacked(archive, entry) if entry.file_size <= form.MAX_SMALL and _is_plain_file(entry) else b""
    except (*_DAMAGED, KeyError, OSError, RefusedError):
        return b""


@contextmanager
def opened(stream: BinaryIO, size: int, caps: Caps) -> Iterator[zipfile.ZipFile]:
    """A ZIP whose entries were found in order; nothing is unpacked yet. Raises RefusedError, OSError of the disk."""
    if stream.read(len(_ZIP_MAGIC)) != _ZIP_MAGIC:
        raise RefusedError("malformed", detail=N_("no ZIP inside"))
    _check_end(stream, size, caps)
    with _damage_is_refused():
        archive = zipfile.ZipFile(stream)
    with archive:
        _check_entries(archive.infolist(), size, caps)
        yield archive


def _check_end(stream: BinaryIO, size: int, caps: Caps) -> None:
    """The list of entries at the end, before anything parses it: a million of them would fill the memory.

    Ours ends with that list and no comment, and needs no ZIP64.
    """
    stream.seek(max(0, size - _END.size - _LOCATOR_BYTES))
    tail = stream.read()
    if len(tail) < _END.size or tail[-_END.size :][:4] != b"PK\x05\x06":
        raise RefusedError("malformed", detail=N_("damaged ZIP"))
    _mark, _disk, _start, _here, entries, length, _offset, comment = _END.unpack(tail[-_END.size :])
    zip64 = tail[: -_END.size].startswith(b"PK\x06\x07")
    if zip64 or entries > caps.entries or length > caps.entries * _MOST_LISTED:
        raise RefusedError("too-big", detail=N_("number of entries"))
    if comment:
        raise RefusedError("malformed", detail=N_("damaged ZIP"))


@contextmanager
def _damage_is_refused() -> Iterator[None]:
    """A place before the beginning of the file, as a damaged directory names it, is damage and no fault of the disk."""
    try:
        yield
    except _DAMAGED:
        raise RefusedError("malformed", detail=N_("damaged ZIP")) from None
    except OSError as error:
        if error.errno != errno.EINVAL:
            raise
        raise RefusedError("malformed", detail=N_("damaged ZIP")) from None


def _check_entries(entries: Sequence[zipfile.ZipInfo], packed: int, caps: Caps) -> None:
    if len(entries) > caps.entries:
        raise RefusedError("too-big", detail=N_("number of entries"))
    names = [entry.filename for entry in entries]
    if len(set(names)) != len(names):
        raise RefusedError("malformed", detail=N_("a name twice"))
    if any(caps.entry.fullmatch(e.filename) is None or e.orig_filename != e.filename for e in entries):
        raise RefusedError("malformed", detail=N_("a name that does not belong here"))
    if any(not _is_plain_file(entry) for entry in entries):
        raise RefusedError("malformed", detail=N_("an entry that is no plain file"))
    total = sum(entry.file_size for entry in entries)
    if total > caps.plain or total > caps.ratio * packed + 1_000_000:
        raise RefusedError("too-big", detail=N_("size unpacked"))
    small = (e for e in entries if "/" not in e.filename)
    if any(entry.file_size > caps.small for entry in small):
        raise RefusedError("too-big", detail=N_("size unpacked"))


def _is_plain_file(entry: zipfile.ZipInfo) -> bool:
    kind = stat.S_IFMT(entry.external_attr >> 16)
    encrypted = entry.flag_bits & 0x1
    return not entry.is_dir() and kind in {0, stat.S_IFREG} and not encrypted and entry.compress_type in _METHODS


def unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """The bytes of one entry, as many as it says."""
    with _damage_is_refused(), archive.open(entry) as stream:
        data = stream.read(entry.file_size + 1)
    if len(data) != entry.file_size:
        raise RefusedError("malformed", detail=N_("damaged ZIP"))
    return data
