"""The province root: 136 random bits on paper, which certify the key that signs the roster day by day (handoff.md §7).

The root itself is never stored. From its digits follow an Ed25519 key and a wrapping key. At `roster init` the root
signs one statement that names

- the key that signs the roster: it lies in the encrypted file of the province's computer, so that taking in a new
  commune needs no envelope opened; the root says who may sign, the sheets stay sealed;
- the age recipient that recovery keys are sealed to; its identity stands in the same statement, wrapped under the
  root, so that only the sheets open what was sealed.

A stolen province computer can sign rosters until the sheets are typed once more (`roster recover`): the new
statement has a higher signer number, and offices that have seen it take nothing from the older key.

Statement, text: {"body": JSON, "sig": hex}; body: {"v":1,"province":code,"epoch":n,"sign":hex,"signer":hex,
"signer_serial":n,"escrow":[{"to":"age1…","wrap":base64}, … newest first]}. `epoch` counts roots of the province.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from base64 import b64decode, b64encode
from collections.abc import Iterable
from dataclasses import dataclass

from danvan_desktop.domain.journal import encode
from danvan_desktop.domain.text import in_fours, is_unit_code
from danvan_desktop.handoff import form, shamir
from danvan_desktop.storage import keyfile, segments
from danvan_desktop.storage.digit_sheet import PAYLOAD, WIDTH, DigitSheet, digits_of

_SHEET = DigitSheet(first=4)  # 1 to 3 are the recovery code's
_STATEMENT, _SUCCESSION = "roster root", "roster succession"
_AGE_KEY = re.compile(r"age1[02-9ac-hj-np-z]{58}")
_ABOUT = "root"


class BadRootError(ValueError):
    """Not a statement of a root, or not signed by it."""


@dataclass(frozen=True)
class Root:
    """An opened root; lives in memory while its sheets are used."""

    secret: int

    @property
    def seed(self) -> bytes:
        """The Ed25519 seed."""
        return self._derived("sign")

    @property
    def sign_key(self) -> bytes:
        """The Ed25519 public key."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        return Ed25519PrivateKey.from_private_bytes(self.seed).public_key().public_bytes_raw()

    @property
    def wrapping_key(self) -> bytes:
        """What the escrow identity lies under."""
        return self._derived("wrap")

    def _derived(self, use: str) -> bytes:
        from cryptography.hazmat.primitives.hashes import SHA256
        from cryptography.hazmat.primitives.kdf.hkdf import HKDF

        info = f"danvan root {use} v1".encode()
        return HKDF(SHA256(), 32, salt=None, info=info).derive(f"{self.secret:041d}".encode())

    def sheets(self, *, split: bool = False) -> list[str]:
        """What is printed, lines of groups: one text for the two identical sheets, or three shares."""
        if not split:
            return [_SHEET.printed(f"0{self.secret:041d}")]
        return [_SHEET.printed(f"{place}{share:041d}") for place, share in shamir.split(self.secret).items()]


@dataclass(frozen=True)
class EscrowKey:
    """Where recovery keys are sealed to: recipient, and its identity wrapped under the root."""

    to: str
    wrap: bytes

    def identity(self, root: Root) -> str | None:
        """The age identity; None for another root's sheets."""
        return keyfile.open_box(root.wrapping_key, _ABOUT, self.wrap)


@dataclass(frozen=True)
class Statement:
    """What a root says, with its signature found good."""

    province: str
    epoch: int
    sign_key: bytes
    signer: bytes
    signer_serial: int
    escrow: tuple[EscrowKey, ...]
    text: str

    @property
    def code(self) -> str:
        """8 × 4 digits, printed in the covering letter and typed at every office."""
        return code_of(self.sign_key)


@dataclass(frozen=True)
class Succession:
    """An old root's word for the one after it. Text: {"body": {"v":1,"from":hex,"to":hex}, "sig": hex}."""

    old: bytes
    new: bytes
    text: str


def new_root() -> Root:
    """A root that nobody has seen."""
    return Root(secrets.randbelow(shamir.PRIME))


def code_of(sign_key: bytes) -> str:
    """The root code: what an office compares."""
    digits = f"{int.from_bytes(hashlib.sha256(b'DVv1 root code ' + sign_key).digest()) % 10**32:032d}"
    return in_fours(digits)


def same_code(typed: str, code: str) -> bool:
    """Whether what was typed is this root code, however it is spaced."""
    return re.sub(r"\D", "", typed) == re.sub(r"\D", "", code)


