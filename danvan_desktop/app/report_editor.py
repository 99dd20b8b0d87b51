"""A report being written: its outline with what is done and what is open, its words, figures and appendices.

`open_report` reads everything once, in any thread; what the officer types stays with the page that shows it and is
handed to `outline` and to the preview as `texts`, until `report_texts.save_texts` keeps it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from danvan_desktop.app.figures import figures
from danvan_desktop.app.report import Wanted, annual_input
from danvan_desktop.app.report_lock import Change, changes, decided, decisions, last_lock
from danvan_desktop.app.report_tables import Counted, tables_in
from danvan_desktop.app.report_texts import ReportKey, texts
from danvan_desktop.documents.model import Document, Table
from danvan_desktop.documents.text import roman
from danvan_desktop.domain.text import clean_long
from danvan_desktop.i18n import N_, _, vi
from danvan_desktop.reports import annual
from danvan_desktop.reports.annexes import figure_rows
from danvan_desktop.reports.annual import AnnualInput
from danvan_desktop.reports.content import OFF, TableAt, Words, codes, parts, token
from danvan_desktop.reports.figure_value import FigureValue
from danvan_desktop.reports.organ import outline_template
from danvan_desktop.reports.outline import told_part
from danvan_desktop.reports.wording import Facts
from danvan_desktop.storage.store import Store

# the places of a report that are no section of the outline
HEAD, ANNEXES, SIGN = "opening", "annexes", "closing"
DONE, FIGURES, DRAFT, OPEN = "done", "figures", "draft", "open"
STATUS = {
    DONE: N_("written"), FIGURES: N_("figures only"), DRAFT: N_("words of the last report wait"),
    OPEN: N_("nothing here yet: it is not printed"),
}  # fmt: skip
_ANNEX_NAMES = {
    "figures": N_("Table of figures"), "units": N_("Table by units"), "models": N_("List of models"),
}  # fmt: skip


@dataclass(frozen=True)
class OpenReport:
    """Everything the editor shows of one report, as it was read."""

    key: ReportKey
    on: date
    name: str
    texts: Mapping[str, str]
    earlier: Mapping[str, str]  # the words of the report before, offered as a draft
    earlier_name: str
    figures: Mapping[str, FigureValue]
    changed: Sequence[Change]
    locked_on: date | None
    spec: Mapping[str, Any]
    given: AnnualInput
    facts: Facts
    document: Document
    tables: Mapping[str, Counted] = field(default_factory=dict)


@dataclass(frozen=True)
class Node:
    """A line of the outline. `template` is its block; None for the head, the annexes and the signature."""

    key: str
    title: str
    level: int
    status: str
    children: tuple[Node, ...] = ()
    template: Mapping[str, Any] | None = None

    def walk(self) -> Iterator[Node]:
        """This node and all below it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()


def open_report(store: Store, key: ReportKey, on: date, typed: Mapping[str, str] | None = None) -> OpenReport:
    """Read a report; `typed` are words that are not saved yet."""
    said = texts(store, key)
    counted = {item.code: item for item in figures(store, key.period, key.unit, translate=vi)}
    shown = {**said, **(typed or {})}
    tables = tables_in(store, key, shown.values())
    given = annual_input(store, Wanted(key.kind, key.period, on, "pdf", key.unit, shown), counted, tables)
    locked = last_lock(store, key)
    return OpenReport(
        key=key, on=on, name=key.name, texts=said, earlier=texts(store, key.before), earlier_name=key.before.name,
        figures=counted, changed=changes(counted, given.reported, decisions(said)),
        locked_on=_day(locked.values["locked_on"]) if locked else None,
        spec=outline_template(key.kind, on), facts=annual.report_facts(given),
        document=annual.annual_document(given), given=given, tables=tables,
    )  # fmt: skip


def _day(value: object) -> date | None:
    return value if isinstance(value, date) else None


def preview(report: OpenReport, said: Mapping[str, str]) -> bytes:
    """The pages with these words as PDF, from what was read: nothing is counted anew while somebody types."""
    from danvan_desktop.documents.pdf import to_pdf

    printed, now = decided(report.figures, report.given.reported, decisions(said))
    return to_pdf(annual.annual_document(replace(report.given, texts=said, figures=printed, now=now)))


def same_contents(one: OpenReport, other: OpenReport) -> bool:
    """Whether a section shows the same of both: then what is typed in is left alone."""
    return (
        all(getattr(one, name) == getattr(other, name) for name in ("figures", "tables", "changed", "earlier", "texts"))
        and recipients(one) == recipients(other)
        and one.given.models == other.given.models
    )


# --- the outline
def outline(report: OpenReport, said: Mapping[str, str]) -> tuple[Node, ...]:
    """All places of the report in reading order, numbered as they will be when each has something in it."""
    blocks = report.spec["blocks"]
    return (
        Node(HEAD, _("Title, opening words"), 1, DONE),
        *(_node(report, said, block, place) for place, block in enumerate(blocks)),
        Node(ANNEXES, _("Appendices"), 1, DONE, _annexes(report, said)),
        Node(SIGN, _("Recipients, signature"), 1, DONE),
    )


