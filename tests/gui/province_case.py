"""A province for the sweeps of layout: its root made, one commune taken in, one that waits, one that was refused."""

from __future__ import annotations

from pathlib import Path

from danvan_desktop.app import handover, roster, roster_refuse, roster_root
from danvan_desktop.app.office import Office
from danvan_desktop.storage.identity import UnitInfo
from tests.gui.form_desk import LAN, SECRET, FormDesk, QuietShell
from tests.gui.handover_desk import CHEAP

COMMUNES = {"24181": "Xã Ea Drăng", "24121": "Xã Ea Kao", "24154": "Phường Buôn Hồ"}


def province_desk(home: Path) -> FormDesk:
    """The desk of its office; the communes are closed again."""
    office = _office(home, UnitInfo("66", "Ban Dân vận Tỉnh ủy Đắk Lắk", "province"))
    roster_root.init(office)
    roster.export_file(office, home / "tinh.danvan-roster")
    for code, name in COMMUNES.items():
        with _office(home, UnitInfo(code, name, "commune", "66")) as commune:
            roster.take(commune, home / "tinh.danvan-roster")
            handover.export(commune.store, "66", home / code / "usb")
        handover.import_path(office.store, home / code / "usb")
    roster.add(office, "24181")
    roster_refuse.refuse(office, "24154", "Máy này không phải của phường, phường đang dùng máy khác")
    return FormDesk(office, QuietShell())


def _office(home: Path, unit: UnitInfo) -> Office:
    made, _code = Office.create(home / unit.code / "office", unit, LAN, SECRET, cost=CHEAP)
    return made


def commune_desk(home: Path) -> FormDesk:
    """The desk of the commune that was taken in; the province is made before."""
    office = Office.open(home / "24181" / "office", SECRET)
    for receipt in (home / "24181" / "usb").glob("*.receipt.danvan"):
        handover.import_path(office.store, receipt)
    return FormDesk(office, QuietShell())
