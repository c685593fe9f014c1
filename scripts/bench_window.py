"""How quick the window is to the hand: next article, font size, opening, pauses; each beside plain Qt in the same run.

Run by scripts/bench --window [ARTICLES].  CPU milliseconds of the window's thread where nothing is waited for, else
wall milliseconds; the limits are those of a quiet machine.  Works without a display.
"""

from __future__ import annotations

import gc
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import offscreen  # first: it chooses Qt's platform
from bench import SEED, drain
from bench_issues import text
from PySide6.QtCore import QEvent, QEventLoop, QObject, QSettings, Qt, QTimer
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QMainWindow, QTextEdit, QWidget

from reader.folders import PERSONAL
from reader.library import Library
from reader.open import open_library
from reader.settings import Settings
from ui.desktop.app import make_application
from ui.desktop.desktop import Desktop
from ui.desktop.main_window import MainWindow

SIZE = (1280, 800)
STEPS = 200
READING = 100
"""Milliseconds until the next key: nobody reads faster."""
LONG = 10_000
BEAT = 5
"""Milliseconds between two beats of the timer that finds pauses."""
IDLE = 10.0
EMPTY = (
    "import sys; from PySide6.QtWidgets import QApplication, QMainWindow; app = QApplication(sys.argv);"
    "window = QMainWindow(); window.resize(1280, 800); window.show(); window.grab()"
)


def main(articles: int, repeat: int) -> None:
    offscreen.screen(1920, 1080)
    app = make_application()
    gc.freeze()  # as the program does
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with open_library(folder / "small", personal=folder / PERSONAL) as library:
            fill(library, folder / "small.jsonl", 300, 100)
            desktop = Desktop(app, library, Settings(), QSettings(str(folder / "w.ini"), QSettings.Format.IniFormat))
            desktop.window.resize(*SIZE)
            desktop.window.show()
            settle(500)
            print(f"\n## window of {SIZE[0]} × {SIZE[1]}")
            bench_next(desktop.window)
            bench_size(desktop.window)
            bench_pauses(desktop.window, folder)
            desktop.close()
        bench_start(folder, articles, repeat)


