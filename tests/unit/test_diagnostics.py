"""The log file, what it keeps and what it does not, and what someone who helps is given."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reader.diagnostics import diagnostics
from reader.library import Library
from reader.logs import COMMANDS, OUTCOMES, WINDOW, last_lines, log_folder, start_log
from reader.settings import Settings


@pytest.fixture
def start(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """`start_log` on a root logger as a program finds it at its start."""
    begun: list[logging.Handler] = []

    def begin(name: str) -> None:
        monkeypatch.setattr(logging.getLogger(), "handlers", [])
        start_log(name)
        begun.extend(logging.getLogger().handlers)

    yield begin
    for handler in begun:
        handler.close()
    OUTCOMES.setLevel(logging.NOTSET)


@pytest.mark.logs_errors
def test_warnings_errors_and_failed_imports_are_kept_short(
    start: Callable[[str], None], capsys: pytest.CaptureFixture[str]
) -> None:
    start(WINDOW)
    log = logging.getLogger("anything")
    log.info("not kept")
    assert not log_folder().exists()
    OUTCOMES.info("failed %s：%s", "/报/坏.txt", "读不出来")
    try:
        raise ValueError("正文" * 1000)
    except ValueError:
        log.exception("could not read")
    lines = (log_folder() / WINDOW).read_text(encoding="utf-8").splitlines()
    assert lines[0].endswith("INFO outcomes: failed /报/坏.txt：读不出来")
    assert any("Traceback" in line for line in lines)
    assert lines[-1].startswith("ValueError: 正文")
    assert max(map(len, lines)) <= 401
    assert "not kept" not in "".join(lines)
    assert "坏.txt" not in capsys.readouterr().err


@pytest.mark.logs_errors
def test_a_log_that_cannot_be_written_stops_nothing(
    start: Callable[[str], None], capsys: pytest.CaptureFixture[str]
) -> None:
    log_folder().parent.mkdir(parents=True)
    log_folder().write_text("in the way")
    start(COMMANDS)
    logging.getLogger("anything").error("said all the same")
    captured = capsys.readouterr().err
    assert "said all the same" in captured
    assert "Logging error" not in captured


def test_a_portable_program_keeps_its_log_beside_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", [str(tmp_path / "dianzibao")])
    assert not log_folder().is_relative_to(tmp_path / "dianzibao-data")
    (tmp_path / "portable").touch()
    assert log_folder() == tmp_path / "dianzibao-data" / "logs"


def test_diagnostics_say_much_and_tell_no_secrets(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    note = tmp_path / "一.txt"
    note.write_text("秘密题目\n秘密正文在这里。\n", encoding="utf-8")
    for _ in library.import_paths([note]):
        pass
    log_folder().mkdir(parents=True)
    (log_folder() / WINDOW).write_text(f"old\n{tmp_path}/报/坏.txt 读不出来\n", encoding="utf-8")
    settings = Settings()
    settings.set("window.last_paper", "秘密日报")
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    found = diagnostics(library, settings)
    text = str(found)
    assert found.facts["藏量"].endswith("1 篇")
    assert found.facts["索引"] == "0 篇，待编 1 条"
    assert found.facts["档案库"].startswith("~/")
    assert found.log == ("[window.log]", "old", "~/报/坏.txt 读不出来")
    assert "article.size=18" in text
    assert "秘密" not in text
    assert str(tmp_path) not in text


def test_only_the_newest_lines_are_given() -> None:
    log_folder().mkdir(parents=True)
    (log_folder() / COMMANDS).write_text("".join(f"{number}\n" for number in range(99)), encoding="utf-8")
    assert last_lines(2) == ["[commands.log]", "97", "98"]
