"""The package's form, shared by writer and reader: names, caps, version (handoff.md §5)."""

from __future__ import annotations

import re

PACKAGE_VERSION = 1
SUFFIX = ".danvan"
RECEIPT_SUFFIX = ".receipt.danvan"
AGE_MAGIC = b"age-encryption.org/v1\n"
AGE_ANY = b"age-encryption.org/"

MAX_PART = 64_000_000  # plain bytes the writer puts into one part, so that no package is greater
MAX_FILE = 72_000_000  # greatest package read at all
MAX_PLAIN = 512_000_000  # all entries unpacked
MAX_ENTRIES = 100_000
MAX_RATIO = 250  # unpacked to packed, beyond the first megabyte; prose and JSON stay under 40
MAX_SMALL = 32_000_000  # manifest, have, roster, schema, text
PART_ENTRIES = 50_000

MANIFEST, SIGNATURE = "manifest.json", "manifest.json.minisig"
HAVE, ROSTER, SCHEMA, README = "have.json", "roster.json", "schema.json", "DOC-THIS.txt"
SEGMENT, VALUE = "seg/", "value/"
ENTRY = re.compile(
    r"manifest\.json|manifest\.json\.minisig|have\.json|roster\.json|schema\.json|DOC-THIS\.txt"
    r"|(?:seg|value|blob)/[0-9a-f]{64}|part/[0-9a-f]{64}\.[0-9]{1,5}"
)
LATER = ("blob/", "part/")  # attachments: a later program's business
NAME = re.compile(
    r"DV-(?P<unit>[A-Za-z0-9][A-Za-z0-9._-]{0,31})-(?P<number>[0-9]+)-(?P<part>[0-9]+)of(?P<parts>[0-9]+)(?P<receipt>\.receipt)?\.danvan"
)

DOC_THIS = """\
GOI BAN GIAO DAN VAN / DAN VAN HAND-OVER PACKAGE

Tiếng Việt
Tệp này do phần mềm Dân Vận Desktop lập để chuyển số liệu giữa các cơ quan dân vận.
Từ: {sender}   Đến: {to}   Số: {number}, phần {part}/{parts}
Cách đọc: mở Dân Vận Desktop tại cơ quan nhận rồi chọn "Nhận gói", hoặc chạy lệnh: danvan import TỆP
manifest.json liệt kê mọi tệp kèm mã SHA-256; manifest.json.minisig là chữ ký (định dạng minisign) của nơi gửi.
seg/: các thay đổi, mỗi dòng một lần lưu (JSON), có chữ ký của nơi lập. value/: thông tin cá nhân, chỉ có trong
gói gửi giữa các máy của cùng một cơ quan.

English
Made by Dan Van Desktop to carry records between offices of mass mobilisation.
Read it with: danvan import FILE, at the receiving office.
manifest.json lists every file with its SHA-256; manifest.json.minisig is the sender's signature (minisign format).
seg/: changes, one save a line (JSON): 64 bytes Ed25519 signature, then a header line, then the lines.
value/: persons' values (16 bytes salt, then text), only between computers of one office.
"""


def package_name(unit: str, number: int, part: int, parts: int) -> str:
    """DV-<sending unit>-<number>-<part>of<parts>.danvan"""
    return f"DV-{unit}-{number}-{part}of{parts}{SUFFIX}"
