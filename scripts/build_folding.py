"""Write resources/folding/han.txt: classes of Han characters that a search takes for one, a line each.

The first character of a line stands for all of it: 发發髮, 着著, 里裏裡哩.  The sources are the one-to-many character
dictionaries of OpenCC (Apache-2.0); its phrase dictionaries are not asked, since matching folds both the text and the
query and hence must not depend on the neighbours.

Run: .venv/bin/python scripts/build_folding.py
"""

from __future__ import annotations

import subprocess
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import opencc

TARGET = Path(__file__).resolve().parent.parent / "resources" / "folding" / "han.txt"
OPENCC: Final = Path(opencc.__file__).parent / "clib"

SIMPLIFYING: Final = ("TSCharacters", "TSCharactersExt")
CHINESE: Final = (
    *SIMPLIFYING, "STCharacters", "TWVariants", "TWVariantsRev", "HKVariants", "HKVariantsRev",
    "CJK_Compatibility_Ideographs",
)  # fmt: skip
JAPANESE: Final = "JPShinjitaiCharacters"
JAPANESE_BACK: Final = "JPShinjitaiCharactersRev"

DIFFERENT: Final = frozenset({"呆待", "坐座"})
"""Pairs that the dictionaries hold because of how some words are spelt, but that nobody takes for one character."""

ABSURD: Final = 10
"""No class is so large unless something went wrong."""


def main() -> None:
    classes = Classes()
    dictionaries = {name: list(pairs(name)) for name in (*CHINESE, JAPANESE, JAPANESE_BACK)}
    for name in CHINESE:
        for one, other in dictionaries[name]:
            if one + other not in DIFFERENT:
                classes.join(one, other)
    # What Chinese writes too keeps its Chinese meaning: 芸 is not 藝 here, nor is 連 聯.
    known = {one for name in CHINESE for pair in dictionaries[name] for one in pair}
    japanese = [*dictionaries[JAPANESE], *((new, old) for old, new in dictionaries[JAPANESE_BACK])]
    for new, old in japanese:
        if new not in known and not in_gb2312(new):
            classes.join(new, old)
    simplified = Counter(other for name in SIMPLIFYING for _, other in dictionaries[name])
    lines = sorted(line(members, simplified) for members in classes.all())
    largest = max(lines, key=len)
    if len(largest) >= ABSURD:
        raise SystemExit(f"a chain: {largest}")
    TARGET.write_text("".join(f"{one}\n" for one in lines), encoding="utf-8")
    print(f"{TARGET.name}: {len(lines)} classes of {sum(map(len, lines))} characters; the largest: {largest}")
    print("joined though modern Chinese has them apart:", *filter(None, map(apart, lines)))


class Classes:
    """Characters joined in pairs, and what that joins in all."""

    def __init__(self) -> None:
        self._towards: dict[str, str] = {}

    def join(self, one: str, other: str) -> None:
        self._towards[self._root(one)] = self._root(other)

    def all(self) -> Iterator[list[str]]:
        """The classes of two and more."""
        members = defaultdict(list)
        for character in list(self._towards):
            members[self._root(character)].append(character)
        return (one for one in members.values() if len(one) > 1)

    def _root(self, character: str) -> str:
        while (towards := self._towards.setdefault(character, character)) != character:
            character = towards
        return character


def pairs(name: str) -> Iterator[tuple[str, str]]:
    """All pairs of single characters in one of OpenCC's dictionaries."""
    with TemporaryDirectory() as folder:
        text = Path(folder) / "dictionary.txt"
        source = OPENCC / "share" / "opencc" / f"{name}.ocd2"
        tool = OPENCC / "bin" / "opencc_dict"
        subprocess.run([tool, "-i", source, "-o", text, "-f", "ocd2", "-t", "text"], check=True)
        for entry in text.read_text(encoding="utf-8").splitlines():
            one, _, others = entry.partition("\t")
            yield from ((one, other) for other in others.split(" ") if len(one) == len(other) == 1)


def line(members: list[str], simplified: Counter[str]) -> str:
    """A class, first the one that stands for it: one 16-bit unit if there is any, in use today, simplified."""
    return "".join(sorted(members, key=lambda one: (one > "\uffff", not in_gb2312(one), -simplified[one], one)))


def in_gb2312(character: str) -> bool:
    """Whether it is among the 6,763 characters of everyday simplified Chinese."""
    try:
        return bool(character.encode("gb2312"))
    except UnicodeEncodeError:
        return False


def apart(members: str) -> str:
    return members if sum(map(in_gb2312, members)) > 1 else ""


if __name__ == "__main__":
    main()
