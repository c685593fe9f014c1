"""The pictures of the sample papers, each a small scene drawn from shapes; nothing is loaded from files."""

from __future__ import annotations

import math

from PySide6.QtGui import QPainterPath

from samples.brush import Brush

SIZES = {"panorama": (1280, 470), "beachad": (900, 900), "lighthouse": (560, 680), "eclipse": (640, 300)}


def bridge(b: Brush) -> None:
    b.sky("#b9c7cf", "#efe3cf", 0.6)
    b.hills(200, 34, "#a3b3b5")
    b.hills(232, 18, "#869b98")
    b.water(240, "#a9bcc0", "#6f8b95")
    for x in (150, 300, 450, 600):
        b.poly([(x - 12, 330), (x + 12, 330), (x + 7, 196), (x - 7, 196)], "#7d7468")
    b.rect(0, 186, 395, 13, "#d9d2c2")
    b.rect(455, 186, 185, 13, "#d9d2c2")
    b.arc(225, 190, 75, 66, math.pi, math.tau, "#b5574a", 6)
    for i in range(-3, 4):
        b.line([(225 + i * 20, 188), (225 + i * 20, 190 - 66 * math.sqrt(1 - (i / 3.75) ** 2))], "#b5574a", 1.6)
    b.line([(468, 186), (468, 70), (360, 70)], "#b98b3f", 5)
    b.line([(468, 70), (520, 92), (468, 100)], "#b98b3f", 3)
    b.line([(390, 70), (390, 150)], "#4a4038", 1.6)
    b.rect(366, 150, 54, 12, "#d9d2c2")
    b.boat(420, 330, 46, "#3f5a66", "#e7e0d0")


def tea(b: Brush) -> None:
    b.sky("#d6dfd8", "#f3ead6", 0.5)
    b.disc(510, 80, 30, "#f0c98b")
    b.hills(150, 34, "#a9bca6")
    b.hills(190, 26, "#86a184")
    for i in range(9):
        y = 214 + i * i * 2.4 + i * 4
        b.hills(y, 10, ("#5f8660", "#76a06c")[i % 2], 1.1)
    for x, y, s, coat in ((150, 300, 84, "#c8624f"), (330, 286, 66, "#4f7396"), (480, 330, 98, "#d8b45c")):
        b.person(x, y, s, coat, hat="#e6d3a2")
        b.disc(x + s * 0.26, y - s * 0.5, s * 0.16, "#a67f4c")
    b.hills(392, 12, "#496f4c", 2.0)


def harbour(b: Brush) -> None:
    b.sky("#8fa6b5", "#f4cfa5", 0.62)
    b.disc(430, 190, 34, "#f7e3b6")
    b.hills(204, 22, "#7f8f98")
    b.water(214, "#e2bd97", "#567383", "#fff1d4", 90)
    for x, y, s in ((110, 250, 34), (520, 262, 40), (300, 300, 74)):
        b.boat(x, y, s, "#8d3f38" if s > 50 else "#3c5361", "#efe7d6")
    b.rect(0, 356, 640, 44, "#6a5b4d")
    for x in range(20, 640, 62):
        b.rect(x, 346, 10, 30, "#4b4038")
    for x, coat in ((70, "#cf9147"), (190, "#4f7396"), (560, "#6c8b5c")):
        b.person(x, 372, 82, coat)
    for x in (110, 230, 268):
        b.rect(x, 348, 34, 22, "#b9c6c9")
        b.rect(x + 3, 342, 28, 8, "#dfe5e3")
    for x, y in ((220, 90), (270, 120), (340, 76)):
        b.gull(x, y, 15)


def kelp(b: Brush) -> None:
    b.sky("#c3d2d6", "#eef0e6", 0.4)
    b.hills(120, 18, "#9db0ad")
    b.water(130, "#9fbcbf", "#3f6a73")
    for row in range(7):
        y = 160 + row * row * 4.6 + row * 6
        b.line([(0, y), (640, y)], "#e4ddc8", 1 + row * 0.3)
        for i in range(14):
            x = (i * 52 + row * 23) % 660
            b.disc(x, y, 3 + row * 0.9, "#d9893f" if i % 3 else "#f2eee2")
            b.line([(x + 14, y), (x + 9, y + 8 + row * 4)], "#3f5b3c", 2 + row * 0.7)
    b.boat(430, 230, 60, "#41606b", "#eadfc8", mast=False)
    b.person(470, 222, 56, "#c8624f", hat="#e6d3a2")


