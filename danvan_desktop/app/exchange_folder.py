"""The folder through which the computers of one office exchange by themselves: chosen for each computer."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from danvan_desktop.app import access_log, people, training
from danvan_desktop.app.office import Office
from danvan_desktop.errors import EnvironmentProblem, UserError
from danvan_desktop.i18n import _
from danvan_desktop.storage.store import Store

FOLDER = "exchange.folder"
ANSWER_SECONDS = 3.0  # a network drive that does not answer in this time is taken as gone


def folder_of(store: Store) -> Path | None:
    """The folder chosen for this computer; None where it exchanges nothing by itself."""
    text = store.settings.get(FOLDER)
    return Path(text) if text else None


def choose(office: Office, text: str) -> None:
    """Keep a folder for this computer, "" for none. Raises UserError, EnvironmentProblem; nothing is changed then."""
    if text == office.store.settings.get(FOLDER):
        return
    people.require(office, "settings")
    if text:
        check(office, Path(text))
    with office.store.writing():
        office.store.settings.set(FOLDER, text)
        access_log.note(office, "settings_changed", "exchange_folder")


def check(office: Office, folder: Path) -> None:
    """Raises UserError for the data's own folder and in a training office, EnvironmentProblem for one not there."""
    if training.is_training(office.store):
        raise UserError(
            _("A training office exchanges nothing by itself."), kept=_("Nothing was changed."),
            hint=_("Its figures are not real. Set the folder in your real office."),
        )  # fmt: skip
    from danvan_desktop.handoff import shared_folder

    data, wanted = office.data_dir.resolve(), folder.resolve()
    if wanted == data or data in wanted.parents or wanted in data.parents:
        raise UserError(
            _("The shared folder must not be the data folder nor lie in it or around it."),
            kept=_("Nothing was changed."), hint=_("Only packages go into the shared folder; the data stays here."),
        )  # fmt: skip
    answering(lambda: shared_folder.check(folder), folder)


def answering(act: Callable[[], Any], folder: Path) -> None:
    """Do it, but wait no longer than a person would for a network drive that does not answer."""
    from danvan_desktop.handoff import shared_folder

    failed: list[BaseException] = []

    def work() -> None:
        try:
            act()
        except (OSError, EnvironmentProblem) as error:
            failed.append(error)

    thread = threading.Thread(target=work, name="shared folder", daemon=True)
    thread.start()
    thread.join(ANSWER_SECONDS)
    if thread.is_alive() or any(isinstance(error, OSError) for error in failed):
        raise shared_folder.gone(folder)
    for error in failed:
        raise error
