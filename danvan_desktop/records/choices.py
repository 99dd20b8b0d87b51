"""Lists of codes that several record types share. A code is for ever; its label is free."""

from __future__ import annotations

from danvan_desktop.domain.record_type import Choice, Field, Kind, Transition
from danvan_desktop.i18n import N_

PETITION_TYPES = (
    Choice("khieu_nai", N_("Complaint")),
    Choice("to_cao", N_("Denunciation")),
    Choice("kien_nghi", N_("Proposal")),
    Choice("phan_anh", N_("Feedback")),
    Choice("kien_nghi_phan_anh", N_("Proposal or feedback")),
    Choice("nhieu_noi_dung", N_("Mixed content")),
    Choice("tranh_chap", N_("Dispute between residents")),
    Choice("khac", N_("Other")),
)
RECEIVING_BODIES = (
    Choice("cap_uy", N_("Party committee")),
    Choice("hdnd", N_("People's Council")),
    Choice("ubnd", N_("People's Committee")),
    Choice("khac", N_("Other")),
)
RECEPTION_MODES = (
    Choice("thuong_xuyen", N_("Regular")),
    Choice("dinh_ky_thu_truong", N_("Periodic, by the head")),
    Choice("dot_xuat_thu_truong", N_("Ad hoc, by the head")),
)
LEVELS = (
    Choice("trung_uong", N_("Central level")),
    Choice("tinh", N_("Province level")),
    Choice("huyen", N_("District level (until 30 June 2025)")),
    Choice("xa", N_("Commune level")),
    Choice("thon", N_("Village level")),
)
HOLDER_KINDS = (
    Choice("tap_the", N_("Collective")),
    Choice("ca_nhan", N_("Individual")),
    Choice("ho_gia_dinh", N_("Household")),
)
GENDERS = (
    Choice("nam", N_("Male")),
    Choice("nu", N_("Female")),
    Choice("khac", N_("Other")),
)
YES_OR_NO = (Choice("co", N_("Yes")), Choice("khong", N_("No")))  # for sealed fields: the vault holds texts
REPRESENTATIVE_KINDS = (
    Choice("luat_su", N_("Lawyer")),
    Choice("tro_giup_vien", N_("Legal aid officer")),
    Choice("uy_quyen", N_("By power of attorney")),
    Choice("phap_luat", N_("Legal representative")),
    Choice("thua_ke", N_("Heir")),
)
FOLLOW_UP_STATES = (
    Choice("chua", N_("Not started")),
    Choice("dang", N_("In progress")),
    Choice("da_xong", N_("Done")),
    Choice("qua_han", N_("Overdue")),
    Choice("chuyen_cap_tren", N_("Passed to the higher level")),
)
MODES_OF_MEETING = (
    Choice("truc_tiep", N_("In person")),
    Choice("truc_tuyen", N_("Online")),
    Choice("ket_hop", N_("In person and online")),
)

UNIT = Field("unit", Kind.TEXT, N_("Unit"), index=True, max_length=40)
REGISTER_YEAR = Field("register_year", Kind.INTEGER, N_("Register year"), index=True, minimum=1945, maximum=2100)
REGISTER_NO = Field("register_no", Kind.TEXT, N_("No."), column=1, max_length=40)


def moves(states: tuple[Choice, ...], plan: dict[str, str]) -> tuple[Transition, ...]:
    """Transitions from a plan {source: "target target …"}; each is called after the state it leads to.

    A target written `name!` is open to the leader only.
    """
    labels = {choice.code: choice.label for choice in states}
    found = []
    for source, targets in plan.items():
        for word in targets.split():
            target = word.rstrip("!")
            role = "lanh_dao" if word.endswith("!") else ""
            found.append(Transition(f"{source}__{target}", labels[target], source, target, role))
    return tuple(found)