def root_of(sheets: Iterable[str]) -> Root:
    """The root from what was typed: one whole sheet, or two different shares.

    Raises DigitError for a line typed wrong, ValueError where the sheets are no root together.
    """
    payloads = dict.fromkeys(_SHEET.read(sheet) for sheet in sheets)
    values = {int(payload[0]): int(payload[1:]) for payload in payloads}
    if len(values) != len(payloads) or any(value >= shamir.PRIME for value in values.values()):
        raise ValueError("sheets")
    return Root(values[0] if set(values) == {0} else shamir.combine(values))


def place_of(typed: str) -> int:
    """Which sheet was typed: 0 a whole one, 1 to 3 a share. Raises DigitError."""
    return int(_SHEET.read(typed)[0])


def line_fits(place: int, typed: str) -> bool:
    """Whether one line of a sheet, the first being 1, has its check digits. Raises DigitError for letters."""
    digits = digits_of(typed)
    return len(digits) == WIDTH and digits[PAYLOAD:] == _SHEET.check(place - 1, digits[:PAYLOAD])


# --- statements
def new_escrow(root: Root) -> EscrowKey:
    """A new pair of keys for recovery keys, its identity under the root."""
    import pyrage

    identity = pyrage.x25519.Identity.generate()
    return _wrapped(root, str(identity))


def rewrapped(old: Root, new: Root, kept: Iterable[EscrowKey]) -> tuple[EscrowKey, ...]:
    """The same identities under another root, as far as the old one opens them."""
    opened = (key.identity(old) for key in kept)
    return tuple(_wrapped(new, identity) for identity in opened if identity)


def _wrapped(root: Root, identity: str) -> EscrowKey:
    return EscrowKey(keyfile.public_of(identity), keyfile.close_box(root.wrapping_key, _ABOUT, identity))


def state(
    root: Root, *, province: str, epoch: int, signer: bytes, signer_serial: int, escrow: Iterable[EscrowKey]
) -> Statement:
    """Sign a statement."""
    body = encode({
        "v": 1, "province": province, "epoch": epoch, "sign": root.sign_key.hex(), "signer": signer.hex(),
        "signer_serial": signer_serial,
        "escrow": [{"to": key.to, "wrap": b64encode(key.wrap).decode()} for key in escrow],
    })  # fmt: skip
    return read_statement(_signed(root.seed, _STATEMENT, body))


def succeed(old: Root, new: Root) -> Succession:
    """The old root's word for the new one."""
    body = encode({"v": 1, "from": old.sign_key.hex(), "to": new.sign_key.hex()})
    return read_succession(_signed(old.seed, _SUCCESSION, body))


def read_statement(text: str) -> Statement:
    """Read a statement and check that the root in it signed it. Raises BadRootError."""
    try:
        outer = form.loads(text)
        raw = form.loads(outer["body"])
        found = Statement(
            raw["province"], raw["epoch"], bytes.fromhex(raw["sign"]), bytes.fromhex(raw["signer"]),
            raw["signer_serial"],
            tuple(EscrowKey(item["to"], b64decode(item["wrap"], validate=True)) for item in raw["escrow"]), text,
        )  # fmt: skip
        good = segments.verifies(found.sign_key, bytes.fromhex(outer["sig"]), _STATEMENT, outer["body"].encode())
        good = good and raw["v"] == 1 and _well_formed(found)
    except form.JSON_ERRORS as error:
        raise BadRootError(type(error).__name__) from None
    if not good:
        raise BadRootError("statement")
    return found


def read_succession(text: str) -> Succession:
    """Read an old root's word and check its signature. Raises BadRootError."""
    try:
        outer = form.loads(text)
        raw = form.loads(outer["body"])
        found = Succession(bytes.fromhex(raw["from"]), bytes.fromhex(raw["to"]), text)
        good = segments.verifies(found.old, bytes.fromhex(outer["sig"]), _SUCCESSION, outer["body"].encode())
    except form.JSON_ERRORS as error:
        raise BadRootError(type(error).__name__) from None
    if not good or raw["v"] != 1:
        raise BadRootError("succession")
    return found


def _well_formed(s: Statement) -> bool:
    numbers = (s.epoch, s.signer_serial)
    return (
        isinstance(s.province, str)
        and is_unit_code(s.province)
        and len(s.sign_key) == len(s.signer) == 32
        and all(type(number) is int and 0 < number < 2**31 for number in numbers)
        and 0 < len(s.escrow) <= 20
        and all(_AGE_KEY.fullmatch(key.to) and len(key.wrap) < 500 for key in s.escrow)
    )


def _signed(seed: bytes, kind: str, body: bytes) -> str:
    return encode({"body": body.decode(), "sig": segments.sign(seed, kind, body).hex()}).decode()
