"""A province and a commune with two computers with the program's real record types, and what scanners make."""

from __future__ import annotations

import io
import os
import struct
import zlib
from pathlib import Path

from danvan_desktop.app import attachments, handover
from danvan_desktop.app.attachments import Attachment
from danvan_desktop.handoff.imported import ImportedPackage
from danvan_desktop.storage.identity import UnitInfo
from danvan_desktop.storage.store import Store
from tests.unit.handoff.enrolled import Enrolled

NAME = "Nguyễn Văn Thành"
UNITS = {
    "P": UnitInfo("75", "Tỉnh Ví dụ", "province"),
    "C1": UnitInfo("25920", "Xã Ví dụ", "commune"), "C2": UnitInfo("25920", "Xã Ví dụ", "commune"),
}  # fmt: skip


class Desks(Enrolled):
    """The stores of one test and the stick between them; the commune's two computers have heard of each other."""

    def __init__(self) -> None:
        super().__init__(UNITS, (("C1", "P"), ("C2", "C1")))
        self.stick = self.home / "stick"
        self.stick.mkdir()

    def export(self, sender: str, receiver: str, *, full: bool = False, max_part_mb: int = 64) -> list[bytes]:
        """The packages of an export as bytes, no part left on the stick."""
        unit = UNITS[receiver].code
        made = handover.export(self[sender], unit, self.stick, full=full, max_part_mb=max_part_mb)
        written = [Path(p.file) for p in made]
        data = [file.read_bytes() for file in written]
        for file in written:
            file.unlink()
        return data

    def deliver(self, name: str, data: bytes) -> tuple[ImportedPackage, bytes | None]:
        """Import one package from a stick; the result and the receipt written beside it."""
        file = self.stick / "DV-0-1-1of1.danvan"
        file.write_bytes(data)
        result = handover.import_path(self[name], file)[-1]
        answers = list(self.stick.glob("*.receipt.danvan"))
        receipt = answers[0].read_bytes() if answers else None
        for path in (file, *answers):
            path.unlink()
        return result, receipt

    def hand_over(
        self, sender: str, receiver: str, *, full: bool = False, max_part_mb: int = 64
    ) -> list[ImportedPackage]:
        """Export, import, bring the receipt back."""
        results = []
        for data in self.export(sender, receiver, full=full, max_part_mb=max_part_mb):
            result, receipt = self.deliver(receiver, data)
            results.append(result)
            if receipt is not None:
                self.deliver(sender, receipt)
        return results


def petition(store: Store) -> bytes:
    with store.batch(officer="Lê A") as batch:
        values = {"unit": store.unit.code, "received_on": "2026-03-02", "type": "kien_nghi", "petitioner_name": NAME}
        return batch.new("petition", values)


def attach(store: Store, row: bytes, data: bytes, name: str = "don.pdf", caption: str = "Bản chụp") -> bytes:
    return attachments.add(store, "petition", row, data, name, caption, "Lê A", keep_original=True)


def attached(store: Store, row: bytes) -> list[Attachment]:
    return attachments.of(store, "petition", row)


def picture(form: str = "PNG", side: int = 64, *, noisy: bool = False) -> bytes:
    """A picture; a noisy one cannot be packed smaller, as real scans cannot."""
    from PIL import Image

    size = (side, side)
    made = Image.frombytes("RGB", size, os.urandom(side * side * 3)) if noisy else Image.new("RGB", size, (9, 99, 9))
    out = io.BytesIO()
    made.save(out, form)
    return out.getvalue()


def pdf(pages: int = 1) -> bytes:
    import pypdfium2

    document, out = pypdfium2.PdfDocument.new(), io.BytesIO()
    for _place in range(pages):
        document.new_page(595, 842)
    document.save(out)
    return out.getvalue()


def bomb(side: int) -> bytes:
    """A small PNG of side × side pixels: hundreds of megabytes once it is decoded."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(bytes(side * 3 + 1)) for _row in range(side)) + packer.flush()
    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")
