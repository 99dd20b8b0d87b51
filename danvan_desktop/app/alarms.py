"""What both officers are to know of copies: restored, cloned, rolled back, the same number used twice. In sentences."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from danvan_desktop.app import access_log, people
from danvan_desktop.handoff import certificates, roster_union
from danvan_desktop.handoff.refusal import REFUSED_UNIT
from danvan_desktop.handoff.roster_sign import UNSURE
from danvan_desktop.handoff.roster_take import OWN_STOLEN, OWN_TOLD
from danvan_desktop.handoff.taking import CLOSED_SPEAKS
from danvan_desktop.handoff.twins import COPY_ELSEWHERE
from danvan_desktop.i18n import N_, _
from danvan_desktop.storage import peers, roster_tables
from danvan_desktop.storage.clock import now_ms
from danvan_desktop.storage.store import Store

_SEEN = "alarms.seen"
LOG_DIFFERS, LOG_BROKEN, LOG_EARLIER = "access-log-differs", "access-log-broken", "access-log-earlier"
OF_THE_LOG = frozenset({LOG_DIFFERS, LOG_BROKEN, LOG_EARLIER})  # for who may read the access log
COPIED, OLDER = "copied-here", "older-here"
WORDS = {
    "fork": (
        N_("A copy of the data of {unit} is in use twice."),
        N_("Nothing is lost: what came second is kept apart and comes again under new numbers. Ask {unit} which"
           " computer is the right one; the other is to be closed or enrolled as its second computer."),
    ),
    "twin": (
        N_("This data folder and a copy of it were both written in."),
        N_("What was written here since is kept, under new numbers; what the copy wrote comes in. Look whether"
           " something was typed twice, and use only one of the two from now on."),
    ),
    COPY_ELSEWHERE: (
        N_("A copy of this data folder was written in on another computer."),
        N_("What was written here stands as it is; what the copy wrote comes in under new numbers. Find out which"
           " computer that is and use only one of the two. If nobody here copied the folder, call the office above:"
           " the copy may be stolen."),
    ),
    "rolled-back": (
        N_("This data folder had gone back in time."),
        N_("It goes on as a new copy of your office; its own changes come back from the other office."),
    ),
    "again": (
        N_("{unit} goes on as a new copy of its data."),
        N_("It was restored, copied to another computer or had gone back in time. Ask there whether that is right;"
           " nothing that was handed over is lost."),
    ),
    COPIED: (
        N_("This data folder was copied from another computer."),
        N_("It goes on as a new copy of your office. Use only one of the two from now on."),
    ),
    OLDER: (
        N_("This data folder is older than what this computer saved last."),
        N_("It goes on as a new copy of your office; what is missing comes back from the other office."),
    ),
    "closed-here": (
        N_("The province no longer recognises this computer."),
        N_("It goes on as a new one: export to the office above and read the code of this computer out to it. What was"
           " saved here after the last change the province had is kept and does not count for now: ask the province to"
           " let it count."),
    ),
    UNSURE: (
        N_("This computer signs the roster and went back in time: computers closed since may be open again."),
        N_("What was handed over since comes back with the packages of the other offices; of a closing that no office"
           " had heard of nothing can know. Look through the list under Keys and roster and close again whatever was"
           " closed after the day of this copy."),
    ),
    roster_union.LACKS: (
        N_("The newest roster of the province lacks that a computer of {unit} was closed, or counts less of it."),
        N_("It stays closed here, and the province hears of it with the next package: export to the office above. Call"
           " the province too: its computer may have been set up again from an older roster."),
    ),
    roster_union.UNITED: (
        N_("The roster signed here lacked that a computer of {unit} was closed; another office knew of it."),
        N_("It is closed again and the roster is signed anew with it. If this computer was restored or set up again,"
           " look through the list under Keys and roster: what no office has told of yet may be missing still."),
    ),
    OWN_TOLD: (
        N_("Another computer of this office stands in the roster: code {code}."),
        N_("Nothing goes to it and nothing comes from it before somebody here has compared it. Let that computer show"
           " its own code (Keys and roster); if it is the same, confirm it, at both computers: the button here, or"
           " danvan enrol confirm {unit}. If nobody here set up another computer, call the province."),
    ),
    OWN_STOLEN: (
        N_("A computer of {unit} was closed as stolen."),
        N_("Nothing is sealed to it any more, and what it writes does not count. If it stands in your office, call the"
           " province: it joins anew then. If it is gone, change the passphrases that were used on it."),
    ),
    CLOSED_SPEAKS: (
        N_("A package of a computer of {unit} came that was closed as stolen."),
        N_("What it saved after it was closed is kept and does not count. Ask {unit} who handed the file over, keep the"
           " stick, and report it."),
    ),
    "roster-other-root": (
        N_("A roster under another root came: {unit}."),
        N_("It was not taken. If the province announced this root code, type it under Keys and roster."),
    ),
    REFUSED_UNIT: (
        N_("{unit} has not taken this computer in."),
        N_("Everything stays here and goes again with the next package. Call that office: read the code of this"
           " computer out (Keys and roster), and ask it to take its refusal back."),
    ),
    LOG_DIFFERS: (
        N_("The access log of {unit} is not the one it told of before."),
        N_("It was cut back or written anew. After a restore that is so: ask its leader whether there was one."),
    ),
    LOG_BROKEN: (
        N_("The access log of this computer does not fit: a line was changed, is missing or was written anew."),
        N_("Open the access log and press “Prove that nothing was changed”: it says which line. After a restore the"
           " lines since the backup are missing; else ask everybody who knows the passphrase of this computer."),
    ),
    LOG_EARLIER: (
        N_("The access log of this computer is not all that another office heard of: the data folder was restored or"
           " copied."),
        N_("The lines between stand in the other copy, or went with what the backup replaced. If nobody here restored"
           " or copied the folder, ask everybody who knows the passphrase of this computer."),
    ),
    "state-differs": (
        N_("{unit} shows the same changes differently."),
        N_("Run “danvan rebuild” at both offices and export again."),
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Alarm:
    """One of them. `new`: nobody here has said that it was read."""

    when: datetime
    kind: str
    unit: str
    text: str
    hint: str
    new: bool

    def as_json(self) -> dict[str, object]:
        """As `alarms --json` shows it."""
        when = self.when.isoformat(timespec="seconds")
        return {"when": when, "kind": self.kind, "unit": self.unit, "text": self.text, "hint": self.hint,
                "new": self.new}  # fmt: skip


def listed(store: Store, *, new: bool = False) -> list[Alarm]:
    """Newest first; with `new` only those not read yet."""
    seen, names, log_too = int(store.settings.get(_SEEN, "0")), _names(store), people.may(store, "access_log")
    found = [
        _alarm(store, at, kind, subject, names, new=at > seen)
        for at, kind, subject in peers.alarms(store.conn) if kind in WORDS and (log_too or kind not in OF_THE_LOG)
        and not _is_done(store, kind, subject)
    ]  # fmt: skip
    return [one for one in reversed(found) if one.new or not new]


def _alarm(store: Store, at: int, kind: str, subject: str, names: dict[str, str], *, new: bool) -> Alarm:
    unit = subject
    if len(subject) == 16:
        try:
            author = store.roster.get(bytes.fromhex(subject))
            unit = author.unit if author else subject
        except ValueError:
            unit = subject
    text, hint = WORDS[kind]
    name, code = names.get(unit, unit), ""
    if kind == OWN_TOLD:  # its hint has a command, which takes the number of the unit
        name, code = store.unit.code, certificates.stored(store)[bytes.fromhex(subject)].fingerprint
    when = datetime.fromtimestamp(at / 1000, UTC).astimezone()
    return Alarm(when, kind, unit, _(text).format(unit=name, code=code), _(hint).format(unit=name), new)


def _is_done(store: Store, kind: str, subject: str) -> bool:
    """A computer of this office that was compared meanwhile, or closed."""
    return kind == OWN_TOLD and bytes.fromhex(subject) not in roster_tables.told(store.conn)


def log_is_whole(store: Store) -> bool:
    """Whether the access log fits, as far as who opened the folder may know of it. Reads only."""
    return not people.may(store, "access_log") or access_log.verify(store).ok


def look_at_log(store: Store) -> bool:
    """Prove the access log; where it does not fit an alarm is noted, once for every place. True when it is whole.

    What a copy of this folder logged under the replica both were is one place, however long that log grows.
    """
    found = access_log.verify(store)
    if not found.ok:
        kind = LOG_EARLIER if found.earlier else LOG_BROKEN
        with store.writing():
            subject = found.earlier.hex() or f"{found.broken or 0} {found.back or 0} {found.lines if found.cut else 0}"
            peers.alarm(store.conn, kind, subject, now_ms())
    return found.ok


def _names(store: Store) -> dict[str, str]:
    units = sorted(certificates.stored(store).values(), key=lambda c: c.serial)
    return {c.unit.code: c.unit.name for c in units} | {store.unit.code: store.unit.name}


def mark_read(store: Store) -> None:
    """The officer has read them; they stay listed."""
    with store.writing():
        store.settings.set(_SEEN, str(now_ms()))
