"""The one-page papers of reception and petition work: which there are, and each as a document (petitions.md §2.4)."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from danvan_desktop.documents.model import Document, Header, Paragraph, Signature, Signer, Title
from danvan_desktop.documents.profiles import profile_for
from danvan_desktop.reports.letter_facts import PARTS, LetterInput, Words, parts, words
from danvan_desktop.reports.organ import Organ
from danvan_desktop.reports.wording import Facts, version_on
from danvan_desktop.storage import rule_files
from danvan_desktop.storage.reading import Record

_FILE = "templates/letters"
_PART = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class LetterKind:
    """One printable. `record`: the type it is made for; `types`: only for petitions of these types."""

    id: str
    title: str
    record: str
    types: tuple[str, ...]
    form: str
    numbered: bool
    code: str

    def fits(self, record_type: str, petition_type: str) -> bool:
        """Whether it can be made for such a record."""
        return self.record == record_type and (not self.types or petition_type in self.types)


def kinds() -> list[LetterKind]:
    """Every printable, in the order of the officer's work."""
    return [
        LetterKind(
            name, _called(one), one["record"],
            tuple(one.get("types", ())), one["form"], one["numbered"], one["code"],
        )
        for name, one in _table()["letters"].items()
    ]  # fmt: skip


def _called(spec: Mapping[str, Any]) -> str:
    """“Phiếu đề xuất thụ lý đơn”: what it is called before it is made for anybody."""
    words = f"{spec.get('kind') or spec.get('about', '')} {spec.get('subject', '')}".strip()
    called = words.format(doc_name=_table()["words"]["docs"]["khac"])
    return called[:1].upper() + called[1:]


def kind(name: str) -> LetterKind | None:
    """The printable of that id."""
    return next((one for one in kinds() if one.id == name), None)


def version(on: date) -> str:
    """Which wording a paper of that day was made from: kept on the record."""
    return f"letters/{version_on(_table()['versions'], on.isoformat())['valid_from']}"


def laws_on(on: date) -> Mapping[str, str]:
    """The laws as they are named in a paper of that day, by their short names."""
    found: Mapping[str, str] = version_on(_table()["versions"], on.isoformat())["laws"]
    return found


def letter_words(given: LetterInput) -> Words:
    """The words of a letter; the same for PDF, DOCX and a province's own template."""
    return words(given, _table()["words"], laws_on(given.on))


def letter_document(name: str, given: LetterInput, organ: Organ, number: str | None = None) -> Document:
    """The paper, ready for PDF or DOCX. `number` None leaves a marked blank for the văn thư."""
    told = letter_words(given)
    header = header_of(name, given, organ, number)
    return _document(name, told, letter_parts(told), header, organ, given.on)


def named_document(name: str, organ: Organ, on: date) -> Document:
    """The paper with “{{ name }}” in the place of every fact: what a province begins its own text from."""
    told = {part: f"{{{{ {part} }}}}" for part in PARTS}
    given = LetterInput(Record("petition", b"", "", {}), "", on)
    header = header_of(name, given, organ, "{{ so }}")
    if header.symbol:
        header = replace(header, symbol="{{ ky_hieu }}")
    return _document(name, _Named(), told, header, organ, on)


class _Named(dict[str, str]):
    """Every fact there may be, as its name in braces."""

    def __contains__(self, name: object) -> bool:
        return True

    def __missing__(self, name: str) -> str:
        return f"{{{{ {name} }}}}"


def letter_parts(told: Words) -> Words:
    """The optional turns of a letter."""
    return parts(told, _table()["words"])


def asked_names() -> frozenset[str]:
    """Every name the sentences of the papers ask for."""
    return frozenset(_PART.findall(json.dumps(_table()["letters"], ensure_ascii=False)))


def words_of(name: str) -> frozenset[str]:
    """Every word a paper asks for, whether it leaves a blank where nobody tells it or not."""
    found = _PART.findall(json.dumps(_table()["letters"][name], ensure_ascii=False))
    return frozenset(part.removesuffix("_") for part in found)


