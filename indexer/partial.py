"""A sentence typed (a question, a copied line) that nothing has as it stands → a query for what has most of it.

Pairs of characters find and words lift: 滨湖大桥通车 asks for 滨湖, 湖大, 大桥, 桥通 and 通车, and an article that has
the words among them stands above one that has the others.  Of many recipes this one answered best (docs/benchmarks.md).
How hits are scored is the engine's matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Final

from indexer import analysis
from indexer.query import units
from indexer.query.nodes import Or, Phrase, Query
from indexer.query.parser import MAX_LENGTH, MAX_PARTS
from indexer.query.tokens import Piece, Sign, Word, tokenize
from indexer.words import words

SHORTEST: Final = 5
"""Characters: with fewer it is no sentence, and that nothing was found says more than a part of it."""

ENOUGH: Final = 6
"""One in so many of the phrases is enough."""

_ASKING: Final = re.compile("为什么|什么(?:样|时候)?|怎么样?|怎样|如何|多少|哪[些里个儿位种一]?|谁|[吗呢]")
"""Words that ask: no article answers with them."""

_PARTICLES: Final = frozenset("的了是在有和与及其被把将也就都而则之以于从对为着过")

_COMMON: Final = frozenset(
    "的国中新在人和会发一大全年作展了民日为央进地要出行业方动家联平主同成合是有部实政工建上对强加生开重近关共力视化"
    "以天时播个等多经高来不网区总党消习持息表月务到体今闻长产员现面推议设机美前理代将法通定制系好各能公委保我领两文"
    "提这治利增社军学市示目战过十分事统度自次入于下济与安用心第深海坚交基场际改斯组导就正席内道北记当本特万外路续调"
    "向量资点创们题运明水书三克情更最举问西指期活报立后造科项电南台院施村决布亚从式局界里间性任革得世信协已程达者流"
    "起义企防数农相他色京小应计首团俄支快意技金规也广域门例护众比华结及着带之山确元东放位名精并江队步取互四解府织二"
    "品还办群服受届号亿至可常尔接育集据线见质稳城省教巴其参完管打级构拉物车求球都境标源列升节态落击子复风气把州投研"
    "传病医极口论说干商收五策供疫案责空神势引种罗超积双此略族马断贸专贫所德效做称环件愿老李优果准致航话港别命处查非"
    "历约伊核术志维由讲手反权想控使周型边严史促春游转思先宣格告原装友批继认乌划变回火卫形兴欧走河备去感访助易条监被"
    "武让费纪难善速融障而乡无切兰客验选阿贯始突预县看青土百整铁显单观营层谈康越林模措范健影署降福张础赛益紧旅识八响"
    "然彻救奥士"
)
"""The 500 most frequent characters of news.  One of them alone says little, and an index has it in millions of places;
all others are worth looking for where they are words."""


def partial(typed: str) -> Query | None:
    """The query for what has most of a sentence; None when `typed` is none: too short, or in the query language."""
    if not _is_plain(typed):
        return None
    text = analysis.fold(typed[:MAX_LENGTH])
    if sum(len(unit) for stretch in _stretches(text) for unit in stretch) < SHORTEST:
        return None
    text = _ASKING.sub("，", text)
    pairs = (gram for stretch in _stretches(text) for gram in pairwise(stretch) if not _PARTICLES.issuperset(gram))
    lifting = [gram for gram in _words(text) if len(gram) > 1 or gram[0] not in _COMMON]
    asked = _phrases(["".join(pair) for pair in pairs] + ["".join(gram) for gram in lifting if len(gram) == 1])
    shortened = len(typed) > MAX_LENGTH or len(asked) > MAX_PARTS
    asked = asked[:MAX_PARTS]
    if not asked:
        return None
    together = _phrases(map("".join, lifting))[:MAX_PARTS]
    return Query(Or(asked, max(1, len(asked) // ENOUGH)), together, shortened=shortened)


def _is_plain(typed: str) -> bool:
    """Whether it is nothing but text, in which parentheses are usual: no operators, no names, no word that is all
    quoted."""
    return all(
        token in (Sign.OPEN, Sign.CLOSE)
        or (isinstance(token, Word) and not (len(token.pieces) == 1 and token.pieces[0].quoted))
        for token in tokenize(typed[:MAX_LENGTH]).items
    )


def _stretches(folded: str) -> list[list[str]]:
    """Units between punctuation and blanks."""
    rows: list[list[str]] = [[]]
    for unit in analysis.split_units(folded):
        if analysis.is_break(unit):
            rows.append([])
        else:
            rows[-1].append(unit)
    return rows


def _words(folded: str) -> Iterator[list[str]]:
    """Each word as its units."""
    return (stretch for word in words(folded) for stretch in _stretches(word) if stretch)


def _phrases(texts: Iterable[str]) -> tuple[Phrase, ...]:
    """Each once, with its numbers in the other script as well."""
    phrases = (units.phrase(Word((Piece(text),), text)) for text in dict.fromkeys(texts))
    return tuple(phrase for phrase in phrases if phrase)
