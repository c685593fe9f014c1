"""Drawing in a child with limits: whatever a picture does to its decoder, it costs one page and one sentence."""

from __future__ import annotations

import contextlib
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image

from archive.drawing.drawer import ChildDrawer
from archive.drawing.messages import Limits
from archive.drawing.pixels import Pixels, Sight
from archive.errors import DianzibaoError, EnvironmentProblemError, UnreadableSourceError
from reader.folders import settings_file
from reader.open import open_library, worker_drawer
from reader.settings import Settings

CHILD = [sys.executable, "-I", "-X", "utf8", str(Path(__file__).with_name("hostile_drawer.py"))]
posix = pytest.mark.skipif(sys.platform == "win32", reason="signals and limits of POSIX")


@pytest.fixture
def drawer() -> Iterator[ChildDrawer]:
    with contextlib.closing(ChildDrawer(CHILD, Limits(seconds=2, memory=600))) as drawer:
        yield drawer


@pytest.fixture
def put(tmp_path: Path) -> Callable[[str], Sight]:
    def write(what: str) -> Sight:
        path = tmp_path / f"{what} 版面"
        if what == "good":
            Image.new("RGB", (40, 60), "red").save(path, "PNG")
        else:
            path.write_text(f"trial {what}", encoding="utf-8")
        return Sight(os.fsencode(path))

    return write


@posix
@pytest.mark.parametrize(
    ("what", "reason"),
    [
        ("crash", "画它的程序崩溃了（SIGABRT）"),
        ("leave", "画它的程序意外退出了（7）"),
        ("hang", "超过 2 秒没有画完"),
        ("sleep", "超过 2 秒没有画完"),
        ("eat", "要的内存超过 600 MB，已停止读取"),
        ("huge", "画出来的太大，已停止读取"),
        ("forge", "画它的程序答非所问，已停止读取"),
    ],
)
def test_what_ruins_the_child_costs_one_picture(put: Callable[[str], Sight], what: str, reason: str) -> None:
    seconds = 2 if "秒" in reason else 60  # a busy machine fills memory slowly
    with contextlib.closing(ChildDrawer(CHILD, Limits(seconds=seconds, memory=600))) as drawer:
        costs_one_picture(drawer, put, what, reason)


def costs_one_picture(drawer: ChildDrawer, put: Callable[[str], Sight], what: str, reason: str) -> None:
    before = drawer.measure(put("pid")).width
    with pytest.raises(UnreadableSourceError) as caught:
        drawer.preview(put(what))
    assert (caught.value.source, caught.value.reason) == ("版面图", reason)
    with pytest.raises(ProcessLookupError):
        os.kill(before, 0)
    assert drawer.render(put("good"), 40).data[:3] == b"\xff\0\0"
    after = drawer.measure(put("pid")).width
    assert after != before
    started = time.monotonic()
    with pytest.raises(UnreadableSourceError, match=reason[:6]):  # it is not tried again
        drawer.measure(put(what))
    assert time.monotonic() - started < 1
    assert drawer.measure(put("pid")).width == after


def test_what_is_no_picture_costs_no_child(drawer: ChildDrawer, put: Callable[[str], Sight], tmp_path: Path) -> None:
    before = drawer.measure(put("pid")).width
    (tmp_path / "text").write_text("no picture")
    for sight in (Sight(os.fsencode(tmp_path / "text")), Sight(b"/no/such/file"), Sight(os.fsencode(tmp_path))):
        with pytest.raises(UnreadableSourceError, match="图片读不出来"):
            drawer.preview(sight)
    assert drawer.measure(put("pid")).width == before


@pytest.mark.parametrize("command", [["/no/such/program"], [*CHILD, "broken"]])
def test_a_child_that_cannot_be_started_is_a_problem_of_the_machine(
    command: list[str], put: Callable[[str], Sight]
) -> None:
    with contextlib.closing(ChildDrawer(command)) as drawer, pytest.raises(EnvironmentProblemError, match="启动不了"):
        drawer.measure(put("good"))


