"""Which file a dated table comes from: built into the program, or brought by an installed update.

Tables are JSON files of resources/law, layouts and templates. Of what the release and the program itself bring, the
one with the higher "version" (an ISO date at the top of the file; none counts as the lowest) is in force. A
province's own templates go before both; its own codes are added to the catalogues, none of the program's is changed.
One process works in one office: the tables of the office opened last are in force.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import lru_cache, wraps
from typing import Any, ParamSpec, TypeVar, cast

from danvan_desktop import assets
from danvan_desktop.errors import BugError

FOLDERS = ("law", "layouts", "templates")
CATALOGUES = "law/catalogues"
RELEASE = "release"  # publisher of what a release key signed; every other publisher is a province's unit code
BUILT_IN = "built-in"

P = ParamSpec("P")
T = TypeVar("T")
Table = Mapping[str, Any]


@dataclass(frozen=True)
class RuleFile:
    """One table: `name` is “law/calendar”, `origin` "built-in", "release" or the unit that published it."""

    name: str
    data: bytes
    origin: str = BUILT_IN
    number: int = 0  # of the update that brought it, 0 for built in

    @property
    def table(self) -> Table:
        """The parsed file. Raises ValueError where it is no JSON object."""
        found = json.loads(self.data)
        if not isinstance(found, dict):
            raise ValueError(self.name)  # noqa: TRY004  the one error of a file that cannot be used
        return found

    @property
    def version(self) -> str:
        """What the file says of its own age; "" where it says nothing."""
        return str(self.table.get("version", ""))


@dataclass(frozen=True)
class _Trial:
    """Tables as they would be, seen by one thread only, with what is derived from them."""

    files: dict[str, tuple[RuleFile, ...]]
    derived: dict[object, object] = field(default_factory=dict)


_installed: dict[str, tuple[RuleFile, ...]] = {}
_forget: list[Callable[[], None]] = []
_trial: ContextVar[_Trial | None] = ContextVar("tables on trial", default=None)


def cached(size: int) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """`lru_cache` for what is derived from tables: forgotten when other tables come into force."""

    def wrap(function: Callable[P, T]) -> Callable[P, T]:
        remembered = lru_cache(maxsize=size)(function)
        kept = cast("Callable[P, T]", remembered)
        _forget.append(remembered.cache_clear)

        @wraps(function)
        def found(*args: P.args, **kwargs: P.kwargs) -> T:
            trial = _trial.get()
            if trial is None:
                return kept(*args, **kwargs)
            key = (function, args, tuple(kwargs.items()))
            if key not in trial.derived:
                trial.derived[key] = function(*args, **kwargs)
            return cast("T", trial.derived[key])

        return found

    return wrap


@contextmanager
def trying(files: Sequence[RuleFile]) -> Iterator[None]:
    """Let this thread alone see these tables beside those installed; every other goes on with what is in force."""
    there = [file for found in _installed.values() for file in found]
    token = _trial.set(_Trial(_by_name([*there, *files])))
    try:
        yield
    finally:
        _trial.reset(token)


def _seen() -> Mapping[str, tuple[RuleFile, ...]]:
    trial = _trial.get()
    return _installed if trial is None else trial.files


def use(files: Sequence[RuleFile]) -> None:
    """Put the installed tables into force; an empty list leaves those built in."""
    found = _by_name(files)
    if found == _installed:
        return
    _installed.clear()
    _installed.update(found)
    for forget in _forget:
        forget()


def installed() -> Mapping[str, tuple[RuleFile, ...]]:
    """The installed tables in use now, by name."""
    return dict(_installed)


def _by_name(files: Sequence[RuleFile]) -> dict[str, tuple[RuleFile, ...]]:
    found: dict[str, tuple[RuleFile, ...]] = {}
    for file in files:
        found[file.name] = (*found.get(file.name, ()), file)
    return found


def names() -> tuple[str, ...]:
    """Every table there is, “folder/name”."""
    shipped = {f"{folder}/{path.stem}" for folder in FOLDERS for path in assets.resource(folder).glob("*.json")}
    return tuple(sorted(shipped | set(_seen())))


def sources(name: str) -> tuple[RuleFile, ...]:
    """The files a table is made of, the one that counts first; after it the province's additions. Empty: no table."""
    installed_here = _seen().get(name, ())
    base = in_force(built_in(name), [file for file in installed_here if file.origin == RELEASE])
    own = [file for file in installed_here if file.origin != RELEASE]
    if name == CATALOGUES:
        return tuple(file for file in (base, *own) if file is not None)
    return tuple(own[-1:]) or tuple(file for file in (base,) if file is not None)


def in_force(shipped: RuleFile | None, released: Sequence[RuleFile]) -> RuleFile | None:
    """The newest by its own version; among equals the one installed."""
    candidates = [file for file in (shipped, *released) if file is not None]
    return max(candidates, key=lambda file: (file.version, file.number)) if candidates else None


def built_in(name: str) -> RuleFile | None:
    """The file of that name the program brings."""
    path = assets.resource(f"{name}.json")
    return RuleFile(name, path.read_bytes()) if path.is_file() else None


@cached(64)
def table(name: str) -> Table:
    """A table as it is in force; `name` is “law/calendar”. Raises BugError where there is none."""
    found = sources(name)
    if not found:
        raise BugError(f"resources/{name}.json is missing")
    return found[0].table if name != CATALOGUES else with_additions(found[0].table, [file.table for file in found[1:]])


def with_additions(base: Table, additions: Sequence[Table]) -> Table:
    """The catalogues with a province's codes at the end of their lists; a code that is there stays as it is."""
    lists = {name: list(entries) for name, entries in base["catalogues"].items()}
    for addition in additions:
        for name, entries in addition.get("catalogues", {}).items():
            known = {entry["code"] for entry in lists.get(name, ())}
            lists.setdefault(name, []).extend(entry for entry in entries if entry["code"] not in known)
    return {**base, "catalogues": lists}
