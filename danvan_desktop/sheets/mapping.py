"""Which column holds what: proposed from head texts, put right by a map the office gave."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from danvan_desktop.domain.record_type import DefinitionError, Kind
from danvan_desktop.domain.text import fold_key
from danvan_desktop.errors import UserError
from danvan_desktop.i18n import _
from danvan_desktop.sheets.head import Head, HeadCell, column_letter
from danvan_desktop.sheets.register_rules import ColumnRule, RegisterRules
from danvan_desktop.storage.files import reason

REQUIRED_WEIGHT = 200
SECRET_WEIGHT = 30
GIVEN, EXACT = 200, 90
Probe = Callable[[int, str], bool]  # (column, target) → its cells can be read so
_PARENTHESES = re.compile(r"[(\[][^)\]]*[)\]]")
_PARTS = re.compile(r"[()\[\]/,;:\n+]|\s[-–]\s|\bvà\b")


@dataclass(frozen=True)
class Column:
    """A column that is read: 0-based place, target, head text for messages.

    `tick` is the code that a mark in the column means; `secret` a person's name, address or contact;
    a secret column without target is only looked at to count what is left out; `points` how sure its head makes it:
    GIVEN by the officer, EXACT a known head, less for words in it.
    """

    place: int
    to: str
    shown: str
    tick: str = ""
    secret: bool = False
    else_to: str = ""
    points: int = 0


class Categories(Protocol):
    """Category names of a register (categories.py)."""

    def code(self, to: str, text: str) -> str | None:
        """The code a name means."""

    def tick(self, head: str) -> tuple[str, str] | None:
        """Field and code that a mark under a head means."""


@dataclass
class OfficeMap:
    """What an office says of its columns: folded head text or letter → target ("" not to be read)."""

    columns: dict[str, str] = field(default_factory=dict)
    values: dict[str, dict[str, str]] = field(default_factory=dict)
    defaults: dict[str, str] = field(default_factory=dict)

    def to_json(self) -> str:
        """Form in which it is remembered."""
        return json.dumps({"columns": self.columns, "values": self.values, "defaults": self.defaults},
                          ensure_ascii=False)  # fmt: skip


@dataclass(frozen=True)
class ColumnMapping:
    """Columns read, heads not used, and how sure the whole is."""

    columns: tuple[Column, ...]
    unused: tuple[str, ...]
    score: int

    def has(self, to: str) -> bool:
        """True when some column gives this target."""
        return any(column.to == to for column in self.columns)


def load_map(path: Path | None, remembered: str, rules: RegisterRules) -> OfficeMap:
    """The office's map: what is remembered, overridden by a JSON file. Raises UserError for a wrong file."""
    known = parse_map(remembered, rules) if remembered else OfficeMap()
    if path is None:
        return known
    try:
        text = path.read_text(encoding="utf-8-sig")
        given = parse_map(text, rules)
    except OSError as error:
        raise UserError(_("The map {name} cannot be read: {error}").format(name=path, error=reason(error))) from None
    except (ValueError, TypeError, AttributeError):
        raise UserError(
            _("The map {name} is no JSON object of head texts and fields.").format(name=path),
            hint=_("Write it like {example}.").format(example='{"Ngày vào sổ": "received_on", "Cột phụ": ""}'),
        ) from None
    return OfficeMap(known.columns | given.columns, known.values | given.values, known.defaults | given.defaults)


def parse_map(text: str, rules: RegisterRules) -> OfficeMap:
    """A map from its JSON. Raises UserError for a field that is none, ValueError and the like for broken JSON."""
    raw = json.loads(text)
    columns = raw.get("columns", {k: v for k, v in raw.items() if not isinstance(v, dict)})
    found = OfficeMap(
        {_map_key(str(head)): str(to or "") for head, to in columns.items()},
        {to: {fold_key(k): str(v) for k, v in codes.items()} for to, codes in raw.get("values", {}).items()},
        {str(to): str(code) for to, code in raw.get("defaults", {}).items()},
    )
    for to in (*found.columns.values(), *found.values, *found.defaults):
        _check_target(to, rules)
    return found


def _map_key(head: str) -> str:
    if re.fullmatch(r"#?[A-Z]{1,2}", head):  # a column's letter; remembered with a mark before it
        return f"#{head.removeprefix('#')}"
    return fold_key(head)


def _check_target(to: str, rules: RegisterRules) -> None:
    if not to or to == "case.code":
        return
    try:
        rules.target(to)
    except (KeyError, DefinitionError):
        raise UserError(
            _("The map names a field {field} that this register does not have.").format(field=to),
            hint=_("The fields are: {names}.").format(
                names=", ".join(dict.fromkeys(r.to for r in rules.columns if r.to))
            ),
        ) from None


def propose(
    head: Head, rules: RegisterRules, office: OfficeMap, codes: Categories, probe: Probe | None = None
) -> ColumnMapping:
    """Give each column its best meaning, each meaning one column; ties go to the left."""
    taken: dict[int, Column] = _given(head, rules, office)
    taken |= _ticks(head, rules, codes, taken)
    targets = {column.to for column in taken.values() if column.to}
    score = 100 * len(taken)
    for points, place, rule in _ranked(head, rules, taken):
        if place in taken or (rule.to in targets and rule.to) or _probe_fails(rule, place, probe):
            continue
        secret = rule.secret or _names_persons(head.columns[place], rule.to, rules)
        taken[place] = Column(place, rule.to, head.shown(place), secret=secret, else_to=rule.else_to, points=points)
        targets.add(rule.to)
        score += points
    taken |= _second_secrets(head, rules, taken)
    score += REQUIRED_WEIGHT * sum(1 for name in rules.required if name in targets)
    columns = tuple(taken[place] for place in sorted(taken) if taken[place].to or taken[place].secret)
    used = {column.place for column in columns}
    unused = tuple(cell.shown for place, cell in enumerate(head.columns) if cell and place not in used)
    return ColumnMapping(columns, unused, score)