def lanterns(b: Brush) -> None:
    b.sky("#1f2a40", "#4b4257")
    for i in range(5):
        w = 150 - i * 22
        b.rect(0, 80 + i * 40, w, 320, ("#2d2a35", "#3a3440")[i % 2])
        b.rect(640 - w, 80 + i * 40, w, 320, ("#3a3440", "#2d2a35")[i % 2])
    b.poly([(200, 400), (440, 400), (345, 240), (295, 240)], "#6b5a55")
    for row in range(4):
        y, n, r = 70 + row * 48, 7 - row, 22 - row * 4
        left, right = 40 + row * 62, 600 - row * 62
        b.line([(left, y - r - 6), (320, y - r + 12), (right, y - r - 6)], "#14141c", 1.5)
        for i in range(n):
            x = left + (right - left) * i / (n - 1)
            b.disc(x, y, r * 2.0, "#f2b25a", 34)
            b.disc(x, y, r, ("#d9573f", "#e6a23c", "#d97a6a", "#e8c46a")[(i + row) % 4], flat=0.85)
            b.rect(x - r * 0.3, y + r * 0.8, r * 0.6, r * 0.5, "#f4d27a")
    b.poly([(90, 300), (170, 270), (200, 300), (170, 330)], "#e8894c")
    b.poly([(90, 300), (60, 276), (60, 324)], "#d9573f")
    for x, s, coat in ((250, 96, "#4f7396"), (300, 76, "#c9a04f"), (372, 104, "#6c8b5c"), (420, 70, "#b5574a")):
        b.person(x, 392, s, coat)


def eclipse(b: Brush) -> None:
    b.sky("#141a2b", "#2a3147")
    for _ in range(120):
        b.disc(b.rng.random() * 640, b.rng.random() * 230, 0.7 + b.rng.random(), "#e8e4d4", 190)
    spots = [(70, 196), (170, 140), (270, 104), (370, 104), (470, 140), (570, 196)]
    shade = [26, 46, 0, 0, -46, -26]
    for (x, y), s in zip(spots, shade, strict=True):
        if s == 0:
            b.disc(x, y, 34, "#a9573c")
            b.disc(x - 8, y - 8, 22, "#bf6f4c", 120)
            continue
        b.disc(x, y, 34, "#ece5cf")
        b.p.save()
        clip = QPainterPath()
        clip.addEllipse(x - 34.5, y - 34.5, 69, 69)
        b.p.setClipPath(clip)
        b.disc(x + (72 - s if s > 0 else -72 - s), y + 6, 46, "#2a2d3d", 235)
        b.p.restore()
    for i in range(16):
        b.tower(i * 42, 300, 38, 22 + b.rng.random() * 42, "#0e1220", "#d8b76a")


def canal(b: Brush) -> None:
    b.sky("#cbdbe0", "#f1ecdd", 0.5)
    for i, wall in enumerate(("#e9dfcb", "#dccdb4", "#e3d8c4", "#d3c3a8", "#ebe1cf")):
        b.house(i * 132 - 10, 226, 112, 96 + (i * 37) % 46, wall, "#5c6267")
    b.poly([(0, 226), (640, 226), (640, 262), (0, 262)], "#8aa37c")
    b.water(256, "#9dbdb4", "#5d8a86")
    for x in range(10, 640, 34):
        b.disc(x, 264 + (x * 7) % 12, 15, ("#a59c8c", "#8d877b")[x % 3 == 0], flat=0.6)
    for x in (60, 100, 420, 470, 580):
        for k in range(-3, 4):
            b.line([(x, 292), (x + k * 7, 236)], "#5f8a4f", 3)
    b.arc(320, 262, 96, 58, math.pi, math.tau, "#b7ad9c", 16)
    b.disc(235, 330, 15, "#f8f6ef", flat=0.7)
    b.line([(246, 326), (258, 300)], "#f8f6ef", 5)
    b.line([(258, 300), (274, 303)], "#d19a3c", 3)
    b.line([(232, 338), (232, 366)], "#5a4a3c", 2)


