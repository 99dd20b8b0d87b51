"""Lists over a real encrypted store: order, conditions, drill-down, bin, totals, what leaves by clipboard and file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from danvan_desktop import records
from danvan_desktop.app import listing, recycle
from danvan_desktop.app.disclosure import Disclosure
from danvan_desktop.app.figures import figure_records
from danvan_desktop.app.listing import Condition, Listing, clipboard, export, paste, views
from danvan_desktop.app.listing.filter_cell import read_cell
from danvan_desktop.app.listing.sentences import sentence
from danvan_desktop.app.listing.totals import count_text, totals
from danvan_desktop.app.undo import undo
from danvan_desktop.domain.masking import Level
from danvan_desktop.domain.periods import Period
from danvan_desktop.domain.values import Value
from danvan_desktop.errors import UserError
from danvan_desktop.i18n import _
from danvan_desktop.storage import list_query
from danvan_desktop.storage.store import Store
from tests.unit.app.desks import LAN, OTHERS, TODAY, from_elsewhere, new_store

PETITION = records.get("petition")


def petition(number: str, day: date, **more: Value) -> dict[str, Value]:
    return {
        "unit": "25920", "petition_no": number, "received_on": day, "type": "khieu_nai", "state": "dang_xac_minh",
        "petitioner_name": "Nguyễn Văn Thành", "content": "Thu hồi đất ở thôn 7", "people_count": 1, **more,
    }  # fmt: skip


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Six petitions, one of them in the bin."""
    made = new_store(tmp_path)
    with made.batch(officer=LAN) as batch:
        for values in (
            petition("0001/2026", date(2026, 8, 1), due_on=date(2026, 11, 20)),
            petition("0002/2026", date(2026, 8, 14), type="to_cao", petitioner_name=None, due_on=TODAY),
            petition("0003/2026", date(2026, 10, 5), people_count=14, petitioner_name="Trần Thị Thu Hằng"),
            petition("0004/2026", date(2026, 7, 31), state="dong", resolved_on=date(2026, 9, 1),
                     land_recovered_m2=Decimal("12.5")),
            petition("0005/2026", date(2026, 10, 5), type="kien_nghi", group=True, content="Đường ngập"),
            petition("0006/2026", date(2026, 11, 2)),
        ):  # fmt: skip
            last = batch.new("petition", values)
    recycle.remove(made, "petition", [last], officer=LAN, reason="trùng")
    yield made
    made.close()


def numbers_of(store: Store, *conditions: Condition, **more: object) -> list[str]:
    """Petition numbers of a list, in its order."""
    found = listing.ids(store, Listing("petition", conditions=conditions, **more))  # type: ignore[arg-type]
    return [str(item.values["petition_no"])[:4] for item in store.records("petition", found)]


def typed(store: Store, field: str, text: str) -> list[str]:
    """Petition numbers shown when a text is typed into a filter cell."""
    return numbers_of(store, *read_cell(PETITION, field, text, TODAY))


def test_newest_come_first_and_the_bin_is_left_out(store: Store) -> None:
    assert numbers_of(store) == ["0005", "0003", "0002", "0001", "0004"]
    assert numbers_of(store, bin=True) == ["0006"]
    assert listing.total(store, "petition") == 5


def test_every_indexed_column_sorts_both_ways_without_a_sort_of_all_rows(store: Store) -> None:
    for name in sorted(listing.sort_fields(PETITION)):
        for descending in (True, False):
            wanted = Listing("petition", sort=name, descending=descending)
            statement = list_query.ordered(store.conn, store.types, listing.listing.query(store, wanted))
            plan = store.conn.execute("EXPLAIN QUERY PLAN " + statement.sql, statement.values).fetchall()
            assert not [row for row in plan if "TEMP B-TREE" in row[3]], name
    assert numbers_of(store, sort="petition_no", descending=False) == ["0001", "0002", "0003", "0004", "0005"]


def test_the_first_page_is_the_beginning_of_the_whole_list(store: Store) -> None:
    for name in ("received_on", "due_on", "state", ""):
        for descending in (True, False):
            wanted = Listing("petition", sort=name, descending=descending)
            assert listing.first_page(store, wanted, 3) == listing.numbers(store, wanted)[:3], name


