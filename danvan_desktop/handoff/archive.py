"""Opening a package's outer layers defensively: age, then ZIP; everything is looked at before it is unpacked."""

from __future__ import annotations

import io
import stat
import zipfile
from collections.abc import Sequence

from danvan_desktop.handoff import form
from danvan_desktop.handoff.refusal import RefusedError
from danvan_desktop.i18n import N_

NO_KEY = "No matching keys"  # what pyrage says where a file is whole as far as can be told, and for other keys
_ZIP_MAGIC = b"PK\x03\x04"
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}


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
    if not plain.startswith(_ZIP_MAGIC):
        raise RefusedError("malformed", detail=N_("no ZIP inside"))
    try:
        with zipfile.ZipFile(io.BytesIO(plain)) as archive:
            entries = archive.infolist()
            _check_entries(entries, len(plain))
            return {entry.filename: _unpacked(archive, entry) for entry in entries}
    except (zipfile.BadZipFile, ValueError, NotImplementedError, RuntimeError, EOFError, OSError, zipfile.zlib.error):  # type: ignore[attr-defined]
        raise RefusedError("malformed", detail=N_("damaged ZIP")) from None


def _check_entries(entries: Sequence[zipfile.ZipInfo], packed: int) -> None:
    if len(entries) > form.MAX_ENTRIES:
        raise RefusedError("too-big", detail=N_("number of entries"))
    names = [entry.filename for entry in entries]
    if len(set(names)) != len(names):
        raise RefusedError("malformed", detail=N_("a name twice"))
    if any(form.ENTRY.fullmatch(e.filename) is None or e.orig_filename != e.filename for e in entries):
        raise RefusedError("malformed", detail=N_("a name that does not belong here"))
    if any(not _is_plain_file(entry) for entry in entries):
        raise RefusedError("malformed", detail=N_("an entry that is no plain file"))
    total = sum(entry.file_size for entry in entries)
    if total > form.MAX_PLAIN or total > form.MAX_RATIO * packed + 1_000_000:
        raise RefusedError("too-big", detail=N_("size unpacked"))
    small = (e for e in entries if "/" not in e.filename)
    if any(entry.file_size > form.MAX_SMALL for entry in small):
        raise RefusedError("too-big", detail=N_("size unpacked"))


def _is_plain_file(entry: zipfile.ZipInfo) -> bool:
    kind = stat.S_IFMT(entry.external_attr >> 16)
    encrypted = entry.flag_bits & 0x1
    return not entry.is_dir() and kind in {0, stat.S_IFREG} and not encrypted and entry.compress_type in _METHODS


def _unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    with archive.open(entry) as stream:
        data = stream.read(entry.file_size + 1)
    if len(data) != entry.file_size:
        raise RefusedError("malformed", detail=N_("damaged ZIP"))
    return data
