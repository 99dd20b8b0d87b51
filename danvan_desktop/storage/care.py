"""Is the file sound? Every promise of the storage is looked at once, and what to do is said in sentences."""

from __future__ import annotations

from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from danvan_desktop.domain.journal import BadOpError, parse_line, seal
from danvan_desktop.errors import DanvanError
from danvan_desktop.i18n import N_, _
from danvan_desktop.storage import rebuild
from danvan_desktop.storage.database import Connection, DatabaseError
from danvan_desktop.storage.rekey import kept_copies
from danvan_desktop.storage.store import Store

FILE, CIPHER, JOURNAL, OWN, FORK, VAULT, SEARCH, VIEW = (
    "file", "cipher", "journal", "own_sequence", "fork", "vault", "search", "view",
)  # fmt: skip
_GOOD = {
    FILE: N_("The data file is whole."),
    CIPHER: N_("No byte of the encrypted file was altered."),
    JOURNAL: N_("Every save of the journal is as it was written ({count})."),
    OWN: N_("The journal of this computer has no gap ({count})."),
    FORK: N_("No save exists in two versions."),
    VAULT: N_("Persons' data are as they were written ({count})."),
    SEARCH: N_("Search is in order."),
    VIEW: N_("Lists and figures are what the journal says."),
}
_BAD = {
    FILE: N_("The data file is damaged: {what}"),
    CIPHER: N_("The encrypted file was altered or damaged in {count} places."),
    JOURNAL: N_("{count} saves of the journal are not as they were written."),
    OWN: N_("The journal of this computer has {count} gaps: saves are missing."),
    FORK: N_("{count} saves exist in two versions: this data folder was copied and used in two places."),
    VAULT: N_("{count} values of persons are not as they were written."),
    SEARCH: N_("Search is damaged."),
    VIEW: N_("Lists differ from the journal: {what}"),
}
_DERIVED = {SEARCH, VIEW}
NOT_DERIVED = ("op", "vault", "segment", "setting", "replica", "fork")


@dataclass(frozen=True)
class Finding:
    """One thing looked at."""

    code: str
    ok: bool
    text: str


@dataclass(frozen=True)
class CheckReport:
    """What a check found and what to do about it."""

    findings: tuple[Finding, ...]
    advice: tuple[str, ...] = field(default=())

    @property
    def ok(self) -> bool:
        """True when nothing is wrong."""
        return all(finding.ok for finding in self.findings)

    @property
    def bad(self) -> list[str]:
        """Codes of what is wrong."""
        return [finding.code for finding in self.findings if not finding.ok]


def check(
    store: Store, data_dir: Path | None = None, *, thorough: bool = True, progress: Callable[[str], None] | None = None,
    codes: Collection[str] | None = None,
) -> CheckReport:  # fmt: skip
    """Look at file, encryption, journal, vault and search; `thorough` also makes the view again and compares.

    `codes` names the looks wanted. Changes nothing.
    """
    findings = []
    for code, look in _LOOKS.items():
        if (code == VIEW and not thorough) or (codes is not None and code not in codes):
            continue
        if progress:
            progress(code)
        findings.append(_guarded(code, look, store))
    report = CheckReport(tuple(findings))
    return CheckReport(report.findings, tuple(_advice(set(report.bad), data_dir)))


def check_unopenable(error: DanvanError, data_dir: Path) -> CheckReport:
    """The report on a file that does not even open."""
    said = error.message if error.code == "damaged" else _(_BAD[FILE]).format(what=error.message)
    finding = Finding(FILE, ok=False, text=said)
    return CheckReport((finding,), tuple(_advice({FILE}, data_dir)))


def is_damage(error: DanvanError) -> bool:
    """Whether an opening failed because of what stands in the file."""
    said = str(error.__cause__).lower()
    return "malformed" in said or "not a database" in said


def _guarded(code: str, look: Callable[[Store], Finding], store: Store) -> Finding:
    try:
        return look(store)
    except BadOpError:
        return Finding(code, ok=False, text=_(_BAD[FILE]).format(what=_("a line of the journal cannot be read")))
    except DatabaseError as error:
        return Finding(code, ok=False, text=_(_BAD[FILE]).format(what=error))


def _found(code: str, *, bad: int, count: int = 0, what: str = "") -> Finding:
    if bad:
        return Finding(code, ok=False, text=_(_BAD[code]).format(count=bad, what=what))
    return Finding(code, ok=True, text=_(_GOOD[code]).format(count=count))