def _node(report: OpenReport, said: Mapping[str, str], block: Mapping[str, Any], place: int) -> Node:
    below = tuple(_node(report, said, child, at) for at, child in enumerate(block.get("children", ())))
    title = report.facts.fill(block["title"]) or str(block["title"])
    status = _status(report, said, block)
    if below and status in {OPEN, FIGURES}:
        status = _of_all(below)
    number = _number(block["level"], place, report.spec["part_names"])
    return Node(block["key"], f"{number} {title}", block["level"], status, below, block)


def _number(level: int, place: int, part_names: Sequence[str]) -> str:
    if level == 0:
        return f"{part_names[place]}:" if place < len(part_names) else ""
    return (f"{roman(place + 1)}.", f"{place + 1}.", f"{chr(ord('a') + place)})")[min(level, 3) - 1]


def _status(report: OpenReport, said: Mapping[str, str], block: Mapping[str, Any]) -> str:
    own = parts(said.get(block["key"], ""))
    if any(isinstance(part, Words | TableAt) for part in own):
        return DONE
    if any(told_part(part, block, report.facts, {}) for part in own):
        return FIGURES
    return DRAFT if report.earlier.get(block["key"]) else OPEN


def _of_all(below: Sequence[Node]) -> str:
    found = {node.status for node in below}
    if found <= {DONE, FIGURES}:
        return DONE if DONE in found else FIGURES
    return OPEN


def _annexes(report: OpenReport, said: Mapping[str, str]) -> tuple[Node, ...]:
    names = [name for name in _ANNEX_NAMES if _annex_there(report, name) or annex_off(said, name)]
    return tuple(
        Node(f"annex.{name}", f"{place:02d}. {_(_ANNEX_NAMES[name])}", 2, OPEN if annex_off(said, name) else DONE)
        for place, name in enumerate(names, 1)
    )


def _annex_there(report: OpenReport, name: str) -> bool:
    return annex_table(report, name) is not None


def annex_off(said: Mapping[str, str], name: str) -> bool:
    """True when the officer left this appendix out."""
    return said.get(f"annex.{name}", "").strip() == OFF


def annex_table(report: OpenReport, name: str) -> Table | None:
    """The table of an appendix as it is printed; None when there is none."""
    title = {
        "figures": report.spec["annex"]["title"], "units": report.spec["by_unit"]["title"],
        "models": report.spec["model_list"]["title"],
    }[name]  # fmt: skip
    wanted = report.facts.fill(title)
    for annex in report.document.annexes:
        if annex.title == wanted and isinstance(annex.blocks[0], Table):
            return annex.blocks[0]
    return None


def annex_codes(report: OpenReport) -> list[str]:
    """The figure of each row of the table of figures."""
    rows = figure_rows(report.spec["annex"], report.facts.figures, report.given.reported, report.given.now)
    return [code for _row, code in rows]


# --- one section
def told(report: OpenReport, block: Mapping[str, Any], *, spread: bool = False) -> tuple[str, ...]:
    """The sentences the program says in a section, as words with live figures in them.

    `spread`: a list of parts as each part's own figure, for the eye; else as one token that grows with the lists.
    """
    live = (_SpreadTokens if spread else _Tokens)(report.facts.figures, report.facts.words)
    return tuple(text for sentences in block.get("paragraphs", ()) if (text := live.paragraph(sentences)))


class _Tokens(Facts):
    """Facts that leave a token where a figure stands, so that a sentence made of them can be edited and stays live."""

    def _hole(self, name: str, form: str) -> str:
        said = super()._hole(name, form)
        live = bool(said) and (name in self.figures or form == "list")
        return token(name, form) if live else said


class _SpreadTokens(_Tokens):
    """The same with each part of a list as a figure of its own."""

    def _hole(self, name: str, form: str) -> str:
        if form != "list" or not super()._hole(name, form):
            return super()._hole(name, form)
        return self.spread(name, lambda item: token(item.code))


def section_changes(report: OpenReport, block: Mapping[str, Any] | None, said: str) -> list[Change]:
    """The changed figures that stand in a section."""
    if block is None:
        return []
    named = set(codes(said)) | {code for text in told(report, block) for code in codes(text)}
    return [change for change in report.changed if change.code in named or change.code.rpartition(".")[0] in named]


def said_figure(report: OpenReport, code: str, form: str = "") -> str:
    """A live figure as the editor shows it: with its unit of counting left to the words around it."""
    return report.facts.told(code, form)


def opening_words(report: OpenReport, key: str) -> str:
    """What the template says at the head or the end when the officer says nothing."""
    return report.facts.fill(report.spec[key]) or ""


def recipients(report: OpenReport) -> tuple[str, ...]:
    """Who receives it, as it will be printed."""
    signature = report.document.signature
    return signature.recipients if signature else ()


def with_texts(report: OpenReport, saved: Mapping[str, str]) -> OpenReport:
    """The report after these words were saved."""
    kept = {block: clean_long(text) for block, text in {**report.texts, **saved}.items()}
    return replace(report, texts={block: text for block, text in kept.items() if text})
