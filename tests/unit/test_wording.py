"""What the program says to people below the window: in Chinese as written, in English from the catalogue, all of it."""

from __future__ import annotations

import ast
import re
import string
import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po

from archive import wording
from archive.errors import UnknownItemError, UnreadableSourceError
from archive.wording import _, listed
from indexer.query import form
from indexer.query.form import Form
from indexer.query.nodes import Scope
from indexer.query.parser import parse
from indexer.query.told import told
from ui.desktop.traditional import interface_words

ROOT = Path(__file__).resolve().parent.parent.parent
CATALOGUE = ROOT / "resources" / "translations" / "dianzibao_en"
FLOORS = ("archive", "indexer", "reader", "ui/printing")
HAN = re.compile(r"[\u3400-\u9fff]")

NOT_SAID = {
    "archive/formats": "words that sources print, and names of their parts as they are stored",
    "archive/keeping/bags.py": "the README of a bag, in both languages",
    "archive/labels.py": "labels and dates as papers print them",
    "archive/newspaper": "what papers print: marks, bylines, holidays; values of the ledger",
    "archive/text.py": "what papers print",
    "indexer/analysis.py": "characters",
    "indexer/documents.py": "the name of a field as it is stored",
    "indexer/partial.py": "words of questions",
    "indexer/query": "the query language itself",
    "indexer/vocabulary.py": "characters",
    "indexer/words.py": "characters",
    "reader/citing.py": "references are written as GB/T 7714 has them",
    "reader/clippings.py": "a mark inside kept text",
    "reader/correcting.py": "marks of the text that is edited, and the form of a patch",
    "reader/exporting": "sites and folders of a newspaper speak its language",
    "reader/navigation.py": "dates as papers print them",
    "reader/printed/articles.py": "a mark inside text",
    "reader/printed/word.py": "names of fonts",
    "reader/pronouncing.py": "characters",
    "reader/rendering": "a mark inside text",
    "reader/settings.py": "notes on the keys, for the command line; the log",
    "reader/speaking.py": "what is read aloud",
}
"""Where Chinese that `_` does not translate may stand, and why it is not said to people."""


@pytest.fixture
def english() -> Iterator[None]:
    wording.speak("en")
    yield
    wording.speak(wording.CHINESE)


def kept() -> dict[str, str]:
    with CATALOGUE.with_suffix(".po").open("rb") as stream:
        return {str(one.id): str(one.string) for one in read_po(stream) if one.id}


def written() -> set[str]:
    keywords = {"_": None, "N_": None}
    folders = [ROOT / folder for folder in ("archive", "indexer", "reader", "ui")]
    return {
        str(found[2]) for folder in folders for found in extract_from_dir(folder, keywords=keywords, comment_tags=())
    }


def places(sentence: str) -> list[str]:
    return sorted({name for _text, name, _form, _kind in string.Formatter().parse(sentence) if name})


# ── the catalogue ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_every_sentence_has_its_english_and_none_is_left_over() -> None:
    """`scripts/translate` brings the catalogue up to date."""
    english = kept()
    assert written() - english.keys() == set()
    assert english.keys() - written() == set()
    assert [sentence for sentence, text in english.items() if not text.strip()] == []
    assert [text for text in english.values() if HAN.search(text) and "当前报纸名称" not in text] == []


def test_the_english_names_the_same_things() -> None:
    assert [sentence for sentence, text in kept().items() if places(sentence) != places(text)] == []


def test_the_compiled_catalogue_is_that_of_the_sentences() -> None:
    with CATALOGUE.with_suffix(".po").open("rb") as source, CATALOGUE.with_suffix(".mo").open("rb") as compiled:
        fresh = BytesIO()
        write_mo(fresh, read_po(source))
        assert fresh.getvalue() == compiled.read()
    with CATALOGUE.with_suffix(".mo").open("rb") as compiled:
        assert {str(one.id): str(one.string) for one in read_mo(compiled) if one.id} == kept()


def test_traditional_chinese_is_made_of_the_sentences() -> None:
    """`scripts/translate` brings it up to date."""
    with CATALOGUE.with_name("dianzibao_zh_hant.mo").open("rb") as compiled:
        made = {str(one.id): str(one.string) for one in read_mo(compiled) if one.id}
    assert made == {sentence: interface_words(sentence) for sentence in kept()}
    assert [sentence for sentence, text in made.items() if places(sentence) != places(text)] == []


def test_traditional_chinese_leaves_names_alone() -> None:
    wording.speak("zh_hant")
    try:
        error = UnreadableSourceError("后面.pdf", _("PDF 已损坏，打不开"))
        assert str(error) == "后面.pdf：PDF 已損壞，打不開"
        assert told(parse("后面 -里面")) == ("要有：「后面」", "不要：「里面」")
    finally:
        wording.speak(wording.CHINESE)


# ── nothing is forgotten ───────────────────────────────────────────────────────────────────────────────────────────

