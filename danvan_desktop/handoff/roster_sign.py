"""Making rosters at the province: begin, sign what the store says now, recover the signing key, renew the root.

The signing key (`roster.seed`) lies in the encrypted file of one computer of the province; the root is on paper only.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable

from danvan_desktop.errors import UserError
from danvan_desktop.handoff import certificates, dissolved, root, roster
from danvan_desktop.handoff.root import Root, Statement, Succession
from danvan_desktop.handoff.roster import Closed, ReplicaEntry, Roster, UnitEntry
from danvan_desktop.handoff.roster_take import put_in_force, signs_here
from danvan_desktop.handoff.roster_trust import current, pin, rank_of
from danvan_desktop.handoff.scope import subtree
from danvan_desktop.i18n import _
from danvan_desktop.storage import peers, roster_tables
from danvan_desktop.storage.clock import now_ms
from danvan_desktop.storage.roster_tables import SEED, Closing
from danvan_desktop.storage.store import UNHEARD, Store
from danvan_desktop.storage.training_mark import is_training

UNSURE = "closings-unsure"  # closings that nobody else heard of may be missing: a person has to look
_MOST_AHEAD = 100_000  # versions: a claim beyond is no roster
_LEVELS = {"xa": "commune", "huyen": "district", "tinh": "province"}


def can_sign(store: Store) -> bool:
    """Whether this computer holds the key that the roster in force names."""
    return signs_here(store)


def warn_of_lost_closings(store: Store) -> None:
    """The signing computer went back in time: of what it closed since and told nobody nothing can know. In `writing`.

    A person has to compare the list and close again. Told once for every time it went back.
    """
    if can_sign(store):
        peers.alarm(store.conn, UNSURE, store.replica.id.hex(), now_ms())


def check_may_begin(store: Store) -> None:
    """Raises UserError below a province and where there is a root already."""
    if store.unit.level != "province":
        raise UserError(
            _("Only the office of a province makes a root."), kept=_("Nothing was changed."),
            hint=_("Take the roster of your province in: danvan roster take FILE --expect CODE."),
        )  # fmt: skip
    if current(store) is not None:
        raise UserError(
            _("This province has a root already."), kept=_("Nothing was changed."),
            hint=_("A new one in its place: danvan roster renew."),
        )  # fmt: skip


def begin(store: Store, made: Root) -> Roster:
    """The first roster under a new root, which is on paper already."""
    check_may_begin(store)
    with store.writing():
        pin(store, root.code_of(made.sign_key), compared=True)
        statement = new_signer(store, made, epoch=1, signer_serial=1, escrow=(root.new_escrow(made),))
        return issue(store, statement, ())


def sign(store: Store) -> Roster:
    """The roster as the store says it now: a new version where anything differs. Raises UserError without the key."""
    now = current(store)
    if now is None or not can_sign(store):
        raise no_key()
    _check_not_behind(store, now)
    with store.writing():
        certificates.own(store)
        wanted = _units(store), _replicas(store)
        if (now.units, now.replicas) == wanted:
            return now
        return issue(store, now.root, now.succession)


def _check_not_behind(store: Store, now: Roster) -> None:
    """After a restore others have a newer one: signed over the older one, what was closed since would open again."""
    if store.settings.get(UNHEARD) and any(c.unit.code != store.unit.code for c in certificates.stored(store).values()):
        raise UserError(
            _(
                "This computer went back in time and has heard of no other office since:"
                " it may not know what was closed."
            ),
            kept=_("Nothing was changed."),
            hint=_("Take in a package of any office below, then try again."), code="roster-unheard",
        )  # fmt: skip
    found = roster_tables.newest_held(store.conn)
    if found is not None and found[1][:2] == now.rank[:2] and found[1][2] > now.version:
        raise UserError(
            _("Unit {unit} has a newer roster, version {version}, than this computer, which went back in time.").format(
                unit=found[0], version=found[1][2]
            ),
            kept=_("Nothing was changed."),
            hint=_("Send that unit the receipt and take its next package in, or its roster file, then try again.")
            + " " + _("If it has none after all, its program says what is not so: close that computer."),
            code="roster-behind",
        )  # fmt: skip


def check_may_renew(store: Store, old: Root | None) -> None:
    """Raises UserError where there is no roster of this province, or the sheets are not its root."""
    now = roster_here(store)
    if old is not None and old.sign_key != now.root.sign_key:
        raise wrong_sheets()


def renew(store: Store, old: Root | None, made: Root) -> Roster:
    """A new root, which is on paper already. The old one vouches for it; without it every office types the new code.

    What was sealed to the old root is opened by the new one where the old one was there.
    """
    check_may_renew(store, old)
    now = roster_here(store)
    kept = () if old is None else root.rewrapped(old, made, now.root.escrow)
    words = now.succession if old is None else (*now.succession, root.succeed(old, made))
    with store.writing():
        pin(store, root.code_of(made.sign_key), compared=True)
        statement = new_signer(
            store, made, epoch=now.root.epoch + 1, signer_serial=now.root.signer_serial + 1,
            escrow=(root.new_escrow(made), *kept)[:20],
        )  # fmt: skip
        return issue(store, statement, words)


def new_signer(
    store: Store, opened: Root, *, epoch: int, signer_serial: int, escrow: Iterable[root.EscrowKey]
) -> Statement:
    """A new signing key, kept in the encrypted file, and the root's statement of it."""
    store.settings.set(SEED, secrets.token_bytes(32).hex())
    return root.state(
        opened, province=store.unit.code, epoch=epoch, signer=_public(store), signer_serial=signer_serial,
        escrow=escrow,
    )  # fmt: skip


