"""The year report: headings and sentences are data, figures fill them, officers' words stand beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from danvan_desktop.documents.model import Annex, Block, Document, Paragraph, Signature, Title
from danvan_desktop.documents.profiles import Profile
from danvan_desktop.documents.text import roman
from danvan_desktop.domain.periods import Period
from danvan_desktop.reports.annexes import UnitLine, figure_table, model_table, unit_table
from danvan_desktop.reports.figure_value import Figures
from danvan_desktop.reports.model_list import ModelLine
from danvan_desktop.reports.organ import Organ, template
from danvan_desktop.reports.outline import Section, sections, set_out
from danvan_desktop.reports.wording import Facts

KIND = "annual"
_SYMBOL = "BC"
_QUOTES = "“”\"'"


@dataclass(frozen=True)
class AnnualInput:
    """What a year report is made of. `texts` by block; `reported`: figures of an earlier locked report, by code."""

    organ: Organ
    period: Period
    on: date
    figures: Figures
    models: Sequence[ModelLine] = ()
    units: Sequence[UnitLine] = ()
    texts: Mapping[str, str] = field(default_factory=dict)
    reported: Mapping[str, str] = field(default_factory=dict)


def annual_document(given: AnnualInput) -> Document:
    """The document, ready for PDF or DOCX."""
    spec = template(KIND, given.on)
    profile = given.organ.profile(given.on)
    facts = Facts(given.figures, _words(given, spec, profile))
    found = sections(spec["blocks"], facts, given.texts)
    body = set_out(found, spec["part_names"], profile.texts["heading1_mark"])
    blocks = [_said(spec["opening"], facts), *body, _said(spec["closing"], facts)]
    return Document(
        profile=profile,
        header=given.organ.header(_SYMBOL, given.on),
        title=Title(spec["kind"], _subject(spec, facts, found)),
        blocks=tuple(block for block in blocks if block is not None),
        signature=Signature(recipients=_recipients(spec, given.organ)),
        annexes=_annexes(given, spec, facts),
    )


def _words(given: AnnualInput, spec: Mapping[str, Any], profile: Profile) -> dict[str, str]:
    organ = given.organ
    effective = sorted((line for line in given.models if line.effective), key=lambda line: not line.recognised)
    best = [line.name for line in effective[: spec["best_models"]]]
    return {
        "organ": profile.texts["blank_organ"] if organ.name is None else organ.name,
        "parent": profile.texts["blank_parent"] if organ.parent is None else organ.parent,
        "period": given.period.label,
        "next_year": str(given.period.last.year + 1),
        "best_models": "; ".join(f"“{name.strip(_QUOTES)}”" for name in best),
    }


def _said(text: str, facts: Facts) -> Paragraph | None:
    filled = facts.fill(text)
    return Paragraph(filled) if filled else None


def _subject(spec: Mapping[str, Any], facts: Facts, found: Sequence[Section]) -> str:
    plan = spec["subject_plan"] if any(item.plan for item in found) else ""
    return facts.fill(spec["subject"] + plan) or ""


def _recipients(spec: Mapping[str, Any], organ: Organ) -> tuple[str, ...]:
    """The recipients that are known; none at all prints the layout's blank."""
    known = {name: value for name, value in (("organ", organ.name), ("parent", organ.parent)) if value}
    facts = Facts({}, known)
    return tuple(line for text in spec["recipients"] if (line := facts.fill(text)))


def _annexes(given: AnnualInput, spec: Mapping[str, Any], facts: Facts) -> tuple[Annex, ...]:
    attached = facts.fill(spec["annex"]["attached"]) or ""
    tables: list[tuple[str, Block]] = []
    figures = figure_table(spec["annex"], given.figures, given.reported)
    if figures is not None:
        tables.append((facts.fill(spec["annex"]["title"]) or "", figures))
    by_unit = spec["by_unit"]
    if by_unit["from"] <= len(given.units) <= by_unit["up_to"]:
        tables.append((facts.fill(by_unit["title"]) or "", unit_table(by_unit, given.units, given.figures)))
    if 0 < len(given.models) <= spec["model_list_up_to"]:
        tables.append((facts.fill(spec["model_list"]["title"]) or "", model_table(spec["model_list"], given.models)))
    return tuple(
        Annex(title, (table,), roman(place) if len(tables) > 1 else "", attached, landscape=True)
        for place, (title, table) in enumerate(tables, 1)
    )
