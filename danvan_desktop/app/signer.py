"""Who signs the documents of this office: post and name, kept in the data folder."""

from __future__ import annotations

from danvan_desktop.app.office import Office
from danvan_desktop.domain.text import clean, clean_long
from danvan_desktop.storage.store import Store

_POST, _NAME = "organ.signer_post", "organ.signer_name"


def signer(store: Store) -> tuple[str, str]:
    """Post ("K/T TRƯỞNG BAN", a second line under it) and name; empty where documents keep a blank."""
    return store.settings.get(_POST), store.settings.get(_NAME)


def set_signer(office: Office, post: str, name: str) -> None:
    """Keep them; empty words bring the blank back."""
    office.store.settings.set(_POST, clean_long(post))
    office.store.settings.set(_NAME, clean(name))
