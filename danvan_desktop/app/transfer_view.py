"""Dossiers handed on as people read them: where each stands, what waits here, what a preview says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from danvan_desktop.app.dossier import MOST, Dossier, sealed_of
from danvan_desktop.app.lists import field_label
from danvan_desktop.app.titles import title
from danvan_desktop.app.unit_names import known_units
from danvan_desktop.handoff import carried
from danvan_desktop.i18n import _
from danvan_desktop.records.transfer import OFFERED
from danvan_desktop.storage import blob_travel, journal_reading
from danvan_desktop.storage.reading import Record
from danvan_desktop.storage.store import Store

TYPE = "transfer"


@dataclass(frozen=True)
class Standing:
    """How a dossier stands between two units. `ours`: this office sent it."""

    transfer: bytes
    petition: bytes
    title: str
    other: str
    other_name: str
    state: str
    ours: bool
    sent_on: date | None
    letter_no: str
    reason: str
    answer: str

    @property
    def waits(self) -> bool:
        """Whether this office has to take it over or refuse it."""
        return not self.ours and self.state == OFFERED

    def as_json(self) -> dict[str, object]:
        """As `transfer list --json` shows it."""
        return {
            "id": self.transfer.hex(), "petition": self.petition.hex(), "unit": self.other, "state": self.state,
            "ours": self.ours, "waiting_for_us": self.waits, "sent_on": self.sent_on,
            "letter_no": self.letter_no or None, "answer": self.answer or None,
        }  # fmt: skip


def receiver_of(item: Record) -> str:
    """Code of the unit a transfer goes to."""
    unit = item.values.get("to_unit")
    return unit if isinstance(unit, str) else ""


def open_transfer(store: Store, petition: bytes) -> Record | None:
    """The offer of a dossier that nobody has answered yet."""
    found = [item for item in transfers_of(store, petition) if item.values.get("state") == OFFERED]
    return found[-1] if found else None


def transfers_of(store: Store, petition: bytes) -> list[Record]:
    """Transfers of a petition, oldest first."""
    record = store.types[TYPE]
    rows = journal_reading.linking(store.conn, record, "petition", petition, limit=MOST)
    return sorted((item for item in store.records(TYPE, rows) if not item.deleted), key=lambda item: item.created_ms)


def lacking(store: Store, petition: bytes) -> list[str]:
    """What was to come with a dossier that waits here and is not here yet: labels of fields, how many files."""
    item = open_transfer(store, petition)
    if item is None or receiver_of(item) != store.unit.code:
        return []
    went = carried.of(item)
    values = carried.lacked(store, went.values, went.rows)
    files = blob_travel.not_whole(store.conn, went.blobs)
    found = list(dict.fromkeys(
        f"{_(record.label)} – {field_label(record, field)}" for name, record in store.types.items()
        for one in store.records(name, went.rows if values else [])
        for field, digest in sealed_of(store, one.id, name).items() if digest in values
    ))  # fmt: skip
    if files:
        found.append(_("{count} of {all} attached files").format(count=len(files), all=len(went.blobs)))
    return found or ([_("{count} personal values").format(count=len(values))] if values else [])


def waiting_for_us(store: Store) -> int:
    """How many dossiers wait to be taken over here."""
    return sum(1 for one in listed(store) if one.waits)


def listed(store: Store) -> list[Standing]:
    """Every transfer this office sent or was sent, those that wait for it first."""
    rows = journal_reading.newest(store.conn, store.types[TYPE], limit=MOST)
    me = store.unit.code
    items = [item for item in store.records(TYPE, rows) if not item.deleted]
    names = {code: unit.name for code, unit in known_units(store).items()} if items else {}
    found = [_standing(store, item, names) for item in items if me in {item.owner, item.values.get("to_unit")}]
    return sorted(found, key=lambda one: not one.waits)


def _standing(store: Store, item: Record, names: dict[str, str]) -> Standing:
    v, ours = item.values, item.owner == store.unit.code
    petition = v.get("petition")
    target = petition if isinstance(petition, bytes) else b""
    there = store.get("petition", target) if target else None
    other = str(v.get("to_unit") or "") if ours else item.owner
    sent = v.get("sent_on")
    return Standing(
        item.id, target, title(store.types["petition"], there) if there else "", other,
        names.get(other) or other, str(v.get("state") or OFFERED), ours, sent if isinstance(sent, date) else None,
        str(v.get("letter_no") or ""), str(v.get("reason") or ""), str(v.get("answer") or ""),
    )  # fmt: skip


def told(found: Dossier) -> list[str]:
    """The preview as lines of text: record by record what changes hands, which personal values go and which stay."""
    lines = []
    for part in found.parts:
        how = _("changes hands") if part.handed_on else _("goes along to be read")
        lines.append(f"{part.title or part.label} – {how}")
        for label, names in (
            (_("  open: {fields}"), part.open), (_("  PERSONAL, leaves unmasked: {fields}"), part.named),
            (_("  stays here: {fields}"), part.kept),
        ):  # fmt: skip
            if names:
                lines.append(label.format(fields=", ".join(names)))
        if part.file:
            lines.append(_("  the attached file itself leaves"))
    if found.denunciation:
        lines.append(_("A denunciation: free text and files stay here; hand the sealed paper file over by hand."))
    return lines
