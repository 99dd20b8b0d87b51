"""Locked and opened again, the window stands where it stood."""

from __future__ import annotations

import time
from pathlib import Path

from tests.end2end import hands
from tests.end2end.desktop import Desktop
from tests.end2end.typing_desk import MARKS, new_office
from tests.end2end.typing_window import SECRET

pytestmark = MARKS


def _place(desktop: Desktop) -> str:
    return desktop.xdotool("getactivewindow", "getwindowgeometry", "--shell").partition("\n")[2]  # without its number


def test_the_window_comes_back_where_it_was(tmp_path: Path) -> None:
    new_office(tmp_path)
    office = tmp_path / "office"
    words = ("--data-dir", str(office), "--passphrase-file", str(office / SECRET))
    with Desktop(tmp_path) as desktop, desktop.program(*words) as program:
        program.wait_for("Đơn thư", "page tab")
        desktop.typing_method("")
        hands.keys_for_letters(desktop.env)
        desktop.xdotool("getactivewindow", "windowsize", "1000", "600", "windowmove", "100", "80")
        time.sleep(1)
        stood = _place(desktop)
        for _turn in range(2):
            desktop.keys("ctrl+l")
            program.wait_for("Mở sổ", "push button")
            desktop.type("mat khau cua toi")  # its marks do not count
            desktop.keys("Return")
            program.wait_for("Đơn thư", "page tab")
            time.sleep(1)  # the window manager puts its frame around
            assert _place(desktop) == stood
