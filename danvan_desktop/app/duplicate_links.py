"""What a person decides about two petitions: a duplicate, another petition of the same case, or not the same.

Each decision is one act that `undo` takes back, and a record that says what it changed, so that it can be taken back
later by an act of its own. Nothing here is ever done by itself. A duplicate stays a petition in every count of
petitions and is no new case; what was reported stays in its locked report, which then tells “đã báo …, nay …”.
"""

from __future__ import annotations

from datetime import date

from danvan_desktop import records
from danvan_desktop.app import pair_decision, people, rights, steps, terms
from danvan_desktop.app.duplicate_kept import Changed, kept, put_back
from danvan_desktop.app.ownership import locked, must_be_ours
from danvan_desktop.app.pair_decision import KIND, Linked
from danvan_desktop.app.present import present
from danvan_desktop.app.saving import Change, compare, writing
from danvan_desktop.domain.values import Value
from danvan_desktop.errors import UserError
from danvan_desktop.i18n import _
from danvan_desktop.records.duplicate import COPY, DIFFERENT, SAME_MATTER
from danvan_desktop.records.petition_states import BEFORE_ACCEPTANCE
from danvan_desktop.storage import journal_reading
from danvan_desktop.storage.batch import Batch
from danvan_desktop.storage.reading import Record
from danvan_desktop.storage.store import Store

TYPE, TWIN = "petition", "trung"
LINKABLE = frozenset({None, *BEFORE_ACCEPTANCE})  # what was already decided about is not made a copy


def may_be_copy(item: Record) -> bool:
    """Whether a petition can still become a duplicate: nothing has been decided about it yet."""
    return item.values.get("state") in LINKABLE


def link(store: Store, duplicate: bytes, first: bytes, *, officer: str, today: date) -> Linked:
    """A petition becomes a duplicate of an earlier one, in its case. UserError, nothing written, where it cannot."""
    late, root = _two(store, duplicate, first)
    _refuse_settled(store, late)
    given: dict[str, Value] = {"state": TWIN, "original": root.id}
    given |= steps.follows(records.get(TYPE), late, TWIN, given, today)
    return _decide(store, COPY, late, root, given, officer, today)


def same_case(store: Store, later: bytes, first: bytes, *, officer: str, today: date) -> Linked:
    """Two petitions of one case, each settled by itself: for one that is already being settled."""
    late, root = _two(store, later, first)
    return _decide(store, SAME_MATTER, late, root, {}, officer, today)


def dismiss(store: Store, row: bytes, other: bytes, *, officer: str, today: date) -> Linked:
    """These two are not the same: they are not proposed again, here and on the unit's other computers."""
    one, two = _two(store, row, other, root=False)
    people.require(store, "edit")
    with writing(store, officer, _("not a duplicate")) as done:
        made = done.batch.new(KIND, pair_decision.written(store, DIFFERENT, one, two, today))
    return Linked(made, None, done.group)


def unlink(store: Store, row: bytes, *, officer: str, today: date) -> str | None:
    """Take back that a petition is a duplicate, or of the same case: state and case as they were. Returns the act."""
    record, item = records.get(TYPE), present(store, TYPE, row)
    must_be_ours(store, record, row)
    found = pair_decision.in_force(store, "petition", row, COPY, SAME_MATTER)
    if found is None and item.values.get("state") != TWIN:
        raise UserError(_("This petition is no duplicate."), kept=_("Nothing was changed."))
    changed = kept(found) if found else _by_hand(item)
    back = changed.values_now(store, TYPE, row)
    change = _with_term(store, item, back, officer)
    rights.require_change(store, record, item.values, change.whole)
    with writing(store, officer, _("duplicate taken back")) as done:
        done.batch.edit(TYPE, row, change.values)
        if found is not None:
            done.batch.edit(KIND, found.id, {"undone_on": today})
            put_back(store, done.batch, changed, besides=row)
    return done.group


# --- what holds for all of them
def _two(store: Store, row: bytes, other: bytes, *, root: bool = True) -> tuple[Record, Record]:
    """Both petitions; of a copy of a copy the first one of all."""
    one, two = present(store, TYPE, row), present(store, TYPE, other)
    seen = {two.id}
    while root and isinstance(above := two.values.get("original"), bytes) and above not in seen:
        two = present(store, TYPE, above)
        seen.add(above)
    if one.id == two.id:
        raise UserError(_("A petition is no duplicate of itself."), kept=_("Nothing was changed."))
    if root:
        must_be_ours(store, records.get(TYPE), row)
    return one, two


def _refuse_settled(store: Store, late: Record) -> None:
    if not may_be_copy(late):
        raise UserError(
            _("This petition is already being settled or is ended, so it does not become a duplicate."),
            kept=_("Nothing was changed."), hint=_("Put both into the same case instead."),
        )  # fmt: skip
    if journal_reading.linking(store.conn, records.get(TYPE), "original", late.id, limit=1):
        raise UserError(
            _("Other petitions are duplicates of this one."), kept=_("Nothing was changed."),
            hint=_("Link the other way round: the earliest petition is the first one."),
        )  # fmt: skip


def _decide(  # noqa: PLR0913, PLR0917  two petitions and what becomes of them
    store: Store, verdict: str, late: Record, root: Record, given: dict[str, Value], officer: str, today: date
) -> Linked:  # fmt: skip
    record = records.get(TYPE)
    rights.require_change(store, record, late.values, {**late.values, **given})
    changed = Changed()
    with writing(
        store, officer, _("duplicate petition") if verdict == COPY else _("petition of the same case")
    ) as done:
        case = pair_decision.bring_together(store, done.batch, changed, late, root, makes=False)
        change = _with_term(store, late, {**given, **({"case": case} if case else {})}, officer)
        changed.edit(done.batch, record, late, change.values)
        decision = pair_decision.written(store, verdict, late, root, today)
        row = done.batch.new(KIND, {**decision, "changed": changed.as_text()})
        _retract(store, done.batch, late.id, root.id, today)
    return Linked(row, case, done.group)


def _retract(store: Store, batch: Batch, late: bytes, first: bytes, today: date) -> None:
    """Whoever said before that these two are not the same is corrected."""
    item = pair_decision.in_force(store, "petition", late, DIFFERENT)
    if item is not None and item.values.get("first") == first and not locked(store, store.types[KIND], item.id):
        batch.edit(KIND, item.id, {"undone_on": today})


def _with_term(store: Store, item: Record, given: dict[str, Value], officer: str) -> Change:
    """What is written with the due date that follows: nothing is due on a duplicate."""
    change = compare(records.get(TYPE), given, item.values, item)
    return terms.with_term(store, change, item.values, officer) if change.values else change


def _by_hand(item: Record) -> Changed:
    """A duplicate by an ordinary step, of which nothing more is known: received again."""
    found = Changed()
    old: dict[str, Value] = {"state": "moi_tiep_nhan", "original": None, "processed_on": None}
    found.note(records.get(TYPE), item, old)
    return found
