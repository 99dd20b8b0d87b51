"""The six tables counted once more, slowly, over plain dicts: written from the circular's text, not from the SQL."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from danvan_desktop.domain.periods import Period

Row = dict[str, Any]
LAND = {"dat_dai", "bo_ranh"}
BENEFITS = {"che_do_chinh_sach", "bao_hiem"}
DENOUNCED = {15: {"to_cao_hanh_chinh", *LAND, *BENEFITS}, 16: {"to_cao_tham_nhung"}, 17: {"to_cao_tu_phap"}}


class Slow:
    """Cells of one period: `cells()` gives table → column → number."""

    def __init__(self, period: Period, petitions: list[Row], receptions: list[Row], sessions: list[Row]) -> None:
        self.p, self.petitions, self.receptions, self.sessions = period, petitions, receptions, sessions

    def inside(self, day: date | None) -> bool:
        return day is not None and self.p.first <= day <= self.p.last

    def by_end(self, day: date | None) -> bool:
        return day is not None and day <= self.p.last

    def earlier(self, day: date | None) -> bool:
        return day is not None and day < self.p.first

    # --- 01
    def reception(self) -> dict[int, Any]:
        held = [r for r in self.receptions if self.inside(r["received_on"])]
        held = [r for r in held if r["state"] not in {"du_kien", "vang_mat", "hoan", "tu_choi"}]
        held = [r for r in held if r.get("result") != "tu_choi"]
        groups: dict[str, list[Row]] = {"desk": [], "head": [], "sent": []}
        for row in held:
            head = row["mode"] in {"dinh_ky_thu_truong", "dot_xuat_thu_truong"}
            groups["sent" if row["by_delegate"] else "head" if head else "desk"].append(row)
        cases = {name: {case for r in rows for case in _all_cases(r)} for name, rows in groups.items()}
        cases["sent"] -= cases["head"]
        cases["desk"] -= cases["head"] | cases["sent"]
        alone = {name: len([r for r in rows if not _all_cases(r)]) for name, rows in groups.items()}
        every = len({case for r in held for case in _all_cases(r)}) + sum(alone.values())
        found = {1: len(held), 2: _people(held), 3: every, 4: len(_crowds(held))}
        for name, start in (("desk", 5), ("head", 11), ("sent", 17)):
            rows = groups[name]
            crowds = _crowds(rows)
            found |= dict(
                enumerate(
                    (len(rows), _people(rows), len(cases[name]) + alone[name], len(crowds), _people(crowds)), start
                )
            )
        for place, sent in ((10, False), (16, True)):
            found[place] = len([
                s for s in self.sessions
                if self.inside(s["session_on"]) and s["state"] not in {"hoan", "huy"} and bool(s["by_delegate"]) is sent
            ])  # fmt: skip
        return found

    # --- 02
    def in_hand(self) -> list[Row]:
        return [
            r for r in self.petitions
            if r["state"] != "tach_don"
            and (
                self.inside(r["received_on"])
                or (self.earlier(r["received_on"]) and not self.earlier(_processed_on(r)))
            )
        ]  # fmt: skip

    def eligible(self) -> list[Row]:
        done = [r for r in self.in_hand() if self.by_end(_processed_on(r))]
        return [r for r in done if (r.get("eligible") or _settling(r)) and r["state"] != "trung"]

    def ours(self, kind: str = "") -> list[Row]:
        return [r for r in self.eligible() if (r.get("in_competence") or _settling(r)) and kind in {"", r["type"]}]

    def processing(self) -> dict[int, Any]:
        ours = self.ours()
        complaints, denounced = self.ours("khieu_nai"), self.ours("to_cao")
        rest = [r for r in ours if r["type"] not in {"khieu_nai", "to_cao"}]
        out = [r for r in self.eligible() if not r.get("in_competence") and not _settling(r)]
        again = _many(denounced, lambda r: r["round"] in {"lan_hai", "to_cao_tiep"})
        by_kind = [_many(denounced, lambda r, n=n: r["field"] in DENOUNCED[n]) for n in (15, 16, 17)]
        second = _many(complaints, lambda r: r["round"] == "lan_hai")
        return dict(enumerate((
            len(self.in_hand()), _many(self.in_hand(), lambda r: self.by_end(_processed_on(r))),
            len(self.eligible()), len(ours), _cases(ours),
            len(complaints), len(complaints) - second, second, *_matters(complaints),
            len(denounced), len(denounced) - again, again, *by_kind, len(denounced) - sum(by_kind),
            len(rest), _matters(rest)[1], _matters(rest)[0], _matters(rest)[2],
            len(out), _many(out, lambda r: r["action"] in {"huong_dan", "tra_don"}),
            _many(out, lambda r: r["action"] == "chuyen_don"),
        ), 1))  # fmt: skip

    # --- 03, 04
    def stage(self, row: Row) -> int:
        if (row.get("withdrawn") == "toan_bo" or row["state"] == "dinh_chi") and self.by_end(row["ended_on"]):
            return 6
        if row["state"] == "khong_thu_ly":
            return 5
        return 4 if self.by_end(row.get("accepted_on")) or _settling(row) else 3

    def settlement(self, kind: str) -> dict[int, Any]:
        petitions = self.ours(kind)
        latest = list(_latest(petitions))
        found: dict[int, Any] = {1: len(petitions), 2: len(latest)}
        found |= {n: _many(latest, lambda r, n=n: self.stage(r) == n) for n in (3, 4, 5, 6)}
        decided = [r for r in self.petitions if r["type"] == kind and self.inside(r.get("result_on"))]
        found[7] = len(decided)
        first = [r for r in decided if r["round"] not in {"lan_hai", "to_cao_tiep"}]
        second = [r for r in decided if r["round"] in {"lan_hai", "to_cao_tiep"}]
        if kind == "khieu_nai":
            told = [(first, "dung"), (first, "sai"), (first, "dung_mot_phan")]
            told += [(second, "cong_nhan_lan_dau"), (second, "huy_sua_lan_dau")]
        else:
            told = [(rows, word) for rows in (first, second) for word in ("dung", "sai", "co_dung_co_sai")]
        found |= {n: _many(rows, lambda r, w=word: r["result"] == w) for n, (rows, word) in enumerate(told, 8)}
        names = ["money_recovered", "land_recovered_m2", "money_returned", "land_returned_m2", "organisations_restored",
                 "people_restored", "organisations_disciplined", "people_disciplined", "officials_disciplined",
                 "police_cases", "police_people", "police_officials"]  # fmt: skip
        if kind == "khieu_nai":
            names.remove("organisations_disciplined")
        return found | {n: _sum(decided, name) for n, name in enumerate(names, 8 + len(told))}

    # --- 05
    def carrying_out(self, kind: str, start: int) -> dict[int, Any]:
        due = [
            r for r in self.petitions
            if r["type"] == kind and (
                self.inside(r.get("result_on"))
                or (
                    self.earlier(r.get("result_on"))
                    and self.by_end(r.get("in_force_on") or r.get("enforced_on"))
                    and not self.earlier(r.get("enforced_on"))
                )
            )
        ]  # fmt: skip
        names = ["money_recovered", "land_recovered_m2", "money_collected", "land_collected_m2", "money_returned",
                 "land_returned_m2", "money_paid_back", "land_given_back_m2", "organisations_handled", "people_handled",
                 "officials_handled", "prosecuted_cases", "prosecuted_people", "prosecuted_officials"]  # fmt: skip
        if kind == "khieu_nai":
            names.remove("organisations_handled")
        done = [r for r in due if self.by_end(r.get("enforced_on"))]
        must = {"money_recovered", "land_recovered_m2", "money_returned", "land_returned_m2"}
        told = {n: _sum(due if name in must else done, name) for n, name in enumerate(names, start + 2)}
        return {start: len(due), start + 1: len(done)} | told

    def cells(self) -> dict[str, dict[int, Any]]:
        return {
            "01/TCD": self.reception(), "02/XLD": self.processing(), "03/GQKN": self.settlement("khieu_nai"),
            "04/GQTC": self.settlement("to_cao"),
            "05/KQTH": self.carrying_out("khieu_nai", 1) | self.carrying_out("to_cao", 16),
        }  # fmt: skip


def _settling(row: Row) -> bool:
    """Accepted by what its state says, on a day nobody wrote down."""
    return row["state"] in {"da_thu_ly", "dang_xac_minh"} and not row.get("accepted_on")


def _processed_on(row: Row) -> date | None:
    """The day it was processed; of what only its state tells so, the day it came."""
    waiting = row["state"] in {"moi_tiep_nhan", "dang_phan_loai", "cho_bo_sung", "ngoai_tham_quyen"}
    received: date = row["received_on"]
    found: date | None = row.get("processed_on") or row.get("accepted_on")
    return found or (None if waiting else received)


def _people(rows: Iterable[Row]) -> int:
    return sum(r["people_count"] or 0 for r in rows)


def _crowds(rows: Iterable[Row]) -> list[Row]:
    return [r for r in rows if (r["people_count"] or 0) >= 5]


def _many(rows: Iterable[Row], wanted: Callable[..., bool]) -> int:
    return len([r for r in rows if wanted(r)])


def _cases(rows: Iterable[Row]) -> int:
    return len(list(_latest(rows)))


def _all_cases(row: Row) -> list[Any]:
    """The case a visit names and those it is linked to."""
    return [case for case in (row["case"], *row["further"]) if case is not None]


def _latest(rows: Iterable[Row]) -> Iterable[Row]:
    """Of each case its latest petition; petitions of no case stand for themselves.

    A petition stands for one case only, for the circular has no more cases than petitions.
    """
    found: dict[Any, Row] = {}
    for row in rows:
        own = row["case"] if row["case"] is not None else min(row["further"], default=None)
        key = ("case", own) if own is not None else ("row", row["id"])
        if key not in found or (row["received_on"], row["id"]) > (found[key]["received_on"], found[key]["id"]):
            found[key] = row
    return found.values()


def _matters(rows: list[Row]) -> tuple[int, int, int]:
    land, benefits = _many(rows, lambda r: r["field"] in LAND), _many(rows, lambda r: r["field"] in BENEFITS)
    return land, benefits, len(rows) - land - benefits


def _sum(rows: Iterable[Row], name: str) -> Decimal:
    divided = 1_000_000 if name.startswith("money") else 1
    return sum((Decimal(r.get(name) or 0) for r in rows), Decimal(0)) / divided
