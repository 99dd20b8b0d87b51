"""Hand-over, the roster, requests and dossiers that go to another unit."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from PySide6.QtWidgets import QWidget

from danvan_desktop.app.conflict_view import ConflictView, SideView
from tests.gui import form_desk
from tests.gui.cases.place import FOLLOWED, Maker, Place, make, page

ENTRIES = [("petition", b"", "")]


def _conflict(place: Place) -> QWidget:
    when = datetime(2026, 10, 14, 9, 41, tzinfo=UTC)
    sides = (SideView("a", "Thanh tra huyện", "Lan", "Xã Ea Drăng", when, here=True, shown=True),
             SideView("b", "Thanh tra tỉnh", "Hòa", "Tỉnh Đắk Lắk", when, here=False, shown=False))  # fmt: skip
    view = ConflictView("petition", place.petition, "handled_by", "Cơ quan giải quyết", "Đơn thư", "Đơn 7", sides,
                        "", ours=True, owner="Xã Ea Drăng")  # fmt: skip
    return make("handover.another_value.AnotherValue", place.desk, view)


def _enrol(place: Place) -> QWidget:
    return make("handover.enrol_dialog.EnrolDialog", place.desk, "12345 67890", [], place.home)


def _checked(place: Place) -> QWidget:
    """A package that is not whole: the longest answer."""
    from danvan_desktop.app.verify import verify

    file = place.home / "DV-24538-7-1of1.danvan-upd"
    file.write_bytes(b"PK\x03\x04")
    made: Any = make("handover.verify_dialog.VerifyDialog", place.desk)
    made.show_verdict(verify(file))
    return made  # type: ignore[no-any-return]


def _know(place: Place, code: str, name: str) -> None:
    """A unit whose computer is known here, as the roster makes it."""
    from danvan_desktop.handoff import certificates
    from danvan_desktop.storage import identity

    store, me = place.desk.store, place.desk.store.replica
    replica = code.rjust(8, "0").encode()
    made = certificates.issue(
        unit=identity.UnitInfo(code, name, "province"), replica=replica, line=replica, serial=1, sign_key=me.sign_key,
        age_key=me.age_key, signer=me,
    )  # fmt: skip
    with store.writing():
        identity.save_unit(store.settings, replace(store.unit, parent_code=code))
        certificates.admit(store, made, checked=True)


def _requests(place: Place) -> QWidget:
    from danvan_desktop.app import requests

    _know(place, "66", "Tỉnh Đắk Lắk")
    about = requests.About("petition", place.petition, figure="D05.ratio", value="59/71 (83,1%)",
                           start=date(2026, 1, 1), end=date(2026, 10, 14))  # fmt: skip
    requests.ask(
        place.desk.store, "66", "so_lieu", "Số liệu này chưa khớp, đề nghị kiểm tra lại đơn đã giải quyết trong kỳ",
        officer=form_desk.LAN, today=place.desk.today(), about=about,
    )  # fmt: skip
    return make("handover.requests_page.RequestsPage", place.desk)


def _transfer(place: Place) -> QWidget:
    _know(place, "66", "Tỉnh Đắk Lắk")
    made: Any = make("handover.transfer_dialog.TransferDialog", place.desk, place.petition)
    made.units.list.setCurrentRow(0)
    return made  # type: ignore[no-any-return]


def _asking(place: Place) -> QWidget:
    from danvan_desktop.app import requests

    _know(place, "66", "Tỉnh Đắk Lắk")
    made: Any = make(
        "handover.request_dialog.RequestDialog", place.desk, requests.About("petition", place.petition), FOLLOWED, "66"
    )
    made.proposes.setChecked(True)
    made.fields.add("people_count")
    return made  # type: ignore[no-any-return]


def _root(renews: bool) -> Maker:
    return lambda place: make("handover.root_dialog.MakeRootDialog", place.desk, renews=renews)


def _ended_unit(_place: Place) -> QWidget:
    units = [("25920", "Xã Ea Drăng"), ("24121", "Xã Ea Kao"), ("66", "Tỉnh Đắk Lắk")]
    return make("handover.ended_unit_dialog.EndedUnitDialog", "Xã Cư Pơng", units, date(2026, 11, 22))


def _open_recovery(place: Place) -> QWidget:
    units = [("24538", "Xã Ea Drăng")]
    return make("handover.root_use_dialogs.OpenRecoveryDialog", place.desk, units)


def _handover(place: Place) -> QWidget:
    return make("handover.page.HandoverPage", place.desk, None, list)


def _province_tab(place: Place) -> QWidget:
    return make("handover.page.HandoverPage", place.province, None, list)


PAGES: dict[str, Maker] = {
    "HandoverPage": _handover,
    "RosterPage": page("handover.roster_page.RosterPage"),
    "HandoverPage province": _province_tab,
    "RosterPage commune": lambda place: make("handover.roster_page.RosterPage", place.commune),
    "HandoverPage commune": lambda place: make("handover.page.HandoverPage", place.commune, None, list),
    "RosterPage province": lambda place: make("handover.roster_page.RosterPage", place.province),
    "JournalPage": page("handover.journal_page.JournalPage"),
    "RequestsPage": _requests,
    "RecordsPage": page("handover.records_page.RecordsPage", "Đơn thư", ENTRIES),
}  # fmt: skip
DIALOGS: dict[str, Maker] = {
    "AnotherValue": _conflict,
    "EnrolDialog": _enrol,
    "VerifyDialog": _checked,
    "EndedUnitDialog": _ended_unit,
    "RefuseDialog": lambda _place: make("handover.refuse_dialog.RefuseDialog", "Xã Ea Kao"),
    "RequestDialog": _asking,
    "MakeRootDialog": _root(False),
    "MakeRootDialog renew": _root(True),
    "RecoverRootDialog": lambda place: make("handover.root_use_dialogs.RecoverRootDialog", place.desk),
    "OpenRecoveryDialog": _open_recovery,
    "TransferDialog": _transfer,
}  # fmt: skip
