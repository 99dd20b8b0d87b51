"""Reports with an outline (the year, a month, any period): headings and sentences are data, figures fill them.

Officers' words, tables made from the lists and live figures stand where the officer put them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from danvan_desktop.documents.model import Annex, Block, Document, Paragraph, Table, Title
from danvan_desktop.documents.profiles import Profile
from danvan_desktop.documents.text import roman
from danvan_desktop.domain.periods import Period
from danvan_desktop.reports.annexes import UnitLine, figure_table, model_table, unit_table
from danvan_desktop.reports.content import OFF
from danvan_desktop.reports.figure_value import Figures
from danvan_desktop.reports.model_list import ModelLine
from danvan_desktop.reports.organ import Organ, outline_template
from danvan_desktop.reports.outline import Section, sections, set_out
from danvan_desktop.reports.period_kinds import name_of
from danvan_desktop.reports.wording import Facts

KIND = "annual"
_SYMBOL = "BC"
_QUOTES = "“”\"'"


@dataclass(frozen=True)
class AnnualInput:
    """What a report is made of. `texts` by block; `reported`: figures of an earlier locked report, by code.

    `now`: the number there is now of figures that are kept as they were reported.
    """

    organ: Organ
    period: Period
    on: date
    figures: Figures
    models: Sequence[ModelLine] = ()
    units: Sequence[UnitLine] = ()
    texts: Mapping[str, str] = field(default_factory=dict)
    reported: Mapping[str, str] = field(default_factory=dict)
    kind: str = KIND
    tables: Mapping[str, Table] = field(default_factory=dict)
    now: Mapping[str, str] = field(default_factory=dict)
    watermark: str = ""


def annual_document(given: AnnualInput) -> Document:
    """The document, ready for PDF or DOCX."""
    spec = outline_template(given.kind, given.on)
    profile = given.organ.profile(given.on)
    facts = report_facts(given)
    found = sections(spec["blocks"], facts, given.texts, given.tables)
    body = set_out(found, spec["part_names"], profile.texts["heading1_mark"])
    blocks = [*_framing("opening", spec, given, facts), *body, *_framing("closing", spec, given, facts)]
    return Document(
        profile=profile,
        header=given.organ.header(_SYMBOL, given.on),
        title=Title(spec["kind"], _subject(spec, facts, found)),
        blocks=tuple(blocks),
        signature=given.organ.signature(_recipients(spec, given)),
        annexes=_annexes(given, spec, facts),
        watermark=given.watermark,
    )


def report_facts(given: AnnualInput) -> Facts:
    """What the holes of its texts are filled from."""
    spec = outline_template(given.kind, given.on)
    return Facts(given.figures, _words(given, spec, given.organ.profile(given.on)))


def _words(given: AnnualInput, spec: Mapping[str, Any], profile: Profile) -> dict[str, str]:
    organ = given.organ
    effective = sorted((line for line in given.models if line.effective), key=lambda line: not line.recognised)
    best = [line.name for line in effective[: spec["best_models"]]]
    return {
        "organ": profile.texts["blank_organ"] if organ.name is None else organ.name,
        "parent": profile.texts["blank_parent"] if organ.above is None else organ.above,
        "period": name_of(given.kind, given.period).here,
        "next_period": name_of(given.kind, given.period).next,
        "next_year": str(given.period.last.year + 1),
        "best_models": "; ".join(f"“{name.strip(_QUOTES)}”" for name in best),
    }


def _framing(key: str, spec: Mapping[str, Any], given: AnnualInput, facts: Facts) -> list[Paragraph]:
    """The first and the last words: the officer's when there are any, else the template's."""
    own = [line for line in given.texts.get(key, "").split("\n") if line.strip()]
    if own:
        return [Paragraph(facts.live(line)) for line in own]
    filled = facts.fill(spec[key])
    return [Paragraph(filled)] if filled else []


def _subject(spec: Mapping[str, Any], facts: Facts, found: Sequence[Section]) -> str:
    plan = spec["subject_plan"] if any(item.plan for item in found) else ""
    return facts.fill(spec["subject"] + plan) or ""


def _recipients(spec: Mapping[str, Any], given: AnnualInput) -> tuple[str, ...]:
    """The recipients that are known; none at all prints the layout's blank."""
    if own := [line for line in given.texts.get("recipients", "").split("\n") if line.strip()]:
        return tuple(own)
    organ = given.organ
    known = {name: value for name, value in (("organ", organ.name), ("parent", organ.parent)) if value}
    facts = Facts({}, known)
    return tuple(line for text in spec["recipients"] if (line := facts.fill(text)))


def _annexes(given: AnnualInput, spec: Mapping[str, Any], facts: Facts) -> tuple[Annex, ...]:
    attached = facts.fill(spec["annex"]["attached"]) or ""
    tables: list[tuple[str, Block]] = []
    figures = figure_table(spec["annex"], given.figures, given.reported, given.now)
    if figures is not None and _wanted(given, "figures"):
        tables.append((facts.fill(spec["annex"]["title"]) or "", figures))
    by_unit = spec["by_unit"]
    if by_unit["from"] <= len(given.units) <= by_unit["up_to"] and _wanted(given, "units"):
        tables.append((facts.fill(by_unit["title"]) or "", unit_table(by_unit, given.units, given.figures)))
    if 0 < len(given.models) <= spec["model_list_up_to"] and _wanted(given, "models"):
        tables.append((facts.fill(spec["model_list"]["title"]) or "", model_table(spec["model_list"], given.models)))
    return tuple(
        Annex(title, (table,), roman(place) if len(tables) > 1 else "", attached, landscape=True)
        for place, (title, table) in enumerate(tables, 1)
    )


def _wanted(given: AnnualInput, annex: str) -> bool:
    """An officer can leave an annex out."""
    return given.texts.get(f"annex.{annex}", "").strip() != OFF
