"""One decision that honours many: its common fields once, a line a recipient; saved as one award each, in one act."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from danvan_desktop import records
from danvan_desktop.app import people, pick_lists, rights
from danvan_desktop.app.ownership import must_be_ours
from danvan_desktop.app.saving import compare, refuse_errors, writing
from danvan_desktop.domain.indicator import Dated, Indicator
from danvan_desktop.domain.periods import Period
from danvan_desktop.domain.record_type import Field, Kind
from danvan_desktop.domain.text import clean, fold_key
from danvan_desktop.domain.values import Value
from danvan_desktop.errors import UserError
from danvan_desktop.i18n import _, ngettext
from danvan_desktop.storage import figures
from danvan_desktop.storage.reading import Record
from danvan_desktop.storage.store import Store

COMMON = (
    "award_kind", "awarded_by", "decision_no", "decision_date", "signer", "signer_title", "merit_year", "award_topic",
    "award_basis", "given_on", "given_at",
)  # fmt: skip
RECIPIENT = (
    "recipient_kind",
    "recipient_name",
    "recipient_title",
    "recipient_address",
    "achievement_short",
    "related_model",
)
MOST = 500
_DECIDED = Indicator("award.decided", "", "", "award", (Dated("decision_date"),))
_OWN_HEADS = {
    "recipient_kind": ("doi tuong", "loai doi tuong", "tap the ca nhan"),
    "recipient_name": (
        "ho ten",
        "ho va ten",
        "ten",
        "ten tap the",
        "ten tap the ca nhan",
        "don vi",
        "ho va ten don vi",
    ),
    "recipient_title": ("chuc vu", "chuc vu don vi", "chuc danh"),
    "recipient_address": ("dia chi", "noi o", "thon buon"),
    "achievement_short": ("thanh tich", "noi dung", "noi dung thanh tich", "ghi chu thanh tich"),
    "related_model": ("mo hinh", "ten mo hinh"),
}


@dataclass(frozen=True)
class Recipient:
    """One line of a decision: the award it is saved as, its own values, and what was loaded."""

    values: Mapping[str, Value]
    row: bytes | None = None
    before: Mapping[str, Value] = field(default_factory=dict)
    removed: bool = False


@dataclass(frozen=True)
class SavedDecision:
    """The awards of a decision in their order, and the name of the save for `undo`."""

    rows: tuple[bytes, ...]
    group: str | None


def same_decision(store: Store, item: Record) -> list[Record]:
    """All awards of this award's decision: same number, same day; the award alone where it has no number."""
    number, day = item.values.get("decision_no"), item.values.get("decision_date")
    if not isinstance(number, str):
        return [item]
    found = [
        other for other in store.records("award", _candidates(store, number, day))
        if not other.deleted and other.values.get("decision_date") == day
        and fold_key(str(other.values.get("decision_no") or "")) == fold_key(number)
    ]  # fmt: skip
    return sorted(found or [item], key=lambda other: (_number(other), other.id))[:MOST]


def _candidates(store: Store, number: str, day: Value) -> list[bytes]:
    """Awards of that day, by index; without a day those that search finds by the number."""
    if isinstance(day, date):
        return figures.ids(store.conn, store.types, _DECIDED, Period(day, day))
    return store.search("award", f'"{number}"', limit=MOST)


def _number(item: Record) -> int:
    number = item.values.get("register_no")
    return number if isinstance(number, int) else 0


def common_of(items: Sequence[Record]) -> dict[str, Value]:
    """What all awards of a decision have in common; what differs among them is left empty."""
    found: dict[str, Value] = {}
    for name in COMMON:
        values = {item.values.get(name) for item in items}
        if len(values) == 1 and (value := values.pop()) is not None:
            found[name] = value
    return found


def save(
    store: Store, common: Mapping[str, Value], recipients: Sequence[Recipient], *, before: Mapping[str, Value],
    officer: str, today: date,
) -> SavedDecision:  # fmt: skip
    """Write every recipient's award as one act. Only what was changed of the common fields goes into saved awards.

    Raises UserError, nothing written, when there is no recipient or one of them has an error.
    """
    if not any(not one.removed for one in recipients):
        raise UserError(
            _("This decision has no recipients yet."), kept=_("Nothing was saved; what you typed is still there."),
            hint=_("Type a name, or paste the list from Excel."),
        )  # fmt: skip
    planned = [_plan(store, dict(common), before, one, today) for one in recipients]
    rows: list[bytes] = []
    with writing(store, officer) as done:
        for one, values in zip(recipients, planned, strict=True):
            if one.removed:
                if one.row is not None:
                    done.batch.delete("award", one.row)
                continue
            row = one.row
            if row is None:
                row = done.batch.new("award", values)
            elif values:
                done.batch.edit("award", row, values)
            rows.append(row)
    return SavedDecision(tuple(rows), done.group)


def _plan(
    store: Store, common: dict[str, Value], before: Mapping[str, Value], one: Recipient, today: date
) -> Mapping[str, Value]:  # fmt: skip
    """What is written of one recipient; refuses what is wrong."""
    record = store.types["award"]
    if one.row is not None:
        must_be_ours(store, record, one.row)
    if one.removed:
        if one.row is not None:
            people.require(store, "delete")
        return {}
    current = store.get("award", one.row) if one.row is not None else None
    if one.row is not None:
        common = {name: value for name, value in common.items() if value != before.get(name)}
        given = {**one.values, **common}
        loaded = {**one.before, **{name: current.values.get(name) for name in common}} if current else {}
    else:
        start: dict[str, Value] = {"unit": store.unit.code, "register_year": today.year, "state": _state(common)}
        given, loaded = {**start, **one.values, **{k: v for k, v in common.items() if v is not None}}, {}
    change = compare(record, given, loaded, current)
    rights.require_change(store, record, current.values if current else None, change.whole)
    refuse_errors(record, change, today)
    return change.values


