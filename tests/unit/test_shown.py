"""Names that mislead are shown spelt out, wherever a person reads them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pathvalidate import is_valid_filename

from archive.errors import UnreadableSourceError
from archive.progress import Outcome, OutcomeKind
from archive.shown import file_name, shown
from ui.cli.output import Output
from ui.cli.report import tell

TURNED = "报\u202efdp.exe"


@pytest.mark.parametrize(
    ("name", "so"),
    [
        (TURNED, "报<U+202E>fdp.exe"), ("甲\x1b[2J乙", "甲<U+001B>[2J乙"), ("一\n二", "一<U+000A>二"), ("零\u200b宽", "零<U+200B>宽"),
        ("半\ud800个", "半<U+D800>个"), ("临岚日报　A06.pdf", "临岚日报　A06.pdf"), ("é ü 🗞.txt", "é ü 🗞.txt"),
    ],
)  # fmt: skip
def test_what_cannot_be_seen_is_spelt_out_and_the_rest_is_as_it_is(name: str, so: str) -> None:
    assert shown(name) == so


def test_sentences_and_lists_show_names_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert str(UnreadableSourceError(TURNED, "读不出来")) == "报<U+202E>fdp.exe：读不出来"
    item = Outcome(TURNED, OutcomeKind.FAILED, left_out=(TURNED,), reason="读不出来")
    tell(item, Output(as_json=False))
    said = capsys.readouterr().out
    assert said.count("<U+202E>") == 2
    assert "\u202e" not in said


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("临岚日报 2026-03-13 第A06版", "临岚日报 2026-03-13 第A06版.png"), ("CON", "CON_.png"), ("aux.报", "aux_.报.png"),
        ("../../密：a/b\\c:d", "密：a b c d.png"), ("报" * 300, "报" * 66 + ".png"), ("..", "_.png"), ("", "_.png"),
        (TURNED, "报 fdp.exe.png"), ("e\u0301", "é.png"), ("一\n二 . ", "一 二.png"),
    ],
)  # fmt: skip
def test_a_new_file_has_a_name_that_every_disk_takes(words: str, name: str) -> None:
    assert file_name(words, ".png") == name


@given(st.text())
def test_whatever_the_words_a_name_stays_in_its_folder(words: str) -> None:
    name = file_name(words, ".pdf")
    assert name.endswith(".pdf")
    assert len(name.encode()) <= 204
    assert not set(name) & set('\\/:*?"<>|\0')
    assert shown(name) == name
    assert is_valid_filename(name, platform="universal")
