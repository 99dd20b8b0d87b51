"""What has a day by which it must be done, and when it counts as done: the morning list as plain data."""

from __future__ import annotations

from dataclasses import dataclass

from danvan_desktop.domain.indicator import All, AnyOf, Condition, Dated, Empty, Flag, In, Indicator, Not, When
from danvan_desktop.i18n import N_
from danvan_desktop.records import petition_states as states

TO_FORWARD, SETTLED = states.TO_FORWARD, states.SETTLED
_PETITION_DONE = AnyOf((Not(Empty(("resolved_on",))), In("state", SETTLED)))
AWAITED = ("cho_phuc_dap", "don_doc", "cho_bo_sung")
ELSEWHERE = ("da_chuyen", "chuyen_co_quan_dieu_tra")


@dataclass(frozen=True)
class Duty:
    """Records of a type with something to do by the day in `day`, as long as all of `open` hold."""

    name: str
    icon: str
    task: str  # source English, what is to be done
    record_type: str
    day: str
    open: tuple[Condition, ...]
    missed: bool = True  # can be overdue; a meeting that was not closed in the register cannot

    def bucket(self, when: When) -> Indicator:
        """The duty's records whose day lies before, in or after the period asked about."""
        dated = Dated(self.day, when)
        return Indicator(f"{self.name}.{when}", self.task, "", self.record_type, (dated, *self.open))


DUTIES = (
    Duty("petition", "mail", N_("Settle the petition"), "petition", "due_on", (Not(_PETITION_DONE),)),
    Duty("reception", "clipboard-list", N_("Do what the chair concluded"), "reception", "due_on",
         (Empty(("follow_result",)),)),
    Duty("follow_up", "flag", N_("Report what was done"), "follow_up", "due_date",
         (Empty(("done_on",)), Not(In("status", ("da_xong", "chuyen_cap_tren"))))),
    Duty("event_opinion", "users-round", N_("Answer the opinion"), "event_opinion", "due_date",
         (Empty(("answered_on",)), Not(Flag("answered_on_spot")),
          Not(In("status", ("tra_loi_ngay", "da_giai_quyet", "chuyen_cap_tren", "khong_thuoc_tham_quyen"))))),
    Duty("event", "users-round", N_("Hold the meeting"), "event", "start_on",
         (In("status", ("du_kien", "da_duyet_kh", "da_moi", "dang_dien_ra")),), missed=False),
    Duty("reception_session", "calendar-clock", N_("Reception day of the head"), "reception_session", "session_on",
         (In("state", ("du_kien",)),), missed=False),
)  # fmt: skip

# of a petition, told by its terms and not counted in SQL: letters and notices, and the law's own day where the office
# set another one beside it
LETTER = Duty("petition_letter", "send", N_("Send the letter or notice"), "petition", "due_on", ())
BY_LAW = Duty("petition_by_law", "scale", N_("By the law: {what}"), "petition", "due_moved", ())

WAITING = Indicator(
    "agenda.waiting", N_("Petitions waiting for somebody else"), N_("petitions"), "petition",
    (All((In("state", AWAITED), Empty(("resolved_on",)))),),
)  # fmt: skip

# petitions that somebody else has; their day is that of the letter they went with, and none of them is late
AWAY = (
    Duty("waiting_reply", "hourglass", N_("Wait for the reply, remind"), "petition", "doc_on",
         (In("state", AWAITED), Empty(("resolved_on",))), missed=False),
    Duty("elsewhere", "send", N_("Ask how it stands"), "petition", "doc_on",
         (In("state", ELSEWHERE), Empty(("resolved_on",))), missed=False),
)  # fmt: skip
