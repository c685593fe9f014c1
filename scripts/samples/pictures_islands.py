"""More pictures of the sample papers: the island weekly's second half, and the table of all scenes."""

from __future__ import annotations

import math
import zlib
from collections.abc import Callable

from PySide6.QtGui import QImage

from samples import pictures as first
from samples.brush import Brush
from samples.pictures import SIZES


def film(b: Brush) -> None:
    b.sky("#2b2723", "#2b2723")
    b.rect(90, 24, 460, 352, "#b9a889")
    b.rect(100, 34, 440, 332, "#d3c4a6")
    b.rect(100, 210, 440, 156, "#a4957a")
    for x, y, s in ((220, 240, 40), (330, 262, 58), (460, 236, 36)):
        b.boat(x, y, s, "#4f4436", "#85775f")
        b.poly([(x + s * 0.3, y - s), (x + s, y - s * 0.8), (x + s * 0.3, y - s * 0.6)], "#6b4c3c")
    for i in range(9):
        b.rect(30, 20 + i * 42, 30, 24, "#e4dac6")
        b.rect(580, 20 + i * 42, 30, 24, "#e4dac6")
    for _ in range(40):
        left, top = 100 + b.rng.random() * 440, 34 + b.rng.random() * 320
        b.line([(left, top), (left + 1, top + b.rng.random() * 26)], "#efe6d2", 1)


def trail(b: Brush) -> None:
    b.sky("#a9c8d6", "#f2ecdc", 0.6)
    b.water(190, "#8fbac4", "#5a93a2", count=50)
    b.poly([(380, 200), (440, 160), (500, 150), (560, 176), (640, 196), (640, 204), (380, 204)], "#7f9c96")
    b.rect(462, 116, 9, 38, "#f2ede1")
    b.poly([(0, 400), (0, 190), (140, 200), (260, 260), (380, 330), (460, 400)], "#6f8f5f")
    b.poly([(0, 400), (0, 260), (120, 280), (260, 340), (330, 400)], "#587a4c")
    path = [(60, 400), (120, 340), (110, 290), (170, 250), (160, 222), (190, 208)]
    b.line(path, "#c5a878", 24)
    b.line(path, "#a78a5c", 2)
    for x, y in path:
        b.line([(x - 14, y), (x - 14, y - 26)], "#7b6650", 4)
        b.line([(x + 14, y), (x + 14, y - 26)], "#7b6650", 4)
    b.person(140, 330, 70, "#c8624f")
    b.person(172, 256, 40, "#d8b45c")
    b.gull(330, 100, 16)
    b.gull(390, 130, 11)


def roofs(b: Brush) -> None:
    b.sky("#b8d0da", "#f3ecda", 0.4)
    b.water(96, "#9cc3ca", "#7fb0ba", count=20)
    b.hills(150, 20, "#8faa7c", 1.0)
    for row in range(5):
        base, s = 186 + row * 52, 58 + row * 14
        for i in range(9):
            x = i * (s * 1.16) - 30 + (row % 2) * 34
            b.house(
                x,
                base,
                s,
                s * 0.62,
                ("#efe6d4", "#e2d4bc", "#d9c9b0")[(i + row) % 3],
                ("#a65b47", "#8f5444", "#b56a50")[(i * 2 + row) % 3],
            )
            if (i + row) % 2 == 0:
                y = base - s * 0.62
                b.poly(
                    [
                        (x + s * 0.16, y - 2),
                        (x + s * 0.84, y - 2),
                        (x + s * 0.76, y - s * 0.24),
                        (x + s * 0.24, y - s * 0.24),
                    ],
                    "#2f4f78",
                )
                b.line([(x + s * 0.5, y - 2), (x + s * 0.5, y - s * 0.24)], "#8fb0d6", 1.2)
    b.disc(560, 50, 26, "#f2cf85")


