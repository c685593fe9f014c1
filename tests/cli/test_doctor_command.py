"""`dianzibao doctor`: what it says, its exit codes, and an archive that cannot be opened."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

Run = Callable[..., Any]


def test_examined_damaged_and_repaired(run: Run, archive: Path, tmp_path: Path) -> None:
    run("demo")
    sound = run("doctor")
    assert (sound.code, sound.err) == (0, "")
    assert "检索索引：完好\n备份：没有记录" in sound.out
    assert sound.out.endswith("完好\n")
    assert run("backup", tmp_path / "移动 硬盘").code == 0
    gone, changed, *_ = sorted(path for path in (archive / "originals").rglob("*") if path.is_file())
    gone.unlink()
    changed.write_bytes(bytes(changed.stat().st_size))
    found = run("doctor", "--full", "--json")
    assert found.code == 1
    *things, end = [record for record in found.records if "state" not in record]
    assert [thing["thing"] for thing in things] == ["originals", "catalogue", "index", "others"]
    assert things[0]["states"] == {"missing": 1, "damaged": 1}
    assert (end["findings"], end["lost"], end["backup"]["sound"]) == (2, 2, True)
    (archive / "catalogue.sqlite").unlink()
    refused = run("papers")
    assert refused.code == 3
    assert "doctor --repair" in refused.err
    repaired = run("doctor", "--repair", tmp_path / "移动 硬盘")
    assert repaired.code == 0
    assert "修复 catalogue.sqlite：换成了" in repaired.out
    assert repaired.out.count("已取回，内容核对过") == 2
    assert repaired.out.endswith("每个字节都查过：完好\n")
    assert run("verify", "--full").out == "逐字节核对：完好\n"


def test_no_archive_and_no_backup(run: Run, archive: Path, tmp_path: Path) -> None:
    nothing = run("doctor")
    assert nothing.code == 2
    assert "没有这个档案库" in nothing.err
    assert not archive.exists()
    run("demo")
    wrong = run("doctor", "--repair", tmp_path)
    assert wrong.code == 3
    assert "这里没有备份" in wrong.err
