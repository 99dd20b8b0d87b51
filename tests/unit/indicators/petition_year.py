"""A year of petitions, receptions and reception days that walk every path of petitions.md §4, as plain dicts.

Written day by day from the text of the domain file; what a clerk would type, nothing of how the tables are counted.
"""

from __future__ import annotations

import random
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

Row = dict[str, Any]
FIRST, LAST = date(2025, 10, 1), date(2026, 12, 20)
FIELDS = ("dat_dai", "bo_ranh", "che_do_chinh_sach", "bao_hiem", "khac", "moi_truong", None)
DENOUNCED = ("to_cao_hanh_chinh", "to_cao_tham_nhung", "to_cao_tu_phap", "to_cao_khac", None)
RESULTS = {
    ("khieu_nai", False): ("dung", "sai", "dung_mot_phan"),
    ("khieu_nai", True): ("cong_nhan_lan_dau", "huy_sua_lan_dau"),
    ("to_cao", False): ("dung", "sai", "co_dung_co_sai"),
    ("to_cao", True): ("dung", "sai", "co_dung_co_sai"),
}
STOCK = ("moi_tiep_nhan", "cho_thu_ly", "da_thu_ly", "dang_xac_minh", "da_chuyen", "da_co_ket_qua", "ngoai_tham_quyen")
KINDS = ("khieu_nai", "to_cao", "kien_nghi", "phan_anh", "kien_nghi_phan_anh", "tranh_chap", "khac")


def petitions(seed: int, count: int, cases: int) -> list[Row]:
    """`case` is the place of a case, or None."""
    dice = random.Random(seed)
    return [_petition(dice, cases) for _place in range(count)]


def _after(dice: random.Random, day: date, longest: int) -> date:
    return day + timedelta(days=dice.randint(0, longest))


def _petition(dice: random.Random, cases: int) -> Row:
    kind = dice.choice(KINDS)
    day = _after(dice, FIRST, (LAST - FIRST).days)
    row: Row = {
        "received_on": day, "type": kind, "people_count": dice.choice((1, 1, 1, 2, 5, 30)),
        "case": dice.randrange(cases) if dice.random() < 0.3 else None,
        "field": dice.choice(DENOUNCED if kind == "to_cao" else FIELDS),
        "round": dice.choice((None, "lan_dau", "to_cao_tiep" if kind == "to_cao" else "lan_hai")),
        "state": "moi_tiep_nhan",
    }  # fmt: skip
    _walk(dice, row)
    return row


def _walk(dice: random.Random, row: Row) -> None:
    if dice.random() < 0.08:  # as an office begins with it: a state without the day on which it came to be
        row |= {"state": dice.choice(STOCK), "resolved_on": None}
        if row["state"] == "da_co_ket_qua":
            row |= {"resolved_on": _after(dice, row["received_on"], 200), "resolved_on_assumed": True}
        return
    path = dice.choice(("waiting", "waiting", "trung", "tach_don", "khong_du_dk", "elsewhere", *("ours",) * 5))
    if path == "waiting":
        row["state"] = dice.choice(("moi_tiep_nhan", "dang_phan_loai", "cho_bo_sung"))
        return
    row["processed_on"] = _after(dice, row["received_on"], 12)
    if path in {"trung", "tach_don"}:
        row["state"] = path
    elif path == "khong_du_dk":
        row |= {"state": dice.choice((path, "da_luu")), "eligible": False, "ineligible_reason": "rach_nat"}
    elif path == "elsewhere":
        action, state = dice.choice((("huong_dan", "da_huong_dan"), ("chuyen_don", "da_chuyen"), ("tra_don", "da_tra")))
        row |= {"eligible": True, "in_competence": False, "action": action, "state": state}
    else:
        row |= {"eligible": True, "in_competence": True, "action": "de_xuat_thu_ly", "state": "cho_thu_ly"}
        _settle(dice, row)


def _settle(dice: random.Random, row: Row) -> None:
    fate = dice.choice(("waiting", "refused", "accepted", "withdrawn", "partly", "ended", *("decided",) * 4))
    if fate == "waiting":
        return
    if fate == "refused":
        row |= {"state": "khong_thu_ly", "reject_reason": "het_thoi_hieu"}
        return
    row |= {"state": "da_thu_ly", "accepted_on": _after(dice, row["processed_on"], 10)}
    ended = _after(dice, row["accepted_on"], 40)
    if fate == "withdrawn":
        row |= {"withdrawn": "toan_bo", "state": "dinh_chi", "ended_on": ended}
    elif fate == "partly":
        row |= {"withdrawn": "mot_phan", "state": "dang_xac_minh"}
    elif fate == "ended":
        row |= {"state": "dinh_chi", "ended_on": ended}
    elif fate == "decided":
        _decide(dice, row)


