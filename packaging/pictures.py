"""Pictures of the program on the training data, for the README and for looking at after a change.

    python packaging/pictures.py [-o FOLDER] [--theme light|dark|contrast] [--size 1366x696] [--lang vi|en] [NAME…]

Without names all of them. The training office is made anew in a folder that is removed afterwards.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
os.environ.setdefault("QT_QPA_PLATFORM", f"offscreen:configfile={ROOT / 'packaging' / 'screen.json'}")
sys.path.insert(0, str(ROOT))

from PySide6.QtWidgets import QApplication  # noqa: E402  the platform is chosen above

from danvan_desktop.app import lists, training  # noqa: E402
from danvan_desktop.app.office import Office  # noqa: E402
from danvan_desktop.app.preferences import Preferences  # noqa: E402
from danvan_desktop.app.report_texts import ReportKey  # noqa: E402
from danvan_desktop.domain.periods import year  # noqa: E402
from danvan_desktop.domain.values import Value  # noqa: E402
from danvan_desktop.gui.application import make_application  # noqa: E402
from danvan_desktop.gui.main_window import MainWindow  # noqa: E402
from danvan_desktop.gui.reports import ReportPage  # noqa: E402
from danvan_desktop.gui.shell.actions import open_page  # noqa: E402
from danvan_desktop.gui.start.first_run import FirstRun  # noqa: E402
from danvan_desktop.gui.theme import style  # noqa: E402

DAY = timedelta(days=1)
Draw = Callable[[MainWindow], None]


def spin(seconds: float) -> None:
    """Let the window live for a while: timers, threads, paints."""
    app = QApplication.instance()
    until = time.monotonic() + seconds
    while app is not None and time.monotonic() < until:
        app.processEvents()
        time.sleep(0.01)


def make_busy(office: Office) -> None:
    """Give the sample registers a morning: terms that run out, visits of today, a dialogue, follow-ups."""
    store, today = office.store, date.today()  # noqa: DTZ011  an office's day is its local day
    rows = store.search("petition", "khieu nai", limit=4) + store.search("petition", "tranh chap", limit=6)
    states = ("dang_xac_minh", "cho_thu_ly", "dang_phan_loai", "cho_phuc_dap")
    with store.batch(officer=office.officer) as batch:
        for place, row in enumerate(dict.fromkeys(rows)):
            batch.edit("petition", row, {
                "due_on": today + (place - 3) * DAY, "state": states[place % 4], "resolved_on": None, "result": None,
            })  # fmt: skip
        for minutes, (name, result, kind) in enumerate(VISITS):
            values: dict[str, Value] = {
                "received_on": today, "received_time": f"{7 + minutes // 2:02}:{20 + 10 * (minutes % 4):02}",
                "mode": "thuong_xuyen", "visitor_name": name, "people_count": 1 + minutes % 3, "kind": kind,
                "result": result, "state": "da_tiep", "host_name": office.officer,
            }  # fmt: skip
            batch.new("reception", values)
        event = batch.new("event", {
            "title": "Đối thoại với nhân dân thôn 5, thôn 7", "kind": "doi_thoai", "dialogue_kind": "dinh_ky",
            "start_on": today, "start_time": "14:00", "status": "da_moi", "venue": "Nhà văn hóa thôn 5",
            "host_org": "Đảng ủy xã Mẫu",
        })  # fmt: skip
        for seq, (content, org) in enumerate(OPINIONS, 1):
            batch.new("event_opinion", {
                "event": event, "seq": seq, "content": content, "assigned_org": org, "due_date": today + seq * DAY,
            })  # fmt: skip
        batch.new("follow_up", {"content": "Nạo vét kênh thôn 3", "responsible_org": "UBND xã", "status": "dang",
                                "due_date": today - 5 * DAY})  # fmt: skip


VISITS = (
    ("Lương Minh Tuấn", "chuyen", "kien_nghi"), ("H'Ngọc Ayũn", "hen_lai", "phan_anh"),
    ("Hà Văn Quý", "huong_dan", "kien_nghi"), ("Đỗ Thị Mai", "ghi_bien_ban", "khieu_nai"),
    ("Phan Thị Thanh Tâm", "nhan_don", "khieu_nai"), ("Y Wăn Kbuôr", "tra_loi_ngay", "phan_anh"),
)  # fmt: skip
OPINIONS = (
    ("Đề nghị sửa đường liên thôn 5 – thôn 7 trước mùa mưa", "UBND xã"),
    ("Hỏi về tiến độ cấp giấy chứng nhận quyền sử dụng đất", "Công chức địa chính"),
    ("Kiến nghị lắp đèn chiếu sáng ở ngã ba chợ", "UBND xã"),
)


def _first(window: MainWindow, type_name: str) -> bytes:

    return lists.wanted_ids(window.desk.reader, lists.Wanted(type_name, limit=1))[0]


def _tab(name: str) -> Draw:
    return lambda window: window.desk.show_tab(name)


def _record(name: str) -> Draw:
    return lambda window: window.desk.open_record(name, _first(window, name))


def _desk(window: MainWindow) -> None:
    window.desk.new_record("reception")


def _report(window: MainWindow) -> None:

    page = window.show_tab("report")
    assert isinstance(page, ReportPage)
    page.open_report(ReportKey("annual", year(training.YEAR), None))
    spin(3)


def _menu(name: str) -> Draw:
    def draw(window: MainWindow) -> None:

        open_page(window.desk, name)

    return draw


PICTURES: dict[str, Draw] = {
    "tong-quan": _tab("overview"), "mo-hinh": _tab("model"), "don-thu": _tab("petition"), "hoi-nghi": _tab("event"),
    "khen-thuong": _tab("award"), "bao-cao": _tab("report"), "giao-nhan": _tab("handover"),
    "ban-tiep-dan": _desk, "ho-so-don": _record("petition"), "hoi-nghi-mot": _record("event"),
    "quyet-dinh-khen": _record("award"), "mo-hinh-nam": _record("model_year"), "soan-bao-cao": _report,
    "nhap-so": _menu("import_sheet"), "sao-luu": _menu("backup"), "cap-nhat": _menu("update"),
    "can-bo": _menu("people"), "cai-dat": _menu("settings"), "nhat-ky": _menu("access_log"),
}  # fmt: skip


def _first_run(app: QApplication, place: Path, target: Path, args: argparse.Namespace) -> None:
    """The first page of the first run, a unit looked for."""
    style.apply(app, args.theme)
    first = FirstRun(place / "moi")
    first.show()
    spin(0.8)
    first.unit_page.finder.line.setText("ea drang")
    spin(1.0)
    first.grab().save(str(target))
    first.hide()
    first.deleteLater()
    print(target)


FIRST_RUN = "lan-dau"


def main() -> None:
    """Make the pictures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-o", "--output", default=str(ROOT / "out" / "hinh"))
    parser.add_argument("--theme", default="light")
    parser.add_argument("--size", default="1366x696")
    parser.add_argument("--lang", default="vi")
    parser.add_argument("names", nargs="*")
    args = parser.parse_args()
    folder = Path(args.output)
    folder.mkdir(parents=True, exist_ok=True)
    app = make_application(Preferences(theme=args.theme, language=args.lang))
    with tempfile.TemporaryDirectory() as place:
        with training.open_office(Path(place) / "so") as office:
            make_busy(office)
        for name in args.names or [*PICTURES, FIRST_RUN]:
            target = folder / f"{name}.png"
            if name == FIRST_RUN:
                _first_run(app, Path(place), target, args)
            else:
                _picture(app, Path(place) / "so", target, PICTURES[name], args)


def _picture(app: QApplication, place: Path, target: Path, draw: Draw, args: argparse.Namespace) -> None:

    with training.open_office(place) as office:
        style.apply(app, args.theme, training=True)
        window = MainWindow(office)
        window.resize(*(int(part) for part in args.size.split("x")))
        window.show()
        spin(0.8)
        draw(window)
        spin(1.2)
        window.grab().save(str(target))
        window.release()
        window.deleteLater()
    print(target)


if __name__ == "__main__":
    main()
