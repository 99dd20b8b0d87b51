"""What was read of a package that is kept apart: listing twenty large ones does not open them again each time.

It holds while what a refusal depends on does (`quarantine.state`). The table is filled where a package is refused; the
memory where one is only looked at after a change, for whoever lists them may write nothing.
"""

from __future__ import annotations

import json

from danvan_desktop.handoff import certificates, reading
from danvan_desktop.handoff.arriving import reader_of
from danvan_desktop.handoff.certificates import BadCertificateError
from danvan_desktop.handoff.large import Meter
from danvan_desktop.handoff.quarantine import judged, state
from danvan_desktop.handoff.refusal import RefusedError
from danvan_desktop.storage import quarantine
from danvan_desktop.storage.quarantine import Held
from danvan_desktop.storage.store import Store

MOST = 2_000  # remembered at once
_FINE = "{}"  # it would be taken in
_read: dict[tuple[bytes, str], str] = {}


def refusal_of(store: Store, held: Held, now: str = "") -> RefusedError | None:
    """Why a kept package would be refused now; None when it would be taken in or its bytes were not kept.

    `now`: `quarantine.state`, from whoever asks for many.
    """
    if not held.size:
        return None
    now = now or state(store)
    text = quarantine.look(store.conn, held.id, now) or _read.get((held.id, now)) or _opened(store, held.id, now)
    return judged(store, held.file, _from_text(text)) if text != _FINE else None


def _opened(store: Store, package_id: bytes, now: str) -> str:
    data = quarantine.read(store.conn, package_id).data or b""
    text = _FINE
    try:
        package = reading.read(data, reader_of(store))
        Meter().let_in(package, len(data), store.unit.code)
    except RefusedError as refused:
        text = refused.as_text()
    if len(_read) >= MOST:
        _read.clear()
    _read[package_id, now] = text
    return text


def _from_text(text: str) -> RefusedError:
    word, sender, to, detail, verified, asks = json.loads(text)
    found = RefusedError(word, sender=sender, to=to, detail=detail)
    found.verified = verified
    try:
        found.asks = certificates.read(asks) if asks else None
    except BadCertificateError:
        found.asks = None
    return found
