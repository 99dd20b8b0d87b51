"""The words of header, title and signature as the layout prescribes them; shared by PDF and DOCX."""

from __future__ import annotations

from danvan_desktop.documents.model import Annex, Document, Header, Heading, Paragraph, Signature
from danvan_desktop.documents.profiles import Profile
from danvan_desktop.documents.text import vn_date


def or_blank(profile: Profile, name: str, value: str | None) -> str:
    """The value, or the marked blank of the layout when it is not set yet."""
    return profile.texts[f"blank_{name}"] if value is None else value


def number_line(profile: Profile, header: Header) -> str:
    """'Số 05-BC/BTGDVTU'; without a number there is room to write one; a paper that is
    not numbered at all has an empty symbol and prints no such line."""
    if header.symbol == "" and not header.number:
        return ""
    number = header.number
    if number is not None and number.isdigit():
        number = number.zfill(2)
    filled = profile.texts["number"].format(
        number=or_blank(profile, "number", number), symbol=or_blank(profile, "symbol", header.symbol)
    )
    return unbreakable(filled)


def about_line(profile: Profile, header: Header) -> str:
    """What a letter is about: “V/v …” of a State body, “về việc …” of a Party one since 2026 (HD 05-HD/VPTW)."""
    return profile.texts["about_start"] + header.about.removeprefix("V/v ")


def date_line(profile: Profile, header: Header) -> str:
    """'Đắk Lắk, ngày 05 tháng 01 năm 2026'; nothing on minutes, which say their day in the text."""
    if not header.dated:
        return ""
    day = vn_date(header.date) if header.date else profile.texts["blank_date"]
    return profile.texts["date_line"].format(place=or_blank(profile, "place", header.place), date=day)


def recipients(profile: Profile, signature: Signature) -> list[str]:
    """The lines under 'Nơi nhận', each with the sign the layout wants at its end."""
    names = signature.recipients or (profile.texts["blank_recipient"],)
    start, end, last = (profile.texts[f"recipient_{part}"] for part in ("start", "end", "last"))
    bare = [name.strip().lstrip("-").strip().rstrip(";,.") for name in names]
    return [start + name + (last if place == len(bare) else end) for place, name in enumerate(bare, 1)]


def annex_heading(profile: Profile, annex: Annex) -> list[tuple[str, str]]:
    """Style name and text of the lines above an annex."""
    lines = [("annex_number", profile.texts["annex"].format(number=annex.number).strip()), ("annex_title", annex.title)]
    if annex.attached_to:
        lines.append(("annex_attached", profile.texts["attached"].format(text=annex.attached_to.strip("()"))))
    return lines


def block_style(block: Heading | Paragraph) -> str:
    """Style of a heading or of running text; level 0 is a part of the document, centred."""
    if isinstance(block, Paragraph):
        return block.style
    return "part" if block.level <= 0 else f"heading{min(block.level, 3)}"


def unbreakable(text: str) -> str:
    """The text with no-break spaces."""
    return text.replace(" ", "\u00a0")


def file_title(document: Document) -> str:
    """The title as file properties carry it."""
    return f"{document.title.kind} {document.title.subject}".strip()
