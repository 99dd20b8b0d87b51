"""What an office begins with, from the few things that are asked: unit, organ, officer, passphrase."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field
from pathlib import Path

from danvan_desktop.app.office import Office
from danvan_desktop.app.places import Place
from danvan_desktop.domain.organ_side import PARTY, STATE, is_committee, side_of
from danvan_desktop.domain.text import clean, fold_key
from danvan_desktop.errors import UserError
from danvan_desktop.i18n import N_, _, vi
from danvan_desktop.storage.identity import UnitInfo
from danvan_desktop.storage.passphrase import Cost

BODY = "body"  # a party committee or organ that is no unit of the list


@dataclass
class Setup:
    """Everything typed on the pages so far."""

    level: str = "commune"
    place: Place | None = None
    body_name: str = ""
    organ: dict[str, str] = field(default_factory=dict)
    officer: str = ""
    passphrase: str = ""

    def unit(self) -> UnitInfo:
        """Whose data folder it will be. Raises UserError while something is missing."""
        if self.place is None:
            raise UserError(_("Choose your unit in the list first."), hint=_("Type a part of its name."))
        if self.level != BODY:
            return UnitInfo(self.place.code, self.place.name, self.place.level, self.place.parent_code)
        name = clean(self.body_name)
        if not name:
            raise UserError(_("Type the name of the body."))
        return UnitInfo(body_code(name, self.place.code), name, "commune", self.place.code)


def body_code(name: str, above: str) -> str:
    """A code for a body no list has: the unit's above, the initials, two figures that tell equal initials apart."""
    initials = "".join(word[0] for word in fold_key(name).split()).upper()
    return f"{above}.{initials[:16]}{zlib.crc32(fold_key(name).encode()) % 100:02d}"


def suggested_organ(setup: Setup) -> dict[str, str]:
    """What most organs of this kind are called; everything may be changed."""
    unit, place = setup.unit(), setup.place
    province = bare_name(place.province or place.name) if place else ""
    city = place is not None and (place.province or place.name).startswith("Thành phố")
    committee = N_("City Party Committee of {name}") if city else N_("Provincial Party Committee of {name}")
    above = vi(committee).format(name=province)
    if setup.level == BODY:
        named = {"name": unit.name, "parent": above, "symbol": "", "place": province}
    elif unit.level == "province":
        named = {
            "name": vi(N_("Board for Propaganda and Mass Mobilisation")), "parent": above, "symbol": "BTGDVTU",
            "place": province,
        }  # fmt: skip
    elif unit.level == "district":
        named = {
            "name": vi(N_("Mass Mobilisation Board")),
            "parent": vi(N_("District Party Committee of {name}")).format(name=bare_name(unit.name)), "symbol": "BDVHU",
            "place": bare_name(unit.name),
        }  # fmt: skip
    else:
        named = {
            "name": vi(N_("Party Building Board")),
            "parent": vi(N_("Party Committee of {name}")).format(name=_lower_kind(unit.name)), "symbol": "BXDĐ",
            "place": bare_name(unit.name),
        }  # fmt: skip
    return as_named({**named, "side": PARTY}, named["name"])


def as_named(suggested: dict[str, str], name: str) -> dict[str, str]:
    """What was suggested as it suits the name typed: a State body has no party committee above it."""
    if side_of(name) == PARTY or suggested["side"] == STATE:
        return {**suggested, "side": side_of(name)}
    return {**suggested, "side": STATE, "parent": "", "symbol": "UBND" if is_committee(name) else ""}


def bare_name(name: str) -> str:
    """'Thành phố Hồ Chí Minh' -> 'Hồ Chí Minh': as it stands before a document's date. A number keeps its kind."""
    for kind in ("Thành phố ", "Tỉnh ", "Thị xã ", "Huyện ", "Quận ", "Phường ", "Đặc khu ", "Xã "):
        if name.startswith(kind) and not name.removeprefix(kind)[:1].isdigit():
            return name.removeprefix(kind)
    return name


def _lower_kind(name: str) -> str:
    return name[:1].lower() + name[1:]


def create(folder: Path, setup: Setup, cost: Cost | None = None) -> tuple[Office, str]:
    """Make the office; returns it and the recovery code, which is shown this once."""
    office, code = Office.create(folder, setup.unit(), setup.officer, setup.passphrase, setup.organ, cost=cost)
    office.store.settings.set("recovery.confirmed", "")
    office.notice = ""  # the page that asked for the folder has said it
    return office, code


def set_deposit(office: Office, deposit: bool) -> None:
    """Whether the recovery key is sealed for the province too, as it is unless the office says no."""
    from danvan_desktop.app import escrow

    escrow.set_refused(office, not deposit)


def may_join(office: Office) -> bool:
    """Whether this office can be joined to a province by a roster file: the province itself makes its own."""
    return office.store.unit.level != "province"


def code_confirmed(office: Office) -> None:
    """The recovery code was typed back from paper."""
    office.store.settings.set("recovery.confirmed", "1")