def test_the_limits_are_settings(tmp_path: Path) -> None:
    settings = Settings(settings_file())
    settings.set("page.seconds", 7)
    settings.set("page.memory", 700)
    drawer = worker_drawer()
    assert isinstance(drawer, ChildDrawer)
    assert drawer._limits == Limits(seconds=7, memory=700)


@posix
def test_closing_waits_for_nobody(put: Callable[[str], Sight]) -> None:
    drawer, errors = ChildDrawer(CHILD, Limits(seconds=60)), []

    def draw() -> None:
        try:
            drawer.preview(put("sleep"))
        except DianzibaoError as error:
            errors.append(str(error))

    drawer.start()
    thread = threading.Thread(target=draw)
    thread.start()
    time.sleep(0.3)
    drawer.release()
    started = time.monotonic()
    drawer.close()
    thread.join()
    assert time.monotonic() - started < 3
    assert errors == ["版面图：没有画完"]
    assert not drawer._poison  # it was not the picture's fault


def test_the_part_that_is_held_is_let_go_without_an_answer(drawer: ChildDrawer, put: Callable[[str], Sight]) -> None:
    for _ in range(3):
        drawer.render(put("good"), 40, (0.0, 0.0, 0.5, 0.5))
        drawer.release()
    assert drawer.measure(put("good")).width == 40


@posix
def test_a_page_of_a_pdf_that_is_drawn_for_ever(tmp_path: Path) -> None:
    """Twelve forms, each of which draws the next one twenty times."""
    path = tmp_path / "laughs.pdf"
    path.write_bytes(laughs(12, 20))
    with contextlib.closing(ChildDrawer(limits=Limits(seconds=2))) as drawer:
        for ask in (drawer.measure, drawer.preview):
            with pytest.raises(UnreadableSourceError, match="超过 2 秒没有画完"):
                ask(Sight(os.fsencode(path)))


def laughs(depth: int, times: int) -> bytes:
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R"
        b" /Resources << /XObject << /F 5 0 R >> >> >>",
        b"<< /Length 5 >>\nstream\n/F Do\nendstream",
    ]
    for number in range(depth):
        last = number == depth - 1
        body = b"0 0 500 700 re f\n" * 100 if last else b"/F Do\n" * times
        inner = b"" if last else b"/Resources << /XObject << /F %d 0 R >> >>" % (6 + number)
        head = b"<< /Type /XObject /Subtype /Form /BBox [0 0 600 800] %s /Length %d >>" % (inner, len(body))
        objects.append(head + b"\nstream\n" + body + b"endstream")
    data, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(data))
    return data + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + trailer


def test_both_drawers_draw_the_same(tmp_path: Path) -> None:
    path = tmp_path / "版面"
    Image.linear_gradient("L").resize((1700, 2300)).convert("RGB").save(path, "JPEG")
    sight, here = Sight(os.fsencode(path)), Pixels()
    with contextlib.closing(ChildDrawer()) as drawer:
        assert drawer.measure(sight) == here.measure(sight)
        assert drawer.preview(sight) == here.preview(sight)
        assert drawer.render(sight, 1200, (0.1, 0.2, 0.5, 0.6)) == here.render(sight, 1200, (0.1, 0.2, 0.5, 0.6))


def test_who_comes_when_the_archive_was_closed_starts_no_child(tmp_path: Path) -> None:
    made: list[ChildDrawer] = []

    def drawing() -> ChildDrawer:
        made.append(ChildDrawer())
        return made[-1]

    early, late = open_library(tmp_path / "一", drawing=drawing), open_library(tmp_path / "二", drawing=drawing)
    pictures = early.pictures
    pictures.start()
    for library in (early, late):
        library.close()
        library.pictures.start()
        with pytest.raises(UnreadableSourceError, match="档案库已经关上"):
            library.pictures._drawer.measure(Sight(b"x"))
    assert len(made) == 1
    assert made[0]._child is None
