"""An office in a folder, with a cheap passphrase, and saves in it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from danvan_desktop.app.office import Office
from danvan_desktop.storage.identity import UnitInfo
from danvan_desktop.storage.passphrase import Cost

CHEAP = Cost(memory_kib=8, passes=1)
UNIT = UnitInfo("25920", "Xã Ví dụ", "commune", "80")
PHRASE = "đường về xã ví dụ"
OTHER = "một câu khác hẳn"


def create(folder: Path, unit: UnitInfo = UNIT, **organ: str | None) -> tuple[Office, str]:
    return Office.create(folder, unit, "Lê Thị Ánh", PHRASE, organ, cost=CHEAP)


def save(office: Office, text: str) -> bytes:
    with office.store.batch(officer=office.officer) as batch:
        return batch.new(
            "petition", {"unit": "25920", "received_on": date(2026, 2, 3), "type": "kien_nghi", "content": text}
        )
