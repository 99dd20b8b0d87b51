"""Pages and dialogs of the program itself: first run, unlocking, people, care, overview, help."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from danvan_desktop.errors import UserError
from danvan_desktop.storage.identity import UnitInfo
from tests.gui import form_desk
from tests.gui.cases.place import FOLLOWED, Maker, Place, dialog, make, page

CODE = "ABCDE-FGHJK-LMNPQ-RSTUV\nABCDE-FGHJK-LMNPQ-RSTUV"


def _question(_place: Place) -> QWidget:
    from danvan_desktop.i18n import _

    choices = {"keep": _("Keep the draft"), "drop": _("Discard"), "stay": _("Stay here")}
    return make("widgets.questions._Question", None, _("Leave this page?"), FOLLOWED, choices, "circle-help")


def _failure(_place: Place) -> QWidget:
    from danvan_desktop.i18n import _

    error = UserError(_("The data folder cannot be written to."), kept=_("Nothing was changed."),
                      hint=_("Choose another folder, or ask who looks after the computer."))  # fmt: skip
    return make("care.failure.FailureBox", error, None, {"pdf": _("Save as PDF"), "elsewhere": _("Choose…")})


def _first_run(step: int) -> Maker:
    def opened(place: Place) -> QWidget:
        made: Any = make("start.first_run.FirstRun", place.home / "new")
        from danvan_desktop.app import places

        made.setup.place = places.search("ea drang")[0].place
        made._show(step)
        if step == 3:
            made.code_page.show_code("ABCDE-FGHJK-LMNPQ-RSTUV\nABCDE-FGHJK-LMNPQ-RSTUV", "Xã Ea Drăng")
            made.code_page.show_office(place.desk.office)
        return made  # type: ignore[no-any-return]

    return opened


def _duty(place: Place) -> QWidget:
    with place.desk.store.batch(officer=place.desk.officer) as batch:
        for day, state in ((8, "da_tiep"), (16, "du_kien"), (29, "hoan")):
            batch.new("reception_session", {
                "unit": "24538", "session_on": date(2026, 10, day), "mode": "dinh_ky_thu_truong", "state": state,
                "receiving_body": "ubnd", "host_name": "Nguyễn Thị Hồng", "host_title": "Chủ tịch UBND xã",
                "start_time": "07:30", "end_time": "11:30"})  # fmt: skip
    return make("overview.duty_page.DutyPage", place.desk)


def _day(place: Place) -> QWidget:
    from danvan_desktop.app.office_day import Doubt

    return make("start.date_dialog.DateDialog", place.desk.office, Doubt(date(2026, 11, 22), date(2026, 9, 14)))


def _join(place: Place) -> QWidget:
    return make("start.join_dialog.JoinDialog", place.desk.office)


def _help(_place: Place) -> QWidget:
    made: Any = make("help.window.HelpWindow")
    made.open("shortcuts")
    return made  # type: ignore[no-any-return]


PAGES: dict[str, Maker] = {
    "DutyPage": _duty,
    "OverviewPage": page("overview.page.OverviewPage"),
    "LawPage": page("overview.law_page.LawPage"),
    "BackupPage": page("care.backup_page.BackupPage"),
    "OfficersPage": page("people.officers_page.OfficersPage"),
    "UpdatePage": page("care.update_page.UpdatePage"),
    "AccessLogPage": page("people.access_log_page.AccessLogPage"),
    "SettingsPage": page("people.settings_page.SettingsPage"),
}  # fmt: skip
DIALOGS: dict[str, Maker] = {
    "FirstRun": _first_run(0),
    "FirstRun 2": _first_run(1),
    "FirstRun 3": _first_run(2),
    "FirstRun 4": _first_run(3),
    "UnlockDialog": lambda place: make("start.unlock.UnlockDialog", place.shut, "Dữ liệu đã khóa."),
    "RestoreDialog": lambda place: make("start.restore_dialog.RestoreDialog", place.home / "other"),
    "RescueDialog": lambda place: make("care.rescue.RescueDialog", place.shut, form_desk.SECRET),
    "CrashDialog": dialog("care.crash.CrashDialog", "Traceback\n  File x.py, line 3"),
    "FailureBox": _failure,
    "DateDialog": _day,
    "JoinDialog": _join,
    "AddOfficerDialog": dialog("people.dialogs.AddOfficerDialog"),
    "UnitDialog": dialog("people.unit_dialog.UnitDialog", UnitInfo("25920", "Xã Ea Drăng", "commune")),
    "RoleDialog": dialog("people.dialogs.RoleDialog", "Hòa", "nhap_lieu"),
    "PassphraseDialog": dialog("people.dialogs.PassphraseDialog", None, "Hãy đặt mật khẩu riêng."),
    "NewCodeDialog": dialog("people.dialogs.NewCodeDialog", CODE, "Xã Ea Drăng"),
    "_Question": _question,
    "HelpWindow": _help,
}  # fmt: skip
