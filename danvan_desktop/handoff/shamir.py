"""Two of three: a number split so that any two sheets bring it back and one says nothing (Shamir, CACM 22/11, 1979).

With a threshold of two the polynomial is a straight line, share x = secret + slope·x in a prime field. shamirs 4.0.0
(MIT) works in the same field and gave the vectors in the tests; two more packages on an office's computer for these
lines of arithmetic would be more to trust, not less.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping

PRIME = 10**41 - 119  # the greatest prime with 41 digits, so that a share is as long on paper as the secret
SHARES, NEEDED = 3, 2


def split(secret: int) -> dict[int, int]:
    """Shares 1 to 3 of a number below PRIME."""
    if not 0 <= secret < PRIME:
        raise ValueError("secret")
    slope = secrets.randbelow(PRIME)
    return {place: (secret + slope * place) % PRIME for place in range(1, SHARES + 1)}


def combine(shares: Mapping[int, int]) -> int:
    """The number from two shares. Raises ValueError for any other count or for places that do not exist."""
    if len(shares) != NEEDED or not set(shares) <= set(range(1, SHARES + 1)):
        raise ValueError("shares")
    (a, at_a), (b, at_b) = shares.items()
    slope = (at_b - at_a) * pow(b - a, -1, PRIME)
    return (at_a - slope * a) % PRIME
