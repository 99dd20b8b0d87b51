"""Lượt tiếp công dân: one visit of one person or group (petitions.md §7.1, Sổ tiếp công dân Mẫu 03)."""

from __future__ import annotations

from danvan_desktop.domain.record_type import Choice, Field, FieldClass, FormLayout, Kind, RecordType, Section, When
from danvan_desktop.i18n import N_
from danvan_desktop.records.choices import (
    PETITION_TYPES,
    RECEIVING_BODIES,
    RECEPTION_MODES,
    REGISTER_NO,
    REGISTER_YEAR,
    UNIT,
    moves,
)

_PERSON = FieldClass.PERSON
_DENOUNCER = When("kind", ("to_cao",))
_NOBODY = When("state", ("vang_mat",))  # nobody came: there is no matter to tell the kind of
_STATES = (
    Choice("du_kien", N_("Planned")),
    Choice("da_tiep", N_("Received")),
    Choice("vang_mat", N_("Visitor did not come")),
    Choice("tu_choi", N_("Refused")),
    Choice("hoan", N_("Postponed")),
)
_RESULTS = (
    Choice("tra_loi_ngay", N_("Answered at once")),
    Choice("nhan_don", N_("Petition taken")),
    Choice("ghi_bien_ban", N_("Minutes taken as petition")),
    Choice("huong_dan", N_("Guided")),
    Choice("chuyen", N_("Passed to another body")),
    Choice("tu_choi", N_("Refused")),
    Choice("hen_lai", N_("New appointment")),
)
_FORMS = (Choice("truc_tiep", N_("In person")), Choice("truc_tuyen", N_("Online")))

_VISIT = (
    UNIT,
    REGISTER_YEAR,
    REGISTER_NO,
    Field("received_on", Kind.DATE, N_("Reception date"), required=True, column=2, index=True, past=True),
    Field("received_time", Kind.TIME, N_("Reception time")),
    Field("mode", Kind.CHOICE, N_("Mode of reception"), column=7, choices=RECEPTION_MODES, index=True),
    Field("reception_form", Kind.CHOICE, N_("Form of reception"), choices=_FORMS),
    Field("receiving_body", Kind.CHOICE, N_("Receiving body"), choices=RECEIVING_BODIES),
    Field("host_name", Kind.TEXT, N_("Received by"), column=10, searchable=True, max_length=120),
    Field("host_title", Kind.TEXT, N_("Position of the receiver"), max_length=120),
    Field("by_delegate", Kind.YES_NO, N_("By delegation of the head")),
    Field("session", Kind.LINK, N_("Reception day"), links_to="reception_session", index=True),
)
_VISITOR = (
    Field(
        "visitor_name",
        Kind.TEXT,
        N_("Visitor's name"),
        cls=_PERSON,
        column=3,
        searchable=True,
        denouncer_when=_DENOUNCER,
        max_length=200,
    ),
    Field(
        "visitor_address",
        Kind.TEXT,
        N_("Visitor's address"),
        cls=_PERSON,
        column=4,
        searchable=True,
        denouncer_when=_DENOUNCER,
        max_length=300,
    ),
    Field("visitor_phone", Kind.TEXT, N_("Visitor's phone"), cls=_PERSON, denouncer_when=_DENOUNCER, max_length=60),
    Field(
        "visitor_id_no", Kind.TEXT, N_("Visitor's identity no."), cls=_PERSON, denouncer_when=_DENOUNCER, max_length=40
    ),
    Field("people_count", Kind.INTEGER, N_("Number of people"), column=8, minimum=1, maximum=100_000),
    Field("rep_count", Kind.INTEGER, N_("Number of representatives"), minimum=0, maximum=100),
    Field("visit_no", Kind.INTEGER, N_("Visit no. of this case"), minimum=1, maximum=1000),
)
_MATTER = (
    Field(
        "kind",
        Kind.CHOICE,
        N_("Kind of matter"),
        required=True,
        required_unless=_NOBODY,
        column=6,
        choices=PETITION_TYPES,
        index=True,
    ),
    Field("field", Kind.CHOICE, N_("Matter field"), catalogue="petition_field", index=True),
    Field("case", Kind.LINK, N_("Case"), links_to="case", column=5, index=True),
    Field("summary_redacted", Kind.LONG_TEXT, N_("Summary without identities"), searchable=True, max_length=500),
    Field("content", Kind.LONG_TEXT, N_("What was said"), cls=_PERSON, searchable=True),
    Field("request", Kind.LONG_TEXT, N_("Request"), cls=_PERSON),
    Field("documents", Kind.LONG_TEXT, N_("Documents taken"), cls=_PERSON),
    Field("previously_settled_by", Kind.TEXT, N_("Settled before by"), max_length=200),
)
_OUTCOME = (
    Field("state", Kind.CHOICE, N_("State of the visit"), choices=_STATES, index=True),
    Field("result", Kind.CHOICE, N_("Result of the reception"), column=9, choices=_RESULTS, index=True),
    Field("petition", Kind.LINK, N_("Petition taken at the visit"), links_to="petition"),
    Field("transferred_to", Kind.TEXT, N_("Passed to"), max_length=200),
    Field("doc_no", Kind.TEXT, N_("Processing document no."), max_length=60),
    Field(
        "refusal_reason",
        Kind.TEXT,
        N_("Reason of refusal"),
        visible_when=When("state", ("tu_choi",)),
        required_when=When("state", ("tu_choi",)),
        max_length=300,
    ),
    Field("chair_conclusion", Kind.LONG_TEXT, N_("Conclusion of the chair"), cls=_PERSON),
    Field("responsible_org", Kind.TEXT, N_("Responsible body"), max_length=200),
    Field("due_on", Kind.DATE, N_("To be done by"), index=True),
    Field("follow_result", Kind.LONG_TEXT, N_("Following of the result"), cls=_PERSON),
    Field("note", Kind.LONG_TEXT, N_("Note"), cls=_PERSON),
)

RECEPTION = RecordType(
    name="reception",
    label=N_("Reception visit"),
    plural=N_("Reception visits"),
    fields=(*_VISIT, *_VISITOR, *_MATTER, *_OUTCOME),
    title=("register_no", "visitor_name", "summary_redacted"),
    state_field="state",
    transitions=moves(_STATES, {"du_kien": "da_tiep vang_mat tu_choi hoan", "hoan": "du_kien da_tiep"}),
    order="received_on",
    form=FormLayout(
        sections=(
            Section(N_("Reception"), tuple(f.name for f in _VISIT)),
            Section(N_("Visitor"), tuple(f.name for f in _VISITOR)),
            Section(N_("Content"), tuple(f.name for f in _MATTER)),
            Section(N_("Result"), tuple(f.name for f in _OUTCOME)),
        ),
        quick=("received_on", "mode", "visitor_name", "visitor_address", "visitor_id_no", "people_count", "kind",
               "field", "content", "request", "result", "note"),
        defaults=(("unit", "own_unit"), ("received_on", "today"), ("mode", "thuong_xuyen"), ("people_count", "1"),
                  ("state", "da_tiep"), ("receiving_body", "last"),
                  ("host_name", "last"), ("host_title", "last"), ("reception_form", "truc_tiep")),
        children=("follow_up", "paper", "case_link", "attachment"),
    ),
)  # fmt: skip
