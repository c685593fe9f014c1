"""Write resources/words: the words that suggestions are taken from, their pinyin, and words that differ by region.

Words and frequencies are jieba's (MIT), beside them `newer_words.txt`, which is ours; readings are pypinyin's (MIT),
words of the mainland, Taiwan and Hong Kong OpenCC's (Apache-2.0).  Nothing is fetched; the same packages give the same
bytes.

Run: .venv/bin/python scripts/build_words.py
"""

from __future__ import annotations

import gzip
import re
import subprocess
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import jieba
import opencc
from pypinyin import Style, lazy_pinyin, pinyin

SCRIPTS = Path(__file__).resolve().parent
TARGET = SCRIPTS.parent / "resources" / "words"
OPENCC = Path(opencc.__file__).parent / "clib"
REGIONS = ("TWPhrases", "HKPhrases")

HAN = re.compile("[\u3400-\u9fff]{1,8}")
SYLLABLE = re.compile("[a-z]*[aeiouv][a-z]*")
"""Not the bare `n`, `ng`, `hm` of some interjections.  `v` is ü."""
LEAST = 4
"""jieba gives 3 to most words that it has only heard of: of those the LONG ones are worth their place (高度重视)."""
LONG = 4
NEWER = 2_000
LEVELS = "abcdefghijklmnopqrst"
READINGS = 3
"""The first is a character's usual one; each further one is taken for RARER levels less frequent."""
RARER = 3


def main() -> None:
    TARGET.mkdir(parents=True, exist_ok=True)
    table = readings()
    lines = "".join(f"{key} {' '.join(row(words))}\n" for key, words in sorted(table.items()))
    (TARGET / "words.txt.gz").write_bytes(gzip.compress(lines.encode(), mtime=0))
    pairs = sorted(set(regional()))
    (TARGET / "regional.txt").write_text("".join(f"{here}\t{there}\n" for here, there in pairs), encoding="utf-8")
    words = sum(map(len, table.values()))
    print(f"{words} words under {len(table)} readings, {len(pairs)} regional pairs")


def frequencies() -> Iterator[tuple[str, int]]:
    """Simplified words of Chinese characters and how often each was seen; single characters however rare."""
    simplified = opencc.OpenCC("t2s")
    found: dict[str, int] = {}
    for line in (Path(jieba.__file__).parent / "dict.txt").read_text(encoding="utf-8").splitlines():
        word, count, _part_of_speech = line.split(" ")
        kept = int(count) >= LEAST or len(word) >= LONG or len(word) == 1
        if kept and HAN.fullmatch(word) and simplified.convert(word) == word:
            found[word] = int(count)
    for word in (SCRIPTS / "newer_words.txt").read_text(encoding="utf-8").split():
        found[word] = max(found.get(word, 0), NEWER)
    yield from found.items()


def readings() -> dict[str, dict[str, int]]:
    """`yan'fa` → its words → the level of each, the binary logarithm of its frequency."""
    table: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for word, count in frequencies():
        level = min(max(count, 1).bit_length() - 1, len(LEVELS) - 1)
        if len(word) > 1:
            keys = [lazy_pinyin(word, errors="ignore")]
        else:
            several = pinyin(word, style=Style.NORMAL, heteronym=True, errors="ignore")
            keys = [[reading] for these in several for reading in these[:READINGS]]
        for rank, key in enumerate(keys):
            syllables = [plain(syllable) for syllable in key]
            if len(syllables) == len(word) and all(map(SYLLABLE.fullmatch, syllables)):
                table["'".join(syllables)].setdefault(word, max(level - rank * RARER, 0))
    return table


def plain(syllable: str) -> str:
    """`lve` (lüe) as people type it; `lv` and `nv` stay, for `lu` and `nu` are other syllables."""
    return re.sub("^([ln])ve$", r"\1ue", syllable)


def row(words: dict[str, int]) -> Iterator[str]:
    """Each word with the letter of its level, the most frequent first."""
    for word, level in sorted(words.items(), key=lambda item: (-item[1], item[0])):
        yield f"{word}{LEVELS[level]}"


def regional() -> Iterator[tuple[str, str]]:
    """A word of the mainland and what stands for it elsewhere, both in simplified characters."""
    simplified = opencc.OpenCC("t2s")
    for name in REGIONS:
        with tempfile.TemporaryDirectory() as folder:
            text = Path(folder) / "phrases.txt"
            dictionary = OPENCC / "share" / "opencc" / f"{name}.ocd2"
            tool = OPENCC / "bin" / "opencc_dict"
            subprocess.run([tool, "-i", dictionary, "-o", text, "-f", "ocd2", "-t", "text"], check=True)
            lines = text.read_text(encoding="utf-8").splitlines()
        for line in lines:
            here, _, others = line.partition("\t")
            for there in others.split(" "):
                pair = simplified.convert(here), simplified.convert(there)
                if pair[0] != pair[1] and min(map(len, pair)) > 1:
                    yield pair


if __name__ == "__main__":
    main()
