"""The desk on which tests type."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.end2end.desktop import Desktop
from tests.end2end.typing_desk import TypingWindow, new_office


@pytest.fixture(scope="module")
def window(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TypingWindow]:
    """A window of fields on a screen of its own, with Unikey at Telex."""
    folder = tmp_path_factory.mktemp("typing")
    new_office(folder)
    with Desktop(folder) as desktop:
        for check in ("spell-check", "auto-restore-non-vn"):  # off, as where Ê Đê names are typed: Đắk Lắk, Ayũn
            desktop.unikey_setting(check, "false")
        shown = TypingWindow(desktop, folder)
        desktop.typing_method("telex")
        yield shown
        shown.close()
