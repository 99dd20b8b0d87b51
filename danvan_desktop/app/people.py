"""Who may do what in this data folder: each officer's role, kept in the encrypted file, its changes in the log.

Every function that writes or lets something out asks here, so that window and command line refuse the same. A store
that nobody opened (a tool's, a migration's) is free. Roles are in force from the first that is given. Until then
everybody who can open the folder may do everything, as before there were roles. Whoever was first here is
administrator as long as nobody else was made one.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn

from danvan_desktop.app import access_log
from danvan_desktop.errors import UserError
from danvan_desktop.i18n import _
from danvan_desktop.storage.store import Store

if TYPE_CHECKING:
    from danvan_desktop.app.office import Office
    from danvan_desktop.domain.record_type import Transition
    from danvan_desktop.storage.passphrase import Cost

ROLES = access_log.ROLES
ADMIN, ORDINARY = "quan_tri", "xu_ly"
_ALL = frozenset(ROLES)
MAY: dict[str, frozenset[str]] = {
    "edit": _ALL,
    "import": frozenset({"nhap_lieu", "xu_ly", "quan_tri"}),
    "process": frozenset({"xu_ly", "lanh_dao", "quan_tri"}),
    "delete": frozenset({"xu_ly", "lanh_dao", "quan_tri"}),
    "export": frozenset({"xu_ly", "lanh_dao", "quan_tri"}),
    "report_lock": frozenset({"lanh_dao", "quan_tri"}),
    "access_log": frozenset({"lanh_dao", "quan_tri"}),
    "destroy": frozenset({"lanh_dao", "quan_tri"}),
    "keys": frozenset({"lanh_dao", "quan_tri"}),
    "people": frozenset({"quan_tri"}),
    "roster": frozenset({"quan_tri"}),
    "settings": frozenset({"quan_tri"}),
}
_PREFIX, _TEMPORARY = "people.role.", "people.temporary."


@dataclass(frozen=True)
class Officer:
    """Somebody who can open this folder."""

    name: str
    role: str
    me: bool


def officers(office: Office | Store) -> list[Officer]:
    """Everybody who can open this folder, in the order they came."""
    _store, me, names = _of(office)
    return [Officer(name, role(office, name), name == me) for name in names]


def role(office: Office | Store, name: str = "") -> str:
    """The role of an officer, by default of who opened the folder."""
    store, me, names = _of(office)
    given = _given(store, names)
    name = name or me
    if not given or not name or (name == names[0] and ADMIN not in given.values()):
        return ADMIN
    return given.get(name, ORDINARY)


def may(office: Office | Store, act: str) -> bool:
    """Whether who opened the folder may do this."""
    return role(office) in MAY[act]


def require(office: Office | Store, act: str) -> None:
    """Refuse what the officer may not do, and say who may. Raises UserError."""
    if not may(office, act):
        _refuse(office, MAY[act])


def may_step(held: str, step: Transition, act: str) -> bool:
    """Whether a role may take a step: it includes the act, and is the one the step is kept for where it is kept."""
    return held in MAY[act] and (not step.role or held in {step.role, ADMIN})


def require_step(office: Office | Store, step: Transition) -> None:
    """Refuse a step that is kept for another role. Raises UserError."""
    if step.role and role(office) not in {step.role, ADMIN}:
        _refuse(office, {step.role, ADMIN})


def _refuse(office: Office | Store, roles: Collection[str]) -> NoReturn:
    able = [f"{one.name} ({_(ROLES[one.role])})" for one in officers(office) if one.role in roles]
    raise UserError(
        _("Your role here is {role}; it does not include this.").format(role=_(ROLES[role(office)])),
        kept=_("Nothing was changed."),
        hint=_("It can be done by: {names}.").format(names=", ".join(able)),
        code="role",
    )


def set_role(office: Office, name: str, new: str) -> None:
    """Give an officer a role. Raises UserError for who may not, an unknown role, and the last administrator."""
    require(office, "people")
    _known(new)
    member = office.ring.member(name).name
    given = _given(office.store, office.ring.officers)
    given = (given or {office.officer: ADMIN}) | {member: new}  # the first who gives roles stays what he was
    if ADMIN not in given.values():
        raise UserError(
            _("Somebody has to be administrator here."), kept=_("Nothing was changed."),
            hint=_("Make another officer administrator first."),
        )  # fmt: skip
    with office.store.writing():
        for who, what in given.items():
            office.store.settings.set(_PREFIX + who, what)
        access_log.note(office, "role_changed", f"{member} → {new}")


def add_officer(office: Office, name: str, passphrase: str, role: str = "", *, cost: Cost | None = None) -> None:
    """Let another officer in, with a role where one is given."""
    from danvan_desktop.storage import keys

    require(office, "people")
    if role:
        _known(role)
    office.change_keys(keys.with_officer(office.ring, name, passphrase, cost))
    added = office.ring.officers[-1]
    access_log.note(office, "officer_added", added)
    office.store.settings.set(_TEMPORARY + added, "1")
    office.store.settings.set(_PREFIX + added, "")  # somebody of this name may have been here before
    if role:
        set_role(office, added, role)


def has_temporary_passphrase(office: Office) -> bool:
    """Whether somebody else chose the passphrase of who opened the folder: it is to be changed."""
    return office.store.settings.get(_TEMPORARY + office.officer) == "1"


def passphrase_changed(office: Office) -> None:
    """The officer has a passphrase of their own now."""
    if has_temporary_passphrase(office):
        office.store.settings.set(_TEMPORARY + office.officer, "")


def _known(role: str) -> None:
    if role not in ROLES:
        raise UserError(
            _("The role “{role}” is unknown.").format(role=role),
            hint=_("Give one of: {names}.").format(names=", ".join(ROLES)),
        )


def _given(store: Store, names: Sequence[str]) -> dict[str, str]:
    """Roles given to those who can still open the folder."""
    stored = store.settings.starting_with(_PREFIX)
    named = {name.removeprefix(_PREFIX): role for name, role in stored.items() if role in ROLES}
    return {name: named[name] for name in names if name in named}


def _of(office: Office | Store) -> tuple[Store, str, Sequence[str]]:
    """The store, who opened it, and everybody who could have."""
    store = office if isinstance(office, Store) else office.store
    return store, store.opened_by, store.officers
