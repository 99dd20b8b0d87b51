"""Settings of the office itself, kept in the encrypted file: the issuing organ and who signs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from danvan_desktop.app import access_log, people
from danvan_desktop.domain.text import clean, clean_long

if TYPE_CHECKING:
    from danvan_desktop.app.office import Office

FIELDS = ("name", "parent", "symbol", "place", "side", "signer_post", "signer_name")


def organ(office: Office) -> dict[str, str]:
    """Every field, "" where it is not set."""
    found = {name: office.store.settings.get(f"organ.{name}") for name in FIELDS}
    return found | {"side": found["side"] or "party"}


def save_organ(office: Office, values: Mapping[str, str]) -> bool:
    """Keep what is different; True when something was. Raises UserError for who may not."""
    have = organ(office)
    wanted = {name: _cleaned(name, values.get(name, have[name])) for name in FIELDS}
    changed = {name: text for name, text in wanted.items() if text != have[name]}
    if not changed:
        return False
    people.require(office, "settings")
    with office.store.writing():
        for name, text in changed.items():
            office.store.settings.set(f"organ.{name}", text)
        access_log.note(office, "settings_changed", ", ".join(changed))
    return True


def _cleaned(name: str, text: str) -> str:
    return clean_long(text) if name == "signer_post" else clean(text)