def _decide(dice: random.Random, row: Row) -> None:
    day = _after(dice, row["accepted_on"], 60)
    again = row["round"] in {"lan_hai", "to_cao_tiep"}
    result = dice.choice(RESULTS.get((row["type"], again), ("da_tra_loi", "hoa_giai_thanh")))
    row |= {
        "state": "da_co_ket_qua", "result": result, "result_on": day, "resolved_on": day,
        "money_recovered": dice.choice((None, 1_500_000, 45_500_000)),
        "land_recovered_m2": dice.choice((None, Decimal("12.5"))),
        "money_returned": dice.choice((None, 2_000_000)), "land_returned_m2": dice.choice((None, Decimal(100))),
        "people_disciplined": dice.choice((None, 3)), "officials_disciplined": dice.choice((None, 2)),
        "police_cases": dice.choice((None, 1)), "police_people": dice.choice((None, 4)),
        "police_officials": dice.choice((None, 1)), "people_restored": dice.choice((None, 7)),
        "organisations_restored": dice.choice((None, 1)), "organisations_disciplined": dice.choice((None, 1)),
    }  # fmt: skip
    if row["officials_disciplined"] is not None:
        row["people_disciplined"] = 3
    if row["police_officials"] is not None:
        row["police_people"] = 4
    if dice.random() < 0.6:
        row |= {"state": "dang_thi_hanh", "in_force_on": _after(dice, day, 30)}
        if dice.random() < 0.5:
            _carry_out(dice, row)
        elif dice.random() < 0.3:  # paid in part, nothing carried out yet
            row |= {"money_collected": 500_000, "people_handled": 1}


def _carry_out(dice: random.Random, row: Row) -> None:
    row |= {
        "state": "thi_hanh_xong", "enforced_on": _after(dice, row["in_force_on"], 50),
        "money_collected": dice.choice((None, 1_000_000)), "land_collected_m2": dice.choice((None, Decimal("2.25"))),
        "money_paid_back": dice.choice((None, 2_000_000)), "land_given_back_m2": dice.choice((None, Decimal(90))),
        "organisations_handled": dice.choice((None, 1)), "people_handled": 2, "officials_handled": 1,
        "prosecuted_cases": dice.choice((None, 1)), "prosecuted_people": 2, "prosecuted_officials": 1,
    }  # fmt: skip
    if dice.random() < 0.15:  # nobody wrote since when it is in force
        row["in_force_on"] = None


def receptions(seed: int, count: int, cases: int) -> list[Row]:
    """Visits at the desk, at the head's, by delegation; also planned and missed ones."""
    dice = random.Random(seed)
    return [
        {
            "received_on": _after(dice, FIRST, (LAST - FIRST).days), "kind": dice.choice(KINDS),
            "mode": dice.choice(("thuong_xuyen", None, "dinh_ky_thu_truong", "dot_xuat_thu_truong")),
            "by_delegate": dice.choice((None, False, False, True)),
            "people_count": dice.choice((None, 1, 1, 2, 5, 12)), "case": dice.choice((None, dice.randrange(cases))),
            "state": dice.choice(("da_tiep", "da_tiep", "da_tiep", None, "du_kien", "vang_mat", "tu_choi", "hoan")),
        }
        for _place in range(count)
    ]  # fmt: skip


def sessions(seed: int, count: int) -> list[Row]:
    """Reception days of the head and of who was sent."""
    dice = random.Random(seed)
    return [
        {
            "session_on": _after(dice, FIRST, (LAST - FIRST).days),
            "mode": dice.choice(("dinh_ky_thu_truong", "dot_xuat_thu_truong")),
            "by_delegate": dice.choice((None, True)),
            "state": dice.choice(("da_tiep", "khong_co_dan", "hoan", "huy", "du_kien")),
        }
        for _place in range(count)
    ]  # fmt: skip


def further_cases(seed: int, rows: list[Row], cases: int) -> None:
    """Give every tenth row one or two further cases, by their places; also rows that name none themselves."""
    dice = random.Random(seed)
    for row in rows:
        many = dice.choice((1, 1, 2)) if dice.random() < 0.1 else 0
        row["further"] = sorted({dice.randrange(cases) for _again in range(many)} - {row["case"]})
