"""Who made a file of the hand-over, for whom, when, and whether it is as it was made; nothing is taken in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from danvan_desktop.app import roster, verify_signed
from danvan_desktop.app.text_files import text_of
from danvan_desktop.app.verify_signed import COMPARED, NO_ROOT, NOT_COMPARED, OTHER_ROOT
from danvan_desktop.domain.text import shown_name
from danvan_desktop.errors import UserError
from danvan_desktop.handoff import certificates, refusal, update_form, verifying, verifying_signed
from danvan_desktop.handoff.certificates import Certificate
from danvan_desktop.handoff.verifying import BACKUP, CHANGED, INTACT, SEALED, Looked
from danvan_desktop.i18n import N_, _
from danvan_desktop.storage import peers
from danvan_desktop.storage.files import disk_problem, need_plain
from danvan_desktop.storage.identity import old_replicas

if TYPE_CHECKING:
    from danvan_desktop.storage.store import Store

KINDS = {
    verifying.PACKAGE: N_("Hand-over package"),
    verifying.RECEIPT: N_("Hand-over receipt"),
    verifying.REQUEST: N_("Enrolment request"),
    verifying.CERTIFICATE: N_("Enrolment certificate"),
    verifying.BACKUP: N_("Backup"),
    verifying.UPDATE: N_("Update"),
    verifying.ROSTER: N_("Roster file"),
    verifying.OTHER: N_("No file of this program, or its beginning is damaged"),
}
UNKNOWN, IMPOSTOR = "unknown", "impostor"
_KNOWN = {
    COMPARED: N_("The signer is known here and its fingerprint was compared."),
    NOT_COMPARED: N_("The signer is known here, but its fingerprint was not compared yet."),
    UNKNOWN: N_("The signer is not known here: compare the fingerprint with the other office by telephone or letter."),
    IMPOSTOR: N_("The computer that signed is known here with ANOTHER KEY. Take nothing in; call the other office."),
}
_ROOTS = {
    COMPARED: N_("It stands under the root known here, whose code was compared."),
    NOT_COMPARED: N_("It stands under the root known here; its code was not compared with the covering letter yet."),
    NO_ROOT: N_("No root is known here yet: compare the root code with the covering letter from the province."),
    OTHER_ROOT: N_(
        "It stands under ANOTHER ROOT than the one known here. Do not use it before the province has confirmed, by"
        " letter or telephone, that it has a new root."
    ),
}
_ALARMS = {IMPOSTOR, OTHER_ROOT}
FILES = ("*.danvan", "*.danvan-upd", "*.danvan-roster", "*.danvan-req", "*.danvan-crt", "*.danvan-backup")


@dataclass(frozen=True)
class Verdict:
    """What was found about one file. `known` is empty where no office was asked."""

    file: Path
    looked: Looked
    known: str = ""
    to_fingerprint: str = ""
    at_office: bool = False  # an office's keys were tried

    @property
    def intact(self) -> bool | None:
        """None where the file could not be looked into."""
        return {INTACT: self.known not in _ALARMS, CHANGED: False}.get(self.looked.state)

    @property
    def exit_code(self) -> int:
        """0 intact, 1 not intact, 2 not looked into."""
        return {True: 0, False: 1, None: 2}[self.intact]

    @property
    def short_code(self) -> str:
        """What stands on the hand-over slip."""
        return verifying.short_code(self.looked.digest) if self.looked.digest else ""

    def as_json(self) -> dict[str, object]:
        """As `verify --json` shows it."""
        looked = self.looked
        made = _moment(looked).isoformat(timespec="seconds") if looked.made_ms else None
        signer = verify_signed.signer_json(looked.signed) if looked.signed else _person(looked.signer)
        more: dict[str, object] = {"update": verify_signed.update_json(looked.update)} if looked.update else {}
        if looked.roster:
            more = {"roster": verify_signed.roster_json(looked.roster)}
        return {
            "file": str(self.file), "kind": looked.kind, "intact": self.intact, "reason": looked.reason,
            "sha256": looked.digest.hex(), "short_code": self.short_code, "bytes": looked.size,
            "signed_by": signer, "for": self._addressee(), "made": made, "number": looked.number,
            "part": looked.part, "parts": looked.parts, "training": looked.training, "signer_known": self.known,
        } | more  # fmt: skip

    def _addressee(self) -> dict[str, str] | None:
        if self.looked.subject is not None:
            return _person(self.looked.subject)
        return {"unit": self.looked.to, "fingerprint": self.to_fingerprint} if self.looked.to else None

    def lines(self) -> list[str]:
        """For people, one fact a line; the last ones say whether it may be used."""
        return [*self.facts(), *self.sentences()]

    def facts(self) -> list[str]:
        """What it is, who signed it, for whom and when."""
        looked = self.looked
        said = [f"{_(KINDS[looked.kind])}: {shown_name(self.file.name)}"]
        if looked.training:
            said.append(_("It comes from a training office; its figures are not real."))
        if looked.number:
            text = _("Number {number}, part {part} of {parts}, for unit {to}")
            said.append(text.format(number=looked.number, part=looked.part, parts=looked.parts, to=looked.to))
        said += _who(_("Signed by: {unit} {name}"), looked.signer)
        if looked.kind == verifying.CERTIFICATE:
            said += _who(_("Given to: {unit} {name}"), looked.subject)
        if looked.update and looked.signed:
            said += verify_signed.update_lines(looked.update, looked.signed)
        elif looked.made_ms:
            said.append(
                _("Made: {when}, by the clock of that computer").format(when=f"{_moment(looked):%d/%m/%Y %H:%M}")
            )
        said += verify_signed.roster_lines(looked.roster) if looked.roster else []
        if self.short_code:
            said.append(_("Short code: {code}").format(code=self.short_code))
        return said

    def sentences(self) -> list[str]:
        """Whether it may be used: one or two sentences."""
        last = [] if self.known in _ALARMS else [self._state()]
        known = _(_ROOTS[self.known] if self.looked.roster else _KNOWN[self.known]) if self.known else ""
        return [*last, *filter(None, [known])]

    def _state(self) -> str:
        looked = self.looked
        if looked.state == CHANGED:
            return _("NOT INTACT: {why}").format(why=_why(looked))
        if looked.state == SEALED:
            return self._sealed()
        if looked.kind == BACKUP:
            return _("Intact: every byte is as it was written. A backup bears no signature.")
        return _("Intact: everything is as it was signed.")

    def _sealed(self) -> str:
        looked = self.looked
        if looked.reason == "newer" and looked.kind == BACKUP:
            return _("This backup was written by a newer version of the program.")
        if looked.reason == "newer":
            return refusal.reason("newer")
        if looked.reason == verifying.UNKNOWN_SENDER:
            text = _(
                "Not looked into: the sender is not known here, and the file brings no certificate of it (it says: unit"
                " {unit}). Ask that office whether it wrote this file."
            )
            return text.format(unit=looked.claimed or "?")
        if looked.reason == verifying_signed.UNKNOWN_KEY:
            return _(
                "Not looked into: no key known here has signed it. An update of a province is checked at an office of"
                " that province (by command with --office); take any other one only from the publisher of the program."
            )
        if self.at_office:
            return _(
                "Not looked into: who signed stands inside the seal, and this office has no key that opens it. Look at"
                " it at an office it is to or from."
            )
        return _(
            "Not looked into: who signed stands inside the seal. Give --office at an office the package is to or"
            " from, or --identity with the file of “danvan keys identity”."
        )


def verify(
    file: Path, *, identity_file: Path | None = None, store: Store | None = None, keys: Path | None = None
) -> Verdict:
    """Look at a file, with the keys of an identity file or of an open office where they are given.

    `keys`: folder of the release keys that sign updates, by default those built in; only tests name another.
    """
    if not _is_there(file):
        raise UserError(_("There is no file {file}.").format(file=file), hint=_("Check its name."))
    if file.suffix == update_form.SUFFIX:
        looked = verify_signed.look_at_update(file, store, keys)
    elif file.suffix == roster.SUFFIX:
        looked = verifying_signed.roster_file(file)
    else:
        looked = verifying.look(file, _identities(identity_file, store))
    if store is None:
        return Verdict(file, looked)
    return Verdict(file, looked, _known(store, looked), _fingerprint(store, looked.to), at_office=True)


def _is_there(file: Path) -> bool:
    try:
        there = file.exists()
    except OSError as error:
        raise disk_problem(error, file) from error
    if there:
        need_plain(file)
    return there


def own_identities(store: Store) -> list[str]:
    """The secret keys that open what was sent to or from this folder, those of before a restore too."""
    return [store.replica.age_identity, *(r.age_identity for r in old_replicas(store.settings).values())]


def _identities(identity_file: Path | None, store: Store | None) -> list[str]:
    found = own_identities(store) if store is not None else []
    if identity_file is None:
        return found
    given = verifying.identities_in(text_of(identity_file))
    if not given:
        raise UserError(
            _("The file {file} holds no key AGE-SECRET-KEY-1….").format(file=identity_file),
            hint=_("“danvan keys identity -o FILE” writes one."),
        )
    return [*given, *found]


def _known(store: Store, looked: Looked) -> str:
    if looked.signed is not None:
        return verify_signed.known_signer(store, looked.signed)
    if looked.roster is not None:
        return verify_signed.known_root(store, looked.roster)
    return _known_computer(store, looked.signer) if looked.signer is not None else ""


def _known_computer(store: Store, signer: Certificate) -> str:
    mine = certificates.stored(store).get(signer.replica)
    if mine is None:
        return UNKNOWN
    if mine.sign_key != signer.sign_key or mine.unit.code != signer.unit.code:
        return IMPOSTOR
    return COMPARED if peers.is_checked(store.conn, signer.replica) else NOT_COMPARED


def _fingerprint(store: Store, unit: str) -> str:
    """Of the unit's newest computer known here."""
    found = sorted((c for c in certificates.stored(store).values() if c.unit.code == unit), key=lambda c: c.serial)
    return found[-1].fingerprint if found else ""


def _why(looked: Looked) -> str:
    if looked.reason in {"malformed", "unreadable"}:
        return _("it was damaged or changed after it was made. Do not use it; have it written again.")
    return refusal.reason(looked.reason)


def _person(certificate: Certificate | None) -> dict[str, str] | None:
    if certificate is None:
        return None
    return {
        "unit": certificate.unit.code, "name": certificate.unit.name, "fingerprint": certificate.fingerprint,
    }  # fmt: skip


def _who(text: str, certificate: Certificate | None) -> list[str]:
    if certificate is None:
        return []
    unit = certificate.unit
    return [text.format(unit=unit.code, name=unit.name), _("Fingerprint: {code}").format(code=certificate.fingerprint)]


def _moment(looked: Looked) -> datetime:
    return datetime.fromtimestamp(looked.made_ms / 1000).astimezone()
