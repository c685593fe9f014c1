"""A printed byline → the names in it: `本报记者 林知潮 通讯员 王五 文/图` → 林知潮, 王五."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

_HAN: Final = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_ROLES: Final = re.compile(
    f"(?:本报|本報|本刊|本网|本網|新华社|新華社|中新社|新华|人民日报|央视|特约|特約|见习|見習|实习|實習|首席|全?融媒体?|全媒体|驻[{_HAN}]{{1,4}})*"
    "(?:评论员|評論員|通讯员|通訊員|撰稿人?|记者|記者|实习生|實習生|编辑|編輯|编译|編譯|美编|校对|主笔|作者|采写|採寫|整理|制图|製圖|漫画|供图|供圖|摄影|攝影|图片|文字)"
    f"|(?:本报|本報|本刊|新华社|新華社|中新社)[{_HAN}0-9]{{0,12}}?[电電讯訊]"
    "|本报|本報|本刊|本网|本網|本版|新华社|新華社|中新社|综合|綜合"
)
"""Words that say what somebody does.  What a house calls its people is taken along with them."""
_ALONE: Final = frozenset("文图圖摄攝编編译譯画畫")
"""Roles in one character, where they stand alone: 文/图."""
_PIECE: Final = re.compile(
    f"[{_HAN}]{{1,8}}(?:[·•‧・][{_HAN}A-Za-z]{{1,8}})+|[{_HAN}]+|[A-Z][A-Za-z.'-]*(?: [A-Z][A-Za-z.'-]*)*"
)


def authors(byline: str | None) -> tuple[str, ...]:
    """The names, in order and each once; what does not look like a name is left out."""
    pieces = [piece for piece in _PIECE.findall(_ROLES.sub(" ", byline or "")) if piece not in _ALONE]
    return tuple(dict.fromkeys(filter(_is_name, _with_spread_names(pieces))))


def _is_name(piece: str) -> bool:
    if piece[0].isascii():
        return 2 <= len(piece) <= 40
    return 2 <= len(piece) <= 4 or not piece.isalpha()


def _with_spread_names(pieces: list[str]) -> list[str]:
    """Names of two characters are printed as wide as those of three: 李　四."""
    names: list[str] = []
    joined = False
    for piece, following in pairwise([*pieces, ""]):
        if joined:
            joined = False
        elif len(piece) == len(following) == 1:
            names.append(piece + following)
            joined = True
        else:
            names.append(piece)
    return names
