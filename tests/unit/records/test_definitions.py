"""Checks over every record type, as a framework would make them at start-up."""

from __future__ import annotations

import re
from functools import cache

import catalogue
import pytest

from danvan_desktop import records
from danvan_desktop.domain.record_type import DefinitionError, Field, FieldClass, Kind, RecordType
from danvan_desktop.storage import rules

TYPES = pytest.mark.parametrize("record", records.ALL, ids=lambda record: record.name)
NAMES = frozenset(record.name for record in records.ALL)


@cache
def vietnamese() -> dict[str, str]:
    return {catalogue.text_of(said)[0]: catalogue.translation_of(said) for said in catalogue.read(catalogue.Files().po)}


def test_all_types_of_the_spine_are_there() -> None:
    expected = (
        "unit organisation officer person case petition reception reception_session model model_year "
        "model_recognition model_replication event site delegate agenda_item event_opinion award follow_up attachment "
        "number_book report_snapshot report_text table_cell "
        "request transfer petition_party petition_opinion case_link paper duplicate"
    )
    assert " ".join(sorted(NAMES)) == " ".join(sorted(expected.split(" ")))
    assert len(records.ALL) == len(NAMES)


def test_an_unknown_type_is_a_definition_error() -> None:
    assert records.get("petition").name == "petition"
    with pytest.raises(DefinitionError, match="gadget"):
        records.get("gadget")


@TYPES
def test_links_lead_to_types_that_exist(record: RecordType) -> None:
    assert {f.links_to for f in record.fields if f.kind is Kind.LINK} <= NAMES


@TYPES
def test_a_child_is_held_by_a_link_to_its_parent_and_every_grid_can_be_filled(record: RecordType) -> None:
    if record.parent:
        assert record.field(record.parent).kind is Kind.LINK
        assert record.field(record.parent).index
    for child in record.form.children:
        links = {f.links_to for f in records.get(child).fields}
        assert record.name in links or child == "attachment", child


@TYPES
def test_every_catalogue_named_exists_and_its_codes_are_sound(record: RecordType) -> None:
    for name in {f.catalogue for f in record.fields if f.catalogue}:
        assert rules.catalogue(name)


@TYPES
def test_codes_are_short_and_unique(record: RecordType) -> None:
    for item in record.fields:
        codes = [choice.code for choice in item.choices]
        assert len(set(codes)) == len(codes), item.name
        assert all(len(code) <= 40 for code in codes), item.name


@TYPES
def test_states_and_moves_agree(record: RecordType) -> None:
    if not record.state_field:
        assert not record.transitions
        return
    states = {choice.code for choice in record.field(record.state_field).choices}
    assert {t.source for t in record.transitions} | {t.target for t in record.transitions} <= states
    names = [t.name for t in record.transitions]
    assert len(set(names)) == len(names)


@TYPES
def test_forms_name_each_field_once_and_defaults_fit(record: RecordType) -> None:
    shown = [name for section in record.form.sections for name in section.fields]
    assert len(set(shown)) == len(shown)
    assert set(shown) == set(record.by_name), set(record.by_name) ^ set(shown)
    for name, default in record.form.defaults:
        item = record.field(name)
        if default not in {"today", "last", "own_unit"} and item.kind is not Kind.TEXT:
            assert default in {choice.code for choice in item.choices} or default.isdigit(), (name, default)


@TYPES
def test_conditions_name_codes_the_other_field_has(record: RecordType) -> None:
    for item in record.fields:
        for condition in (item.required_when, item.visible_when, item.denouncer_when):
            if condition is not None:
                other = record.field(condition.field)
                known = {"yes", "no"} if other.kind is Kind.YES_NO else {choice.code for choice in other.choices}
                assert set(condition.codes) <= known, item.name


@TYPES
def test_order_is_an_indexed_field(record: RecordType) -> None:
    if record.order:
        assert record.field(record.order).index


@TYPES
def test_every_label_has_its_vietnamese(record: RecordType) -> None:
    words = vietnamese()
    labels = [record.label, record.plural, *(f.label for f in record.fields), *(s.label for s in record.form.sections)]
    labels += [choice.label for f in record.fields for choice in f.choices] + [t.label for t in record.transitions]
    assert [text for text in labels if not words.get(text)] == []


def _is_sealed(item: Field) -> bool:
    return item.cls is FieldClass.PERSON


PRIVATE = re.compile(
    r"phone|address$|id_no|birth|^(petitioner|visitor|respondent|representative)_name$|ethnicity|religion"
)


@TYPES
def test_what_names_a_private_citizen_is_sealed(record: RecordType) -> None:
    assert [f.name for f in record.fields if PRIVATE.search(f.name) and not _is_sealed(f)] == []


def test_a_denouncer_is_never_kept() -> None:
    for name, prefix, kind in (("petition", "petitioner_", "type"), ("reception", "visitor_", "kind")):
        withheld = [f for f in records.get(name).fields if f.name.startswith(prefix) and _is_sealed(f)]
        assert len(withheld) >= 4
        for item in withheld:
            assert item.denouncer_when is not None
            assert (item.denouncer_when.field, item.denouncer_when.codes) == (kind, ("to_cao",))


def test_counters_of_number_books_stay_local() -> None:
    assert records.get("number_book").field("next_number").cls is FieldClass.LOCAL


@TYPES
def test_what_is_sealed_is_a_text_because_the_vault_holds_texts(record: RecordType) -> None:
    texts = {Kind.TEXT, Kind.LONG_TEXT, Kind.CHOICE}
    assert [f.name for f in record.fields if _is_sealed(f) and f.kind not in texts] == []
