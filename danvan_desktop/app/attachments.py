"""Files beside a record: taken in with a caption, kept inside the encrypted file, shown, never opened from a copy.

A denunciation's file names are not kept: officers put people's names in them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from danvan_desktop.app import attachment_look, rights
from danvan_desktop.app.office import Office
from danvan_desktop.app.ownership import must_be_ours
from danvan_desktop.app.saving import Saved, writing
from danvan_desktop.app.titles import masked
from danvan_desktop.documents import pictures
from danvan_desktop.domain.text import clean
from danvan_desktop.domain.values import Value
from danvan_desktop.errors import EnvironmentProblem, UserError
from danvan_desktop.i18n import _
from danvan_desktop.storage import blobs
from danvan_desktop.storage.files import disk_problem
from danvan_desktop.storage.reading import Record
from danvan_desktop.storage.store import Store

TYPE = "attachment"
MOST_BYTES = 20_000_000  # as kept
MOST_READ = 80_000_000  # as given; a photo becomes much smaller
MOST_FILES = 200
PICTURES = frozenset({pictures.JPEG, pictures.PNG})
ACCEPTED = (".pdf", ".docx", ".jpg", ".jpeg", ".png")


@dataclass(frozen=True)
class Attachment:
    """One attached file. `here`: its bytes lie in this file; `file_name` is a person's value, for the screen only.

    `opens`: False for one that came from another computer and could not be decoded; it is kept and not shown.
    """

    row: bytes
    caption: str
    file_name: str
    mime: str
    size: int
    digest: str
    here: bool = True
    opens: bool = True

    @property
    def picture(self) -> bool:
        """Whether it can be shown as a picture."""
        return self.mime in PICTURES

    @property
    def ending(self) -> str:
        """The ending a copy of it gets."""
        return pictures.ENDINGS.get(self.mime, "")


def add(  # noqa: PLR0913, PLR0917  what an attachment is
    store: Store, type_name: str, row: bytes, data: bytes, file_name: str, caption: str, officer: str,
    *, keep_original: bool = False,
) -> bytes:  # fmt: skip
    """Attach a file to a record; pictures are made smaller unless the original is wanted. Returns the new id."""
    owner = _owner(store, type_name, row)
    rights.require_edit(store, type_name, row)
    if len(_rows(store, row)) >= MOST_FILES:
        raise UserError(
            _("A record holds at most {count} files.").format(count=MOST_FILES), kept=_("Nothing was added.")
        )
    kept, mime = _taken_in(data, keep_original=keep_original)
    with writing(store, officer) as done:
        values: dict[str, Value] = {
            "unit": owner.values.get("unit") or store.unit.code, "owner_type": type_name, "owner_row": row.hex(),
            "caption": clean(caption) or None, "mime": mime, "size": len(kept), "seq": _next_number(store, row),
            "sha256": blobs.put(store.conn, store.settings, kept),
        }  # fmt: skip
        if not masked(store.types[type_name], owner):
            values["file_name"] = clean(Path(file_name.replace("\\", "/")).name)[:255] or None
        return done.batch.new(TYPE, values)


def read_file(path: Path) -> bytes:
    """A file chosen or dropped, read whole. Raises UserError when it is too large or none."""
    try:
        if not path.is_file():
            raise UserError(_("This is no file."), kept=_("Nothing was added."))
        if path.stat().st_size > MOST_READ:
            raise _too_large(path.stat().st_size)
        return path.read_bytes()
    except OSError as error:
        raise disk_problem(error, path) from error


def of(store: Store, type_name: str, row: bytes) -> list[Attachment]:
    """The files of a record, in their order."""
    return [_attachment(store, item) for item in store.records(TYPE, _rows(store, row))]


def content(store: Store, attachment: bytes) -> bytes:
    """The bytes of a file. EnvironmentProblem when they are not here or not what was kept."""
    item = store.get(TYPE, attachment)
    try:
        found = blobs.get(store.conn, str(item.values["sha256"])) if item else None
    except ValueError as error:
        raise EnvironmentProblem(
            _("The attached file is damaged."), kept=_("The record itself is whole."),
            hint=_("Take the file from a backup."),
        ) from error  # fmt: skip
    if found is None:
        raise UserError(
            _("The file itself is not on this computer."), hint=_("It is kept at the unit that attached it.")
        )
    return found


def caption(store: Store, attachment: bytes, text: str, *, officer: str) -> Saved:
    """Write the caption of a file."""
    _ours(store, attachment)
    with writing(store, officer) as done:
        done.batch.edit(TYPE, attachment, {"caption": clean(text) or None})
    return Saved(attachment, done.group)


def remove(store: Store, attachment: bytes, *, officer: str, reason: str = "") -> Saved:
    """Move a file into the bin; its bytes stay until it is destroyed, so that it can come back."""
    _ours(store, attachment)
    with writing(store, officer, reason) as done:
        done.batch.delete(TYPE, attachment)
    return Saved(attachment, done.group)


def order(store: Store, attachments: Sequence[bytes], *, officer: str) -> Saved:
    """Put the files of a record into this order."""
    for row in attachments:
        _ours(store, row)
    with writing(store, officer) as done:
        for number, row in enumerate(attachments, 1):
            done.batch.edit(TYPE, row, {"seq": number})
    return Saved(attachments[0] if attachments else b"", done.group)


def code_of(store: Store, attachment: bytes) -> str:
    """The code of the denunciation a file hangs on; "" for every other file."""
    from danvan_desktop.app import disclosure

    items = store.records(TYPE, [attachment])
    return disclosure.of_denunciations(store, store.types[TYPE], items).get(attachment, "")


def save_copy(office: Office, attachment: Attachment, path: Path, *, denunciations: bool = False) -> Path:
    """Write a readable copy outside the encrypted file, where the officer wants it; the access log notes it.

    `denunciations`: somebody looked that a denunciation's file tells nobody, by words or by handwriting; without that
    UserError for such a file.
    """
    from danvan_desktop.app import denunciations_out, doors

    code = code_of(office.store, attachment.row)
    if code and not denunciations:
        raise UserError(
            _("This file belongs to a denunciation ({code}): a page in somebody’s hand tells who denounces.").format(
                code=code
            ),
            kept=_("Nothing was written."), code="denunciations",
            hint=_("Tick that identities are removed; in the command --with-denunciation-content."),
        )  # fmt: skip
    done = doors.save_as(office, content(office.store, attachment.row), path, _("an attached file"))
    denunciations_out.note(office.store, _("an attached file"), [code] if code else [])
    return done


def destroy(office: Office, attachment: Attachment) -> bool:
    """Destroy the bytes and the name of a file for good, wherever it is attached and in copies kept aside."""
    from danvan_desktop.app import destruction, people

    people.require(office, "destroy")
    destruction.destroy_values(office, TYPE, attachment.row.hex(), ["file_name"])
    return blobs.destroy(office.store.conn, attachment.digest)


def thumbnail(store: Store, attachment: Attachment, side: int) -> bytes:
    """A small picture of a file's first page as PNG; empty when there is none to be made."""
    if not attachment.here or not attachment_look.may_show(store, attachment.digest, attachment.mime):
        return b""
    return pictures.small(content(store, attachment.row), attachment.mime, side)


