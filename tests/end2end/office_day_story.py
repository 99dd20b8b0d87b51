"""What one officer does on one day, step by step; each step leaves the window where the next begins."""

from __future__ import annotations

import subprocess
import time
from pathlib import Path

from tests.end2end.desktop import vni
from tests.end2end.driver import Danvan
from tests.end2end.office_day import PASSPHRASE, OfficeDay
from tests.unit.app.private_cups import PrivateCups

QUIET = 2.5  # seconds after which a draft is surely kept
NAME, ADDRESS, SENDER, SAID = "Họ và tên công dân", "Địa chỉ công dân", "Họ và tên người gửi", "Nội dung"
SUMMARY = "Tóm tắt (không nêu danh tính)"
BEFORE_THE_CUT, LAST_WORDS = "tranh chấp lối đi chung.", "chữ gõ lúc mất điện"
DISCARDED = "Vũ Thị Bỏ Dở"


def first_run(day: OfficeDay) -> float:
    """From nothing to the reception desk, by keyboard alone; how many seconds it took."""
    began = time.monotonic()
    day.start()
    day.see("Dân Vận", "dialog")
    day.desk.unikey_on()
    day.wait_for_focus("Một phần tên đơn vị")
    day.write("ea drang", secret=False)
    day.see("Xã Ea Drăng", "list item")
    day.picture("01-unit")
    day.press("Return", "Return")
    day.wait_for_focus("Cơ quan ban hành")
    day.picture("02-organ")
    day.on_to("Họ và tên")
    day.write("Phạm Thị Ngọc Lan", secret=False)
    for field in ("Mật khẩu", "Nhập lại mật khẩu"):
        day.press("Return")
        day.wait_for_focus(field)
        day.desk.type(PASSPHRASE)
    day.picture("03-officer")
    day.press("Return")
    _code_back(day)
    day.wait_for_focus(NAME)
    return time.monotonic() - began


def _code_back(day: OfficeDay) -> None:
    """Read the code from the screen, type it back; Enter after the last digit must not start anything."""
    day.see("Dòng 1: ", "label")
    day.picture("04-code")
    shown = [node["name"] for node in day.program.ask("find", "label", "Dòng")]
    lines = [name.split(":", 1)[1].strip() for name in shown if ":" in name]
    assert len(lines) == 3
    for line in lines:
        day.desk.type(line)
        day.press("Return")
    day.wait_for_focus("Ghi lượt tiếp đầu tiên")
    day.picture("05-code-right")
    time.sleep(1)
    day.press("Return")


def first_visit(day: OfficeDay) -> int:
    """A visit answered at once; how many stops it cost beyond the text."""
    day.picture("06-desk")
    day.stops = 0
    day.write("Đặng Hữu Khuyến")
    _next(day, ADDRESS)
    day.write("thôn Năm, đường Trần Phú")
    _next(day, "Điện thoại công dân")
    day.desk.type("0905123468")
    _next(day, "Số người")
    _next(day, "Loại việc")
    day.write("khiếu nại", secret=False)
    _next(day, "Lĩnh vực")
    day.write("đất đai", secret=False)
    _next(day, "Nội dung trình bày")
    day.write("đề nghị đo lại thửa đất bị lấn ranh")
    _next(day, "Yêu cầu, đề nghị")
    _next(day, "Kết quả tiếp: Trả lời ngay")
    day.press("space")
    day.picture("07-visit")
    day.press("ctrl+Return")
    day.wait(lambda: day.text(NAME) == "", "the next visit")
    day.see("1 lượt, 1 người", "label")
    return day.stops


def _next(day: OfficeDay, name: str) -> None:
    day.press("Return")
    day.wait_for_focus(name)


def second_visit(day: OfficeDay) -> None:
    """A visit with a petition taken: it opens filled in, and Ctrl+S in mid-word keeps the last word."""
    day.wait_for_focus(NAME)
    day.write("Trương Mẫn Nghi")
    _next(day, ADDRESS)
    day.write("thôn Ba")
    day.on_to("Loại việc")
    day.write("khiếu nại", secret=False)
    day.on_to("Nội dung trình bày")
    day.write("trợ cấp thương binh chậm trả ba tháng")
    day.on_to("Kết quả tiếp: Trả lời ngay")
    day.press("Right", "Right")
    day.wait_for_focus("Kết quả tiếp: Nhận đơn")
    day.picture("08-petition-taken")
    day.press("ctrl+Return")
    day.see("Mới: Đơn", "label")
    assert day.text(SENDER) == "Trương Mẫn Nghi"
    assert day.text(SAID) == "trợ cấp thương binh chậm trả ba tháng"
    day.on_to(SUMMARY)
    day.write("chậm trả trợ cấp thương binh", secret=False)
    day.press("ctrl+s")  # the last word still hangs in Unikey
    day.wait(lambda: "Mới" not in day.title(), "the petition's own title")
    day.picture("09-petition")
    day.press("Escape")
    day.wait_for_focus(NAME)
    day.press("Escape")
    day.wait_for_focus("Đơn thư")


def paper_petition(day: OfficeDay) -> None:
    """A petition typed from its paper, by Telex, one field by VNI."""
    _new_petition(day)
    day.on_to("Ngày viết đơn")
    day.desk.type("20/11")
    day.on_to(SENDER)
    day.write("Lê Phước Điền Sĩ")
    day.desk.typing_method("vni")
    day.on_to("Địa chỉ người gửi")
    day.typed.add("thôn Mười, đường Lý Thường Kiệt")
    day.desk.type(vni("thôn Mười, đường Lý Thường Kiệt"))
    day.desk.typing_method("telex")
    day.on_to("Loại đơn")
    day.write("kiến nghị", secret=False)
    day.on_to(SAID)
    day.write("kiến nghị mở rộng đường vào nghĩa trang")
    day.picture("10-paper")
    day.press("ctrl+s")
    day.wait(lambda: "Mới" not in day.title(), "the petition's own title")
    day.press("Escape")
    day.wait_for_focus("Đơn thư")


