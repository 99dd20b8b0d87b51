"""One maker for every page and dialog of the program, over one office with data: what the sweeps of layout look at."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QDialog, QWidget

import danvan_desktop.gui
from danvan_desktop import i18n
from danvan_desktop.app import drafts, listing
from danvan_desktop.app.attachments import Attachment
from danvan_desktop.app.conflict_view import ConflictView, SideView
from danvan_desktop.app.listing import paste
from danvan_desktop.app.report_lock import Change, Moves
from danvan_desktop.errors import UserError
from danvan_desktop.gui.page import Page
from tests.gui import form_desk
from tests.gui.form_desk import FormDesk, petition
from tests.gui.province_case import commune_desk, province_desk

Maker = Callable[["Place"], QWidget]
FOLLOWED = "Đề nghị sửa đường liên thôn 5 – thôn 7 trước mùa mưa"


@dataclass
class Place:
    """The desk, and folders beside it."""

    desk: FormDesk
    home: Path
    petition: bytes = b""
    event: bytes = b""
    ends: ExitStack = field(default_factory=ExitStack)
    _province: FormDesk | None = None
    _commune: FormDesk | None = None

    @property
    def province(self) -> FormDesk:
        """The desk of a province with its root and new units."""
        if self._province is None:
            self._province = province_desk(self.home / "tinh")
            self.ends.callback(form_desk.close, self._province)
        return self._province

    @property
    def commune(self) -> FormDesk:
        """The desk of a commune that province has taken in."""
        if self._commune is None and self.province:
            self._commune = commune_desk(self.home / "tinh")
            self.ends.callback(form_desk.close, self._commune)
        assert self._commune is not None
        return self._commune

    @property
    def desks(self) -> list[FormDesk]:
        """Those that were made."""
        return [desk for desk in (self.desk, self._province, self._commune) if desk is not None]

    def close(self) -> None:
        """Close every office."""
        self.ends.close()
        form_desk.close(self.desk)

    def fill(self) -> None:
        """Records with words of real length, so that lists and side panels have something to show."""
        desk = self.desk
        for number in range(8):
            numbered = petition(petition_no=f"00{number}/2026", register_no=str(number))
            self.petition = form_desk.saved(desk, "petition", numbered)
        with desk.store.batch(officer=desk.officer) as batch:
            self.event = batch.new("event", {
                "unit": "24538", "title": "Đối thoại với nhân dân thôn 5, thôn 7", "kind": "doi_thoai",
                "dialogue_kind": "dinh_ky", "start_on": date(2026, 10, 14), "status": "da_moi"})  # fmt: skip
            batch.new("event_opinion", {"event": self.event, "seq": 1, "content": FOLLOWED})
            batch.new("reception", {
                "unit": "24538", "received_on": date(2026, 10, 14), "visitor_name": "Lương Minh Tuấn",
                "people_count": 2, "kind": "phan_anh", "result": "hen_lai", "state": "da_tiep"})  # fmt: skip
        drafts.keep(desk.store, "k", "petition", self.petition, petition(content="Khác"), petition(), desk.officer)

    @property
    def shut(self) -> Path:
        """An office nobody has open."""
        folder = self.home / "shut"
        if not folder.exists():
            form_desk.new_office(folder).close()
        return folder / "office"


def program_classes() -> set[str]:
    """Names of all pages and dialogs of the program; a new one is found by itself."""
    found = set()
    for module in pkgutil.walk_packages(danvan_desktop.gui.__path__, "danvan_desktop.gui."):
        for name, kind in vars(importlib.import_module(module.name)).items():
            ours = inspect.isclass(kind) and kind.__module__ == module.name
            if ours and issubclass(kind, QDialog | Page):
                found.add(name)
    return found


def _make(where: str, *args: Any, **more: Any) -> QWidget:
    module, name = where.rsplit(".", 1)
    made: QWidget = getattr(importlib.import_module(f"danvan_desktop.gui.{module}"), name)(*args, **more)
    return made


def _page(where: str, *args: Any) -> Maker:
    return lambda place: _make(where, place.desk, *args)


def _dialog(where: str, *args: Any) -> Maker:
    return lambda _place: _make(where, *args)


def _form(name: str, row: str = "") -> Maker:
    def make(place: Place) -> QWidget:
        from danvan_desktop.gui.forms import page_for

        return page_for(place.desk, name, getattr(place, row) if row else None)

    return make


def _question(_place: Place) -> QWidget:
    from danvan_desktop.i18n import _

    choices = {"keep": _("Keep the draft"), "drop": _("Discard"), "stay": _("Stay here")}
    return _make("widgets.questions._Question", None, _("Leave this page?"), FOLLOWED, choices, "circle-help")


def _failure(_place: Place) -> QWidget:
    from danvan_desktop.i18n import _

    error = UserError(_("The data folder cannot be written to."), kept=_("Nothing was changed."),
                      hint=_("Choose another folder, or ask who looks after the computer."))  # fmt: skip
    return _make("care.failure.FailureBox", error, None, {"pdf": _("Save as PDF"), "elsewhere": _("Choose…")})


def _first_run(step: int) -> Maker:
    def make(place: Place) -> QWidget:
        made: Any = _make("start.first_run.FirstRun", place.home / "new")
        from danvan_desktop.app import places

        made.setup.place = places.search("ea drang")[0].place
        made._show(step)
        if step == 3:
            made.code_page.show_code("ABCDE-FGHJK-LMNPQ-RSTUV\nABCDE-FGHJK-LMNPQ-RSTUV", "Xã Ea Drăng")
            made.code_page.show_office(place.desk.office)
        return made  # type: ignore[no-any-return]

    return make


def _year(number: int) -> Any:
    from danvan_desktop.domain.periods import year

    return year(number)


def _papers(kind: str) -> Maker:
    def make(place: Place) -> QWidget:
        item = place.desk.reader.get("petition", place.petition)
        assert item is not None
        item.values["type"] = kind
        return _make("windows.paper_dialog.PaperDialog", place.desk, item)

    return make


def _retention(place: Place) -> QWidget:
    more = petition(state="da_luu", processed_on=date(2025, 1, 3), received_on=date(2025, 1, 2), written_on=None)
    form_desk.saved(place.desk, "petition", more)
    return _make("record.retention_dialog.RetentionDialog", place.desk)


def _split(place: Place) -> QWidget:
    return _make("windows.split_dialog.SplitDialog", place.desk, place.desk.reader.get("petition", place.petition))


def _withdraw(place: Place) -> QWidget:
    item = place.desk.reader.get("petition", place.petition)
    return _make("windows.withdraw_dialog.WithdrawDialog", place.desk, item)


def _merge(place: Place) -> QWidget:
    one, other = (
        form_desk.saved(place.desk, "case", {"unit": "24538", "code": f"VV {n}", "title": FOLLOWED}) for n in (1, 2)
    )
    with place.desk.store.batch(officer=place.desk.officer) as batch:
        batch.edit("petition", place.petition, {"case": one})
    return _make("windows.merge_dialog.MergeDialog", place.desk, one, other)


def _duty(place: Place) -> QWidget:
    with place.desk.store.batch(officer=place.desk.officer) as batch:
        for day, state in ((8, "da_tiep"), (16, "du_kien"), (29, "hoan")):
            batch.new("reception_session", {
                "unit": "24538", "session_on": date(2026, 10, day), "mode": "dinh_ky_thu_truong", "state": state,
                "receiving_body": "ubnd", "host_name": "Nguyễn Thị Hồng", "host_title": "Chủ tịch UBND xã",
                "start_time": "07:30", "end_time": "11:30"})  # fmt: skip
    return _make("overview.duty_page.DutyPage", place.desk)


def _row_dialog(place: Place) -> QWidget:
    from danvan_desktop import records
    from danvan_desktop.app.form_state import FormState

    kind = records.get("event_opinion")
    return _make("forms.row_dialog.RowDialog", place.desk, FormState(kind, {}, {}), "Ý kiến")


def _conflict(place: Place) -> QWidget:
    when = datetime(2026, 10, 14, 9, 41, tzinfo=UTC)
    sides = (SideView("a", "Thanh tra huyện", "Lan", "Xã Ea Drăng", when, here=True, shown=True),
             SideView("b", "Thanh tra tỉnh", "Hòa", "Tỉnh Đắk Lắk", when, here=False, shown=False))  # fmt: skip
    view = ConflictView("petition", place.petition, "handled_by", "Cơ quan giải quyết", "Đơn thư", "Đơn 7", sides,
                        "", ours=True, owner="Xã Ea Drăng")  # fmt: skip
    return _make("handover.another_value.AnotherValue", place.desk, view)


def _enrol(place: Place) -> QWidget:
    return _make("handover.enrol_dialog.EnrolDialog", place.desk, "12345 67890", [], place.home)


def _day(place: Place) -> QWidget:
    from danvan_desktop.app.office_day import Doubt

    return _make("start.date_dialog.DateDialog", place.desk.office, Doubt(date(2026, 11, 22), date(2026, 9, 14)))


def _checked(place: Place) -> QWidget:
    """A package that is not whole: the longest answer."""
    from danvan_desktop.app.verify import verify

    file = place.home / "DV-24538-7-1of1.danvan-upd"
    file.write_bytes(b"PK\x03\x04")
    made: Any = _make("handover.verify_dialog.VerifyDialog", place.desk)
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
    return _make("handover.requests_page.RequestsPage", place.desk)


def _transfer(place: Place) -> QWidget:
    _know(place, "66", "Tỉnh Đắk Lắk")
    made: Any = _make("handover.transfer_dialog.TransferDialog", place.desk, place.petition)
    made.units.list.setCurrentRow(0)
    return made  # type: ignore[no-any-return]


def _asking(place: Place) -> QWidget:
    from danvan_desktop.app import requests

    _know(place, "66", "Tỉnh Đắk Lắk")
    made: Any = _make(
        "handover.request_dialog.RequestDialog", place.desk, requests.About("petition", place.petition), FOLLOWED, "66"
    )
    made.proposes.setChecked(True)
    made.fields.add("people_count")
    return made  # type: ignore[no-any-return]


def _join(place: Place) -> QWidget:
    return _make("start.join_dialog.JoinDialog", place.desk.office)


def _root(renews: bool) -> Maker:
    return lambda place: _make("handover.root_dialog.MakeRootDialog", place.desk, renews=renews)


def _open_recovery(place: Place) -> QWidget:
    units = [("24538", "Xã Ea Drăng")]
    return _make("handover.root_use_dialogs.OpenRecoveryDialog", place.desk, units)


def _draft(place: Place) -> QWidget:
    from danvan_desktop.app import left_work, report_drafts
    from danvan_desktop.app.report_texts import ReportKey
    from danvan_desktop.domain.periods import Period

    store, year = place.desk.store, ReportKey("annual", Period(date(2026, 1, 1), date(2026, 12, 31)))
    report_drafts.keep(store, year, {"iii_1": "Đang gõ dở khi máy khóa"}, officer=form_desk.LAN)
    return _make("record.draft_dialog.DraftRestoreDialog", place.desk, left_work.left(store, form_desk.LAN))


def _moves(place: Place) -> QWidget:
    change = Change("D04", "Đơn đã giải quyết trong kỳ", "59", "61")
    moved = Moves("petition", (place.petition,), (place.petition,), known=True)
    return _make("reports.changes.MovesDialog", place.desk, change, moved)


def _paste(place: Place) -> QWidget:
    columns = ["register_no", "received_on", "petitioner_name", "type", "content"]
    text = "1\t03/10/2026\tNguyễn Văn A\tKiến nghị\tĐo lại đất\n2\t31/02/2026\tLê Thị B\tPhản ánh\tXin hỗ trợ"
    chosen = i18n.language()
    i18n.set_language("vi")  # the heads of a register are known in the languages it is kept in
    found = paste.read(place.desk.store, "petition", text, columns, place.desk.today())
    i18n.set_language(chosen)
    return _make("lists.paste_dialog.PasteDialog", found)


def _pdf(place: Place) -> bytes:
    from danvan_desktop.app.recovery import sheet_pdf

    return sheet_pdf(place.desk.store.unit.name, "ABCDE-FGHJK")


def _attachment(place: Place) -> QWidget:
    from danvan_desktop.app import attachments

    attachments.add(place.desk.store, "petition", place.petition, _pdf(place), "qd.pdf", "Quyết định", form_desk.LAN)
    file: Attachment = attachments.of(place.desk.reader, "petition", place.petition)[0]
    return _make("record.attachment_preview.AttachmentPreview", place.desk, file, print)


def _preview(place: Place) -> QWidget:
    return _make("reports.preview_dialog.PreviewDialog", place.desk, _pdf(place), "Báo cáo năm 2026", "bao-cao")


def _print(place: Place) -> QWidget:
    return _make("reports.print_dialog.PrintDialog", place.desk, _pdf(place), "Báo cáo năm 2026", 6)


def _figures(place: Place) -> QWidget:
    return _make("reports.pick_figure.FigurePicker", _report(place).figures.values())


def _report(place: Place) -> Any:
    from danvan_desktop.app import report_editor
    from danvan_desktop.app.report_texts import ReportKey
    from danvan_desktop.domain.periods import year

    return report_editor.open_report(place.desk.store, ReportKey("annual", year(2026), None), place.desk.today())


def _editor(place: Place) -> QWidget:
    from danvan_desktop.app.report_texts import ReportKey
    from danvan_desktop.domain.periods import year

    made: Any = _make("reports.page.ReportPage", place.desk)
    made.open_report(ReportKey("annual", year(2026), None))
    return made  # type: ignore[no-any-return]


def _report_part(part: int) -> Maker:
    def make(place: Place) -> QWidget:
        made: Any = _make("reports.page.ReportPage", place.desk)
        made.show_part(part)
        return made  # type: ignore[no-any-return]

    return make


def _wizard(place: Place) -> QWidget:
    from tests.conftest import TEST_DATA

    book = TEST_DATA / "thanh-hoa-2019" / "so-don-thu-co-loi.xlsx"
    return _make("sheet_import.wizard.ImportWizard", place.desk, book)


def _help(_place: Place) -> QWidget:
    made: Any = _make("help.window.HelpWindow")
    made.open("shortcuts")
    return made  # type: ignore[no-any-return]


def _handover(place: Place) -> QWidget:
    return _make("handover.page.HandoverPage", place.desk, None, list)


def _province_tab(place: Place) -> QWidget:
    return _make("handover.page.HandoverPage", place.province, None, list)


def _listing(title: str) -> Maker:
    def make(place: Place) -> QWidget:
        made: Any = _make("lists.list_page.ListPage", place.desk, "petition")
        made.show_listing(listing.Listing("petition", search="khieu nai", title=title))
        return made  # type: ignore[no-any-return]

    return make


MODELS = ("model", "model_year", "model_recognition", "model_replication")
PETITIONS = ("petition", "reception", "case", "reception_session")
EVENTS = ("event", "event_opinion", "follow_up")
AWARDS = ("award", "person", "organisation")
CODE = "ABCDE-FGHJK-LMNPQ-RSTUV\nABCDE-FGHJK-LMNPQ-RSTUV"
ENTRIES = [("petition", b"", "")]

PAGES: dict[str, Maker] = {
    "DutyPage": _duty, "OverviewPage": _page("overview.page.OverviewPage"),
    "LawPage": _page("overview.law_page.LawPage"),
    "HandoverPage": _handover,
    "ListTab models": _page("lists.list_tab.ListTab", MODELS), "ListTab": _page("lists.list_tab.ListTab", PETITIONS),
    "ListTab events": _page("lists.list_tab.ListTab", EVENTS),
    "ListTab awards": _page("lists.list_tab.ListTab", AWARDS),
    **{f"ListPage {name}": _page("lists.list_page.ListPage", name)
       for name in (*MODELS, *PETITIONS, *EVENTS, *AWARDS)},
    "ListPage": _listing("Đơn đã giải quyết, năm 2026"), "BackupPage": _page("care.backup_page.BackupPage"),
    "ReportPage": _page("reports.page.ReportPage"), "ReportPage figures": _report_part(1),
    "ReportPage exported": _report_part(2), "ReportPage tables": _report_part(3), "ReportPage editor": _editor,
    "ImportWizard": _page("sheet_import.wizard.ImportWizard"), "ImportWizard file": _wizard,
    "RecycleBinPage": _page("record.bin_page.RecycleBinPage", "petition"),
    "OfficersPage": _page("people.officers_page.OfficersPage"), "UpdatePage": _page("care.update_page.UpdatePage"),
    "AccessLogPage": _page("people.access_log_page.AccessLogPage"),
    "SettingsPage": _page("people.settings_page.SettingsPage"),
    "RosterPage": _page("handover.roster_page.RosterPage"),
    "HandoverPage province": _province_tab,
    "RosterPage commune": lambda place: _make("handover.roster_page.RosterPage", place.commune),
    "HandoverPage commune": lambda place: _make("handover.page.HandoverPage", place.commune, None, list),
    "RosterPage province": lambda place: _make("handover.roster_page.RosterPage", place.province),
    "JournalPage": _page("handover.journal_page.JournalPage"),
    "RequestsPage": _requests, "DuplicatesPage": _page("windows.duplicates_page.DuplicatesPage"),
    "VisitPairsPage": _page("windows.visit_pairs_page.VisitPairsPage"),
    "RecordsPage": _page("handover.records_page.RecordsPage", "Đơn thư", ENTRIES),
    "FormPage": _form("event", "event"), "QuickPage": _page("forms.quick_entry.QuickPage", "petition"),
    "CasePage": _form("case"), "ReceptionDesk": _form("reception"), "PetitionPage": _form("petition", "petition"),
    "EventPage": _form("event", "event"), "AwardDecisionPage": _form("award"),
    "AwardPage": _form("award"), "ModelPage": _form("model"), "ModelPage year": _form("model_year"),
}  # fmt: skip
DIALOGS: dict[str, Maker] = {
    "FirstRun": _first_run(0), "FirstRun 2": _first_run(1), "FirstRun 3": _first_run(2), "FirstRun 4": _first_run(3),
    "UnlockDialog": lambda place: _make("start.unlock.UnlockDialog", place.shut, "Dữ liệu đã khóa."),
    "RestoreDialog": lambda place: _make("start.restore_dialog.RestoreDialog", place.home / "other"),
    "RescueDialog": lambda place: _make("care.rescue.RescueDialog", place.shut, form_desk.SECRET),
    "CrashDialog": _dialog("care.crash.CrashDialog", "Traceback\n  File x.py, line 3"), "FailureBox": _failure,
    "RowDialog": _row_dialog, "AnotherValue": _conflict, "EnrolDialog": _enrol, "VerifyDialog": _checked,
    "DateDialog": _day,
    "RefuseDialog": lambda _place: _make("handover.refuse_dialog.RefuseDialog", "Xã Ea Kao"),
    "RequestDialog": _asking, "JoinDialog": _join, "MakeRootDialog": _root(False), "MakeRootDialog renew": _root(True),
    "RecoverRootDialog": (
        lambda place: _make("handover.root_use_dialogs.RecoverRootDialog", place.desk)),
    "OpenRecoveryDialog": _open_recovery,
    "TransferDialog": _transfer, "ReasonDialog": (
        lambda _place: _make("lists.remove_rows.ReasonDialog", 12, needed=True)),
    "ColumnDialog": lambda place: _make("lists.column_dialog.ColumnDialog", place.desk.reader.types["petition"],
                                        ["register_no", "state"]),
    "PasteDialog": _paste, "AddOfficerDialog": _dialog("people.dialogs.AddOfficerDialog"),
    "RoleDialog": _dialog("people.dialogs.RoleDialog", "Hòa", "nhap_lieu"),
    "PassphraseDialog": _dialog("people.dialogs.PassphraseDialog", None, "Hãy đặt mật khẩu riêng."),
    "NewCodeDialog": _dialog("people.dialogs.NewCodeDialog", CODE, "Xã Ea Drăng"), "DraftRestoreDialog": _draft,
    "RegisterDialog": lambda place: _make("reports.register_dialog.RegisterDialog", place.desk, _year(2026)),
    "DisclosureDialog": lambda _place: _make(
        "reports.disclosing.DisclosureDialog", "Danh sách mang những gì ra ngoài", "Các cột: Số đơn, Họ tên.", "masked",
        ("TC-2026-0007", "TC-2026-0012"),
    ),
    "_ContentDialog": lambda _place: _make("reports.disclosing._ContentDialog", "Đơn tố cáo", "TC-2026-0007"),
    "SplitDialog": _split, "WithdrawDialog": _withdraw, "MergeDialog": _merge, "RetentionDialog": _retention,
    "PaperDialog": _papers("khieu_nai"), "PaperDialog denunciation": _papers("to_cao"),
    "ScanDialog": lambda place: _make("record.scan_dialog.ScanDialog", place.desk, "petition", place.petition),
    "AttachmentPreview": _attachment, "PreviewDialog": _preview, "MovesDialog": _moves, "PrintDialog": _print,
    "FigurePicker": _figures, "_Question": _question, "HelpWindow": _help,
}  # fmt: skip
BASES = {"Page", "_Dialog"}


def covered() -> Iterator[str]:
    """Class names that have a case."""
    for name in (*PAGES, *DIALOGS):
        yield name.split(" ", maxsplit=1)[0]
