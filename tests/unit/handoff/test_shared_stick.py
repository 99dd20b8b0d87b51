"""One stick of the province for several communes: what is for the others is no damage here, and nothing is lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from danvan_desktop.app import handover, kept_packages
from danvan_desktop.app.handover_waiting import KEPT, waits
from danvan_desktop.handoff import importing, quarantine, reading
from danvan_desktop.handoff.imported import ImportedPackage
from danvan_desktop.handoff.reading import Package, Reader
from danvan_desktop.storage import quarantine as kept_table
from tests.unit.handoff.communes import TODAY, UNITS, Communes

pytestmark = pytest.mark.usefixtures("english")
AS_IT_SEEMS, FOR_ANOTHER = "For another unit, as it seems", "for another unit, as it seems"


@pytest.fixture
def offices() -> Iterator[Communes]:
    opened = Communes()
    yield opened
    opened.close()


@pytest.fixture
def stick(offices: Communes) -> Path:
    """Both communes have handed over; the province answers both on one stick."""
    for name in ("A", "B"):
        offices.petition(name)
        offices.hand_over(name, "P")
    return written(offices, "A", "B")


def written(offices: Communes, *names: str) -> Path:
    usb = offices.home / "usb"
    usb.mkdir(exist_ok=True)
    for name in names:
        handover.export(offices["P"], UNITS[name].code, usb, full=True)
    return usb


def by_word(found: list[ImportedPackage]) -> dict[str, ImportedPackage]:
    return {package.word: package for package in found}


def overview(offices: Communes, name: str) -> int:
    return sum(one.count for one in waits(offices[name], TODAY) if one.name == KEPT)


def test_what_is_for_another_commune_stays_listed_and_raises_no_alarm(offices: Communes, stick: Path) -> None:
    before = {file.name: file.read_bytes() for file in stick.iterdir()}
    found = by_word(handover.import_path(offices["A"], stick))
    assert found[""].status == "applied"
    other = found["unreadable"]
    assert (other.status, other.elsewhere) == ("quarantined", True)
    assert FOR_ANOTHER in other.reason
    [kept] = kept_packages.listed(offices["A"])
    assert (kept.word, kept.heading, kept.elsewhere, kept.has_bytes) == ("unreadable", AS_IT_SEEMS, True, True)
    assert kept.text == other.reason
    assert "75" in kept.text
    assert overview(offices, "A") == 0
    assert {name: (stick / name).read_bytes() for name in before} == before, "the others still find theirs"
    assert by_word(handover.import_path(offices["B"], stick))[""].status == "applied"


def test_a_look_beforehand_says_the_same_and_writes_nothing(offices: Communes, stick: Path) -> None:
    tried = by_word(handover.import_path(offices["A"], stick, dry_run=True))["unreadable"]
    assert (tried.elsewhere, kept_packages.listed(offices["A"])) == (True, [])
    assert by_word(handover.import_path(offices["A"], stick))["unreadable"].reason == tried.reason


def test_by_itself_it_may_be_damage_and_the_sentence_names_all_three(offices: Communes, stick: Path) -> None:
    [theirs] = [file for file in stick.iterdir() if _is_for(offices, file, "B")]
    [found] = offices.take("A", theirs)
    assert (found.word, found.elsewhere, overview(offices, "A")) == ("unreadable", False, 1)
    [kept] = kept_packages.listed(offices["A"])
    assert kept.heading == "Not sealed for this computer"
    assert kept.text == found.reason
    for said in ("for another unit", "does not know this computer yet", "damaged on the way"):
        assert said in kept.text
    handover.import_path(offices["A"], stick)  # now what is for A lies beside it
    assert (overview(offices, "A"), [one.elsewhere for one in kept_packages.listed(offices["A"])]) == (0, [True])


def _is_for(offices: Communes, file: Path, name: str) -> bool:
    return all(
        one.status in {"applied", "duplicate"} for one in handover.import_path(offices[name], file, dry_run=True)
    )


def test_a_damaged_part_of_ones_own_package_is_damage_though_the_others_open(offices: Communes, stick: Path) -> None:
    [ours] = [file for file in stick.iterdir() if _is_for(offices, file, "A")]
    [theirs] = [file for file in stick.iterdir() if file != ours]
    theirs.rename(ours.with_name(ours.name.replace("1of1", "2of2")))  # cannot be opened, and bears our number
    found = by_word(handover.import_path(offices["A"], stick))["unreadable"]
    assert (found.elsewhere, overview(offices, "A")) == (False, 1)


def test_bytes_that_are_cut_are_damage_whatever_lies_beside(offices: Communes, stick: Path) -> None:
    [ours] = [file for file in stick.iterdir() if _is_for(offices, file, "A")]
    cut = ours.with_name("DV-75-999-1of1.danvan")
    cut.write_bytes(ours.read_bytes()[:-30])
    found = [one for one in handover.import_path(offices["A"], stick) if Path(one.file) == cut]
    assert [(one.word, one.elsewhere) for one in found] == [("unreadable", False)]
    assert overview(offices, "A") == 1


def test_it_is_tried_again_after_an_update_and_stays_calm(
    offices: Communes, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    handover.import_path(offices["A"], stick)
    monkeypatch.setattr(quarantine, "__version__", "99.0")
    [before] = kept_table.listed(offices["A"].conn)
    assert importing.retry_kept(offices["A"]) == []
    [after] = kept_table.listed(offices["A"].conn)
    assert before.mark != after.mark
    assert (after.elsewhere, overview(offices, "A")) == (True, 0)
    kept_packages.drop(offices["A"], after.id)
    assert offices["A"].conn.execute("SELECT count(*) FROM kept_look").fetchone()[0] == 0


# --- opened once
def test_what_is_kept_is_opened_once_and_again_after_the_roster_or_program_changed(
    offices: Communes, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    [theirs] = [file for file in stick.iterdir() if _is_for(offices, file, "B")]
    offices.take("A", theirs)
    opened: list[bytes] = []
    real = reading.read

    def counted(data: bytes, reader: Reader) -> Package:
        opened.append(data[:1])
        return real(data, reader)

    monkeypatch.setattr(reading, "read", counted)
    first = kept_packages.listed(offices["A"])
    assert (kept_packages.listed(offices["A"]), opened) == (first, [])
    monkeypatch.setattr(quarantine, "__version__", "99.0")
    assert (kept_packages.listed(offices["A"]), len(opened)) == (first, 1)
    assert (kept_packages.listed(offices["A"]), len(opened)) == (first, 1)
    offices.meet("A", "B")
    assert (kept_packages.listed(offices["A"]), len(opened)) == (first, 2)
