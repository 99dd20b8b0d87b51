"""Small generated worlds of records, written to a real store and kept as plain dicts beside it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from danvan_desktop import records
from danvan_desktop.domain.periods import Period
from danvan_desktop.storage.identity import UnitInfo
from danvan_desktop.storage.store import Store
from tests.unit.indicators.slow import Row, World

USED = (
    "unit", "case", "petition", "reception", "reception_session", "model", "model_year", "model_recognition",
    "model_replication", "event", "site", "event_opinion", "award",
)  # fmt: skip
TYPES = {name: records.get(name) for name in (*USED, "case_link")}
PERIODS = (
    Period(date(2019, 1, 1), date(2019, 12, 31)),
    Period(date(2018, 1, 1), date(2019, 12, 31)),
    Period(date(2019, 3, 1), date(2019, 10, 18)),
)
DAYS = st.sampled_from([
    date(2017, 6, 1), date(2018, 5, 1), date(2018, 12, 31), date(2019, 1, 1), date(2019, 2, 28), date(2019, 3, 1),
    date(2019, 7, 9), date(2019, 10, 18), date(2019, 10, 19), date(2019, 12, 31), date(2020, 1, 14),
])  # fmt: skip
YEARS = st.sampled_from([2017, 2018, 2019, 2020])
_STATES = [choice.code for choice in records.get("petition").field("state").choices]


def maybe(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(st.none(), values)


def codes(type_name: str, field: str) -> st.SearchStrategy[str]:
    return st.sampled_from([choice.code for choice in records.get(type_name).field(field).choices])


def _row(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[Row]:
    return st.fixed_dictionaries({"deleted": st.sampled_from([False, False, False, True]), **fields})


_PICK = st.integers(0, 3)  # which parent, among those there are
_MONEY = maybe(st.sampled_from([0, 5_000_000, 1_200_000_000]))
_AMOUNT = maybe(st.sampled_from([Decimal(0), Decimal("1200.5"), Decimal("0.000001")]))
STRATEGIES: Mapping[str, st.SearchStrategy[Row]] = {
    "case": _row(complex=maybe(st.booleans()), long_lasting=maybe(st.booleans())),
    "petition": _row(
        received_on=DAYS, resolved_on=maybe(DAYS), accepted_on=maybe(DAYS), state=maybe(st.sampled_from(_STATES)),
        type=codes("petition", "type"), field=maybe(st.sampled_from(["bo_ranh", "khac", "ma_la"])),
        case=maybe(_PICK), complex=maybe(st.booleans()), long_lasting=maybe(st.booleans()),
        round=maybe(codes("petition", "round")), settled_before=maybe(codes("petition", "settled_before")),
        people_count=maybe(st.sampled_from([1, 4, 5, 30])),
        ineligible_reason=maybe(codes("petition", "ineligible_reason")),
    ),
    "reception": _row(
        received_on=DAYS, mode=codes("reception", "mode"), state=maybe(codes("reception", "state")),
        kind=codes("reception", "kind"), people_count=maybe(st.sampled_from([1, 4, 5, 30])), case=maybe(_PICK),
    ),
    "reception_session": _row(
        session_on=DAYS, mode=codes("reception_session", "mode"), state=maybe(codes("reception_session", "state"))
    ),
    "model": _row(
        holder_kind=maybe(codes("model", "holder_kind")), entry_kind=maybe(codes("model", "entry_kind")),
        end_year=maybe(YEARS),
    ),
    "model_year": _row(
        model=_PICK, year=YEARS, registration_kind=maybe(codes("model_year", "registration_kind")),
        field=maybe(st.sampled_from(["kinh_te", "van_hoa_xa_hoi", "ma_la"])),
        effective=maybe(codes("model_year", "effective")), state=maybe(codes("model_year", "state")),
        recognised=maybe(st.booleans()), money_state=_MONEY, money_people=_MONEY, money_other=_MONEY,
        money_unsplit=_MONEY, workdays=_AMOUNT, land_m2=_AMOUNT,
    ),
    "model_recognition": _row(model=_PICK, year=YEARS, level=codes("model_recognition", "level"),
                              decision_date=maybe(DAYS)),
    "model_replication": _row(model=_PICK, year=YEARS, adopted_on=maybe(DAYS)),
    "event": _row(
        start_on=DAYS, kind=st.sampled_from(["doi_thoai", "doi_thoai", "tiep_xuc_cu_tri", "giao_ban"]),
        dialogue_kind=maybe(codes("event", "dialogue_kind")),
        status=maybe(st.sampled_from(["da_ket_thuc", "du_kien", "huy"])),
    ),
    "site": _row(event=_PICK, present=maybe(st.integers(0, 90)), voters_present=maybe(st.integers(0, 90))),
    "event_opinion": _row(
        event=_PICK, answered_on_spot=maybe(st.booleans()), assigned_org=maybe(st.just("UBND")),
        due_date=maybe(DAYS), answered_on=maybe(DAYS), status=maybe(codes("event_opinion", "status")),
    ),
    "award": _row(
        award_kind=st.sampled_from(["ky_niem_chuong", "giay_khen", "gk_xa", "bang_khen", "bk_tinh", "bieu_duong"]),
        recipient_kind=maybe(codes("award", "recipient_kind")), award_topic=maybe(codes("award", "award_topic")),
        merit_year=maybe(YEARS), given_on=maybe(DAYS), decision_date=maybe(DAYS),
        decision_no=maybe(st.just("12-QĐ")), state=maybe(codes("award", "state")),
    ),
}  # fmt: skip
LINKS = {"case": "case", "model": "model", "event": "event"}


@st.composite
def raw_worlds(draw: st.DrawFn, *types: str) -> dict[str, list[Row]]:
    """Up to six rows of each of these types; a link is still the place of its target."""
    return {name: draw(st.lists(STRATEGIES[name], max_size=6)) for name in types}


def new_store(code: str = "803", level: str = "district") -> Store:
    return Store.create(":memory:", bytes(32), UnitInfo(code, "Huyện Thạnh Hóa", level), types=TYPES)


def write(store: Store, raw: Mapping[str, list[Row]], period: Period) -> World:
    """Put a raw world into a store, in the order of its types (parents first)."""
    world = World(period)
    with store.batch(officer="Lê Văn A") as batch:
        for name, rows in raw.items():
            for row in rows:
                _write_one(batch, world, name, row)
    return world


def _write_one(batch: Any, world: World, name: str, raw: Row) -> None:
    row = dict(raw)
    for field, target in LINKS.items():
        if field in row and row[field] is not None:
            targets = world.rows.get(target, [])
            if not targets and TYPES[name].parent == field:
                return
            row[field] = targets[row[field] % len(targets)]["id"] if targets else None
    texts = {item.name: "x" for item in TYPES[name].fields if item.required and item.name not in row}
    deleted = row.pop("deleted")
    row_id = batch.new(name, {"unit": "803", **texts, **row})
    if deleted:
        batch.delete(name, row_id)
    world.rows.setdefault(name, []).append({**row, "id": row_id, "deleted": deleted})
