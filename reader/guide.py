"""The user's guide where the program can find it: in the installed package, or in the tree it is run from."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from archive.errors import EnvironmentProblemError
from archive.wording import _

_TREE = Path(__file__).parents[1] / "docs"


def guide_folder() -> Path:
    """The folder with `guide.md` and its pictures in `screenshots/`.  `EnvironmentProblemError` where it is missing."""
    installed = Path(str(files("resources"))) / "guide"
    for folder in (installed, _TREE):
        if (folder / "guide.md").is_file():
            return folder
    raise EnvironmentProblemError(_("使用手册不在程序里：resources/guide/guide.md"))
