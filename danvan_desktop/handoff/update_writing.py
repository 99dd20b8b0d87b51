"""Making an update file: the list, a signature over it from outside, and the files by their hashes."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Mapping
from dataclasses import replace

from danvan_desktop.handoff import minisign, update_form
from danvan_desktop.handoff.update_form import Contents, Listed
from danvan_desktop.storage.identity import Replica

_WHEN = (2026, 1, 1, 0, 0, 0)  # the same files give the same bytes
_DOC_THIS = """\
BAN CAP NHAT DAN VAN DESKTOP / UPDATE FOR DAN VAN DESKTOP

Tiếng Việt
Mở Dân Vận Desktop, chọn Công cụ > Cập nhật, rồi chọn tệp này; hoặc chạy lệnh: danvan update TỆP
Tệp chỉ chứa dữ liệu, không có gì tự chạy. update.json liệt kê mọi tệp kèm mã SHA-256; update.json.minisig là chữ ký
(định dạng minisign). Kiểm tra: unzip tệp này rồi chạy minisign -Vm update.json -P KHÓA-CÔNG-KHAI

English
Open Dan Van Desktop, choose Update, then this file; or run: danvan update FILE
Data only, nothing runs by itself. update.json lists every file with its SHA-256; update.json.minisig is the signature.
"""


def with_files(contents: Contents, files: Mapping[str, bytes]) -> Contents:
    """The list of these files. Raises BadListError where the program that reads it would refuse it."""
    listed = tuple(Listed(name, len(data), hashlib.sha256(data).hexdigest()) for name, data in sorted(files.items()))
    found = replace(contents, files=listed)
    update_form.read(found.as_json())
    return found


def sign(contents: Contents, replica: Replica) -> bytes:
    """A province's own signature; release keys sign by the minisign command."""
    comment = f"danvan-update {contents.publisher} {contents.number}"
    return minisign.sign(contents.as_json(), replica.seed, replica.id, comment)


def pack(contents: Contents, signature: bytes, files: Mapping[str, bytes]) -> bytes:
    """The bytes of the `.danvan-upd` file."""
    entries = {
        update_form.MANIFEST: contents.as_json(), update_form.SIGNATURE: signature,
        update_form.README: _DOC_THIS.encode(),
        **{update_form.FILE + hashlib.sha256(data).hexdigest(): data for data in files.values()},
    }  # fmt: skip
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            info = zipfile.ZipInfo(name, _WHEN)
            info.external_attr, info.compress_type = 0o100644 << 16, zipfile.ZIP_DEFLATED
            archive.writestr(info, data)
    return out.getvalue()
