"""The root on paper: digits, check digits, two of three, statements; whatever is altered is refused."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_desktop.handoff import root, roster, shamir
from danvan_desktop.handoff.root import BadRootError, Root
from danvan_desktop.handoff.roster import BadRosterError, Roster, UnitEntry
from danvan_desktop.storage import recovery_code
from danvan_desktop.storage.digit_sheet import DigitError

SECRETS = st.integers(min_value=0, max_value=shamir.PRIME - 1)
SECRET, SLOPE = 12345678901234567890123456789012345678901, 98765432109876543210987654321098765432109
# made by shamirs 4.0.0 with modulus 10**41 - 119: the line through SECRET with slope SLOPE, and three shares of its own
BY_SLOPE = {
    1: 11111111011111111101111111110111111111129,
    2: 9876543120987654312098765431209876543357,
    3: 8641975230864197523086419752308641975585,
}
DRAWN = {
    1: 41610619810313958451184245252566946580109,
    2: 70875560719393349012245033716121547481317,
    3: 140501628472739573305822179676148382644,
}


@pytest.mark.parametrize("shares", [BY_SLOPE, DRAWN])
@pytest.mark.parametrize("pair", [(1, 2), (2, 3), (3, 1)])
def test_any_two_parts_bring_back_what_another_library_split(shares: dict[int, int], pair: tuple[int, int]) -> None:
    assert shamir.combine({place: shares[place] for place in pair}) == SECRET


def test_the_prime_is_the_greatest_of_41_digits() -> None:
    assert len(str(shamir.PRIME)) == 41
    assert all(pow(base, shamir.PRIME - 1, shamir.PRIME) == 1 for base in (2, 3, 5, 7, 11, 13))
    assert SLOPE < shamir.PRIME


@given(SECRETS)
def test_two_of_three_parts_bring_the_root_back_and_one_does_not(secret: int) -> None:
    made = Root(secret)
    sheets = made.sheets(split=True)
    assert [root.place_of(sheet) for sheet in sheets] == [1, 2, 3]
    for pair in ((0, 1), (1, 2), (2, 0)):
        assert root.root_of([sheets[place] for place in pair]).secret == secret
    for wrong in ([sheets[0]], sheets, [sheets[0], sheets[0]], [sheets[1], made.sheets()[0]]):
        with pytest.raises(ValueError, match="s"):
            root.root_of(wrong)


@given(SECRETS)
def test_a_whole_sheet_is_typed_back_with_or_without_blanks(secret: int) -> None:
    made = Root(secret)
    [sheet] = made.sheets()
    assert [len(line) for line in sheet.splitlines()] == [19, 19, 19]
    for typed in (sheet, sheet.replace(" ", ""), sheet.replace("\n", " "), sheet.replace("0", "O"), f"\n{sheet}\n"):
        assert root.root_of([typed]) == made
    assert root.root_of([sheet, sheet]) == made


@given(SECRETS, st.integers(0, 47), st.integers(1, 9))
def test_every_wrong_digit_is_found_and_its_line_named(secret: int, place: int, by: int) -> None:
    digits = "".join(Root(secret).sheets()[0].split())
    wrong = digits[:place] + str((int(digits[place]) + by) % 10) + digits[place + 1 :]
    with pytest.raises(DigitError) as caught:
        root.root_of([wrong])
    assert caught.value.line == place // 16 + 1


@given(SECRETS, st.integers(0, 46))
def test_two_digits_exchanged_are_found(secret: int, place: int) -> None:
    digits = "".join(Root(secret).sheets()[0].split())
    swapped = digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :]
    if swapped != digits:
        with pytest.raises(DigitError):
            root.root_of([swapped])


def test_lines_exchanged_and_a_recovery_sheet_are_found() -> None:
    first, second, third = Root(SECRET).sheets()[0].splitlines()
    for typed in ("\n".join((second, first, third)), recovery_code.new_code()):
        with pytest.raises(DigitError):
            root.root_of([typed])


def statement(made: Root, epoch: int = 1) -> root.Statement:
    return root.state(
        made, province="66", epoch=epoch, signer=made.sign_key, signer_serial=1, escrow=(root.new_escrow(made),)
    )  # fmt: skip


def signed(made: Root, version: int = 1, epoch: int = 1) -> Roster:
    units = (UnitEntry("66", "Tỉnh Đắk Lắk", "province", ""), UnitEntry("25920", "Xã Ea Drăng", "commune", "66"))
    return roster.issue(
        made.seed, version=version, made=0, statement=statement(made, epoch), succession=(), units=units, replicas=()
    )


def test_only_the_root_opens_what_was_sealed_to_it() -> None:
    made, other = Root(SECRET), Root(SECRET + 1)
    key = statement(made).escrow[0]
    assert str(key.identity(made)).startswith("AGE-SECRET-KEY-")
    assert key.identity(other) is None
    [again] = root.rewrapped(made, other, [key])
    assert (again.to, again.identity(other)) == (key.to, key.identity(made))
    assert root.rewrapped(other, made, [key]) == ()


def test_every_changed_sign_of_a_roster_is_refused() -> None:
    text = signed(Root(SECRET)).text
    for place in range(0, len(text), 7):
        changed = text[:place] + chr((ord(text[place]) + 1) % 127 or 65) + text[place + 1 :]
        with pytest.raises(BadRosterError):
            roster.read(changed)
    for cut in range(0, len(text), 101):
        with pytest.raises(BadRosterError):
            roster.read(text[:cut])


@given(st.text(max_size=200) | st.sampled_from(["{}", "[]", "null", '{"body":"{}","sig":"00"}', '{"body":1}']))
def test_any_other_text_is_no_roster_and_no_statement(text: str) -> None:
    with pytest.raises(BadRosterError):
        roster.read(text)
    for read in (root.read_statement, root.read_succession):
        with pytest.raises(BadRootError):
            read(text)


@given(st.tuples(st.integers(1, 3), st.integers(1, 9)), st.tuples(st.integers(1, 3), st.integers(1, 9)))
def test_a_newer_root_beats_any_version_of_an_older_one(one: tuple[int, int], other: tuple[int, int]) -> None:
    made = Root(SECRET)
    first, second = (signed(made, version=version, epoch=epoch) for epoch, version in (one, other))
    if one != other:
        assert (first.rank > second.rank) == (one > other)


def test_a_chain_of_roots_is_followed_from_any_of_its_links() -> None:
    links = [Root(SECRET + step) for step in range(4)]
    words = tuple(root.succeed(old, new) for old, new in itertools.pairwise(links[:3]))
    last = roster.issue(
        links[2].seed, version=1, made=0, statement=statement(links[2]), succession=words, units=(), replicas=()
    )
    assert [last.follows(root.code_of(link.sign_key)) for link in links] == [True, True, True, False]
    broken = roster.issue(
        links[3].seed, version=1, made=0, statement=statement(links[3]), succession=words, units=(), replicas=()
    )
    assert [broken.follows(root.code_of(link.sign_key)) for link in links] == [False, False, False, True]