MODULES = sorted(
    path.relative_to(ROOT).as_posix() for floor in FLOORS for path in (ROOT / floor).rglob("*.py")
)  # fmt: skip
_SAYS = {"Progress", "Finding", "Outcome", "Repaired", "NotRepaired", "LostError", "writing", "change", "note"}
_LISTS = {"notes", "_notes", "problems", "remarks", "gone", "changed", "missing"}


def unsaid(tree: ast.AST) -> list[ast.Constant]:
    """Chinese in the code that is neither translated nor documentation."""
    passed: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            passed.add(id(node.value))
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("_", "N_"):
            passed |= {id(inner) for inner in ast.walk(node)}
    return [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if HAN.search(node.value) and id(node) not in passed
    ]  # fmt: skip


def reaches_people(node: ast.AST) -> bool:
    """An error, or a value that is shown: a step, a finding, a note, a remark."""
    match node:
        case ast.Raise():
            return True
        case ast.Call(func=ast.Name(id=name)):
            return name in _SAYS or name.endswith("Error")
        case ast.Call(func=ast.Attribute(attr="append", value=ast.Name(id=name) | ast.Attribute(attr=name))):
            return name in _LISTS
        case ast.Call(func=ast.Attribute(attr=name)):
            return name in _SAYS
    return False


@pytest.mark.parametrize("module", MODULES)
def test_no_sentence_is_untranslatable(module: str) -> None:
    tree = ast.parse((ROOT / module).read_text("utf-8"))
    if not any(module == place or module.startswith(f"{place}/") for place in NOT_SAID):
        assert [(node.lineno, node.value) for node in unsaid(tree)] == []
    said = [inner for node in ast.walk(tree) if reaches_people(node) for inner in unsaid(node)]
    assert [(node.lineno, node.value) for node in said] == []


@pytest.mark.parametrize("place", NOT_SAID)
def test_the_exceptions_are_needed(place: str) -> None:
    within = [module for module in MODULES if module == place or module.startswith(f"{place}/")]
    assert any(unsaid(ast.parse((ROOT / module).read_text("utf-8"))) for module in within)


# ── the mechanism ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_chinese_costs_nothing() -> None:
    code = "import archive.wording, sys; print('gettext' in sys.modules, archive.wording._('标题'))"
    done = subprocess.run([sys.executable, "-X", "utf8", "-c", code], capture_output=True, check=True)
    assert done.stdout.decode().split() == ["False", "标题"]


def test_a_child_speaks_as_its_parent(english: None) -> None:
    code = "from archive.wording import _, spoken; print(spoken(), _('版面图'))"
    for language, said in (("en", "en Page picture"), ("zh", "zh 版面图")):
        wording.speak(language)
        variables = wording.environment({"PYTHONUTF8": "1"})
        done = subprocess.run([sys.executable, "-c", code], env=variables, capture_output=True, check=True, cwd=ROOT)
        assert done.stdout.decode().strip() == said


@pytest.mark.parametrize("language", ["xx", "", "../dianzibao_en"])
def test_a_language_without_a_catalogue_is_chinese(language: str) -> None:
    wording.speak(language)
    assert wording.spoken() == wording.CHINESE
    assert _("版面图") == "版面图"


def test_errors_say_it_in_english(english: None) -> None:
    assert str(UnreadableSourceError("a.pdf", _("PDF 已损坏，打不开"))) == (
        "a.pdf: The PDF is damaged and cannot be opened"
    )
    assert str(UnknownItemError(_("稿件"), "7")) == "Article not found: 7"
    assert listed(["A1", "A2"]) == "A1, A2"


@pytest.mark.parametrize(
    ("typed", "lines"),
    [
        ("长江 黄河", ('Must all occur: "长江", "黄河"',)),
        ("标题:长江 -旱灾", ('Must occur in the title: "长江"', 'Not: "旱灾"')),
        ("paper:人民 page:A2", ('Newspaper: name contains "人民"', "Page: A02")),
        ("长江 ~5 洪水", ('Within 5 characters: "长江" and "洪水"',)),
        ("(洪水 OR 旱灾)", ('At least one of: "洪水", "旱灾"',)),
        ("date:2025-08..2025-09 is:star", ("Date: 2025-08 to 2025-09", "My marks: starred")),
    ],
)
def test_a_query_is_explained_in_english(english: None, typed: str, lines: tuple[str, ...]) -> None:
    query = parse(typed)
    assert told(query) == lines
    assert not query.remarks


def test_remarks_name_what_can_be_typed(english: None) -> None:
    assert parse("日期:何时").remarks == ('"何时" after "date:" is not understood and is searched for as text',)
    assert parse("date:何时").remarks == parse("日期:何时").remarks


def test_the_form_writes_what_english_readers_type(english: None) -> None:
    near = ("长江", "洪水", Scope.SENTENCE, 0)
    filled = Form(title_words="桥 渡口", author="林一", near=near, front=True, lead=True, pictures=True)
    typed = form.write(filled)
    assert typed == "长江 ~s 洪水 title:(桥 渡口) author:林一 is:front is:lead has:picture"
    assert form.read(typed) == filled
