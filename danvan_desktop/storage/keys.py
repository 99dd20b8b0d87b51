"""Who may open the database: officers by their passphrases, the unit by its recovery code (handoff.md §7)."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from pathlib import Path

from danvan_desktop import paths
from danvan_desktop.domain.text import clean, fold_key
from danvan_desktop.errors import EnvironmentProblem, UserError
from danvan_desktop.i18n import _
from danvan_desktop.storage import keyfile, recovery_code
from danvan_desktop.storage.files import disk_problem, write_private
from danvan_desktop.storage.keyfile import ESCROW, RECOVERY, Contents, KeyFile, Member
from danvan_desktop.storage.passphrase import Cost, derive, require_good


@dataclass(frozen=True)
class Keyring:
    """The opened keys of a data folder. `me` is the officer whose passphrase opened them.

    `following` is set while the database is still to be given the key in it.
    """

    file: KeyFile
    contents: Contents
    me: Member
    identity: str
    following: Contents | None = None

    @property
    def key(self) -> bytes:
        """The 32-byte key of the database."""
        return self.contents.key

    @property
    def officers(self) -> list[str]:
        """Names of those who can open the database."""
        return [member.name for member in self.contents.members]

    def save(self, data_dir: Path) -> None:
        """Write keys.json."""
        write_private(data_dir / paths.KEYS_NAME, self.file.to_bytes())

    def member(self, name: str) -> Member:
        """The officer of that name, also when typed without accents, if only one fits."""
        found = [m for m in self.contents.members if m.name == clean(name)]
        found = found or [m for m in self.contents.members if fold_key(m.name) == fold_key(name)]
        if len(found) != 1:
            raise UserError(
                _("There is no officer “{name}” here.").format(name=clean(name)),
                hint=_("Officers here: {names}.").format(names=", ".join(self.officers)),
            )
        return found[0]


def create(officer: str, passphrase: str, cost: Cost | None = None) -> tuple[Keyring, str]:
    """New keys for a new database; returns them and the recovery code to print. Nothing is written yet."""
    name = _good_name(officer)
    require_good(passphrase)
    member, wrap = keyfile.new_member(name, passphrase, cost)
    code, public, box = _new_recovery()
    contents = Contents(secrets.token_bytes(32), (member,), public)
    file = KeyFile((wrap,), box, keyfile.seal_contents(contents))
    return Keyring(file, contents, member, _identity(file, passphrase)[1]), code


def read(data_dir: Path) -> KeyFile:
    """keys.json of a data folder."""
    path = data_dir / paths.KEYS_NAME
    try:
        return KeyFile.from_bytes(path.read_bytes())
    except FileNotFoundError:
        raise _no_keys(data_dir) from None
    except OSError as error:
        raise disk_problem(error, path) from error


def open_with_passphrase(file: KeyFile, passphrase: str) -> Keyring:
    """Try the passphrase at each officer's wrap. Raises UserError when it opens none."""
    number, identity = _identity(file, passphrase)
    return _opened(file, number, identity)


def open_with_code(file: KeyFile, code: str, officer: str = "") -> Keyring:
    """Open by the recovery code, as `officer` (not needed where there is only one)."""
    identity = _identity_of_code(file, keyfile.code_key(recovery_code.read_code(code)))
    if identity is None:
        raise UserError(
            _("This recovery code does not belong to this data folder."),
            hint=_("Check that the recovery sheet is this unit's and the newest one."),
        )
    contents = keyfile.open_contents(file.database, identity)
    first = Keyring(file, contents, contents.members[0], identity, _following(file, identity))
    if not officer and len(contents.members) > 1:
        raise UserError(
            _("Several officers use this data folder: say whose passphrase is to be set."),
            hint=_("Officers here: {names}.").format(names=", ".join(first.officers)),
        )
    return replace(first, me=first.member(officer)) if officer else first


def unlock(data_dir: Path, passphrase: str) -> tuple[bytes, str]:
    """Key of the database and name of the officer whose passphrase this is."""
    ring = open_with_passphrase(read(data_dir), passphrase)
    return ring.key, ring.me.name


# --- changes: each returns the new keyring, which the caller saves
def with_officer(ring: Keyring, name: str, passphrase: str, cost: Cost | None = None) -> Keyring:
    """Let another officer in."""
    name = _good_name(name)
    require_good(passphrase)
    _no_rekeying(ring)
    if any(fold_key(name) == fold_key(have) for have in ring.officers):
        raise UserError(_("There is already an officer “{name}” here.").format(name=name),
                        hint=_("Add something that tells the two apart, such as the position."))  # fmt: skip
    _must_be_new(ring.file, passphrase)
    member, wrap = keyfile.new_member(name, passphrase, cost)
    contents = replace(ring.contents, members=(*ring.contents.members, member))
    file = replace(ring.file, officers=(*ring.file.officers, wrap), database=keyfile.seal_contents(contents))
    return replace(ring, file=file, contents=contents)


def with_passphrase(ring: Keyring, passphrase: str, cost: Cost | None = None) -> Keyring:
    """Give the officer of this keyring a new passphrase: new pair of keys, the old wrap is gone."""
    require_good(passphrase)
    _no_rekeying(ring)
    others = tuple(wrap for wrap in ring.file.officers if wrap.id != ring.me.id)
    _must_be_new(replace(ring.file, officers=others), passphrase)
    member, wrap = keyfile.new_member(ring.me.name, passphrase, cost)
    members = tuple(member if m.id == ring.me.id else m for m in ring.contents.members)
    contents = replace(ring.contents, members=members)
    file = replace(ring.file, officers=(*others, wrap), database=keyfile.seal_contents(contents))
    return Keyring(file, contents, member, _identity(replace(file, officers=(wrap,)), passphrase)[1])


