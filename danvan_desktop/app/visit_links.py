"""What a person decides about a reception visit that may belong to the case of another record: the same, or not.

Each decision is one act for `undo` and a record, so that it can be taken back later. A visit stays a visit in every
count of visits and people; only the cases are counted otherwise (01/TCD columns 3, 7, 13, 19).
"""

from __future__ import annotations

from datetime import date

from danvan_desktop import records
from danvan_desktop.app import pair_decision, rights, same_matter
from danvan_desktop.app.duplicate_kept import Changed, kept, put_back
from danvan_desktop.app.ownership import must_be_ours
from danvan_desktop.app.pair_decision import KIND, Linked
from danvan_desktop.app.present import gone, present
from danvan_desktop.app.saving import writing
from danvan_desktop.domain.values import Value
from danvan_desktop.errors import UserError
from danvan_desktop.i18n import _
from danvan_desktop.records.duplicate import DIFFERENT, SAME_MATTER
from danvan_desktop.storage.reading import Record
from danvan_desktop.storage.store import Store

TYPE, OTHERS = "reception", ("petition", "reception")


def link(store: Store, visit: bytes, other: bytes, *, officer: str, today: date) -> Linked:
    """A visit belongs to the case of an earlier visit or of a petition; made where it has none. Raises UserError."""
    mine, item = _visit(store, visit), _other(store, other, visit)
    if mine.values.get("case") not in {None, pair_decision.common_case(store, mine, item)}:
        raise UserError(
            _("This visit belongs to a case already."), kept=_("Nothing was changed."),
            hint=_("Merge the two cases, or give it the other one as a further case."),
        )  # fmt: skip
    rights.require_change(store, records.get(TYPE), mine.values, mine.values)
    changed = Changed()
    with writing(store, officer, _("visit of the same case")) as done:
        case = pair_decision.bring_together(store, done.batch, changed, mine, item, makes=True)
        if case is not None and mine.values.get("case") is None:
            again = same_matter.visits_of(store, case) + 1
            visit_no: dict[str, Value] = {"visit_no": again} if again > 1 else {}
            changed.edit(done.batch, records.get(TYPE), mine, {"case": case, **visit_no})
        decision = pair_decision.written(store, SAME_MATTER, mine, item, today)
        row = done.batch.new(KIND, {**decision, "changed": changed.as_text()})
    return Linked(row, case, done.group)


def dismiss(store: Store, visit: bytes, other: bytes, *, officer: str, today: date) -> Linked:
    """These two are about different matters: they are not proposed again."""
    mine, item = _visit(store, visit), _other(store, other, visit)
    rights.require_change(store, records.get(TYPE), mine.values, mine.values)
    with writing(store, officer, _("not the same matter")) as done:
        row = done.batch.new(KIND, pair_decision.written(store, DIFFERENT, mine, item, today))
    return Linked(row, None, done.group)


def unlink(store: Store, visit: bytes, *, officer: str, today: date) -> str | None:
    """Take back that a visit belongs to the case of another record; what was typed since stays. Returns the act."""
    mine = _visit(store, visit)
    decision = pair_decision.in_force(store, "visit", visit, SAME_MATTER)
    if decision is None:
        raise UserError(_("Nobody has linked this visit to another record."), kept=_("Nothing was changed."))
    rights.require_change(store, records.get(TYPE), mine.values, mine.values)
    with writing(store, officer, _("visit taken out of the case")) as done:
        changed = kept(decision)
        done.batch.edit(TYPE, visit, changed.values_now(store, TYPE, visit))
        done.batch.edit(KIND, decision.id, {"undone_on": today})
        put_back(store, done.batch, changed, besides=visit)
    return done.group


def _visit(store: Store, row: bytes) -> Record:
    item = present(store, TYPE, row)
    must_be_ours(store, records.get(TYPE), row)
    return item


def _other(store: Store, row: bytes, visit: bytes) -> Record:
    found = [item for name in OTHERS if (item := store.get(name, row)) is not None and not item.deleted]
    if not found:
        raise gone()
    if row == visit:
        raise UserError(_("A visit is not compared with itself."), kept=_("Nothing was changed."))
    return found[0]
