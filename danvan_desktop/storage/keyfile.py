"""keys.json: what lies beside the database to open it. No name and no key stands in it readably.

    {"format": "danvan-keys", "version": 1,
     "officers": [{"id", "argon2": {"memory_kib", "passes", "lanes", "salt"}, "wrap"}],
     "recovery": wrap, "database": sealed, "next": sealed (only while a re-keying is under way),
     "escrow": wrap (only where a recovery is deposited with the province)}

`wrap` = nonce ‖ AES-256-GCM of an age identity, under the passphrase's Argon2id key or the recovery code's.
`sealed` = an age file to all officers' identities and the recovery identity; inside: the database key, the
officers' names and public keys. Two levels, so that the database can be re-keyed without anybody's passphrase.
The list of officers lies inside the sealed part: who can write keys.json but not open it cannot add himself.
"""

from __future__ import annotations

import json
import secrets
from base64 import b64decode, b64encode
from dataclasses import dataclass
from typing import Any

from danvan_desktop.errors import EnvironmentProblem
from danvan_desktop.i18n import _
from danvan_desktop.storage import passphrase as passphrases
from danvan_desktop.storage.passphrase import Cost

FORMAT = "danvan-keys"
VERSION = 1
MAX_BYTES = 1_000_000
RECOVERY, ESCROW = "recovery", "escrow"


@dataclass(frozen=True)
class Wrap:
    """One officer's wrap: found by trying, for it bears no name."""

    id: str
    cost: Cost
    salt: bytes
    box: bytes


@dataclass(frozen=True)
class Member:
    """An officer who can open the database."""

    id: str
    name: str
    public: str


@dataclass(frozen=True)
class Contents:
    """What the sealed part holds."""

    key: bytes
    members: tuple[Member, ...]
    recovery: str  # public key
    escrow: str = ""  # public key of the recovery deposited with the province; "" for none


@dataclass(frozen=True)
class KeyFile:
    """keys.json as read."""

    officers: tuple[Wrap, ...]
    recovery: bytes
    database: bytes
    following: bytes | None = None
    escrow: bytes | None = None

    def to_bytes(self) -> bytes:
        """The file's bytes."""
        members: dict[str, Any] = {
            "format": FORMAT, "version": VERSION, "recovery": _text(self.recovery), "database": _text(self.database),
            "officers": [
                {"id": w.id, "argon2": {"memory_kib": w.cost.memory_kib, "passes": w.cost.passes,
                                        "lanes": w.cost.lanes, "salt": _text(w.salt)}, "wrap": _text(w.box)}
                for w in self.officers
            ],
        }  # fmt: skip
        if self.following is not None:
            members["next"] = _text(self.following)
        if self.escrow is not None:
            members["escrow"] = _text(self.escrow)
        return json.dumps(members, indent=1, sort_keys=True).encode() + b"\n"

    @classmethod
    def from_bytes(cls, data: bytes) -> KeyFile:
        """Read keys.json. Raises EnvironmentProblem when it is damaged or too new."""
        try:
            raw = json.loads(data[:MAX_BYTES])
            if raw["format"] != FORMAT:
                raise _damaged()
            if raw["version"] > VERSION:
                raise _too_new()
            following = b64decode(raw["next"], validate=True) if "next" in raw else None
            escrow = b64decode(raw["escrow"], validate=True) if "escrow" in raw else None
            wraps = tuple(_wrap(item) for item in raw["officers"])
            return cls(
                wraps, b64decode(raw["recovery"], validate=True), b64decode(raw["database"], validate=True), following,
                escrow,
            )  # fmt: skip
        except (ValueError, KeyError, TypeError, RecursionError):
            raise _damaged() from None


def _wrap(item: dict[str, Any]) -> Wrap:
    numbers = item["argon2"]
    cost = Cost(int(numbers["memory_kib"]), int(numbers["passes"]), int(numbers["lanes"]))
    salt = b64decode(numbers["salt"], validate=True)
    if not cost.sensible or not 8 <= len(salt) <= 64:
        raise ValueError("cost")
    return Wrap(str(item["id"]), cost, salt, b64decode(item["wrap"], validate=True))


