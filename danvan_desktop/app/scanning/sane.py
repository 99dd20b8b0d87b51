"""Scanners on Linux, by SANE's own `scanimage`: pages come through its standard output, never by a file."""

from __future__ import annotations

import os
import re
import shutil
from functools import lru_cache

from danvan_desktop.app.scanning.running import run
from danvan_desktop.app.scanning.scanner import FEEDER, PAPERS, Scanner, Step, Wish
from danvan_desktop.errors import EnvironmentProblem, UserError
from danvan_desktop.i18n import _

NO_PAPER = 7  # SANE_STATUS_NO_DOCS; scanimage ends with SANE's own status
LIST_WAIT_S, PAGE_WAIT_S = 60.0, 300.0
_OPTION = re.compile(r"^\s+(--[a-z-]+|-[ltxy]) (.+?) \[(?P<now>[^\]]*)\](?: \[.*\])?$", re.MULTILINE)
_COLOUR = ("color", "24bit color", "24 bit color")
_GREY = ("gray", "true gray", "grayscale", "8-bit gray")


def scanners() -> list[Scanner]:
    """The devices `scanimage` lists."""
    code, out, _said = run([_program(), "-f", "%d%t%v %m%n".replace("%t", "\t")], LIST_WAIT_S, _nothing, _env())
    if code:
        return []
    lines = (line.split("\t") for line in out.decode("utf-8", "replace").splitlines())
    return [Scanner(parts[0], parts[1].strip() or parts[0]) for parts in lines if len(parts) == 2 and parts[0]]


def page(device: str, wish: Wish, step: Step) -> bytes | None:
    """One page as PNG; None when the feeder has no more. Raises UserError or EnvironmentProblem."""
    command = [_program(), "-d", device, "--format=png", *_arguments(_options(device), wish)]
    code, out, _said = run(command, PAGE_WAIT_S, step, _env())
    if code == NO_PAPER:
        return None
    if code or not out:
        raise _problem(code)
    return out


@lru_cache(maxsize=8)
def _options(device: str) -> dict[str, str]:
    """What a device can do, by option: "Gray|Color", "75|150|300dpi", "0..215.9mm (in steps of 0.1)"."""
    code, out, _said = run([_program(), "-d", device, "-A"], LIST_WAIT_S, _nothing, _env())
    if code:
        raise _problem(code)
    found = _OPTION.findall(out.decode("utf-8", "replace"))
    return {name: offered for name, offered, now in found if now != "inactive"}


def _arguments(options: dict[str, str], wish: Wish) -> list[str]:
    """The wish in this device's own words; what it cannot do is left to it."""
    given = []
    mode = _named(options.get("--mode", ""), _COLOUR if wish.colour else _GREY, ("color",) if wish.colour else ("gr",))
    if mode:
        given += ["--mode", mode]
    words = ("feeder", "adf") if wish.source == FEEDER else ("flatbed",)
    source = _named(options.get("--source", ""), (), words)
    if source:
        given += ["--source", source]
    elif wish.source == FEEDER:
        raise UserError(_("This scanner has no feeder."), hint=_("Lay the pages on the glass, one by one."))
    if "--resolution" in options:
        given += ["--resolution", str(_nearest(options["--resolution"], wish.resolution))]
    return given + _size(options, wish)


def _named(offered: str, exact: tuple[str, ...], parts: tuple[str, ...]) -> str:
    """The offered word that means one of these."""
    words = offered.split("|") if offered else []
    whole = [word for word in words if word.casefold() in exact]
    near = [word for word in words if any(part in word.casefold() for part in parts)]
    return (whole or near or [""])[0]


def _nearest(offered: str, wanted: int) -> int:
    """The resolution nearest to the one wanted that the device has."""
    span = re.match(r"([\d.]+)\.\.([\d.]+)dpi", offered)
    if span:
        return int(min(max(wanted, float(span[1])), float(span[2])))
    numbers = [int(number) for number in re.findall(r"\d+", offered)]
    return min(numbers, key=lambda number: (abs(number - wanted), -number), default=wanted)


def _size(options: dict[str, str], wish: Wish) -> list[str]:
    """The paper, or as much of it as the glass holds."""
    given = []
    for name, millimetres in zip(("-x", "-y"), PAPERS[wish.paper], strict=True):
        span = re.match(r"[\d.]+\.\.([\d.]+)mm", options.get(name, ""))
        if span:
            given += [name, f"{min(millimetres or float(span[1]), float(span[1])):g}"]
    return given


def _program() -> str:
    found = shutil.which("scanimage")
    if found is None:
        raise EnvironmentProblem(
            _("The system's scanning program (SANE) is not installed."), kept=_("Nothing was changed."),
            hint=_("Ask for “sudo apt install sane-utils”, or scan with another program and choose its folder."),
        )  # fmt: skip
    return found


def _problem(code: int) -> Exception:
    texts = {
        3: _("The scanner is busy."), 6: _("Paper is stuck in the scanner."), 8: _("The scanner's cover is open."),
        11: _("This user may not use the scanner."),
    }  # fmt: skip
    text = texts.get(code, _("The scanner does not answer as it should."))
    hint = _("See that it is on and connected, then scan again.")
    return EnvironmentProblem(text, kept=_("Pages scanned before are kept."), hint=hint)


def _env() -> dict[str, str]:
    return {**os.environ, "LC_ALL": "C.UTF-8"}


def _nothing() -> None:
    """Lists are short: nobody stops them."""