@pytest.mark.parametrize(
    ("field", "text", "expected"),
    [
        ("received_on", "≥ 14/08/26", "0005 0003 0002"), ("received_on", "14/8", "0002"),
        ("received_on", "Q3", "0002 0001 0004"), ("received_on", "1/8 - 31/8", "0002 0001"),
        ("received_on", "trước 1/8", "0004"), ("received_on", "10/2026", "0005 0003"),
        ("state", "chưa đóng", "0005 0003 0002 0001"),
        ("state", "dong", "0004"), ("type", "kien nghi, to cao", "0005 0002"), ("people_count", ">5", "0003"),
        ("people_count", "1-13", "0005 0002 0001 0004"), ("due_on", "trống", "0005 0003 0004"),
        ("due_on", "không trống", "0002 0001"), ("group", "có", "0005"), ("petitioner_name", "thu hang", "0003"),
        ("petitioner_name", "van thanh", "0005 0001 0004"), ("content", "duong ngap", "0005"),
        ("land_recovered_m2", "12,5", "0004"), ("petition_no", "0004/2026", "0004"),
        ("petition_no", "= 0001/2026", "0001"),
    ],
)  # fmt: skip
def test_what_is_typed_under_a_head_shows_the_rows_that_fit(store: Store, field: str, text: str, expected: str) -> None:
    assert typed(store, field, text) == expected.split()


def test_conditions_search_and_figure_hold_together(store: Store) -> None:
    condition = Condition("received_on", "from", date(2026, 8, 1))
    assert numbers_of(store, condition, search="thu hoi dat") == ["0003", "0002", "0001"]
    assert numbers_of(store, condition, search="duong") == ["0005"]


def test_a_figure_and_the_list_behind_it_hold_the_same_records(store: Store) -> None:
    year = Period(date(2026, 1, 1), date(2026, 12, 31))
    for part in ("denominator", "numerator"):
        wanted = Listing("petition", figure="D05.ratio", start=year.first, end=year.last, part=part)
        assert set(listing.ids(store, wanted)) == set(figure_records(store, "petition", "D05.ratio", year, part=part))


def test_an_unknown_figure_or_cell_is_a_sentence(store: Store) -> None:
    with pytest.raises(UserError):
        listing.ids(store, Listing("petition", figure="nowhere"))
    for field, text in (("received_on", "31/02"), ("people_count", "nhiều"), ("type", "zzz"), ("group", "hay")):
        with pytest.raises(UserError):
            read_cell(PETITION, field, text, TODAY)


def test_the_foot_counts_kinds_overdue_and_due_today(store: Store) -> None:
    counted = totals(store, Listing("petition"), TODAY)
    assert sum(many for _label, many in counted.groups) == 5
    assert (counted.overdue, counted.due_today) == (1, 1)
    assert count_text(12, 71, "petition").startswith("12/71 ")
    assert count_text(71, 71, "petition").startswith("71 ")


def test_a_persons_words_are_in_no_chip(store: Store) -> None:
    assert "hang" not in sentence(PETITION, read_cell(PETITION, "petitioner_name", "thu hang", TODAY)).lower()


def test_a_denouncer_is_masked_in_what_is_copied(store: Store) -> None:
    fields = [PETITION.field(name) for name in ("petition_no", "received_on", "petitioner_name")]
    going = Disclosure(Level.FULL)
    rows = list(clipboard.values(store, PETITION, fields, listing.numbers(store, Listing("petition")), going))
    text, html = clipboard.as_text(fields, rows), clipboard.as_html(fields, rows)
    assert rows[2][2] == f"{going.codes[0]} {_('(secret)')}"
    assert "0002/2026\t14/08/2026\t" in text
    assert 'x:num="46248"' in html  # 14 August 2026, whatever Excel's own order of day and month


def test_text_cells_stay_text_in_excel(store: Store) -> None:
    field = PETITION.field("petition_no")
    assert "010" in clipboard.as_html([field], [("010",)])
    assert "mso-number-format:'\\@'" in clipboard.as_html([field], [("010",)])
    assert 'sdnum="0;0;@"' in clipboard.as_html([field], [("010",)])  # LibreOffice looks at this one

    assert clipboard.as_text([field], [('a"b\tc',)]).endswith('"a""b\tc"\n')


