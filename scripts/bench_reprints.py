"""Benchmark of the reprint tracker: precision, recall, speed, size (`sh scripts/bench --reprints`).

The labelled set is made by cutting and mixing real articles: for each of a few hundred a copy with other punctuation,
one in the other script, one with sentences cut out, one with words changed, one with all of that, an extract, and a
round-up that quotes three.  All stand among the other articles of the corpus.  Pairs that were not made count as found
wrongly unless the two texts, read in full, have two fifths of their five-character passages in common (real articles
repeat themselves, too).  datasketch (MinHash with LSH) is measured beside it where it is installed.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
import re
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bench import corpus_rows, cpu_seconds
from search_corpus import XWLB, Maker, read_rows, write_real

from indexer import analysis
from indexer.engines.base import IndexDocument
from indexer.query.nodes import Field
from indexer.reprints.groups import Groups
from indexer.reprints.pairing import ALIKE
from indexer.reprints.store import Reprints
from reader.samples import sample_papers

SEED = 20261129
BATCH = 4_000
SHORTEST, LONGEST = 200, 4_000
EXTRACT, ROUND_UP = "extract, the first third", "round-up that quotes three"
_SENTENCE = re.compile(r"[^。！？]+[。！？]?")
_PUNCTUATION = re.compile(r"[，、；：,;]")


@dataclass(frozen=True)
class Made:
    """`kind` of change that made article `id` out of `base`."""

    id: int
    base: int
    kind: str


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=20_000, help="articles of the corpus")
    parser.add_argument("--made", type=int, default=400, help="of so many copies are made")
    parser.add_argument("--million", action="store_true", help="speed and size at a million made articles, too")
    given = parser.parse_args()
    chance = random.Random(SEED)  # noqa: S311 - the same set each time
    texts = dict(enumerate(corpus(given.articles), 1))
    print(f"{len(texts)} articles, {sum(map(len, texts.values())) / 1e6:.1f} M characters")
    made = list(make(texts, given.made, chance))
    order = sorted(texts, key=lambda _: chance.random())
    with tempfile.TemporaryDirectory() as folder:
        store = Reprints(Path(folder) / "reprints", create=True)
        speed(store, ((number, texts[number]) for number in order), len(texts))
        judge("dianzibao", texts, made, found_pairs(store))
        extracts(store, made)
    peer(texts, made)
    if given.million:
        million()
    return 0


def corpus(count: int) -> list[str]:
    """Bodies of real articles; where there are none, of the sample papers."""
    if XWLB.is_file():
        return [json.loads(line)["text"] for line in corpus_rows(XWLB, count)]
    print(f"no {XWLB}: the sample papers instead")
    from reader.open import open_library

    with tempfile.TemporaryDirectory() as folder, open_library(Path(folder) / "archive") as library:
        for _ in library.import_paths(sample_papers()):
            pass
        heads = (head for issue in library.issues() for head in library.articles(issue.key))
        return ["\n".join(library.article(head.id).content.texts()) for head in heads]


# ── the labelled set ───────────────────────────────────────────────────────────────────────────────────────────────


def make(texts: dict[int, str], count: int, chance: random.Random) -> Iterator[Made]:
    """Put changed copies among the texts."""
    usable = [number for number, text in texts.items() if SHORTEST <= len(text) <= LONGEST]
    chosen = chance.sample(usable, min(count, len(usable)))
    traditional = _traditional()
    words = [piece for number in usable[:200] for piece in _SENTENCE.findall(texts[number])]
    kinds: dict[str, Callable[[str], str]] = {
        "same text, other punctuation": lambda text: _PUNCTUATION.sub(" ", text),
        "other script": lambda text: text.translate(traditional),
        "10–25 % of the sentences cut": lambda text: _cut(text, chance.uniform(0.10, 0.25), chance),
        "5 % of the places changed": lambda text: _changed(text, 0.05, chance),
        "cut, changed, a lead added": lambda text: (
            chance.choice(words) + _changed(_cut(text, 0.15, chance), 0.02, chance)
        ),
    }
    number = max(texts)
    for base in chosen:
        for kind, change in kinds.items():
            number += 1
            texts[number] = change(texts[base])
            yield Made(number, base, kind)
        if len(texts[base]) >= 600:
            number += 1
            texts[number] = texts[base][: len(texts[base]) // 3]
            yield Made(number, base, EXTRACT)
    for several in zip(chosen[::3], chosen[1::3], chosen[2::3], strict=False):
        number += 1
        texts[number] = "".join(texts[base][: min(250, len(texts[base]) // 2)] for base in several)
        for base in several:
            yield Made(number, base, ROUND_UP)


def _traditional() -> dict[int, str]:
    """One traditional form for each simplified character that has one."""
    found: dict[int, str] = {}
    for unit, folded in analysis.bmp_folding().items():
        if unit != folded and 0x4E00 <= folded < 0xA000 and 0x4E00 <= unit < 0xA000:
            found.setdefault(folded, chr(unit))
    return found


def _cut(text: str, share: float, chance: random.Random) -> str:
    sentences = _SENTENCE.findall(text)
    gone = set(chance.sample(range(len(sentences)), int(len(sentences) * share)))
    return "".join(sentence for number, sentence in enumerate(sentences) if number not in gone)


def _changed(text: str, share: float, chance: random.Random) -> str:
    """At so many places per 20 characters another two characters."""
    letters = list(text)
    for _ in range(int(len(text) / 20 * share * 20 / 4)):
        at = chance.randrange(max(1, len(letters) - 2))
        letters[at : at + 2] = chance.sample(text, min(2, len(text)))
    return "".join(letters)


# ── judging ────────────────────────────────────────────────────────────────────────────────────────────────────────


def judge(name: str, texts: dict[int, str], made: list[Made], found: set[tuple[int, int]]) -> None:
    """Recall by kind of change, precision over all pairs that were found."""
    family: dict[int, int] = {}
    same = [one for one in made if not one.kind.startswith((EXTRACT, ROUND_UP))]
    for one in same:
        family[one.id] = family[one.base] = one.base
    print(f"\n{name}")
    by_kind: dict[str, list[bool]] = defaultdict(list)
    for one in same:
        by_kind[one.kind].append((min(one.id, one.base), max(one.id, one.base)) in found)
    for kind, hits in by_kind.items():
        print(f"  recall {sum(hits) / len(hits):6.3f}  of {len(hits):4}  {kind}")
    total = [hit for hits in by_kind.values() for hit in hits]
    print(f"  recall {sum(total) / len(total):6.3f}  of {len(total):4}  all")
    wrong = [pair for pair in found if family.get(pair[0], -pair[0]) != family.get(pair[1], -pair[1])]
    unlike = [pair for pair in wrong if _jaccard(texts[pair[0]], texts[pair[1]]) < ALIKE / 100 - 0.1]
    real = len(wrong) - len(unlike)
    print(f"  precision {1 - len(unlike) / max(1, len(found)):6.4f}: {len(found)} pairs, {len(unlike)} wrong;"
          f" {real} were not made and are real repetitions")  # fmt: skip


def extracts(store: Reprints, made: list[Made]) -> None:
    groups = Groups(store.pairs())
    for kind in (EXTRACT, ROUND_UP):
        chosen = [one for one in made if one.kind == kind]
        known = [any(like.id == one.base for like in groups.alike(one.id)) for one in chosen]
        apart = [groups.label(one.id) is None or groups.label(one.id) != groups.label(one.base) for one in chosen]
        print(f"  {kind}, {len(chosen)}: kept out of the article's group {sum(apart) / len(apart):.3f}"
              + (f", found as an extract {sum(known) / len(known):.3f}" if kind == EXTRACT else ""))  # fmt: skip


def found_pairs(store: Reprints) -> set[tuple[int, int]]:
    pairs = store.pairs()
    same = pairs.alike >= ALIKE
    return set(zip(pairs.first[same].tolist(), pairs.second[same].tolist(), strict=True))


def _passages(text: str) -> set[str]:
    plain = "".join(char for char in analysis.fold(text) if char.isalnum())
    return {plain[at : at + 5] for at in range(len(plain) - 4)}


def _jaccard(one: str, other: str) -> float:
    left, right = _passages(one), _passages(other)
    return len(left & right) / max(1, len(left | right))


# ── speed ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def speed(store: Reprints, rows: Iterator[tuple[int, str]], count: int) -> None:
    cpu, wall = cpu_seconds(), time.perf_counter()
    rows = iter(rows)
    while batch := list(itertools.islice(rows, BATCH)):
        store.write((IndexDocument(number, {Field.BODY: (text,)}, "") for number, text in batch), ())
        while store.merge():
            pass
    cpu, wall = cpu_seconds() - cpu, time.perf_counter() - wall
    size = sum(path.stat().st_size for path in store.folder.iterdir())
    start = time.perf_counter()
    groups = Groups(store.pairs())
    opening = (time.perf_counter() - start) * 1000
    print(f"{count} articles: {count / cpu:.0f} /CPU s, {count / wall:.0f} /s, {size / count:.0f} bytes an article,"
          f" {len(groups)} groups read in {opening:.0f} ms")  # fmt: skip


def million() -> None:
    """A million articles made in the likeness of the real ones, a hundredth of them printed again."""
    chance = random.Random(SEED)  # noqa: S311 - the same articles each time
    with tempfile.TemporaryDirectory() as folder:
        table, real = Path(folder) / "made.jsonl", Path(folder) / "real.jsonl"
        write_real(real)
        count = Maker(real).write(table, 1_000_000)

        def rows() -> Iterator[tuple[int, str]]:
            kept: list[str] = []
            for number, row in enumerate(read_rows(table), 1):
                text = chance.choice(kept) if kept and chance.random() < 0.01 else row.text
                if len(kept) < 10_000:
                    kept.append(text)
                yield number, text

        store = Reprints(Path(folder) / "reprints", create=True)
        speed(store, rows(), count)
        more = [(count + number, row.text) for number, row in enumerate(itertools.islice(read_rows(table), 100), 1)]
        start = time.perf_counter()
        store.write((IndexDocument(number, {Field.BODY: (text,)}, "") for number, text in more), ())
        print(f"100 more: {time.perf_counter() - start:.2f} s")


def peer(texts: dict[int, str], made: list[Made]) -> None:
    """datasketch, 128 permutations, LSH at the same threshold."""
    try:
        from datasketch import MinHash, MinHashLSH
    except ImportError:
        print("\ndatasketch is not installed: no peer")
        return
    cpu = cpu_seconds()
    lsh = MinHashLSH(threshold=ALIKE / 100, num_perm=128)
    signatures: dict[int, MinHash] = {}
    found: set[tuple[int, int]] = set()
    for number, text in texts.items():
        passages = [passage.encode() for passage in _passages(text)]
        if len(passages) < 56:
            continue
        signature = MinHash(num_perm=128)
        signature.update_batch(passages)
        for other in lsh.query(signature):
            if signature.jaccard(signatures[other]) >= ALIKE / 100:
                found.add((min(number, other), max(number, other)))
        lsh.insert(number, signature)
        signatures[number] = signature
    cpu = cpu_seconds() - cpu
    judge(f"datasketch ({len(texts) / cpu:.0f} articles a CPU second)", texts, made, found)


if __name__ == "__main__":
    sys.exit(main())
