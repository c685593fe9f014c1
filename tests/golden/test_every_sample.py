"""What becomes of every real sample is what docs/formats.md says."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.progress import Outcome, OutcomeKind
from reader.open import open_library

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT.parent / "shared" / "samples"
WORDS = {
    OutcomeKind.ADDED: "新增",
    OutcomeKind.SAME: "已有",
    OutcomeKind.UPDATED: "更新",
    OutcomeKind.FAILED: "失败",
    OutcomeKind.REFUSED: "未导入",
}


def folders() -> list[Path]:
    sites = sorted(folder for folder in (SAMPLES / "epaper").glob("*/*") if folder.is_dir())
    others = ("archive-xml/mets-alto", "archive-xml/nitf-newsml", "documents", "corpora")
    return [*sites, *(SAMPLES / name for name in others)]


def as_told(outcome: Outcome) -> tuple[str, str, str, str]:
    name = Path(outcome.source).relative_to(SAMPLES).as_posix()
    if outcome.outcome.is_problem:
        return name, WORDS[outcome.outcome], "", outcome.reason or ""
    issue = " ".join(str(part) for part in (outcome.paper, outcome.date) if part)
    articles = f"{outcome.articles} 篇"
    return name, WORDS[outcome.outcome], issue, f"{outcome.pages} 版 {articles}" if outcome.pages else articles


@pytest.mark.slow
@pytest.mark.skipif(not SAMPLES.is_dir(), reason="no real samples beside the repository")
def test_every_sample_is_told_in_the_table(tmp_path: Path) -> None:
    text = (ROOT / "docs" / "formats.md").read_text(encoding="utf-8").rpartition("|---|---|---|---|\n")[2]
    told = [tuple(cell.strip() for cell in line.strip("| ").split(" | ")) for line in text.splitlines()]
    found: list[tuple[str, ...]] = []
    for number, folder in enumerate(folders()):
        with open_library(tmp_path / str(number)) as library:
            steps = library.import_paths([folder])
            found += (as_told(step) for step in steps if isinstance(step, Outcome))
    assert found == told
