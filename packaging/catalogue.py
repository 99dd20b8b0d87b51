"""The catalogue of texts: `extract` from the code, `merge` translations, `check` that nothing lacks.

python packaging/catalogue.py extract            danvan_desktop/**.py, ui/forms/**.ui → i18n/danvan.pot
python packaging/catalogue.py merge [--parts-win]  i18n/vi/danvan.po + i18n/vi/parts/*.po → i18n/vi/danvan.po
python packaging/catalogue.py check              exit 1 with a list of what is wrong
python packaging/catalogue.py compile            i18n/vi/danvan.po → LC_MESSAGES/danvan.mo beside it: a quicker start
"""

from __future__ import annotations

import argparse
import ast
import io
import re
import sys
import unicodedata
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_file
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from danvan_desktop.i18n import fields_of  # noqa: E402  the checkout's own, whatever else is installed

KEYWORDS = {"_": None, "N_": None, "vi": None, "ngettext": (1, 2)}
LANGUAGE = "vi"
EPOCH = datetime(2026, 1, 1, tzinfo=UTC)  # a fixed date: the same texts give the same file
# hoà, khoá, huỷ: the catalogue writes hòa, khóa, hủy, as state papers do; after q (quý, quỳ) there is no choice
NEW_TONES = re.compile(r"(?<!q)(?:o[àáảãạèéẻẽẹ]|u[ỳýỷỹỵ])(?![^\W\d_])", re.IGNORECASE)
Text = tuple[str, str]  # msgid and, for a counted text, its plural


class Files(NamedTuple):
    """Where the texts of one checkout lie."""

    root: Path = ROOT

    @property
    def pot(self) -> Path:
        """The template: every text of the code."""
        return self.root / "i18n" / "danvan.pot"

    @property
    def po(self) -> Path:
        """The Vietnamese of every text."""
        return self.root / "i18n" / LANGUAGE / "danvan.po"

    @property
    def parts(self) -> list[Path]:
        """Fragments waiting to be merged."""
        return sorted((self.root / "i18n" / LANGUAGE / "parts").glob("*.po"))


def new_catalogue(locale: str | None = None) -> Catalog:
    """An empty catalogue with the house's header."""
    return Catalog(
        locale=locale,
        domain="danvan",
        project="danvan-desktop",
        version="0",
        copyright_holder="the Dân Vận Desktop authors",
        creation_date=EPOCH,
        revision_date=EPOCH,
        last_translator="Dân Vận Desktop",
        language_team="vi",
        fuzzy=False,
        header_comment="# Texts of Dân Vận Desktop. Made by `make i18n`; licence Apache-2.0.",
    )


def _source_files(root: Path) -> Iterator[tuple[Path, str]]:
    """The files that packaging/babel.cfg names, each with its way to extract."""
    mapping = Path(__file__).with_name("babel.cfg")
    with mapping.open(encoding="utf-8") as stream:
        methods, _options = parse_mapping_cfg(stream, mapping.name)  # type: ignore[no-untyped-call]
    for pattern, method in methods:
        for path in sorted(root.glob(pattern.replace("**.", "**/*."))):
            yield path, method


def extract(root: Path = ROOT) -> Catalog:
    """Every text marked in the code and in the forms."""
    found: dict[Any, list[str]] = {}
    for path, method in _source_files(root):
        extracted = extract_from_file(method, path, KEYWORDS, comment_tags=("i18n:",), strip_comment_tags=True)
        for _line, message, comments, _context in extracted:
            notes = found.setdefault(message, [])
            notes.extend(note for note in comments if note not in notes)
    catalogue = new_catalogue()
    for message in sorted(found, key=lambda text: text if isinstance(text, tuple) else (text, "")):
        catalogue.add(message, auto_comments=found[message])
    return catalogue


def as_bytes(catalogue: Catalog) -> bytes:
    """A catalogue as the text of its file."""
    buffer = io.BytesIO()
    write_po(buffer, catalogue, width=100, no_location=True, sort_output=True, ignore_obsolete=True)
    return buffer.getvalue()


def read(path: Path) -> Catalog:
    """One .po file; a fragment needs no header."""
    with path.open("rb") as stream:
        return read_po(stream, locale=LANGUAGE, domain="danvan", abort_invalid=True)


def text_of(message: Message) -> Text:
    """The source text, its plural after it."""
    if isinstance(message.id, str):
        return message.id, ""
    return str(message.id[0]), str(message.id[1])


def translation_of(message: Message | None) -> str:
    """The Vietnamese of a message; Vietnamese has one form for every number."""
    if message is None or not message.string:
        return ""
    return message.string if isinstance(message.string, str) else str(message.string[0])


def one_way(said: str) -> str:
    """The text with every tone mark where the catalogue writes it, whoever wrote it: hoà becomes hòa."""

    def moved(found: re.Match[str]) -> str:
        pair = found[0]
        decomposed = unicodedata.normalize("NFD", pair[1])
        return unicodedata.normalize("NFC", pair[0] + decomposed[1]) + decomposed[0]

    return NEW_TONES.sub(moved, said)