def market(b: Brush) -> None:
    b.sky("#d8d5c8", "#efe8d8")
    for i in range(5):
        x = i * 132 - 14
        for k in range(6):
            b.poly(
                [(x + k * 21, 60), (x + k * 21 + 21, 60), (x + k * 22 + 21, 112), (x + k * 22, 112)],
                ("#f3eee0", ("#b5574a", "#5f8660", "#4f7396", "#c9963f", "#7a6a86")[i])[k % 2],
            )
        b.line([(x + 4, 110), (x + 4, 260)], "#6a5b4d", 4)
    for i, coat in enumerate(("#4f7396", "#a66a4a", "#6c8b5c", "#8a5a6a")):
        b.person(90 + i * 152, 300, 150, coat)
    b.rect(0, 250, 640, 24, "#8a6d4e")
    for i in range(8):
        x = 12 + i * 79
        b.poly([(x, 276), (x + 70, 276), (x + 62, 330), (x + 8, 330)], "#b68f5c")
        for _ in range(26):
            b.disc(
                x + 8 + b.rng.random() * 54,
                262 + b.rng.random() * 18,
                8,
                ("#6f9a56", "#88ad62", "#d7b25a", "#c8624f", "#e8e3d2")[(i * 2 + (i > 3)) % 5],
            )
    b.rect(0, 330, 640, 70, "#77695a")


def papermill(b: Brush) -> None:
    b.sky("#cfd8cf", "#ece6d4", 0.6)
    for i in range(24):
        x = i * 28 + 6
        b.line([(x, 300), (x + 10, 0)], ("#7f9c72", "#93ad82")[i % 2], 6)
    b.rect(0, 280, 640, 120, "#b7a98d")
    b.poly([(20, 150), (360, 150), (330, 90), (60, 90)], "#6d6358")
    b.rect(40, 150, 300, 140, "#e3d8c0")
    b.rect(80, 180, 180, 110, "#5b4c3e")
    b.rect(60, 262, 220, 44, "#8c7a62")
    b.rect(68, 262, 204, 12, "#c9d3cf")
    b.person(170, 318, 130, "#4f6f86")
    b.rect(130, 246, 84, 10, "#d5c7a4")
    for i in range(6):
        x = 380 + i * 42
        b.poly([(x, 190 + i * 6), (x + 34, 184 + i * 6), (x + 34, 290 + i * 6), (x, 296 + i * 6)], "#f7f3e6")
        b.line([(x, 190 + i * 6), (x, 320 + i * 6)], "#7a6a54", 4)


def stadium(b: Brush) -> None:
    b.sky("#b7cdd8", "#f0ead9", 0.5)
    b.poly([(60, 180), (580, 180), (540, 110), (100, 110)], "#d5d0c4")
    b.arc(320, 116, 250, 60, math.pi, math.tau, "#7b8a92", 12)
    for i in range(12):
        b.rect(110 + i * 36, 126, 20, 44, "#92a1a8")
    b.rect(0, 180, 640, 220, "#7fa06a")
    b.poly([(0, 400), (640, 400), (640, 330), (420, 206), (220, 206), (0, 330)], "#b9634e")
    for k in range(1, 6):
        b.line([(k * 107, 400), (220 + k * 33, 206)], "#efe4d4", 2)
    for x, y, s, coat in (
        (180, 360, 110, "#e3c15c"),
        (300, 330, 92, "#4f7396"),
        (420, 370, 118, "#f0eee6"),
        (350, 270, 60, "#5f8660"),
    ):
        b.person(x, y, s, coat, "#2f3a44")


def rapeseed(b: Brush) -> None:
    b.sky("#b8c8cf", "#ece9dc", 0.45)
    for x, y in ((120, 60), (430, 46), (540, 84)):
        for k in range(4):
            b.disc(x + k * 26, y + (k % 2) * 8, 26, "#f2f1ea", 200, 0.5)
    b.hills(150, 24, "#94a99c")
    for i in range(8):
        b.hills(182 + i * i * 3.4, 7, ("#87a45a", "#b9b54e")[i % 2], 0.9)
    for _ in range(900):
        d = b.rng.random()
        b.disc(b.rng.random() * 640, 190 + d * d * 210, 1.4 + d * 3.2, "#e5cb4a")
    b.poly([(290, 400), (370, 400), (330, 190), (322, 190)], "#a58c66")
    b.person(330, 372, 130, "#4f7396", hat="#e6d3a2")
    b.line([(360, 372), (366, 270)], "#5a5a5a", 4)


def tram(b: Brush) -> None:
    b.sky("#c7d5d8", "#f1eadb", 0.6)
    for i in range(11):
        b.tower(i * 62 - 12, 230, 52, 60 + b.rng.random() * 100, "#b4bab8", "#8b979b")
    for x in range(20, 640, 88):
        b.tree(x, 250, 76, "#7f9f78")
    b.rect(0, 240, 640, 160, "#a9a79d")
    b.rect(0, 310, 640, 10, "#7c9a68")
    for i in range(2):
        x = 40 + i * 284

        b.fill("#8fc0b5")
        b.p.drawRoundedRect(x, 190, 276, 112, 18, 18)
        for k in range(5):
            b.rect(x + 16 + k * 51, 206, 42, 46, "#3f5661")
        b.rect(x, 268, 276, 8, "#f2efe4")
        for k in (40, 90, 190, 240):
            b.disc(x + k, 306, 11, "#3a4048")
    b.line([(0, 318), (640, 318)], "#565a5c", 4)
    b.line([(0, 338), (640, 338)], "#565a5c", 4)
    b.person(600, 376, 96, "#b5574a")


