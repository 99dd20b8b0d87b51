"""Khen thưởng: one award for one collective, person or household (dan-van-work.md §5.4)."""

from __future__ import annotations

from danvan_desktop.domain.record_type import Choice, Field, FieldClass, FormLayout, Kind, RecordType, Section, When
from danvan_desktop.i18n import N_
from danvan_desktop.records.choices import HOLDER_KINDS, REGISTER_NO, REGISTER_YEAR, UNIT, moves

_PERSON = FieldClass.PERSON
_BASES = (
    Choice("cong_trang", N_("Merit")),
    Choice("chuyen_de", N_("Thematic")),
    Choice("dot_xuat", N_("Sudden achievement")),
    Choice("cong_hien", N_("Long service")),
)
_TOPICS = (
    Choice("dan_van_kheo", N_("Dân vận khéo movement")),
    Choice("quy_che_dan_chu", N_("Grassroots democracy")),
    Choice("dan_van_chinh_quyen", N_("Mass mobilisation by the administration")),
    Choice("cong_tac_dan_van", N_("Mass mobilisation work")),
    Choice("khac", N_("Other")),
)
_STATES = (
    Choice("de_xuat", N_("Proposed")),
    Choice("binh_xet", N_("Being reviewed")),
    Choice("lap_ho_so", N_("File being made")),
    Choice("da_trinh", N_("Submitted")),
    Choice("tham_dinh", N_("Being appraised")),
    Choice("hoi_dong", N_("Before the council")),
    Choice("co_quyet_dinh", N_("Decided")),
    Choice("da_in", N_("Certificate printed")),
    Choice("da_trao", N_("Presented")),
    Choice("vao_so", N_("Entered in the register")),
    Choice("tra_lai", N_("Returned for completion")),
    Choice("khong_du_dieu_kien", N_("Conditions not met")),
    Choice("tam_hoan", N_("On hold")),
    Choice("huy_thu_hoi", N_("Cancelled or withdrawn")),
)
_TRANSITIONS = moves(
    _STATES,
    {
        "de_xuat": "binh_xet khong_du_dieu_kien tam_hoan",
        "binh_xet": "lap_ho_so khong_du_dieu_kien tam_hoan",
        "lap_ho_so": "da_trinh tam_hoan",
        "da_trinh": "tham_dinh tra_lai co_quyet_dinh tam_hoan",
        "tham_dinh": "hoi_dong tra_lai khong_du_dieu_kien tam_hoan",
        "hoi_dong": "co_quyet_dinh khong_du_dieu_kien",
        "co_quyet_dinh": "da_in da_trao huy_thu_hoi!",
        "da_in": "da_trao huy_thu_hoi!",
        "da_trao": "vao_so huy_thu_hoi!",
        "vao_so": "huy_thu_hoi!",
        "tra_lai": "lap_ho_so",
        "tam_hoan": "binh_xet khong_du_dieu_kien",
    },
)

