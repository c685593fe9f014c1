"""The user's guide where the program can find it: in the installed package, or in the tree it is run from."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from archive.errors import EnvironmentProblemError
from archive.wording import _

_TREE = Path(__file__).parents[1] / "docs"


def guide(*, english: bool) -> Path:
    """The guide as Markdown, with its pictures beside it in `screenshots/`.  `EnvironmentProblemError` if missing."""
    name = "guide.en.md" if english else "guide.md"
    installed = Path(str(files("resources"))) / "guide"
    for folder in (installed, _TREE):
        if (folder / name).is_file():
            return folder / name
    raise EnvironmentProblemError(_("使用手册不在程序里：{file}").format(file=f"resources/guide/{name}"))