def whale(b: Brush) -> None:
    b.sky("#a7bfcb", "#e9e6da", 0.5)
    b.hills(176, 12, "#8c9fa6")
    b.water(186, "#7fa4b1", "#2c5567", count=120)
    b.poly([(300, 330), (330, 230), (376, 150), (420, 110), (452, 120), (446, 170), (430, 240), (432, 330)], "#37474f")
    b.poly([(356, 330), (372, 240), (404, 160), (438, 122), (446, 170), (430, 240), (432, 330)], "#c9cfcc")
    b.poly([(360, 214), (290, 190), (262, 214), (330, 236)], "#37474f")
    for k in range(5):
        b.line([(380 + k * 10, 318), (396 + k * 8, 200)], "#a4aeae", 1.6)
    b.disc(372, 334, 120, "#e8eeec", 170, 0.14)
    b.disc(372, 346, 150, "#5f8896", 200, 0.1)
    b.poly([(60, 268), (110, 246), (190, 244), (250, 266)], "#37474f")
    for k in range(7):
        b.disc(120 + k * 4 - k * k, 232 - k * 13, 7 + k * 3, "#eef2f0", 120)
    for x, y in ((540, 70), (580, 96), (500, 104)):
        b.gull(x, y, 13)


def steps(b: Brush) -> None:
    b.sky("#b6d0dc", "#f3eedf", 0.6)
    b.poly([(0, 400), (0, 250), (200, 120), (330, 60), (420, 70), (640, 230), (640, 400)], "#86a070")
    for i in range(26):
        d = i / 25
        y, half = 398 - d * 320, 120 - d * 96
        shade = [int(a + (c - a) * d) for a, c in zip((38, 92, 122), (240, 244, 240), strict=True)]
        b.rect(330 - half + d * 30, y - 13, half * 2, 12, "#" + bytes(shade).hex())
    b.poly([(340, 78), (386, 78), (378, 10), (350, 10)], "#f4f0e6")
    b.rect(344, 2, 40, 12, "#b5574a")
    for x, y, s, c in ((190, 372, 110, "#c8624f"), (470, 330, 92, "#d8b45c"), (300, 250, 60, "#4f7396")):
        b.person(x, y, s, c, hat="#e6d3a2")
    for x in (60, 120, 560, 600):
        b.tree(x, 340 - (x % 7) * 8, 80, "#5f8660")


def saltpan(b: Brush) -> None:
    b.sky("#c7b9ae", "#f3dcb8", 0.45)
    b.disc(140, 120, 30, "#f6e4ba")
    b.hills(150, 16, "#9a9588")
    b.rect(0, 160, 640, 240, "#8a7a68")
    for r in range(4):
        y0, y1 = 166 + r * r * 13 + r * 14, 166 + (r + 1) ** 2 * 13 + (r + 1) * 14 - 6
        for c in range(-2, 6):

            def at(x: float, y: float) -> tuple[float, float]:
                return 320 + (x - 320) * (0.5 + (y - 160) / 300), y

            left, right = c * 160 + 8, c * 160 + 152
            b.poly(
                [at(left, y0), at(right, y0), at(right, y1), at(left, y1)],
                ("#cdd6d4", "#e2d2bd", "#b9c8cb")[(c + r) % 3],
            )
    for x, y, s in ((120, 300, 34), (210, 316, 40), (520, 290, 30), (450, 240, 20)):
        b.poly([(x - s, y), (x + s, y), (x, y - s)], "#fbfaf5")
    b.person(340, 376, 132, "#4f7396", hat="#e6d3a2")
    b.line([(366, 310), (440, 384)], "#6d5a44", 5)


