"""Chuyển hồ sơ: a dossier handed on to the competent unit; with its acceptance the records change hands (§3).

`rows` lists the records that change hands, `beside` those that only go along to be read; `with_values` and
`with_files` the hashes of what goes with them, so that both sides know what is still missing.
"""

from __future__ import annotations

from danvan_desktop.domain.record_type import Choice, Field, FormLayout, Kind, RecordType, Rule, Section, Sharing
from danvan_desktop.i18n import N_
from danvan_desktop.records.choices import UNIT, moves

OFFERED, TAKEN, REFUSED = "cho_nhan", "da_nhan", "tu_choi"
STATES = (
    Choice(OFFERED, N_("Waiting to be taken over")),
    Choice(TAKEN, N_("Taken over")),
    Choice(REFUSED, N_("Taking over refused")),
)
_OFFER = (
    UNIT,
    Field("to_unit", Kind.TEXT, N_("To unit"), required=True, column=1, index=True, max_length=40),
    Field("petition", Kind.LINK, N_("Petition"), links_to="petition", required=True, column=2),
    Field("sent_on", Kind.DATE, N_("Sent on"), required=True, column=3, index=True, past=True),
    Field("letter_no", Kind.TEXT, N_("Transfer letter no."), column=4, max_length=60),
    Field("letter_on", Kind.DATE, N_("Transfer letter dated"), past=True),
    Field("reason", Kind.LONG_TEXT, N_("Reason (no names of citizens)"), max_length=500),
    Field("rows", Kind.LONG_TEXT, N_("Records handed on")),
    Field("beside", Kind.LONG_TEXT, N_("Records that go along")),
    Field("until", Kind.LONG_TEXT, N_("State handed on")),
    Field("after", Kind.TEXT, N_("Earlier transfer"), max_length=32),
    Field("with_values", Kind.LONG_TEXT, N_("Personal values that go with it")),
    Field("with_files", Kind.LONG_TEXT, N_("Attached files that go with it")),
)
_ANSWER = (
    Field("state", Kind.CHOICE, N_("State of the transfer"), column=5, choices=STATES, index=True),
    Field("answered_on", Kind.DATE, N_("Answered on"), column=6, past=True),
    Field("answer", Kind.LONG_TEXT, N_("Answer (no names of citizens)"), max_length=500),
)

TRANSFER = RecordType(
    name="transfer",
    label=N_("Transfer of a dossier"),
    plural=N_("Transfers of dossiers"),
    fields=(*_OFFER, *_ANSWER),
    title=("letter_no", "sent_on"),
    rule=Rule.ADDRESSED,
    sharing=Sharing("to_unit", ("answered_on", "answer"), "rows", "beside", "until", "after", TAKEN),
    state_field="state",
    transitions=moves(STATES, {OFFERED: f"{TAKEN} {REFUSED}"}),
    order="sent_on",
    form=FormLayout(
        sections=(
            Section(N_("Transfer"), tuple(f.name for f in _OFFER)),
            Section(N_("Answer"), tuple(f.name for f in _ANSWER)),
        ),
        quick=("to_unit", "letter_no", "letter_on", "reason"),
        defaults=(("unit", "own_unit"), ("sent_on", "today"), ("state", OFFERED)),
    ),
)
