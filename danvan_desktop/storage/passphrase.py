"""Passphrases: the form that counts, and the key Argon2id makes of it.

An input method on or off, a capital, a blank too many must not lock an officer out: case, accents, đ and
blanks are folded away before Argon2.
"""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass

from danvan_desktop.domain.text import clean, fold
from danvan_desktop.errors import EnvironmentProblem, UserError
from danvan_desktop.i18n import _

MIN_LENGTH = 8
TARGET_SECONDS = 0.4
_MAX_MEMORY_KIB = 1 << 20
_MAX_PASSES = 64


@dataclass(frozen=True)
class Cost:
    """What one try at a passphrase costs; stands beside each wrap. The default is the least we accept."""

    memory_kib: int = 64 * 1024
    passes: int = 3
    lanes: int = 1

    @property
    def sensible(self) -> bool:
        """False for numbers no version of this program writes: a tampered file must not eat the machine."""
        return 8 <= self.memory_kib <= _MAX_MEMORY_KIB and 1 <= self.passes <= _MAX_PASSES and 1 <= self.lanes <= 16


def calibrate(target_seconds: float = TARGET_SECONDS) -> Cost:
    """The cost that takes about `target_seconds` on this machine, never less than the least."""
    least = Cost()
    started = time.perf_counter()
    derive("calibrate", bytes(16), least)
    took = max(time.perf_counter() - started, 0.001)
    passes = int(least.passes * target_seconds / took)
    return Cost(passes=max(least.passes, min(passes, 24)))


def folded(passphrase: str) -> str:
    """What of a passphrase counts."""
    return fold(clean(passphrase))


def require_good(passphrase: str) -> None:
    """Refuse a passphrase too short to protect anything."""
    if len(folded(passphrase)) < MIN_LENGTH:
        raise UserError(
            _("The passphrase is too short: it needs at least {count} characters.").format(count=MIN_LENGTH),
            hint=_("Take four or five words that only you would put together; accents and capitals do not count."),
        )


def new_salt() -> bytes:
    """Salt of a new wrap."""
    return secrets.token_bytes(16)


def derive(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    """The 32-byte key of a passphrase."""
    from argon2.exceptions import HashingError
    from argon2.low_level import Type, hash_secret_raw

    try:
        return bytes(
            hash_secret_raw(folded(passphrase).encode(), salt, cost.passes, cost.memory_kib, cost.lanes, 32, Type.ID)
        )
    except (HashingError, MemoryError) as error:
        raise EnvironmentProblem(
            _("The computer has too little free memory to check a passphrase."),
            hint=_("Close other programs, then try again."),
        ) from error
