"""Scanners of this computer: which there are, and pages taken by one. SANE on Linux, WIA on Windows."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from danvan_desktop.errors import EnvironmentProblem, UserError
from danvan_desktop.i18n import _

RESOLUTIONS = (200, 300)  # dots to the inch
PAPERS = {"A4": (210, 297), "A5": (148, 210), "": (0, 0)}  # millimetres; "" all that the glass holds
GLASS, FEEDER = "glass", "feeder"
MOST_PAGES = 100
Step = Callable[[], None]  # called while the scanner works; may raise to stop it


@dataclass(frozen=True)
class Scanner:
    """A scanner: `device` is what the system calls it, `name` what stands on it."""

    device: str
    name: str


@dataclass(frozen=True)
class Wish:
    """How a page is wanted: dots to the inch, colour or grey, its paper, from the glass or from the feeder."""

    resolution: int = RESOLUTIONS[0]
    colour: bool = False
    paper: str = "A4"
    source: str = GLASS
    pages: int = MOST_PAGES  # from the feeder at most


def scanners() -> list[Scanner]:
    """The scanners that answer now; it may take some seconds.

    Raises EnvironmentProblem when the system's own scanning programs are missing.
    """
    if sys.platform == "win32":
        from danvan_desktop.app.scanning import wia

        return wia.scanners()
    from danvan_desktop.app.scanning import sane

    return sane.scanners()


def first_device() -> str:
    """What the first scanner is called. Raises EnvironmentProblem when none answers."""
    found = scanners()
    if not found:
        raise EnvironmentProblem(
            _("No scanner answers."), kept=_("Nothing was changed."),
            hint=_("See that it is on and connected, then scan again."),
        )  # fmt: skip
    return found[0].device


def scan(device: str, wish: Wish, step: Step | None = None) -> Iterator[bytes]:
    """Pages as PNG or JPEG, one after the other: one from the glass, all there are from the feeder.

    Raises UserError or EnvironmentProblem with what to do; pages that came before it are good.
    """
    _check(wish)
    take = _page_taker()
    if wish.source == GLASS:
        yield take(device, wish, step or _go_on) or _none_came()
        return
    for number in range(min(wish.pages, MOST_PAGES)):
        page = take(device, wish, step or _go_on)
        if page is None and number == 0:
            _none_came()
        if page is None:
            return
        yield page


def _page_taker() -> Callable[[str, Wish, Step], bytes | None]:
    if sys.platform == "win32":
        from danvan_desktop.app.scanning import wia

        return wia.page
    from danvan_desktop.app.scanning import sane

    return sane.page


def _check(wish: Wish) -> None:
    if wish.paper not in PAPERS or not 75 <= wish.resolution <= 600:
        raise UserError(
            _("A page of that size or sharpness cannot be asked for."),
            hint=_("Choose 200 or 300 dots to the inch, A4 or A5."),
        )


def _none_came() -> bytes:
    raise UserError(_("The scanner gave no page: its feeder is empty."), hint=_("Put the paper in, then scan again."))


def _go_on() -> None:
    """Nobody waits who could stop it."""
