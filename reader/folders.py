"""Where this program keeps things on this machine."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import platformdirs

APP = "dianzibao"
ARCHIVE_VARIABLE = "DIANZIBAO_ARCHIVE"
PORTABLE = "portable"
PERSONAL = "personal.sqlite"
PAPERS = "papers.toml"
"""The user's own names and codes of papers, beside the settings; laid over those that come with the program."""


def program_folder() -> Path:
    """The folder that the program was started from: of the frozen program, or of the script's environment."""
    return Path(sys.executable if getattr(sys, "frozen", False) else sys.argv[0]).resolve().parent


def portable_folder() -> Path | None:
    """Beside a file named `portable` everything lives in the program's own folder (a USB stick)."""
    folder = program_folder()
    return folder / "dianzibao-data" if (folder / PORTABLE).is_file() else None


def asked_folder(given: Path | None) -> Path | None:
    """The archive that was asked for: as given, or as `DIANZIBAO_ARCHIVE` says."""
    return given or (Path(found) if (found := os.environ.get(ARCHIVE_VARIABLE)) else None)


def usual_folder() -> Path:
    """Where the archive is unless somebody says otherwise: portable, or in the user's data folder."""
    portable = portable_folder()
    return portable / "archive" if portable else Path(platformdirs.user_data_dir(APP, appauthor=False)) / "archive"


def settings_folder() -> Path:
    """Where preferences are kept."""
    return portable_folder() or Path(platformdirs.user_config_dir(APP, appauthor=False))


def settings_file() -> Path:
    return settings_folder() / "settings.toml"


def personal_file() -> Path:
    """Where the reader's marks are kept: portable, or in the user's data folder, whatever archive is open."""
    return (portable_folder() or Path(platformdirs.user_data_dir(APP, appauthor=False))) / PERSONAL