def cycling(b: Brush) -> None:
    b.sky("#a9c3d0", "#eee8da", 0.55)
    b.water(180, "#8db4bf", "#5e96a4", count=60)
    b.poly([(0, 400), (0, 300), (640, 250), (640, 400)], "#8c8a83")
    b.line([(0, 306), (640, 256)], "#efeadd", 5)
    b.line([(0, 286), (640, 236)], "#7d9a66", 22)
    for x, s, c in ((130, 74, "#c8624f"), (320, 92, "#d8b45c"), (520, 66, "#4f7396")):
        y = 386 - x * 0.1
        for dx in (-0.62, 0.62):
            b.arc(x + dx * s, y - s * 0.3, s * 0.36, s * 0.36, 0, math.tau, "#2f353a", 4)
        b.line(
            [
                (x - 0.62 * s, y - s * 0.3),
                (x - 0.2 * s, y - s * 0.8),
                (x + 0.45 * s, y - s * 0.8),
                (x, y - s * 0.3),
                (x - 0.62 * s, y - s * 0.3),
            ],
            "#e8e2d4",
            4,
        )
        b.line([(x + 0.45 * s, y - s * 0.8), (x + 0.62 * s, y - s * 0.3)], "#e8e2d4", 4)
        b.line([(x - 0.2 * s, y - s * 0.88), (x + 0.3 * s, y - s * 1.25)], c, s * 0.26)
        b.line([(x + 0.28 * s, y - s * 1.2), (x + 0.5 * s, y - s * 0.86)], c, s * 0.1)
        b.line([(x - 0.18 * s, y - s * 0.84), (x + 0.1 * s, y - s * 0.5), (x, y - s * 0.26)], "#3b4048", s * 0.12)
        b.disc(x + 0.44 * s, y - s * 1.4, s * 0.15, "#d9b597")
        b.arc(x + 0.44 * s, y - s * 1.42, s * 0.15, s * 0.15, math.pi, math.tau, c, s * 0.1)


def panorama(b: Brush) -> None:
    b.sky("#5f7f98", "#f5cfa2", 0.6)
    b.disc(860, 250, 46, "#fae6b8")
    for x, y in ((120, 70), (420, 110), (1020, 60)):
        for k in range(6):
            b.disc(x + k * 44, y + (k % 2) * 10, 46, "#f3dcc0", 110, 0.22)
    b.poly([(0, 282), (70, 226), (150, 200), (240, 236), (330, 270), (420, 282)], "#6d8390")
    b.poly([(500, 282), (560, 256), (610, 250), (680, 276), (700, 282)], "#8696a0")
    b.poly([(960, 282), (1040, 240), (1120, 220), (1210, 246), (1280, 240), (1280, 282)], "#748893")
    b.rect(143, 160, 12, 42, "#f2ede1")
    b.rect(140, 154, 18, 10, "#b5574a")
    b.poly([(158, 160), (420, 130), (420, 176)], "#f9eab8", 80)
    b.water(280, "#e8c09a", "#2f5265", "#fff0cf", 190)
    b.rect(836, 286, 48, 170, "#fbe6b6", 70)
    for i in range(4):
        b.hills(346 + i * 34, 6, ("#8a8f92", "#65808d", "#4b6d7d", "#37596a")[i], 3.4)
        if i == 0:
            x, y = 520, 372
            b.poly([(x - 200, y - 60), (x + 230, y - 74), (x + 180, y + 16), (x - 176, y + 16)], "#4f6f4e")
            b.rect(x - 196, y - 40, 412, 7, "#efe7d4")
            b.rect(x - 180, y - 132, 110, 74, "#f1ebdc")
            b.rect(x - 166, y - 164, 78, 34, "#f1ebdc")
            for k in range(4):
                b.rect(x - 160 + k * 18, y - 156, 12, 14, "#33424c")
                b.rect(x - 168 + k * 24, y - 118, 13, 13, "#33424c")
            b.rect(x - 130, y - 196, 26, 34, "#b5574a")
            for k in range(5):
                b.disc(x - 124 - k * 26, y - 208 - k * 9, 12 + k * 5, "#f1e6d6", 90)
            b.line([(x + 60, y - 62), (x + 60, y - 190)], "#b98b3f", 6)
            b.line([(x + 60, y - 184), (x + 150, y - 140)], "#b98b3f", 4)
            b.line([(x + 150, y - 140), (x + 150, y - 96)], "#4a4038", 2)
            b.rect(x + 122, y - 98, 56, 30, "#9a7a56")
            for k in range(4):
                b.rect(x - 50 + k * 24, y - 86 - (k % 2) * 12, 22, 26, ("#c8624f", "#d8b45c", "#7f9c96")[k % 3])
    b.boat(1080, 352, 40, "#33424c", "#efe8d8")
    for x, y in ((700, 130), (744, 160), (660, 176), (980, 150)):
        b.gull(x, y, 17)


