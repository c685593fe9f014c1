"""Benchmark: e-paper issues as saved from a site, imported and indexed, beside peers on the same files.

Run: sh scripts/bench --issues [N]  (docs/benchmarks.md).  The issues are made here: 20 pages, 100 articles of about 800
characters, page pictures in two sizes and one photograph for every fourth article, marked up like a Founder site.
"""

from __future__ import annotations

import io
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from itertools import islice
from pathlib import Path

from bench import SEED, drain, measured, rate
from PIL import Image, ImageDraw

from reader.library import Library
from reader.open import open_library

PAGES, ON_PAGE, CHARACTERS = 20, 5, 800
SMALL, BIG = (350, 550), (2000, 2900)
WORDS = re.findall(
    "..",
    "渡口码头潮水灯塔早市算盘白菜桥头轮渡老街书店小学操场春耕稻田水库山路班车站台夜市渔船堤岸榕树祠堂戏台裁缝豆腐"
    "茶馆竹器剪纸风筝龙舟灯会年画气象潮位航线电站风机光伏快递网店",
)
VERBS = re.findall("..", "修好送来看见讲起记录等候守护经过重开丈量晾晒商量搬进描画打扫唤醒")


def text(rng: random.Random, characters: int) -> str:
    sentences: list[str] = []
    while sum(map(len, sentences)) < characters:
        parts = (f"{rng.choice(WORDS)}边的{rng.choice(WORDS)}{rng.choice(VERBS)}{rng.choice(WORDS)}" for _ in range(3))
        sentences.append("，".join(parts) + f"，一共{rng.randrange(2, 9000)}次。")
    return "".join(sentences)