def test_a_csv_keeps_what_excel_would_turn_into_a_number_or_a_day() -> None:
    kept = ("010", "12/2026", "3-5", "+84905123468", "0662012345678901234")
    assert [export._safe(text) for text in kept] == [f'="{text}"' for text in kept]
    assert [export._safe(text) for text in ("05/10/2026", "12", "QĐ-12/2026", "")] == [
        "05/10/2026",
        "12",
        "QĐ-12/2026",
        "",
    ]


def test_a_saved_view_comes_back_as_it_was(store: Store) -> None:
    kept: dict[str, str] = {}
    conditions = (
        Condition("received_on", "from", date(2026, 1, 1)), Condition("state", "any", ("dong", "trung")),
        Condition("land_recovered_m2", "to", Decimal("1.5")), Condition("case", "is", b"c" * 16),
        Condition("due_on", "empty"),
    )  # fmt: skip
    view = views.View("Của tôi", Listing("petition", conditions=conditions, sort="due_on"), ("state",), {"state": 90})
    views.save_view(kept.get, kept.__setitem__, view)
    assert views.own_views(kept.get, "petition") == [view]
    views.drop_view(kept.get, kept.__setitem__, "petition", "Của tôi")
    assert views.own_views(kept.get, "petition") == []


def test_rows_of_excel_are_previewed_saved_once_and_taken_back(store: Store) -> None:
    text = (
        "Số đơn\tNgày nhận\tHọ tên người gửi\tLoại đơn\tTóm tắt nội dung\n"
        "010\t12/03/2026\tLê Văn A\tKhiếu nại\tThu hồi đất\n011\t31/02/2026\tLê Văn B\tPhản ánh\tĐường ngập\n"
    )
    preview = paste.read(store, "petition", text, (), TODAY)
    assert [cell.row for cell in preview.plan.rejected] == [3]
    number = paste.save(store, preview, LAN)
    assert typed(store, "received_on", "12/3") == ["010"]
    assert undo(store, f"import:{number}", officer=LAN) == 1
    assert typed(store, "received_on", "12/3") == []


def test_rows_without_a_head_are_read_in_the_order_of_the_columns(store: Store) -> None:
    columns = ("petition_no", "received_on", "petitioner_name", "type", "content")
    preview = paste.read(store, "petition", "020\t1/4/2026\tLê Văn C\tPhản ánh\tRác", columns, TODAY)
    assert len(preview.takeable()) == 1
    with pytest.raises(UserError):
        paste.read(store, "petition", "", columns, TODAY)


def test_every_type_can_be_listed_counted_and_totalled(store: Store) -> None:
    for record in records.ALL:
        wanted = Listing(record.name)
        assert len(listing.numbers(store, wanted)) == listing.count(store, wanted) == listing.total(store, record.name)
        assert len(listing.first_page(store, wanted)) == listing.total(store, record.name)
        totals(store, wanted, TODAY)


def test_a_condition_of_another_version_hides_every_row_and_breaks_nothing(store: Store) -> None:
    for condition in (
        Condition("gone", "is", 1), Condition("received_on", "from", "soon"), Condition("people_count", "is", "many"),
        Condition("petitioner_gender", "any", ("nam",)), Condition("state", "any", ()),
    ):  # fmt: skip
        assert numbers_of(store, condition) == []


def test_records_of_several_units_stand_in_one_order(store: Store) -> None:
    for seq, day in ((1, "2026-08-10"), (2, "2026-12-01")):
        row = OTHERS + seq.to_bytes(8, "big")
        from_elsewhere(
            store, "petition", row, {"petition_no": f"100{seq}", "received_on": day}, replica=OTHERS, seq=seq
        )
    assert numbers_of(store) == ["1002", "0005", "0003", "0002", "1001", "0001", "0004"]
    wanted = Listing("petition")
    assert listing.first_page(store, wanted, 5) == listing.numbers(store, wanted)[:5]
    assert typed(store, "received_on", "12/2026") == ["1002"]
