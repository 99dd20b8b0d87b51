"""Phiên tiếp dân: one reception day of a head, held or not (01/TCD columns 10 and 16)."""

from __future__ import annotations

from danvan_desktop.domain.record_type import Choice, Field, FieldClass, FormLayout, Kind, RecordType, Section, When
from danvan_desktop.i18n import N_
from danvan_desktop.records.choices import RECEIVING_BODIES, RECEPTION_MODES, UNIT, moves

_STATES = (
    Choice("du_kien", N_("Planned")),
    Choice("da_tiep", N_("Received")),
    Choice("khong_co_dan", N_("Held, nobody came")),
    Choice("hoan", N_("Postponed")),
    Choice("huy", N_("Cancelled")),
)
_FIELDS = (
    UNIT,
    Field("session_on", Kind.DATE, N_("Reception day"), required=True, column=1, index=True),
    Field("start_time", Kind.TIME, N_("Starts at"), column=2),
    Field("end_time", Kind.TIME, N_("Ends at"), column=3),
    Field("mode", Kind.CHOICE, N_("Mode of reception"), column=4, choices=RECEPTION_MODES, index=True),
    Field(
        "receiving_body",
        Kind.CHOICE,
        N_("Receiving body"),
        column=5,
        choices=RECEIVING_BODIES,
        required_when=When("mode", ("dinh_ky_thu_truong", "dot_xuat_thu_truong")),
    ),  # whose day it is: duty
    Field("host_name", Kind.TEXT, N_("Received by"), column=6, searchable=True, max_length=120),
    Field("host_title", Kind.TEXT, N_("Position of the receiver"), column=7, max_length=120),
    Field("by_delegate", Kind.YES_NO, N_("By delegation of the head")),
    Field("participants", Kind.TEXT, N_("Also present"), max_length=300),
    Field("place", Kind.TEXT, N_("Reception place"), max_length=200),
    Field("announced_on", Kind.DATE, N_("Announced on"), past=True),
    Field("state", Kind.CHOICE, N_("State of the session"), column=8, choices=_STATES, index=True),
    Field("postponed_to", Kind.DATE, N_("Postponed to"), visible_when=When("state", ("hoan",))),
    Field("conclusion_no", Kind.TEXT, N_("Conclusion notice no."), max_length=60),
    Field("note", Kind.LONG_TEXT, N_("Note"), cls=FieldClass.PERSON),
)

RECEPTION_SESSION = RecordType(
    name="reception_session",
    label=N_("Reception day"),
    plural=N_("Reception days"),
    fields=_FIELDS,
    title=("session_on", "host_name"),
    state_field="state",
    transitions=moves(_STATES, {"du_kien": "da_tiep khong_co_dan hoan huy", "hoan": "du_kien da_tiep huy"}),
    order="session_on",
    form=FormLayout(
        sections=(Section(N_("Reception day"), tuple(f.name for f in _FIELDS)),),
        quick=("session_on", "mode", "receiving_body", "host_name", "host_title", "state"),
        defaults=(("unit", "own_unit"), ("mode", "dinh_ky_thu_truong"), ("host_name", "last"), ("host_title", "last"),
                  ("receiving_body", "last"), ("state", "du_kien")),
    ),
)  # fmt: skip
