"""The package's form, shared by writer and reader: names, caps, version (handoff.md §5)."""

from __future__ import annotations

import re

PACKAGE_VERSION = 1
SUFFIX = ".danvan"
RECEIPT_SUFFIX = ".receipt.danvan"
AGE_MAGIC = b"age-encryption.org/v1\n"
AGE_ANY = b"age-encryption.org/"

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
JSON_ERRORS = (ValueError, KeyError, TypeError, AttributeError, RecursionError, OverflowError)
NAME = re.compile(
    r"DV-(?P<unit>[A-Za-z0-9][A-Za-z0-9._-]{0,31})-(?P<number>[0-9]+)-(?P<part>[0-9]+)of(?P<parts>[0-9]+)(?P<receipt>\.receipt)?\.danvan"
)


def package_name(unit: str, number: int, part: int, parts: int) -> str:
    """DV-<sending unit>-<number>-<part>of<parts>.danvan"""
    return f"DV-{unit}-{number}-{part}of{parts}{SUFFIX}"
