"""What new tables change, counted and named entry by entry: beside what their publisher says of them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from danvan_desktop.handoff.update_reading import Update
from danvan_desktop.i18n import N_, _
from danvan_desktop.storage import rule_files
from danvan_desktop.storage.rule_files import RELEASE, RuleFile

TITLES = {
    "law/catalogues": N_("Code lists"),
    "law/deadline_rules": N_("Periods set by law"),
    "law/open_questions": N_("Questions still open"),
    "law/register_heads": N_("Columns of registers"),
    "law/retention": N_("How long things are kept"),
    "law/synonyms": N_("Words of registers"),
    "law/tables_tt06_2025": N_("Tables of circular 06/2025"),
    "law/vn_calendar": N_("Calendar of days off"),
    "layouts/DANG_HD05_2026": N_("Layout of Party papers (2026)"),
    "layouts/DANG_HD36_2018": N_("Layout of Party papers (2018)"),
    "layouts/ND30_2020": N_("Layout of state papers (2020)"),
    "layouts/recovery_sheet": N_("Recovery sheet"),
    "layouts/root_code": N_("Sheet with the root code"),
    "layouts/root_share": N_("Sheet with a share of the root"),
    "layouts/root_sheet": N_("Sheet with the root"),
    "templates/annual": N_("Annual report"),
    "templates/destruction-minutes": N_("Minutes of destruction"),
    "templates/duty-schedule": N_("Schedule of receptions"),
    "templates/half-year": N_("Half-year report"),
    "templates/handover-slip": N_("Hand-over slip"),
    "templates/letters": N_("Letters on petitions"),
    "templates/monthly": N_("Monthly report"),
    "templates/morning-list": N_("Morning list"),
    "templates/nine-month": N_("Nine-month report"),
    "templates/official-tables": N_("Official tables"),
    "templates/period": N_("Report of any period"),
    "templates/petition-register": N_("Register of petitions"),
    "templates/quarterly": N_("Quarterly report"),
    "templates/reception-register": N_("Register of receptions"),
    "templates/reminder": N_("Reminder letter"),
    "templates/report-periods": N_("Kinds and periods of reports"),
    "templates/report-tables": N_("Tables within reports"),
}
FOLDERS = {"law": N_("Table {name}"), "layouts": N_("Layout {name}"), "templates": N_("Text of {name}")}
_NAMES = ("id", "code", "date", "day", "key", "name", "to", "valid_from")
_SHOWN = ("label_vi", "title", "name", "date", "day", "code")
_MOST = 6
Leaf = tuple[str, str]  # what it is called, its value as JSON


def title(name: str) -> str:
    """How a table is called."""
    folder, _slash, last = name.partition("/")
    return _(TITLES[name]) if name in TITLES else _(FOLDERS[folder]).format(name=last)


def differences(update: Update) -> list[str]:
    """A sentence for each table that would be another one."""
    told = []
    for listed in update.contents.files:
        name = listed.name.removesuffix(".json")
        new = RuleFile(name, update.read(listed), update.contents.publisher, update.contents.number)
        told += _of_table(new)
    return told


def _of_table(new: RuleFile) -> list[str]:
    there = rule_files.sources(new.name)
    if new.origin == RELEASE and there and rule_files.in_force(there[0], [new]) is there[0]:
        return [_("{table}: what is here is newer and stays.").format(table=title(new.name))]
    old = _own_before(new, there)
    return [compared(title(new.name), old, new.table)] if old != new.table else []


def _own_before(new: RuleFile, there: tuple[RuleFile, ...]) -> Mapping[str, Any]:
    """A province's catalogue is compared with its own before, any other table with the one in force."""
    if new.name == rule_files.CATALOGUES and new.origin != RELEASE:
        there = tuple(file for file in there if file.origin == new.origin)
    return there[0].table if there else {}


def compared(table: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> str:
    """“Lịch nghỉ: thêm 6 (…), đổi 1, bỏ 0”."""
    before, after = dict(_entries(old, "")), dict(_entries(new, ""))
    added = [after[path] for path in after if path not in before]
    changed = [after[path] for path in after if path in before and before[path][1] != after[path][1]]
    removed = [before[path] for path in before if path not in after]
    parts = [
        text.format(count=len(entries), names=_names(entries))
        for text, entries in (
            (_("{count} added ({names})"), added), (_("{count} changed ({names})"), changed),
            (_("{count} left out ({names})"), removed),
        ) if entries
    ]  # fmt: skip
    told = ", ".join(parts) or _("only its description is another one")
    return f"{table}: {told}"


def _names(entries: list[Leaf]) -> str:
    shown = ", ".join(name for name, _value in entries[:_MOST])
    return f"{shown}, …" if len(entries) > _MOST else shown


def _entries(value: object, path: str) -> Iterator[tuple[str, Leaf]]:
    """Every entry of a list and every plain value, by where it stands; what only describes the file is left out."""
    if isinstance(value, Mapping):
        for key, part in value.items():
            if path or key not in {"about", "version", "source", "certainty"}:
                yield from _entries(part, f"{path}/{key}")
    elif isinstance(value, list):
        for part in value:
            name = next((str(part[n]) for n in _NAMES if n in part), "") if isinstance(part, dict) else ""
            text = json.dumps(part, ensure_ascii=False, sort_keys=True)
            yield f"{path}/{name or text}", (_shown(part, name), text)
    else:
        yield path, (path.rpartition("/")[2], json.dumps(value, ensure_ascii=False))


def _shown(part: object, name: str) -> str:
    if isinstance(part, dict):
        return next((str(part[n]) for n in _SHOWN if part.get(n)), name) or "…"
    return str(part)
