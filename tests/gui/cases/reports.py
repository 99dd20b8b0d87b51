"""Reports with their figures, tables and papers."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from danvan_desktop.app.report_lock import Change, Moves
from tests.gui.cases.place import Maker, Place, a_pdf, make, page


def _year(number: int) -> Any:
    from danvan_desktop.domain.periods import year

    return year(number)


def _moves(place: Place) -> QWidget:
    change = Change("D04", "Đơn đã giải quyết trong kỳ", "59", "61")
    moved = Moves("petition", (place.petition,), (place.petition,), known=True)
    return make("reports.changes.MovesDialog", place.desk, change, moved)


def _preview(place: Place) -> QWidget:
    return make("reports.preview_dialog.PreviewDialog", place.desk, a_pdf(place), "Báo cáo năm 2026", "bao-cao")


def _print(place: Place) -> QWidget:
    return make("reports.print_dialog.PrintDialog", place.desk, a_pdf(place), "Báo cáo năm 2026", 6)


def _figures(place: Place) -> QWidget:
    return make("reports.pick_figure.FigurePicker", _report(place).figures.values())


def _report(place: Place) -> Any:
    from danvan_desktop.app import report_editor
    from danvan_desktop.app.report_texts import ReportKey
    from danvan_desktop.domain.periods import year

    return report_editor.open_report(place.desk.store, ReportKey("annual", year(2026), None), place.desk.today())


def _editor(place: Place) -> QWidget:
    from danvan_desktop.app.report_texts import ReportKey
    from danvan_desktop.domain.periods import year

    made: Any = make("reports.page.ReportPage", place.desk)
    made.open_report(ReportKey("annual", year(2026), None))
    return made  # type: ignore[no-any-return]


def _report_part(part: int) -> Maker:
    def opened(place: Place) -> QWidget:
        made: Any = make("reports.page.ReportPage", place.desk)
        made.show_part(part)
        return made  # type: ignore[no-any-return]

    return opened


PAGES: dict[str, Maker] = {
    "ReportPage": page("reports.page.ReportPage"),
    "ReportPage figures": _report_part(1),
    "ReportPage exported": _report_part(2),
    "ReportPage tables": _report_part(3),
    "ReportPage editor": _editor,
}  # fmt: skip
DIALOGS: dict[str, Maker] = {
    "RegisterDialog": lambda place: make("reports.register_dialog.RegisterDialog", place.desk, _year(2026)),
    "DisclosureDialog": lambda _place: make(
        "reports.disclosing.DisclosureDialog", "Danh sách mang những gì ra ngoài", "Các cột: Số đơn, Họ tên.", "masked",
        ("TC-2026-0007", "TC-2026-0012"),
    ),
    "_ContentDialog": lambda _place: make("reports.disclosing._ContentDialog", "Đơn tố cáo", "TC-2026-0007"),
    "PreviewDialog": _preview,
    "MovesDialog": _moves,
    "PrintDialog": _print,
    "FigurePicker": _figures,
}  # fmt: skip
