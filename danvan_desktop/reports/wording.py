"""Sentences with figures in them: a clause stands only when every number in it says something."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from danvan_desktop.documents import text
from danvan_desktop.domain.indicator import NOT_STATED
from danvan_desktop.reports import content
from danvan_desktop.reports.figure_value import Figures, FigureValue

UNKNOWN = "……"  # stands where a text names a figure that does not exist

_HOLE = re.compile(r"\{([A-Za-z][\w.]*)(?::(\w+))?\}")
_TRAILS_OFF = re.compile(r"\s*(\.{3,}|(?<!…)…\.?)$")  # a row of … is a blank to be filled in by hand
# a clause is a text with holes, or a list of them: {"first": ", trong đó ", "join": ", ", "parts": [...]}
Clause: TypeAlias = str | Mapping[str, Any]
Sentence: TypeAlias = Sequence[Clause]


@dataclass(frozen=True)
class Facts:
    """What the holes of a template are filled from: figures by code, and words by name."""

    figures: Figures
    words: Mapping[str, str] = field(default_factory=dict)

    def fill(self, clause: str) -> str | None:
        """The clause with its holes filled; None when one of them has nothing to say."""
        found = {hole.group(0): self._hole(hole.group(1), hole.group(2) or "") for hole in _HOLE.finditer(clause)}
        if not all(found.values()):
            return None
        return _HOLE.sub(lambda hole: str(found[hole.group(0)]), clause)

    def live(self, text: str) -> str:
        """An officer's words with their live figures; there a zero is said as "0", for the officer wants it told."""
        return content.filled(text, self.told)

    def told(self, code: str, form: str = "") -> str:
        """One figure in running text."""
        if form == "list":
            return self._list(code)
        figure = self.figures.get(code)
        return UNKNOWN if figure is None else _FORMS[form](figure)

    def sentence(self, clauses: Sentence) -> str:
        """The clauses that have something to say as one sentence with a capital and a full stop; else nothing."""
        filled = "".join(part for clause in clauses if (part := self._clause(clause)))
        bare = filled.lstrip(" ,;").rstrip()
        if not bare:
            return ""
        if _TRAILS_OFF.search(bare):  # “Trình bày ...” keeps its dots, as the one sign …, and gets no full stop
            return f"{bare[0].upper()}{_TRAILS_OFF.sub('…', bare[1:])}"
        return f"{bare[0].upper()}{bare[1:].rstrip('.')}."

    def _clause(self, clause: Clause) -> str | None:
        if isinstance(clause, str):
            return self.fill(clause)
        told = [part for text in clause["parts"] if (part := self.fill(text))]
        return str(clause["first"] + clause["join"].join(told)) if told else None

    def paragraph(self, sentences: Iterable[Sentence]) -> str:
        """The sentences that stand, one after another."""
        return " ".join(filter(None, (self.sentence(item) for item in sentences)))

    def _hole(self, name: str, form: str) -> str:
        if name in self.words:
            return self.words[name]
        if form == "list":
            return self._list(name)
        figure = self.figures.get(name)
        return "" if figure is None or figure.nothing else _FORMS[form](figure)

    def _list(self, code: str) -> str:
        """'bồi thường, giải phóng mặt bằng (19 đơn); tranh chấp bờ ranh (14 đơn)', the largest first."""
        return self.spread(code, FigureValue.shown)

    def spread(self, code: str, number: Callable[[FigureValue], str]) -> str:
        """The parts of a split with their numbers, the largest first."""
        told = sorted(told_parts(self.figures, code), key=lambda item: -int(item.value or 0))
        return "; ".join(f"{in_running_text(item.part_name)} ({number(item)} {item.unit})" for item in told)


def told_parts(figures: Figures, code: str) -> list[FigureValue]:
    """The parts of a split that have something to say; nothing when all there is is "not stated"."""
    parts = [item for item in figures.values() if item.part and item.code == f"{code}.{item.part}"]
    told = [item for item in parts if not item.nothing]
    return told if any(item.part != NOT_STATED for item in told) else []


def _fraction(figure: FigureValue) -> str:
    return f"{text.number(figure.numerator)}/{text.number(figure.denominator)}"


def _percent(figure: FigureValue) -> str:
    return text.percent(figure.numerator or 0, figure.denominator or 0)


_FORMS = {"": FigureValue.shown, "ratio": _fraction, "percent": _percent}


def in_running_text(name: str) -> str:
    """A name in running text: its first letter small unless the next one is a capital too."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def version_on(versions: Iterable[Mapping[str, Any]], day: str) -> Mapping[str, Any]:
    """The version of a template in force on an ISO day; before the first one, the first."""
    ordered = sorted(versions, key=lambda item: str(item["valid_from"]))
    in_force = [item for item in ordered if item["valid_from"] <= day]
    return in_force[-1] if in_force else ordered[0]