def file_problems(conn: Connection) -> list[str]:
    """What SQLite's own quick check says, nothing when all is well."""
    rows = [str(row[0]) for row in conn.execute("PRAGMA quick_check(20)")]
    return [] if rows == ["ok"] else rows


def journal_file_problems(conn: Connection) -> list[str]:
    """The quick check of the tables that cannot be made again from others."""
    rows = [str(row[0]) for table in NOT_DERIVED for row in conn.execute(f"PRAGMA quick_check({table})")]
    return [row for row in rows if row != "ok"]


def cipher_problems(conn: Connection) -> list[str]:
    """Pages whose authentication code does not fit."""
    return [str(row[0]) for row in conn.execute("PRAGMA cipher_integrity_check")]


def _file(store: Store) -> Finding:
    problems = file_problems(store.conn)
    return _found(FILE, bad=len(problems), what="; ".join(problems[:3]))


def _cipher(store: Store) -> Finding:
    with suppress(DatabaseError):  # a reader may not: it looks at the pages that are in the file by now
        store.conn.execute("PRAGMA wal_checkpoint(PASSIVE)")
    return _found(CIPHER, bad=len(cipher_problems(store.conn)))


def _journal(store: Store) -> Finding:
    bad = total = 0
    for op_id, replica, seq, row, type_name, hlc, line in store.conn.execute(
        "SELECT id, replica, seq, row, type, hlc, line FROM op"
    ):
        total += 1
        try:
            op = parse_line(line)
        except BadOpError:
            bad += 1
            continue
        written = (op.op_id, op.replica, op.seq, op.row, op.type_name, op.hlc)
        bad += written != (op_id, replica, seq, row, type_name, hlc)
    return _found(JOURNAL, bad=bad, count=total)


def _own(store: Store) -> Finding:
    last, count = store.conn.execute(
        "SELECT coalesce(max(seq), 0), count(*) FROM op WHERE replica = ?", (store.replica.id,)
    ).fetchone()
    return _found(OWN, bad=last - count, count=count)


def _fork(store: Store) -> Finding:
    """Saves of this computer in two versions are a fault here; what other copies did is kept, alarmed and no fault."""
    mine, others = store.conn.execute(
        "SELECT coalesce(sum(replica = ?1), 0), coalesce(sum(replica <> ?1), 0) FROM fork", (store.replica.id,)
    ).fetchone()
    if others and not mine:
        text = _("{count} saves of a copied data folder are kept apart; nothing is wrong in this one.")
        return Finding(FORK, ok=True, text=text.format(count=others))
    return _found(FORK, bad=mine)


def _vault(store: Store) -> Finding:
    bad = total = 0
    for digest, salt, value in store.conn.execute("SELECT hash, salt, value FROM vault"):
        total += 1
        bad += seal(salt, value)["s"] != digest.hex()
    return _found(VAULT, bad=bad, count=total)


def _search(store: Store) -> Finding:
    return _found(SEARCH, bad=not rebuild.search_is_sound(store.conn, store.types))


def _view(store: Store) -> Finding:
    differing = store.check_rebuild().differing
    return _found(VIEW, bad=len(differing), what=", ".join(differing))


_LOOKS: dict[str, Callable[[Store], Finding]] = {
    FILE: _file, CIPHER: _cipher, JOURNAL: _journal, OWN: _own, FORK: _fork, VAULT: _vault, SEARCH: _search,
    VIEW: _view,
}  # fmt: skip


def _advice(bad: set[str], data_dir: Path | None) -> list[str]:
    if not bad:
        return []
    if bad <= _DERIVED:
        return [_("Nothing is lost: “danvan rebuild” makes lists, search and figures again from the journal.")]
    if bad == {FORK}:
        return [
            _(
                "Use only one of the two data folders from now on; nothing saved is lost. Take in the newest package"
                " of the other office: this folder then goes on as a new computer."
            )
        ]
    advice = [
        _("Stop working with this data folder and copy it as it is to another disk."),
        _("Restore the newest backup into a new folder: danvan --data-dir NEW restore FILE."),
        _("If that backup is damaged, take the one before it."),
        *(_("A copy from before the last upgrade lies here: {file}.").format(file=p) for p in _copies(data_dir)),
        _("What was handed over since then comes back with the other office's next package; enter the rest again."),
    ]
    return advice


def _copies(data_dir: Path | None) -> list[Path]:
    return list(reversed(kept_copies(data_dir))) if data_dir else []
