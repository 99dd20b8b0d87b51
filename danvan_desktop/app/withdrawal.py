"""Rút đơn: as a whole, which ends the petition, or in part, and the rest goes on (petitions.md §4.3).

A complaint may be withdrawn at any time of its settlement (Luật Khiếu nại Art. 10), a denunciation before the
conclusion (Luật Tố cáo Art. 33). The tables count only what was withdrawn as a whole.
"""

from __future__ import annotations

from datetime import date

from danvan_desktop.app import editing
from danvan_desktop.app.saving import Saved
from danvan_desktop.domain.record_checks import WITHDRAWN_BY_SOME, WITHDRAWN_FREELY
from danvan_desktop.errors import UserError
from danvan_desktop.i18n import _
from danvan_desktop.records.petition_states import BEFORE_ACCEPTANCE, IN_SETTLEMENT
from danvan_desktop.storage.reading import Record
from danvan_desktop.storage.store import Store

TYPE, ENDED = "petition", "dinh_chi"
_OPEN = frozenset({*BEFORE_ACCEPTANCE, *IN_SETTLEMENT})
GOES_ON, FORCED = WITHDRAWN_BY_SOME, WITHDRAWN_FREELY


def withdraw(store: Store, row: bytes, *, whole: bool, on: date, officer: str, today: date) -> Saved:
    """Write that a petition was withdrawn on a day. Raises UserError where it is too late or too early for that."""
    item = _checked(store, row)
    if not whole:
        if item.values.get("withdrawn") == "toan_bo":
            raise UserError(_("This petition was withdrawn as a whole already."), kept=_("Nothing was changed."))
        return editing.save(
            store, TYPE, row, {"withdrawn": "mot_phan"}, before=item.values, officer=officer, today=today
        )
    state = item.values.get("state")
    step = next((one for one in store.types[TYPE].transitions if one.source == state and one.target == ENDED), None)
    if step is None:
        raise UserError(
            _("Classify this petition first: from its state now it cannot be ended."), kept=_("Nothing was changed.")
        )
    return editing.move(
        store, TYPE, row, step, {"withdrawn": "toan_bo", "ended_on": on}, officer, today=today
    )  # fmt: skip


def _checked(store: Store, row: bytes) -> Record:
    item = store.get(TYPE, row)
    if item is None or item.deleted:
        raise UserError(_("This record is no longer here."), hint=_("Its list shows what there is."))
    if item.values.get("state") not in _OPEN:
        raise UserError(
            _("This petition is settled or was passed on; it can no longer be withdrawn here."),
            kept=_("Nothing was changed."),
        )
    return item


def cautions(item: Record) -> list[str]:
    """What is to be thought of before a petition is ended so; source texts."""
    if item.values.get("type") != "to_cao":
        return []
    count = item.values.get("people_count")
    return [*([GOES_ON] if isinstance(count, int) and count > 1 else []), FORCED]
