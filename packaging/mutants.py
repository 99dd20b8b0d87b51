"""Each rule of journal and hand-over broken once, in a copy; a test must notice. Prints CAUGHT or SURVIVED.

python packaging/mutants.py [WORD]     only mutants whose name holds WORD
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TESTS = tuple(
    f"tests/unit/handoff/test_{name}.py"
    for name in (
        "access_heads",
        "rules",
        "format",
        "attached",
        "attached_shown",
        "refusals",
        "gaps",
        "hostile_archives",
        "requests",
        "transfer",
        "twins",
        "conflicts",
        "stateful",
        "stateful_keys",
    )
)
KEYS = (
    "tests/unit/handoff/test_roster_rules.py",
    "tests/unit/storage/test_sharing.py",
    "tests/unit/handoff/test_stateful_keys.py",
)
DOSSIERS = ("tests/unit/handoff/test_transfer.py",)
UPDATES = tuple(f"tests/unit/updates/test_{name}.py" for name in ("update_file", "tables"))
TESTS = ("tests/unit/storage/test_sharing.py", "tests/unit/handoff/test_roster_rules.py", *TESTS)
TIMEOUT = 300


@dataclass(frozen=True)
class Mutant:
    """One rule broken: `old` in `file` becomes `new`."""

    name: str
    file: str
    old: str
    new: str
    tests: tuple[str, ...] = TESTS


MUTANTS = (
    Mutant(
        "last writer wins by clock instead of heads", "storage/apply.py",
        '" JOIN (SELECT row, field FROM cell GROUP BY row, field HAVING count(*) > 1"',
        '" JOIN (SELECT row, field FROM cell GROUP BY row, field HAVING count(*) > 99"',
    ),
    Mutant(
        "forgets that a later op has replaced a late one", "storage/apply.py",
        'conn.executemany("INSERT INTO replaced VALUES(?,?,?) ON CONFLICT DO NOTHING", parents)\n        single',
        'conn.executemany("INSERT INTO replaced SELECT ?1, ?2, ?3 WHERE EXISTS(SELECT 1 FROM op WHERE id = ?3)'
        ' ON CONFLICT DO NOTHING", parents)\n        single',
    ),
    Mutant("no transaction around an import", "storage/database.py", 'conn.execute("ROLLBACK")', 'conn.execute("COMMIT")'),  # noqa: E501
    Mutant(
        "what a peer holds survives its restore", "storage/peers.py",
        "        forget(conn, now.line)\n    conn.execute", "        pass\n    conn.execute",
    ),
    Mutant(
        "an older incarnation adds to what is believed", "storage/peers.py",
        "        return False\n    if old is None or", "        pass\n    if old is None or",
    ),
    Mutant(
        "sends once, without waiting for a receipt", "handoff/export.py",
        "        have = package.have(store, scope)\n",
        "        have = package.have(store, scope)\n        from danvan_desktop.storage import peers\n"
        "        for line in scope.lines():\n            for s in wanted:\n"
        "                peers._set_ranges(store.conn, line, s.replica, [(1, s.last)])\n",
    ),
    Mutant(
        "a restore keeps the replica id", "storage/identity.py",
        "replica = Replica(secrets.token_bytes(8), secrets.token_bytes(32)",
        'replica = load_replica(settings) if settings.get("replica.id") else'
        " Replica(secrets.token_bytes(8), secrets.token_bytes(32)",
    ),
    Mutant(
        "the shown value is the one that arrived last", "storage/apply.py",
        "ORDER BY hlc DESC, op DESC", "ORDER BY rowid DESC",
    ),
    Mutant(
        "a package for another office is taken in", "handoff/reading.py",
        "if manifest.to != unit:", "if not manifest.to:",
    ),
    Mutant(
        "hashes of files are not compared", "handoff/reading.py",
        "if len(data) != size or hashlib.sha256(data).hexdigest() != digest:", "if len(data) != size:",
    ),
    Mutant(
        "the manifest's signature is not checked", "handoff/reading.py",
        "sender.sign_key, sender.replica) is None:", "sender.sign_key, sender.replica) == 0:",
    ),
    Mutant(
        "segments' signatures are not checked", "handoff/segment_reading.py",
        'if not segments.verifies(author.sign_key, signature, "segment", body):', "if not author:",
    ),
    Mutant(
        "rights are ignored", "domain/journal.py",
        "mine = owner is not None and owner.unit == author.unit", "mine = owner is not None",
    ),
    Mutant(
        "deletions ignore what the deleter had not seen", "storage/apply.py",
        "        self._note_edits_against_deletes()\n        write_rows", "        write_rows",
    ),
    Mutant(
        "persons' values go to other offices", "handoff/scope.py", "        return self.same_unit\n\n    def _under", "        return True\n\n    def _under",  # noqa: E501
    ),
    Mutant(
        "destroyed values are taken in again", "storage/vault.py",
        'if conn.execute("SELECT 1 FROM destroyed WHERE hash = ?", (digest,)).fetchone():', "if not digest:",
    ),
    Mutant(
        "a subordinate is sent other offices' changes", "handoff/scope.py",
        "if self.upward else {self.unit}", "if self.upward else set(self.shared_units()) | {self.me.code}",
    ),
    Mutant(
        "a group is torn between two segments", "storage/segments.py",
        "if piece and (gap or theirs != word or (full and not (mine and mine == group))):",
        "if piece and (gap or theirs != word or full):",
    ),
    Mutant(
        "going back in time is not noticed", "handoff/taking.py",
        "rolled_back = told > segments.last_seq(store.conn, me)", "rolled_back = False",
    ),
    Mutant(
        "a twin's numbers are not parted from ours", "handoff/taking.py",
        "        store.part_from_twin(replica, first)\n", "",
    ),
    Mutant(
        "anything goes down with what is addressed", "handoff/addressed.py",
        "    return all(row in leading or row in along for _type, row in stands)", "    return True",
    ),
    Mutant(
        "requests do not stand apart", "storage/store.py",
        '_APART = {Rule.ADDRESSED: "row", Rule.CATALOGUE: "catalogue"}', "_APART: dict[Rule, str] = {}",
    ),
    Mutant(
        "a unit not named takes a dossier over", "domain/sharing.py",
        "elif writ.unit in takers and writ", "elif writ",
    ),
    Mutant(
        "the sender of a dossier goes on writing in it", "domain/sharing.py",
        "return unit == self.unit and (self.until is None or seq <= self.until.get(replica, 0))",
        "return unit == self.unit",
    ),
    Mutant(
        "anybody answers a request", "domain/journal.py",
        "return unit in shares.addressed.get(op.row, ()) and all(", "return all(",
    ),
    Mutant(
        "values of no dossier are kept", "handoff/dossier_scope.py",
        "if exchange.digest_of(value) in wanted", "if value",
    ),
    Mutant(
        "anybody may vouch for anybody", "handoff/certificates.py",
        "    return c.unit.parent_code == signer.unit.code and rank(c.unit) < rank(signer.unit)",
        "    return True",
    ),
    Mutant(
        "names in the archive are not checked", "handoff/archive.py",
        "caps.entry.fullmatch(e.filename) is None or", "e.filename is None or",
    ),
    Mutant(
        "unpacked size is not capped", "handoff/archive.py",
        "if total > caps.plain or total > caps.ratio * packed + 1_000_000:", "if total < 0:",
    ),
    Mutant(
        "a receipt answers a receipt", "handoff/importing.py",
        'return Answer(result, "" if manifest.receipt else unit)', "return Answer(result, unit)",
    ),
    Mutant(
        "a shorter access log takes the place of a longer one", "storage/access_heads.py",
        "WHERE excluded.lines > lines", "WHERE excluded.lines <> lines",
    ),
    Mutant(
        "an access log is compared with nobody's word", "storage/access_heads.py",
        "if access_log.hash_at(conn, told.head.lines) != told.head.hash:", "if told is None:",
    ),
    Mutant(
        "an access log is compared by length only", "storage/access_heads.py",
        "if access_log.hash_at(conn, told.head.lines) != told.head.hash:",
        "if access_log.hash_at(conn, told.head.lines) is None:",
    ),
    Mutant(
        "what was heard of an access log is not told back", "handoff/package.py",
        '"access": access_heads.told_to(store, scope),', '"access": {},',
    ),
    Mutant(
        "a strange head of an access log stops a package", "handoff/access_heads.py",
        "    if not isinstance(raw, list) or len(raw) != 2:\n        return None\n", "",
    ),
    Mutant(
        "files: pieces are not compared with the file's hash", "storage/blob_travel.py",
        "return hashlib.sha256(joined).digest() == digest and accept(conn, joined) is not None",
        "return accept(conn, joined) is not None",
    ),
    Mutant(
        "files: a piece may have any length", "storage/blob_travel.py",
        "return len(data) == min(PIECE, size - (number - 1) * PIECE)", "return True",
    ),
    Mutant(
        "files: scans leave the office", "handoff/contents.py",
        "    if scope.values_travel():\n        found |=", "    if store:\n        found |=",
    ),
    Mutant(
        "files: what nobody here names is taken from another office", "handoff/attached.py",
        "if same_unit or blob_travel.is_named(store.conn, store.types, blob_travel.digest_of(data)):", "if data:",
    ),
    Mutant(
        "files: what was destroyed comes back", "storage/blob_travel.py",
        "    if blobs.is_destroyed(conn, digest):\n        return None\n", "",
    ),
    Mutant(
        "files: a broken one is shown", "app/attachment_look.py",
        "    return kind == mime\n", "    return True\n",
    ),
    Mutant(
        "caps: unusually much comes in unasked", "handoff/large.py",
        "if unit != own_unit and not self.confirmed and", "if unit == own_unit and not self.confirmed and",
    ),
    Mutant(
        "caps: the list of entries is not looked at first", "handoff/archive.py",
        "    if zip64 or entries > caps.entries or length > caps.entries * _MOST_LISTED:", "    if entries < 0:",
    ),
    Mutant(
        "quarantine: nothing is tried again after an update", "handoff/quarantine.py",
        'f"{__version__} {store.replica.id.hex()}', 'f"{store.replica.id.hex()}',
    ),
    Mutant(
        "roster: an older one takes the place of a newer one", "handoff/roster_trust.py",
        "if offered.rank <= self.rank:", "if offered.rank == self.rank:", KEYS,
    ),
    Mutant(
        "roster: any root is believed", "handoff/roster_trust.py",
        "return NEWER if offered.follows(self.code) else OTHER_ROOT", "return NEWER", KEYS,
    ),
    Mutant(
        "roster: who went back in time signs over the newer one", "handoff/roster_sign.py",
        "    _check_not_behind(store, now)\n", "", KEYS,
    ),
    Mutant(
        "roster: a peer's newer one is not sent back", "handoff/roster_travel.py",
        "if held is None or held < mine[0]:", "if held is None:", KEYS,
    ),
    Mutant(
        "closed: what came later counts", "domain/journal.py",
        "if author is None or (author.closed_at is not None and op.seq > author.closed_at):",
        "if author is None:", KEYS,
    ),
    Mutant(
        "closed: what came later decides who holds a dossier", "storage/sharing.py",
        "return author is not None and (author.closed_at is None or seq <= author.closed_at)",
        "return author is not None", KEYS,
    ),
    Mutant(
        "closed: it brings in other computers", "handoff/certificates.py",
        "            if certificate.by in closed:\n                continue\n", "", KEYS,
    ),
    Mutant(
        "closed: packages are still sealed to it", "storage/peers.py",
        "WHERE unit = ? AND closed_at IS NULL", "WHERE unit = ?", KEYS,
    ),
    Mutant(
        "closed: the computer itself goes on under its number", "handoff/roster_take.py",
        "    if mine:\n", "    if not mine and store is None:\n", KEYS,
    ),
    Mutant(
        "the office above brings a computer into this office", "handoff/certificates.py",
        "    if c.unit.code == my_unit and old is None:", "    if c.unit.code == my_unit and old is c:", KEYS,
    ),
    Mutant(
        "transfer: the text of a denunciation leaves", "app/dossier.py",
        "or (secret_one and _may_tell(record, field.kind))", "", DOSSIERS,
    ),
    Mutant(
        "transfer: the scans of a denunciation leave", "app/dossier.py",
        "goes = bool(digest) and not secret_one", "goes = bool(digest)", DOSSIERS,
    ),
    Mutant(
        "transfer: another unit's records go along", "app/dossier.py",
        "return not item.deleted and item.owner == petition.owner", "return not item.deleted", DOSSIERS,
    ),
    Mutant(
        "updates: the signature is not checked", "handoff/update_reading.py",
        "signer.key, signer.key_id) is None:", "signer.key, signer.key_id) == 0:", UPDATES,
    ),
    Mutant(
        "updates: a file's hash is not compared", "handoff/update_reading.py",
        "if len(data) != listed.size or hashlib.sha256(data).hexdigest() != listed.sha256:",
        "if len(data) != listed.size:", UPDATES,
    ),
    Mutant(
        "updates: a lower number is taken", "app/updates/offer.py",
        "newer = contents.number > highest(store, contents.publisher)", "newer = contents.number > 0", UPDATES,
    ),
    Mutant(
        "updates: a province signs what only a release may", "handoff/update_reading.py",
        "if contents.kind == update_form.DATA and contents.publisher != signer.publisher:", "if not contents:", UPDATES,
    ),
)  # fmt: skip


def caught(mutant: Mutant, work: Path) -> str:
    """The test that noticed, or nothing."""
    target = work / "danvan_desktop" / mutant.file
    source = target.read_text(encoding="utf-8")
    if source.count(mutant.old) != 1:
        raise SystemExit(f"{mutant.name}: the text to break occurs {source.count(mutant.old)} times in {mutant.file}")
    target.write_text(source.replace(mutant.old, mutant.new), encoding="utf-8")
    options = ("-n0", "-q", "-x", "-m", "not slow", "-p", "no:cacheprovider")
    command = [sys.executable, "-m", "pytest", *options, *mutant.tests]
    try:
        done = subprocess.run(command, cwd=work, capture_output=True, text=True, timeout=TIMEOUT, check=False)
        failed = [line for line in done.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))]
        return failed[0].partition("::")[2][:70] or "an error" if done.returncode == 1 and failed else ""
    except subprocess.TimeoutExpired:
        return "does not end"
    finally:
        target.write_text(source, encoding="utf-8")


def main(wanted: str = "") -> int:
    """Break one rule after the other in a copy of the checkout; 1 when a mutant survived."""
    survived = 0
    with tempfile.TemporaryDirectory(prefix="danvan-mutants-") as folder:
        work = Path(folder)
        for name in ("danvan_desktop", "tests", "resources", "i18n"):
            shutil.copytree(ROOT / name, work / name, ignore=shutil.ignore_patterns("__pycache__", "data"))
        shutil.copy(ROOT / "pyproject.toml", work)
        (work / "packaging").mkdir()
        os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
        for mutant in (m for m in MUTANTS if wanted in m.name):
            start = time.monotonic()
            found = caught(mutant, work)
            survived += not found
            word = "CAUGHT" if found else "SURVIVED"
            print(f"{word:9} {time.monotonic() - start:4.0f} s  {mutant.name}: {found}", flush=True)
    return int(survived > 0)


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:2]))