_RECIPIENT = (
    UNIT,
    REGISTER_YEAR,
    REGISTER_NO,
    Field("recipient_kind", Kind.CHOICE, N_("Kind of recipient"), column=3, choices=HOLDER_KINDS, index=True),
    Field("recipient_name", Kind.TEXT, N_("Recipient"), required=True, column=2, searchable=True, max_length=200),
    Field("recipient_title", Kind.TEXT, N_("Position of the recipient"), column=4, max_length=200),
    Field("recipient_address", Kind.TEXT, N_("Address of the recipient"), cls=_PERSON, max_length=300),
    Field("recipient_birth_year", Kind.TEXT, N_("Year of birth"), cls=_PERSON, max_length=20),
    Field("service_years", Kind.DECIMAL, N_("Years of service"), minimum=0, maximum=80),
)
_AWARD = (
    Field("award_kind", Kind.CHOICE, N_("Form of award"), required=True, column=5, catalogue="award_kind", index=True),
    Field("awarded_by", Kind.TEXT, N_("Awarded by"), column=6, searchable=True, max_length=200),
    Field("award_basis", Kind.CHOICE, N_("Basis of the award"), choices=_BASES),
    Field("award_topic", Kind.CHOICE, N_("Topic of the award"), column=7, choices=_TOPICS),
    Field(
        "achievement_short", Kind.LONG_TEXT, N_("Achievement (as printed)"), column=8, searchable=True, max_length=250
    ),
    Field("related_model", Kind.LINK, N_("Related model"), links_to="model", index=True),
    Field("merit_year", Kind.INTEGER, N_("Year of merit"), column=9, index=True, minimum=1945, maximum=2100),
    Field("merit_period", Kind.TEXT, N_("Period of merit"), max_length=60),
)
_PAPERS = (
    Field("proposal_no", Kind.TEXT, N_("Proposal no."), max_length=60),
    Field("proposal_date", Kind.DATE, N_("Proposal dated"), past=True),
    Field("minutes_no", Kind.TEXT, N_("Minutes no."), max_length=60),
    Field("minutes_date", Kind.DATE, N_("Minutes dated"), past=True),
    Field("decision_no", Kind.TEXT, N_("Decision no."), column=10, searchable=True, max_length=60),
    Field("decision_date", Kind.DATE, N_("Decision dated"), column=11, index=True, past=True),
    Field("signer", Kind.TEXT, N_("Signed by"), max_length=120),
    Field("signer_title", Kind.TEXT, N_("Position of the signer"), max_length=120),
    Field("gold_book_no", Kind.TEXT, N_("Gold book no."), column=12, max_length=60),
    Field("bonus_amount", Kind.MONEY, N_("Bonus"), column=13, minimum=0),
    Field("bonus_base_salary", Kind.MONEY, N_("Base salary used"), minimum=0),
    Field("bonus_multiplier", Kind.DECIMAL, N_("Bonus multiplier"), minimum=0, maximum=100),
    Field("given_on", Kind.DATE, N_("Presented on"), column=14, index=True, past=True),
    Field("given_at", Kind.LINK, N_("Presented at"), links_to="event", index=True),
    Field("given_by", Kind.TEXT, N_("Presented by"), max_length=120),
)
_CHECK = (
    Field("state", Kind.CHOICE, N_("State of the award"), choices=_STATES, index=True),
    Field(
        "hold_reason",
        Kind.TEXT,
        N_("Reason of the hold"),
        cls=_PERSON,
        max_length=300,
        visible_when=When("state", ("tam_hoan", "khong_du_dieu_kien", "huy_thu_hoi")),
    ),
    Field("checked_by", Kind.TEXT, N_("Conditions checked by"), max_length=120),
    Field("checked_on", Kind.DATE, N_("Conditions checked on"), past=True),
    Field("note", Kind.LONG_TEXT, N_("Remark")),
)

AWARD = RecordType(
    name="award",
    label=N_("Award"),
    plural=N_("Awards"),
    fields=(*_RECIPIENT, *_AWARD, *_PAPERS, *_CHECK),
    title=("recipient_name", "award_kind", "merit_year"),
    state_field="state",
    transitions=_TRANSITIONS,
    order="decision_date",
    form=FormLayout(
        sections=(
            Section(N_("Recipient"), tuple(f.name for f in _RECIPIENT)),
            Section(N_("Award"), tuple(f.name for f in _AWARD)),
            Section(N_("Papers"), tuple(f.name for f in _PAPERS)),
            Section(N_("Check of conditions"), tuple(f.name for f in _CHECK)),
        ),
        quick=("recipient_kind", "recipient_name", "recipient_title", "award_kind", "awarded_by", "award_topic",
               "achievement_short", "merit_year", "decision_no", "decision_date", "given_on"),
        defaults=(("unit", "own_unit"), ("award_basis", "chuyen_de"), ("award_topic", "dan_van_kheo"),
                  ("award_kind", "last"), ("awarded_by", "last"), ("decision_no", "last"), ("decision_date", "last"),
                  ("state", "de_xuat")),
        children=("attachment",),
    ),
)  # fmt: skip
