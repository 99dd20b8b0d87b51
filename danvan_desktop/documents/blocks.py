"""Header, title and signature as pieces of a PDF page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer

from danvan_desktop.documents import wording
from danvan_desktop.documents.flowables import Columns, Rule, Stack
from danvan_desktop.documents.model import Header, Signature, Signer, Title
from danvan_desktop.documents.profiles import Profile, Style
from danvan_desktop.documents.typeset import Gate

LETTER_GAP_PT = 14.0
_WIDE_MM = 115


class Blocks:
    """Sets the fixed blocks of one document."""

    def __init__(self, gate: Gate, profile: Profile) -> None:
        self.gate = gate
        self.profile = profile
        self.thickness = profile.measures["rule_pt"]

    def header_widths(self, header: Header, width: float) -> tuple[float, float]:
        """Left and right block: the right one takes what its longest line needs, the left one the rest."""
        texts, measures = self.profile.texts, self.profile.measures
        lines = (
            ("national_title", texts["national_title"]),
            ("motto", texts["motto"]),
            ("date", wording.date_line(self.profile, header)),
        )
        longest = max(self.width(name, text) for name, text in lines if text)
        right = min(longest + measures["header_gap_mm"] * mm, width - measures["header_left_min_mm"] * mm)
        if width - right > _WIDE_MM * mm:
            right = width / 2  # a landscape page: two equal halves stand calmer than a far corner
        return width - right, right

    def width(self, name: str, text: str) -> float:
        """Width in points of a text in one of the layout's styles."""
        style = self.profile.style(name)
        plain = self.gate.plain(text.upper() if style.upper else text)
        return self.gate.width(plain, style)

    def header(self, header: Header, width: float) -> list[Flowable]:
        """Two rows: the organs beside the national title, then number beside place and date on one line."""
        if header.organ == "":
            return self._national(width)
        left, right = self.header_widths(header, width)
        upper = Columns([Stack(self._organs(header, left), left), Stack(self._national(right), right)])
        date = self.centred("date", wording.date_line(self.profile, header), right)
        number = self.centred("number", wording.number_line(self.profile, header), left)
        if header.about:
            number += self.centred("subject_letter", wording.about_line(self.profile, header), left - 4 * mm)
        gap = 4.0 if self.profile.switches["organ_rule"] else 1.0
        return [upper, Spacer(1, gap), Columns([Stack(number, left), Stack(date, right)])]

    def _organs(self, header: Header, width: float) -> list[Flowable]:
        room = width - 2 * mm
        pieces = self._organ("parent", header.parent, room) if header.parent != "" else []
        pieces += self._organ("organ", header.organ, room)
        if self.profile.texts["organ_mark"]:
            pieces += self.centred("organ_mark", self.profile.texts["organ_mark"], width)
        if self.profile.switches["organ_rule"]:
            share = self.profile.measures["organ_rule_share"]
            lines, _size = self.organ_lines("organ", header.organ, room)
            longest = max(self.width("organ", line) for line in lines)
            pieces.append(Rule(longest * share, self.thickness))
        return pieces

    def _national(self, width: float) -> list[Flowable]:
        title, motto = self.profile.texts["national_title"], self.profile.texts["motto"]
        pieces = self.centred("national_title", title, width)
        if self.profile.switches["title_rule"]:
            pieces.append(Rule(self.width("national_title", title), self.thickness))
        if motto:
            pieces += self.centred("motto", motto, width)
        if self.profile.switches["motto_rule"]:
            pieces.append(Rule(self.width("motto", motto), self.thickness))
        return pieces

    def _organ(self, name: str, value: str | None, width: float) -> list[Flowable]:
        style = self.style(name, blank=value is None)
        lines, size = self.organ_lines(name, value, width)
        return [self.gate.paragraph("\n".join(lines), replace(style, size=size))]

    def organ_lines(self, name: str, value: str | None, width: float) -> tuple[list[str], float]:
        """One line, else two, broken where the name of the place begins or balanced; only then a smaller size."""
        style = self.style(name, blank=value is None)
        text = wording.or_blank(self.profile, name, value)
        lines = self.gate.lines(text, style, width)
        if len(lines) == 2:
            lines = self._natural_break(text, style, width) or lines
        if len(lines) <= 2:
            return lines, style.size
        small = self.profile.measures["organ_small_size"]
        return self.gate.lines(text, style, width, small), small

    def _natural_break(self, text: str, style: Style, width: float) -> list[str] | None:
        """Two lines of one name, the second beginning with 'xã …', 'phường …' or 'và …'; None when too wide."""
        for match in re.finditer(rf" (?=({self.profile.texts['break_before']}) )", text, re.IGNORECASE):
            lines = [self.gate.lines(part, style, width) for part in (text[: match.start()], text[match.end() :])]
            if all(len(line) == 1 for line in lines):
                return [line[0] for line in lines]
        return None

    def centred(self, name: str, text: str, width: float) -> list[Flowable]:
        """A centred text in balanced lines."""
        style = self.profile.style(name)
        return [self.gate.paragraph("\n".join(self.gate.lines(text, style, width)), style)]

    def title(self, title: Title, width: float) -> list[Flowable]:
        """Kind, subject, and the five hyphens or the short rule under them; a letter has a space only."""
        if not title.kind and not title.subject:
            return [Spacer(1, LETTER_GAP_PT)]
        pieces = self.centred("kind", title.kind, width) if title.kind else []
        if title.subject:
            pieces += self.centred("subject", title.subject, width - 20 * mm)
        if title.kind and self.profile.texts["title_close"]:
            pieces += self.centred("title_close", self.profile.texts["title_close"], width)
        if title.subject and self.profile.switches["subject_rule"]:
            share = self.profile.measures["title_rule_share"]
            lines = self.gate.lines(title.subject, self.profile.style("subject"), width - 20 * mm)
            longest = max(self.width("subject", line) for line in lines)
            pieces.append(Rule(longest * share, self.thickness, before=3, after=8))
        return pieces

    def signature(self, signature: Signature, width: float) -> Columns:
        """Recipients on the left, who signs on the right."""
        measures = self.profile.measures
        left = measures["signature_left_mm"] * mm
        return Columns(
            [Stack(self._recipients(signature), left), Stack(self._signer(signature), width - left)],
            before=measures["signature_before_pt"],
        )

    def signers(self, signers: Sequence[Signer], width: float) -> Columns:
        """Who signs side by side, each over room for the hand."""
        share = width / len(signers)
        stacks = [Stack(self._one_signer(signer), share) for signer in signers]
        return Columns(stacks, before=self.profile.measures["signature_before_pt"])

    def _one_signer(self, signer: Signer) -> list[Flowable]:
        pieces = [self.gate.paragraph(signer.role, self.profile.style("authority"))]
        if signer.note:
            pieces.append(self.gate.paragraph(signer.note, self.profile.style("sign_note")))
        room = Spacer(1, self.profile.measures["signature_space_pt"])
        return [*pieces, room, self.gate.paragraph(signer.name, self.profile.style("signer"))]

    def _recipients(self, signature: Signature) -> list[Flowable]:
        label = self.gate.paragraph(self.profile.texts["recipients_label"], self.profile.style("recipients_label"))
        style = self.profile.style("recipients")
        return [label, *(self.gate.paragraph(line, style) for line in wording.recipients(self.profile, signature))]

    def _signer(self, signature: Signature) -> list[Flowable]:
        pieces: list[Flowable] = []
        for name, value in (("authority", signature.authority), ("post", signature.post)):
            text = wording.or_blank(self.profile, name, value)
            if text:
                pieces.append(self.gate.paragraph(text, self.style(name, blank=value is None)))
        pieces.append(Spacer(1, self.profile.measures["signature_space_pt"]))
        name_text = wording.or_blank(self.profile, "name", signature.name)
        pieces.append(self.gate.paragraph(name_text, self.style("signer", blank=signature.name is None)))
        return pieces

    def style(self, name: str, *, blank: bool = False) -> Style:
        """The style of an element; a blank to be filled in is neither bold nor in capitals."""
        style = self.profile.style(name)
        return replace(style, bold=False, upper=False) if blank else style
