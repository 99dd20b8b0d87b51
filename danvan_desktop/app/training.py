"""TẬP HUẤN: an office with sample data, in a folder of its own, whose pages and packages nobody takes for real."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from danvan_desktop import assets, paths
from danvan_desktop.app.office import Office
from danvan_desktop.app.watermark import stamp_pages
from danvan_desktop.domain.record_type import RecordType
from danvan_desktop.errors import UserError
from danvan_desktop.i18n import _
from danvan_desktop.storage import training_mark
from danvan_desktop.storage.identity import UnitInfo
from danvan_desktop.storage.passphrase import Cost
from danvan_desktop.storage.store import Store

FOLDER = "tap-huan"
PASSPHRASE = "sổ tập huấn"  # noqa: S105  known to everybody: what lies behind it is no secret
OFFICER = "Cán bộ tập huấn"
YEAR = 2026  # of the sample registers
COST = Cost(memory_kib=8 * 1024)
REGISTERS = {"so-don-thu": "petition", "so-tiep-dan": "reception", "mo-hinh": "model", "khen-thuong": "award"}
_UNIT = UnitInfo(f"{training_mark.UNIT}-xa-mau", "Xã Mẫu (tập huấn)", "commune", f"{training_mark.UNIT}-tinh-mau")
_ORGAN = {
    "name": "Ban Xây dựng Đảng", "parent": "Đảng ủy xã Mẫu", "symbol": "BXDĐ", "place": "Xã Mẫu", "side": "party",
}  # fmt: skip


def folder() -> Path:
    """Where this user's training office lies, beside the real one and never in it."""
    real = paths.default_data_dir()
    return real.with_name(f"{real.name}-{FOLDER}")


def is_training(store: Store) -> bool:
    """Whether this office is one for training."""
    return training_mark.is_training(store.settings)


def open_office(data_dir: Path | None = None, *, types: Mapping[str, RecordType] | None = None) -> Office:
    """Open the training office, making it with the sample registers when it is not there yet.

    Raises UserError for a folder that holds a real office.
    """
    place = data_dir or folder()
    if not (place / paths.KEYS_NAME).exists():
        return _make(place, types)
    try:
        office = Office.open(place, PASSPHRASE, types=types)
    except UserError as error:
        if error.code == "passphrase":
            raise _real(place) from None
        raise
    if is_training(office.store):
        return office
    office.close()
    raise _real(place)


def _make(place: Path, types: Mapping[str, RecordType] | None) -> Office:
    from danvan_desktop.app.import_sheet import import_sheet  # workbook libraries have no place in a window's start

    office, _code = Office.create(place, _UNIT, OFFICER, PASSPHRASE, _ORGAN, cost=COST, types=types)
    try:
        training_mark.mark(office.store.settings)
        stamp_pages(office.store)
        for workbook, kind in samples():
            import_sheet(
                office.store, workbook, type_name=kind, officer=OFFICER, today=date(YEAR, 12, 31), year=YEAR,
                skip_bad=True,
            )  # fmt: skip
    except BaseException:
        office.close()
        raise
    return office


def samples() -> list[tuple[Path, str]]:
    """The sample registers and their kinds, petitions first."""
    place = assets.resource("samples")
    return [(path, kind) for start, kind in REGISTERS.items() for path in sorted(place.glob(f"{start}*.xlsx"))]


def _real(place: Path) -> UserError:
    return UserError(
        _("The folder {folder} holds a real office's data, not a training office.").format(folder=place),
        kept=_("Nothing was changed."), hint=_("Give another folder for training."), code="training",
    )  # fmt: skip
