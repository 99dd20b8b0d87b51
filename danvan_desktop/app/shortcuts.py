"""Every key of the program, in one place: the window's actions and the sheet in the help are made from this list.

No single letters: they would collide with the typing of Vietnamese (Telex).
"""

from __future__ import annotations

from dataclasses import dataclass

from danvan_desktop.i18n import N_


@dataclass(frozen=True)
class Shortcut:
    """One act: `keys` as QKeySequence reads them, further ones after the first; `name` is what code asks for."""

    name: str
    keys: tuple[str, ...]
    label: str
    group: str


_WINDOW, _LIST, _FORM = N_("In the whole window"), N_("In a list"), N_("In a form")
_REPORT = N_("In a report")

ALL: tuple[Shortcut, ...] = (
    Shortcut("help", ("F1",), N_("Help on this place"), _WINDOW),
    Shortcut("shortcuts", ("Ctrl+F1",), N_("This sheet of keys"), _WINDOW),
    Shortcut("search", ("Ctrl+K",), N_("Search everywhere"), _WINDOW),
    Shortcut("recent", ("Ctrl+E",), N_("Records opened last"), _WINDOW),
    Shortcut("next_tab", ("Ctrl+Tab",), N_("Next tab"), _WINDOW),
    Shortcut("tab", tuple(f"Ctrl+{place}" for place in range(1, 8)), N_("The tab of that place"), _WINDOW),
    Shortcut("previous_tab", ("Ctrl+Shift+Tab",), N_("Previous tab"), _WINDOW),
    Shortcut("back", ("Alt+Left",), N_("Back to the list"), _WINDOW),
    Shortcut("menu", ("F10",), N_("Menu"), _WINDOW),
    Shortcut("import_sheet", ("Ctrl+I",), N_("Take in an Excel register"), _WINDOW),
    Shortcut("lock", ("Ctrl+L",), N_("Lock"), _WINDOW),
    Shortcut("quit", ("Ctrl+Q",), N_("Leave the program"), _WINDOW),
    Shortcut("new", ("Ctrl+N",), N_("New record"), _LIST),
    Shortcut("quick", ("Ctrl+Shift+N",), N_("Quick entry, one record after the other"), _LIST),
    Shortcut("find", ("Ctrl+F", "F3"), N_("Search in this list"), _LIST),
    Shortcut("refresh", ("F5",), N_("Read again"), _LIST),
    Shortcut("open", ("Return",), N_("Open the chosen record"), _LIST),
    Shortcut("copy", ("Ctrl+C",), N_("Copy rows with headings"), _LIST),
    Shortcut("paste", ("Ctrl+V",), N_("Paste rows from Excel"), _LIST),
    Shortcut("select_all", ("Ctrl+A",), N_("Select all rows"), _LIST),
    Shortcut("delete", ("Del",), N_("Move to the bin"), _LIST),
    Shortcut("next_field", ("Return",), N_("Next field"), _FORM),
    Shortcut("new_line", ("Shift+Return",), N_("New line in a long text"), _FORM),
    Shortcut("open_choices", ("F4",), N_("Open the list of choices"), _FORM),
    Shortcut("above", ("Ctrl+D",), N_("Same as in the record above"), _FORM),
    Shortcut("today", ("Ctrl+;",), N_("Today, or the time now"), _FORM),
    Shortcut("save", ("Ctrl+S",), N_("Save"), _FORM),
    Shortcut("save_next", ("Ctrl+Return",), N_("Save and go to the next one"), _FORM),
    Shortcut("next_problem", ("F8",), N_("Next problem to mend"), _FORM),
    Shortcut("edit_row", ("F2",), N_("Edit the row of a small table"), _FORM),
    Shortcut("undo", ("Ctrl+Z",), N_("Undo typing"), _FORM),
    Shortcut("redo", ("Ctrl+Y",), N_("Redo typing"), _FORM),
    Shortcut("leave", ("Esc",), N_("Leave; asks when something is not saved"), _FORM),
    Shortcut("print", ("Ctrl+P",), N_("Print"), _REPORT),
    Shortcut("save_report", ("Ctrl+S",), N_("Save"), _REPORT),
    Shortcut("block_up", ("Alt+Up",), N_("Move the block up"), _REPORT),
    Shortcut("block_down", ("Alt+Down",), N_("Move the block down"), _REPORT),
)
_BY_NAME = {shortcut.name: shortcut for shortcut in ALL}


def keys(name: str) -> tuple[str, ...]:
    """The keys of an act; KeyError for a name nobody defined."""
    return _BY_NAME[name].keys


def groups() -> dict[str, list[Shortcut]]:
    """The list by the place where the keys work, in the order of the sheet."""
    found: dict[str, list[Shortcut]] = {}
    for shortcut in ALL:
        found.setdefault(shortcut.group, []).append(shortcut)
    return found


def caps(key: str) -> str:
    """A key as it stands on the keyboard: Return is Enter there."""
    return key.replace("Return", "Enter")
