"""Checks the published sample trees: counts, links, zones, sizes and repeated sentences."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from urllib.parse import urldefrag

from PIL import Image

from samples.texts import Issue, sentences

LINK = re.compile(r"""(?:href|src)\s*=\s*["']?([^"'\s>]+)""", re.I)
TRAPS = ("/content/2009-05/", "/content/201905/")
MAXIMUM = 5_000_000
LEAST_CHARS = 300  # characters of body per article, the average of each issue


def decode(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030")


def broken_links(root: Path) -> list[str]:
    bad = []
    for path in sorted([*root.rglob("*.htm"), *root.rglob("*.html")]):
        for link in LINK.findall(decode(path.read_bytes())):
            target = urldefrag(link)[0].split("?")[0]
            if not target or link.startswith(("#", "http")) or any(t in link for t in TRAPS):
                continue
            if not (path.parent / target).resolve().is_file():
                bad.append(f"{path.relative_to(root)} -> {link}")
    return bad


def bad_zones(root: Path) -> list[str]:
    bad = []
    for path in sorted([*root.rglob("node_*.htm"), *root.rglob("node_*.html")]):
        text = decode(path.read_bytes())
        found = re.search(r"<img[^>]*src=[\"']?([^\"'\s>]+)[^>]*usemap", text, re.I)
        if found is None:
            bad.append(f"{path}: no page picture")
            continue
        with Image.open(path.parent / found.group(1)) as image:
            width, height = image.size
        for listed in re.findall(r'coords="([^"]+)"', text):
            numbers = [float(n) for n in listed.split(",")]
            inside = all(0 <= x <= width for x in numbers[::2]) and all(0 <= y <= height for y in numbers[1::2])
            if len(numbers) < 8 or len(numbers) % 2 or not inside:
                bad.append(f"{path.relative_to(root)}: {listed}")
    return bad


def check(out: Path, issues: list[Issue]) -> int:
    """Prints a table and every fault; the result is the exit code."""
    faults: list[str] = []
    seen: Counter[str] = Counter()
    print("issue             pages  with  articles  files  chars/article  pictures")
    for issue in issues:
        articles = issue.articles()
        real = [a for a in articles if not a.continues]
        chars = sum(a.body_chars for a in articles) / len(articles)  # a jump's second half counts as an article
        filled = sum(1 for p in issue.pages if p.articles)
        pictures = sum(len(a.pictures) for a in articles)
        print(
            f"{issue.paper} {issue.date}  {len(issue.pages):6}{filled:6}{len(real):10}{len(articles):7}{chars:15.0f}"
            f"{pictures:10}"
        )
        if filled < 4 or len(real) < 15 or chars < LEAST_CHARS:
            faults.append(f"{issue.paper} {issue.date}: too small")
        for article in articles:
            seen.update(set(sentences(article)))
    faults += [f"sentence repeated: {s}" for s, n in seen.items() if n > 1]
    faults += [f"broken link: {b}" for b in broken_links(out)]
    faults += [f"zone outside picture: {b}" for b in bad_zones(out)]
    files = [p for p in out.rglob("*") if p.is_file()]
    total = sum(p.stat().st_size for p in files)
    print(f"{len(files)} files, {total / 1e6:.2f} MB")
    if total > MAXIMUM:
        faults.append("samples are larger than 5 MB")
    for fault in faults:
        print("FAULT", fault)
    print("checks passed" if not faults else f"{len(faults)} faults")
    return 1 if faults else 0
