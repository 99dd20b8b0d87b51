"""What the public commands `age` and `minisign` need to open and check packages without this program."""

from __future__ import annotations

from dataclasses import dataclass

from danvan_desktop.errors import UserError
from danvan_desktop.handoff import certificates, minisign
from danvan_desktop.handoff.certificates import Certificate
from danvan_desktop.i18n import _
from danvan_desktop.storage import peers
from danvan_desktop.storage.identity import old_replicas
from danvan_desktop.storage.store import Store

_IDENTITY_HEAD = """\
# KHÓA BÍ MẬT - AI CÓ TỆP NÀY ĐỀU MỞ ĐƯỢC GÓI DỮ LIỆU CỦA ĐƠN VỊ
# Tệp này mở mọi gói .danvan gửi cho hoặc gửi từ {unit} - {name}, kể cả thông tin cá nhân giữa các máy của đơn vị.
# Không để trên USB giao nhận, không gửi qua thư điện tử hay mạng. Dùng xong thì xóa ngay.
# SECRET KEY: whoever holds this file can open every package to or from this office. Delete it after use.
# age --decrypt -i TEP_NAY -o goi.zip GOI.danvan
"""
_RECIPIENT_HEAD = """\
# Khóa công khai của {unit} - {name}: dùng để niêm phong tệp gửi cho đơn vị, không mở được gì. Không cần giữ kín.
# Public keys: they seal files for this office and open nothing.
# age --encrypt -R TEP_NAY -o tep.age TEP
"""


@dataclass(frozen=True)
class KeyFileText:
    """The text of a key file. `fingerprint`: of the computer whose key it is, to compare."""

    text: str
    fingerprint: str = ""


def identity(store: Store) -> KeyFileText:
    """age's identity file: the key of this computer and of those it was before a restore."""
    old = sorted(old_replicas(store.settings).values(), key=lambda replica: -replica.serial)
    lines = [_IDENTITY_HEAD.format(unit=store.unit.code, name=_one_line(store.unit.name))]
    for replica in (store.replica, *old):
        lines.append(f"# public key: {replica.age_key}\n{replica.age_identity}\n")
    return KeyFileText("".join(lines), certificates.stored(store)[store.replica.id].fingerprint)


def recipient(store: Store, unit: str) -> KeyFileText:
    """age's recipients file of a unit known here."""
    known = _computers(store, unit)
    head = _RECIPIENT_HEAD.format(unit=unit, name=_one_line(known[0].unit.name))
    keys = [f"# {c.fingerprint}\n{c.age_key}\n" for c in known]
    return KeyFileText(head + "".join(keys), known[0].fingerprint)


def verify(store: Store, unit: str) -> list[KeyFileText]:
    """minisign's public key file of each computer of a unit, the newest first; one file holds one key only."""
    return [
        KeyFileText(minisign.public_key_file(c.sign_key, c.replica), c.fingerprint) for c in _computers(store, unit)
    ]


def _computers(store: Store, unit: str) -> list[Certificate]:
    """Certificates of a unit's computers that are not closed, the newest first."""
    still_open = peers.open_replicas(store.conn, unit)
    found = [c for replica, c in certificates.stored(store).items() if replica in still_open]
    if not found:
        raise UserError(
            _("Unit {unit} is not known here.").format(unit=unit), kept=_("Nothing was written."),
            hint=_("“danvan peers” lists the units known."),
        )  # fmt: skip
    mine = store.replica.id
    return sorted(found, key=lambda c: (c.replica != mine, -c.serial, c.replica))


def _one_line(name: str) -> str:
    return " ".join(name.split())