def _state(common: Mapping[str, Value]) -> str:
    """A decision that is written down is decided; one given already is presented."""
    if common.get("given_on") is not None:
        return "da_trao"
    return "co_quyet_dinh" if common.get("decision_no") is not None else "de_xuat"


# --- the list as it is in Excel
@dataclass(frozen=True)
class Pasted:
    """Recipients read from rows of a workbook, and what could not be read, in words."""

    recipients: tuple[Recipient, ...]
    left_out: tuple[str, ...] = ()


def read_pasted(store: Store, text: str, today: date) -> Pasted:
    """Rows copied in Excel: by their heads where there are any, else name, title, address, achievement."""
    from danvan_desktop.app.listing.paste import cells

    rows = cells(text)
    if not rows:
        raise UserError(
            _("There are no rows on the clipboard."), hint=_("In Excel choose the rows with names, copy, paste here.")
        )
    columns = _columns(rows[0])
    body = rows[1:] if columns else rows
    columns = columns or _unheaded(body)
    found: list[Recipient] = []
    left: list[str] = []
    for number, row in enumerate(body, 1):
        texts = {name: clean(row[place]) for place, name in columns.items() if place < len(row)}
        values, unknown = _read_row(store, texts, today)
        left += [_("row {number}: {label} is not known here").format(number=number, label=label) for label in unknown]
        if "recipient_name" in values:
            found.append(Recipient({"recipient_kind": guess_kind(str(values["recipient_name"])), **values}))
        elif values:
            left.append(_("row {number}: no name").format(number=number))
    return Pasted(tuple(found[:MOST]), tuple(left))


def _columns(head: Sequence[str]) -> dict[int, str]:
    """Which column holds what, where the row is a head."""
    record = records.get("award")
    names = {fold_key(_(record.field(name).label)): name for name in RECIPIENT}
    names |= {word: name for name, words in _OWN_HEADS.items() for word in words}
    found = {place: names[fold_key(cell)] for place, cell in enumerate(head) if fold_key(cell) in names}
    return found if "recipient_name" in found.values() else {}


def _unheaded(rows: Sequence[Sequence[str]]) -> dict[int, str]:
    """Without a head: a column of running numbers is left out, the first of the others holds names."""
    order = ("recipient_name", "recipient_title", "recipient_address", "achievement_short")
    numbered = len(rows[0]) > 1 and all(clean(row[0]).rstrip(".").isdigit() for row in rows)
    return dict(enumerate(order, 1 if numbered else 0))


def _read_row(store: Store, texts: Mapping[str, str], today: date) -> tuple[dict[str, Value], list[str]]:
    """The values of a row, and the labels of the cells that cannot be read."""
    values: dict[str, Value] = {}
    unknown: list[str] = []
    for name, text in texts.items():
        item = records.get("award").field(name)
        value = _read_cell(store, item, text, today) if text else None
        if value is not None:
            values[name] = value
        elif text:
            unknown.append(_(item.label))
    return values, unknown


def _read_cell(store: Store, item: Field, text: str, today: date) -> Value:
    if item.kind is Kind.CHOICE:
        pick = pick_lists.exact(pick_lists.picks(item, today), text)
        return pick.code if pick else None
    if item.kind is Kind.LINK:
        from danvan_desktop.app.links import find_links

        hits = [hit for hit in find_links(store, item.links_to, text, limit=3) if fold_key(text) in fold_key(hit.title)]
        return hits[0].row if len(hits) == 1 else None
    return text[: item.max_length] if item.max_length else text


_COLLECTIVE = (
    "ban ", "hoi ", "uy ban", "ubnd", "mttq", "dang uy", "chi bo", "thon ", "buon ", "to ", "cong an", "doan ",
    "truong ", "tram ", "xa ", "phuong ", "huyen ", "chi hoi", "hop tac xa", "doanh nghiep", "cong ty", "nhan dan",
    "can bo", "tap the", "phong ", "khoi ", "cau lac bo",
)  # fmt: skip
_HOUSEHOLD = ("ho ", "gia dinh")


def guess_kind(name: str) -> str:
    """Whether a name is a collective's, a household's or a person's; the officer may choose another."""
    key = f"{fold_key(name)} "
    if key.startswith(_HOUSEHOLD):
        return "ho_gia_dinh"
    return "tap_the" if key.startswith(_COLLECTIVE) else "ca_nhan"


def counted(recipients: Sequence[Recipient]) -> str:
    """“12 người và tập thể: 5 tập thể, 7 cá nhân”."""
    kept = [one for one in recipients if not one.removed]
    kinds = {code: sum(one.values.get("recipient_kind") == code for one in kept) for code in _kinds()}
    parts = [f"{number} {label.lower()}" for code, label in _kinds().items() if (number := kinds[code])]
    head = ngettext("{count} recipient", "{count} recipients", len(kept)).format(count=len(kept))
    return f"{head}: {', '.join(parts)}" if parts else head


def _kinds() -> dict[str, str]:
    return {choice.code: _(choice.label) for choice in records.get("award").field("recipient_kind").choices}


def with_values(one: Recipient, values: Mapping[str, Value]) -> Recipient:
    """The same line with other values."""
    return replace(one, values=dict(values))
