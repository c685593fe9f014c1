"""Fuzzing by coverage: its subjects, and that a find is kept, counted and told.  `scripts/fuzz` runs it for long."""

from __future__ import annotations

import importlib.util
import itertools
import json
import shutil
from collections import Counter
from pathlib import Path

import fuzz_counts
import fuzz_guided
import pytest
from fuzz_subjects import ROOMS, SUBJECTS

needs_atheris = pytest.mark.skipif(importlib.util.find_spec("atheris") is None, reason="no atheris for this system")
PLANTED = """
class Planted:
    def starts(self):
        yield b"ferry"
    def tries(self, data):
        assert len(data) != 3
        yield "planted", "read"
SUBJECTS = {"planted": lambda folder: Planted()}
"""


@pytest.mark.logs_errors
@pytest.mark.parametrize("name", SUBJECTS)
def test_what_is_whole_is_tried(tmp_path: Path, name: str) -> None:
    subject = SUBJECTS[name](tmp_path)
    tried = [told for data in itertools.islice(subject.starts(), 3) for told in subject.tries(data)]
    assert {what for _, what in tried} <= {"read", "refused"}
    assert "read" in {what for _, what in tried}
    assert name not in ROOMS or "no format" not in {who for who, _ in tried}


def test_that_nothing_was_lost_is_said() -> None:
    assert [*fuzz_counts.lines("at random", {"pdf": Counter(read=2, refused=1)})] == [
        "── tried at random",
        "pdf                                   3   read 2, refused 1",
        "all                                   3   lost 0, read 2, refused 1",
    ]


@needs_atheris
def test_a_find_is_kept_counted_and_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    child = tmp_path / "child" / "fuzz_child.py"
    child.parent.mkdir()
    shutil.copy(fuzz_guided.CHILD, child)
    (child.parent / "fuzz_subjects.py").write_text(PLANTED)
    monkeypatch.setattr(fuzz_guided, "CHILD", child)
    monkeypatch.setattr(fuzz_guided, "KEPT", tmp_path / "kept")
    monkeypatch.setenv(fuzz_counts.PLACE, str(tmp_path / "counts"))
    [find] = fuzz_guided.round_of(["planted"], 20)
    assert find.parent == tmp_path / "kept" / "planted"
    assert len(find.read_bytes()) == 3
    told = capsys.readouterr().out
    assert "AssertionError" in told
    assert f"sh scripts/fuzz --replay {find}" in told
    counted = json.loads((tmp_path / "counts").read_text())["by coverage"]
    assert counted["planted"]["lost"] == 1
    assert counted["planted"]["read"] > 1
