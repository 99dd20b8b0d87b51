"""One office with data that every page of the program is shown over, and how a page of it is made."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from danvan_desktop.app import drafts
from tests.gui import form_desk
from tests.gui.form_desk import FormDesk, petition
from tests.gui.province_case import commune_desk, province_desk

Maker = Callable[["Place"], QWidget]
FOLLOWED = "Đề nghị sửa đường liên thôn 5 – thôn 7 trước mùa mưa"


@dataclass
class Place:
    """The desk, and folders beside it."""

    desk: FormDesk
    home: Path
    petition: bytes = b""
    event: bytes = b""
    ends: ExitStack = field(default_factory=ExitStack)
    _province: FormDesk | None = None
    _commune: FormDesk | None = None

    @property
    def province(self) -> FormDesk:
        """The desk of a province with its root and new units."""
        if self._province is None:
            self._province = province_desk(self.home / "tinh")
            self.ends.callback(form_desk.close, self._province)
        return self._province

    @property
    def commune(self) -> FormDesk:
        """The desk of a commune that province has taken in."""
        if self._commune is None and self.province:
            self._commune = commune_desk(self.home / "tinh")
            self.ends.callback(form_desk.close, self._commune)
        assert self._commune is not None
        return self._commune

    @property
    def desks(self) -> list[FormDesk]:
        """Those that were made."""
        return [desk for desk in (self.desk, self._province, self._commune) if desk is not None]

    def close(self) -> None:
        """Close every office."""
        self.ends.close()
        form_desk.close(self.desk)

    def fill(self) -> None:
        """Records with words of real length, so that lists and side panels have something to show."""
        desk = self.desk
        for number in range(8):
            numbered = petition(petition_no=f"00{number}/2026", register_no=str(number))
            self.petition = form_desk.saved(desk, "petition", numbered)
        with desk.store.batch(officer=desk.officer) as batch:
            self.event = batch.new("event", {
                "unit": "24538", "title": "Đối thoại với nhân dân thôn 5, thôn 7", "kind": "doi_thoai",
                "dialogue_kind": "dinh_ky", "start_on": date(2026, 10, 14), "status": "da_moi"})  # fmt: skip
            batch.new("event_opinion", {"event": self.event, "seq": 1, "content": FOLLOWED})
            batch.new("reception", {
                "unit": "24538", "received_on": date(2026, 10, 14), "visitor_name": "Lương Minh Tuấn",
                "people_count": 2, "kind": "phan_anh", "result": "hen_lai", "state": "da_tiep"})  # fmt: skip
        drafts.keep(desk.store, "k", "petition", self.petition, petition(content="Khác"), petition(), desk.officer)

    @property
    def shut(self) -> Path:
        """An office nobody has open."""
        folder = self.home / "shut"
        if not folder.exists():
            form_desk.new_office(folder).close()
        return folder / "office"


def make(where: str, *args: Any, **more: Any) -> QWidget:
    module, name = where.rsplit(".", 1)
    made: QWidget = getattr(importlib.import_module(f"danvan_desktop.gui.{module}"), name)(*args, **more)
    return made


def page(where: str, *args: Any) -> Maker:
    return lambda place: make(where, place.desk, *args)


def dialog(where: str, *args: Any) -> Maker:
    return lambda _place: make(where, *args)


def form(name: str, row: str = "") -> Maker:
    def opened(place: Place) -> QWidget:
        from danvan_desktop.gui.forms import page_for

        return page_for(place.desk, name, getattr(place, row) if row else None)

    return opened


def a_pdf(place: Place) -> bytes:
    from danvan_desktop.app.recovery import sheet_pdf

    return sheet_pdf(place.desk.store.unit.name, "ABCDE-FGHJK")