def fill(library: Library, table: Path, count: int, of_issue: int) -> None:
    """`count` articles of about 800 characters, in issues of so many; the last of all is long."""
    rng = random.Random(SEED)  # noqa: S311 - the same articles each time
    first = date(1990, 1, 1)
    bodies = [text(rng, 800) for _ in range(200)]
    with table.open("w", encoding="utf-8") as stream:
        for number in range(count):
            day = first + timedelta(days=number // of_issue)
            body = text(rng, LONG) if number == count - 1 else f"{number}号。{rng.choice(bodies)}"
            row = {"paper": "渡口日报", "date": day.isoformat(), "page": f"{number % of_issue // 5 + 1:02d}",
                   "title": f"第{number}次潮水", "text": body}  # fmt: skip
            stream.write(json.dumps(row, ensure_ascii=False) + "\n")
    drain(library.import_paths([table]))
    drain(library.update_index())


def settle(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def report(name: str, values: list[float], unit: str = "ms CPU", limit: str = "") -> None:
    ordered = sorted(values)
    p50, p95, p99 = (ordered[min(len(ordered) - 1, int(len(ordered) * part))] for part in (0.5, 0.95, 0.99))
    print(f"{name:<46} p50 {p50:7.1f}   p95 {p95:7.1f}   p99 {p99:7.1f} {unit}   {limit}")


class Painted(QObject):
    """Whether a widget was painted since it was last asked."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__()
        self.seen = False
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        self.seen = self.seen or event.type() == QEvent.Type.Paint
        return False


def cost(act: Callable[[], object], text: QTextEdit) -> float:
    """CPU milliseconds of the window's thread until Qt has painted the text; pages are drawn by others, beside it."""
    painted = Painted(text.viewport())
    start = time.thread_time()
    act()
    while not painted.seen:
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    return (time.thread_time() - start) * 1000


def bench_next(window: MainWindow) -> None:
    """From the key to the painted article, and the same texts put into an empty text view."""
    window.desk.open_issue(window.desk.issues[0].key)
    settle(300)
    ours, texts = [], []
    for _ in range(STEPS):
        if not window.desk.article_beside(1):
            if not window.desk.step_issue(1):
                window.desk.open_issue(window.desk.issues[0].key)
            settle(100)
        ours.append(cost(lambda: window.desk.step_article(1), window.article_view.browser))
        settle(READING)
        texts.append(window.article_view.browser.toPlainText())
    report("next article to painted, dianzibao", ours, limit="(p95 ≤ 16)")
    with empty_text() as edit:
        report("the same texts in a QTextEdit", [cost(lambda: edit.setPlainText(t), edit) for t in texts[:STEPS]])


def bench_size(window: MainWindow) -> None:
    """One step of the font size for an article of 10,000 characters."""
    window.desk.open_issue(window.desk.issues[-1].key)
    window.desk.open_article(window.desk.issue.heads[-1].id if window.desk.issue else 0)
    settle(300)
    browser = window.article_view.browser
    length = len(browser.toPlainText())
    ours = [cost(lambda: window.look_commands.step_size(step), browser) for _ in range(STEPS // 10) for step in (1, -1)]
    report(f"font size, {length:,} characters, dianzibao", ours, limit="(≤ 50)")
    content = browser.toPlainText()
    with empty_text() as edit:
        edit.setPlainText(content)
        settle(50)

        def resize(points: int) -> None:
            font = QFont(edit.font())
            font.setPixelSize(points)
            edit.setFont(font)

        report("the same in a QTextEdit", [cost(lambda: resize(p), edit) for _ in range(STEPS // 10) for p in (19, 18)])


@contextmanager
def empty_text() -> Iterator[QTextEdit]:
    """A main window with nothing but a text view of the same size as the article's."""
    window = QMainWindow()
    edit = QTextEdit()
    edit.setReadOnly(True)
    font = QFont(edit.font())
    font.setPixelSize(18)
    edit.setFont(font)
    window.setCentralWidget(edit)
    window.resize(630, SIZE[1])
    window.show()
    settle(200)
    try:
        yield edit
    finally:
        window.close()
        window.deleteLater()
        settle(50)


def bench_pauses(window: MainWindow, folder: Path) -> None:
    """How late a timer of 5 ms is in the running window: idle, while it imports, while it builds the index anew."""
    began = time.perf_counter()
    idle = pauses(lambda: time.perf_counter() - began < IDLE)
    table = folder / "more.jsonl"
    fill_table(table, 6_000)
    window.import_paths([str(table)])
    imported = pauses(run_of(window))
    window.import_dialog.close()
    window.import_dialog.rebuild_index()
    indexed = pauses(run_of(window))
    window.import_dialog.close()
    for name, found in (("idle", idle), ("import of 6,000 articles", imported), ("index built anew", indexed)):
        long = sum(late > 50 for late in found)
        report(f"pauses, {name}", found, "ms", f"longest {max(found):.0f}, {long} of {len(found)} over 50 (p99 ≤ 50)")


def run_of(window: MainWindow) -> Callable[[], bool]:
    """Whether the run that was asked for is still to come, or under way."""
    seen = [False]

    def goes_on() -> bool:
        seen[0] = seen[0] or window.import_dialog.running
        return not seen[0] or window.import_dialog.running

    return goes_on


def pauses(goes_on: Callable[[], bool]) -> list[float]:
    """Milliseconds by which each beat was late."""
    beats: list[float] = []
    timer = QTimer()
    timer.setTimerType(Qt.TimerType.PreciseTimer)
    timer.setInterval(BEAT)
    timer.timeout.connect(lambda: beats.append(time.perf_counter()))
    loop = QEventLoop()
    end = QTimer()
    end.setInterval(50)
    end.timeout.connect(lambda: None if goes_on() else loop.quit())
    timer.start()
    end.start()
    loop.exec()
    timer.stop()
    end.stop()
    return [max(0.0, (after - before) * 1000 - BEAT) for before, after in pairwise(beats)]


def fill_table(table: Path, count: int) -> None:
    rng = random.Random(SEED + 1)  # noqa: S311 - the same articles each time
    lines = (
        json.dumps(
            {"paper": "夜市晚报", "date": f"2001-{n // 500 + 1:02d}-01", "title": f"夜市{n}", "text": text(rng, 500)},
            ensure_ascii=False,
        )
        for n in range(count)
    )
    table.write_text("\n".join(lines), encoding="utf-8")


def bench_start(folder: Path, articles: int, repeat: int) -> None:
    """Whole processes: an empty main window; all of ours, painted and left; ours until it is first seen."""
    print(f"\n## opening the window on {articles:,} articles, best of {repeat} (wall)")
    with open_library(folder / "large", personal=folder / PERSONAL) as library:
        fill(library, folder / "large.jsonl", articles, 100)
    environment = {**os.environ, "XDG_CONFIG_HOME": str(folder / "config")}
    ours = [sys.executable, "-m", "ui.desktop.app", "--archive", str(folder / "large"), "--selftest"]
    empty, ready, visible = (
        min(runs(command, environment, repeat)) for command in ([sys.executable, "-c", EMPTY], ours, [*ours, "launch"])
    )
    limit = 1.2 * empty + 300
    print(f"{'an empty QMainWindow':<46} {empty:7.0f} ms")
    print(f"{'dianzibao, visible as it was left':<46} {visible:7.0f} ms   (≤ 1.2 × empty + 300 = {limit:.0f})")
    print(f"{'dianzibao, open':<46} {ready:7.0f} ms")


def runs(command: list[str], environment: dict[str, str], repeat: int) -> Iterator[float]:
    for number in range(repeat + 1):
        start = time.perf_counter()
        subprocess.run(command, env=environment, check=True, capture_output=True)
        if number:  # the first one reads the disk
            yield (time.perf_counter() - start) * 1000
