"""Where the data lives: as given, by the environment, portable, or in the user's own folder."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from archive.errors import ArchiveGoneError
from reader.folders import settings_file, settings_folder, usual_folder
from reader.open import archive_folder, open_library
from reader.settings import Settings


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


def test_the_archive_that_the_settings_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = Settings(settings_file())
    settings.set("archive.folder", str(tmp_path / "大盘"))
    with pytest.raises(ArchiveGoneError, match="接上它所在的磁盘"):  # and none is made there
        open_library()
    open_library(tmp_path / "大盘").close()
    assert archive_folder() == tmp_path / "大盘"
    monkeypatch.setenv("DIANZIBAO_ARCHIVE", str(tmp_path / "variable"))
    assert archive_folder() == tmp_path / "variable"
    monkeypatch.delenv("DIANZIBAO_ARCHIVE")
    settings.set("archive.folder", "")
    assert archive_folder() == usual_folder()


def test_a_list_in_the_settings(tmp_path: Path) -> None:
    path = tmp_path / "s.toml"
    path.write_text('[archive]\nrecent = ["甲", 3, "乙"]\n', encoding="utf-8")
    settings = Settings(path)
    assert settings.texts("archive.recent") == ["甲", "乙"]
    settings.set_texts("archive.recent", ["丙"])
    assert Settings(path).texts("archive.recent") == ["丙"]
    with pytest.raises(KeyError):
        settings.texts("archive.unknown")