def with_new_recovery(ring: Keyring) -> tuple[Keyring, str]:
    """A new recovery code; the old sheet is void from now on."""
    _no_rekeying(ring)
    code, public, box = _new_recovery()
    contents = replace(ring.contents, recovery=public)
    return replace(
        ring, file=replace(ring.file, recovery=box, database=keyfile.seal_contents(contents)), contents=contents
    ), code


def with_escrow(ring: Keyring) -> tuple[Keyring, str]:
    """A second recovery code, made to be sealed to the province root and shown to nobody here; the former is void."""
    _no_rekeying(ring)
    code, public, box = _new_recovery(ESCROW)
    contents = replace(ring.contents, escrow=public)
    file = replace(ring.file, escrow=box, database=keyfile.seal_contents(contents))
    return replace(ring, file=file, contents=contents), code


def without_escrow(ring: Keyring) -> Keyring:
    """Nothing deposited opens the data any more."""
    _no_rekeying(ring)
    contents = replace(ring.contents, escrow="")
    file = replace(ring.file, escrow=None, database=keyfile.seal_contents(contents))
    return replace(ring, file=file, contents=contents)


def without_officer(ring: Keyring, name: str) -> Keyring:
    """Take an officer's wrap away and prepare a new database key in `file.following` (storage.rekey does the rest)."""
    _no_rekeying(ring)
    gone = ring.member(name)
    remaining = tuple(m for m in ring.contents.members if m.id != gone.id)
    if not remaining:
        raise UserError(_("{name} is the last officer here and cannot leave.").format(name=gone.name),
                        hint=_("Add the successor first."))  # fmt: skip
    contents = replace(ring.contents, members=remaining)
    following = replace(contents, key=secrets.token_bytes(32))
    wraps = tuple(wrap for wrap in ring.file.officers if wrap.id != gone.id)
    sealed = keyfile.seal_contents(contents), keyfile.seal_contents(following)
    file = replace(ring.file, officers=wraps, database=sealed[0], following=sealed[1])
    return replace(ring, file=file, contents=contents, following=following)


def _opened(file: KeyFile, number: str, identity: str) -> Keyring:
    contents = keyfile.open_contents(file.database, identity)
    public = keyfile.public_of(identity)
    me = next((m for m in contents.members if m.id == number and m.public == public), None)
    if me is None:
        raise _wrong_passphrase()
    return Keyring(file, contents, me, identity, _following(file, identity))


def _following(file: KeyFile, identity: str) -> Contents | None:
    return None if file.following is None else keyfile.open_contents(file.following, identity)


def _identity(file: KeyFile, passphrase: str) -> tuple[str, str]:
    for wrap in file.officers:
        identity = keyfile.open_box(derive(passphrase, wrap.salt, wrap.cost), wrap.id, wrap.box)
        if identity is not None:
            return wrap.id, identity
    raise _wrong_passphrase()


def _must_be_new(file: KeyFile, passphrase: str) -> None:
    """Two officers with one passphrase would both be taken for the first."""
    try:
        _identity(file, passphrase)
    except UserError:
        return
    raise UserError(_("Another officer here already uses this passphrase."), hint=_("Choose another one."))


def _identity_of_code(file: KeyFile, key: bytes) -> str | None:
    """By the code of the office's own sheet, or by the one deposited with the province."""
    identity = keyfile.open_box(key, RECOVERY, file.recovery)
    if identity is None and file.escrow is not None:
        identity = keyfile.open_box(key, ESCROW, file.escrow)
    return identity


def _new_recovery(about: str = RECOVERY) -> tuple[str, str, bytes]:
    import pyrage

    code = recovery_code.new_code()
    identity = pyrage.x25519.Identity.generate()
    box = keyfile.close_box(keyfile.code_key(recovery_code.read_code(code)), about, str(identity))
    return code, str(identity.to_public()), box


def _no_rekeying(ring: Keyring) -> None:
    if ring.following is not None:
        raise EnvironmentProblem(
            _("The data is still to be encrypted with its new key."), kept=_("Nothing was changed."),
            hint=_("Free some space on the disk and open the data folder again."),
        )  # fmt: skip


def _good_name(name: str) -> str:
    if not clean(name):
        raise UserError(_("The officer's name is missing."))
    return clean(name)


def _wrong_passphrase() -> UserError:
    return UserError(
        _("The passphrase does not fit."),
        hint=_(
            "Try again; accents and capitals do not matter. "
            "If it is lost, the unit's recovery code sets a new one: “danvan recover”."
        ),
        code="passphrase",
    )


def _no_keys(data_dir: Path) -> UserError | EnvironmentProblem:
    if (data_dir / paths.DATABASE_NAME).exists():
        return EnvironmentProblem(
            _("The key file keys.json is missing beside the data, so the data cannot be opened."),
            kept=_("The data file itself is untouched."),
            hint=_(
                "Put keys.json back, or restore the last good backup into a new folder; every backup holds the keys."
            ),
        )
    return UserError(
        _("There is no data of an office in {folder}.").format(folder=data_dir),
        hint=_("Begin with “danvan init”, or restore a backup into this folder."),
    )
