"""Hands that type Vietnamese with slips and corrections, as words of xdotool."""

from __future__ import annotations

import re
import subprocess
import unicodedata
from collections.abc import Callable
from itertools import pairwise

from tests.end2end.desktop import telex, vni

SENTENCE = "Quốc hội, Đắk Lắk, H'Ngọc Ayũn, Nguyễn Thị Ánh, ươu, khuỷu, giữa"
PAUSE_MS = 12
_TONES = "\u0300\u0309\u0303\u0301\u0323"


def keys_for_letters(env: dict[str, str]) -> None:
    """Give every Vietnamese letter a key of its own: xdotool would else change the keyboard at each letter."""
    found = subprocess.run(["xkbcomp", env["DISPLAY"], "-"], env=env, capture_output=True, check=True, timeout=20)
    layout = found.stdout.decode()
    taken = set(re.findall(r"key\s+<(\w+)>", layout))
    free = [name for name in re.findall(r"^\s*<(\w+)> = \d+;", layout, re.MULTILINE) if name not in taken]
    letters = [low for low in dict.fromkeys(SENTENCE.lower() + "ấđ") if ord(low) > 127]
    lines = "".join(
        f'    key <{name}> {{ type= "ALPHABETIC", symbols[Group1]= [ U{ord(low):04X}, U{ord(low.upper()):04X} ] }};\n'
        for name, low in zip(free, letters, strict=False)
    )  # fmt: skip
    changed = re.sub(r'(xkb_symbols "[^"]*" \{\n)', lambda head: head.group(1) + lines, layout, count=1)
    subprocess.run(["xkbcomp", "-w0", "-", env["DISPLAY"]], env=env, input=changed.encode(), check=True, timeout=20)


def typed(keys: str) -> list[str]:
    """These keys, one after the other."""
    return ["type", "--delay", str(PAUSE_MS), "--args", "1", keys] if keys else []


def pressed(*names: str) -> list[str]:
    """Keys by their names."""
    return ["key", "--delay", str(PAUSE_MS), *names] if names else []


def slower(words: list[str], times: int) -> list[str]:
    """The same, more slowly."""
    return [str(PAUSE_MS * times) if before == "--delay" else word for before, word in pairwise(["", *words])]


def by_telex(text: str) -> list[str]:
    """Telex, a slip here and there."""
    return _by_method(text, telex)


def by_vni(text: str) -> list[str]:
    """VNI, a slip here and there."""
    return _by_method(text, vni)


def by_replay(text: str) -> list[str]:
    """As Unikey does under Windows: letters, then backspaces and the letters anew with their marks."""
    words: list[str] = []
    for word in re.split(r"(\W)", text):
        bare = "".join(mark for mark in unicodedata.normalize("NFD", word) if not unicodedata.combining(mark))
        bare = bare.replace("đ", "d").replace("Đ", "D")
        same = next((at for at, (a, b) in enumerate(zip(bare, word, strict=True)) if a != b), len(word))
        words += typed(bare) + pressed(*["BackSpace"] * (len(word) - same)) + typed(word[same:])
    return words


def _by_method(text: str, method: Callable[[str], str]) -> list[str]:
    """Every third word has a wrong letter taken back, every third a wrong tone typed over."""
    words: list[str] = []
    for place, word in enumerate(re.split(r"(\W+)", text)):
        stem = word.removesuffix("k")  # no Vietnamese syllable ends in k: in Đắk the tone comes before it
        keys, rest = method(stem), word[len(stem) :]
        if place % 6 == 2 and len(stem) > 1:
            words += typed(keys[0] + "q") + pressed("BackSpace") + typed(keys[1:] + rest)
        elif place % 6 == 4 and (other := _other_tone(stem)):
            words += typed(method(other) + keys[-1] + rest)
        else:
            words += typed(keys + rest)
    return words


def _other_tone(word: str) -> str:
    """The word with another tone it may have; "" for a word without one."""
    marks = unicodedata.normalize("NFD", word)
    grave, acute, dot = "\u0300", "\u0301", "\u0323"
    tone = next((mark for mark in marks if mark in _TONES), "")
    closed = re.search(r"(c|ch|p|t)$", marks) is not None
    other = (dot if tone == acute else acute) if closed else (acute if tone == grave else grave)
    return unicodedata.normalize("NFC", marks.replace(tone, other)) if tone else ""
