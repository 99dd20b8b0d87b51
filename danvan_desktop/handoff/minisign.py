"""minisign's signature format, prehashed ("ED"), so that anybody can check a manifest with the public tool.

Key id = the replica's id; a replica's Ed25519 key serves as minisign key as it is.
"""

from __future__ import annotations

import base64
import binascii
import hashlib

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

_UNTRUSTED = "untrusted comment: "
_TRUSTED = "trusted comment: "
_KEY, _PREHASHED = b"Ed", b"ED"
_MAX_BYTES = 4_000


def sign(data: bytes, seed: bytes, key_id: bytes, comment: str) -> bytes:
    """The .minisig file over `data`. `comment` is one ASCII line and is signed too."""
    key = Ed25519PrivateKey.from_private_bytes(seed)
    signature = key.sign(_digest(data))
    over_all = key.sign(signature + comment.encode())
    lines = (
        f"{_UNTRUSTED}signature of Dan Van Desktop", _base64(_PREHASHED + key_id + signature),
        f"{_TRUSTED}{comment}", _base64(over_all),
    )  # fmt: skip
    return "".join(f"{line}\n" for line in lines).encode()


def verify(data: bytes, minisig: bytes, sign_key: bytes, key_id: bytes) -> str | None:
    """The trusted comment when the signature is that key's, else None."""
    try:
        untrusted, first, trusted, second, end = minisig[:_MAX_BYTES].decode().split("\n")
        packed, over_all = base64.b64decode(first, validate=True), base64.b64decode(second, validate=True)
    except (ValueError, binascii.Error):
        return None
    shaped = untrusted.startswith(_UNTRUSTED) and trusted.startswith(_TRUSTED) and not end
    if not shaped or packed[:10] != _PREHASHED + key_id or len(minisig) > _MAX_BYTES:
        return None
    comment = trusted.removeprefix(_TRUSTED)
    try:
        key = Ed25519PublicKey.from_public_bytes(sign_key)
        key.verify(packed[10:], _digest(data))
        key.verify(over_all, packed[10:] + comment.encode())
    except (InvalidSignature, ValueError):
        return None
    return comment


def key_id_of(minisig: bytes) -> bytes:
    """Whose signature a .minisig file claims to be; b"" where it is none of ours."""
    try:
        packed = base64.b64decode(minisig[:_MAX_BYTES].decode().split("\n")[1], validate=True)
    except (ValueError, IndexError, binascii.Error):
        return b""
    return packed[2:10] if packed[:2] == _PREHASHED else b""


def read_public_key(text: str) -> tuple[bytes, bytes]:
    """(key id, Ed25519 key) of a public key file as `minisign -G` writes it. Raises ValueError."""
    lines = [line.strip() for line in text.splitlines() if line.strip() and not line.startswith(_UNTRUSTED)]
    packed = base64.b64decode(lines[0] if len(lines) == 1 else "", validate=True)
    if len(packed) != 42 or packed[:2] != _KEY:
        raise ValueError("public key")
    return packed[2:10], packed[10:]


def public_key_line(sign_key: bytes, key_id: bytes) -> str:
    """What `minisign -P` takes."""
    return _base64(_KEY + key_id + sign_key)


def public_key_file(sign_key: bytes, key_id: bytes) -> str:
    """What `minisign -p` reads."""
    shown = int.from_bytes(key_id, "little")
    return f"{_UNTRUSTED}minisign public key {shown:016X}\n{public_key_line(sign_key, key_id)}\n"


def _digest(data: bytes) -> bytes:
    return hashlib.blake2b(data).digest()


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode()
