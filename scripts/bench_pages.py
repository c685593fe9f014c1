"""How soon a page picture is seen: reduced, and with all the pixels that the screen asks for; beside plain Qt.

Run by scripts/bench --pages.  Wall milliseconds from choosing the page to the end of painting, in the real window
without a display.  Cold: nothing kept on disk; warm: previews kept; next: the page after the one that is open.
"""

from __future__ import annotations

import random
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import offscreen  # noqa: F401 - first: it chooses Qt's platform
from PIL import Image, ImageChops
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QImage, QImageReader, QPainter
from PySide6.QtWidgets import QApplication

from reader.open import open_library
from reader.pictures import FOLDER
from reader.settings import Settings
from ui.desktop.app import make_application
from ui.desktop.desktop import Desktop
from ui.desktop.main_window import MainWindow

SIZES = ((350, 550), (2000, 2900), (5000, 7200))
WINDOW = (1920, 1080)
SEED = 20261123
PATIENCE = 30.0


def main(repeat: int) -> None:
    app = make_application()
    print(f"\n## page pictures, window of {WINDOW[0]} × {WINDOW[1]}, median of {repeat} (wall)")
    for width, height in SIZES:
        with tempfile.TemporaryDirectory() as name:
            bench_size(app, Path(name), width, height, repeat)


def bench_size(app: QApplication, folder: Path, width: int, height: int, repeat: int) -> None:
    scans = folder / "临岚日报20260301"
    scans.mkdir()
    draw_page(scans / "临岚日报20260301_01.jpg", width, height)
    for number in (2, 3):
        shutil.copy(scans / "临岚日报20260301_01.jpg", scans / f"临岚日报20260301_0{number}.jpg")
        with (scans / f"临岚日报20260301_0{number}.jpg").open("ab") as stream:
            stream.write(b"%d" % number)  # another file, the same picture
    size = (scans / "临岚日报20260301_01.jpg").stat().st_size / 1e6
    print(f"\n{width} × {height}, {size:.1f} MB JPEG{'':<22} first paint   all pixels")
    with open_library(folder / "archive") as library:
        for _step in library.import_paths([scans]):
            pass
        geometry = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)
        window = Desktop(app, library, Settings(), geometry).window
        window.resize(*WINDOW)
        window.show()
        for name, to, prepare in (
            ("cold", "03", lambda: forget(window, folder, kept=False)),
            ("warm", "03", lambda: forget(window, folder, kept=True)),
            ("next", "02", lambda: None),
        ):
            times = [turn(window, to, prepare) for _ in range(repeat)]
            report(f"dianzibao {name}", *zip(*times, strict=True))
        for name, kept in (("cold", False), ("warm", True)):
            times = [turn(window, "03", lambda: forget(window, folder, kept=kept), 8) for _ in range(repeat)]
            report(f"dianzibao {name}, zoomed in 8 times", *zip(*times, strict=True))
        plain = [plain_qt(scans / "临岚日报20260301_01.jpg") for _ in range(repeat)]
        report("plain Qt: decode, scale, paint", plain, plain)
        window.close()


def report(name: str, first: tuple[float, ...] | list[float], full: tuple[float, ...] | list[float]) -> None:
    print(f"{name:<44} {statistics.median(first):8.0f} ms {statistics.median(full):9.0f} ms")


def forget(window: MainWindow, folder: Path, *, kept: bool) -> None:
    window.page_column.images.forget()
    if not kept:
        shutil.rmtree(folder / "archive" / FOLDER, ignore_errors=True)


def turn(window: MainWindow, to: str, prepare: Callable[[], None], zoom: float = 1.0) -> tuple[float, float]:
    """From the first page to another: milliseconds to the first paint and to the last."""
    picture = window.page_column.picture
    picture.set_zoom(zoom)
    window.desk.open_page("01")
    wait(lambda: not window.jobs.busy and not picture.needs())
    prepare()
    start = time.perf_counter()
    window.desk.open_page(to)
    wait(lambda: picture.sheet is not None and picture.sheet.has_picture)
    picture.viewport().repaint()
    first = time.perf_counter()
    wait(lambda: not picture.needs())
    picture.viewport().repaint()
    return (first - start) * 1000, (time.perf_counter() - start) * 1000


def wait(until: Callable[[], bool]) -> None:
    """Run the window until then."""
    limit = time.perf_counter() + PATIENCE
    while not until():
        if time.perf_counter() > limit:
            raise TimeoutError("the page did not come")
        QApplication.processEvents()


def plain_qt(path: Path) -> float:
    """The peer: the whole picture decoded, made as small as the window, painted."""
    start = time.perf_counter()
    image = QImageReader(str(path)).read()
    image = image.scaledToHeight(WINDOW[1], Qt.TransformationMode.SmoothTransformation)
    canvas = QImage(image.size(), QImage.Format.Format_RGB32)
    painter = QPainter(canvas)
    painter.drawImage(0, 0, image)
    painter.end()
    return (time.perf_counter() - start) * 1000


def draw_page(path: Path, width: int, height: int) -> None:
    """Columns of grey words on paper with the grain of a scan."""
    rng = random.Random(SEED)  # noqa: S311 - the same page each time
    step = max(4, width // 500)
    wide, high = width // step, height // step
    words = bytes(
        70 if y % 3 and x % (wide // 5 + 1) > 2 and rng.random() < 0.6 else 245
        for y in range(high)
        for x in range(wide)
    )
    page = Image.frombytes("L", (wide, high), words).resize((width, height), Image.Resampling.BILINEAR)
    ImageChops.add(page, Image.effect_noise((width, height), 6), 1, -128).convert("RGB").save(path, quality=80)


if __name__ == "__main__":
    main(5)