def _new_petition(day: OfficeDay) -> None:
    day.press("ctrl+3")
    day.wait_for_focus("Đơn thư")
    day.press("ctrl+n")
    day.see("Mới: Đơn", "label")


def power_cut(day: OfficeDay) -> None:
    """kill -9 in mid-form."""
    _new_petition(day)
    day.on_to(SENDER)
    day.write("Hoàng Bảo Trâm Anh")
    day.on_to(SAID)
    day.write(BEFORE_THE_CUT)
    time.sleep(QUIET)
    day.write(f" {LAST_WORDS}")
    day.program.kill()


def enrolment(day: OfficeDay, province: Danvan, place: Path) -> None:
    """While the window is closed the two offices come to know each other."""
    office = day.command()
    province.init("66", "Tỉnh Đắk Lắk", "province")
    request, answer = place / "24181.danvan-req", place / "24181.danvan-crt"
    office("enrol", "request", "-o", request)
    province("enrol", "accept", request, "-o", answer)
    office("enrol", "finish", answer)
    office.secret.unlink()


def draft_restored(day: OfficeDay) -> None:
    """What was typed up to the last quiet moment stands there again; another draft is really thrown away."""
    day.start()
    day.unlock()
    day.see("Đã gõ nhưng chưa lưu", "dialog")
    day.picture("11-draft")
    day.press("Return")
    day.see("Mới: Đơn", "label")
    assert day.text(SENDER) == "Hoàng Bảo Trâm Anh"
    kept, whole = day.text(SAID), f"{BEFORE_THE_CUT} {LAST_WORDS}"
    assert kept.startswith(BEFORE_THE_CUT), kept
    assert whole.startswith(kept), kept
    day.typed = (day.typed - {BEFORE_THE_CUT, f" {LAST_WORDS}"}) | {kept.strip()}
    day.on_to("Loại đơn")
    day.write("khiếu nại", secret=False)
    day.press("ctrl+s")
    day.wait(lambda: "Mới" not in day.title(), "the petition's own title")
    day.picture("12-restored")
    day.on_to("Đơn thư", "Escape", most=2)  # the first Esc closes the list under the field


def draft_discarded(day: OfficeDay) -> None:
    """Locked in mid-form, the draft is thrown away at the next opening and does not come back."""
    _new_petition(day)
    day.on_to(SENDER)
    day.write(DISCARDED)
    day.press("ctrl+l")
    day.unlock()
    day.see("Đã gõ nhưng chưa lưu", "dialog")
    day.press("alt+b")
    day.see("Bỏ bản nháp này?", "dialog")
    day.picture("13-discard")
    day.on_to("Bỏ", "Tab")
    day.press("Return")
    day.gone("Đã gõ nhưng chưa lưu", "dialog")
    day.back_in_window()
    day.press("ctrl+l")
    day.unlock()
    time.sleep(1)
    assert day.program.ask("find", "dialog") == []


def figure(day: OfficeDay) -> int:
    """A figure of the overview opens as many rows as it says."""
    day.press("ctrl+1")
    day.wait_for_focus("Tiếp một người dân")
    named = day.see("Đơn tiếp nhận, mọi loại: ")["name"]
    count = int(named.rsplit(": ", 1)[1])
    day.picture("14-overview")
    day.on_to(named, "Tab")
    day.press("Return")
    day.see(f"{count} đơn", "label")
    assert day.see("Đơn thư", "table")["rows"] == count
    day.picture("15-behind")
    return count


def report(day: OfficeDay, cups: PrivateCups, printed: Path) -> str:
    """The month's report, printed; the words on the paper."""
    day.press("ctrl+6")
    day.wait_for_focus("Báo cáo tháng")
    day.press("alt+m")
    day.wait_for_focus("Đề cương")
    day.press("ctrl+p")
    day.see("In", "dialog")
    day.wait_for_focus("VP1")
    day.wait(lambda: "enabled" in day.see("In", "push button")["states"], "the printer")
    day.picture("16-print")
    day.press("Return")
    day.see("Đã gửi tới máy in VP1", "label")
    day.picture("17-printed")
    day.wait(lambda: printed.exists() and b"%%EOF" in printed.read_bytes()[-1024:], f"paper from {cups.root.name}")
    words = subprocess.run(["pdftotext", str(printed), "-"], capture_output=True, check=True).stdout
    return " ".join(words.decode("utf-8").split())


def export(day: OfficeDay, place: Path, *, plugged: bool) -> None:
    """The package on the stick, or in a folder named by hand where no stick can be plugged in."""
    day.press("ctrl+7")
    day.see("Tỉnh Đắk Lắk (66)")
    day.see("Bản ghi mới")
    day.picture("18-hand-over")
    if plugged:
        day.press("alt+x")
    else:
        day.desk.typing_method("")
        day.press("alt+m")
        time.sleep(1)
        day.desk.type(str(place))
        day.press("Return")
        day.desk.typing_method("telex")
    day.see("Đã ghi và đọc lại")
    day.picture("19-exported")


def locked_and_closed(day: OfficeDay) -> None:
    """Lock, unlock on the same tab, leave; the backup of the day is made on the way out."""
    day.press("ctrl+l")
    day.wait_for_focus("Mật khẩu")
    day.picture("20-locked")
    day.unlock()
    assert day.title().endswith("Giao nhận")
    day.press("ctrl+q")
    day.wait(lambda: day.program.process.poll() is not None, "the end of the program")
    assert list((day.folder / "Documents").rglob("*.danvan-backup"))
