"""A province with two communes and every record type, enrolled by the real files and copied for each test."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from danvan_desktop import records
from danvan_desktop.app import handover
from danvan_desktop.domain.values import Value
from danvan_desktop.handoff import certificate_trust, certificates
from danvan_desktop.handoff.imported import ImportedPackage
from danvan_desktop.storage.identity import UnitInfo
from tests.unit.handoff.enrolled import Enrolled

ALL = {record.name: record for record in records.ALL}
UNITS = {
    "P": UnitInfo("75", "Tỉnh Ví dụ", "province"), "A": UnitInfo("26001", "Xã An", "commune"),
    "A2": UnitInfo("26001", "Xã An", "commune"), "B": UnitInfo("26002", "Xã Bình", "commune"),
}  # fmt: skip
TODAY = date(2026, 11, 22)
ME = "Trần Thị Bình"


class Communes(Enrolled):
    """The stores of one test: province P, commune A with two computers, commune B."""

    def __init__(self) -> None:
        super().__init__(UNITS, (("A", "P"), ("B", "P"), ("A2", "A")))

    def meet(self, name: str, other: str) -> None:
        """Another unit's computers become known, as the roster makes them."""
        store = self[name]
        with self[other].writing():
            certificates.own(self[other])
        offered = certificates.chain(self["P"], {self[other].replica.id})
        with store.writing():
            for found in certificate_trust.trusted(offered, certificates.stored(store), store.unit.code):
                certificates.admit(store, found, checked=True)

    def hand_over(self, sender: str, receiver: str, *, full: bool = False) -> list[ImportedPackage]:
        """Export, import, bring the receipt back."""
        out = self.home / "out"
        results = []
        for package in handover.export(self[sender], UNITS[receiver].code, out, full):
            results += self.take(receiver, Path(package.file))
            answer = Path(package.file.replace(".danvan", ".receipt.danvan"))
            if answer.exists():
                self.take(sender, answer)
            for file in out.iterdir():
                file.unlink()
        return results

    def take(self, name: str, file: Path) -> list[ImportedPackage]:
        """Import one file."""
        return handover.import_path(self[name], file)

    def round(self) -> None:
        """Every commune hands over to the province and gets back what is for it."""
        for name in ("A", "B"):
            self.hand_over(name, "P")
        for name in ("A", "B"):
            self.hand_over("P", name)

    def petition(self, name: str = "A", **more: Value) -> bytes:
        """A complete petition of a commune; `more` overrides."""
        store = self[name]
        values: dict[str, Value] = {
            "unit": store.unit.code, "petition_no": "15/2026", "received_on": TODAY, "type": "khieu_nai",
            "petitioner_name": "Nguyễn Văn Thành", "petitioner_phone": "0912345678", "content": "Tranh chấp lối đi",
            "summary_redacted": "Lối đi chung", "people_count": 1, "state": "dang_phan_loai", **more,
        }  # fmt: skip
        with store.batch(officer=ME) as batch:
            return batch.new("petition", values)

    def count(self, name: str, query: str) -> int:
        """One number of a store."""
        return int(self[name].conn.execute(query).fetchone()[0])
