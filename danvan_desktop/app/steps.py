"""What a step of a record asks for, what follows from it, and which paper goes with it (petitions.md §4.2).

The command and the window's small form ask the same here; `problems` is what neither of them may leave open. Imports
and older rows do not pass here: they never fail by it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date

from danvan_desktop.app import step_table
from danvan_desktop.app.step_table import REOPEN, STEPS, Step
from danvan_desktop.domain import petition_checks, running_term
from danvan_desktop.domain.checks import condition_holds
from danvan_desktop.domain.problem import ERROR, Problem
from danvan_desktop.domain.record_type import RecordType
from danvan_desktop.domain.values import Value
from danvan_desktop.i18n import _
from danvan_desktop.storage.reading import Record

__all__ = ["REOPEN", "STEPS", "Step", "asked_for", "begun", "follows", "problems", "reopens", "step_to"]
Given = Mapping[str, Value]
PROCESSED = "processed_on"
PETITION, EXTENDED, RESOLVED = "petition", "gia_han", "da_co_ket_qua"
STEP_NEEDS = "step_needs"  # code of the problem of a field that a step cannot be made without


def step_to(record_type: RecordType, item: Record, target: str) -> Step:
    """What is known of the step from where a record stands to a state."""
    name, values = record_type.name, item.values
    special = step_table.FROM.get((name, str(values.get(record_type.state_field)), target))
    if special is None and name == PETITION:
        special = _once_more(values, target)
    return special or STEPS.get(name, {}).get(target, step_table.NONE)


def _once_more(values: Given, target: str) -> Step | None:
    """The step where a petition has made it before."""
    if target == EXTENDED and values.get("extension_no"):
        return step_table.SECOND_EXTENSION if values.get("type") == "to_cao" else step_table.ANOTHER_EXTENSION
    if target == RESOLVED and values.get("reopened_by"):
        return step_table.RESOLVED_AGAIN
    return None


def reopens(record_type: RecordType, item: Record, target: str) -> bool:
    """Whether the step takes a closed petition up again."""
    return record_type.name == PETITION and item.values.get(record_type.state_field) == "dong" != target


def asked_for(record_type: RecordType, item: Record, target: str) -> list[str]:
    """The fields a step asks for: required in the state it leads to, or usually known then, and empty or old."""
    values = {**item.values, record_type.state_field: target}
    step = step_to(record_type, item, target)
    needed = [f.name for f in record_type.fields if condition_holds(f.required_when, values)]
    return [
        name for name in dict.fromkeys([*needed, *step.asks])
        if name in record_type.by_name and name not in item.withheld
        and (item.values.get(name) is None or name in step.anew)
    ]  # fmt: skip


def begun(record_type: RecordType, item: Record, target: str, today: date) -> dict[str, Value]:
    """What the small form of a step begins with: what follows from it, for the officer to see and to change."""
    return follows(record_type, item, target, {}, today)


def follows(
    record_type: RecordType, item: Record, target: str, given: Given, today: date | None,
    assumed: Collection[str] = (),
) -> dict[str, Value]:  # fmt: skip
    """What a step writes by itself where nobody has written anything: the tables are counted from it.

    `assumed`: fields that an earlier step filled, not a person. A day of processing taken so is the day of typing; as
    soon as an earlier day stands on paper (SHOWN), after receipt, the petition was processed then.
    """
    step = step_to(record_type, item, target)
    known = {name: value for name, value in item.values.items() if name not in step.anew}
    known |= {name: value for name, value in given.items() if value is not None}
    meant = {**dict(step.means), **_days(step, item, known, today)}
    fixed = {name for name in step.states if given.get(name) is None}
    found: dict[str, Value] = dict.fromkeys((*step.anew, *step.ends))
    found |= {name: value for name, value in meant.items() if known.get(name) is None or name in fixed}
    if PROCESSED in assumed and (shown := _shown(item, {**known, **found})):
        found[PROCESSED] = shown
    if reopens(record_type, item, target) and item.values.get("withdrawn") == "toan_bo":
        found["withdrawn"] = None  # it is settled after all
    return {
        name: value for name, value in found.items()
        if name in record_type.by_name and name not in item.withheld and name not in given
        and value != item.values.get(name)
    }  # fmt: skip


def _days(step: Step, item: Record, known: Given, today: date | None) -> dict[str, Value]:
    """The days of a step: that of its paper or its event where one is given, else the day it is made."""
    found: dict[str, Value] = {}
    if today is None:
        return found
    for name in step.today:
        found[name] = _ended(item, today) if name == "suspended_to" else today
    for name, sources in step.days:
        days = [day for one in sources if isinstance(day := known.get(one) or found.get(one), date)]
        least = item.values.get("suspended_from" if name == "suspended_to" else "received_on")
        if days and not (isinstance(least, date) and days[0] < least):
            found[name] = days[0]
    return found


def _shown(item: Record, after: Given) -> date | None:
    """The first day that shows a petition as processed, where it lies before the day that a step took."""
    taken, received = item.values.get(PROCESSED), item.values.get("received_on")
    days = [day for name in step_table.SHOWN if isinstance(day := after.get(name), date)]
    fit = [day for day in days if not isinstance(received, date) or day >= received]
    return min(fit) if fit and isinstance(taken, date) and min(fit) < taken else None


def _ended(item: Record, today: date) -> date:
    """The day a suspension ended: the one that was planned, once it has come, else the day work resumes."""
    planned = item.values.get("suspended_to")
    return planned if isinstance(planned, date) and planned <= today else today


def problems(record_type: RecordType, item: Record, target: str, after: Given) -> list[Problem]:
    """Why a step is not made so; `after` is the record as it would stand then."""
    return [
        *_missing(record_type, item, target, after),
        *_inverted(record_type, item, after),
        *_impossible(record_type, item, target, after),
    ]


def _missing(record_type: RecordType, item: Record, target: str, after: Given) -> Iterator[Problem]:
    step = step_to(record_type, item, target)
    if step.of and after.get("type") not in step.of:
        return
    for group in step.needs:
        if any(after.get(name) is not None or name in item.withheld for name in group):
            continue
        if reopens(record_type, item, target):
            text = _(
                "A closed petition is opened again only with the reason and the name of the leader who decides it."
            )
        else:
            labels = " / ".join(_(record_type.field(name).label) for name in group)
            text = _("{label}: this step needs it.").format(label=labels)
        yield Problem(group[0], STEP_NEEDS, ERROR, text)


def _inverted(record_type: RecordType, item: Record, after: Given) -> Iterator[Problem]:
    """A suspension that this step makes end before it begins."""
    from danvan_desktop.app.terms import SUSPENSION, inverted_words

    changed = any(after.get(name) != item.values.get(name) for name in SUSPENSION)
    if record_type.name == PETITION and changed and running_term.inverted(after):
        yield Problem("suspended_to", "suspension_inverted", ERROR, inverted_words(after))


def _impossible(record_type: RecordType, item: Record, target: str, after: Given) -> Iterator[Problem]:
    """Days given for this step that lie before what they follow from; such as stood so before only warn."""
    if record_type.name != PETITION:
        return
    for first, second in petition_checks.disordered(after, extending=target == EXTENDED):
        if after.get(second) != item.values.get(second):
            yield Problem(second, "dates_impossible", ERROR, _disordered_words(record_type, after, first, second))


def _disordered_words(record_type: RecordType, after: Given, first: str, second: str) -> str:
    days = [f"{day:%d/%m/%Y}" for name in (first, second) if isinstance(day := after.get(name), date)]
    text = _("“{second}” {later} lies before “{first}” {earlier}.")
    labels = {"first": _(record_type.field(first).label), "second": _(record_type.field(second).label)}
    return text.format(**labels, earlier=days[0], later=days[1])
