"""Enrolment by files: request (.danvan-req) below, accept above, finish (.danvan-crt) below.

A request is the office's certificate signed by itself; the answer is that certificate signed by the upper office
with the upper office's own beside it, all under its signature. A second computer of one office enrols the same way.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from danvan_desktop.domain.journal import Op, encode
from danvan_desktop.errors import UserError
from danvan_desktop.handoff import certificate_trust, certificates, form, roster_sign, stick, unit_row
from danvan_desktop.handoff.certificates import BadCertificateError, Certificate
from danvan_desktop.i18n import _
from danvan_desktop.storage import peers, roster_tables, segments
from danvan_desktop.storage.files import disk_problem, need_plain
from danvan_desktop.storage.identity import UnitInfo, save_unit
from danvan_desktop.storage.store import Store
from danvan_desktop.storage.training_mark import is_training

_MAX_BYTES = 1_000_000
REQUEST_SUFFIX, CERTIFICATE_SUFFIX = ".danvan-req", ".danvan-crt"


@dataclass(frozen=True)
class Request:
    """A .danvan-req as read: the certificate asked for, signed by itself, and the ops of the unit's own row."""

    asked: Certificate
    unit_ops: list[Op]
    training: bool


@dataclass(frozen=True)
class Answer:
    """A .danvan-crt as read: the child's certificate, who issued it, and others it vouches for."""

    certificate: Certificate
    issuer: Certificate
    others: list[Certificate]
    training: bool


def request(store: Store, target: Path) -> str:
    """Write the request; returns the fingerprint to read out to the upper office."""
    me = store.unit
    with store.writing():
        certificates.own(store)
        replica = store.replica
        line = bytes.fromhex(store.settings.get("replica.line", replica.id.hex()))
        mine = certificates.issue(
            unit=me, replica=replica.id, line=line, serial=replica.serial, sign_key=replica.sign_key,
            age_key=replica.age_key, signer=replica,
        )  # fmt: skip
    stick.make_folder(target.parent)
    mark = {"training": True} if is_training(store.settings) else {}
    asked = {**mark, "danvan": "request", "v": 1, "certificate": mine.text, "unit": unit_row.told(store)}
    stick.write(target, encode(asked))
    return mine.fingerprint


def accept(store: Store, source: Path, target: Path, *, expect: str | None = None, officer: str = "") -> str:
    """Make the sender known and write its certificate; returns its fingerprint. Never asks anything."""
    read = read_request(source)
    check_training(read.training, store)
    asked, unit_ops = read.asked, read.unit_ops
    check_place(store, asked.unit)
    check_expected(asked.fingerprint, expect)
    with store.writing():
        mine = certificates.own(store)
        known = certificates.stored(store)
        check_not_another(asked, known)
        parent = store.unit.parent_code if asked.unit.code == store.unit.code else store.unit.code
        given = certificates.issue(
            unit=certificates.with_parent(asked.unit, parent), replica=asked.replica, line=asked.line,
            serial=max(asked.serial, known[asked.replica].serial if asked.replica in known else 0),
            sign_key=asked.sign_key, age_key=asked.age_key, signer=store.replica,
        )  # fmt: skip
        certificates.admit(store, given, checked=expect is not None)
        if given.unit.code != store.unit.code:
            unit_row.make_known(store, given.unit, unit_ops, officer)
        if roster_sign.can_sign(store):
            roster_sign.sign(store)
        answer = _answer(store, given, mine)
    stick.make_folder(target.parent)
    stick.write(target, answer)
    return asked.fingerprint


def finish(store: Store, source: Path, *, expect: str | None = None, officer: str = "") -> str:
    """Take in the certificate; returns the fingerprint of the office that gave it."""
    answer = read_answer(source)
    check_training(answer.training, store)
    _check_for_this_computer(store, answer.certificate)
    _check_issuer(store.unit, answer.issuer.unit)
    check_expected(answer.issuer.fingerprint, expect)
    with store.writing():
        _take_in(store, answer, checked=expect is not None)
        if answer.issuer.unit.code != store.unit.code:
            unit_row.make_known(store, answer.issuer.unit, (), officer)
    return answer.issuer.fingerprint


