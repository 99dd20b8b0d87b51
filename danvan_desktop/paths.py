"""Where this machine keeps the program's data, settings and logs."""

from __future__ import annotations

from pathlib import Path

DATABASE_NAME = "danvan.db"
KEYS_NAME = "keys.json"
LOCK_NAME = "danvan.lock"


def default_data_dir() -> Path:
    """The data folder used when none is given; one office a folder."""
    from platformdirs import user_data_path

    return user_data_path("danvan-desktop", appauthor=False)


def state_dir() -> Path:
    """Folder for small notes of this computer about its data folders; nothing of their contents."""
    from platformdirs import user_state_path

    return user_state_path("danvan-desktop", appauthor=False)


def log_dir() -> Path:
    """Folder of the rotating log; no record contents ever stand there."""
    from platformdirs import user_log_path

    return user_log_path("danvan-desktop", appauthor=False)


def config_dir() -> Path:
    """Folder of this computer's preferences; nothing of an office's data."""
    from platformdirs import user_config_path

    return user_config_path("danvan-desktop", appauthor=False)


def program_dir() -> Path:
    """Folder of this user for versions of the program that updates put beside the installed one; no data."""
    from platformdirs import user_data_path

    return user_data_path("danvan-desktop-program", appauthor=False)
