"""The years of a model: what goes on from one to the next, and the money of a year added up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from danvan_desktop import records
from danvan_desktop.app.lists import value_text
from danvan_desktop.domain.values import Value
from danvan_desktop.i18n import _

MONEY = ("money_state", "money_people", "money_other", "money_unsplit")
COPIED = (
    "registration_kind", "field", "register_level", "content", "target_quant", "scope", "leader", "leader_title",
    "leader_phone", "partners", *MONEY, "workdays", "workdays_monetised", "land_m2", "households", "participants",
    "beneficiary_count", "in_kind", "beneficiaries",
)  # fmt: skip
_GOES_ON = ("field", "register_level", "leader", "leader_title", "leader_phone", "partners")


def money(values: Mapping[str, Value]) -> int:
    """All money of a year, whatever its source."""
    return sum(value for name in MONEY if isinstance(value := values.get(name), int))


def money_said(values: Mapping[str, Value]) -> str:
    """“Tổng tiền: 120.000.000 đồng”."""
    field = records.get("model_year").field("money_state")
    return _("Money altogether: {sum} đồng").format(sum=value_text(field, money(values)))


def begin(years: Sequence[Mapping[str, Value]], this_year: int) -> dict[str, Value]:
    """First values of a further year: continued after the last, newly registered where there is none."""
    known = {year: values for values in years if isinstance(year := values.get("year"), int)}
    if not known:
        return {"year": this_year, "registration_kind": "dang_ky_moi"}
    last = max(known)
    begun: dict[str, Value] = {"year": last + 1, "registration_kind": "duy_tri"}
    return begun | {name: known[last][name] for name in _GOES_ON if known[last].get(name) is not None}


def before(years: Sequence[Mapping[str, Value]], year: int) -> Mapping[str, Value]:
    """Values of the nearest year before `year`."""
    earlier = {at: values for values in years if isinstance(at := values.get("year"), int) and at < year}
    return earlier[max(earlier)] if earlier else {}