def merge(files: Files, *, parts_win: bool = False) -> tuple[Catalog, list[str]]:
    """The template with all translations there are, and a line for each text translated in two ways.

    What stands in danvan.po goes before the fragments, unless `parts_win`. Translations of texts that
    are in the code no more stay in the fragments only.
    """
    sources = ([files.po] if files.po.is_file() else []) + files.parts
    if parts_win:
        sources = files.parts + [path for path in sources if path == files.po]
    known: dict[Text, tuple[str, str]] = {}
    notes: list[str] = []
    for path in sources:
        for message in read(path):
            text, said = text_of(message), one_way(translation_of(message))
            if not message.id or not said or message.fuzzy:
                continue
            first, where = known.setdefault(text, (said, path.name))
            if first != said:
                notes.append(f"two translations of {text[0]!r}: {first!r} ({where}, taken) and {said!r} ({path.name})")
    merged = new_catalogue(LANGUAGE)
    for message in extract(files.root):
        if message.id:
            said = known.get(text_of(message), ("", ""))[0]
            string: Any = said if isinstance(message.id, str) else (said,)
            merged.add(message.id, string, auto_comments=message.auto_comments)
    return merged, notes


def problems(files: Files | None = None) -> list[str]:
    """Everything that keeps the catalogue from being complete and true to the code."""
    files = files or Files()
    current = extract(files.root)
    found: list[str] = []
    if not files.pot.is_file() or files.pot.read_bytes() != as_bytes(current):
        found.append("i18n/danvan.pot is not that of the code: run `make i18n`")
    if not files.po.is_file():
        return [*found, "i18n/vi/danvan.po is not there: run `make i18n`"]
    by_text = {text_of(message): message for message in read(files.po) if message.id}
    for message in current:
        if message.id:
            found.extend(_message_problems(text_of(message), by_text.get(text_of(message))))
    return found


def unseen() -> list[str]:
    """Texts that stand in the code in a form the extractor does not see: inside an f-string or another `_()`."""
    known = {text for message in extract() if message.id for text in text_of(message)}
    found = []
    for path, _method in _source_files(ROOT):
        if path.suffix == ".py":
            found += [f"not seen by the extractor in {path.relative_to(ROOT)}: {text!r}"
                      for text in _constants(path) if text not in known]  # fmt: skip
    return found


def _constants(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in KEYWORDS:
            first = node.args[0] if node.args else None
            if isinstance(first, ast.Constant) and isinstance(first.value, str) and first.value:
                yield first.value


def _message_problems(text: Text, message: Message | None) -> Iterator[str]:
    said = translation_of(message)
    if message is None or not said.strip():
        yield f"no Vietnamese: {text[0]!r}"
        return
    if message.fuzzy:
        yield f"fuzzy: {text[0]!r}"
    yield from _field_problems(text, said)
    if found := NEW_TONES.search(said.replace("&", "")):
        yield f"tone mark on the second vowel (write hòa, khóa, hủy): {found[0]!r} in {said!r}"


def _field_problems(text: Text, said: str) -> Iterator[str]:
    source = text[1] or text[0]  # the plural has all fields, the singular may do without its number
    try:
        wanted, got = fields_of(source), fields_of(said)
    except ValueError as error:
        yield f"braces that do not match ({error}): {source!r} → {said!r}"
        return
    if wanted != got:
        yield f"other {{fields}}: {source!r} → {said!r}"


def _write(path: Path, catalogue: Catalog) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(as_bytes(catalogue))
    print(f"{path.relative_to(ROOT)}: {len(catalogue)} texts")


def main(arguments: list[str] | None = None) -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("action", choices=("extract", "merge", "check", "compile"))
    parser.add_argument("--parts-win", action="store_true", help="fragments go before danvan.po")
    chosen = parser.parse_args(arguments)
    files = Files()
    if chosen.action == "extract":
        _write(files.pot, extract())
        return 0
    if chosen.action == "merge":
        merged, notes = merge(files, parts_win=chosen.parts_win)
        _write(files.po, merged)
        print(*notes, sep="\n", end="\n" if notes else "")
        return 0
    if chosen.action == "compile":
        target = files.po.parent / "LC_MESSAGES" / "danvan.mo"
        target.parent.mkdir(parents=True, exist_ok=True)
        fresh = target.with_suffix(".new")  # a program that starts meanwhile never reads half a file
        with fresh.open("wb") as out:
            write_mo(out, read(files.po))
        fresh.replace(target)
        return 0
    wrong = [*problems(files), *unseen()]
    print(*wrong, sep="\n", file=sys.stderr, end="\n" if wrong else "")
    print(f"catalogue: {len(wrong)} problems" if wrong else "catalogue: complete")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
