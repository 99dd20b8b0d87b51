"""Block L: commemorative medals, commendations and certificates (dan-van-work.md §5)."""

from __future__ import annotations

from danvan_desktop.domain.indicator import All, Condition, Empty, In, Indicator, Not, Under, YearOrDate
from danvan_desktop.i18n import N_

_REFUSED = In("state", ("tra_lai", "khong_du_dieu_kien", "tam_hoan", "huy_thu_hoi"))
_ONLY_PROPOSED = All((
    In("state", ("de_xuat", "binh_xet", "lap_ho_so", "da_trinh", "tham_dinh", "hoi_dong")),
    Empty(("decision_no", "decision_date", "given_on")),
))  # fmt: skip
# an award counts once it is decided; registers have no state, only a decision or a day of presentation
GIVEN: tuple[Condition, ...] = (
    YearOrDate("merit_year", ("given_on", "decision_date")),
    Not(_REFUSED),
    Not(_ONLY_PROPOSED),
)
TAKEN = (("collective", "tap_the"), ("individual", "ca_nhan"), ("household", "ho_gia_dinh"))
_UNITS = {"collective": N_("collectives"), "individual": N_("individuals"), "household": N_("households")}
_CERTIFICATE = {
    "collective": N_("Certificates of merit, collectives"),
    "individual": N_("Certificates of merit, individuals"),
    "household": N_("Certificates of merit, households"),
}
_COMMENDATION = {
    "collective": N_("Commendations, collectives"),
    "individual": N_("Commendations, individuals"),
    "household": N_("Commendations, households"),
}


def _by_recipient(code: str, labels: dict[str, str], award: str) -> tuple[Indicator, ...]:
    return tuple(
        Indicator(
            f"{code}.{name}", labels[name], _UNITS[name], "award",
            (*GIVEN, Under("award_kind", award), In("recipient_kind", (recipient,))),
        )
        for name, recipient in TAKEN
    )  # fmt: skip


BLOCK = (
    Indicator(
        "L01", N_("Commemorative medals “For the cause of mass mobilisation”"), N_("people"), "award",
        (*GIVEN, Under("award_kind", "ky_niem_chuong")),
    ),
    *_by_recipient("L02.certificate", _CERTIFICATE, "giay_khen"),
    *_by_recipient("L02.commendation", _COMMENDATION, "bang_khen"),
)  # fmt: skip
