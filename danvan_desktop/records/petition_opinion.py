"""Ý kiến phối hợp: what another body was asked about a petition, and what it answered."""

from __future__ import annotations

from danvan_desktop.domain.record_type import Field, FieldClass, FormLayout, Kind, RecordType, Section
from danvan_desktop.i18n import N_
from danvan_desktop.records.choices import UNIT

_FIELDS = (
    Field("petition", Kind.LINK, N_("Petition"), required=True, links_to="petition", index=True),
    UNIT,
    Field("body", Kind.TEXT, N_("Body asked"), required=True, column=1, searchable=True, max_length=200),
    Field("asked_on", Kind.DATE, N_("Asked on"), column=2, index=True, past=True),
    Field("asked_no", Kind.TEXT, N_("Letter asking, no."), max_length=60),
    Field("question", Kind.LONG_TEXT, N_("Asked about"), cls=FieldClass.PERSON),
    Field("answer_by", Kind.DATE, N_("Answer wanted by"), index=True),
    Field("answered_on", Kind.DATE, N_("Answered on"), column=3, index=True, past=True),
    Field("answer_no", Kind.TEXT, N_("Letter answering, no."), max_length=60),
    Field("opinion", Kind.LONG_TEXT, N_("Opinion of the body"), cls=FieldClass.PERSON, column=4, searchable=True),
)

PETITION_OPINION = RecordType(
    name="petition_opinion",
    label=N_("Opinion of a cooperating body"),
    plural=N_("Opinions of cooperating bodies"),
    fields=_FIELDS,
    title=("body", "asked_on"),
    parent="petition",
    order="asked_on",
    form=FormLayout(
        sections=(Section(N_("Opinion of a cooperating body"), tuple(f.name for f in _FIELDS)),),
        quick=("body", "asked_on", "asked_no", "question", "answer_by", "answered_on", "answer_no", "opinion"),
        defaults=(("unit", "own_unit"), ("asked_on", "today")),
    ),
)
