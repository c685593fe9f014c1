"""Where the data lives: as given, by the environment, portable, or in the user's own folder."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from reader.open import archive_folder, settings_folder


def test_the_order_of_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "bin" / "dianzibao"
    program.parent.mkdir()
    monkeypatch.setattr(sys, "argv", [str(program)])
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    user = archive_folder()
    assert user.is_relative_to(tmp_path / "data")
    (program.parent / "portable").touch()
    assert archive_folder() == program.parent / "dianzibao-data" / "archive"
    assert settings_folder() == program.parent / "dianzibao-data"
    monkeypatch.setenv("DIANZIBAO_ARCHIVE", str(tmp_path / "variable"))
    assert archive_folder() == tmp_path / "variable"
    assert archive_folder(tmp_path / "given") == tmp_path / "given"
