"""Tệp đính kèm: one file beside a record; its name is sealed because officers put people's names in it."""

from __future__ import annotations

from danvan_desktop.domain.record_type import Field, FieldClass, FormLayout, Kind, RecordType, Section
from danvan_desktop.i18n import N_
from danvan_desktop.records.choices import UNIT

_FIELDS = (
    UNIT,
    Field("owner_type", Kind.TEXT, N_("Type of the record"), required=True, index=True, max_length=40),
    Field("owner_row", Kind.TEXT, N_("Record"), required=True, index=True, max_length=32),
    Field("caption", Kind.TEXT, N_("Caption (no names)"), column=1, max_length=200),
    Field("file_name", Kind.TEXT, N_("File name"), cls=FieldClass.PERSON, column=2, max_length=255),
    Field("mime", Kind.TEXT, N_("File type"), column=3, max_length=120),
    Field("size", Kind.INTEGER, N_("Size"), column=4, minimum=0),
    Field("seq", Kind.INTEGER, N_("Sequence"), minimum=1, maximum=1000),
    Field("sha256", Kind.ATTACHMENT, N_("File"), required=True, index=True),
)

ATTACHMENT = RecordType(
    name="attachment",
    label=N_("Attachment"),
    plural=N_("Attachments"),
    fields=_FIELDS,
    title=("caption", "file_name"),
    form=FormLayout(
        sections=(Section(N_("Attachment"), tuple(f.name for f in _FIELDS)),),
        quick=("caption", "sha256"),
        defaults=(("unit", "own_unit"),),
    ),
)  # fmt: skip
