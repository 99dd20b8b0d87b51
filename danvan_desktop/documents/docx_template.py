"""A paper whose text a province wrote in Word: its names are looked at before use, then filled in a sandbox.

The file comes from outside: expressions run in Jinja's sandbox, a name nobody knows is an error and never an empty
place, and whatever is filled in is text and never markup.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from typing import Any

from danvan_desktop.errors import UserError
from danvan_desktop.i18n import _

MAX_BYTES = 5_000_000
_MAX_UNPACKED = 50_000_000


def names_in(data: bytes) -> frozenset[str]:
    """The names the template asks for. Raises UserError where it is no DOCX or its braces do not match."""
    opened = _opened(data)
    try:
        return frozenset(opened.get_undeclared_template_variables(jinja_env=_sandbox()))
    except Exception as error:
        raise _broken(error) from error


def filled(data: bytes, words: Mapping[str, str]) -> bytes:
    """The template with its names filled in. Raises UserError."""
    opened = _opened(data)
    try:
        opened.render(dict(words), jinja_env=_sandbox(), autoescape=True)
    except Exception as error:
        raise _broken(error) from error
    buffer = io.BytesIO()
    opened.save(buffer)
    return buffer.getvalue()


def rewritten(data: bytes, texts: Mapping[str, str]) -> bytes:
    """A DOCX of ours with some of its texts put otherwise, run by run; no-break spaces become plain ones."""
    import docx

    opened = docx.Document(io.BytesIO(data))
    cells = [cell for table in opened.tables for row in table.rows for cell in row.cells]
    for paragraph in (*opened.paragraphs, *(p for cell in cells for p in cell.paragraphs)):
        for run in paragraph.runs:
            text = run.text.replace("\u00a0", " ")
            for old, new in texts.items():
                text = text.replace(old, new)
            run.text = text
    buffer = io.BytesIO()
    opened.save(buffer)
    return buffer.getvalue()


def _opened(data: bytes) -> Any:  # noqa: ANN401  a docxtpl.DocxTemplate
    from docxtpl import DocxTemplate

    try:
        _check_size(data)
        opened = DocxTemplate(io.BytesIO(data))
        opened.init_docx()
    except Exception as error:
        raise UserError(
            _("This is no Word file (.docx), or it is damaged."), kept=_("Nothing was changed."),
            hint=_("Open it in Word and save it again as .docx."),
        ) from error  # fmt: skip
    return opened


def _check_size(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if len(data) > MAX_BYTES or sum(entry.file_size for entry in archive.infolist()) > _MAX_UNPACKED:
            raise ValueError("too big")


def _sandbox() -> Any:  # noqa: ANN401  a Jinja environment
    from jinja2 import StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment

    return SandboxedEnvironment(undefined=StrictUndefined, autoescape=True)


def _broken(error: Exception) -> UserError:
    """What is wrong in the braces, without showing what they were filled with."""
    return UserError(
        _("The names in braces of this Word file cannot be read ({kind}).").format(kind=type(error).__name__),
        kept=_("Nothing was changed."),
        hint=_("Write each as {{ name }} in one go; Word may have cut one in two: delete it and type it again."),
    )
