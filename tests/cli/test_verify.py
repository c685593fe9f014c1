"""`dianzibao verify`: exit codes and what is said of an archive that has lost something."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

Run = Callable[..., Any]


def test_a_sound_archive_and_a_damaged_one(run: Run, archive: Path) -> None:
    run("demo")
    sound = run("verify", "--full")
    assert (sound.code, sound.out) == (0, "逐字节核对：完好\n")
    gone, changed, *_ = sorted(path for path in (archive / "originals").rglob("*") if path.is_file())
    gone.unlink()
    changed.write_bytes(bytes(changed.stat().st_size))
    quick = run("verify", "--json")
    assert quick.code == 1
    finding, end = quick.records
    assert (finding["state"], finding["loss"]) == ("missing", True)
    assert finding["name"].endswith(gone.name)
    assert end == {"findings": 1, "lost": 1, "full": False, "finished": True}
    full = run("verify", "--full", "--json", "--progress")
    assert full.code == 1
    assert {record["state"] for record in full.records if "state" in record} == {"missing", "damaged"}
    assert [record["progress"] for record in full.records if "progress" in record][-1]["what"] == "核对原件"
    said = run("verify", "--full")
    assert "原件的内容变了。用备份修复（doctor --repair）" in said.out
    assert said.out.endswith("2 处不对，其中 2 处丢失或损坏\n")