def galley(b: Brush) -> None:
    b.sky("#c9c2b2", "#d9d2c2")
    for x in range(0, 640, 64):
        b.line([(x, 0), (x, 250)], "#b9b1a0", 2)
    b.rect(0, 250, 640, 150, "#8f8675")
    b.rect(0, 244, 640, 14, "#5f676b")
    for x, r in ((170, 66), (360, 54)):
        b.rect(x - r, 170, r * 2, 74, "#6f777a")
        b.disc(x, 170, r, "#8f979a", flat=0.22)
        b.disc(x, 170, r * 0.86, "#e6d4a6", flat=0.2)
        b.line([(x - r - 10, 244), (x - r - 10, 190), (x + r + 10, 190), (x + r + 10, 244)], "#b98b3f", 5)
        for k in range(4):
            b.disc(x - 20 + k * 13, 120 - k * 20, 11 + k * 4, "#f4f0e6", 110)
    for i in range(7):
        b.line([(450 + i * 24, 20), (450 + i * 24, 60)], "#5a5a58", 3)
        b.disc(450 + i * 24, 70, 10 + (i % 3) * 3, "#7a8285")
    b.person(520, 396, 270, "#c8624f", "#3b4048")
    b.rect(474, 262, 92, 110, "#f1ebdc")
    b.disc(520, 126, 40, "#f4f0e6", flat=0.4)


def beachad(b: Brush) -> None:
    b.sky("#cfe0e2", "#f5efe1", 0.5)
    b.hills(330, 30, "#9fb8b4")
    b.water(350, "#a9cdd0", "#6fa7ae", count=50)
    for i, c in enumerate(("#8fbfc2", "#dfece8", "#ecdfc3")):
        b.hills(520 + i * 46, 20, c, 1.2)
    b.hills(650, 10, "#e6d5b2", 0.8)
    for x, y, s, c in ((220, 780, 210, "#c8624f"), (420, 740, 170, "#4f7396"), (680, 800, 220, "#6c8b5c")):
        b.person(x, y, s, c, hat="#f2e3b8")
        b.poly(
            [
                (x + s * 0.26, y - s * 0.5),
                (x + s * 0.56, y - s * 0.5),
                (x + s * 0.52, y - s * 0.08),
                (x + s * 0.3, y - s * 0.08),
            ],
            "#f7f3e6",
        )
    for _ in range(14):
        left, top = 60 + b.rng.random() * 780, 690 + b.rng.random() * 180
        b.disc(left, top, 8, "#d9b597", flat=0.6)
    for x, y in ((180, 130), (250, 170), (620, 120)):
        b.gull(x, y, 24, "#ffffff")


def scene(name: str) -> QImage:
    """Draws a scene by its name; the seed comes from the name, so each run gives the same picture."""
    table: dict[str, Callable[[Brush], None]] = {
        f.__name__: f
        for f in (
            first.bridge,
            first.tea,
            first.harbour,
            first.kelp,
            first.lanterns,
            first.eclipse,
            first.canal,
            first.market,
            first.papermill,
            first.stadium,
            first.rapeseed,
            first.tram,
            first.kites,
            first.buoys,
            first.dryski,
            first.lighthouse,
            first.pier,
            first.kiln,
            first.drying,
            film,
            trail,
            roofs,
            whale,
            steps,
            saltpan,
            cycling,
            panorama,
            galley,
            beachad,
        )
    }
    width, height = SIZES.get(name, (640, 400))
    brush = Brush(width, height, zlib.crc32(name.encode()))
    table[name](brush)
    return brush.done()
