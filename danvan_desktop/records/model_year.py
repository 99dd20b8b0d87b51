"""One year of a model: registration, resources, results, review (dan-van-work.md §2.3, §2.4)."""

from __future__ import annotations

from danvan_desktop.domain.record_type import Choice, Field, FieldClass, FormLayout, Kind, RecordType, Section, When
from danvan_desktop.i18n import N_
from danvan_desktop.records.choices import LEVELS, UNIT, moves

_REGISTRATION = (
    Choice("dang_ky_moi", N_("Newly registered")),
    Choice("duy_tri", N_("Continued")),
    Choice("nhan_rong", N_("Copied")),
)
_EFFECTIVE = (
    Choice("co", N_("Effective")),
    Choice("khong", N_("Not effective")),
    Choice("chua_danh_gia", N_("Not yet assessed")),
)
_STATES = (
    Choice("du_thao", N_("Draft")),
    Choice("da_dang_ky", N_("Registered")),
    Choice("tham_dinh", N_("Being appraised")),
    Choice("tra_lai", N_("Returned for completion")),
    Choice("trien_khai", N_("Being carried out")),
    Choice("so_ket", N_("Half-year reviewed")),
    Choice("danh_gia", N_("Being scored")),
    Choice("cong_nhan", N_("Recognised")),
    Choice("khong_cong_nhan", N_("Not recognised")),
    Choice("nhan_rong", N_("Copied elsewhere")),
    Choice("ket_thuc", N_("Ended")),
)
_TRANSITIONS = moves(
    _STATES,
    {
        "du_thao": "da_dang_ky",
        "da_dang_ky": "tham_dinh trien_khai",
        "tham_dinh": "trien_khai tra_lai",
        "tra_lai": "da_dang_ky ket_thuc",
        "trien_khai": "so_ket danh_gia ket_thuc",
        "so_ket": "danh_gia ket_thuc",
        "danh_gia": "cong_nhan khong_cong_nhan",
        "cong_nhan": "nhan_rong ket_thuc",
        "khong_cong_nhan": "ket_thuc",
        "nhan_rong": "ket_thuc",
        "ket_thuc": "trien_khai!",
    },
)

_REGISTERED = (
    Field("model", Kind.LINK, N_("Model or example"), required=True, links_to="model", column=1, index=True),
    UNIT,
    Field("year", Kind.INTEGER, N_("Year"), required=True, column=2, index=True, minimum=1945, maximum=2100),
    Field("registration_kind", Kind.CHOICE, N_("Form of registration"), column=3, choices=_REGISTRATION, index=True),
    Field("field", Kind.CHOICE, N_("Matter field"), column=4, catalogue="model_field", index=True),
    Field("register_level", Kind.CHOICE, N_("Registered at"), choices=LEVELS),
    Field("content", Kind.LONG_TEXT, N_("Content and way of doing"), searchable=True),
    Field("target_quant", Kind.LONG_TEXT, N_("Targets")),
    Field("scope", Kind.TEXT, N_("Scope"), max_length=300),
    Field("start_date", Kind.DATE, N_("Carried out from")),
    Field("end_date", Kind.DATE, N_("Carried out until")),
    Field("leader", Kind.TEXT, N_("Person in charge"), column=12, searchable=True, max_length=120),
    Field("leader_title", Kind.TEXT, N_("Position of the person in charge"), max_length=120),
    Field("leader_phone", Kind.TEXT, N_("Phone of the person in charge"), cls=FieldClass.PERSON, max_length=60),
    Field("partners", Kind.TEXT, N_("Cooperating units"), max_length=300),
)
_RESOURCES = (
    Field("households", Kind.INTEGER, N_("Households taking part"), minimum=0),
    Field("participants", Kind.INTEGER, N_("People taking part"), minimum=0),
    Field("money_state", Kind.MONEY, N_("Money from the budget"), minimum=0),
    Field("money_people", Kind.MONEY, N_("Money given by the people"), minimum=0),
    Field("money_other", Kind.MONEY, N_("Money from other sources"), minimum=0),
    Field("money_unsplit", Kind.MONEY, N_("Money, sources not split"), column=8, minimum=0),
    Field("workdays", Kind.DECIMAL, N_("Workdays"), column=9, minimum=0),
    Field("workdays_monetised", Kind.YES_NO, N_("Workdays counted in the money")),
    Field("land_m2", Kind.DECIMAL, N_("Land given (m²)"), column=10, minimum=0),
    Field("in_kind", Kind.TEXT, N_("Gifts in kind"), max_length=300),
    Field("beneficiary_count", Kind.INTEGER, N_("Number of beneficiaries"), minimum=0),
    Field("beneficiaries", Kind.LONG_TEXT, N_("Beneficiaries"), cls=FieldClass.PERSON),
)
_REVIEW = (
    Field("result_h1", Kind.LONG_TEXT, N_("Result of six months")),
    Field("result_year", Kind.LONG_TEXT, N_("Result of the year"), searchable=True),
    Field("self_score", Kind.DECIMAL, N_("Own score"), minimum=0, maximum=1000),
    Field("review_score", Kind.DECIMAL, N_("Score of the appraisal"), minimum=0, maximum=1000),
    Field("rating", Kind.TEXT, N_("Rating"), max_length=60),
    Field("effective", Kind.CHOICE, N_("Effectiveness"), column=5, choices=_EFFECTIVE, index=True),
    Field("recognised", Kind.YES_NO, N_("Recognised"), column=6),
    Field("state", Kind.CHOICE, N_("State of the model"), column=7, choices=_STATES, index=True),
    Field(
        "stop_reason",
        Kind.TEXT,
        N_("Reason it ended or failed"),
        max_length=300,
        visible_when=When("state", ("tra_lai", "khong_cong_nhan", "ket_thuc")),
        required_when=When("state", ("tra_lai", "khong_cong_nhan", "ket_thuc")),
    ),
    Field("note", Kind.LONG_TEXT, N_("Remark of the year")),
)

MODEL_YEAR = RecordType(
    name="model_year",
    label=N_("Year of a model"),
    plural=N_("Models by year"),
    fields=(*_REGISTERED, *_RESOURCES, *_REVIEW),
    title=("year", "registration_kind"),
    parent="model",
    state_field="state",
    transitions=_TRANSITIONS,
    order="year",
    form=FormLayout(
        sections=(
            Section(N_("Registration"), tuple(f.name for f in _REGISTERED)),
            Section(N_("Resources"), tuple(f.name for f in _RESOURCES)),
            Section(N_("Result"), tuple(f.name for f in _REVIEW)),
        ),
        quick=("year", "registration_kind", "field", "leader", "content", "money_state", "money_people",
               "money_unsplit", "workdays", "land_m2", "effective", "result_year"),
        defaults=(("unit", "own_unit"), ("registration_kind", "dang_ky_moi"), ("state", "du_thao"),
                  ("effective", "chua_danh_gia"), ("field", "last")),
        children=("attachment",),
    ),
)  # fmt: skip
