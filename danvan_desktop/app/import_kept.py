"""Work on a workbook that is not imported yet: columns settled, cells corrected, rows left out, kept in the encrypted
file under the workbook's SHA-256 and there again when the same workbook is opened."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from danvan_desktop.app.import_draft import IMPORTABLE, Choice, ImportDraft
from danvan_desktop.errors import UserError
from danvan_desktop.sheets.cached_book import Place
from danvan_desktop.storage import drafts
from danvan_desktop.storage.clock import now_ms
from danvan_desktop.storage.store import Store

TYPE = "sheet-import"  # no record type: these are not offered as a record's draft


@dataclass(frozen=True)
class KeptImport:
    """What was settled for a workbook, and where it lay then."""

    key: str
    at_ms: int
    path: Path
    choice: Choice
    cells: tuple[tuple[Place, str], ...] = ()
    left_out: tuple[int, ...] = field(default=())


def key_of(digest: str) -> str:
    """The key of a workbook's draft."""
    return f"{TYPE}:{digest}"


def keep(store: Store, draft: ImportDraft, officer: str, begun: Choice) -> None:
    """Keep what is settled now; when nothing differs from what was guessed (`begun`), nothing is kept.

    Corrections that could name a denouncer are left out, as everywhere.
    """
    cells = draft.kept_cells
    if not cells and not draft.left_out and draft.choice == begun:
        drop(store, draft.digest, officer)
        return
    content = {
        "path": str(draft.path), "choice": _choice_as_told(draft.choice), "left_out": sorted(draft.left_out),
        "cells": [[*place, text] for place, text in cells],
    }  # fmt: skip
    drafts.put(store.conn, officer, key_of(draft.digest), TYPE, None, now_ms(), content)


def waiting(store: Store, officer: str) -> list[KeptImport]:
    """All that this officer left unfinished, newest first."""
    return [
        _read(name, at, content)
        for name, type_name, _row, at, content in drafts.waiting(store.conn, officer)
        if type_name == TYPE
    ]


def of_workbook(store: Store, digest: str, officer: str) -> KeptImport | None:
    """What this officer left unfinished in a workbook."""
    return next((kept for kept in waiting(store, officer) if kept.key == key_of(digest)), None)


def resume(store: Store, draft: ImportDraft, kept: KeptImport) -> bool:
    """Go on in an opened workbook from what was kept; False when it does not fit this program any more."""
    if kept.choice.type_name not in IMPORTABLE or kept.choice.sheet not in {found.name for found in draft.sheets}:
        return False
    draft.choose(kept.choice.type_name, kept.choice.sheet, kept.choice.head_row)
    try:
        draft.use_map(store, kept.choice.map_name)
    except UserError:  # the named way was removed: what was settled by hand is still good
        kept.choice.map_name = ""
    draft.take_back(kept.choice, kept.cells, kept.left_out)
    return True


def drop(store: Store, digest: str, officer: str) -> None:
    """It was imported, or is not wanted any more."""
    drafts.drop(store.conn, key_of(digest), officer)


def _choice_as_told(choice: Choice) -> dict[str, Any]:
    columns = [[place, to] for place, to in sorted(choice.columns.items())]
    return {
        "type": choice.type_name, "sheet": choice.sheet, "head": choice.head_row, "year": choice.year or 0,
        "columns": columns, "defaults": dict(choice.defaults), "map": choice.map_name,
    }  # fmt: skip


def _read(key: str, at_ms: int, content: Mapping[str, Any]) -> KeptImport:
    told = content["choice"]
    choice = Choice(
        told["type"], told["sheet"], told["head"], told["year"] or None, dict(told["columns"]),
        dict(told["defaults"]), told["map"],
    )  # fmt: skip
    cells = tuple(((sheet, row, place), text) for sheet, row, place, text in content["cells"])
    return KeptImport(key, at_ms, Path(content["path"]), choice, cells, tuple(content["left_out"]))