def kites(b: Brush) -> None:
    b.sky("#a9c6d6", "#f1ecdc", 0.7)
    b.hills(300, 12, "#9db38c")
    b.water(304, "#aecbd0", "#8fb3b6", count=18)
    b.hills(334, 10, "#8aa163")
    b.hills(366, 8, "#a3ad67")
    for x, y, s, c in (
        (120, 80, 40, "#c8624f"),
        (280, 130, 30, "#4f7396"),
        (430, 66, 46, "#d6a445"),
        (560, 140, 32, "#7a6a86"),
        (210, 210, 22, "#5f8660"),
    ):
        b.poly(
            [
                (x - s, y - s * 0.3),
                (x, y - s * 0.55),
                (x + s, y - s * 0.3),
                (x + s * 0.25, y + s * 0.1),
                (x + s * 0.5, y + s),
                (x, y + s * 0.4),
                (x - s * 0.5, y + s),
                (x - s * 0.25, y + s * 0.1),
            ],
            c,
        )
        b.disc(x, y - s * 0.2, s * 0.16, "#f4eede")
        b.line([(x, y + s * 0.3), (x * 0.5 + 160, 352)], "#6d6d68", 1)
    for x, s, c in ((190, 70, "#b5574a"), (250, 90, "#4f7396"), (330, 64, "#d8b45c"), (420, 86, "#6c8b5c")):
        b.person(x, 388, s, c)


def buoys(b: Brush) -> None:
    b.sky("#a8bcc6", "#dfe3de", 0.5)
    b.water(170, "#8aa9b3", "#2f5564", count=110)
    for i in range(6):
        b.hills(200 + i * 36, 10, ("#6f96a3", "#5c8593", "#4a7484", "#3d6676", "#335a69", "#2b4e5c")[i], 2 + i * 0.3)
    for x, y, s in ((90, 214, 14), (250, 236, 22), (470, 220, 16), (400, 320, 58)):
        b.disc(x, y, s, "#e0a03c")
        b.rect(x - s, y - s * 0.12, s * 2, s * 0.24, "#f3efe2")
        b.rect(x - s * 0.4, y - s * 1.2, s * 0.8, s * 0.4, "#33424c")
        b.line([(x, y - s), (x, y - s * 2.1)], "#33424c", max(1.4, s * 0.07))
        b.poly([(x - s * 1.5, y + s * 0.55), (x + s * 1.5, y + s * 0.55), (x + s, y + s), (x - s, y + s)], "#4a7484")
    b.boat(150, 190, 40, "#7c3a35", "#efe8d8")


def dryski(b: Brush) -> None:
    b.sky("#b9cdd6", "#eee9dc", 0.6)
    b.hills(170, 30, "#8faa8a")
    b.poly([(0, 400), (640, 400), (640, 340), (330, 96), (270, 96), (0, 240)], "#e9ebea")
    for i in range(14):
        b.line([(290 - i * 20, 110 + i * 10), (330 + i * 22, 110 + i * 18)], "#cfd6d8", 1.4)
    for x in (20, 70, 120, 560, 600):
        b.tree(x, 210 + (x > 500) * 110, 90, "#6f9468")
    for x, y, c in ((290, 150, "#c8624f"), (350, 200, "#4f7396"), (270, 256, "#c8624f"), (410, 310, "#4f7396")):
        b.line([(x, y), (x, y - 38)], c, 4)
        b.poly([(x, y - 38), (x + 24, y - 32), (x, y - 22)], c)
    for x, y, s, c in ((330, 340, 120, "#d39a3a"), (300, 190, 54, "#5f8660"), (200, 372, 96, "#7a6a86")):
        b.line([(x - s * 0.4, y - s * 0.06), (x + s * 0.5, y + s * 0.12)], "#33424c", s * 0.05)
        b.person(x, y, s, c, "#3a4a58")


