"""argparse's own sentences, marked for our catalogue: errors and help in Vietnamese come from there."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from danvan_desktop.i18n import N_, _

TEXTS = (
    N_("usage: "),
    N_("positional arguments"),
    N_("options"),
    N_("show this help message and exit"),
    N_("show program's version number and exit"),
    N_("the following arguments are required: %s"),
    N_("unrecognized arguments: %s"),
    N_("argument %(argument_name)s: %(message)s"),
    N_("invalid choice: %(value)r (choose from %(choices)s)"),
    N_("invalid %(type)s value: %(value)r"),
    N_("expected one argument"),
    N_("expected at least one argument"),
    N_("ambiguous option: %(option)s could match %(matches)s"),
    N_("not allowed with argument %s"),
    N_("one of the arguments %s is required"),
    N_("expected at most one argument"),
    N_("ignored explicit argument %r"),
    N_("unknown parser %(parser_name)r (choices: %(choices)s)"),
    N_("can't open '%(filename)s': %(error)s"),
)
METAVARS = (
    N_("FILE"), N_("FILE.xlsx"), N_("FILE|DIR"), N_("DIR"), N_("CODE"), N_("TEXT"), N_("TYPE"), N_("FIELD"), N_("ROW"),
    N_("UNIT"), N_("GROUP"), N_("FILE|REPORT"), N_("FILE.pdf"), N_("KIND"), N_("CASE"), N_("INTO"), N_("FIRST"),
    N_("OTHER"), N_("KEY"), N_("NAME"), N_("VALUE"), N_("NAME=TEXT"), N_("LEVEL"), N_("NUMBER"), N_("OP"),
    N_("REPLICA|UNIT"), N_("UNIT|REPLICA"),
)  # fmt: skip


def actions(parser: argparse.ArgumentParser, path: str = "") -> Iterator[tuple[str, argparse.Action]]:
    """Every argument of a command line with the words of its command; the list of commands is one itself."""
    for action in parser._actions:  # argparse shows them to nobody else
        yield path, action
        if isinstance(action, argparse._SubParsersAction):
            for name, command in action.choices.items():
                yield from actions(command, f"{path} {name}".strip())


def explain(parser: argparse.ArgumentParser) -> None:
    """The page of every command begins with what the list of commands says of it."""
    for _path, action in actions(parser):
        if isinstance(action, argparse._SubParsersAction):
            for listed in action._choices_actions:  # the lines of the list; argparse shows them to nobody else
                command, said = action.choices[listed.dest], (listed.help or "").replace("%%", "%")
                more = command.description
                command.description = f"{said[:1].upper()}{said[1:]}." + (f" {more}" if more else "")


def whole(text: str) -> int:
    """A whole number on the command line."""
    try:
        return int(text)
    except ValueError:
        raise argparse.ArgumentTypeError(_("“{text}” is no whole number.").format(text=text)) from None


def speak(parser: argparse.ArgumentParser) -> None:
    """Words that stand for a value are said in the user's language, and so is what is no number."""
    for _path, action in actions(parser):
        if isinstance(action.metavar, tuple):
            action.metavar = tuple(_(word) if word in METAVARS else word for word in action.metavar)
        elif action.metavar in METAVARS:
            action.metavar = _(action.metavar)
        if action.type is int:
            action.type = whole