def _check_for_this_computer(store: Store, given: Certificate) -> None:
    if (given.replica, given.sign_key) != (store.replica.id, store.replica.sign_key):
        raise UserError(
            _("This certificate was made for another computer ({unit}).").format(unit=given.unit.code),
            kept=_("Nothing was changed."), hint=_("Send a new request from this computer."),
        )  # fmt: skip


def _check_issuer(me: UnitInfo, issuer: UnitInfo) -> None:
    """Only another computer of this office or the office above gives a certificate. Raises UserError."""
    if issuer.code == me.code:
        return
    if certificates.rank(issuer) <= certificates.rank(me):
        text = _("The office that gave this certificate is not above this one.")
        raise UserError(text, kept=_("Nothing was changed."))
    if me.parent_code not in {"", issuer.code}:
        text = _("This office belongs to {parent}, but the certificate is from {unit}.")
        hint = _("Was this office set up under a wrong unit? “Wrong unit…” in the settings, or danvan correct-unit.")
        raise UserError(text.format(parent=me.parent_code, unit=issuer.code), kept=_("Nothing was changed."), hint=hint)


def _take_in(store: Store, answer: Answer, *, checked: bool) -> None:
    """The office's place, its installation, and everybody the issuer vouches for. In `writing`."""
    save_unit(store.settings, certificates.with_parent(store.unit, answer.certificate.unit.parent_code))
    store.settings.set("replica.line", answer.certificate.line.hex())
    for certificate in (answer.issuer, *answer.others):
        certificates.admit(store, certificate, checked=checked)
    certificates.admit(store, answer.certificate, checked=True)


def confirm(store: Store, unit: str) -> None:
    """The fingerprint was compared by telephone or letter."""
    with store.writing():
        if not peers.mark_checked(store.conn, unit):
            raise UserError(
                _("Unit {unit} is not known here.").format(unit=unit), hint=_("“danvan peers” lists the units known.")
            )
        for replica, certificate in certificates.stored(store).items():
            if certificate.unit.code == unit:
                roster_tables.confirm_told(store.conn, replica)
        if roster_sign.can_sign(store):
            roster_sign.sign(store)


@dataclass(frozen=True)
class Peeked:
    """What an enrolment file says: whose it is and the fingerprint to compare. `kind`: request or certificate."""

    kind: str
    unit: UnitInfo
    fingerprint: str


def peek(store: Store, source: Path) -> Peeked:
    """Look into a request or a certificate without taking it in. Raises UserError for any other file."""
    if source.suffix == CERTIFICATE_SUFFIX:
        answer = read_answer(source)
        check_training(answer.training, store)
        return Peeked("certificate", answer.issuer.unit, answer.issuer.fingerprint)
    read = read_request(source)
    check_training(read.training, store)
    return Peeked("request", read.asked.unit, read.asked.fingerprint)


# --- files
def read_request(source: Path) -> Request:
    """Read a request and check that it is as it was signed. Raises UserError, EnvironmentProblem."""
    try:
        raw = form.loads(_read(source))
        asked = certificates.read(raw["certificate"])
        good = raw["danvan"] == "request" and raw["v"] == 1
        unit, replica = asked.unit.code, asked.replica
        unit_ops = unit_row.read(raw.get("unit"), unit=unit, replica=replica, sign_key=asked.sign_key)
    except (*form.JSON_ERRORS, BadCertificateError):
        raise _not_a("request", source) from None
    if not good or asked.by != asked.replica or not asked.signed_with(asked.sign_key):
        raise _not_a("request", source)
    return Request(asked, unit_ops, raw.get("training") is True)


def _answer(store: Store, given: Certificate, mine: Certificate) -> bytes:
    """The .danvan-crt: everything in it stands under the issuer's signature."""
    same_unit = given.unit.code == mine.unit.code
    others = [c for c in certificates.stored(store).values() if c.replica not in {given.replica, mine.replica}]
    vouched = others if same_unit else [c for c in others if c.unit.code in {mine.unit.code, given.unit.code}]
    mark = {"training": True} if is_training(store.settings) else {}
    body = encode(
        {**mark, "certificate": given.text, "issuer": mine.text, "others": [c.text for c in vouched]}
    ).decode()
    signature = segments.sign(store.replica.seed, "enrolment", body.encode())
    return encode({"danvan": "certificate", "v": 1, "body": body, "sig": signature.hex()})


