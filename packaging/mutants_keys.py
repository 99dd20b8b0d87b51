"""Planted faults of what travels beside the journal: files, caps, roster, closed computers, dossiers, updates."""

from __future__ import annotations

from mutants_kind import DOSSIERS, KEYS, UPDATES, Mutant

MUTANTS = (
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
        "    if scope.values_travel():\n        for segment in wanted:",
        "    if store:\n        for segment in wanted:",
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
        "if offered.rank > self.rank:", "if offered.rank != self.rank:", KEYS,
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
        "roster: who went back in time is not told what to close again", "handoff/taking.py",
        "        roster_sign.warn_of_lost_closings(store)\n", "", KEYS,
    ),
    Mutant(
        "roster: a signer put back by hand is not noticed", "app/twin.py",
        '    return store.clock.seq, int(store.settings.get("roster.version", "0")) if signs else 0',
        "    return store.clock.seq, 0 if signs else 0", ("tests/unit/app/test_twin.py",),
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
        "closed: it brings in other computers", "handoff/certificate_trust.py",
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
        "the office above brings a computer into this office", "handoff/certificate_trust.py",
        "    if c.unit.code == my_unit and c.replica not in known:",
        "    if c.unit.code == my_unit and c is None:", KEYS,
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
