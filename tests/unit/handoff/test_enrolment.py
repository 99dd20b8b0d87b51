"""Joining by request and answer: the compared fingerprint, forged requests, ranks, packages that came before."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from danvan_desktop.app import handover
from danvan_desktop.domain.journal import encode
from danvan_desktop.errors import UserError
from danvan_desktop.handoff import certificate_trust, certificates, form
from danvan_desktop.storage import quarantine
from danvan_desktop.storage.identity import UnitInfo
from danvan_desktop.storage.store import Store
from tests.unit.handoff.offices import Offices, enrol, save
from tests.unit.handoff.packages import opened, sealed, signed
from tests.unit.storage.conftest import KEY, TYPES


@pytest.fixture
def strangers(tmp_path: Path) -> tuple[Store, Store]:
    upper = Store.create(tmp_path / "u.db", KEY, UnitInfo("75", "Tỉnh Ví dụ", "province"), types=TYPES)
    lower = Store.create(tmp_path / "l.db", KEY, UnitInfo("25920", "Xã Ví dụ", "commune"), types=TYPES)
    return upper, lower


def test_the_fingerprint_is_the_same_at_both_ends_and_another_is_refused(
    strangers: tuple[Store, Store], tmp_path: Path
) -> None:
    upper, lower = strangers
    request, answer = tmp_path / "a.danvan-req", tmp_path / "a.danvan-crt"
    told = handover.enrol_request(lower, request)
    with pytest.raises(UserError):
        handover.enrol_accept(upper, request, answer, expect="1111 " * 8)
    assert not answer.exists()
    assert handover.enrol_accept(upper, request, answer, expect=told.replace(" ", "-")) == told
    theirs = handover.enrol_finish(lower, answer)
    assert lower.unit.parent_code == "75"
    assert [p.checked for p in handover.peers(upper)] == [True]
    assert [(p.checked, p.fingerprint) for p in handover.peers(lower)] == [(False, theirs)]


@pytest.mark.parametrize("change", ["level", "unit", "sign", "age"])
def test_a_request_changed_on_the_way_is_refused(strangers: tuple[Store, Store], tmp_path: Path, change: str) -> None:
    upper, lower = strangers
    request = tmp_path / "a.danvan-req"
    handover.enrol_request(lower, request)
    outer = json.loads(request.read_bytes())
    inner = json.loads(outer["certificate"])
    body = json.loads(inner["body"])
    body[change] = {
        "level": "district",
        "unit": "1",
        "sign": upper.replica.sign_key.hex(),
        "age": upper.replica.age_key,
    }[change]
    inner["body"] = encode(body).decode()
    outer["certificate"] = encode(inner).decode()
    request.write_bytes(encode(outer))
    with pytest.raises(UserError):
        handover.enrol_accept(upper, request, tmp_path / "a.danvan-crt")


def test_an_office_above_cannot_be_accepted_below(strangers: tuple[Store, Store], tmp_path: Path) -> None:
    upper, lower = strangers
    handover.enrol_request(upper, tmp_path / "a.danvan-req")
    with pytest.raises(UserError):
        handover.enrol_accept(lower, tmp_path / "a.danvan-req", tmp_path / "a.danvan-crt")


def test_a_package_of_an_unknown_office_is_kept_and_taken_in_once_it_is_enrolled(
    offices: Offices, tmp_path: Path
) -> None:
    stranger = Store.create(tmp_path / "s.db", KEY, UnitInfo("25921", "Xã Khác", "commune"), types=TYPES)
    helper = Offices()  # the same district on another stick: it has accepted the commune, ours has not heard of it
    enrol(stranger, helper["D"], tmp_path)
    row = save(stranger)
    made = Path(handover.export(stranger, "750", tmp_path)[0].file)
    files = opened(offices["D"], made.read_bytes()) | {form.ROSTER: b'{"certificates":[],"v":1}'}
    made.write_bytes(sealed(offices["D"], signed(files, stranger.replica)))
    result = handover.import_path(offices["D"], made)[-1]
    assert result.status == "quarantined"
    assert "25921" in result.reason
    handover.enrol_request(stranger, tmp_path / "s.danvan-req")
    handover.enrol_accept(offices["D"], tmp_path / "s.danvan-req", tmp_path / "s.danvan-crt")
    (tmp_path / "empty").mkdir()
    assert [r.status for r in handover.import_path(offices["D"], tmp_path / "empty")] == ["applied"]
    assert offices["D"].get("note", row) is not None
    assert quarantine.listed(offices["D"].conn) == []
    helper.close()
    stranger.close()


def test_a_commune_cannot_make_itself_or_others_a_province(offices: Offices) -> None:
    commune = offices["C1"]
    with commune.writing():
        mine = certificates.own(commune)
    claims = (
        UnitInfo("25920", "Xã", "province", "750"), UnitInfo("75", "T", "province"),
        UnitInfo("99", "X", "commune", "75"),
        UnitInfo("99", "X", "commune", "25920"), UnitInfo("750", "H", "district", "75"),
    )  # fmt: skip
    for place, unit in enumerate(claims, 1):
        replica = place.to_bytes(8, "big")
        forged = certificates.issue(
            unit=unit, replica=replica, line=replica, serial=1, sign_key=mine.sign_key, age_key=mine.age_key,
            signer=commune.replica,
        )  # fmt: skip
        assert certificate_trust.trusted([forged], certificates.stored(offices["P"]), "75") == []
