"""What python-docx has no call for: fonts of all scripts, fields, line shapes, table geometry."""

from __future__ import annotations

import copy
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, TypeAlias
from xml.sax.saxutils import quoteattr

from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from danvan_desktop.documents.profiles import Style

Node: TypeAlias = Any  # an object of python-docx, which has no types
FONT = "Times New Roman"
TWIPS_PER_MM = 56.6929
_ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "justify": WD_ALIGN_PARAGRAPH.JUSTIFY,
}
_NS = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)


def element(tag: str, **attributes: object) -> Node:
    """A w: element with w: attributes."""
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    return made


def xml_text(value: str) -> str:
    """NFC, without characters XML cannot hold; python-docx escapes the rest."""
    text = unicodedata.normalize("NFC", value.replace("\r\n", "\n").replace("\r", "\n"))
    return "".join(ch for ch in text if ch in "\n\t" or unicodedata.category(ch) not in {"Cc", "Cs", "Co", "Cn"})


def set_base_style(document: Node, size: float) -> None:
    """Normal: one face for all four scripts, Vietnamese, no space between paragraphs."""
    normal = document.styles["Normal"]
    normal.font.name = FONT
    normal.font.size = Pt(size)
    fonts = normal.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), FONT)
    normal.element.rPr.append(element("w:lang", val="vi-VN", eastAsia="vi-VN", bidi="vi-VN"))
    spacing = normal.paragraph_format
    spacing.space_before = spacing.space_after = Pt(0)
    spacing.widow_control = True


def write(paragraph: Node, text: str, style: Style, *, keep: bool = False) -> Node:
    """Put a text into an empty paragraph in the style of the layout."""
    paragraph.alignment = _ALIGN[style.align]
    form = paragraph.paragraph_format
    form.first_line_indent = Mm(style.indent_mm - style.hanging_mm)
    form.left_indent = Mm(style.hanging_mm)
    form.space_before, form.space_after = Pt(style.before), Pt(style.after)
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(style.leading)
    form.keep_with_next = keep
    add_run(paragraph, text, style)
    return paragraph


def add_run(paragraph: Node, text: str, style: Style) -> None:
    """Words of one face at the end of a paragraph."""
    run = paragraph.add_run(xml_text(text.upper() if style.upper else text))
    run.font.size = Pt(style.size)
    run.bold, run.italic, run.underline = style.bold, style.italic, style.underline


def add_dots(paragraph: Node, width_mm: float) -> None:
    """A dotted line from the end of the words to the right margin."""
    stop = WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS
    paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(width_mm), *stop)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
    paragraph.add_run("\t")


def add_page_field(paragraph: Node, size: float) -> None:
    """The number of the page as a field, with a text standing in it until Word counts."""
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for kind in ("begin", "instr", "separate", "text", "end"):
        run = paragraph.add_run()
        run.font.size = Pt(size)
        if kind == "text":
            run.text = "2"
        elif kind == "instr":
            code = OxmlElement("w:instrText")
            code.set(qn("xml:space"), "preserve")
            code.text = " PAGE "
            run._r.append(code)
        else:
            run._r.append(element("w:fldChar", fldCharType=kind))


def add_line(paragraph: Node, length_pt: float, room_pt: float, thickness_pt: float) -> None:
    """A centred line shape: checkers of office documents accept a shape only, not an underline."""
    left = (room_pt - length_pt) / 2
    place = (
        "position:absolute;z-index:1;mso-position-horizontal-relative:column;mso-position-vertical-relative:paragraph"
    )
    paragraph._p.append(
        parse_xml(
            f'<w:r {_NS}><w:pict><v:line style="{place}" from="{left:.1f}pt,2pt" to="{left + length_pt:.1f}pt,2pt" '
            f'strokecolor="black" strokeweight="{thickness_pt}pt"/></w:pict></w:r>'
        )
    )


def add_watermark(paragraph: Node, text: str) -> None:
    """A pale word across the page, anchored in the page head."""
    width = min(480, 60 * len(text))
    place = (
        f"position:absolute;width:{width}pt;height:90pt;rotation:315;z-index:-1;mso-position-horizontal:center;"
        "mso-position-horizontal-relative:margin;mso-position-vertical:center;mso-position-vertical-relative:margin"
    )
    paragraph._p.append(
        parse_xml(
            f'<w:r {_NS}><w:pict><v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" '
            'path="m@7,l@8,m@5,21600l@6,21600e"><v:path textpathok="t"/><v:textpath on="t" fitshape="t"/>'
            f'</v:shapetype><v:shape type="#_x0000_t136" style="{place}" fillcolor="#d9d9d9" stroked="f">'
            f'<v:textpath style="font-family:&quot;{FONT}&quot;;font-weight:bold" string={quoteattr(xml_text(text))}/>'
            "</v:shape></w:pict></w:r>"
        )
    )


def fix_table(table: Node, widths_mm: Sequence[float], pad_mm: float = 0.0) -> None:
    """Fixed layout and the same widths in grid and cells: Word obeys the cells, LibreOffice the grid."""
    properties = table._tbl.tblPr
    table.autofit = False
    margins = element("w:tblCellMar")
    for side in ("left", "right"):
        margins.append(element(f"w:{side}", w=round(pad_mm * TWIPS_PER_MM), type="dxa"))
    look = properties.find(qn("w:tblLook"))
    if look is None:
        properties.append(margins)
    else:
        look.addprevious(margins)
    for column, width in zip(table._tbl.tblGrid.findall(qn("w:gridCol")), widths_mm, strict=True):
        column.set(qn("w:w"), str(round(width * TWIPS_PER_MM)))
    for row in table.rows:
        for cell, width in zip(row.cells, widths_mm, strict=True):
            cell.width = Mm(width)


def mark_row(row_element: Node, *, head: bool = False) -> None:
    """A row that is not broken over pages; as a head row it is repeated on each."""
    properties = row_element.get_or_add_trPr()
    properties.append(element("w:cantSplit"))
    if head:
        properties.append(element("w:tblHeader"))


def cloned_row(pattern: Node, texts: Sequence[str]) -> Node:
    """A copy of a finished row with other texts: ten times faster than adding rows by the library."""
    row = copy.deepcopy(pattern)
    for node, value in zip(row.iter(qn("w:t")), texts, strict=True):
        first, *more = xml_text(value).split("\n")
        node.text = first
        node.set(qn("xml:space"), "preserve")
        for line in reversed(more):
            following = OxmlElement("w:t")
            following.set(qn("xml:space"), "preserve")
            following.text = line
            node.addnext(following)
            node.addnext(OxmlElement("w:br"))
    return row


def restart_numbers(section: Node) -> None:
    """Page numbers of the section begin at 1; a new section copies the settings of the one before."""
    settings = section._sectPr
    for old in settings.findall(qn("w:pgNumType")):
        settings.remove(old)
    settings.find(qn("w:cols")).addprevious(element("w:pgNumType", start=1))


def tight(style: Style) -> Style:
    """The style without the space around it."""
    return replace(style, before=0.0, after=0.0)


def fill(cell: Node, text: str, style: Style) -> None:
    """Text in the first, still empty paragraph of a cell, or in a further one; no space around it."""
    first = cell.paragraphs[0]
    paragraph = first if not first.runs and len(cell.paragraphs) == 1 else cell.add_paragraph()
    write(paragraph, text, tight(style))
