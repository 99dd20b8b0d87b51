"""Which petitions are proposed as one: forty pairs written by hand, and what the comparison never minds."""

from __future__ import annotations

import unicodedata
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from danvan_desktop.domain.duplicates import FIELDS, Reason, match, sheet, within
from danvan_desktop.domain.text import fold

HUNG: dict[str, Any] = {
    "received_on": date(2026, 3, 2), "type": "khieu_nai", "petitioner_name": "Nguyễn Văn Hùng",
    "petitioner_address": "Ấp Bình Tây, xã Thạnh Hóa, tỉnh Tây Ninh",
    "summary_redacted": "Không đồng ý giá bồi thường đất lúa khi làm đường tỉnh 836",
}  # fmt: skip
CHAIR: dict[str, Any] = {
    "received_on": date(2026, 3, 2), "type": "to_cao", "respondent_name": "Trần Văn Lợi", "village": "ấp Bình Tây",
    "summary_redacted": "Trưởng ấp thu tiền làm đường nhưng không công khai, để ngoài sổ sách 46 triệu đồng",
}  # fmt: skip
NEIGHBOUR = "Đất lúa của gia đình bị thu hồi làm đường tỉnh 836, giá bồi thường thấp, không đồng ý"
TOLD = HUNG["summary_redacted"]
FAR = {"summary_redacted": "Xin xét lại chế độ trợ cấp người có công với cách mạng cho mẹ", "field": "che_do"}
LAND = {"field": "dat_dai"}
FUNDS = "Trưởng ấp thu tiền làm đường, không công khai sổ sách, để ngoài sổ 46 triệu đồng"

