"""The petition of a second complaint or of who denounces again: what it begins with, and its first save."""

from __future__ import annotations

from datetime import date

from danvan_desktop import records
from danvan_desktop.app import editing, same_matter, titles
from danvan_desktop.app.next_round import ROUND_OF, SECOND, TYPE, closed
from danvan_desktop.app.present import present
from danvan_desktop.domain.checks import withheld_for_denouncer
from danvan_desktop.domain.values import Value
from danvan_desktop.errors import UserError
from danvan_desktop.i18n import _
from danvan_desktop.storage import journal_reading
from danvan_desktop.storage.reading import Record
from danvan_desktop.storage.store import Store

_KEPT = (
    "unit", "receiving_body", "petitioner_kind", "petitioner_name", "petitioner_gender", "petitioner_birth_date",
    "petitioner_address", "petitioner_phone", "petitioner_id_no", "petitioner_ethnicity", "people_count", "rep_count",
    "representative_kind", "representative_name", "sealed_file_no", "group", "remote_area", "type", "field",
    "summary_redacted", "content", "respondent_kind", "respondent_name", "respondent_title", "location_unit", "village",
    "map_sheet", "parcel_no", "area_m2", "confidentiality",
)  # fmt: skip


def first_values(
    store: Store, row: bytes, *, officer: str, today: date, on: date | None = None
) -> dict[str, Value]:  # fmt: skip
    """What the petition of the next round begins with; its case is made where there is none. Raises UserError.

    `on` is the day it came, where that is not today. One that exists already is named, and no other is begun.
    """
    item = present(store, TYPE, row)
    target = ROUND_OF.get(str(item.values.get("type")), "")
    if why := _refused(store, item, target, today, on or today):
        raise UserError(why, kept=_("Nothing was changed."))
    matter = same_matter.join(store, TYPE, row, officer=officer)
    return {**_carried(item), **_begun(item, target, today), "case": matter.case, "original": row}


def begin(store: Store, row: bytes, *, officer: str, today: date, on: date) -> bytes:
    """Save the petition of the next round, received on a day; its row. Raises UserError, nothing then written.

    The first petition takes the step where it was decided; one that is overdue stays to be settled.
    """
    with store.writing():
        given = {**first_values(store, row, officer=officer, today=today, on=on), "received_on": on}
        step_there(store, row, officer=officer, today=today)
        begun = editing.start(store, TYPE, today=today, officer=officer, given=given)
        return editing.save(store, TYPE, None, begun, before={}, officer=officer, today=today).row


def _refused(store: Store, item: Record, target: str, today: date, on: date) -> str:
    """Why no petition of the next round is begun for this one, received on a day; "" where it may be."""
    if not target:
        return _("Only complaints and denunciations go on so.")
    if why := closed(TYPE, item.values, target, on):
        return why
    if on > today:
        return _("The day it was received lies after today.")
    if (least := _least(item)) is not None and on < least:
        text = _("The day it was received lies before {day}: the first petition and its decision come first.")
        return text.format(day=f"{least:%d/%m/%Y}")
    if (begun := existing(store, item.id, target)) is not None:
        return _("The next round was begun already: {title}.").format(title=titles.title(records.get(TYPE), begun))
    return ""


def _least(item: Record) -> date | None:
    """The first day on which the next round may come: the decision's, else that of the first petition."""
    days = [item.values.get(name) for name in ("received_on", "result_on" if item.values.get("result_on") else
            "resolved_on")]  # fmt: skip
    return max((day for day in days if isinstance(day, date)), default=None)


def existing(store: Store, row: bytes, target: str) -> Record | None:
    """The petition of the next round that was begun for this one, if any."""
    rows = journal_reading.linking(store.conn, store.types[TYPE], "original", row, limit=editing.CHILDREN)
    found = store.records(TYPE, rows)
    return next((one for one in found if not one.deleted and one.values.get("round") == target), None)


def step_there(store: Store, row: bytes, *, officer: str, today: date) -> None:
    """Let the first petition say that it went on, where its state has that step."""
    item = store.get(TYPE, row)
    target = ROUND_OF.get(str(item.values.get("type"))) if item else None
    for step in store.types[TYPE].transitions:
        if item is not None and (step.source, step.target) == (item.values.get("state"), target):
            editing.move(store, TYPE, row, step, {}, officer, today=today)


def _carried(item: Record) -> dict[str, Value]:
    """What stays the same; nothing that would name a denouncer, nothing whose value is kept elsewhere."""
    hidden = {*withheld_for_denouncer(records.get(TYPE), item.values), *item.withheld}
    return {name: value for name in _KEPT if name not in hidden and (value := item.values.get(name)) is not None}


def _begun(item: Record, target: str, today: date) -> dict[str, Value]:
    found: dict[str, Value] = {"round": target, "state": "moi_tiep_nhan", "received_on": today, "handled_by": None}
    if target == SECOND:
        found |= {
            "decision_no": item.values.get("result_no"), "decision_by": item.values.get("handled_by"),
            "decision_on": item.values.get("result_on") or item.values.get("resolved_on"),
        }  # fmt: skip
    return {name: value for name, value in found.items() if value is not None or name == "handled_by"}
