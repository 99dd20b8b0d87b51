"""A province's own wording of a paper as a Word file: made from ours, looked at, carried in a signed table.

The file lies as base64 in a table “templates/letter-docx-<kind>” with valid_from, source and certainty, so that it is
dated, packed, sent and taken back as every other table (`danvan rules pack`).
"""

from __future__ import annotations

import base64
from datetime import date
from typing import Any

from danvan_desktop.documents import docx_template
from danvan_desktop.documents.text import vn_date
from danvan_desktop.errors import UserError
from danvan_desktop.i18n import _
from danvan_desktop.reports import letters
from danvan_desktop.reports.letter_facts import PARTS, LetterInput
from danvan_desktop.reports.organ import Organ
from danvan_desktop.reports.wording import version_on
from danvan_desktop.storage import rule_files
from danvan_desktop.storage.reading import Record

PREFIX = "templates/letter-docx-"
NEEDED = frozenset({"so", "ngay_thang", "nguoi_ky"})  # what no official paper goes without
HEADS = ("co_quan_cap_tren", "co_quan", "ky_hieu", "dia_danh", "chuc_vu", *sorted(NEEDED))
BLANK = "blank_"  # a word nobody tells: what stands in its place is the marked blank
_SENTINEL = date(2099, 12, 31)


def known_names() -> frozenset[str]:
    """Every name a template may ask for; the same with a closing underscore prints a blank where nothing is known."""
    told = letters.letter_words(LetterInput(Record("petition", b"", "", {}), "", _SENTINEL))
    named = frozenset(told) | frozenset(PARTS) | letters.asked_names()
    return named | frozenset(f"{name}_" for name in named) | frozenset(HEADS)


def words_of(data: bytes) -> frozenset[str]:
    """The words a template asks for."""
    return frozenset(name.removesuffix("_") for name in docx_template.names_in(data))


def lint(kind: letters.LetterKind, data: bytes) -> list[str]:
    """What is wrong with a template; nothing when it may be used. Raises UserError for a file that cannot be read."""
    asked = docx_template.names_in(data)
    wrong = [_("The program knows no “{name}”.").format(name=name) for name in sorted(asked - known_names())]
    needed = NEEDED & docx_template.names_in(base(kind, "state"))  # minutes have no number, a citizen no signer
    return wrong + [_("“{name}” is missing.").format(name=name) for name in sorted(needed - asked)]


def as_table(kind: letters.LetterKind, data: bytes, on: date, source: str) -> dict[str, Any]:
    """The table that carries a template. Raises UserError with everything that is wrong in it."""
    if wrong := lint(kind, data):
        raise UserError(
            _("This text cannot be used: {what}").format(what=" ".join(wrong)), kept=_("Nothing was changed."),
            hint=_("“danvan letter-template names” lists what may stand in braces."),
        )  # fmt: skip
    version = {"valid_from": on.isoformat(), "source": source, "certainty": "certain",
               "docx": base64.b64encode(data).decode()}  # fmt: skip
    return {"version": on.isoformat(), "versions": [version]}


def of_kind(kind: str, on: date) -> bytes | None:
    """The province's text for a paper of that day; None where there is none, or it is not in force yet."""
    name = f"{PREFIX}{kind}"
    if not rule_files.sources(name):
        return None
    found = version_on(rule_files.table(name)["versions"], on.isoformat())
    return base64.b64decode(found["docx"]) if found["valid_from"] <= on.isoformat() else None


def check_table(name: str, table: Any) -> None:  # noqa: ANN401  parsed JSON of an update
    """Whether a table of an update carries texts this program can fill. Raises UserError, ValueError, KeyError."""
    kind = letters.kind(name.removeprefix(PREFIX))
    if kind is None:
        raise ValueError(name)
    for version in table["versions"]:
        as_table(kind, base64.b64decode(version["docx"], validate=True), date.fromisoformat(version["valid_from"]), "")


def filled(kind: letters.LetterKind, template: bytes, given: LetterInput, organ: Organ, number: str | None) -> bytes:
    """The paper in the province's words."""
    words = letters.letter_words(given)
    told = {**words, **letters.letter_parts(words), **_heads(kind, given, organ, number)}
    asked = docx_template.names_in(template)
    blank = words[BLANK]
    return docx_template.filled(template, {n: told.get(n, blank if n.endswith("_") else "") for n in asked})


def _heads(kind: letters.LetterKind, given: LetterInput, organ: Organ, number: str | None) -> dict[str, str]:
    header = letters.header_of(kind.id, given, organ, number)
    return {
        "co_quan_cap_tren": (organ.parent or "").upper(), "co_quan": (organ.name or given.organ_name).upper(),
        "ky_hieu": header.symbol or "", "dia_danh": organ.place or "", "so": number or "        ",
        "ngay_thang": vn_date(given.on), "chuc_vu": organ.signer_post or "", "nguoi_ky": organ.signer_name or "",
    }  # fmt: skip


def base(kind: letters.LetterKind, side: str) -> bytes:
    """Our own wording as a Word file to begin from: every fact a name in braces, in the layout of that side."""
    from danvan_desktop.documents.docx import to_docx

    organ = Organ("{{ co_quan }}", "{{ co_quan_cap_tren }}", "\u2063", "{{ dia_danh }}", "state" if side == "state"
                  else "party", "{{ chuc_vu }}", "{{ nguoi_ky }}")  # fmt: skip
    document = letters.named_document(kind.id, organ, _SENTINEL)
    written = {
        vn_date(_SENTINEL): "{{ ngay_thang }}", "{{ CO_QUAN_CAP_TREN }}": "{{ co_quan_cap_tren }}",
        "{{ CO_QUAN }}": "{{ co_quan }}", "{{ CHUC_VU }}": "{{ chuc_vu }}",
    }  # fmt: skip
    return docx_template.rewritten(to_docx(document), written)
