"""`export`: what the other office has not acknowledged, as packages in a folder; and receipts."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path

from danvan_desktop.errors import EnvironmentProblem, UserError
from danvan_desktop.handoff import (
    access_heads,
    carried,
    certificates,
    contents,
    escrow,
    form,
    have_writing,
    package,
    stick,
)
from danvan_desktop.handoff.contents import NOTHING_MORE, Also, Part
from danvan_desktop.handoff.dossier_scope import DossierScope
from danvan_desktop.handoff.package import Heading
from danvan_desktop.handoff.scope import Scope
from danvan_desktop.i18n import _
from danvan_desktop.storage import exchange
from danvan_desktop.storage.clock import now_ms
from danvan_desktop.storage.store import Store

Digest = bytes


@dataclass(frozen=True)
class ExportedPackage:
    """One file written. `files` counts the attached files, whole or in pieces, of which it carries something."""

    file: str
    bytes: int
    ops: int
    to: str
    id: Digest = b""  # SHA-256 of the file: receipts speak of it
    number: int = 0
    files: int = 0

    def as_json(self) -> dict[str, object]:
        """As `export --json` shows it."""
        return {"file": self.file, "bytes": self.bytes, "ops": self.ops, "to": self.to, "files": self.files}


class PartlyWrittenError(EnvironmentProblem):
    """The stick failed in the middle. `written`: the parts that lie there, each whole in itself."""

    def __init__(self, problem: EnvironmentProblem, written: list[ExportedPackage], parts: int) -> None:
        names = ", ".join(Path(one.file).name for one in written)
        kept = _("{count} of {parts} parts are written whole and may be handed over: {names}.")
        hint = _("Then export again, to another stick or after making room; what the other office has confirmed by then"
                 " is not written again.")  # fmt: skip
        super().__init__(
            problem.message, kept=kept.format(count=len(written), parts=parts, names=names),
            hint=f"{problem.hint} {hint}".strip(), code=problem.code,
        )  # fmt: skip
        self.written = written


def export(  # noqa: PLR0913  what the command line can ask
    store: Store, unit: str, folder: Path, *, full: bool = False, max_part_mb: int = form.MAX_PART_MB,
    also: Also = NOTHING_MORE, to_myself: bool = False,
) -> list[ExportedPackage]:  # fmt: skip
    """Write packages for `unit` into `folder`, none over `max_part_mb` (1 to 64).

    `also` names values and attached files that go beside the rule (a transferred dossier); `to_myself`: the unit has no
    other computer, this one itself is to read them (after going back to an older version).
    Raises UserError, EnvironmentProblem; PartlyWrittenError when some parts were written, which stay good.
    """
    _check_size(max_part_mb)
    if not to_myself:
        _scope(store, unit, also).check()
    stick.make_folder(folder)
    scope, heading, parts = _prepare(store, unit, folder, full=full, max_part_mb=max_part_mb, also=also)
    stick.clear_unfinished(folder, store.unit.code)  # before space is asked for: they may be what fills the stick
    written: list[ExportedPackage] = []
    for place, part in enumerate(parts, 1):
        target = folder / form.package_name(store.unit.code, heading.number, place, heading.parts)
        data = package.seal(store, scope, part, heading, place)
        try:
            stick.write(target, data)
        except EnvironmentProblem as problem:
            if not written:
                raise
            raise PartlyWrittenError(problem, written, heading.parts) from problem
        digest = hashlib.sha256(data).digest()
        written.append(ExportedPackage(str(target), len(data), part.ops, unit, digest, heading.number, part.attached))
    return written


def _scope(store: Store, unit: str, also: Also) -> Scope:
    return DossierScope(store, unit, also.transfer) if also.transfer else Scope(store, unit)


def _check_size(max_part_mb: int) -> None:
    if not 1 <= max_part_mb <= form.MAX_PART_MB:
        raise UserError(
            _("A part may have 1 to {most} MB.").format(most=form.MAX_PART_MB), kept=_("Nothing was written.")
        )


def receipt(store: Store, unit: str) -> bytes:
    """A package of one part that acknowledges, and brings back own ops the other has lost. None comes for it."""
    scope, heading, parts = _prepare(store, unit, None, full=False)
    return package.seal(store, scope, parts[0], heading, 1)


def numbered_receipt(store: Store, unit: str) -> tuple[str, bytes]:
    """A receipt that lies by itself, not beside the package it answers: its file name and its bytes."""
    scope, heading, parts = _prepare(store, unit, None, full=False)
    name = form.package_name(store.unit.code, heading.number, 1, 1).removesuffix(form.SUFFIX) + form.RECEIPT_SUFFIX
    return name, package.seal(store, scope, parts[0], heading, 1)


def _prepare(
    store: Store, unit: str, folder: Path | None, *, full: bool, max_part_mb: int = form.MAX_PART_MB,
    also: Also = NOTHING_MORE,
) -> tuple[Scope, Heading, list[Part]]:  # fmt: skip
    """What goes, laid into parts. Without a folder it is a receipt."""
    receipt = folder is None
    with store.writing():
        certificates.own(store)
        escrow.renew(store)
        store.cut_segments()
        number = package.next_number(store)
        while folder is not None and stick.has_file(folder, f"DV-{store.unit.code}-{number}-"):
            number = package.next_number(store)  # another computer of this office, or this one before a restore
        scope = _scope(store, unit, also)
        downward = not (scope.same_unit or scope.upward)
        # a receipt brings a subordinate its own ops back; anything else goes only when an officer exports
        wanted = scope.to_send(full=full) if downward or not receipt else []
        if not (receipt or also.transfer):
            riding = carried.riding(store, scope, wanted)
            also = replace(riding, values=riding.values | also.values, blobs=riding.blobs | also.blobs)
        have = have_writing.told(store, scope)
        room = package.room(store, have, max_part_mb)
        parts = contents.plan(store, scope, wanted, room, also, files=not receipt)  # scans wait for an export
        state = {} if wanted else exchange.state_digests(store.conn, store.types, sorted(scope.shared_units()))
        access_heads.note_sent(store, unit, now_ms())
    return scope, Heading(number, 1 if receipt else len(parts), receipt, have, state), parts