def issue(store: Store, statement: Statement, words: Iterable[Succession]) -> Roster:
    """Sign what the store says now under this statement and put it in force. In `writing`."""
    certificates.own(store)
    signed = roster.issue(
        bytes.fromhex(store.settings.get(SEED)), version=_next_version(store), made=now_ms(), statement=statement,
        succession=words, units=_units(store), replicas=_replicas(store), training=is_training(store.settings),
        signed_by=store.replica.id,
    )  # fmt: skip
    put_in_force(store, signed, own=True)
    return signed


def _next_version(store: Store) -> int:
    """Above every roster seen here and every one an office says it has, but for a number nobody can have come to."""
    mine = rank_of(store)[2]
    told = roster_tables.newest_held(store.conn)
    seen = [mine, *(rank[2] for rank, _text in roster_tables.kept(store.conn))]
    if told is not None and told[1][2] < mine + _MOST_AHEAD:
        seen.append(told[1][2])
    return max(seen) + 1


def _public(store: Store) -> bytes:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    seed = store.settings.get(SEED)
    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(seed)).public_key().public_bytes_raw() if seed else b""


def _replicas(store: Store) -> tuple[ReplicaEntry, ...]:
    """This province's computers and those of every unit under it."""
    known, shut = certificates.stored(store), roster_tables.closings(store.conn)
    units = subtree(known, store.unit.code) | {store.unit.code}
    found = [c for _replica, c in sorted(known.items()) if c.unit.code in units]
    ended = dissolved.ended(store.conn)
    return tuple(
        ReplicaEntry(
            c, peers.is_checked(store.conn, c.replica),
            _closed(at, ended=c.unit.code in ended) if (at := shut.get(c.replica)) else None,
        )
        for c in found
    )  # fmt: skip


def _closed(shut: Closing, *, ended: bool) -> Closed:
    """As the roster says it; `ended`: the unit is no more though its computers were closed as stolen."""
    stolen = ended and shut.reason == "stolen"
    return Closed(shut.at, dissolved.REASON if stolen else shut.reason, shut.day, stolen)


def _units(store: Store) -> tuple[UnitEntry, ...]:
    """Units with a computer, and those that went into others; their dates as the table of units says."""
    into = roster_tables.successions(store.conn)
    newest = {e.certificate.unit.code: e.certificate.unit for e in sorted(_replicas(store), key=_serial)}
    dated = _unit_rows(store, {*newest, *into, *(code for codes in into.values() for code in codes)})
    found = {}
    for code, unit in newest.items():
        *_rest, since, until = dated.get(code, ("", "", "", "", ""))
        found[code] = UnitEntry(
            code, unit.name, unit.level, unit.parent_code, since, until, tuple(into.get(code, ()))
        )  # fmt: skip
    for code, (name, level, parent, since, until) in dated.items():
        if code not in found and level in _LEVELS:
            found[code] = UnitEntry(code, name, _LEVELS[level], parent, since, until, tuple(into.get(code, ())))
    return tuple(found[code] for code in sorted(found))


def _serial(entry: ReplicaEntry) -> int:
    return entry.certificate.serial


def _unit_rows(store: Store, codes: set[str]) -> dict[str, tuple[str, str, str, str, str]]:
    """(name, level, parent, valid from, valid to) of units in the table of units."""
    record = store.types.get("unit")
    if record is None or "valid_from" not in record.by_name:
        return {}
    rows = roster_tables.unit_rows(store.conn, sorted(codes))
    return {code: (name, level, parent, since, until) for code, name, level, parent, since, until in rows}


def roster_here(store: Store) -> Roster:
    """The roster in force of this very province. Raises UserError."""
    now = current(store)
    if now is None or now.province != store.unit.code:
        raise UserError(
            _("There is no roster of this province here yet."), kept=_("Nothing was changed."),
            hint=_("Take in a package or a roster file of any office of the province first: danvan roster take FILE."),
        )  # fmt: skip
    return now


def no_key() -> UserError:
    """The refusal of whatever needs the signing key."""
    return UserError(
        _("This computer does not hold the key that signs the roster."), kept=_("Nothing was changed."),
        hint=_("Do it on the province's computer that holds it, or type the root sheets here: danvan roster recover."),
        code="no-roster-key",
    )  # fmt: skip


def wrong_sheets() -> UserError:
    """The refusal of sheets that are not this province's root."""
    return UserError(
        _("These sheets are not the root of this province, or they do not belong together."),
        kept=_("Nothing was changed."), hint=_("Compare the root code on the sheets with the covering letter."),
        code="wrong-sheets",
    )  # fmt: skip
