"""Cells of a list as the screen shows them: texts with persons masked, links by their titles, icons of states."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from danvan_desktop import records
from danvan_desktop.app.listing.filter_cell import TO_SETTLE
from danvan_desktop.app.lists import secret, shown
from danvan_desktop.app.titles import UNIT_FIELDS, title, unit_name
from danvan_desktop.domain import denouncer
from danvan_desktop.domain.record_type import Field, Kind, RecordType
from danvan_desktop.i18n import _
from danvan_desktop.storage.reading import Record
from danvan_desktop.storage.store import Store

Mark = tuple[str, str]  # icon, tone
NEAR_DAYS = 3
_STATE_MARKS: dict[str, Mark] = {
    "moi_tiep_nhan": ("inbox", "text2"), "trung": ("copy", "text2"), "dang_phan_loai": ("tags", "text2"),
    "cho_bo_sung": ("file-plus", "warn"), "khong_du_dk": ("circle-slash", "text2"), "da_luu": ("archive", "text2"),
    "ngoai_tham_quyen": ("reply", "text2"), "da_huong_dan": ("reply", "text2"), "da_chuyen": ("send", "text2"),
    "da_tra": ("reply", "text2"), "cho_phuc_dap": ("reply", "text2"), "don_doc": ("bell", "warn"),
    "cho_thu_ly": ("hourglass", "warn"), "khong_thu_ly": ("circle-x", "text2"), "da_thu_ly": ("file-text", "text2"),
    "dang_xac_minh": ("search-check", "text2"), "doi_thoai": ("users-round", "text2"), "gia_han": ("clock", "warn"),
    "tam_dinh_chi": ("circle-pause", "text2"), "dinh_chi": ("circle-slash", "text2"),
    "da_co_ket_qua": ("circle-check", "ok"), "lan_hai": ("refresh-cw", "text2"), "to_cao_tiep": ("refresh-cw", "text2"),
    "dang_thi_hanh": ("gavel", "text2"), "thi_hanh_xong": ("check-check", "ok"), "dong": ("archive", "text2"),
    "chuyen_co_quan_dieu_tra": ("shield-alert", "text2"), "tach_don": ("git-compare", "text2"),
    "du_kien": ("calendar", "text2"), "da_tiep": ("circle-check", "ok"), "vang_mat": ("user-round-x", "warn"),
    "tu_choi": ("circle-x", "text2"), "hoan": ("circle-pause", "text2"), "dang_giai_quyet": ("hourglass", "text2"),
    "da_giai_quyet": ("circle-check", "ok"), "toa_an": ("scale", "text2"),
}  # fmt: skip


def needed(record: RecordType, columns: Sequence[Field]) -> set[str]:
    """Fields a page must hold to show these columns: theirs, and those that a mark follows from."""
    more = {record.state_field} if record.state_field else set()
    if any(field.name == "due_on" for field in columns) and "resolved_on" in record.by_name:
        more |= {"resolved_on"}
    if any(field.name == "content" for field in columns) and denouncer.SUMMARY in record.by_name:
        more |= {denouncer.SUMMARY}
    return {field.name for field in columns} | more


def link_titles(store: Store, columns: Sequence[Field], items: Sequence[Record | None]) -> dict[bytes, str]:
    """Titles of everything the links of a page lead to, read together."""
    found: dict[bytes, str] = {}
    for field in columns:
        if field.kind is not Kind.LINK or field.links_to not in store.types:
            continue
        targets = {item.values.get(field.name) for item in items if item is not None}
        ids = [target for target in targets if isinstance(target, bytes)]
        for target in store.records(field.links_to, ids):
            found[target.id] = title(store.types[field.links_to], target)
    return found


def unit_names(store: Store, columns: Sequence[Field], items: Sequence[Record | None]) -> dict[str, str]:
    """Names of the units whose codes stand in a page."""
    fields = [field.name for field in columns if field.name in UNIT_FIELDS]
    codes = {item.values.get(name) for item in items if item is not None for name in fields}
    return {code: unit_name(store, code) for code in codes if isinstance(code, str)}


def text(field: Field, item: Record, titles: Mapping[bytes, str]) -> str:
    """One cell on one line."""
    if field.kind is Kind.LINK:
        value = item.values.get(field.name)
        return titles.get(value, "") if isinstance(value, bytes) else ""
    if _raw_words(field, item):
        summary = item.values.get(denouncer.SUMMARY) if field.name == "content" else None
        return str(summary or _("(secret)")) if item.values.get(field.name) else ""
    said = shown(field, item)
    return " ".join(said.split()) if field.kind is Kind.LONG_TEXT else said


def _raw_words(field: Field, item: Record) -> bool:
    return denouncer.raw_words(records.get(item.type_name), field, item.values)


def due_text(field: Field, item: Record, today: date, plain: str) -> str:
    """A day by which something is due, with how long there is; only while it is open."""
    day = item.values.get(field.name)
    if not isinstance(day, date) or not _waits(item):
        return plain
    left = (day - today).days
    if left < 0:
        return _("{days} days overdue").format(days=-left)
    if left == 0:
        return _("Today {day}").format(day=f"{day:%d/%m}")
    return _("{day}, {days} days left").format(day=f"{day:%d/%m}", days=left) if left <= 30 else plain


def _waits(item: Record) -> bool:
    return item.values.get("resolved_on") is None and item.values.get("state") in TO_SETTLE


def mark(record: RecordType, field: Field, item: Record, today: date) -> Mark | None:
    """The icon beside a cell; a colour only repeats what the words say."""
    if secret(field, item) or (_raw_words(field, item) and item.values.get(field.name)):
        return "lock", "text2"
    if field.name == record.state_field:
        return _STATE_MARKS.get(str(item.values.get(field.name)))
    day = item.values.get(field.name)
    if field.name != "due_on" or not isinstance(day, date) or record.name != "petition":
        return None
    if not _waits(item):
        return None
    left = (day - today).days
    return (
        ("circle-x", "danger") if left < 0 else ("triangle-alert", "warn") if left <= NEAR_DAYS else ("clock", "text2")
    )
