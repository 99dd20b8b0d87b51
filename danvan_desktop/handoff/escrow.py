"""An office's recovery key sealed to the province root: it travels up, nobody on the way can open it.

Text: {"body": JSON, "sig": hex}, signed by the installation it opens; body: {"v":1,"unit":code,"line":hex,
"replica":hex,"made":ms,"to":"age1…","box":base64 of an age file}. In the box: 42 digits of a recovery code made for
this purpose (storage.keys); the code on the office's own sheet is never sealed anywhere.

An empty `to` and an empty box withdraw what was deposited before: like any newer one it takes the older one's place,
wherever that lies, also where the program is older. It is kept, so that no copy of the older one comes back.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from dataclasses import dataclass

from danvan_desktop.domain.journal import encode
from danvan_desktop.handoff import certificates, form
from danvan_desktop.handoff.certificates import Certificate
from danvan_desktop.handoff.root import Root
from danvan_desktop.handoff.roster import Roster
from danvan_desktop.storage import roster_tables, segments
from danvan_desktop.storage.clock import now_ms
from danvan_desktop.storage.roster_tables import Closing, Sealed
from danvan_desktop.storage.store import Store

_KIND = "escrow"
REFUSED = "escrow.refused"  # setting "1": this office deposits its recovery key with nobody
MAX_TEXT = 20_000


class BadEscrowError(ValueError):
    """Not a sealed recovery key, or not signed by whom it says."""


@dataclass(frozen=True)
class Box:
    """A sealed recovery key as read; its signature is judged by `keep`."""

    unit: str
    line: bytes
    replica: bytes
    made: int
    to: str
    box: bytes
    text: str

    @property
    def withdrawn(self) -> bool:
        """Whether it says that nothing is deposited any more."""
        return not self.box


def seal(store: Store, code: str, recipient: str) -> None:
    """Seal a recovery code of this installation and keep it for the way up. In `writing`."""
    import pyrage

    mine = certificates.own(store)
    sealed = bytes(pyrage.encrypt(code.encode(), [pyrage.x25519.Recipient.from_str(recipient)]))
    _keep_signed(store, mine, recipient, sealed)


def withdraw(store: Store) -> bool:
    """Take back what this installation deposited; False where nothing is. It travels in its place. In `writing`."""
    mine = certificates.own(store)
    before = _of_line(store, mine.line)
    if before is None or before.withdrawn:
        return False
    _keep_signed(store, mine, "", b"")
    return True


def _of_line(store: Store, line: bytes) -> Box | None:
    """What is kept of an installation."""
    return next((read(one.text) for one in roster_tables.sealed_keys(store.conn) if one.line == line), None)


def _keep_signed(store: Store, mine: Certificate, recipient: str, sealed: bytes) -> None:
    """In place of the one before, also where the clock went back since: else the older one would stay."""
    known = _of_line(store, mine.line)
    before = known.made if known is not None else 0
    body = encode({
        "v": 1, "unit": store.unit.code, "line": mine.line.hex(), "replica": mine.replica.hex(),
        "made": max(now_ms(), before + 1), "to": recipient, "box": b64encode(sealed).decode(),
    })  # fmt: skip
    signature = segments.sign(store.replica.seed, _KIND, body)
    box = read(encode({"body": body.decode(), "sig": signature.hex()}).decode())
    roster_tables.keep_sealed(store.conn, Sealed(box.line, box.unit, box.made, box.text))


def renew(store: Store) -> bool:
    """Before it travels: sign the sealed key of this installation anew where the replica that did is closed.

    A closed computer's word is taken nowhere any more; what is sealed stays the same, for the keys here do. One that an
    office took back under a program that did not say so is withdrawn. In `writing`.
    """
    if store.settings.get(REFUSED) == "1" and withdraw(store):
        return True
    shut, mine = roster_tables.closings(store.conn), certificates.own(store)
    box = _of_line(store, mine.line) if store.replica.id not in shut else None
    if box is None or box.replica not in shut:
        return False
    _keep_signed(store, mine, box.to, box.box)
    return True


def read(text: str) -> Box:
    """Read a sealed key. Raises BadEscrowError."""
    try:
        outer = form.loads(text)
        raw = form.loads(outer["body"])
        box = Box(
            str(raw["unit"]), bytes.fromhex(raw["line"]), bytes.fromhex(raw["replica"]), raw["made"], str(raw["to"]),
            b64decode(raw["box"], validate=True), text,
        )  # fmt: skip
    except form.JSON_ERRORS as error:
        raise BadEscrowError(type(error).__name__) from None
    if raw["v"] != 1 or type(box.made) is not int or not 0 < box.made < form.LAST_MS or len(text) > MAX_TEXT:
        raise BadEscrowError("shape")
    return box


def keep(store: Store, text: str) -> bool:
    """Keep a sealed key that came in a package, where the installation it is of signed it. In `writing`."""
    try:
        box = read(text)
        outer = form.loads(text)
        author = certificates.stored(store).get(box.replica)
        good = author is not None and (author.unit.code, author.line) == (box.unit, box.line)
        good = good and box.replica not in roster_tables.closings(store.conn)  # a thief spoils nothing
        signature = bytes.fromhex(outer["sig"])
        good = good and segments.verifies(author.sign_key, signature, _KIND, outer["body"].encode())  # type: ignore[union-attr]
    except (*form.JSON_ERRORS, BadEscrowError):
        return False
    if good:
        roster_tables.keep_sealed(store.conn, Sealed(box.line, box.unit, box.made, text))
    return good


@dataclass(frozen=True)
class Deposit:
    """The sealed key of one installation. `computer`: its number now; `closing`: why it is closed, None in force."""

    box: Box
    computer: bytes
    closing: Closing | None


def of_unit(store: Store, unit: str) -> list[Deposit]:
    """The sealed keys of a unit's installations: those in force first, the newest first."""
    boxes = (read(sealed.text) for sealed in roster_tables.sealed_keys(store.conn) if sealed.unit == unit)
    found = [_deposit(store, box) for box in boxes if not box.withdrawn]
    return sorted(found, key=lambda one: (one.closing is not None, -one.box.made))


def units(store: Store) -> list[str]:
    """The units of which a key is deposited here, by code."""
    boxes = (read(sealed.text) for sealed in roster_tables.sealed_keys(store.conn))
    return sorted({box.unit for box in boxes if not box.withdrawn})


def withdrawn_on(store: Store, unit: str) -> int:
    """When a unit of which nothing is deposited took its key back, in ms; 0 where it never did."""
    boxes = [read(sealed.text) for sealed in roster_tables.sealed_keys(store.conn) if sealed.unit == unit]
    return max((box.made for box in boxes if box.withdrawn), default=0)


def _deposit(store: Store, box: Box) -> Deposit:
    """An installation is in force while one of the computers it was or is is open; the newest of them is it now."""
    shut = roster_tables.closings(store.conn)
    line = sorted(
        (c for c in certificates.stored(store).values() if c.line == box.line),
        key=lambda c: (c.replica not in shut, c.serial),
    )
    now = line[-1].replica if line else box.replica
    return Deposit(box, now, shut.get(now))


def open_box(box: Box, opened: Root, known: Roster) -> str | None:
    """The digits of the recovery code; None where it was sealed to a root that cannot be opened any more."""
    import pyrage

    key = next((key for key in known.root.escrow if key.to == box.to), None)
    identity = key.identity(opened) if key is not None else None
    if identity is None:
        return None
    try:
        return bytes(pyrage.decrypt(box.box, [pyrage.x25519.Identity.from_str(identity)])).decode()
    except (pyrage.DecryptError, ValueError):
        return None
