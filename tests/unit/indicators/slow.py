"""Every figure once more, counted slowly in Python over plain dicts: written from the domain text, not from the SQL."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from danvan_desktop.domain.periods import Period

Row = dict[str, Any]


@dataclass
class World:
    """Live and deleted records by type; a row has `id` and `deleted`."""

    period: Period
    rows: dict[str, list[Row]] = field(default_factory=dict)

    def live(self, type_name: str) -> list[Row]:
        return [row for row in self.rows.get(type_name, ()) if not row["deleted"]]

    def inside(self, day: date | None) -> bool:
        return day is not None and self.period.first <= day <= self.period.last

    def past(self, day: date | None) -> bool:
        return day is not None and day <= self.period.last


PARENTS = {"site": "event", "event_opinion": "event", "model_year": "model", "model_replication": "model"}


def of_live_parents(world: World, type_name: str) -> list[Row]:
    parent = PARENTS[type_name]
    alive = {row["id"]: row for row in world.live(parent)}
    return [{**row, "parent": alive[row[parent]]} for row in world.live(type_name) if row[parent] in alive]


def visits(world: World) -> list[Row]:
    gone = {"du_kien", "vang_mat", "hoan", "tu_choi"}
    held = [r for r in world.live("reception") if world.inside(r["received_on"]) and r["state"] not in gone]
    return [r for r in held if r.get("result") != "tu_choi"]


def received(world: World) -> list[Row]:
    return [r for r in world.live("petition") if world.inside(r["received_on"])]


def carried(world: World) -> list[Row]:
    start = world.period.first
    return [
        r for r in world.live("petition")
        if r["received_on"] < start and (r["resolved_on"] is None or r["resolved_on"] >= start)
    ]  # fmt: skip


def resolved(world: World, rows: Iterable[Row]) -> list[Row]:
    return [r for r in rows if world.past(r["resolved_on"])]


def pending(world: World) -> list[Row]:
    return [r for r in world.live("petition") if world.past(r["received_on"]) and not world.past(r["resolved_on"])]


BEFORE = {"moi_tiep_nhan", "dang_phan_loai", "cho_bo_sung", "cho_thu_ly", None}
GONE_ELSEWHERE = {"ngoai_tham_quyen", "da_huong_dan", "da_chuyen", "da_tra", "cho_phuc_dap", "don_doc",
                  "chuyen_co_quan_dieu_tra"}  # fmt: skip
WORKING = {"da_thu_ly", "dang_xac_minh", "doi_thoai", "gia_han", "tam_dinh_chi"}


def stage(world: World, row: Row) -> str:
    accepted = row["accepted_on"]
    if row["state"] in BEFORE or (accepted is not None and accepted > world.period.last):
        return "before_acceptance"
    if row["state"] in GONE_ELSEWHERE:
        return "transferred"
    if row["state"] in WORKING or row["resolved_on"] is not None:
        return "in_settlement"
    return "undated"


def last_years(world: World) -> dict[bytes, Row]:
    """model id -> its last year in the period."""
    found: dict[bytes, Row] = {}
    for row in of_live_parents(world, "model_year"):
        key = row["model"]
        if row["year"] in world.period.years and (
            key not in found or (row["year"], row["id"]) > (found[key]["year"], found[key]["id"])
        ):
            found[key] = row
    return found


def models(world: World, wanted: Callable[[Row], bool] = lambda _row: True) -> list[Row]:
    return [row for row in last_years(world).values() if wanted(row)]


def by_year_or_day(world: World, year: int | None, day: date | None) -> bool:
    if not world.period.whole_years or year is None:
        return world.inside(day)
    return year in world.period.years


def given(world: World) -> list[Row]:
    proposals = {"de_xuat", "binh_xet", "lap_ho_so", "da_trinh", "tham_dinh", "hoi_dong"}
    found = []
    for row in world.live("award"):
        day = row["given_on"] or row["decision_date"]
        decided = bool(day or row["decision_no"])
        if row["state"] in {"tra_lai", "khong_du_dieu_kien", "tam_hoan", "huy_thu_hoi"}:
            continue
        if row["state"] in proposals and not decided:
            continue
        if by_year_or_day(world, row["merit_year"], day):
            found.append(row)
    return found


def held(world: World, kind: str) -> list[Row]:
    not_yet = {"du_kien", "da_duyet_kh", "da_moi", "hoan", "huy"}
    return [
        r for r in world.live("event")
        if world.inside(r["start_on"]) and r["kind"] == kind and r["status"] not in not_yet
    ]  # fmt: skip


def at(world: World, type_name: str, kind: str) -> list[Row]:
    events = {r["id"] for r in held(world, kind)}
    return [r for r in world.live(type_name) if r["event"] in events]


def on_spot(row: Row) -> bool:
    return row["answered_on_spot"] is True or row["status"] == "tra_loi_ngay"


def assigned(world: World) -> list[Row]:
    return [r for r in at(world, "event_opinion", "doi_thoai") if not on_spot(r) and r["assigned_org"] is not None]


def done(world: World, row: Row) -> bool:
    if row["answered_on"] is None:
        return bool(row["status"] == "da_giai_quyet")
    return world.past(row["answered_on"])


def serious(world: World, flag: str) -> list[Row]:
    found = []
    for case in world.live("case"):
        its = [r for r in received(world) if r["case"] == case["id"]]
        seen = bool(its) or any(r["case"] == case["id"] for r in visits(world))
        if seen and (case[flag] or any(r[flag] for r in its)):
            found.append(case)
    return found


def total(rows: Iterable[Row], *names: str) -> Any:
    zero: Any = Decimal(0) if names[0] in {"workdays", "land_m2"} else 0
    return sum((row[name] or zero for row in rows for name in names), zero)


def of_years(world: World) -> list[Row]:
    return [r for r in of_live_parents(world, "model_year") if r["year"] in world.period.years]


def recognised(world: World, level: str | None = None) -> set[bytes]:
    alive = {r["id"] for r in world.live("model")}
    found = {
        r["model"] for r in world.live("model_recognition")
        if by_year_or_day(world, r["year"], r["decision_date"]) and level in {None, r["level"]}
    }  # fmt: skip
    if level is None:
        found |= {r["model"] for r in of_years(world) if r["recognised"] or r["state"] in {"cong_nhan", "nhan_rong"}}
    return found & alive


def adopted(world: World) -> list[Row]:
    rows = of_live_parents(world, "model_replication")
    return [r for r in rows if by_year_or_day(world, r["year"], r["adopted_on"])]


def stopped(world: World) -> list[Row]:
    return models(
        world,
        lambda r: (
            r["effective"] == "khong"
            or r["state"] in {"ket_thuc", "khong_cong_nhan"}
            or r["parent"]["end_year"] in world.period.years
        ),
    )


def seen_cases(world: World) -> list[Row]:
    wanted = {r["case"] for r in visits(world)}
    return [r for r in world.live("case") if r["id"] in wanted]


def certificates(world: World, codes: set[str], kind: str) -> list[Row]:
    return [r for r in given(world) if r["award_kind"] in codes and r["recipient_kind"] == kind]


MONEY = ("money_state", "money_people", "money_other", "money_unsplit")
GIAY_KHEN = {"giay_khen", "gk_xa", "gk_huyen", "gk_so", "gk_ban_dang", "gk_dang_uy"}
BANG_KHEN = {"bang_khen", "bk_ttg", "bk_tinh", "bk_ban_nganh_tw", "bk_tinh_uy"}
RECIPIENTS = (("collective", "tap_the"), ("individual", "ca_nhan"), ("household", "ho_gia_dinh"))

COUNTS: dict[str, Callable[[World], Any]] = {
    "D01.visits": lambda w: len(visits(w)),
    "D01.people": lambda w: total(visits(w), "people_count"),
    "D02": lambda w: len(seen_cases(w)),
    "D03": lambda w: len([
        r for r in w.live("reception_session")
        if w.inside(r["session_on"]) and r["mode"] in {"dinh_ky_thu_truong", "dot_xuat_thu_truong"}
        and r["state"] not in {"du_kien", "hoan", "huy"}
    ]),
    "D04": lambda w: len(received(w)),
    "D04.crowd": lambda w: len([r for r in received(w) if (r["people_count"] or 0) >= 5]),
    "D05": lambda w: len(resolved(w, received(w))),
    "D05.carried": lambda w: len(resolved(w, carried(w) + received(w))),
    "D06.opening": lambda w: len(carried(w)),
    "D06": lambda w: len(pending(w)),
    "D07.crowd": lambda w: len([r for r in visits(w) if (r["people_count"] or 0) >= 5]),
    "D07.complex": lambda w: len(serious(w, "complex")),
    "D07.long": lambda w: len(serious(w, "long_lasting")),
    "B01": lambda w: len(models(w)),
    "B01.new": lambda w: len(models(w, lambda r: r["registration_kind"] == "dang_ky_moi")),
    "B01.continued": lambda w: len(models(w, lambda r: r["registration_kind"] == "duy_tri")),
    "B01.replicated": lambda w: len(models(w, lambda r: r["registration_kind"] == "nhan_rong")),
    "B03": lambda w: len(models(w, lambda r: r["effective"] == "co")),
    "B04": lambda w: len(recognised(w)),
    "B05": lambda w: len({r["model"] for r in adopted(w)}),
    "B05.units": lambda w: len(adopted(w)),
    "B06": lambda w: len(stopped(w)),
    "B07.money": lambda w: total(of_years(w), *MONEY),
    "B07.workdays": lambda w: total(of_years(w), "workdays"),
    "B07.land": lambda w: total(of_years(w), "land_m2"),
    "E01": lambda w: len([r for r in held(w, "doi_thoai") if r["dialogue_kind"] == "dinh_ky"]),
    "E02": lambda w: len([r for r in held(w, "doi_thoai") if r["dialogue_kind"] in {"dot_xuat", "chuyen_de"}]),
    "E03": lambda w: total(at(w, "site", "doi_thoai"), "present"),
    "E04": lambda w: len(at(w, "event_opinion", "doi_thoai")),
    "E05": lambda w: len([r for r in at(w, "event_opinion", "doi_thoai") if on_spot(r)]),
    "E06": lambda w: len(assigned(w)),
    "E06.done": lambda w: len([r for r in assigned(w) if done(w, r)]),
    "E06.overdue": lambda w: len([r for r in assigned(w) if w.past(r["due_date"]) and not done(w, r)]),
    "H01": lambda w: len(held(w, "tiep_xuc_cu_tri")),
    "H01.voters": lambda w: total(at(w, "site", "tiep_xuc_cu_tri"), "voters_present"),
    "L01": lambda w: len([r for r in given(w) if r["award_kind"] == "ky_niem_chuong"]),
}  # fmt: skip


def _staged(wanted: str) -> Callable[[World], int]:
    return lambda w: len([r for r in pending(w) if stage(w, r) == wanted])


def _money(part: str) -> Callable[[World], Any]:
    return lambda w: total(of_years(w), part)


def _given_to(kinds: set[str], code: str) -> Callable[[World], int]:
    return lambda w: len(certificates(w, kinds, code))


def _honoured(code: str) -> Callable[[World], int]:
    return lambda w: len([r for r in given(w) if (r["recipient_kind"], r["award_topic"]) == (code, "dan_van_kheo")])


for _stage in ("before_acceptance", "in_settlement", "transferred", "undated"):
    COUNTS[f"D06.{_stage}"] = _staged(_stage)
for _part in MONEY:
    COUNTS[f"B07.money.{_part.removeprefix('money_')}"] = _money(_part)
for _name, _code in RECIPIENTS:
    COUNTS[f"L02.certificate.{_name}"] = _given_to(GIAY_KHEN, _code)
    COUNTS[f"L02.commendation.{_name}"] = _given_to(BANG_KHEN, _code)
    COUNTS[f"B08.{_name}"] = _honoured(_code)

SPLITS: dict[str, Callable[[World, str], int]] = {
    "D01": lambda w, c: len([r for r in visits(w) if r["mode"] == c]),
    "D04.type": lambda w, c: len([r for r in received(w) if r["type"] == c]),
    "D04.field": lambda w, c: len([r for r in received(w) if (r["field"] or "khong_ro") == c]),
    "D04.round": lambda w, c: len([r for r in received(w) if (r["round"] or "khong_ro") == c]),
    "D04.before": lambda w, c: len([r for r in received(w) if (r["settled_before"] or "khong_ro") == c]),
    "D04.ineligible": lambda w, c: len([r for r in received(w) if r["ineligible_reason"] == c]),
    "B02.field": lambda w, c: len(models(w, lambda r: (r["field"] or "khong_ro") == c)),
    "B02.holder": lambda w, c: len(models(w, lambda r: (r["parent"]["holder_kind"] or "khong_ro") == c)),
    "B02.kind": lambda w, c: len(models(w, lambda r: (r["parent"]["entry_kind"] or "khong_ro") == c)),
    "B04": lambda w, c: len(recognised(w, c)),
}
RATIOS: dict[str, tuple[str, str]] = {
    "D05.ratio": ("D05", "D04"),
    "B03.ratio": ("B03", "B01"),
    "E05.ratio": ("E05", "E04"),
}
