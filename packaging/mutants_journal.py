"""Planted faults of the journal and of packages: algebra of heads, restores, refusals, requests, receipts."""

from __future__ import annotations

from mutants_kind import Mutant

MUTANTS = (
    Mutant(
        "last writer wins by clock instead of heads", "storage/heads.py",
        '" JOIN (SELECT row, type, field FROM cell GROUP BY row, type, field HAVING count(*) > 1"',
        '" JOIN (SELECT row, type, field FROM cell GROUP BY row, type, field HAVING count(*) > 99"',
    ),
    Mutant(
        "forgets that a later op has replaced a late one", "storage/apply.py",
        'conn.executemany("INSERT INTO replaced VALUES(?,?,?) ON CONFLICT DO NOTHING", parents)\n        straight',
        'conn.executemany("INSERT INTO replaced SELECT ?1, ?2, ?3 WHERE EXISTS(SELECT 1 FROM op WHERE id = ?3)'
        ' ON CONFLICT DO NOTHING", parents)\n        straight',
    ),
    Mutant(
        "of a new row the last op wins, whatever it replaces", "storage/straight.py",
        "            if list(op.parents.get(name, ())) != ([] if stood is None else [stood]):\n"
        "                return None\n", "",
    ),
    Mutant(
        "a row known before passes for a new one", "storage/apply.py",
        "            if row > latest[creator]:", "            if row >= latest[creator]:",
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
        "        have = have_writing.told(store, scope)\n",
        "        have = have_writing.told(store, scope)\n"
        "        for line in scope.lines():\n            for s in wanted:\n"
        "                at = (line, s.replica, 1, s.last)\n"
        "                store.conn.execute('INSERT OR REPLACE INTO peer_range VALUES(?,?,?,?)', at)\n",
    ),
    Mutant(
        "a restore keeps the replica id", "storage/identity.py",
        "replica = Replica(secrets.token_bytes(8), secrets.token_bytes(32)",
        'replica = load_replica(settings) if settings.get("replica.id") else'
        " Replica(secrets.token_bytes(8), secrets.token_bytes(32)",
    ),
    Mutant(
        "the shown value is the one that arrived last", "storage/heads.py",
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
        "deletions ignore what the deleter had not seen", "storage/heads.py",
        "    _note_edits_against_deletes(conn)\n    return", "    return",
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
        "going back in time is not noticed", "handoff/twins.py",
        "rolled_back = told > segments.last_seq(store.conn, me)", "rolled_back = False",
    ),
    Mutant(
        "a twin's numbers are not parted from ours", "handoff/twins.py",
        "        store.part_from_twin(replica, first)\n", "",
    ),
    Mutant(
        "a twin's changes are written again at every word of another office", "handoff/taking.py",
        "if segment.replica in own and (first := parting.lives_on(conn, ops)):",
        'if segment.replica == b"" and (first := parting.lives_on(conn, ops)):',
    ),
    Mutant(
        "what another office would only refuse is sent for ever", "handoff/scope.py",
        "peer_forks.needs_no_more(self._store.conn, line)", "peers.holds(self._store.conn, line)",
    ),
    Mutant(
        "equal numbers pass for equal changes", "storage/parting.py",
        "if held != op_id and (held or", "if held and not op_id and (held or",
    ),
    Mutant(
        "what a neighbour handed on and lost stays with its receiver", "handoff/scope.py",
        "return segments.of_replicas(self._store.conn, set(self.known) - self.sendable())",
        "return segments.of_replicas(self._store.conn, {r for r, c in self.known.items() if c.unit.code == self.unit})",
    ),
    Mutant(
        "what was refused is sent for ever", "storage/peer_forks.py",
        "first, last FROM peer_refused WHERE line = ?", "first, last FROM peer_refused WHERE line = ? AND 0",
    ),
    Mutant(
        "of a refused segment only the doubles are kept", "handoff/taking.py",
        "clash if segment.replica in own else others", "clash",
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
        "who holds a dossier no more hands it on", "domain/sharing.py",
        "o.takers and o.after == last and o.sender == holder", "o.takers and o.after == last",
    ),
    Mutant(
        "the next holder is not told how a dossier came", "handoff/dossier_scope.py",
        "return going + [s for s in addressed.about(self._store, self._way()) if s.id not in here]", "return going",
    ),
    Mutant(
        "who held a dossier is not told who holds it now", "handoff/addressed.py",
        "return between | shares.way(theirs)", "return between",
    ),
    Mutant(
        "who asked answers it", "domain/journal.py",
        "return not any(name in answers for name in op.fields)", "return True",
    ),
    Mutant(
        "states are compared of which one side knows more", "storage/exchange.py",
        "read_by = [STATE_FORM, *shape, *_deciding(conn, units)]", "read_by = [STATE_FORM, *shape]",
    ),
    Mutant(
        "an upper office that works itself compares no states", "handoff/taking.py",
        "counts_here = me in scope.shared()", "counts_here = True",
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
        "anybody may vouch for anybody", "handoff/certificate_trust.py",
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
        "    if result.receipt:\n        return Answer(result)\n", "",
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
        "what was heard of an access log is not told back", "handoff/have_writing.py",
        '"access": access_heads.told_to(store, scope),', '"access": {},',
    ),
    Mutant(
        "a strange head of an access log stops a package", "handoff/access_heads.py",
        "    if not isinstance(raw, list) or len(raw) != 2:\n        return None\n", "",
    ),
)  # fmt: skip
