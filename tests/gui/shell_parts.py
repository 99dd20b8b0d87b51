"""What a window's stand-in of the tests does when a page asks for something the test is not about."""

from __future__ import annotations

from collections.abc import Callable

from danvan_desktop.app.listing import Listing


class NoOtherPages:
    """Lists and pages of the menu are asked for, noted and not shown."""

    listed: list[Listing]
    asked: list[str]

    def show_list(self, listing: Listing) -> None:
        """Note which list was asked for."""
        self.listed = [*getattr(self, "listed", []), listing]

    def open_page(self, name: str) -> None:
        """Note which page was asked for."""
        self.asked = [*getattr(self, "asked", []), name]

    def wait(self, title: str, cancel: Callable[[], None] | None) -> None:
        """Nobody sees that work is under way."""

    def progressed(self, done: int, total: int | None, note: str) -> None:
        """Nor how far it is."""

    def list_type(self) -> str:
        """No list is shown."""
        return ""