def blank_words(name: str) -> list[str]:
    """The words of a paper that are printed as a blank where nobody tells them, in the order of the page."""
    found = _PART.findall(json.dumps(_table()["letters"][name], ensure_ascii=False))
    return list(dict.fromkeys(part.removesuffix("_") for part in found if part.endswith("_")))


def _document(
    name: str, told: Words, turns: Words, header: Header, organ: Organ, on: date
) -> Document:  # fmt: skip
    spec = _with_parts(_table()["letters"][name], turns)
    facts = Facts({}, told)
    title = facts.fill(spec.get("subject", "")) or ""
    signers = tuple(
        Signer(role, note, told[who] if who and who in told else "") for role, note, who in spec.get("signers", ())
    )
    return Document(
        profile_for("state", on) if spec.get("citizen") else organ.profile(on), header,
        Title(spec.get("kind", ""), title),
        tuple(_blocks(spec, facts, organ)), signers=signers,
        signature=None if signers else _signature(spec, facts, organ),
    )  # fmt: skip


def _with_parts(spec: Any, told: Words) -> Any:  # noqa: ANN401  any level of the letter's JSON
    """The letter with its optional turns put in."""
    if isinstance(spec, str):
        return _PART.sub(lambda hole: told.get(hole.group(1), hole.group(0)), spec)
    if isinstance(spec, Mapping):
        return {name: _with_parts(value, told) for name, value in spec.items()}
    return [_with_parts(value, told) for value in spec] if isinstance(spec, Sequence) else spec


def _table() -> Mapping[str, Any]:
    return rule_files.table(_FILE)


def header_of(name: str, given: LetterInput, organ: Organ, number: str | None) -> Header:
    """The head of a paper."""
    spec = _table()["letters"][name]
    if spec.get("citizen"):  # a citizen's own paper has no issuing organ
        return Header(parent="", organ="", number="", symbol="", dated=False)
    header = organ.header("", given.on)
    if not spec["numbered"]:
        return replace(header, symbol="", number="", dated=not spec.get("minutes"))
    form = _table()["words"]["letter_number" if spec.get("letter") else "number"][organ.side]
    symbol = None if organ.symbol is None else form.format(code=spec["code"], symbol=organ.symbol)
    return replace(header, symbol=symbol, number=number, about=spec.get("about", ""))


def _blocks(spec: Mapping[str, Any], facts: Facts, organ: Organ) -> Sequence[Paragraph]:
    found = []
    if addressee := facts.fill(spec.get("addressee", "")):
        found.append(Paragraph(addressee, "addressee"))
    if spec.get("decree") and organ.side == "state" and (issuer := facts.words.get("leader")):
        found.append(Paragraph(issuer.upper(), "part"))  # thẩm quyền ban hành, NĐ 30/2020
    basis = [text for line in spec.get("basis", ()) if (text := facts.fill(line))]
    found += [Paragraph(_basis(text, last=text is basis[-1]), "basis") for text in basis]
    if spec.get("decree"):
        found.append(Paragraph(spec["decree"], "part"))
    paragraphs = (facts.paragraph(sentences) for sentences in (*spec["paragraphs"], *spec.get("extra", ())))
    return [*found, *(Paragraph(text) for text in paragraphs if text)]


def _basis(text: str, *, last: bool) -> str:
    said = text if text.startswith(("Căn cứ", "Xét")) else f"Căn cứ {text}"
    return f"{said}{'.' if last else ';'}"


def _signature(spec: Mapping[str, Any], facts: Facts, organ: Organ) -> Signature:
    copies = _table()["words"]["copies"][organ.side]  # “Lưu: VT” of a State body, “Lưu Ban …” of a Party one
    told = [text for line in spec.get("recipients", ()) if (text := facts.fill(copies.get(line, line)))]
    signed = organ.signature(tuple(told))
    if "post" not in spec:
        return signed
    return replace(signed, authority=spec["post"], post="", name=facts.words.get("officer", ""))
