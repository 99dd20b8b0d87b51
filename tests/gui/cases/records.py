"""Forms and composed windows of records, and the dialogs over them."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QWidget

from danvan_desktop.app.attachments import Attachment
from tests.gui import form_desk
from tests.gui.cases.place import FOLLOWED, Maker, Place, a_pdf, form, make, page
from tests.gui.form_desk import petition


def _papers(kind: str) -> Maker:
    def opened(place: Place) -> QWidget:
        item = place.desk.reader.get("petition", place.petition)
        assert item is not None
        item.values["type"] = kind
        return make("windows.paper_dialog.PaperDialog", place.desk, item)

    return opened


def _retention(place: Place) -> QWidget:
    more = petition(state="da_luu", processed_on=date(2025, 1, 3), received_on=date(2025, 1, 2), written_on=None)
    form_desk.saved(place.desk, "petition", more)
    return make("record.retention_dialog.RetentionDialog", place.desk)


def _split(place: Place) -> QWidget:
    return make("windows.split_dialog.SplitDialog", place.desk, place.desk.reader.get("petition", place.petition))


def _withdraw(place: Place) -> QWidget:
    item = place.desk.reader.get("petition", place.petition)
    return make("windows.withdraw_dialog.WithdrawDialog", place.desk, item)


def _merge(place: Place) -> QWidget:
    one, other = (
        form_desk.saved(place.desk, "case", {"unit": "24538", "code": f"VV {n}", "title": FOLLOWED}) for n in (1, 2)
    )
    with place.desk.store.batch(officer=place.desk.officer) as batch:
        batch.edit("petition", place.petition, {"case": one})
    return make("windows.merge_dialog.MergeDialog", place.desk, one, other)


def _row_dialog(place: Place) -> QWidget:
    from danvan_desktop import records
    from danvan_desktop.app.form_state import FormState

    kind = records.get("event_opinion")
    return make("forms.row_dialog.RowDialog", place.desk, FormState(kind, {}, {}), "Ý kiến")


def _draft(place: Place) -> QWidget:
    from danvan_desktop.app import left_work, report_drafts
    from danvan_desktop.app.report_texts import ReportKey
    from danvan_desktop.domain.periods import Period

    store, year = place.desk.store, ReportKey("annual", Period(date(2026, 1, 1), date(2026, 12, 31)))
    report_drafts.keep(store, year, {"iii_1": "Đang gõ dở khi máy khóa"}, officer=form_desk.LAN)
    return make("record.draft_dialog.DraftRestoreDialog", place.desk, left_work.left(store, form_desk.LAN))


def _attachment(place: Place) -> QWidget:
    from danvan_desktop.app import attachments

    attachments.add(place.desk.store, "petition", place.petition, a_pdf(place), "qd.pdf", "Quyết định", form_desk.LAN)
    file: Attachment = attachments.of(place.desk.reader, "petition", place.petition)[0]
    return make("record.attachment_preview.AttachmentPreview", place.desk, file, print)


PAGES: dict[str, Maker] = {
    "RecycleBinPage": page("record.bin_page.RecycleBinPage", "petition"),
    "DuplicatesPage": page("windows.duplicates_page.DuplicatesPage"),
    "VisitPairsPage": page("windows.visit_pairs_page.VisitPairsPage"),
    "FormPage": form("event", "event"),
    "QuickPage": page("forms.quick_entry.QuickPage", "petition"),
    "CasePage": form("case"),
    "ReceptionDesk": form("reception"),
    "PetitionPage": form("petition", "petition"),
    "EventPage": form("event", "event"),
    "AwardDecisionPage": form("award"),
    "AwardPage": form("award"),
    "ModelPage": form("model"),
    "ModelPage year": form("model_year"),
}  # fmt: skip
DIALOGS: dict[str, Maker] = {
    "RowDialog": _row_dialog,
    "DraftRestoreDialog": _draft,
    "SplitDialog": _split,
    "WithdrawDialog": _withdraw,
    "MergeDialog": _merge,
    "RetentionDialog": _retention,
    "PaperDialog": _papers("khieu_nai"),
    "PaperDialog denunciation": _papers("to_cao"),
    "ScanDialog": lambda place: make("record.scan_dialog.ScanDialog", place.desk, "petition", place.petition),
    "AttachmentPreview": _attachment,
}  # fmt: skip
