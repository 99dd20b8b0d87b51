"""The first opening by another version of the program: what waited for it is tried again, and the officer is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import danvan_desktop
from danvan_desktop.errors import DanvanError
from danvan_desktop.i18n import _
from danvan_desktop.storage import quarantine
from danvan_desktop.storage.rekey import KEPT_DIR

if TYPE_CHECKING:
    from danvan_desktop.app.office import Office

PACKAGES = "luu-khi-quay-lai"  # beside the copies: what was saved with a version that was taken back
_SEEN = "program.version"


def first_opening(office: Office) -> None:
    """Note the version; where it is another one, packages kept waiting for it are taken in. Never stops an opening."""
    settings, now = office.store.settings, danvan_desktop.__version__
    before = settings.get(_SEEN)
    if before == now:
        return
    try:
        taken = _retry(office) if before and quarantine.listed(office.store.conn) else 0
        settings.set(_SEEN, now)
    except DanvanError:
        return  # a full disk: the next opening tries again
    if before:
        told = [_("The program is version {version} now.").format(version=now)]
        waiting = office.data_dir / KEPT_DIR / PACKAGES
        if waiting.is_dir():
            told.append(
                _("What was saved with the other version waits in {folder}: take it in.").format(folder=waiting)
            )
        if taken:
            told.append(_("{count} packages that waited for it were taken in.").format(count=taken))
        office.notice = " ".join(filter(None, (office.notice, *told)))


def _retry(office: Office) -> int:
    from danvan_desktop.app.handover import note_taken
    from danvan_desktop.handoff.imported import APPLIED
    from danvan_desktop.handoff.importing import retry_kept

    results = retry_kept(office.store)
    note_taken(office.store, results, office.officer)
    return sum(result.status == APPLIED for result in results)