@lru_cache(maxsize=8)
def picture(width: int, height: int, variant: int) -> bytes:
    """A picture of columns of grey lines, as a newspaper page looks from afar."""
    image = Image.new("RGB", (width, height), "white")
    draw = ImageDraw.Draw(image)
    rng = random.Random(variant)  # noqa: S311 - a picture, not a secret
    for y in range(height // 20, height, max(height // 180, 3)):
        for column in range(5):
            left = column * width // 5 + width // 60
            draw.line((left, y, left + rng.randrange(width // 8, width // 6), y), fill=(70, 70, 70), width=2)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=80)
    return out.getvalue()


def jpeg(size: tuple[int, int], variant: int, comment: str) -> bytes:
    """One of a few pictures, made different by a comment: every file of a real site is another one."""
    plain = picture(*size, variant)
    note = comment.encode()
    return plain[:2] + b"\xff\xfe" + (len(note) + 2).to_bytes(2, "big") + note + plain[2:]


def make_issue(folder: Path, day: date, rng: random.Random) -> Path:
    """Write one issue as its site would hold it; the folder to import."""
    root = folder / f"qwrb-{day}"
    html = root / "html" / f"{day:%Y-%m}" / f"{day:%d}"
    html.mkdir(parents=True)
    number = day.toordinal() * 1000
    listed = "".join(
        f"<div><a id=pageLink href=./node_{page + 1}.htm>第{page:02}版：{WORDS[page]}</a></div>"
        for page in range(1, PAGES + 1)
    )
    for page in range(1, PAGES + 1):
        pictures = root / "images" / f"{day:%Y-%m}" / f"{day:%d}" / f"{page:02}"
        pictures.mkdir(parents=True)
        stem = f"QWRB{day:%Y%m%d}{page:02}"
        (pictures / f"{stem}_b.jpg").write_bytes(jpeg(SMALL, page % 4, f"{stem} small"))
        (pictures / f"{stem}.jpg").write_bytes(jpeg(BIG, page % 4, f"{stem} big"))
        up = f"../../../images/{day:%Y-%m}/{day:%d}/{page:02}"
        areas = links = ""
        for place in range(ON_PAGE):
            number += 1
            title = f"{rng.choice(WORDS)}{rng.choice(VERBS)}{rng.choice(WORDS)}（{number}）"
            top = place * 105 + 20
            areas += (
                f'<Area coords="10,{top},340,{top},340,{top + 98},10,{top + 98}" shape="polygon" '
                f'href="content_{number}.htm?div=-1">'
            )
            links += f'<li><a href=content_{number}.htm?div=-1><div id="mp{number}">{title}</div></a></li>'
            photo = ""
            if place == 0:
                (pictures / f"{number}.jpg").write_bytes(jpeg((600, 400), page % 4, str(number)))
                photo = f'<table class="pci_c"><tr><td align=center><img src="{up}/{number}.jpg"></td></tr></table>'
            body = "".join(f"<P>　　{text(rng, CHARACTERS // 5)}</P>" for _ in range(5))
            (html / f"content_{number}.htm").write_text(
                f"<html><head><meta charset=utf-8><title>{title}</title></head><body>{listed}"
                f'<table><tr><td class="font02"></td></tr><tr><td class="font01">{title}</td></tr></table>{photo}'
                f"<div id=ozoom><founder-content><!--enpcontent-->{body}<!--/enpcontent--></founder-content></div>"
                f"<!--enpproperty <founder-date>{day} 23:59:59</founder-date><founder-pagenum>{page}</founder-pagenum>"
                f"<founder-papername>前湾日报</founder-papername><founder-type>1</founder-type>"
                f"<founder-title>{title}</founder-title><founder-author>本报记者 林知潮</founder-author>/enpproperty-->"
                "</body></html>",
                encoding="utf-8",
            )
        (html / f"node_{page + 1}.htm").write_text(
            f"<html><head><meta charset=utf-8><title>前湾日报数字报</title></head><body>{listed}"
            f"<strong>第{page:02}版：{WORDS[page]}</strong>"
            f'<img src="{up}/{stem}_b.jpg" width=350 height=550 USEMAP=#PagePicMap><MAP NAME="pagepicmap">{areas}</MAP>'
            f"<ul class=list01>{links}</ul>"
            f"<!--enpproperty <founder-date>{day} 23:59:59</founder-date><founder-pagenum>{page}</founder-pagenum>"
            f"<founder-papername>前湾日报</founder-papername><founder-type>2</founder-type>/enpproperty--></body></html>",
            encoding="utf-8",
        )
    return root


def issues(folder: Path, count: int) -> Iterator[Path]:
    rng = random.Random(SEED)  # noqa: S311 - texts, not secrets
    first = date(2015, 1, 1)
    for number in range(count):
        yield make_issue(folder, first + timedelta(number), rng)


EACH = PAGES * ON_PAGE
Spent = tuple[float, float]
"""CPU seconds of one issue: import, index."""


def bench_issues(folder: Path, count: int, grown: int) -> None:
    """Import and index issue after issue: the first ones beside the last, and (`grown`) beside those that come into
    the same archive when that many articles more are in it."""
    print(f"\n每期 {PAGES} 版 {EACH} 篇，共 {count} 期")
    with open_library(folder / "archive") as library:
        made = issues(folder / "sites", count + (count if grown else 0))
        costs = [keep(library, path) for path in islice(made, count)]
        edge = max(1, min(20, count // 4))
        compare(costs, (f"前 {edge} 期", costs[:edge]), (f"后 {edge} 期", costs[-edge:]))
        if grown:
            drain(library.import_paths([make_table(folder / "many.jsonl", grown)]))
            drain(library.update_index())
            later = [keep(library, path) for path in made]
            print(f"  同一档案库，又有了 {grown} 篇以后再来 {count} 期")
            compare(later, ("空的时候", costs), (f"{grown} 篇以后", later))
    for path in sorted((folder / "sites").iterdir())[:-1]:  # the last one stays for the peers
        shutil.rmtree(path)


def keep(library: Library, path: Path) -> Spent:
    with measured() as reading:
        articles = drain(library.import_paths([path]))
    with measured() as indexing:
        drain(library.update_index())
    assert articles == EACH, f"{articles} articles came in"
    return reading.cpu, indexing.cpu


def compare(costs: list[Spent], before: tuple[str, list[Spent]], after: tuple[str, list[Spent]]) -> None:
    """Rates of import, index and both, and how those of two parts stand to one another."""

    def rate_of(part: list[Spent], columns: tuple[int, ...]) -> float:
        return EACH * len(part) / sum(cost[column] for cost in part for column in columns)

    for name, columns in (("导入", (0,)), ("编索引", (1,)), ("两者", (0, 1))):
        early, late = rate_of(before[1], columns), rate_of(after[1], columns)
        print(
            f"  {name}  {rate_of(costs, columns):6.0f} 篇/CPU 秒；"
            f"{before[0]} {early:.0f}，{after[0]} {late:.0f}，{late / early:.2f} 倍"
        )


def make_table(path: Path, count: int) -> Path:
    """Many articles in one file, a hundred a day."""
    rng = random.Random(SEED)  # noqa: S311 - texts, not secrets
    with path.open("w", encoding="utf-8") as out:
        for number in range(count):
            day = date(1990, 1, 1) + timedelta(number // EACH)
            row = {"paper": "前湾日报", "date": str(day), "page": f"{number % EACH // ON_PAGE + 1:02}"}
            row |= {"title": f"{rng.choice(WORDS)}{rng.choice(VERBS)}（{number}）", "text": text(rng, CHARACTERS // 2)}
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
    return path


def bench_memory(path: Path, folder: Path) -> None:
    """The command line's own peak over one issue: import, index, previews.

    A small process starts it and looks: a child's peak begins with that of whoever forked it.
    """
    command = [sys.executable, "-m", "ui.cli.main", "--archive", str(folder / "memory"), "import", str(path)]
    look = (
        "import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL); "
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    told = subprocess.run([sys.executable, "-c", look, *command], check=True, capture_output=True, text=True)
    print(f"  内存峰值（dianzibao import 一期）{int(told.stdout) / 1024:8.0f} MB")


def bench_peers(path: Path, folder: Path) -> None:
    """The same folder: trafilatura over the article pages; recollindex where it is installed."""
    import trafilatura

    pages = sorted(path.rglob("content_*.htm"))
    with measured() as cost:
        found = sum(trafilatura.extract(page.read_text(encoding="utf-8")) is not None for page in pages)
    print(f"  trafilatura（只取正文）{rate(found, cost)}")
    recoll = shutil.which("recollindex")
    if recoll is None:
        print("  recollindex 没有安装（Debian：recollcmd），略过")
        return
    settings = folder / "recoll"
    settings.mkdir()
    (settings / "recoll.conf").write_text(f"topdirs = {path}\n", encoding="utf-8")
    with measured() as cost:
        subprocess.run(
            [recoll, "-c", str(settings)], check=True, capture_output=True, env={**os.environ, "LC_ALL": "C.UTF-8"}
        )
    print(f"  recollindex（整个文件夹）{rate(len(pages), cost)}")


def main(count: int, grown: int = 0) -> None:
    with tempfile.TemporaryDirectory(prefix="dianzibao-bench-") as name:
        folder = Path(name)
        bench_issues(folder, count, grown)
        [last] = (folder / "sites").iterdir()
        bench_memory(last, folder)
        bench_peers(last, folder)