# what the first has, what the second has otherwise, whether a person should be asked
PAIRS: list[tuple[dict[str, Any], dict[str, Any], bool]] = [
    # the same sender
    (HUNG, {}, True),
    (HUNG, {"petitioner_name": "NGUYEN VAN HUNG"}, True),
    (HUNG, {"petitioner_name": "Ông Nguyễn Văn Hùng"}, True),
    (HUNG, {"petitioner_name": "Nguyễn Văn Hưng"}, True),
    (HUNG, {"petitioner_name": "Nguyễn Văn Hùng", "petitioner_address": "Bình Tây, Thạnh Hóa"}, True),
    (HUNG, {"summary_redacted": "Đề nghị xem lại giá bồi thường đất khi mở đường 836"}, True),
    (HUNG, {"summary_redacted": ""}, True),
    (HUNG, {"petitioner_address": "Ấp Bình Đông, xã Thạnh Hóa"}, True),  # moved house: the text is word by word
    (HUNG, {"petitioner_address": "Ấp Bình Đông, xã Thạnh Hóa", "summary_redacted": FAR["summary_redacted"]}, False),
    (HUNG, {"petitioner_address": "Ấp Bình Tây, xã Thủy Đông", "summary_redacted": "Xin sửa cầu ván"}, False),
    ({**HUNG, **LAND}, FAR, False),  # the same man about something else altogether
    (HUNG, {"petitioner_name": "Nguyễn Thị Hương"}, False),
    (HUNG, {"petitioner_name": "Nguyễn Thị Hương", "summary_redacted": "Xin trợ cấp hộ nghèo"}, False),
    (HUNG, {"petitioner_name": "Hùng", "summary_redacted": "Xin sửa cầu ván qua kênh"}, False),
    (HUNG, {"petitioner_name": "Nguyễn Văn Hùnh"}, True),  # a slip of the finger, the same text and hamlet
    (HUNG, {"petitioner_name": "Nguyễn Văn Hùnh", "summary_redacted": "Xin sửa cầu ván qua kênh"}, False),
    (HUNG, {"received_on": date(2024, 3, 2)}, True),  # 24 months to the day
    (HUNG, {"received_on": date(2024, 3, 1)}, False),
    (HUNG, {"received_on": date(2028, 3, 3)}, False),
    # rounds, identity numbers
    ({**HUNG, "round": "lan_dau"}, {"round": "lan_hai"}, False),
    ({**HUNG, "petitioner_id_no": "080 075 001 234"}, {"petitioner_id_no": "080075001234", "petitioner_address": "",
      "summary_redacted": ""}, True),
    ({**HUNG, "petitioner_id_no": "080075001234"}, {"petitioner_id_no": "080075009999"}, False),
    ({**HUNG, "petitioner_id_no": "080075001234"}, {"petitioner_id_no": "301234567"}, True),  # old card, new card
    # the numbers of hamlets
    ({**HUNG, "petitioner_address": "Thôn 5, xã Ea Drăng"}, {"petitioner_address": "thôn 05 xã Ea Drăng"}, True),
    ({**HUNG, "petitioner_address": "Thôn 5, xã Ea Drăng"}, {"petitioner_address": "Thôn 7, xã Ea Drăng",
      "summary_redacted": "Xin trợ cấp hộ nghèo năm 2026"}, False),
    # the same matter, another sender
    ({**HUNG, "respondent_name": "UBND xã Thạnh Hóa"}, {"petitioner_name": "Lê Thị Mai", "summary_redacted": TOLD},
     True),
    ({**HUNG, "respondent_name": "UBND xã Thạnh Hóa"}, {"petitioner_name": "Lê Thị Mai",
      "summary_redacted": "Khiếu nại xử phạt xây nhà trên đất lúa"}, False),
    ({**HUNG, "respondent_name": "UBND xã Thạnh Hóa"}, {"respondent_name": "Công ty Lộc Phát", "petitioner_name":
      "Lê Thị Mai"}, False),
    ({**HUNG, "map_sheet": "12", "parcel_no": "305"}, {"petitioner_name": "", "summary_redacted": NEIGHBOUR}, True),
    ({**HUNG, "map_sheet": "12", "parcel_no": "305"}, {"parcel_no": "306", "petitioner_name": "Lê Thị Mai"}, False),
    ({**HUNG, "decision_no": "214/QĐ-UBND"}, {"petitioner_address": "", "decision_no": "214/qđ-ubnd",
      "summary_redacted": "Không đồng ý quyết định"}, True),
    ({**HUNG, "decision_no": "214/QĐ-UBND"}, {"petitioner_name": "Lê Thị Mai", "summary_redacted": "Xin xem lại"},
     False),
    ({**HUNG, "petitioner_name": ""}, {"petitioner_name": ""}, True),  # two letters nobody signed, word by word
    ({**HUNG, "petitioner_name": ""}, {"petitioner_name": "", "summary_redacted": "Xin sửa cầu ván qua kênh"}, False),
    # denunciations: respondent, place, subject
    (CHAIR, {}, True),
    (CHAIR, {"summary_redacted": FUNDS}, True),
    (CHAIR, {"respondent_name": "Phạm Thị Hoa", "village": "ấp Bình Đông"}, False),
    (CHAIR, {"summary_redacted": "Đánh người gây thương tích ngày giỗ"}, False),
    ({**CHAIR, "petitioner_name": "Lê Thị Mai", "petitioner_id_no": "080075001234"}, {
      "respondent_name": "Phạm Thị Hoa", "summary_redacted": "Bao che chăn nuôi gây ô nhiễm"}, False),
    ({**HUNG, "type": "to_cao"}, {"type": "to_cao", "summary_redacted": "Nhận tiền của người dân"}, False),
]  # fmt: skip


def test_there_are_forty_pairs() -> None:
    assert len(PAIRS) == 40


@pytest.mark.parametrize("number", range(len(PAIRS)))
def test_a_person_is_asked_about_the_pairs_that_may_be_one_and_about_no_other(number: int) -> None:
    first, other, asked = PAIRS[number]
    found = match(sheet(first), sheet({**first, **other}))
    assert (found is not None) == asked, (other, found)


