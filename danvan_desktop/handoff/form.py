"""The package's form, shared by writer and reader: names, caps, version (handoff.md §5)."""

from __future__ import annotations

import json
import re
from typing import Any

from danvan_desktop.domain.journal import finite
from danvan_desktop.domain.text import nfc

PACKAGE_VERSION = 1
SUFFIX = ".danvan"
RECEIPT_SUFFIX = ".receipt.danvan"
AGE_MAGIC = b"age-encryption.org/v1\n"
AGE_ANY = b"age-encryption.org/"

LAST_MS = 2**47  # the year 6429: no clock shows a later day, and no screen can
MAX_PART_MB = 64  # the greatest part that is written
MAX_FILE = 72_000_000  # greatest package read at all
MAX_PLAIN = 512_000_000  # all entries unpacked
MAX_ENTRIES = 100_000
MAX_RATIO = 250  # unpacked to packed, beyond the first megabyte; prose and JSON stay under 40
MAX_SMALL = 32_000_000  # manifest, have, roster, schema, text
PART_ENTRIES = 50_000

MANIFEST, SIGNATURE = "manifest.json", "manifest.json.minisig"
HAVE, ROSTER, SCHEMA, README = "have.json", "roster.json", "schema.json", "DOC-THIS.txt"
SEGMENT, VALUE, BLOB, PIECE = "seg/", "value/", "blob/", "part/"
ENTRY = re.compile(
    r"manifest\.json|manifest\.json\.minisig|have\.json|roster\.json|schema\.json|DOC-THIS\.txt"
    r"|(?:seg|value|blob)/[0-9a-f]{64}|part/[0-9a-f]{64}\.[0-9]{1,5}"
)
_HALF = re.compile(r"\\u[dD][89a-fA-F]")  # may be half of a letter: a store keeps no such text
JSON_ERRORS = (ValueError, LookupError, TypeError, AttributeError, RecursionError, OverflowError)
NAME = re.compile(
    r"DV-(?P<unit>[A-Za-z0-9][A-Za-z0-9._-]{0,31})-(?P<number>[0-9]+)-(?P<part>[0-9]+)of(?P<parts>[0-9]+)(?P<receipt>\.receipt)?\.danvan"
)
_COPY_MARK = re.compile(r"(?:[ _-]*(?:\(\d{1,3}\)|copy|bản sao))+(?=(?:\.receipt)?\.danvan$)", re.IGNORECASE)


def read_name(name: str) -> re.Match[str] | None:
    """What a package's file name says, also where a mail program or a file manager has marked it as a copy."""
    found = NAME.fullmatch(name)
    if found is not None:
        return found
    ending = RECEIPT_SUFFIX if name.lower().endswith(RECEIPT_SUFFIX) else SUFFIX
    plain = nfc(name)[: -len(ending)] + ending if name.lower().endswith(ending) else nfc(name)
    return NAME.fullmatch(_COPY_MARK.sub("", plain, count=1))


def package_name(unit: str, number: int, part: int, parts: int) -> str:
    """DV-<sending unit>-<number>-<part>of<parts>.danvan"""
    return f"DV-{unit}-{number}-{part}of{parts}{SUFFIX}"


def loads(data: bytes | str) -> Any:  # noqa: ANN401  whatever JSON holds
    """JSON whose every text can be stored and printed: UTF-8, no half surrogate pairs, no NaN. Raises ValueError."""
    text = data.decode() if isinstance(data, bytes) else data
    found = json.loads(text, parse_float=finite, parse_constant=finite)
    text.encode()
    if _HALF.search(text):
        json.dumps(found, ensure_ascii=False).encode()
    return found
