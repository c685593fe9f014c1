"""The articles of the search benchmark as files of JSON lines: real ones, and any number made in their likeness.

Made articles are random walks over the words of the real ones: after each word comes what follows it at a place drawn
at random, so words, pairs of words and pairs of characters are as frequent as in real news.  Two names in each that
hardly any other article has keep the vocabulary growing, as it does in archives.  Papers, pages and writers are
invented for both; made articles cover ten years.
"""

from __future__ import annotations

import lzma
import random
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import count, islice
from pathlib import Path
from typing import Final

import msgspec
import numpy as np
import numpy.typing as npt

XWLB: Final = Path(__file__).resolve().parent.parent.parent / "shared" / "corpora" / "xwlb.jsonl.xz"
SEED: Final = 20261123
PAPERS: Final = tuple(f"{place}{kind}" for place in ("临岚", "嶼光", "青湾", "前湾", "沂原", "云汀")
                      for kind in ("日报", "晚报", "商报", "周报", "早报"))  # fmt: skip
PAGES: Final = 12
SECTIONS: Final = ("要闻", "要闻", "本地", "国内", "国际", "经济", "经济", "教育", "文化", "体育", "副刊", "广告")
FIRST_DAY: Final = date(2016, 1, 1)
DAYS: Final = 3653

_FAMILY_NAMES: Final = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
_GIVEN_NAMES: Final = bytes(
    byte for first in range(0xB0, 0xD7) for second in range(0xA1, 0xFF) for byte in (first, second)
).decode("gb2312")
"""The 3,666 common characters of GB 2312."""

_WALKS: Final = 2_000
"""Random walks that are taken at once."""
_STRETCH: Final = 512
"""Words that each takes before they are read."""
_TITLE_LENGTH: Final = 30


class Row(msgspec.Struct, frozen=True, array_like=True):
    """An article.  `date` is yyyymmdd; `text` has a line for each paragraph; `lead`: the first of its page."""

    id: int
    paper: str
    date: int
    page: int
    lead: bool
    author: str
    title: str
    text: str

    @property
    def section(self) -> str:
        return SECTIONS[self.page - 1]

    @property
    def size(self) -> int:
        """Bytes of its words in UTF-8."""
        return len(self.title.encode()) + len(self.text.encode())


def read_rows(path: Path, limit: int | None = None) -> Iterator[Row]:
    """The first articles of a file."""
    decode = msgspec.json.Decoder(Row).decode
    with path.open("rb") as lines:
        yield from map(decode, islice(lines, limit))


def batches(rows: Iterable[Row], size: int) -> Iterator[list[Row]]:
    """Rows in lists of `size`, the last one shorter."""
    rows = iter(rows)
    while batch := list(islice(rows, size)):
        yield batch


def write_real(target: Path, limit: int | None = None, corpus: Path = XWLB) -> int:
    """The real articles with their dates; how many there are."""
    placed = _Places()
    with lzma.open(corpus, "rt", encoding="utf-8") as lines:
        articles = map(msgspec.json.decode, islice(lines, limit))
        return _write(target, (
            placed.row(int(article["date"][:10].replace("-", "")), article["title"], article["text"])
            for article in articles
        ))  # fmt: skip


class Maker:
    """Makes articles of the words of real ones."""

    def __init__(self, real: Path) -> None:
        self._walks = _Walks(real)

    def write(self, target: Path, number: int) -> int:
        """So many articles; they are the same each time, and but for their dates the first ones of any number."""
        placed = _Places()
        texts = islice(self._walks.texts(), number)
        days = (FIRST_DAY + timedelta(days=at * DAYS // number) for at in count())
        return _write(target, (
            placed.row(int(f"{day:%Y%m%d}"), *placed.headed(text)) for text, day in zip(texts, days, strict=False)
        ))  # fmt: skip


def _write(target: Path, rows: Iterable[Row]) -> int:
    encode, written = msgspec.json.Encoder().encode, 0
    with target.open("wb") as file:
        for row in rows:
            file.write(encode(row) + b"\n")
            written += 1
    return written


class _Places:
    """Gives articles their numbers, papers, pages and names, always the same."""

    def __init__(self) -> None:
        self._random = random.Random(SEED)  # noqa: S311 - texts, not secrets
        self._ids = count(1)
        self._writers = [self.name() for _ in range(500)]

    def row(self, day: int, title: str, text: str) -> Row:
        draw = self._random
        paper, page, writer = draw.choice(PAPERS), draw.randint(1, PAGES), draw.choice(self._writers)
        return Row(next(self._ids), paper, day, page, draw.random() < 0.15, writer, title, text)

    def headed(self, text: str) -> tuple[str, str]:
        """Title and text of a made article; two names come into its first and last paragraph."""
        title, _, body = text.partition("\n")
        names = self.name(), self.name()
        return title[:_TITLE_LENGTH], f"{names[0]}说，{body}\n参加的还有{names[1]}。"

    def name(self) -> str:
        """A family name and two characters which seldom come together twice."""
        draw = self._random
        return draw.choice(_FAMILY_NAMES) + draw.choice(_GIVEN_NAMES) + draw.choice(_GIVEN_NAMES)


# ── random walks ───────────────────────────────────────────────────────────────────────────────────────────────────

_END: Final = "\0"
"""A word that ends an article."""
Numbers = npt.NDArray[np.int64]


class _Walks:
    """From each word to what stands behind any place that has the same word."""

    def __init__(self, real: Path) -> None:
        self._tokens, self._words = _tokens(real)
        self._places = np.argsort(self._tokens, kind="stable")
        self._times = np.bincount(self._tokens)
        self._starts = np.cumsum(self._times) - self._times

    def texts(self) -> Iterator[str]:
        """Articles without end, the title as first line."""
        draw = np.random.default_rng(SEED)
        begun = [""] * _WALKS
        at = draw.integers(len(self._tokens), size=_WALKS)
        while True:
            stretch = np.empty((_STRETCH, _WALKS), dtype=np.int64)
            for row in stretch:
                at = self._next(at, draw)
                row[:] = self._tokens[at]
            for walk in range(_WALKS):
                words = [self._words[number] for number in stretch[:, walk].tolist()]
                *texts, begun[walk] = (begun[walk] + "".join(words)).split(_END)
                yield from filter(_is_article, texts)

    def _next(self, at: Numbers, draw: np.random.Generator) -> Numbers:
        words = self._tokens[at]
        same = self._starts[words] + (draw.random(len(at)) * self._times[words]).astype(np.int64)
        following: Numbers = (self._places[same] + 1) % len(self._tokens)
        return following


def _tokens(real: Path) -> tuple[Numbers, list[str]]:
    """All words of all articles in a row, as numbers, and how they are written."""
    import rjieba

    numbers: dict[str, int] = {}
    tokens: list[Numbers] = []
    for row in read_rows(real):
        cut = rjieba.cut(f"{row.title}\n{row.text}{_END}")
        tokens.append(np.array([numbers.setdefault(word, len(numbers)) for word in cut], dtype=np.int64))
    return np.concatenate(tokens), list(numbers)


def _is_article(text: str) -> bool:
    return "\n" in text.strip("\n")
