"""Two values of one field: kept until somebody chooses, whoever chooses, wherever, and both who choose at once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from danvan_desktop.app import conflict_view, conflicts, editing, recycle
from danvan_desktop.domain.values import Value
from danvan_desktop.errors import UserError
from tests.unit.handoff.communes import ME, TODAY, Communes


@pytest.fixture
def offices() -> Iterator[Communes]:
    opened = Communes()
    yield opened
    opened.close()


def edit(offices: Communes, name: str, row: bytes, **values: Value) -> None:
    store = offices[name]
    item = store.get("petition", row)
    assert item is not None
    editing.save(
        store, "petition", row, {**item.values, **values}, before=item.values, officer=f"{ME} {name}", today=TODAY
    )


def both_ways(offices: Communes) -> list[int]:
    """The two computers of the commune tell each other; how many new conflicts each was told of."""
    results = offices.hand_over("A", "A2") + offices.hand_over("A2", "A") + offices.hand_over("A", "A2")
    return [one.conflicts for one in results]


def apart(offices: Communes, **mine_and_theirs: tuple[Value, Value]) -> bytes:
    """A petition changed at both computers before they heard of each other."""
    row = offices.petition("A")
    offices.hand_over("A", "A2")
    for place, name in enumerate(("A", "A2")):
        edit(offices, name, row, **{field: values[place] for field, values in mine_and_theirs.items()})
    both_ways(offices)
    return row


def value(offices: Communes, name: str, row: bytes, field: str) -> Value:
    found = offices[name].get("petition", row)
    return found.values.get(field) if found else None


def choose(offices: Communes, name: str, text: str) -> None:
    """Choose the side that shows this text."""
    (view,) = conflict_view.listed(offices[name])
    side = next(one for one in view.sides if one.text == text)
    conflict_view.choose(offices[name], view, side.op, f"{ME} {name}")


def test_both_values_stand_side_by_side_with_who_and_when_until_one_is_chosen(offices: Communes) -> None:
    row = apart(offices, people_count=(2, 3))
    for name in ("A", "A2"):
        (view,) = conflict_view.listed(offices[name])
        assert sorted(side.text for side in view.sides) == ["2", "3"]
        assert {side.officer for side in view.sides} == {f"{ME} A", f"{ME} A2"}
        assert view.before == "1"
        assert view.ours
        assert conflict_view.count(offices[name]) == 1
    choose(offices, "A2", "2")
    both_ways(offices)
    assert [conflict_view.count(offices[name]) for name in ("A", "A2")] == [0, 0]
    assert {value(offices, name, row, "people_count") for name in ("A", "A2")} == {2}


def test_two_people_who_choose_differently_are_asked_once_more(offices: Communes) -> None:
    row = apart(offices, people_count=(2, 3))
    choose(offices, "A", "2")
    choose(offices, "A2", "3")
    assert max(both_ways(offices)) == 1
    for name in ("A", "A2"):
        assert conflict_view.count(offices[name]) == 1, "one of the two choices was lost"
    choose(offices, "A", "3")
    both_ways(offices)
    assert [conflict_view.count(offices[name]) for name in ("A", "A2")] == [0, 0]
    assert {value(offices, name, row, "people_count") for name in ("A", "A2")} == {3}


def test_two_people_who_choose_the_same_have_nothing_left_to_choose(offices: Communes) -> None:
    row = apart(offices, people_count=(2, 3))
    choose(offices, "A", "2")
    choose(offices, "A2", "2")
    assert max(both_ways(offices)) == 0, "an import told of a conflict that nobody can see"
    assert [conflict_view.count(offices[name]) for name in ("A", "A2")] == [0, 0]
    edit(offices, "A", row, people_count=8)
    both_ways(offices)
    assert {value(offices, name, row, "people_count") for name in ("A", "A2")} == {8}
    assert conflict_view.count(offices["A2"]) == 0


@pytest.mark.parametrize(("text", "deleted"), [("in the bin", True), ("kept, with changes", False)])
def test_a_record_deleted_here_and_changed_there_stays_until_somebody_says(
    offices: Communes, text: str, deleted: bool
) -> None:
    from danvan_desktop.i18n import _

    row = offices.petition("A")
    offices.hand_over("A", "A2")
    recycle.remove(offices["A"], "petition", [row], officer=ME, reason="trùng")
    edit(offices, "A2", row, people_count=5)
    both_ways(offices)
    for name in ("A", "A2"):
        (view,) = conflict_view.listed(offices[name])
        assert view.deletion
        item = offices[name].get("petition", row)
        assert item is not None
        assert not item.deleted
    choose(offices, "A2", _(text))
    both_ways(offices)
    for name in ("A", "A2"):
        item = offices[name].get("petition", row)
        assert item is not None
        assert (item.deleted, item.values["people_count"]) == (deleted, 5)
        assert conflict_view.count(offices[name]) == 0


def test_a_choice_made_later_at_each_side_meets_what_was_changed_since(offices: Communes) -> None:
    row = apart(offices, people_count=(2, 3), note=("một", "hai"))
    assert conflict_view.count(offices["A"]) == 2
    (field_a,) = [view for view in conflict_view.listed(offices["A"]) if view.field == "people_count"]
    conflict_view.choose(offices["A"], field_a, field_a.sides[0].op, f"{ME} A")
    (note_a2,) = [view for view in conflict_view.listed(offices["A2"]) if view.field == "note"]
    conflict_view.write_another(offices["A2"], note_a2, "ba", f"{ME} A2")
    both_ways(offices)
    assert [conflict_view.count(offices[name]) for name in ("A", "A2")] == [0, 0]
    assert {value(offices, name, row, "note") for name in ("A", "A2")} == {"ba"}
    offices.hand_over("A", "P")
    assert conflict_view.count(offices["P"]) == 0


def test_the_office_above_sees_it_and_does_not_choose(offices: Communes) -> None:
    apart(offices, people_count=(2, 3), petitioner_name=("Nguyễn Văn Thanh", "Nguyễn Văn Thạnh"))
    offices.hand_over("A", "P")
    views = conflict_view.listed(offices["P"])
    assert [view.ours for view in views] == [False, False]
    assert "Thạnh" not in str(views), "a citizen's name reached the province"
    with pytest.raises(UserError):
        conflict_view.choose(offices["P"], views[0], views[0].sides[0].op, ME)
    assert conflicts.listed(offices["P"])[0]["sides"]


def test_a_choice_overtaken_by_another_is_told_and_writes_nothing(offices: Communes) -> None:
    row = apart(offices, people_count=(2, 3))
    (view,) = conflict_view.listed(offices["A"])
    choose(offices, "A2", "3")
    both_ways(offices)
    before = offices.count("A", "SELECT count(*) FROM op")
    with pytest.raises(UserError):
        conflict_view.choose(offices["A"], view, view.sides[0].op, ME)
    assert offices.count("A", "SELECT count(*) FROM op") == before
    assert value(offices, "A", row, "people_count") == 3


def test_both_names_are_read_also_where_one_computer_learned_of_the_other_change_by_way_of_the_province(
    offices: Communes,
) -> None:
    row = offices.petition("A")
    both_ways(offices)
    for name, typed in (("A2", "Nguyễn Văn Thạnh"), ("A2", "Nguyễn Văn Thanh"), ("A", "Nguyễn Văn Thân")):
        edit(offices, name, row, petitioner_name=typed)
    offices.hand_over("A2", "P")
    offices.hand_over("A", "P")  # its receipt brings what A2 wrote, without the names
    (view,) = conflict_view.listed(offices["A"])
    assert "Nguyễn Văn Thanh" not in {side.text for side in view.sides}
    both_ways(offices)
    for name in ("A", "A2"):
        (view,) = conflict_view.listed(offices[name])
        assert {side.text for side in view.sides} == {"Nguyễn Văn Thanh", "Nguyễn Văn Thân"}
        changes = offices[name].history("petition", row)
        assert "Nguyễn Văn Thạnh" in [change.new for change in changes], "an earlier name cannot be read"
