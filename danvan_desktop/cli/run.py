"""From the words typed to an exit code: 0 done, 1 failure, 2 bad input. Errors go to stderr."""

from __future__ import annotations

import logging
import sys
from collections.abc import Sequence

from danvan_desktop import i18n
from danvan_desktop.cli import context, parser
from danvan_desktop.errors import DanvanError
from danvan_desktop.i18n import _

log = logging.getLogger(__name__)


def no_screen() -> int:
    """Said when the window is wanted where there is no screen."""
    _write_utf8()
    return _fail("", _("There is no screen here for the window. Give a command: danvan --help."), 1, as_json=False)


def run(argv: Sequence[str]) -> int:
    """Run one command. The language is looked for first, so that errors in the words themselves are understood."""
    _choose_language(argv)
    _write_utf8()
    try:
        args = parser.build().parse_args(list(argv))
    except parser.WrongWordsError as error:
        return _fail(error.usage, error.message, 2, as_json="--json" in argv)
    try:
        return int(args.run(args) or 0)
    except DanvanError as error:
        return _fail("", error.text(), error.exit_code, as_json=getattr(args, "json", False))
    except KeyboardInterrupt:
        return _fail("", _("Stopped. Nothing that was saved before is lost."), 1, as_json=False)
    except BrokenPipeError:
        return 1
    except Exception as error:
        log.exception("command failed")
        text = _("The program made a mistake ({kind}). Nothing that was saved before is lost.")
        return _fail("", text.format(kind=type(error).__name__), 1, as_json=getattr(args, "json", False))


def _fail(usage: str, message: str, code: int, *, as_json: bool) -> int:
    if usage:
        sys.stderr.write(usage)
    sys.stderr.write(message + "\n")
    if as_json:
        context.say_json({"error": message})
    return code


def _choose_language(argv: Sequence[str]) -> None:
    words = list(argv)
    if "--lang" in words[:-1]:
        i18n.set_language(words[words.index("--lang") + 1])
    for word in words:
        if word.startswith("--lang="):
            i18n.set_language(word.removeprefix("--lang="))


def _write_utf8() -> None:
    """A Windows console or a pipe may not be UTF-8; Vietnamese must never make a command fail."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