def _text(data: bytes) -> str:
    return b64encode(data).decode()


def _damaged() -> EnvironmentProblem:
    return EnvironmentProblem(
        _("The key file keys.json is damaged, so the data cannot be opened."),
        kept=_("The data file itself is untouched."),
        hint=_("Restore the last good backup into a new folder; every backup holds the keys."),
    )


def _too_new() -> EnvironmentProblem:
    return EnvironmentProblem(
        _("The keys were written by a newer version of this program."), kept=_("Nothing was changed."),
        hint=_("Install the newer version on this computer."),
    )  # fmt: skip


# --- sealing
def close_box(key: bytes, about: str, identity: str) -> bytes:
    """Wrap an age identity under a 32-byte key; `about` is bound to it."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = secrets.token_bytes(12)
    return nonce + AESGCM(key).encrypt(nonce, identity.encode(), _bound(about))


def open_box(key: bytes, about: str, box: bytes) -> str | None:
    """The identity in a box; None when the key does not fit."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        return AESGCM(key).decrypt(box[:12], box[12:], _bound(about)).decode()
    except (InvalidTag, ValueError):
        return None


def _bound(about: str) -> bytes:
    return f"danvan wrap v1 {about}".encode()


def code_key(digits: str) -> bytes:
    """The wrapping key of a recovery code; its 139 random bits need no Argon2."""
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(SHA256(), 32, salt=None, info=b"danvan recovery v1").derive(digits.encode())


def new_member(name: str, passphrase: str, cost: Cost | None) -> tuple[Member, Wrap]:
    """A new pair of keys for an officer and its wrap."""
    import pyrage

    identity = pyrage.x25519.Identity.generate()
    number, salt, chosen = secrets.token_hex(8), passphrases.new_salt(), cost or passphrases.calibrate()
    box = close_box(passphrases.derive(passphrase, salt, chosen), number, str(identity))
    return Member(number, name, str(identity.to_public())), Wrap(number, chosen, salt, box)


def public_of(identity: str) -> str:
    """The public key of an age identity."""
    import pyrage

    return str(pyrage.x25519.Identity.from_str(identity).to_public())


def seal_contents(contents: Contents) -> bytes:
    """Seal to every member and to the recovery keys."""
    import pyrage

    plain: dict[str, Any] = {
        "key": contents.key.hex(), "recovery": contents.recovery,
        "members": [{"id": m.id, "name": m.name, "public": m.public} for m in contents.members],
    }  # fmt: skip
    if contents.escrow:
        plain["escrow"] = contents.escrow
    publics = [*(m.public for m in contents.members), contents.recovery, *filter(None, [contents.escrow])]
    recipients = [pyrage.x25519.Recipient.from_str(public) for public in publics]
    return bytes(pyrage.encrypt(json.dumps(plain, ensure_ascii=False).encode(), recipients))


def open_contents(sealed: bytes, identity: str) -> Contents:
    """Open the sealed part. Raises EnvironmentProblem when it is damaged."""
    import pyrage

    try:
        raw = json.loads(pyrage.decrypt(sealed, [pyrage.x25519.Identity.from_str(identity)]))
        members = tuple(Member(m["id"], m["name"], m["public"]) for m in raw["members"])
        return Contents(bytes.fromhex(raw["key"]), members, raw["recovery"], str(raw.get("escrow", "")))
    except (pyrage.DecryptError, pyrage.IdentityError, ValueError, KeyError, TypeError):
        raise _damaged() from None


def trial_of_age(text: str) -> str:
    """Encrypt and read back with the library that packages and keys are sealed by."""
    import pyrage

    identity = pyrage.x25519.Identity.generate()
    return bytes(pyrage.decrypt(pyrage.encrypt(text.encode(), [identity.to_public()]), [identity])).decode()