def page(store: Store, attachment: Attachment, number: int, width: int) -> tuple[bytes, int]:
    """A page as PNG for the preview, and how many there are; (empty, 0) when it cannot be shown."""
    from danvan_desktop.documents.preview import colour_page

    data = content(store, attachment.row)
    if not attachment_look.may_show(store, attachment.digest, attachment.mime):
        return b"", 0
    if attachment.mime != pictures.PDF:
        return pictures.small(data, attachment.mime, width), 1
    try:
        return colour_page(data, number, width)
    except (ValueError, IndexError, OSError, RuntimeError):
        return b"", 0


def total_bytes(store: Store) -> int:
    """Room that all attached files take in the data file."""
    return blobs.total(store.conn)


def _rows(store: Store, row: bytes) -> list[bytes]:
    return blobs.attached(store.conn, row)


def _next_number(store: Store, row: bytes) -> int:
    numbers = [item.values.get("seq") for item in store.records(TYPE, _rows(store, row))]
    return max((number for number in numbers if isinstance(number, int)), default=0) + 1


def _attachment(store: Store, item: Record) -> Attachment:
    digest, size = str(item.values.get("sha256") or ""), item.values.get("size")
    caption_, file_name, mime = (str(item.values.get(name) or "") for name in ("caption", "file_name", "mime"))
    here = blobs.holds(store.conn, digest)
    opens = not here or not attachment_look.cannot_open(store, digest, mime)
    return Attachment(item.id, caption_, file_name, mime, size if isinstance(size, int) else 0, digest, here, opens)


def _owner(store: Store, type_name: str, row: bytes) -> Record:
    found = store.get(type_name, row)
    if found is None:
        raise UserError(_("Save the record first, then attach files to it."), kept=_("Nothing was added."))
    must_be_ours(store, store.types[type_name], row)
    return found


def _ours(store: Store, attachment: bytes) -> None:
    found = store.get(TYPE, attachment)
    if found is None:
        raise UserError(_("This file is no longer here."), kept=_("Nothing was changed."))
    must_be_ours(store, store.types[TYPE], attachment)
    rights.require_edit(store, str(found.values["owner_type"]), bytes.fromhex(str(found.values["owner_row"])))


def _taken_in(data: bytes, *, keep_original: bool) -> tuple[bytes, str]:
    """The bytes to keep and what they are."""
    mime = pictures.kind_of(data)
    if not mime:
        raise UserError(
            _("Only PDF, Word (.docx), JPEG and PNG files can be attached."), kept=_("Nothing was added."),
            hint=_("Save or scan it in one of these forms, then attach it."),
        )  # fmt: skip
    if len(data) > MOST_READ:
        raise _too_large(len(data))
    kept = data
    if mime in PICTURES and not keep_original:
        try:
            made, made_mime = pictures.smaller(data, mime)
        except pictures.PictureError as error:
            raise UserError(
                _("This picture cannot be read: it is damaged or far too large."), kept=_("Nothing was added.")
            ) from error
        if len(made) < len(data):
            kept, mime = made, made_mime
    if len(kept) > MOST_BYTES:
        raise _too_large(len(kept))
    return kept, mime


def _too_large(size: int) -> UserError:
    return UserError(
        _("The file is {size} MB; at most {most} MB can be attached.").format(
            size=round(size / 1_000_000), most=MOST_BYTES // 1_000_000
        ),
        kept=_("Nothing was added."), hint=_("Scan it at 150 to 200 dots per inch, or split it."),
    )  # fmt: skip
