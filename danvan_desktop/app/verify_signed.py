"""What an update or a roster file says of itself, in sentences and as JSON; and whether its signer is known here."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from danvan_desktop.app.updates.differences import title
from danvan_desktop.domain.text import in_fours
from danvan_desktop.handoff import release_keys, roster_trust, update_form, verifying_signed
from danvan_desktop.handoff.release_keys import Signer
from danvan_desktop.handoff.root import same_code
from danvan_desktop.handoff.roster import Roster
from danvan_desktop.handoff.update_form import Contents
from danvan_desktop.handoff.verifying import Looked
from danvan_desktop.i18n import _
from danvan_desktop.storage import peers
from danvan_desktop.storage.rule_files import RELEASE

if TYPE_CHECKING:
    from danvan_desktop.storage.store import Store

COMPARED, NOT_COMPARED = "compared", "not-compared"
OTHER_ROOT, NO_ROOT = "other-root", "no-root"
_MANY = 12  # names of tables told one by one


def look_at_update(file: Path, store: Store | None, keys: Path | None) -> Looked:
    """With the release keys built in (or those of `keys`), and the province's where an office is asked."""
    of_province = release_keys.province_signers(store) if store is not None else {}
    signers = of_province | release_keys.release_signers(keys)  # no computer stands in the place of a release key
    return verifying_signed.update(file, signers)


def known_signer(store: Store, signer: Signer) -> str:
    """Whether the province's code was compared; "" for a release key, which is built in, and for this very office."""
    if signer.publisher == RELEASE or signer.key_id == store.replica.id:
        return ""
    return COMPARED if peers.is_checked(store.conn, signer.key_id) else NOT_COMPARED


def known_root(store: Store, offered: Roster) -> str:
    """Whether the roster stands under the root pinned here, or an older or a newer one that is vouched for."""
    trust = roster_trust.trust_of(store)
    if not trust.code:
        return NO_ROOT
    now = roster_trust.current(store)
    ours = offered.follows(trust.code) or same_code(offered.root.code, trust.code)
    ours = ours or (now is not None and now.follows(offered.root.code))
    if not ours:
        return OTHER_ROOT
    return COMPARED if trust.compared else NOT_COMPARED


def signer_json(signer: Signer) -> dict[str, str]:
    """As `signed_by` shows it; the fingerprint is the number of the key that `minisign` shows too."""
    return {"unit": signer.publisher, "name": signer.name, "fingerprint": key_number(signer)}


def key_number(signer: Signer) -> str:
    """The number of a signing key as the minisign command writes it."""
    return signer.key_id[::-1].hex().upper()


def update_json(found: Contents) -> dict[str, Any]:
    """As `verify --json` shows an update."""
    raw: dict[str, Any] = {"kind": found.kind, "changes": list(found.changes), "files": len(found.files)}
    if found.kind == update_form.PROGRAM:
        return raw | {"version": found.version, "platform": found.platform, "python": found.python}
    return raw | {"publisher": found.publisher, "number": found.number, "tables": _names(found)}


def roster_json(found: Roster) -> dict[str, Any]:
    """As `verify --json` shows a roster."""
    return {
        "province": found.province, "version": found.version, "root_code": found.root.code,
        "units": len(found.units), "computers": len(found.replicas),
    }  # fmt: skip


def update_lines(found: Contents, signer: Signer) -> list[str]:
    """Who signed, what it is, what it brings."""
    said = [_("Signed by: {name}, key {number}").format(name=signer_name(signer), number=in_fours(key_number(signer)))]
    if found.kind == update_form.PROGRAM:
        text = _("Program {version}, made {day}: {count} files, {size} MB")
        size = found.size // 1_000_000
        said.append(text.format(version=found.version, day=_day(found), count=len(found.files), size=size))
    else:
        text = _("Tables and texts no. {number}, made {day}: {tables}")
        names = [title(name) for name in _names(found)]
        more = ", …" if len(names) > _MANY else ""
        said.append(text.format(number=found.number, day=_day(found), tables=", ".join(names[:_MANY]) + more))
    return said + [_("Changes: {text}").format(text=line) for line in found.changes[:_MANY]]


def signer_name(signer: Signer) -> str:
    """Who signed an update, as shown."""
    if signer.publisher == RELEASE:
        return _("the publisher of the program (key {name})").format(name=signer.name)
    return signer.name


def roster_lines(found: Roster) -> list[str]:
    """Whose roster it is and the code to compare."""
    text = _("Roster of province {province}, version {version}: {units} units, {computers} computers")
    units = {unit.code: unit.name for unit in found.units}
    return [
        text.format(province=units.get(found.province, found.province), version=found.version,
                    units=len(found.units), computers=len(found.replicas)),
        _("Root code: {code}").format(code=found.root.code),
    ]  # fmt: skip


def _day(found: Contents) -> str:
    """A publisher writes YYYY-MM-DD; whatever else stands there is shown as it is."""
    try:
        return f"{date.fromisoformat(found.made):%d/%m/%Y}"
    except ValueError:
        return found.made


def _names(found: Contents) -> list[str]:
    return [file.name.removesuffix(".json") for file in found.files]
