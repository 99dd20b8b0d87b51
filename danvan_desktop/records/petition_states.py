"""States of a petition and the moves between them (petitions.md §4.2), with the groups that figures ask for."""

from __future__ import annotations

from danvan_desktop.domain.record_type import Choice
from danvan_desktop.i18n import N_
from danvan_desktop.records.choices import moves

STATES = (
    Choice("moi_tiep_nhan", N_("Newly received")),
    Choice("trung", N_("Duplicate")),
    Choice("dang_phan_loai", N_("Being classified")),
    Choice("cho_bo_sung", N_("Waiting for missing items")),
    Choice("khong_du_dk", N_("Not eligible")),
    Choice("da_luu", N_("Filed away")),
    Choice("tach_don", N_("Split")),
    Choice("ngoai_tham_quyen", N_("Out of competence")),
    Choice("da_huong_dan", N_("Guided")),
    Choice("da_chuyen", N_("Forwarded")),
    Choice("da_tra", N_("Returned to the sender")),
    Choice("cho_phuc_dap", N_("Waiting for the reply")),
    Choice("don_doc", N_("Reminded")),
    Choice("cho_thu_ly", N_("Awaiting acceptance")),
    Choice("khong_thu_ly", N_("Not accepted")),
    Choice("da_thu_ly", N_("Accepted for settlement")),
    Choice("dang_xac_minh", N_("Being verified")),
    Choice("doi_thoai", N_("In dialogue")),
    Choice("gia_han", N_("Time extended")),
    Choice("tam_dinh_chi", N_("Suspended")),
    Choice("dinh_chi", N_("Terminated")),
    Choice("da_co_ket_qua", N_("Resolved")),
    Choice("lan_hai", N_("Complained again")),
    Choice("to_cao_tiep", N_("Denounced again")),
    Choice("dang_thi_hanh", N_("Being enforced")),
    Choice("thi_hanh_xong", N_("Enforced")),
    Choice("chuyen_co_quan_dieu_tra", N_("Passed to investigators")),
    Choice("dong", N_("Closed")),
)
BEFORE_ACCEPTANCE = ("moi_tiep_nhan", "dang_phan_loai", "cho_bo_sung", "cho_thu_ly")
IN_SETTLEMENT = ("da_thu_ly", "dang_xac_minh", "doi_thoai", "gia_han", "tam_dinh_chi")
RESOLVED = ("da_co_ket_qua", "lan_hai", "to_cao_tiep", "dang_thi_hanh", "thi_hanh_xong")
FORWARDED = (
    "ngoai_tham_quyen", "da_huong_dan", "da_chuyen", "da_tra", "cho_phuc_dap", "don_doc", "chuyen_co_quan_dieu_tra",
)  # fmt: skip
ENDED = ("trung", "khong_du_dk", "da_luu", "tach_don", "khong_thu_ly", "dinh_chi", "dong")
TO_FORWARD = "ngoai_tham_quyen"  # out of competence is said, but it still lies here
SETTLED = (*RESOLVED, *ENDED, *(code for code in FORWARDED if code != TO_FORWARD))  # nothing is left to do

TRANSITIONS = moves(
    STATES,
    {
        "moi_tiep_nhan": "trung dang_phan_loai",
        "dang_phan_loai": "khong_du_dk cho_bo_sung ngoai_tham_quyen cho_thu_ly tach_don chuyen_co_quan_dieu_tra "
        "dinh_chi",
        "cho_bo_sung": "dang_phan_loai khong_du_dk dinh_chi",
        "khong_du_dk": "da_luu",
        # a petition that was split stays so: its parts are counted instead of it
        "ngoai_tham_quyen": "da_huong_dan da_chuyen da_tra",
        "da_huong_dan": "dong",
        "da_tra": "dong",
        "da_chuyen": "cho_phuc_dap dong",
        "cho_phuc_dap": "don_doc dong",
        "don_doc": "cho_phuc_dap dong",
        "cho_thu_ly": "da_thu_ly khong_thu_ly dinh_chi chuyen_co_quan_dieu_tra",
        "khong_thu_ly": "dong",
        "da_thu_ly": "dang_xac_minh da_co_ket_qua dinh_chi chuyen_co_quan_dieu_tra",
        "dang_xac_minh": "doi_thoai tam_dinh_chi gia_han da_co_ket_qua dinh_chi chuyen_co_quan_dieu_tra",
        "doi_thoai": "dang_xac_minh tam_dinh_chi gia_han da_co_ket_qua dinh_chi chuyen_co_quan_dieu_tra",
        "gia_han": "dang_xac_minh doi_thoai tam_dinh_chi da_co_ket_qua dinh_chi chuyen_co_quan_dieu_tra",
        "tam_dinh_chi": "dang_xac_minh dinh_chi",
        "dinh_chi": "dong",
        "chuyen_co_quan_dieu_tra": "dong",
        "da_co_ket_qua": "dang_thi_hanh lan_hai to_cao_tiep dong",
        "lan_hai": "dong",
        "to_cao_tiep": "dong",
        "dang_thi_hanh": "thi_hanh_xong",
        "thi_hanh_xong": "dong",
        "dong": "dang_xac_minh!",
    },
)