def _given(head: Head, rules: RegisterRules, office: OfficeMap) -> dict[int, Column]:
    found: dict[int, Column] = {}
    for place, cell in enumerate(head.columns):
        keys = [f"#{column_letter(place)}"] + ([fold_key(cell.shown), fold_key(cell.text)] if cell else [])
        to = next((office.columns[key] for key in keys if key in office.columns), None)
        if to is not None:
            secret = _is_persons(to, rules) or bool(cell and _names_persons(cell, to, rules, least=1))
            found[place] = Column(place, to, head.shown(place), secret=secret, points=GIVEN)
    return found


def _is_persons(to: str, rules: RegisterRules) -> bool:
    return to not in {"", "case.code"} and rules.target(to)[1].denouncer_when is not None


def _names_persons(cell: HeadCell | None, to: str, rules: RegisterRules, least: int = 2) -> bool:
    """A head of `least` things, one of them a person: "Cơ quan giải quyết / người gửi", "Ghi chú (họ tên)"."""
    if cell is None or to in {rules.kind, rules.date, "register_no", "case.code"}:
        return False
    own = [rule for rule in rules.columns if rule.to == to and not rule.secret]
    if any(fold_key(cell.text) in rule.heads for rule in own):
        return False
    parts = [HeadCell(part) for part in _PARTS.split(cell.text) if part.strip()]
    return len(parts) >= least and any(rule.secret and _points(part, rule) for part in parts for rule in rules.columns)


def _ranked(head: Head, rules: RegisterRules, taken: Mapping[int, Column]) -> list[tuple[int, int, ColumnRule]]:
    found = []
    for place, cell in enumerate(head.columns):
        if cell is None or place in taken:
            continue
        for order, rule in enumerate(rules.columns):
            points = _points(cell, rule)
            if points:
                found.append((points, place, order, rule))
    found.sort(key=lambda item: (-item[0], item[1], item[2]))
    return [(points, place, rule) for points, place, _order, rule in found]


def _points(cell: HeadCell, rule: ColumnRule) -> int:
    leaf, group = fold_key(cell.text), fold_key(cell.group)
    bare = fold_key(_PARENTHESES.sub(" ", cell.text))
    joined = f"{group} {leaf}".strip()
    if group and rule.without and rule.without.search(group):
        return 0
    if leaf in rule.heads or joined in rule.heads:
        return 100
    if bare in rule.heads:
        return 95
    if rule.without and rule.without.search(joined):
        return 0
    for text, base in ((leaf, 40), (joined, 25)):
        if rule.words and (found := rule.words.search(text)):
            longest = max((m.group(0) for m in rule.words.finditer(text)), key=len, default=found.group(0))
            return base + 4 * len(longest.split()) + (SECRET_WEIGHT if rule.secret else 0)
    return 0


def _probe_fails(rule: ColumnRule, place: int, probe: Probe | None) -> bool:
    return rule.probe and probe is not None and not probe(place, rule.to)


def _second_secrets(head: Head, rules: RegisterRules, taken: Mapping[int, Column]) -> dict[int, Column]:
    """Further columns with names or contacts: not kept, but counted as left out of a denunciation."""
    found = {}
    for place, cell in enumerate(head.columns):
        if cell and place not in taken and any(rule.secret and _points(cell, rule) for rule in rules.columns):
            found[place] = Column(place, "", head.shown(place), secret=True)
    return found


def _ticks(head: Head, rules: RegisterRules, codes: Categories, taken: Mapping[int, Column]) -> dict[int, Column]:
    """Columns of which one is marked: "Lĩnh vực: KT | VHXH | QPAN | HTCT"; two codes at least."""
    found: dict[int, Column] = {}
    for to in dict.fromkeys(rule.to for rule in rules.columns):
        if not to or to == "case.code" or rules.target(to)[1].kind is not Kind.CHOICE:
            continue
        here = [
            Column(place, to, cell.shown, tick=code, points=EXACT)
            for place, cell in enumerate(head.columns)
            if cell and place not in taken and place not in found and (code := _tick_code(cell, to, rules, codes))
        ]
        if len({column.tick for column in here}) >= 2:
            found |= {column.place: column for column in here}
    return found


def _tick_code(cell: HeadCell, to: str, rules: RegisterRules, codes: Categories) -> str | None:
    """The code a mark under this head means for `to`: by the shipped list, or by its group's head."""
    bare = _PARENTHESES.sub(" ", cell.text)
    known = codes.tick(cell.text) or codes.tick(bare)
    name = to.rpartition(".")[2]
    if known and known[0] == name and not any(fold_key(cell.text) in rule.heads for rule in rules.columns):
        return known[1]
    if cell.group and any(rule.to == to and _points(HeadCell(cell.group), rule) for rule in rules.columns):
        return codes.code(to, cell.text) or codes.code(to, bare)
    return None
