"""Reading in a child with limits: whatever a source does to its reader, it costs one item and one sentence."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from archive.errors import EnvironmentProblemError, UnreadableSourceError
from archive.formats.base import Hints, Source
from archive.importing import discover
from archive.importing.reading import InProcess, Reader
from archive.importing.sources import FileSource, FolderSource, MemorySource, StoredSource
from archive.importing.worker import Limits, WorkerReader
from archive.model import DraftIssue
from archive.progress import Outcome, OutcomeKind
from reader.library import Library
from reader.open import open_library

CHILD = [sys.executable, "-I", "-X", "utf8", str(Path(__file__).with_name("hostile_child.py"))]
TINY = Limits(seconds=20, memory=400, answer=1, drafts=5)
CASES = Path(__file__).parents[1] / "golden" / "cases"
HINTS = Hints({"paper": "青湾晚报", "date": "2026-03-02"})


def trial(what: str) -> MemorySource:
    return MemorySource(f"{what}.trial", what.encode())


@pytest.fixture
def reader() -> Iterator[WorkerReader]:
    with contextlib.closing(WorkerReader(CHILD, TINY)) as reader:
        yield reader


def read(reader: Reader, source: Source, hints: Hints = HINTS) -> list[DraftIssue]:
    found = reader.read(source, hints)
    return list(found.drafts) if found else []


def pid(reader: Reader) -> int:
    return int(read(reader, trial("pid"))[1].notes[0])


def failure(reader: Reader, what: str) -> tuple[int, str]:
    """How many drafts came before the source failed, and the reason."""
    drafts: list[DraftIssue] = []
    found = reader.read(trial(what), HINTS)
    assert found is not None
    with pytest.raises(UnreadableSourceError) as caught:
        drafts.extend(found.drafts)
    assert caught.value.source == f"{what}.trial"
    return len(drafts), caught.value.reason


@pytest.mark.parametrize(
    ("what", "reason"),
    [
        ("crash", "读它的程序崩溃了（SIGABRT）"),
        ("leave", "读它的程序意外退出了（7）"),
        ("eat", "要的内存超过 400 MB，已停止读取"),
        ("big", "读出来的一份超过 1 MB，已停止读取"),
        ("forge", "读它的程序答非所问，已停止读取"),
    ],
)
@pytest.mark.skipif(sys.platform == "win32", reason="signals and limits of POSIX")
def test_what_ruins_the_child_costs_one_source(reader: WorkerReader, what: str, reason: str) -> None:
    before = pid(reader)
    assert failure(reader, what) == (1, reason)
    assert not alive(before)
    assert pid(reader) != before


@pytest.mark.parametrize("what", ["hang", "sleep"])
def test_who_does_not_answer_in_time_is_stopped(what: str) -> None:
    with contextlib.closing(WorkerReader(CHILD, Limits(seconds=3))) as reader:
        assert failure(reader, what) == (1, "超过 3 秒没有读完")
        assert len(read(reader, trial("good"))) == 1


@pytest.mark.parametrize(
    ("what", "reason"),
    [
        ("crash", "读它的程序崩溃了（SIGABRT）"),
        ("leave", "读它的程序意外退出了（7）"),
        ("eat", "要的内存超过 400 MB，已停止读取"),
        ("big", "读出来的一份超过 1 MB，已停止读取"),
        ("forge", "读它的程序答非所问，已停止读取"),
        ("hang", "超过 3 秒没有读完"),
        ("sleep", "超过 3 秒没有读完"),
    ],
)
@pytest.mark.skipif(sys.platform == "win32", reason="signals and limits of POSIX")
def test_a_table_that_is_looked_at_costs_one_sentence(what: str, reason: str) -> None:
    with contextlib.closing(WorkerReader(CHILD, msgspec.structs.replace(TINY, seconds=3))) as reader:
        before = pid(reader)
        with pytest.raises(UnreadableSourceError) as caught:
            reader.look(sheet(what), HINTS)
        assert (caught.value.source, caught.value.reason) == (f"{what}.sheet", reason)
        assert not alive(before)
        assert reader.look(sheet("good"), HINTS).columns == ("题",)


@pytest.mark.logs_errors
def test_a_bug_while_a_table_is_looked_at(reader: WorkerReader) -> None:
    with pytest.raises(UnreadableSourceError, match=r"意外的问题（KeyError"):
        reader.look(sheet("bug"), HINTS)
    with pytest.raises(UnreadableSourceError, match="不是表格"):
        reader.look(trial("good"), HINTS)


def sheet(what: str) -> MemorySource:
    return MemorySource(f"{what}.sheet", what.encode())


def test_endless_drafts_are_stopped_and_those_before_are_kept(reader: WorkerReader) -> None:
    assert failure(reader, "flood") == (5, "读出来的超过 5 份，已停止读取")


@pytest.mark.logs_errors
@pytest.mark.parametrize(("what", "error"), [("bug", "KeyError"), ("recurse", "RecursionError")])
def test_a_bug_is_logged_and_the_child_goes_on(
    reader: WorkerReader, caplog: pytest.LogCaptureFixture, what: str, error: str
) -> None:
    before = pid(reader)
    drafts, reason = failure(reader, what)
    assert drafts == 1
    assert reason.startswith(f"读它的时候程序出了意外的问题（{error}")
    assert "Traceback" in caplog.text
    assert pid(reader) == before


def test_what_a_library_prints_is_not_taken_for_an_answer(reader: WorkerReader) -> None:
    assert len(read(reader, trial("print"))) == 1


@pytest.mark.logs_errors
@pytest.mark.skipif(sys.platform == "win32", reason="limits of POSIX")
def test_the_child_writes_no_file(reader: WorkerReader, tmp_path: Path) -> None:
    with pytest.raises(UnreadableSourceError, match="OSError"):
        read(reader, trial("write"), Hints({"source": str(tmp_path)}))
    assert sum(path.stat().st_size for path in tmp_path.iterdir()) == 0


def test_a_reading_given_up_half_way_leaves_nothing_behind(reader: WorkerReader) -> None:
    before = pid(reader)
    found = reader.read(trial("flood"), HINTS)
    assert found is not None
    next(found.drafts)
    assert len(read(reader, trial("good"))) == 1
    assert not alive(before)


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_a_child_that_died_idle_is_replaced(reader: WorkerReader) -> None:
    child = pid(reader)
    os.kill(child, signal.SIGKILL)
    os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)
    assert len(read(reader, trial("good"))) == 1


@pytest.mark.parametrize("command", [["/no/such/program"], [*CHILD, "broken"]])
def test_a_child_that_cannot_be_started_is_a_problem_of_the_machine(command: list[str]) -> None:
    with contextlib.closing(WorkerReader(command)) as reader, pytest.raises(EnvironmentProblemError, match="启动不了"):
        reader.read(trial("good"), HINTS)


def test_a_name_that_is_no_text_costs_one_source(reader: WorkerReader) -> None:
    with pytest.raises(UnreadableSourceError, match="文件名"):
        reader.read(FileSource(Path("\udcff.txt")), HINTS)


def test_one_bad_source_of_many_and_no_process_is_left(tmp_path: Path) -> None:
    folder = tmp_path / "来件"
    folder.mkdir()
    for name in ("crash", "eat", "good"):
        (folder / f"{name}.trial").write_text(name)
    (folder / "夜市.txt").write_text("夜市开张\n在旧码头。\n", encoding="utf-8")
    reader = WorkerReader(CHILD, TINY)
    paths = sorted(folder.iterdir())
    with open_library(tmp_path / "archive", reading=lambda: reader) as library:
        outcomes = [step for step in library.import_paths(paths) if isinstance(step, Outcome)]
        told = [(Path(item.source).name, item.outcome) for item in outcomes]
        child = pid(reader)
    assert told == [
        ("crash.trial", OutcomeKind.ADDED),
        ("crash.trial", OutcomeKind.FAILED),
        ("eat.trial", OutcomeKind.SAME),
        ("eat.trial", OutcomeKind.FAILED),
        ("good.trial", OutcomeKind.SAME),
        ("夜市.txt", OutcomeKind.ADDED),
    ]
    assert not alive(child)


def test_every_kind_of_source_reads_as_in_process(tmp_path: Path) -> None:
    text = tmp_path / "a" / "夜市.txt"
    text.parent.mkdir()
    text.write_text("夜市开张\n在旧码头。\n", encoding="utf-8")
    page = text.parent / "页.htm"
    page.write_text("<html><body><h1>渡口</h1><p>今天复航。</p><img src='页_files/1.jpg'></body></html>", "utf-8")
    (text.parent / "页_files").mkdir()
    (text.parent / "页_files" / "1.jpg").write_bytes(b"jpg")
    with zipfile.ZipFile(tmp_path / "包.zip", "w") as packed:
        for path in (text, page, text.parent / "页_files" / "1.jpg"):
            packed.write(path, path.relative_to(tmp_path / "a").as_posix())
    [zipped] = discover.sources(tmp_path / "包.zip")
    sources = [
        FileSource(text),
        MemorySource("贴上的.txt", text.read_bytes()),
        FolderSource(text.parent),
        FolderSource(text.parent, ("夜市.txt",)),
        *discover.parts(FolderSource(text.parent)),
        *discover.parts(zipped),
        StoredSource("从前的", {"夜市.txt": text}, is_tree=False),
    ]
    with contextlib.closing(WorkerReader()) as reader:
        for source in sources:
            assert as_read(reader, source) == as_read(InProcess(), source)


def as_read(reader: Reader, source: Source) -> tuple[object, bytes] | str:
    """Form and drafts as bytes: what is equal here is equal to the last digit of each number and the type of each."""
    try:
        found = reader.read(source, HINTS)
        return (found.form, msgspec.msgpack.encode(list(found.drafts))) if found else "unknown"
    except UnreadableSourceError as error:
        return str(error)


@pytest.mark.parametrize(
    "folder", sorted(path for path in CASES.iterdir() if path.is_dir()), ids=lambda path: path.name
)
def test_the_golden_cases_read_as_in_process(folder: Path, shared_worker: Reader) -> None:
    members = tuple(sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()))
    source = FolderSource(folder, tuple(member for member in members if member != "expected.json"))
    assert as_read(shared_worker, source) == as_read(InProcess(), source)


@pytest.fixture(scope="module")
def shared_worker() -> Iterator[Reader]:
    with contextlib.closing(WorkerReader()) as reader:
        yield reader


def test_everything_hostile_in_one_run(shared: Path, library: Library, tmp_path: Path) -> None:
    hostile = shared / "samples" / "hostile"
    if not hostile.is_dir():
        pytest.skip("../shared/samples/hostile is not here")
    good = tmp_path / "夜市.txt"
    good.write_text("夜市开张\n在旧码头。\n", encoding="utf-8")
    outcomes = [step for step in library.import_paths([hostile, good]) if isinstance(step, Outcome)]
    assert outcomes[-1].outcome is OutcomeKind.ADDED
    silent = [path for path in hostile.rglob("*.*") if path.is_file() and not told_of(path, outcomes)]
    assert silent == []
    assert all(item.reason and "意外" not in item.reason for item in outcomes if item.outcome.is_problem)
    outside = [path for path in tmp_path.rglob("*") if path.is_file() and not path.is_relative_to(library.folder)]
    assert outside == [good]


def told_of(path: Path, outcomes: list[Outcome]) -> bool:
    """Of the file, or of what is in it."""
    return any(item.source == str(path) or item.source.startswith(f"{path}/") for item in outcomes)


def alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True
