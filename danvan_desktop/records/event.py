"""Hội nghị, đối thoại, tiếp xúc cử tri: one event (dan-van-work.md §4.1, §4.2, §4.4)."""

from __future__ import annotations

from danvan_desktop.domain.record_type import Choice, Field, FormLayout, Kind, RecordType, Section, When
from danvan_desktop.i18n import N_
from danvan_desktop.records.choices import LEVELS, MODES_OF_MEETING, REGISTER_NO, REGISTER_YEAR, UNIT, moves

_KINDS = (
    Choice("toa_dam", N_("Round table")),
    Choice("hoi_thao", N_("Seminar")),
    Choice("giao_ban", N_("Briefing")),
    Choice("trien_khai", N_("Launch meeting")),
    Choice("so_ket", N_("Interim review meeting")),
    Choice("tong_ket", N_("Final review meeting")),
    Choice("bieu_duong", N_("Commendation meeting")),
    Choice("tap_huan", N_("Training")),
    Choice("doi_thoai", N_("Dialogue")),
    Choice("tiep_xuc_cu_tri", N_("Meeting with voters")),
    Choice("gop_y", N_("Comments on Party and State building")),
    Choice("hop_ban_chi_dao", N_("Steering committee meeting")),
    Choice("khac", N_("Other")),
)
_DIALOGUE_KINDS = (
    Choice("dinh_ky", N_("Periodic")),
    Choice("dot_xuat", N_("Ad hoc")),
    Choice("chuyen_de", N_("On one subject")),
)
_PHASES = (
    Choice("truoc_ky_hop", N_("Before the session")),
    Choice("sau_ky_hop", N_("After the session")),
    Choice("chuyen_de", N_("On one subject")),
    Choice("noi_cu_tru", N_("At the place of residence")),
)
_DELEGATE_LEVELS = (
    Choice("qh", N_("National Assembly")),
    Choice("hdnd_tinh", N_("Provincial council")),
    Choice("hdnd_xa", N_("Commune council")),
    Choice("hdnd_huyen", N_("District council (until 30 June 2025)")),
)
_STATES = (
    Choice("du_kien", N_("Planned")),
    Choice("da_duyet_kh", N_("Plan approved")),
    Choice("da_moi", N_("Invitations sent")),
    Choice("dang_dien_ra", N_("Under way")),
    Choice("da_ket_thuc", N_("Held")),
    Choice("da_ra_thong_bao", N_("Conclusion issued")),
    Choice("luu_ho_so", N_("Archived")),
    Choice("hoan", N_("Postponed")),
    Choice("huy", N_("Cancelled")),
)
_TRANSITIONS = moves(
    _STATES,
    {
        "du_kien": "da_duyet_kh da_ket_thuc hoan huy",
        "da_duyet_kh": "da_moi hoan huy",
        "da_moi": "dang_dien_ra da_ket_thuc hoan huy",
        "dang_dien_ra": "da_ket_thuc",
        "da_ket_thuc": "da_ra_thong_bao luu_ho_so",
        "da_ra_thong_bao": "luu_ho_so",
        "hoan": "du_kien huy",
    },
)
_DIALOGUE = When("kind", ("doi_thoai",))
_VOTERS = When("kind", ("tiep_xuc_cu_tri",))

_WHAT = (
    UNIT,
    REGISTER_YEAR,
    REGISTER_NO,
    Field("code", Kind.TEXT, N_("Event code"), index=True, max_length=60),
    Field("title", Kind.TEXT, N_("Name of the event"), required=True, column=2, searchable=True, max_length=300),
    Field("kind", Kind.CHOICE, N_("Kind of event"), required=True, column=3, choices=_KINDS, index=True),
    Field(
        "dialogue_kind",
        Kind.CHOICE,
        N_("Kind of dialogue"),
        column=4,
        choices=_DIALOGUE_KINDS,
        visible_when=_DIALOGUE,
        required_when=_DIALOGUE,
        index=True,
    ),
    Field("purposes", Kind.CHOICES, N_("Purposes"), choices=_KINDS),
    Field("mode", Kind.CHOICE, N_("In person or online"), choices=MODES_OF_MEETING),
    Field("period_covered", Kind.TEXT, N_("Period covered"), max_length=60),
    Field("chaired_level", Kind.CHOICE, N_("Level of the chair"), choices=LEVELS),
)
_WHEN_WHERE = (
    Field("start_on", Kind.DATE, N_("Date of the event"), required=True, column=5, index=True),
    Field("start_time", Kind.TIME, N_("Starts at")),
    Field("end_on", Kind.DATE, N_("Last day")),
    Field("end_time", Kind.TIME, N_("Ends at")),
    Field("venue", Kind.TEXT, N_("Venue"), column=6, searchable=True, max_length=200),
    Field("host_org", Kind.TEXT, N_("Held by"), column=7, max_length=200),
    Field("chairs", Kind.TEXT, N_("Chaired by"), column=8, searchable=True, max_length=300),
    Field("secretary", Kind.TEXT, N_("Secretary"), max_length=120),
    Field("plan_doc", Kind.TEXT, N_("Plan no."), max_length=60),
    Field("budget", Kind.MONEY, N_("Budget"), minimum=0),
)
_DUTY = (
    Field("announced_on", Kind.DATE, N_("Announced on"), past=True),
    Field("result_published_on", Kind.DATE, N_("Result published on"), past=True),
    Field("conclusion_no", Kind.TEXT, N_("Conclusion notice no."), max_length=60),
    Field("conclusion_on", Kind.DATE, N_("Conclusion notice dated"), past=True),
    Field("voter_phase", Kind.CHOICE, N_("Time of the meeting with voters"), choices=_PHASES, visible_when=_VOTERS),
    Field("deputy_levels", Kind.CHOICES, N_("Deputies present"), choices=_DELEGATE_LEVELS, visible_when=_VOTERS),
    Field("status", Kind.CHOICE, N_("State of the event"), column=9, choices=_STATES, index=True),
    Field("note", Kind.LONG_TEXT, N_("Remark")),
)

EVENT = RecordType(
    name="event",
    label=N_("Event"),
    plural=N_("Events"),
    fields=(*_WHAT, *_WHEN_WHERE, *_DUTY),
    title=("title", "start_on"),
    state_field="status",
    transitions=_TRANSITIONS,
    order="start_on",
    form=FormLayout(
        sections=(
            Section(N_("Event"), tuple(f.name for f in _WHAT)),
            Section(N_("Time and place"), tuple(f.name for f in _WHEN_WHERE)),
            Section(N_("Notices"), tuple(f.name for f in _DUTY)),
        ),
        quick=("title", "kind", "dialogue_kind", "mode", "start_on", "start_time", "venue", "host_org", "chairs",
               "announced_on", "status"),
        defaults=(("unit", "own_unit"), ("start_on", "today"), ("mode", "truc_tiep"), ("status", "du_kien"),
                  ("host_org", "last")),
        children=("site", "agenda_item", "delegate", "event_opinion", "follow_up", "attachment"),
    ),
)  # fmt: skip
