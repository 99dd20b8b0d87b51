"""How good a passphrase is, in words, and whether one looks typed with the input method off."""

from __future__ import annotations

import re
from collections.abc import Sequence

from danvan_desktop.domain.text import fold, fold_key
from danvan_desktop.i18n import _
from danvan_desktop.storage.passphrase import MIN_LENGTH, folded

SHORT, WEAK, FAIR, GOOD = range(4)
_KNOWN = ("123456", "abcdef", "qwerty", "matkhau", "password", "danvan", "111111", "000000", "admin")
_TELEX = re.compile(r"\b\w*(?:aa|ee|oo|dd|[aou]w)\w*\b|\b[a-z]*[aeiouy][a-z]*[sfrxj]\b", re.IGNORECASE)
_VNI = re.compile(r"[a-z]+[1-9]\b", re.IGNORECASE)


def advice(passphrase: str, known: Sequence[str] = ()) -> tuple[int, str]:
    """A grade from 0 (too short) to 3 and the sentence for it. `known`: the unit's and the officer's names."""
    counted = folded(passphrase)
    if len(counted) < MIN_LENGTH:
        return SHORT, _("At least {count} characters; four or five words are best.").format(count=MIN_LENGTH)
    words, bare = counted.split(), counted.replace(" ", "")
    if len(set(bare)) < 5 or bare.isdigit() or any(word in bare and len(bare) - len(word) < 6 for word in _KNOWN):
        return WEAK, _("Weak: it would be guessed at once. Take four or five words that only you would put together.")
    if any(fold_key(name).replace(" ", "") in bare for name in known if len(fold_key(name)) > 4):
        return WEAK, _("Weak: it holds a name that everybody here knows. Take other words.")
    if len(bare) >= 18 or (len(words) >= 4 and len(bare) >= 14):
        return GOOD, _("Good. Accents, capitals and blanks too many do not count.")
    if len(bare) >= 12:
        return FAIR, _("Fair. One or two words more make it good.")
    return WEAK, _("Weak: short. Take four or five words that only you would put together.")


def typed_with_method(text: str) -> bool:
    """Whether an input method put accents in; folded away, they do no harm."""
    return fold(text) != text.lower()


def looks_raw(text: str) -> bool:
    """Whether this reads like Telex or VNI keys with the input method off ("maatj khaaur", "mat6 khau3")."""
    if typed_with_method(text):
        return False
    words = text.split()
    odd = sum(1 for word in words if _TELEX.fullmatch(word) or _VNI.fullmatch(word))
    return bool(words) and odd * 2 >= len(words)
