"""argparse's own sentences, marked for our catalogue: errors and help in Vietnamese come from there."""

from __future__ import annotations

from danvan_desktop.i18n import N_

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
)
METAVARS = (
    N_("FILE"), N_("FILE.xlsx"), N_("FILE|DIR"), N_("DIR"), N_("CODE"), N_("TEXT"), N_("TYPE"), N_("FIELD"), N_("ROW"),
    N_("UNIT"), N_("GROUP"), N_("FILE|REPORT"),
)  # fmt: skip
