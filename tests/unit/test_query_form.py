"""The search form and its text: either becomes the other, and the text means what the form says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.query import parse
from indexer.query.form import Form, read, write
from indexer.query.nodes import And, Node, Scope
from indexer.query.told import told

FULL = Form(
    all_words="渔港 灯塔", phrase="晨雾，散得慢", any_words="码头 船坞", none_words="广告 启事", title_words="海 岛",
    author="江帆", near=("台风", "停航", Scope.CHARACTERS, 5), front=True, lead=True, pictures=True,
)  # fmt: skip

WORDS = st.lists(st.text(st.sampled_from("渔港灯塔ab12，（）。"), min_size=1, max_size=5), max_size=3).map(" ".join)
ANYTHING = st.text(st.sampled_from('渔港 OR NOT(（）)|｜-~5句"“”「」标题:：，？＊　x') | st.characters(), max_size=12)
SIGNS = st.sampled_from(
    [
        "渔港",
        "ab",
        "12",
        " ",
        " OR ",
        " | ",
        " -",
        " NOT ",
        "(",
        ")",
        " ~5 ",
        "标题:",
        "作者：",
        "是:头版",
        "有:图",
        '"雾 散"',
        "“，”",
    ]
)


def forms(texts: st.SearchStrategy[str]) -> st.SearchStrategy[Form]:
    near = st.tuples(texts, texts, st.sampled_from(Scope), st.integers(0, 50))
    ticks = st.booleans()
    return st.builds(Form, texts, texts, texts, texts, texts, texts, st.none() | near, ticks, ticks, ticks)


def test_a_full_form_is_written_and_read() -> None:
    text = write(FULL)
    assert text == (
        '渔港 灯塔 "晨雾，散得慢" (码头 OR 船坞) 台风 ~5 停航 标题:(海 岛) 作者:江帆 是:头版 是:头条 有:图 -广告 -启事'
    )
    assert read(text) == FULL


def test_what_a_form_says_is_what_its_text_means() -> None:
    assert told(parse(write(FULL))) == (
        "都要有：“渔港”“灯塔”“晨雾，散得慢”",
        "至少有一个：“码头”、“船坞”",
        "相距不超过 5 个字：“台风”和“停航”",
        "标题里都要有：“海”“岛”",
        "署名里要有：“江帆”",
        "只要：头版",
        "只要：头条",
        "只要：有图的",
        "不要：“广告”“启事”",
    )


@pytest.mark.parametrize("scope", [Scope.SENTENCE, Scope.PARAGRAPH])
def test_near_in_a_sentence_or_paragraph(scope: Scope) -> None:
    form = Form(near=("渔港", "灯塔", scope, 0))
    assert read(write(form)) == form


def test_what_has_blanks_is_quoted_where_one_value_is_meant() -> None:
    form = Form(author="Li Ming", near=("New Port", "灯塔", Scope.CHARACTERS, 3))
    assert write(form) == '"New Port" ~3 灯塔 作者:"Li Ming"'
    assert read(write(form)) == form


def test_signs_inside_boxes_are_only_punctuation() -> None:
    form = Form(
        all_words='OR a|b "c d" -e (f', phrase='说"好”', none_words="-启事 标题:海", title_words="国发（2022）1号"
    )
    text = write(form)
    assert text == 'or a b c d e f 「说"好”」 标题:国发（2022）1号 -启事 -标题 -海'
    assert not parse(text).remarks


def test_one_alternative_is_a_word_like_others() -> None:
    assert read(write(Form(any_words="渔港"))) == Form(all_words="渔港")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", Form()),
        ("甲 OR 乙 丙", Form(all_words="丙", any_words="甲 乙")),
        ("（甲｜乙） －丙", Form(any_words="甲 乙", none_words="丙")),
        ("甲 NOT 乙 title:丙", Form(all_words="甲", none_words="乙", title_words="丙")),
        ("标题:甲 标题:乙", Form(title_words="甲 乙")),
        ("版:头版 is:lead has:picture", Form(front=True, lead=True, pictures=True)),
        ("“甲 乙” 丙", Form(all_words="丙", phrase="甲 乙")),
        ('作者:"江帆"', Form(author="江帆")),
    ],
)
def test_reading(typed: str, expected: Form) -> None:
    assert read(typed) == expected


@pytest.mark.parametrize(
    "typed",
    ["日期:2025", "甲 OR (乙 丙)", "(甲 OR 乙) (丙 OR 丁)", '"甲" "乙"', '甲"乙"', "标题:(甲 OR 乙)", "-(甲 乙)", '-"甲"',
     "甲 ~5 乙 ~5 丙", "甲 ~5 乙 丙 ~句 丁", "作者:甲 作者:乙", "标题:甲 OR 乙", "甲 OR", "(甲 OR 乙", "是:好", '"甲，乙" ~5 丙', "AND 甲"],
)  # fmt: skip
def test_what_a_form_cannot_say(typed: str) -> None:
    assert read(typed) is None


def meaning(typed: str) -> frozenset[Node | None]:
    """What all must hold, in whatever order."""
    root = parse(typed).root
    return frozenset(root.children if isinstance(root, And) else [root])


@given(forms(WORDS) | forms(ANYTHING))
def test_whatever_is_filled_in_stays_a_form(form: Form) -> None:
    again = read(write(form))
    assert again is not None
    assert read(write(again)) == again
    assert write(again) == write(form)
    assert (again.front, again.lead, again.pictures) == (form.front, form.lead, form.pictures)
    assert not parse(write(form)).remarks


@given(ANYTHING | st.lists(SIGNS, max_size=9).map("".join))
def test_a_text_that_is_a_form_means_the_same(typed: str) -> None:
    form = read(typed)
    if form is not None:
        assert meaning(write(form)) == meaning(typed)
