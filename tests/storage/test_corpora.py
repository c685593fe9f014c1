"""`scripts/corpora` on a package of our own making; the real ones are downloaded when it is run."""

from __future__ import annotations

import io
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "scripts" / "corpora_run.py"
FILES = {
    "页.html": "<h1>渡口通船</h1><p>江面起雾，老渡口有了新船。</p>".encode(),
    "../../逃.html": "<h1>灯塔换灯</h1><p>看塔人说海风比去年小。</p>".encode(),
    "torn.pdf": b"%PDF-1.7\nnothing follows",
    "bomb.png": bytes.fromhex("89504e470d0a1a0a0000000d49484452000f4240000f42400806000000fd37bd88"),
    "program.py": b"raise SystemExit",
}


@pytest.fixture
def packed(tmp_path: Path) -> Path:
    folder = tmp_path / "packed"
    folder.mkdir()
    with tarfile.open(folder / "ours-1.0.tar.gz", "w:gz") as target:
        for name, data in FILES.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            target.addfile(member, io.BytesIO(data))
    return folder


def run(packed: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(SCRIPT), str(packed)]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False)


@pytest.mark.skipif(sys.platform == "win32", reason="drawing is limited as POSIX can")
def test_each_file_is_read_or_refused_and_none_leaves_its_place(packed: Path) -> None:
    done = run(packed)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "ours-1.0: 4 files" in done.stdout
    assert "import   read 2, refused 2, child ended 0, lost 0" in done.stdout
    assert "drawing  read 0, refused 4, child ended 0, lost 0" in done.stdout
    assert done.stdout.endswith("lost = 0\n")
    assert not list(packed.parent.rglob("*逃*"))


def test_what_says_nothing_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(SCRIPT.parent))
    import corpora_run

    from archive.progress import Outcome, OutcomeKind

    def became(*reasons: str | None) -> str:
        return str(corpora_run._became([Outcome("报", OutcomeKind.FAILED, reason=reason) for reason in reasons])[0])

    assert became("不是完好的 PDF") == "refused"
    assert became("超过 60 秒没有读完") == "child ended"
    assert became() == became(None) == became("", "坏了") == "lost"
    assert became("读它的时候程序出了意外的问题（KeyError: 3），详情已写入日志") == "lost"
    assert corpora_run._became([Outcome("报", OutcomeKind.ADDED)])[0] == "read"
