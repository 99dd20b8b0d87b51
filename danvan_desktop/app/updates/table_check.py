"""Whether tables can be put into force here: asked before they are shown, installed or packed, by one function."""

from __future__ import annotations

from typing import NoReturn

from danvan_desktop.app import calendars
from danvan_desktop.documents.profiles import all_profiles
from danvan_desktop.domain.working_days import Calendar
from danvan_desktop.errors import UserError
from danvan_desktop.i18n import _
from danvan_desktop.reports import letter_templates
from danvan_desktop.storage import rule_files, rules
from danvan_desktop.storage.rule_files import RELEASE, RuleFile

CALENDAR = f"law/{rules.CALENDAR}"


def check(publisher: str, files: dict[str, bytes], number: int) -> None:
    """Whether this program can work by these tables: they are tried by this thread alone. Raises UserError."""
    found = [RuleFile(name, data, publisher, number) for name, data in files.items()]
    calendar = rules.calendar()
    if publisher != RELEASE:
        _within_a_provinces_right(found)
    try:
        with rule_files.trying(found):
            _try_tables(found)
            if CALENDAR in files:
                _must_serve(calendar, rules.calendar())
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError) as error:
        _unusable(f"{type(error).__name__} {error}"[:120])


def _try_tables(found: list[RuleFile]) -> None:
    for file in found:
        rule_files.table(file.name)
    rules.codes()
    rules.deadline_rules()
    rules.running_terms()
    rules.calendar()
    for name in rules.table("synonyms")["types"]:
        rules.synonyms(name)
    all_profiles()
    for file in found:
        if file.name.startswith(letter_templates.PREFIX):
            letter_templates.check_table(file.name, file.table)
        if file.name.startswith("templates/"):
            sorted(str(version["valid_from"]) for version in rule_files.table(file.name)["versions"])


def _must_serve(before: Calendar, now: Calendar) -> None:
    """A signature says who made a calendar, not that no holiday was forgotten in it."""
    try:
        calendars.must_serve(before, now)
    except UserError as error:
        _unusable(error.message.removesuffix("."))


def _within_a_provinces_right(found: list[RuleFile]) -> None:
    """What the law and the program decide is not a province's to change: it adds codes and words its own papers."""
    outside = [f.name for f in found if f.name != rule_files.CATALOGUES and not f.name.startswith("templates/")]
    if outside:
        _not_yours(", ".join(outside))
    fixed = rule_files.sources(rule_files.CATALOGUES)[0].table["catalogues"]
    for file in found:
        if file.name == rule_files.CATALOGUES:
            _adds_only(file, fixed)


def _adds_only(file: RuleFile, fixed: dict[str, list[dict[str, object]]]) -> None:
    for name, entries in file.table.get("catalogues", {}).items():
        known = {entry["code"] for entry in fixed.get(name, ())}
        taken = sorted(str(code) for code in known & {entry["code"] for entry in entries})
        if taken or name not in fixed:
            _not_yours(f"{name}: {', '.join(taken)}" if taken else name)


def _not_yours(what: str) -> NoReturn:
    raise UserError(
        _("A province adds codes and words its own papers; this is decided by law or by the program: {what}.").format(
            what=what
        ),
        kept=_("Nothing was changed."), hint=_("Take it out of the update, or give the entry a code of its own."),
        code="update-not-allowed",
    )  # fmt: skip


def _unusable(why: str) -> NoReturn:
    raise UserError(
        _("The program cannot work by these tables ({why}).").format(why=why), kept=_("Nothing was changed."),
        hint=_("Tell whoever made the update; the tables installed before stay in force."), code="update-damaged",
    )  # fmt: skip
