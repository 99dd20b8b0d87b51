"""Codes that only a petition uses (petitions.md §2, §4.2)."""

from __future__ import annotations

from danvan_desktop.domain.record_type import Choice, Kind
from danvan_desktop.i18n import N_

SOURCES = (
    Choice("tiep_cong_dan", N_("At a reception")),
    Choice("truc_tiep", N_("Handed in")),
    Choice("buu_chinh", N_("By post")),
    Choice("hop_thu", N_("Letter box")),
    Choice("co_quan_chuyen", N_("Forwarded by another body")),
    Choice("dai_bieu", N_("Through a deputy")),
    Choice("truc_tuyen", N_("Online")),
)
ROUNDS = (
    Choice("lan_dau", N_("First time")),
    Choice("lan_hai", N_("Second time")),
    Choice("to_cao_tiep", N_("Denounced again")),
)
PETITIONER_KINDS = (
    Choice("ca_nhan", N_("Individual")),
    Choice("tap_the", N_("Collective")),
    Choice("co_quan_to_chuc", N_("Agency or organisation")),
    Choice("nac_danh", N_("Anonymous")),
)
RESPONDENT_KINDS = (
    Choice("ca_nhan", N_("Individual")),
    Choice("co_quan", N_("Agency")),
)
INELIGIBLE_REASONS = (
    Choice("thieu_yeu_cau", N_("A requirement is missing")),
    Choice("gui_nhieu_noi", N_("Also sent to the competent body")),
    Choice("da_huong_dan", N_("Already guided or forwarded once")),
    Choice("rach_nat", N_("Torn, erased or illegible")),
    Choice("noi_dung_xau", N_("Insulting or against the State")),
    Choice("nac_danh", N_("Anonymous")),
    Choice("khac", N_("Other")),
)
SETTLED_BEFORE = (  # how far the matter is elsewhere (petitions.md §2.2)
    Choice("chua_giai_quyet", N_("Nobody has settled it yet")),
    Choice("dang_giai_quyet", N_("Another body is settling it")),
    Choice("co_quyet_dinh", N_("A decision on it is in force")),
    Choice("toa_an", N_("A court has it or has judged")),
)
REJECT_REASONS = (
    Choice("noi_bo", N_("Internal act")),
    Choice("khong_lien_quan", N_("Does not concern the person directly")),
    Choice("khong_nang_luc", N_("No capacity")),
    Choice("dai_dien_khong_hop_phap", N_("Representative not lawful")),
    Choice("khong_chu_ky", N_("No signature")),
    Choice("het_thoi_hieu", N_("Time limit over")),
    Choice("da_co_qd_lan_hai", N_("Second decision exists")),
    Choice("da_dinh_chi", N_("Terminated for more than 30 days")),
    Choice("toa_an", N_("Court has the case")),
    Choice("khac", N_("Other")),
)
ACTIONS = (
    Choice("de_xuat_thu_ly", N_("Propose acceptance")),
    Choice("tu_choi_thu_ly", N_("Refuse acceptance")),
    Choice("huong_dan", N_("Guide")),
    Choice("chuyen_don", N_("Forward")),
    Choice("tra_don", N_("Return the petition")),
    Choice("don_doc", N_("Remind")),
    Choice("van_ban_thong_bao", N_("Notify in writing")),
    Choice("tu_choi_tiep", N_("Refuse reception")),
    Choice("cong_van_chi_dao", N_("Directing letter")),
    Choice("luu_don", N_("File the petition")),
)
RESULTS = (
    Choice("dung", N_("Right")),
    Choice("dung_mot_phan", N_("Partly right")),
    Choice("co_dung_co_sai", N_("Right in part, wrong in part")),
    Choice("sai", N_("Wrong")),
    Choice("cong_nhan_lan_dau", N_("First decision upheld")),
    Choice("huy_sua_lan_dau", N_("First decision cancelled or changed")),
    Choice("hoa_giai_thanh", N_("Mediation succeeded")),
    Choice("khong_thanh", N_("Mediation failed")),
    Choice("chuyen_toa_an", N_("Passed to the court")),
    Choice("da_tra_loi", N_("Answered")),
)
WITHDRAWN = (
    Choice("khong", N_("Not withdrawn")),
    Choice("mot_phan", N_("Withdrawn in part")),
    Choice("toan_bo", N_("Withdrawn as a whole")),
)
CONFIDENTIALITY = (
    Choice("thuong", N_("Ordinary")),
    Choice("bao_mat", N_("Confidential")),
)
COMPLEX_GROUNDS = (  # NĐ 31/2019 Art. 3: one is complex, two especially; the same seven for complaints, NĐ 155/2026
    Choice("nhieu_dia_diem", N_("To be verified in two places or more")),
    Choice("nhieu_noi_dung", N_("Two contents or more")),
    Choice("nhieu_nguoi", N_("Many denouncers, or the interests of many people")),
    Choice("nuoc_ngoai", N_("A foreign element")),
    Choice("nhieu_co_quan", N_("Several bodies are responsible")),
    Choice("y_kien_khac", N_("The bodies disagree")),
    Choice("chung_cu_khac", N_("Evidence that contradicts itself")),
)
# what the due date was worked out from (domain.deadlines); written at a save, never typed
TERM = (
    ("due_rule", Kind.TEXT, N_("Rule of the term")),
    ("due_version", Kind.TEXT, N_("Version of the rule")),
    ("due_start", Kind.DATE, N_("Term runs from")),
    ("due_raw", Kind.DATE, N_("Last day counted")),
    ("due_moved", Kind.DATE, N_("Due date by the rule")),
    ("due_calendar", Kind.TEXT, N_("Version of the calendar")),
    ("due_by", Kind.TEXT, N_("Due date set by")),
    ("suspended_before", Kind.TEXT, N_("Earlier suspensions")),  # "2026-03-10:2026-03-20 …", the last stands apart
)
# the day a letter or notice went: it ends the term that asks for it (deadline_rules.json, beside)
LETTERS = (
    ("informed_on", N_("Person informed in writing on")),
    ("forwarder_answered_on", N_("Body that forwarded it answered on")),
    ("accept_notified_on", N_("Acceptance notified on")),
    ("suspension_sent_on", N_("Suspension decision sent on")),
    ("decision_sent_on", N_("Decision or conclusion sent on")),
    ("published_on", N_("Decision or conclusion made public on")),
    ("forwarder_told_on", N_("Body that forwarded it told the result on")),
    ("reply_told_on", N_("Person told of the reply on")),
)
