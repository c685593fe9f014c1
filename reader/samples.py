"""The sample papers that ship with the program, as folders to import."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import resources


def sample_papers() -> list[Path]:
    """The folders of the sample papers, one for each paper."""
    folder = Path(str(files(resources))) / "samples"
    return sorted(path for path in folder.iterdir() if path.is_dir()) if folder.is_dir() else []
