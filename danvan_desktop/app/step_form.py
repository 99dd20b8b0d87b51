"""What is typed for a step: its small form without widgets, judged as the record would stand after the step."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from danvan_desktop.app import editing, looked_over, steps
from danvan_desktop.app.form_state import FormState, Values
from danvan_desktop.domain.problem import Problem
from danvan_desktop.domain.record_type import RecordType
from danvan_desktop.domain.values import Value
from danvan_desktop.storage.reading import Record
from danvan_desktop.storage.store import Store


@dataclass
class StepForm(FormState):
    """`asked` are the fields of the step; `proposed` is what stood in them before anything was typed."""

    item: Record | None = None
    target: str = ""
    today: date = date.min
    asked: tuple[str, ...] = ()
    proposed: Values | None = None

    def said(self) -> dict[str, Value]:
        """What is given for the step. A proposal left as it is counts as not said: what is typed may move it."""
        begun = self.proposed or {}
        return {name: value for name in self.asked if (value := self.values.get(name)) != begun.get(name)}

    def visible(self, name: str) -> bool:
        """What a step asks for is shown, whatever else the record says yet."""
        return name in self.asked or super().visible(name)

    def required(self, name: str) -> bool:
        """Whether the step cannot be made without this field."""
        assert self.item is not None  # noqa: S101  made by `form_of`
        needs = steps.step_to(self.record_type, self.item, self.target).needs
        return (name,) in needs or super().required(name)

    def filled(self, store: Store) -> dict[str, date]:
        """The days that the step takes by itself, as nobody gave them; the law may count from them."""
        assert self.item is not None  # noqa: S101  made by `form_of`
        said = self.said()
        found = self._after(store, said)
        return {
            name: value for name, value in found.items()
            if isinstance(value, date) and name not in said and value != self.item.values.get(name)
        }  # fmt: skip

    def _after(self, store: Store, said: Values) -> dict[str, Value]:
        assert self.item is not None  # noqa: S101  made by `form_of`
        taken = editing.assumed(store, self.record_type, self.item)
        return editing.stepped(self.record_type, self.item, self.target, said, self.today, taken)

    def look(self, store: Store, today: date) -> list[Problem]:
        """What would be wrong with the record after the step."""
        assert self.item is not None  # noqa: S101  made by `form_of`
        after = {**self.item.values, **self._after(store, self.said())}
        found = steps.problems(self.record_type, self.item, self.target, after)
        missed = {problem.field for problem in found}
        others = looked_over.look(store, self.record_type.name, after, self.item.values, today)
        return [*found, *(one for one in others if one.field not in missed)]


def form_of(record: RecordType, item: Record, target: str, today: date, asked: Iterable[str] | None = None) -> StepForm:
    """The form of a step from where a record stands; `asked` in place of what the step itself asks for."""
    names = tuple(steps.asked_for(record, item, target) if asked is None else asked)
    begun = {**item.values, record.state_field: target}
    if asked is None:
        begun |= steps.begun(record, item, target, today)
    return StepForm(record, dict(begun), dict(begun), None, item.withheld, item=item, target=target, today=today,
                    asked=names, proposed=begun)  # fmt: skip
