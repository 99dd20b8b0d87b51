"""Đơn: one petition as the registers and petitions.md §7.2 have it."""

from __future__ import annotations

from danvan_desktop.domain.record_type import Field, FieldClass, FormLayout, Kind, RecordType, Section, When
from danvan_desktop.i18n import N_
from danvan_desktop.records.choices import (
    GENDERS,
    PETITION_TYPES,
    RECEIVING_BODIES,
    REGISTER_NO,
    REGISTER_YEAR,
    REPRESENTATIVE_KINDS,
    UNIT,
)
from danvan_desktop.records.petition_options import (
    ACTIONS,
    COMPLEX_GROUNDS,
    CONFIDENTIALITY,
    INELIGIBLE_REASONS,
    LETTERS,
    PETITIONER_KINDS,
    REJECT_REASONS,
    RESPONDENT_KINDS,
    RESULTS,
    ROUNDS,
    SETTLED_BEFORE,
    SOURCES,
    TERM,
    WITHDRAWN,
)
from danvan_desktop.records.petition_states import STATES, TRANSITIONS

_PERSON = FieldClass.PERSON
_DENOUNCER = When("type", ("to_cao",))
_COMPLAINT = When("type", ("khieu_nai",))

_INCOMING = (
    UNIT,
    REGISTER_YEAR,
    REGISTER_NO,
    Field("petition_no", Kind.TEXT, N_("Petition no."), column=2, searchable=True, index=True, max_length=60),
    Field("received_on", Kind.DATE, N_("Received on"), required=True, column=3, index=True, past=True),
    Field("written_on", Kind.DATE, N_("Written on"), past=True),
    Field("source", Kind.CHOICE, N_("Source of the petition"), choices=SOURCES),
    Field("receiving_body", Kind.CHOICE, N_("Receiving body"), choices=RECEIVING_BODIES),
    Field("forwarded_by", Kind.TEXT, N_("Forwarded by"), max_length=200),
    Field("fwd_no", Kind.TEXT, N_("Forwarding letter no."), max_length=60),
    Field("fwd_on", Kind.DATE, N_("Forwarding letter dated"), past=True),
)
_SENDER = (
    Field("petitioner_kind", Kind.CHOICE, N_("Petitioner"), choices=PETITIONER_KINDS),
    Field(
        "petitioner_name",
        Kind.TEXT,
        N_("Petitioner's name"),
        cls=_PERSON,
        column=4,
        searchable=True,
        denouncer_when=_DENOUNCER,
        max_length=200,
    ),
    Field(
        "petitioner_gender",
        Kind.CHOICE,
        N_("Petitioner's gender"),
        cls=_PERSON,
        choices=GENDERS,
        denouncer_when=_DENOUNCER,
    ),
    Field(
        "petitioner_birth_date",
        Kind.TEXT,
        N_("Petitioner's date of birth"),
        cls=_PERSON,
        denouncer_when=_DENOUNCER,
        max_length=20,
    ),
    Field(
        "petitioner_address",
        Kind.TEXT,
        N_("Petitioner's address"),
        cls=_PERSON,
        column=5,
        searchable=True,
        denouncer_when=_DENOUNCER,
        max_length=300,
    ),
    Field(
        "petitioner_phone", Kind.TEXT, N_("Petitioner's phone"), cls=_PERSON, denouncer_when=_DENOUNCER, max_length=60
    ),
    Field(
        "petitioner_id_no",
        Kind.TEXT,
        N_("Petitioner's identity no."),
        cls=_PERSON,
        denouncer_when=_DENOUNCER,
        max_length=40,
    ),
    Field(
        "petitioner_ethnicity",
        Kind.TEXT,
        N_("Petitioner's ethnicity"),
        cls=_PERSON,
        denouncer_when=_DENOUNCER,
        max_length=60,
    ),
    Field("people_count", Kind.INTEGER, N_("Number of people"), column=9, minimum=1, maximum=100_000),
    Field("rep_count", Kind.INTEGER, N_("Number of representatives"), minimum=0, maximum=100),
    Field("representative_kind", Kind.CHOICE, N_("Kind of representative"), choices=REPRESENTATIVE_KINDS),
    Field(
        "representative_name",
        Kind.TEXT,
        N_("Representative's name"),
        cls=_PERSON,
        denouncer_when=_DENOUNCER,
        max_length=200,
    ),
    Field("sealed_file_no", Kind.TEXT, N_("Sealed paper file no."), visible_when=_DENOUNCER, max_length=60),
    Field("group", Kind.YES_NO, N_("Crowd of five or more")),
    Field("remote_area", Kind.YES_NO, N_("Remote area")),
)
_MATTER = (
    Field("type", Kind.CHOICE, N_("Petition type"), required=True, column=6, choices=PETITION_TYPES, index=True),
    Field("round", Kind.CHOICE, N_("Round"), choices=ROUNDS),
    Field("field", Kind.CHOICE, N_("Matter field"), column=7, catalogue="petition_field", index=True),
    Field(
        "summary_redacted", Kind.LONG_TEXT, N_("Summary without identities"), column=8, searchable=True, max_length=500
    ),
    Field("content", Kind.LONG_TEXT, N_("Content"), cls=_PERSON, searchable=True),
    Field("respondent_kind", Kind.CHOICE, N_("Kind of respondent"), choices=RESPONDENT_KINDS),
    Field("respondent_name", Kind.TEXT, N_("Respondent"), cls=_PERSON, searchable=True, max_length=200),
    Field("respondent_title", Kind.TEXT, N_("Respondent's position"), cls=_PERSON, max_length=200),
    Field("decision_no", Kind.TEXT, N_("Decision complained of"), visible_when=_COMPLAINT, max_length=60),
    Field("decision_on", Kind.DATE, N_("Date of that decision"), visible_when=_COMPLAINT, past=True),
    Field("decision_by", Kind.TEXT, N_("Body of that decision"), visible_when=_COMPLAINT, max_length=200),
    Field("location_unit", Kind.TEXT, N_("Place of the matter"), max_length=40),
    Field("village", Kind.TEXT, N_("Village"), max_length=120),
    Field("map_sheet", Kind.TEXT, N_("Map sheet"), cls=_PERSON, max_length=40),
    Field("parcel_no", Kind.TEXT, N_("Land parcel no."), cls=_PERSON, max_length=40),
    Field("area_m2", Kind.DECIMAL, N_("Area (m²)"), minimum=0),
)
_PROCESSING = (
    Field("case", Kind.LINK, N_("Case"), links_to="case", index=True),
    Field("original", Kind.LINK, N_("First petition (duplicate or split)"), links_to="petition"),
    Field("eligible", Kind.YES_NO, N_("Eligible")),
    Field(
        "ineligible_reason",
        Kind.CHOICE,
        N_("Reason it is not eligible"),
        choices=INELIGIBLE_REASONS,
        required_when=When("eligible", ("no",)),
        visible_when=When("eligible", ("no",)),
    ),
    Field("in_competence", Kind.YES_NO, N_("Within competence")),
    Field(
        "competent_body", Kind.TEXT, N_("Competent body"), visible_when=When("in_competence", ("no",)), max_length=200
    ),
    Field("settled_before", Kind.CHOICE, N_("Status elsewhere"), choices=SETTLED_BEFORE, since=3),
    Field("previously_settled_by", Kind.TEXT, N_("Settled before by"), max_length=200, since=3),
    Field("action", Kind.CHOICE, N_("Processing"), choices=ACTIONS),
    Field("handled_by", Kind.TEXT, N_("Settling body"), column=10, searchable=True, max_length=200),
    Field("officer_in_charge", Kind.TEXT, N_("Officer in charge"), max_length=120),
    Field("co_units", Kind.TEXT, N_("Cooperating units"), max_length=300),
    Field("doc_no", Kind.TEXT, N_("Processing document no."), max_length=60),
    Field("doc_on", Kind.DATE, N_("Processing document dated"), past=True),
    Field("processed_on", Kind.DATE, N_("Processed on"), index=True, past=True, since=3),
    Field("reply_no", Kind.TEXT, N_("Reply no."), max_length=60),
    Field("reply_on", Kind.DATE, N_("Reply dated"), past=True),
    Field("state", Kind.CHOICE, N_("State of progress"), column=11, choices=STATES, index=True),
    Field(
        "reject_reason",
        Kind.CHOICE,
        N_("Reason of non-acceptance"),
        choices=REJECT_REASONS,
        required_when=When("state", ("khong_thu_ly",)),
        visible_when=When("state", ("khong_thu_ly",)),
    ),
    Field("accepted_on", Kind.DATE, N_("Accepted on"), index=True, past=True),
    Field("due_on", Kind.DATE, N_("Due on"), column=12, index=True),
    Field("due_reason", Kind.TEXT, N_("Reason for another due date"), max_length=300, since=3),
    *(
        Field(name, kind, label, max_length=120 if kind is Kind.TEXT else None, since=3, derived=True)
        for name, kind, label in TERM
    ),
    Field("complex", Kind.YES_NO, N_("Complex")),
    Field("complex_grounds", Kind.CHOICES, N_("Grounds of complexity"), choices=COMPLEX_GROUNDS, since=3),
    Field("long_lasting", Kind.YES_NO, N_("Long-lasting")),
    Field("extended_to", Kind.DATE, N_("Extended to")),
    Field("extension_no", Kind.TEXT, N_("Extension decision no."), max_length=60),
    Field(
        "extension2_no", Kind.TEXT, N_("Second extension decision no."), visible_when=_DENOUNCER, max_length=60, since=3
    ),
    Field("check_delegated", Kind.YES_NO, N_("Check delegated to another body"), visible_when=_DENOUNCER, since=3),
    Field("suspended_from", Kind.DATE, N_("Suspended from"), past=True),
    Field("suspended_to", Kind.DATE, N_("Suspended to")),
    Field("suspension_reason", Kind.TEXT, N_("Reason of suspension"), max_length=300),
    Field("withdrawn", Kind.CHOICE, N_("Withdrawn"), choices=WITHDRAWN),
    Field("ended_on", Kind.DATE, N_("Withdrawn or terminated on"), past=True, since=3),
    Field("supplement_asked", Kind.TEXT, N_("Missing items asked for"), max_length=300, since=3),
    Field("supplement_by", Kind.DATE, N_("Missing items wanted by"), since=3),
    Field("reopen_reason", Kind.TEXT, N_("Reason of opening it again"), max_length=300, since=3),
    Field("reopened_by", Kind.TEXT, N_("Leader who has it opened again"), max_length=120, since=3),
)
_OUTCOME = (
    Field("resolved_on", Kind.DATE, N_("Resolved on"), column=13, index=True, past=True),
    Field("resolved_on_assumed", Kind.YES_NO, N_("Date of resolution assumed")),
    Field("result", Kind.CHOICE, N_("Result"), choices=RESULTS),
    Field("result_no", Kind.TEXT, N_("Decision or conclusion no."), max_length=60),
    Field("result_on", Kind.DATE, N_("Decision or conclusion dated"), past=True),
    Field("result_text", Kind.LONG_TEXT, N_("Result in words"), cls=_PERSON),
    Field("money_recovered", Kind.MONEY, N_("Money recovered for the State"), minimum=0),
    Field("land_recovered_m2", Kind.DECIMAL, N_("Land recovered (m²)"), minimum=0),
    Field("money_returned", Kind.MONEY, N_("Money returned"), minimum=0),
    Field("land_returned_m2", Kind.DECIMAL, N_("Land returned (m²)"), minimum=0),
    Field("organisations_restored", Kind.INTEGER, N_("Organisations given back their rights"), minimum=0),
    Field("people_restored", Kind.INTEGER, N_("People given back their rights"), minimum=0),
    Field("people_disciplined", Kind.INTEGER, N_("People to be disciplined"), minimum=0),
    Field("officials_disciplined", Kind.INTEGER, N_("of them officials"), minimum=0),
    Field("police_cases", Kind.INTEGER, N_("Cases passed to investigators"), minimum=0),
    Field("police_people", Kind.INTEGER, N_("People passed to investigators"), minimum=0),
    Field("organisations_disciplined", Kind.INTEGER, N_("Organisations to be disciplined"), minimum=0, since=3),
    Field("police_officials", Kind.INTEGER, N_("of them officials passed on"), minimum=0, since=3),
    Field("confidentiality", Kind.CHOICE, N_("Confidentiality"), choices=CONFIDENTIALITY),
    Field("note", Kind.LONG_TEXT, N_("Note"), cls=_PERSON),
)
_ENFORCEMENT = (
    Field("in_force_on", Kind.DATE, N_("In force and to be carried out from"), index=True, past=True, since=3),
    Field("enforced_on", Kind.DATE, N_("Carried out on"), index=True, past=True, since=3),
    Field("enforced_by", Kind.TEXT, N_("Carried out by"), max_length=200, since=3),
    Field("money_collected", Kind.MONEY, N_("Money collected for the State"), minimum=0, since=3),
    Field("land_collected_m2", Kind.DECIMAL, N_("Land collected (m²)"), minimum=0, since=3),
    Field("money_paid_back", Kind.MONEY, N_("Money paid back"), minimum=0, since=3),
    Field("land_given_back_m2", Kind.DECIMAL, N_("Land given back (m²)"), minimum=0, since=3),
    Field("organisations_handled", Kind.INTEGER, N_("Organisations disciplined"), minimum=0, since=3),
    Field("people_handled", Kind.INTEGER, N_("People disciplined"), minimum=0, since=3),
    Field("officials_handled", Kind.INTEGER, N_("of them officials disciplined"), minimum=0, since=3),
    Field("prosecuted_cases", Kind.INTEGER, N_("Cases prosecuted"), minimum=0, since=3),
    Field("prosecuted_people", Kind.INTEGER, N_("People prosecuted"), minimum=0, since=3),
    Field("prosecuted_officials", Kind.INTEGER, N_("of them officials prosecuted"), minimum=0, since=3),
)

