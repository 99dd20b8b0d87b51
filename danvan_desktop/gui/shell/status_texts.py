"""What the status bar reads and how it says it."""

from __future__ import annotations

from dataclasses import dataclass

from danvan_desktop.app import backups, recovery
from danvan_desktop.app.status import HandoverState, handover_state
from danvan_desktop.gui.desk import Desk
from danvan_desktop.gui.shell.status import StatusBar
from danvan_desktop.i18n import _
from danvan_desktop.storage.store import Store

LATE_DAYS = 30  # a hand-over older than a month is marked


@dataclass(frozen=True)
class State:
    """What was read."""

    backup: backups.BackupState
    handover: HandoverState
    typed_back: bool  # the recovery code, from paper


def read(store: Store) -> State:
    """Read the state of the office; runs beside the window."""
    return State(backups.backup_state(store), handover_state(store), recovery.typed_back(store))


def show(bar: StatusBar, desk: Desk, state: State) -> None:
    """Put the words into the bar."""
    bar.say("unit", "building-2", desk.reader.unit.name)
    bar.say("officer", "user", desk.officer)
    tone = state.backup.tone
    bar.say("backup", "hard-drive", state.backup.short, "text2" if tone == "ok" else tone)
    bar.say("recovery", "key-round", "" if state.typed_back else _("Recovery code not typed back"), "warn")
    _show_handover(bar, state.handover)
    bar.say("network", "wifi-off", _("No network used"))


def _show_handover(bar: StatusBar, state: HandoverState) -> None:
    if not state.peer:
        return
    if state.awaited and state.last_sent is not None:
        bar.say("handover", "send", _("Written {day}, no receipt yet").format(day=f"{state.last_sent:%d/%m/%Y}"))
    elif state.last_receipt is None:
        bar.say("handover", "send", _("Handed over: not yet"))
    else:
        bar.say("handover", "send", _("Receipt: {day}").format(day=f"{state.last_receipt:%d/%m/%Y}"))
    tone = "warn" if state.oldest_days > LATE_DAYS else "text2"
    unsent = _("{count} records not confirmed").format(count=state.unsent) if state.unsent else ""
    bar.say("unsent", "package", unsent, tone)
