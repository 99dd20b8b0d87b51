"""A segment as it stands in a package: signature, author, numbers and every op are checked before any is applied."""

from __future__ import annotations

import json
from collections.abc import Mapping

from danvan_desktop.domain import journal
from danvan_desktop.domain.journal import BadOpError, Op
from danvan_desktop.handoff import form
from danvan_desktop.handoff.certificates import Certificate
from danvan_desktop.handoff.refusal import RefusedError
from danvan_desktop.i18n import N_
from danvan_desktop.storage import segments
from danvan_desktop.storage.segments import Segment


def read_segment(blob: bytes, name: str, known: Mapping[bytes, Certificate]) -> tuple[Segment, list[Op]]:
    """The segment of that entry and its ops. Raises RefusedError."""
    signature, body = blob[: segments.SIGNATURE_BYTES], blob[segments.SIGNATURE_BYTES :]
    header, *lines = body.split(b"\n")
    try:
        raw = json.loads(header)
        replica, first, last = bytes.fromhex(raw["a"]), raw["from"], raw["to"]
        version = raw["v"]
    except form.JSON_ERRORS:
        raise RefusedError("malformed", detail=N_("a segment")) from None
    author = known.get(replica)
    if author is None:
        raise RefusedError("unknown-sender")
    if not segments.verifies(author.sign_key, signature, "segment", body):
        raise RefusedError("wrong-signature")
    if isinstance(version, int) and version > segments.SEGMENT_VERSION:
        raise RefusedError("newer")
    ops = [_op(line) for line in lines]
    numbers = [op.seq for op in ops]
    if not _is_range(first, last, len(ops)) or numbers != list(range(first, last + 1)):
        raise RefusedError("malformed", detail=N_("a segment's numbers"))
    if any(op.replica != replica for op in ops):
        raise RefusedError("malformed", detail=N_("a segment's numbers"))
    digest = bytes.fromhex(name.removeprefix(form.SEGMENT))
    return Segment(digest, replica, first, last, header, signature), ops


def _is_range(first: object, last: object, count: int) -> bool:
    return type(first) is int and type(last) is int and 0 < first <= last < 2**62 and last - first + 1 == count


def _op(line: bytes) -> Op:
    try:
        return journal.parse_line(line)
    except BadOpError:
        if _newer_op(line):
            raise RefusedError("newer") from None
        raise RefusedError("malformed", detail=N_("a segment")) from None


def _newer_op(line: bytes) -> bool:
    try:
        version = json.loads(line)["v"]
    except form.JSON_ERRORS:
        return False
    return type(version) is int and version > journal.OP_VERSION