_LETTERS = tuple(Field(name, Kind.DATE, label, past=True, since=3) for name, label in LETTERS)

_ALL = (*_INCOMING, *_SENDER, *_MATTER, *_PROCESSING, *_OUTCOME, *_ENFORCEMENT, *_LETTERS)


def _names(fields: tuple[Field, ...]) -> tuple[str, ...]:
    return tuple(f.name for f in fields)


PETITION = RecordType(
    name="petition",
    label=N_("Petition"),
    plural=N_("Petitions"),
    fields=_ALL,
    title=("petition_no", "petitioner_name", "summary_redacted"),
    state_field="state",
    transitions=TRANSITIONS,
    order="received_on",
    form=FormLayout(
        sections=(
            Section(N_("Receipt"), _names(_INCOMING)),
            Section(N_("Petitioner"), _names(_SENDER)),
            Section(N_("Content"), _names(_MATTER)),
            Section(N_("Processing"), _names(_PROCESSING)),
            Section(N_("Result"), _names(_OUTCOME)),
            Section(N_("Carrying out"), _names(_ENFORCEMENT)),
            Section(N_("Letters sent"), _names(_LETTERS)),
        ),
        quick=("received_on", "petitioner_name", "petitioner_address", "type", "field", "summary_redacted", "content",
               "people_count", "handled_by", "state", "resolved_on", "note"),
        defaults=(("unit", "own_unit"), ("received_on", "today"), ("state", "moi_tiep_nhan"), ("people_count", "1"),
                  ("round", "lan_dau"), ("handled_by", "last")),
        children=("petition_party", "petition_opinion", "follow_up", "paper", "case_link", "attachment"),
    ),
)  # fmt: skip
