"""What every command needs: the office it opens, the passphrase, and the two ways of answering."""

from __future__ import annotations

import argparse
import getpass
import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from danvan_desktop import paths
from danvan_desktop.app.text_files import first_line
from danvan_desktop.errors import UserError
from danvan_desktop.i18n import _

if TYPE_CHECKING:
    from danvan_desktop.app.office import Office

MOST_NAMED = 8  # before one sentence that holds for all


def data_dir(args: argparse.Namespace) -> Path:
    """The data folder named on the command line, or this user's own."""
    return Path(args.data_dir) if args.data_dir else paths.default_data_dir()


@contextmanager
def opened(args: argparse.Namespace, *, warn: bool = True) -> Iterator[Office]:
    """The office of the data folder, unlocked; closed at the end whatever happens. `warn`: of a doubtful clock."""
    from danvan_desktop.app.office import Office

    office = Office.open(data_dir(args), passphrase(args))
    if office.notice:
        note(office.notice)
    if warn:
        _warn_of_clock(office)
    try:
        yield office
    finally:
        office.close()


def _warn_of_clock(office: Office) -> None:
    """What a command reckons by the day is reckoned all the same; `--on D`, where there is one, names another day."""
    from danvan_desktop.app import office_day

    doubt = office_day.doubt(office.store)
    if doubt is not None:
        hint = _("Terms are reckoned by this day. If it is right: danvan clock --right. If not, set the clock.")
        note(f"{doubt.text} {hint}")


def passphrase(args: argparse.Namespace) -> str:
    """First line of --passphrase-file, or what is typed at the terminal."""
    if args.passphrase_file:
        return first_line(Path(args.passphrase_file))
    return ask_secret(_("Passphrase: "))


def new_passphrase(args: argparse.Namespace, file: str | None) -> str:
    """A passphrase about to be set: from `file`, or typed twice."""
    if file:
        return first_line(Path(file))
    typed = ask_secret(_("New passphrase: "))
    if typed != ask_secret(_("The same again: ")):
        raise UserError(_("The two passphrases differ."), hint=_("Nothing was changed. Type both again."))
    return typed


def ask_secret(prompt: str) -> str:
    """Something typed without being shown; without a terminal that is an error."""
    if not sys.stdin.isatty():
        raise UserError(_("No passphrase was given."), hint=_("Use --passphrase-file FILE before the command."))
    return getpass.getpass(prompt)


def say(text: str = "") -> None:
    """One line for a person, on stdout."""
    sys.stdout.write(text + "\n")


def note(text: str) -> None:
    """One line beside the answer, on stderr."""
    sys.stderr.write(text + "\n")


def say_json(answer: Any) -> None:  # noqa: ANN401  whatever JSON holds
    """The machine's answer on stdout."""
    sys.stdout.write(json.dumps(answer, ensure_ascii=False, indent=1, default=str) + "\n")


def say_table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Columns aligned for the eye; wide cells are cut with …, those of the last column later than the others."""
    room = [48] * (len(heads) - 1) + [160]
    cells = [
        tuple(cell if len(cell) <= most else cell[: most - 1] + "…" for cell, most in zip(row, room, strict=True))
        for row in (heads, *rows)
    ]
    widths = [max(len(row[place]) for row in cells) for place in range(len(heads))]
    for row in cells:
        say("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def say_alike(told: Sequence[tuple[str, str]]) -> None:
    """Names with what is said of them, each sentence once: a stick may bring hundreds of files with the same fault."""
    names: dict[str, list[str]] = {}
    for name, text in told:
        names.setdefault(text, []).append(name)
    for text, found in names.items():
        more = len(found) - MOST_NAMED
        said = ", ".join(found[:MOST_NAMED]) + (f", … (+{more})" if more > 0 else "")
        say(f"{said}: {text}")


def day(text: str) -> date:
    """A date on the command line: 2019-10-18 or 18/10/2019."""
    parts = text.replace("/", "-").split("-")
    try:
        numbers = [int(part) for part in parts]
        year_first = len(parts[0]) == 4
        return date(*numbers) if year_first else date(*reversed(numbers))
    except (ValueError, TypeError):
        message = _("“{text}” is no date. Write 2019-10-18 or 18/10/2019.").format(text=text)
        raise argparse.ArgumentTypeError(message) from None


def count(text: str) -> int:
    """A whole number from 0 on the command line."""
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(_("“{text}” is no whole number from 0.").format(text=text))
    return int(text)


def today() -> date:
    """Today by this machine's clock and time zone."""
    from danvan_desktop.app import office_day

    return office_day.today()


def row_of(text: str) -> bytes:
    """The id of a record as it was typed. Raises UserError."""
    try:
        return bytes.fromhex(text)
    except ValueError:
        raise UserError(
            _("“{text}” is no id of a record.").format(text=text[:40]), hint=_("“danvan records” lists the ids.")
        ) from None


def as_day(value: date | None) -> str:
    """A date as people write it."""
    return f"{value:%d/%m/%Y}" if value else ""
