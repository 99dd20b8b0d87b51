"""Reading an update file: form, then signature, then each file by its hash. Nothing is written here."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn
from zipfile import ZipFile

from danvan_desktop.errors import UserError
from danvan_desktop.handoff import archive, minisign, update_form
from danvan_desktop.handoff.refusal import RefusedError
from danvan_desktop.handoff.release_keys import Signer, Signers
from danvan_desktop.handoff.update_form import BadListError, Contents, Listed
from danvan_desktop.i18n import _
from danvan_desktop.storage.files import disk_problem, need_plain
from danvan_desktop.storage.rule_files import RELEASE


@dataclass(frozen=True)
class Update:
    """A file whose signature was found good. `contents` is what the signer says is in it."""

    file: Path
    contents: Contents
    signer: Signer
    manifest: bytes
    signature: bytes
    _zip: ZipFile

    def read(self, listed: Listed) -> bytes:
        """The bytes of one file, compared with the signed list. Raises UserError."""
        try:
            entry = self._zip.getinfo(update_form.FILE + listed.sha256)
            data = archive.unpacked(self._zip, entry) if entry.file_size == listed.size else b""
        except (KeyError, RefusedError):
            damaged(self.file)
        if len(data) != listed.size or hashlib.sha256(data).hexdigest() != listed.sha256:
            damaged(self.file)
        return data


@contextmanager
def opened(file: Path, signers: Signers) -> Iterator[Update]:
    """Open an update that one of `signers` has signed. Raises UserError, EnvironmentProblem for the disk."""
    need_plain(file)
    try:
        with file.open("rb") as stream:
            size = os.fstat(stream.fileno()).st_size
            if size > update_form.MAX_FILE:
                _refuse(file, _("it is too great"))
            with archive.opened(stream, size, update_form.CAPS) as found:
                yield _verified(file, found, signers)
    except RefusedError as refused:
        _refuse(file, _(refused.detail))
    except OSError as error:
        raise disk_problem(error, file) from error


def _verified(file: Path, found: ZipFile, signers: Signers) -> Update:
    """The signature before the list: what nobody we know has signed is not read at all."""
    names = set(found.namelist())
    if not {update_form.MANIFEST, update_form.SIGNATURE} <= names:
        _refuse(file, _("its list or its signature is missing"))
    manifest = archive.unpacked(found, found.getinfo(update_form.MANIFEST))
    signature = archive.unpacked(found, found.getinfo(update_form.SIGNATURE))
    signer = signers.get(minisign.key_id_of(signature))
    if signer is None:
        _unknown(file, signers)
    if minisign.verify(manifest, signature, signer.key, signer.key_id) is None:
        damaged(file)
    try:
        contents = update_form.read(manifest)
    except BadListError as error:
        _bad_list(file, str(error))
    if contents.kind == update_form.DATA and contents.publisher != signer.publisher:
        damaged(file)
    if contents.kind == update_form.PROGRAM and signer.publisher != RELEASE:
        _unknown(file, signers)
    return Update(file, contents, signer, manifest, signature, found)


def _bad_list(file: Path, word: str) -> NoReturn:
    if word == "newer":
        raise UserError(
            _("“{name}” is an update for a newer version of the program.").format(name=file.name), kept=_kept(),
            hint=_("Install the program update of that time first, then this file."), code="newer-data",
        )  # fmt: skip
    _refuse(file, word)


def damaged(file: Path) -> NoReturn:
    """The signature or a file does not fit: changed on the way, or copied in part."""
    raise UserError(
        _("“{name}” is not as its publisher made it: it was changed or damaged on the way.").format(name=file.name),
        kept=_kept(), hint=_("Take nothing from this stick; ask for the file once more from where it came."),
        code="update-damaged",
    )  # fmt: skip


def _unknown(file: Path, signers: Signers) -> NoReturn:
    known = any(signer.publisher == RELEASE for signer in signers.values())
    hint = (
        _("Take updates only from the publisher of the program or from your province; ask there for the right file.")
        if known
        else _("This build of the program holds no release key, so it takes no program updates: use a setup.")
    )
    raise UserError(
        _("“{name}” is not signed by anybody whose updates this computer takes.").format(name=file.name),
        kept=_kept(), hint=hint, code="update-unknown-key",
    )  # fmt: skip


def _refuse(file: Path, detail: str) -> NoReturn:
    raise UserError(
        _("“{name}” is no update of this program, or was not copied whole ({detail}).").format(
            name=file.name, detail=detail
        ),
        kept=_kept(), hint=_("Copy it again from where it came."), code="update-damaged",
    )  # fmt: skip


def _kept() -> str:
    return _("Nothing was changed; the program works as before.")
