"""The end of a Word file: recipients beside who signs, or several who sign side by side."""

from __future__ import annotations

from collections.abc import Sequence

from docx.shared import Pt

from danvan_desktop.documents import wording
from danvan_desktop.documents.blocks import Blocks
from danvan_desktop.documents.docx_parts import Node, fill, fix_table, mark_row
from danvan_desktop.documents.model import Signature, Signer
from danvan_desktop.documents.profiles import Profile


class WordSignature:
    """Writes who signs one document."""

    def __init__(self, word: Node, profile: Profile, blocks: Blocks) -> None:
        self._word, self._profile, self._blocks = word, profile, blocks

    def add(self, signature: Signature, width_mm: float) -> None:
        """Recipients beside who signs, in a row that is not broken."""
        left = self._profile.measures["signature_left_mm"]
        table = self._word.add_table(1, 2)
        fix_table(table, [left, width_mm - left])
        mark_row(table.rows[0]._tr)
        recipients, signer = table.rows[0].cells
        fill(recipients, self._profile.texts["recipients_label"], self._blocks.style("recipients_label"))
        for line in wording.recipients(self._profile, signature):
            fill(recipients, line, self._blocks.style("recipients"))
        for name, value in (("authority", signature.authority), ("post", signature.post)):
            if value != "":
                words = wording.or_blank(self._profile, name, value)
                fill(signer, words, self._blocks.style(name, blank=value is None))
        self._room(signer)
        name_text = wording.or_blank(self._profile, "name", signature.name)
        fill(signer, name_text, self._blocks.style("signer", blank=signature.name is None))
        for cell in (recipients, signer):
            cell.paragraphs[0].paragraph_format.space_before = Pt(self._profile.measures["signature_before_pt"])

    def add_side_by_side(self, signers: Sequence[Signer], width_mm: float) -> None:
        """Who signs side by side, in a row that is not broken."""
        table = self._word.add_table(1, len(signers))
        fix_table(table, [width_mm / len(signers)] * len(signers))
        mark_row(table.rows[0]._tr)
        for cell, signer in zip(table.rows[0].cells, signers, strict=True):
            fill(cell, signer.role, self._blocks.style("authority"))
            if signer.note:
                fill(cell, signer.note, self._blocks.style("sign_note"))
            self._room(cell)
            fill(cell, signer.name, self._blocks.style("signer"))
            cell.paragraphs[0].paragraph_format.space_before = Pt(self._profile.measures["signature_before_pt"])

    def _room(self, cell: Node) -> None:
        """Where the name is signed."""
        cell.add_paragraph().paragraph_format.line_spacing = Pt(self._profile.measures["signature_space_pt"])