def lighthouse(b: Brush) -> None:
    b.sky("#46607a", "#f0c9a0", 0.75)
    b.disc(430, 430, 34, "#f8dfae")
    b.water(460, "#d9b391", "#3c5a6a", "#fff0cf", 80)
    b.poly([(0, 680), (0, 520), (70, 470), (150, 452), (300, 470), (350, 540), (470, 610), (560, 680)], "#5a5148")
    b.poly([(0, 680), (0, 580), (120, 540), (240, 590), (330, 680)], "#453e38")
    b.poly([(300, 150), (560, 90), (560, 170)], "#f7e7b8", 90)
    b.poly([(150, 150), (0, 118), (0, 182)], "#f7e7b8", 70)
    b.poly([(160, 470), (290, 470), (262, 190), (188, 190)], "#f2ede1")
    for y, inset in ((250, 6), (350, 15)):
        b.poly(
            [
                (160 + 28 - inset - 8, y + 44),
                (290 - 20 + inset, y + 44),
                (266 + inset * 0.5, y),
                (184 - inset * 0.5, y),
            ],
            "#b5574a",
        )
    b.rect(172, 178, 106, 14, "#4a4038")
    b.rect(196, 128, 58, 50, "#f4d98c")
    for x in (196, 215, 234, 252):
        b.rect(x, 128, 3, 50, "#4a4038")
    b.poly([(186, 128), (264, 128), (225, 92)], "#7c3a35")
    b.rect(212, 420, 28, 50, "#5a4a3c")
    b.boat(460, 500, 32, "#33424c", "#efe8d8")


def pier(b: Brush) -> None:
    b.sky("#b9d0d6", "#f2ecdc", 0.5)
    b.hills(150, 20, "#94aba2")
    b.water(168, "#9cc0c4", "#52838e")
    b.boat(470, 220, 90, "#3f6d7a", "#f1ebdc")
    b.poly([(120, 400), (520, 400), (400, 230), (240, 230)], "#b59a74")
    for i in range(7):
        y = 244 + i * 24
        b.line([(240 - i * 18, y), (400 + i * 18, y)], "#8d7553", 2)
    b.line([(206, 330), (214, 130), (210, 110)], "#7b6650", 13)
    b.line([(434, 330), (428, 140), (436, 112)], "#7b6650", 13)
    b.line([(190, 134), (320, 118), (452, 136)], "#8c765d", 15)
    for i, c in enumerate(("#c8624f", "#d8b45c", "#4f7396", "#6c8b5c", "#7a6a86", "#c8624f")):
        b.person(236 + i * 34, 330 + (i % 2) * 14, 60 + (i % 3) * 6, c)
    b.person(180, 388, 104, "#45525c")


def kiln(b: Brush) -> None:
    b.sky("#171c2c", "#3c3a48")
    b.water(180, "#34415a", "#1d2738", "#8fa0b5", 30)
    b.rect(0, 230, 640, 170, "#3b322c")
    b.poly([(90, 340), (480, 340), (520, 240), (440, 170), (180, 150), (80, 250)], "#7a5a48")
    for r in range(8):
        for c in range(15):
            b.rect(110 + c * 25 + (r % 2) * 12, 190 + r * 18, 22, 15, ("#8b6650", "#946d55", "#80594a")[(r + c) % 3])
    b.rect(470, 60, 52, 190, "#6d5142")
    b.poly([(474, 60), (520, 60), (506, 0), (498, 24), (486, 8)], "#f0a04a")
    b.poly([(486, 60), (510, 60), (500, 26)], "#f8e3a8")
    b.disc(150, 300, 92, "#f0a04a", 40)
    b.disc(150, 304, 40, "#f0a04a")
    b.disc(150, 310, 24, "#f8e3a8")
    b.person(250, 388, 140, "#4f6577")
    for k in range(6):
        b.rect(330 + k * 26, 360 - (k % 2) * 12, 44, 13, "#a07a52")


def drying(b: Brush) -> None:
    b.sky("#bcd2da", "#f3ecda", 0.4)
    b.hills(110, 16, "#9cb0a8")
    b.water(120, "#9ec2c8", "#6ba0aa", count=24)
    b.rect(0, 176, 640, 224, "#cdbb98")
    for row in range(6):
        y = 196 + row * row * 4 + row * 14
        s = 0.5 + row * 0.16
        b.line([(0, y), (640, y)], "#7d6a50", 1.5 + row * 0.5)
        for i in range(int(22 / s) + 1):
            x = i * 30 * s + row * 9
            b.poly(
                [(x, y), (x + 16 * s, y), (x + 13 * s, y + 26 * s), (x + 8 * s, y + 32 * s), (x + 3 * s, y + 26 * s)],
                ("#f1e3cf", "#ead3bd")[i % 2],
            )
    b.person(200, 372, 128, "#c8624f", hat="#e6d3a2")
    b.person(460, 330, 96, "#4f7396", hat="#e6d3a2")
