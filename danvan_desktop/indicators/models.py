"""Block B: "Dân vận khéo" models and examples (dan-van-work.md §2, §3.4)."""

from __future__ import annotations

from danvan_desktop.domain.indicator import (
    EACH,
    All,
    AnyOf,
    Condition,
    Counts,
    FigureKind,
    Flag,
    Has,
    In,
    Indicator,
    Latest,
    NotZero,
    Split,
    YearIn,
    YearOrDate,
)
from danvan_desktop.i18n import N_
from danvan_desktop.indicators.awards import GIVEN

_MODELS, _S = N_("models"), FigureKind.STOCK


def _year(*conditions: Condition) -> Latest:
    """The model's last registration in the period."""
    return Latest("model_year", "model", "year", conditions)


_REGISTERED = _year()
_EFFECTIVE = _year(In("effective", ("co",)))
_RECOGNISED_IN = YearOrDate("year", ("decision_date",))
_ADOPTED_IN = YearOrDate("year", ("adopted_on",))

REGISTERED = (
    Indicator("B01", N_("Models and examples registered"), _MODELS, "model", (_REGISTERED,), kind=_S),
    Indicator("B01.new", N_("newly registered"), _MODELS, "model",
              (_year(In("registration_kind", ("dang_ky_moi",))),), kind=_S),
    Indicator("B01.continued", N_("continued"), _MODELS, "model",
              (_year(In("registration_kind", ("duy_tri",))),), kind=_S),
    Indicator("B01.replicated", N_("registered as copies"), _MODELS, "model",
              (_year(In("registration_kind", ("nhan_rong",))),), kind=_S),
    Indicator("B02.field", N_("Models in the field: {name}"), _MODELS, "model", (_year(In("field", (EACH,))),),
              kind=_S, split=Split("field", "model_year")),
    Indicator("B02.holder", N_("Models of: {name}"), _MODELS, "model", (_REGISTERED, In("holder_kind", (EACH,))),
              kind=_S, split=Split("holder_kind")),
    Indicator("B02.kind", N_("of them: {name}"), _MODELS, "model", (_REGISTERED, In("entry_kind", (EACH,))),
              kind=_S, split=Split("entry_kind")),
)  # fmt: skip

_BY_DECISION = Has("model_recognition", "model", (_RECOGNISED_IN,))
_RECOGNISED_STATE = In("state", ("cong_nhan", "nhan_rong"))
_BY_REVIEW = Has("model_year", "model", (YearIn("year"), AnyOf((Flag("recognised"), _RECOGNISED_STATE))))

RESULTS = (
    Indicator("B03", N_("Models carried out effectively"), _MODELS, "model", (_EFFECTIVE,), kind=_S),
    Indicator("B03.ratio", N_("Share of effective models"), "%", "model", (_REGISTERED,),
              kind=FigureKind.RATIO, numerator=(_EFFECTIVE,)),
    Indicator("B04", N_("Models recognised"), _MODELS, "model", (AnyOf((_BY_DECISION, _BY_REVIEW)),)),
    Indicator("B04", N_("Models recognised at: {name}"), _MODELS, "model",
              (Has("model_recognition", "model", (_RECOGNISED_IN, In("level", (EACH,)))),),
              split=Split("level", "model_recognition")),
    Indicator("B05", N_("Models replicated"), _MODELS, "model", (Has("model_replication", "model", (_ADOPTED_IN,)),)),
    Indicator("B05.units", N_("Units that took a model over"), N_("units"), "model_replication", (_ADOPTED_IN,)),
    Indicator("B06", N_("Models stopped or not effective"), _MODELS, "model",
              (AnyOf((_year(AnyOf((In("effective", ("khong",)), In("state", ("ket_thuc", "khong_cong_nhan"))))),
                      All((_REGISTERED, YearIn("end_year"))))),), certainty="check"),
)  # fmt: skip

_MONEY = ("money_state", "money_people", "money_other", "money_unsplit")


def _sum(code: str, label: str, unit: str, *fields: str) -> Indicator:
    return Indicator(code, label, unit, "model_year", (YearIn("year"), NotZero(fields)), counts=Counts.SUM, sums=fields)


RESOURCES = (
    _sum("B07.money", N_("Money raised"), N_("dong"), *_MONEY),
    _sum("B07.money.state", N_("of it from the budget"), N_("dong"), "money_state"),
    _sum("B07.money.people", N_("of it given by the people"), N_("dong"), "money_people"),
    _sum("B07.money.other", N_("of it from other sources"), N_("dong"), "money_other"),
    _sum("B07.money.unsplit", N_("of it with sources not split"), N_("dong"), "money_unsplit"),
    _sum("B07.workdays", N_("Workdays raised"), N_("workdays"), "workdays"),
    _sum("B07.land", N_("Land given"), N_("m²"), "land_m2"),
)

_KHEO = In("award_topic", ("dan_van_kheo",))
AWARDED = (
    Indicator("B08.collective", N_("Collectives honoured for Dân vận khéo"), N_("collectives"), "award",
              (*GIVEN, _KHEO, In("recipient_kind", ("tap_the",)))),
    Indicator("B08.individual", N_("Individuals honoured for Dân vận khéo"), N_("individuals"), "award",
              (*GIVEN, _KHEO, In("recipient_kind", ("ca_nhan",)))),
    Indicator("B08.household", N_("Households honoured for Dân vận khéo"), N_("households"), "award",
              (*GIVEN, _KHEO, In("recipient_kind", ("ho_gia_dinh",)))),
)  # fmt: skip

BLOCK = (*REGISTERED, *RESULTS, *RESOURCES, *AWARDED)
