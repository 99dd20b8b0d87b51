"""A dossier as communes hand it on in the tests: made, sent, delivered and read again."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from danvan_desktop.app import attachments, transfer
from danvan_desktop.app.transfer import Letter
from danvan_desktop.domain.values import Value
from danvan_desktop.storage.store import Store
from tests.unit.app.test_attachments import picture
from tests.unit.handoff.communes import ME, TODAY, UNITS, Communes


def dossier_of(offices: Communes, **more: Value) -> bytes:
    """A petition with a visit, a case, a step and a scan."""
    store = offices["A"]
    with store.batch(officer=ME) as batch:
        case = batch.new("case", {"unit": "26001", "code": "VV-1", "title": "Lối đi", "note": "Ghi chú vụ việc"})
    petition = offices.petition("A", case=case, **more)
    with store.batch(officer=ME) as batch:
        batch.new("follow_up", {"unit": "26001", "petition": petition, "content": "Xác minh", "status": "chua"})
        batch.new("reception", {
            "unit": "26001", "received_on": TODAY, "kind": str(more.get("type", "khieu_nai")), "petition": petition,
            "visitor_name": None if more.get("type") == "to_cao" else "Nguyễn Văn Thành", "content": "Kể lại",
        })  # fmt: skip
    attachments.add(store, "petition", petition, picture(kind="PNG"), "Đơn của Thành.png", "Đơn", ME)
    return petition


def send(offices: Communes, petition: bytes, to: str = "B", sender: str = "A") -> list[Path]:
    letter = Letter("12/CV-XA", date(2026, 11, 20), "Thuộc thẩm quyền đơn vị bạn")
    out = offices.home / f"to-{to}"
    sent = transfer.send(offices[sender], petition, UNITS[to].code, out, officer=ME, today=TODAY, letter=letter,
                         denunciations=True)  # fmt: skip
    return [Path(package.file) for package in sent.packages]


def deliver(offices: Communes, petition: bytes, to: str = "B", sender: str = "A") -> None:
    for file in send(offices, petition, to, sender):
        assert [one.status for one in offices.take(to, file)] == ["applied"]
        file.unlink()


def value(store: Store, petition: bytes, name: str) -> Value:
    found = store.get("petition", petition)
    return found.values.get(name) if found else None
