"""Damaged files of an archive, of a backup and of the settings: what is sound is read, the rest is refused in words."""

from __future__ import annotations

import shutil
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import fuzz_acts
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

fewer = settings(max_examples=max(10, settings.default.max_examples // 5))
"""Opening an archive takes ten times as long as reading a paper."""


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive and its backup, side by side."""
    folder = tmp_path_factory.mktemp("sound")
    fuzz_acts.make_sound(folder)
    return folder


@pytest.mark.logs_errors
@fewer
@given(seed=st.integers(0, 2**48))
def test_a_damaged_archive_is_read_as_far_as_it_goes(fuzz: Any, sound: Path, seed: int) -> None:
    random = Random(seed)
    with TemporaryDirectory() as place, fuzz.in_time("archive"):
        path = _damaged_copy(fuzz, sound / "库", Path(place), random)
        fuzz.count(f"archive {_kind(path)}", fuzz_acts.read_archive(Path(place, "库")))


@fewer
@given(seed=st.integers(0, 2**48))
def test_a_damaged_backup_is_refused_or_restored(fuzz: Any, sound: Path, seed: int) -> None:
    random = Random(seed)
    with TemporaryDirectory() as place, fuzz.in_time("backup"):
        path = _damaged_copy(fuzz, sound / "备份", Path(place), random)
        fuzz.count(f"backup {_kind(path)}", fuzz_acts.restore_backup(Path(place, "备份"), Path(place, "库")))


@pytest.mark.logs_errors
@given(seed=st.integers(0, 2**48))
def test_damaged_settings_fall_back_to_what_is_usual(fuzz: Any, seed: int) -> None:
    random = Random(seed)
    with TemporaryDirectory() as place, fuzz.in_time("settings"):
        path = Path(place) / "settings.toml"
        path.write_bytes(fuzz.damaged(fuzz_acts.SETTINGS.encode(), random))
        fuzz.count("settings", fuzz_acts.read_settings(path, random.randint(12, 48)))


@given(seed=st.integers(0, 2**48))
def test_a_damaged_list_of_papers_says_where(fuzz: Any, seed: int) -> None:
    with TemporaryDirectory() as place:
        path = Path(place) / "papers.toml"
        path.write_bytes(fuzz.damaged(fuzz_acts.NAMES.encode(), Random(seed)))
        fuzz.count("papers.toml", fuzz_acts.read_names(path))


def _damaged_copy(fuzz: Any, sound: Path, place: Path, random: Random) -> Path:
    """A copy of it in `place`, one file of which is damaged: that file."""
    path = place / sound.name / random.choice(fuzz_acts.files_of(sound))
    shutil.copytree(sound, place / sound.name)
    path.write_bytes(fuzz.damaged(path.read_bytes(), random))
    return path


def _kind(path: Path) -> str:
    return path.suffix or path.name