def read_answer(source: Path) -> Answer:
    """Read a certificate file and check that it is as its issuer signed it. Raises UserError, EnvironmentProblem."""
    try:
        raw = form.loads(_read(source))
        body = form.loads(raw["body"])
        answer = Answer(
            certificates.read(body["certificate"]), certificates.read(body["issuer"]),
            [certificates.read(text) for text in body["others"]], body.get("training") is True,
        )  # fmt: skip
        key = answer.issuer.sign_key
        good = raw["danvan"] == "certificate" and raw["v"] == 1
        good = good and segments.verifies(key, bytes.fromhex(raw["sig"]), "enrolment", raw["body"].encode())
        good = good and answer.certificate.by == answer.issuer.replica and answer.certificate.signed_with(key)
    except (*form.JSON_ERRORS, BadCertificateError):
        raise _not_a("certificate", source) from None
    if not good:
        raise _not_a("certificate", source)
    return answer


def _read(source: Path) -> bytes:
    need_plain(source)
    try:
        with source.open("rb") as stream:
            return stream.read(_MAX_BYTES)
    except OSError as error:
        raise disk_problem(error, source) from error


def _not_a(what: str, source: Path) -> UserError:
    texts = {
        "request": _("“{name}” is no enrolment request, or it was changed on the way."),
        "certificate": _("“{name}” is no enrolment certificate, or it was changed on the way."),
    }
    return UserError(
        texts[what].format(name=source.name),
        kept=_("Nothing was changed."),
        hint=_("Let the other office write it again."),
    )


# --- checks
def check_training(training: bool, store: Store) -> None:
    """Training offices join training offices only. Raises UserError."""
    if training == is_training(store.settings):
        return
    text = _("This file comes from a training office; its figures are not real.")
    if is_training(store.settings):
        text = _("This is a training office; the file comes from a real one.")
    raise UserError(
        text, kept=_("Nothing was changed."),
        hint=_("Training offices join training offices only, real offices real ones."), code="training",
    )  # fmt: skip


def check_place(store: Store, asked: UnitInfo) -> None:
    """Only a unit right under this one, or another computer of this one. Raises UserError."""
    me = store.unit
    if asked.code == me.code and asked.level == me.level:
        return
    if asked.code == me.code or certificates.rank(asked) >= certificates.rank(me):
        raise UserError(
            _("{unit} ({level}) cannot be enrolled under this office.").format(unit=asked.code, level=asked.level),
            kept=_("Nothing was changed."),
            hint=_("A request goes to the office above, or to another computer of the same one."),
        )  # fmt: skip
    standing = certificates.in_place_of_dissolved(store)
    if standing.get(asked.parent_code, asked.parent_code) not in {"", me.code}:
        raise UserError(
            _("{unit} says it belongs to {parent}, not to this office.").format(
                unit=asked.code, parent=asked.parent_code
            ),
            kept=_("Nothing was changed."), hint=_("Send the request to that office."),
        )  # fmt: skip


def check_not_another(asked: Certificate, known: Mapping[bytes, Certificate]) -> None:
    """Neither its number nor its installation is known as somebody else's. Raises UserError."""
    before = known.get(asked.replica)
    other_keys = before is not None and certificates.identity(before) != certificates.identity(asked)
    if other_keys or not certificate_trust.keeps_to_its_unit(asked, known.values()):
        raise UserError(
            _("Another office already has the number of this computer."),
            kept=_("Nothing was changed."), hint=_("Set the sending office up again and send a new request."),
        )  # fmt: skip


def same_fingerprint(one: str, other: str) -> bool:
    """Whether two fingerprints are one, however they are spaced."""
    return re.sub(r"\D", "", one) == re.sub(r"\D", "", other)


def check_expected(fingerprint: str, expect: str | None) -> None:
    """The fingerprint is the one that was read out, where one was. Raises UserError."""
    if expect is not None and not same_fingerprint(fingerprint, expect):
        raise UserError(
            _("The fingerprint is {found}, not the one expected.").format(found=fingerprint),
            kept=_("Nothing was changed."),
            hint=_("Ask the other office to read its fingerprint out again; if it differs, do not use this file."),
        )
