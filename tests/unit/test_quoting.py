"""Words are found again in a text that has changed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.personal import Quote
from reader.quoting import locate, quote

TEXT = "潮水退去，渡口复航。众人到岸边看，船工说潮水还会再来。\n第二天，潮水果然又来了。"


def found(text: str, wanted: Quote) -> str | None:
    place = locate(text, wanted)
    return None if place is None else text[slice(*place)]


@pytest.mark.parametrize("start", [at for at in range(len(TEXT)) if TEXT.startswith("潮水", at)])
def test_the_right_one_of_several_is_found(start: int) -> None:
    assert locate(TEXT, quote(TEXT, start, start + 2)) == (start, start + 2)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (TEXT.replace("，", "，\n　　"), "渡口复航"),  # set in other lines
        ("　　" + TEXT, "渡口复航"),
        (TEXT.replace("渡口复航", "渡口复\ufffc航"), "渡口复\ufffc航"),  # a picture in between
        (TEXT.replace("渡口复航", "渡口终于复航了"), "渡口终于复航了"),  # changed: what stands between the same words
        ("潮水来了。", None),
        (TEXT.replace("渡口复航", "").replace("潮水", "洪水"), None),
    ],
)
def test_changed_texts(text: str, words: str | None) -> None:
    start = TEXT.index("渡口复航")
    wanted = quote(TEXT, start, start + 4)
    assert found(text, wanted) == words


@given(st.text("潮水退 \n", max_size=40), st.integers(0, 40), st.integers(0, 40))
def test_any_words_are_found_where_they_are(text: str, one: int, other: int) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    words = "".join(text[start:end].split())
    place = locate(text, quote(text, start, end))
    if words:
        assert place is not None
        assert "".join(text[slice(*place)].split()) == words


@given(st.text(max_size=60), st.text(max_size=20), st.text(max_size=10), st.text(max_size=10))
def test_nothing_makes_it_stumble(text: str, words: str, before: str, after: str) -> None:
    place = locate(text, Quote(words, before, after))
    assert place is None or 0 <= place[0] < place[1] <= len(text)
