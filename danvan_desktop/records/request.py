"""Yêu cầu: one office asks another about a record or returns a figure; the other answers (handoff.md §3).

A change proposed to a record of another office is a request too: what it should say stands in `proposed`, and the
owner takes it over with one click. Only open words: a person's value never stands in a request.
"""

from __future__ import annotations

from danvan_desktop.domain.record_type import (
    Choice,
    Field,
    FormLayout,
    Kind,
    RecordType,
    Rule,
    Section,
    Sharing,
    When,
)
from danvan_desktop.i18n import N_
from danvan_desktop.records.choices import UNIT, moves

KINDS = (
    Choice("hoi", N_("Question about a record")),
    Choice("so_lieu", N_("A figure is returned")),
    Choice("sua_doi", N_("A change is proposed")),
    Choice("khac", N_("Other")),
)
NEW, ANSWERED, ACCEPTED, REFUSED, CLOSED = "moi", "da_tra_loi", "da_chap_nhan", "tu_choi", "da_dong"
STATES = (
    Choice(NEW, N_("Waiting for the answer")),
    Choice(ANSWERED, N_("Answered")),
    Choice(ACCEPTED, N_("Accepted")),
    Choice(REFUSED, N_("Refused")),
    Choice(CLOSED, N_("Closed")),
)
_FIGURE, _CHANGE = When("kind", ("so_lieu",)), When("kind", ("sua_doi",))
_ASKED = (
    UNIT,
    Field("to_unit", Kind.TEXT, N_("To unit"), required=True, column=1, index=True, max_length=40),
    Field("kind", Kind.CHOICE, N_("Kind of request"), required=True, column=2, choices=KINDS),
    Field("asked_on", Kind.DATE, N_("Asked on"), required=True, column=3, index=True, past=True),
    Field("due_on", Kind.DATE, N_("Answer by"), column=6),
    Field("about_type", Kind.TEXT, N_("Type of the record"), max_length=40),
    Field("about_row", Kind.TEXT, N_("Record"), index=True, max_length=32),
    Field("figure", Kind.TEXT, N_("Figure code"), visible_when=_FIGURE, required_when=_FIGURE, max_length=80),
    Field("period_from", Kind.DATE, N_("Period from"), visible_when=_FIGURE),
    Field("period_to", Kind.DATE, N_("Period to"), visible_when=_FIGURE),
    Field("value", Kind.TEXT, N_("Value reported"), visible_when=_FIGURE, max_length=60),
    Field("text", Kind.LONG_TEXT, N_("Question or remark (no names of citizens)"), required=True, column=4,
          searchable=True, max_length=2000),
    Field("proposed", Kind.LONG_TEXT, N_("Proposed values"), visible_when=_CHANGE, max_length=8000),
)  # fmt: skip
_ANSWER = (
    Field("state", Kind.CHOICE, N_("State of the request"), column=5, choices=STATES, index=True),
    Field("answer", Kind.LONG_TEXT, N_("Answer (no names of citizens)"), searchable=True, max_length=2000),
    Field("answer_value", Kind.TEXT, N_("Value answered"), visible_when=_FIGURE, max_length=60),
    Field("answered_on", Kind.DATE, N_("Answered on"), column=7, past=True),
)

REQUEST = RecordType(
    name="request",
    label=N_("Request between offices"),
    plural=N_("Requests between offices"),
    fields=(*_ASKED, *_ANSWER),
    title=("text",),
    rule=Rule.ADDRESSED,
    sharing=Sharing("to_unit", ("answer", "answered_on", "answer_value")),
    state_field="state",
    transitions=moves(
        STATES, {NEW: f"{ANSWERED} {ACCEPTED} {REFUSED} {CLOSED}", ANSWERED: CLOSED, ACCEPTED: CLOSED, REFUSED: CLOSED}
    ),
    order="asked_on",
    form=FormLayout(
        sections=(
            Section(N_("Request"), tuple(f.name for f in _ASKED)),
            Section(N_("Answer"), tuple(f.name for f in _ANSWER)),
        ),
        quick=("to_unit", "kind", "text", "due_on"),
        defaults=(("unit", "own_unit"), ("asked_on", "today"), ("state", NEW)),
    ),
)