def test_the_reasons_are_what_the_two_share() -> None:
    found = match(sheet(HUNG), sheet({**HUNG, "petitioner_name": "Nguyễn Văn Hưng"}))
    assert found is not None
    assert found.reasons == (Reason.NAME_FOLDED, Reason.PLACE, Reason.SAME_TEXT)
    assert found.place == "ấp"


def test_what_identifies_a_denouncer_is_not_even_read() -> None:
    named: dict[str, Any] = {"petitioner_name": "Lê Thị Mai", "petitioner_id_no": "080075001234",
             "petitioner_phone": "0905", "petitioner_address": "ấp Bình Tây", "content": "Tôi là Mai"}  # fmt: skip
    assert sheet({**CHAIR, **named}) == sheet(CHAIR)
    found = match(sheet({**CHAIR, **named}), sheet({**HUNG, **named, "type": "khieu_nai"}))
    assert found is None


# --- what is never minded
_TEXT = st.text(alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyàáảãạ 0123456789,.-ĐÁẤ", max_size=60)
_CODES = frozenset({"type", "round", "field"})
_DAY = st.dates(date(2020, 1, 1), date(2030, 12, 31))
_VALUES = st.fixed_dictionaries(
    {"received_on": _DAY, "type": st.sampled_from(["khieu_nai", "to_cao", "kien_nghi"])},
    optional={name: _TEXT for name in FIELDS if name not in {"received_on", "type", "original", "case", "state"}},
)
_NEAR = st.tuples(_VALUES, st.dictionaries(st.sampled_from(FIELDS[7:]), _TEXT, max_size=3)).map(
    lambda pair: (pair[0], {**pair[0], **pair[1]})
)


@given(_NEAR)
@settings(max_examples=200, deadline=None)
def test_the_answer_is_the_same_whichever_petition_comes_first(pair: tuple[dict[str, Any], dict[str, Any]]) -> None:
    one, other = sheet(pair[0]), sheet(pair[1])
    assert match(one, other) == match(other, one)


@given(_NEAR, st.randoms(use_true_random=False))
@settings(max_examples=150, deadline=None)
def test_accents_composition_and_the_order_of_words_change_nothing(
    pair: tuple[dict[str, Any], dict[str, Any]], dice: Any
) -> None:
    def otherwise(name: str, value: Any) -> Any:
        if not isinstance(value, str) or name in _CODES:
            return value
        words = value.split()
        if name in {"petitioner_name", "respondent_name", "summary_redacted", "content"} and words == _plain(value):
            dice.shuffle(words)
        return unicodedata.normalize("NFD", " ".join(words))

    one, other = sheet(pair[0]), sheet(pair[1])
    changed = sheet({name: otherwise(name, value) for name, value in pair[1].items()})
    before, after = match(one, other), match(one, changed)
    assert (before and before.score) == (after and after.score)


def _plain(value: str) -> list[str]:
    """Words between blanks only: what may be shuffled without another word coming to be."""
    words = value.split()
    titles = {"ông", "bà", "anh", "chị", "cô", "chú", "bác", "cụ"}
    return words if all(word.isalnum() and word not in titles for word in words) else []


@given(_DAY, _DAY)
def test_24_months_are_counted_alike_from_both_ends(one: date, other: date) -> None:
    assert within(one, other) == within(other, one)
    assert within(one, one)
    if abs((one - other).days) > 731:
        assert not within(one, other)


@given(_NEAR)
@settings(max_examples=150, deadline=None)
def test_what_is_typed_without_accents_is_found_all_the_same(pair: tuple[dict[str, Any], dict[str, Any]]) -> None:
    bare = {
        name: fold(value) if isinstance(value, str) and name not in _CODES else value for name, value in pair[1].items()
    }
    before, after = match(sheet(pair[0]), sheet(pair[1])), match(sheet(pair[0]), sheet(bare))
    assert (before is None) == (after is None)
