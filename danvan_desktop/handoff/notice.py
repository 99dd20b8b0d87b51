"""A receipt that carries no ranges and no record, sealed to one computer: to tell it that it was refused or closed."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from danvan_desktop.domain.journal import encode
from danvan_desktop.handoff import certificates, doc_this, form, package
from danvan_desktop.handoff.certificates import Certificate
from danvan_desktop.handoff.contents import Part
from danvan_desktop.handoff.package import Heading
from danvan_desktop.handoff.scope import Scope
from danvan_desktop.storage import schema
from danvan_desktop.storage.store import Store

_NO_MORE: Mapping[str, Any] = MappingProxyType({})


class _ToOne(Scope):
    """To one computer, by the key in its certificate: nothing else is sealed to it."""

    def __init__(self, store: Store, reader: Certificate) -> None:
        super().__init__(store, reader.unit.code)
        self._reader = reader

    def recipients(self) -> list[str]:
        return [self._reader.age_key]


def sealed(
    store: Store, reader: Certificate, verdicts: Mapping[bytes, str], more_keys: Mapping[str, Any] = _NO_MORE
) -> bytes:
    """The file for `reader`: the verdicts on its packages by their ids, our certificate and `more_keys` beside it."""
    with store.writing():
        certificates.own(store)
        have = {"v": 1, "ranges": {}, "packages": {p.hex(): word for p, word in verdicts.items()}, "lines": {}}
        heading = Heading(package.next_number(store), 1, receipt=True, have=have, state={})
    mine = [c.text for c in certificates.chain(store, {store.replica.id})]
    files = {
        form.HAVE: encode(heading.have),
        form.ROSTER: encode({"v": 1, "certificates": mine, **more_keys}),
        form.SCHEMA: encode({"v": schema.SCHEMA_VERSION, "types": []}),
        form.README: doc_this.text(store.unit.code, reader.unit.code, heading.number, 1, 1).encode(),
    }
    return package.sealed(store, _ToOne(store, reader), package.about(store, Part(), {}), heading, 1, files)
