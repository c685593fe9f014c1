"""Clipping books: order, notes, undo, what is kept, proving it later, and every form they are handed over in."""

from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import msgspec
import pytest
from lxml import etree, html

from archive.errors import UnknownItemError, UnreadableSourceError, UsageError
from archive.importing.reading import InProcess
from archive.model import Article
from archive.personal import Book, ClipKind, Clipping, Personal, Role
from archive.personal.clippings import clippings_of
from archive.progress import Cancelled
from reader.clipping_book import Bound, bound, describe, from_file, to_json
from reader.clipping_files import export_book
from reader.clippings import FIRST_BOOK, Pick, body_of
from reader.folders import personal_file
from reader.library import Library
from reader.open import open_library
from reader.printed import Aside, Image, Title, Tone, Words
from reader.proving import Finding, Verdict, prove
from reader.quoting import quote
from reader.samples import sample_papers

ROWS = [
    ("01", "渡口复航", "潮水退去，渡口复航。\n第二段话说的是船。"),
    ("02", "夜市开张", "潮水上涨，夜市照开。"),
    ("03", "象棋残局", "红先胜。"),
]


@pytest.fixture
def filled(library: Library, press: Any) -> Library:
    press.bring(library, press.table(ROWS))
    return library


def articles(library: Library, press: Any) -> list[Article]:
    return [library.article(head.id) for head in library.articles(press.key())]


def titles(library: Library, book: Book) -> list[str]:
    return [clipping.anchor.title for clipping in library.clippings.of(book)]


def proved(library: Library, clippings: list[Clipping] | tuple[Clipping, ...]) -> list[tuple[Finding, tuple[str, ...]]]:
    steps = list(prove(library, clippings, Cancelled()))
    return [(step.finding, step.reasons) for step in steps if isinstance(step, Verdict)]


# ── making, ordering, taking back ──────────────────────────────────────────────────────────────────────────────────


def test_the_first_clipping_makes_the_first_book(filled: Library, press: Any) -> None:
    one, *_ = articles(filled, press)
    assert filled.clippings.books() == []
    assert not personal_file().exists()
    [made] = filled.clippings.add(None, [Pick(one.id)])
    [book] = filled.clippings.books()
    assert book.name == FIRST_BOOK
    assert filled.clippings.of(book) == [made]
    assert filled.clippings.book(FIRST_BOOK) == filled.clippings.book(book.id) == book
    assert filled.clippings.clipping(made.id) == made
    deed = filled.clippings.undo()
    assert deed is not None
    assert filled.clippings.books() == []
    for name in ("没有", made.id):
        with pytest.raises(UnknownItemError):
            filled.clippings.book(name)
    with pytest.raises(UnknownItemError):
        filled.clippings.clipping(made.id)


def test_order_notes_and_their_undo(filled: Library, press: Any) -> None:
    one, two, three = (article.id for article in articles(filled, press))
    clippings = filled.clippings
    book, other = clippings.new_book("  水 运 "), clippings.new_book("别的")
    assert book.name == "水 运"
    states = []

    def noted() -> None:
        states.append({name: clippings.of(clippings.book(name)) for name in ("水 运", "别的")})

    noted()
    clippings.add(book, [Pick(one), Pick(two)])
    noted()
    clippings.add(book, [Pick(three)], 1)
    assert titles(filled, book) == ["渡口复航", "象棋残局", "夜市开张"]
    noted()
    first, chess, market = clippings.of(book)
    clippings.move([market], book, 0)
    assert titles(filled, book) == ["夜市开张", "渡口复航", "象棋残局"]
    noted()
    clippings.move([first, chess], book, 0)
    assert titles(filled, book) == ["渡口复航", "象棋残局", "夜市开张"]
    noted()
    clippings.move([clippings.of(book)[0]], book)
    assert titles(filled, book) == ["象棋残局", "夜市开张", "渡口复航"]
    noted()
    clippings.move([clippings.of(book)[1]], other)
    assert (titles(filled, book), titles(filled, other)) == (["象棋残局", "渡口复航"], ["夜市开张"])
    noted()
    clippings.note(clippings.of(book)[0], " 用在年鉴里 ")
    assert clippings.of(book)[0].note == "用在年鉴里"
    noted()
    clippings.remove(clippings.of(book))
    assert clippings.of(book) == []
    for before in states[::-1]:
        assert clippings.undo() is not None
        assert {name: clippings.of(clippings.book(name)) for name in before} == before
        if before == states[0]:
            break


def test_moving_in_one_place_a_hundred_times_keeps_the_order(filled: Library, press: Any) -> None:
    ids = [article.id for article in articles(filled, press)]
    book = filled.clippings.new_book("本")
    filled.clippings.add(book, [Pick(number) for number in ids])
    expected = titles(filled, book)
    for _ in range(100):
        filled.clippings.move([filled.clippings.of(book)[2]], book, 1)
        expected[1], expected[2] = expected[2], expected[1]
        assert titles(filled, book) == expected


def test_a_book_is_renamed_and_goes_with_all_that_is_in_it(filled: Library, press: Any) -> None:
    one, two, _ = articles(filled, press)
    clippings = filled.clippings
    book = clippings.new_book("甲")
    clippings.add(book, [Pick(one.id), Pick(two.id)])
    renamed = clippings.rename(book, " 乙 ")
    assert clippings.rename(renamed, "乙") == renamed
    assert [made.name for made in clippings.books()] == ["乙"]
    clippings.new_book("丙")
    for name in ("", "  ", "丙"):
        with pytest.raises(UsageError):
            clippings.rename(renamed, name)
        with pytest.raises(UsageError):
            clippings.new_book(name)
    clippings.remove_book(renamed)
    assert [made.name for made in clippings.books()] == ["丙"]
    assert clippings_of(filled._personal, book.id) == []
    clippings.undo()
    assert titles(filled, clippings.book("乙")) == ["渡口复航", "夜市开张"]
    assert clippings.forget() == 2
    assert clippings.books() == []
    assert filled._personal.deeds() == []


def test_the_same_is_not_clipped_twice(filled: Library, press: Any) -> None:
    one, *_ = articles(filled, press)
    words = quote(body_of(one), 0, 4)
    book = filled.clippings.new_book("本")
    assert len(filled.clippings.add(book, [Pick(one.id), Pick(one.id), Pick(one.id, words)])) == 2
    deeds = len(filled._personal.deeds())
    assert filled.clippings.add(book, [Pick(one.id), Pick(one.id, words)]) == []
    assert len(filled._personal.deeds()) == deeds
    with pytest.raises(UnknownItemError):
        filled.clippings.add(book, [Pick(10**9)])
    with pytest.raises(UsageError, match="没有版面图"):
        filled.clippings.add(book, [Pick(one.id, page="01")])


def test_another_reader_of_the_file_sees_the_same(filled: Library, press: Any) -> None:
    one, *_ = articles(filled, press)
    made = filled.clippings.add(None, [Pick(one.id, quote(body_of(one), 0, 4))])
    filled.clippings.note(made[0], "批注")
    other = Personal(personal_file())
    [clipping] = clippings_of(other, made[0].book)
    other.close()
    assert clipping == msgspec.structs.replace(made[0], note="批注")
    assert (clipping.kind, clipping.kept.text) == (ClipKind.WORDS, "潮水退去")


# ── proving ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_what_has_not_changed_is_the_same(filled: Library, press: Any) -> None:
    one, two, _ = articles(filled, press)
    made = filled.clippings.add(None, [Pick(one.id), Pick(two.id, quote(body_of(two), 3, 8))])
    assert [original.role for original in made[0].kept.originals] == [Role.ARTICLE]
    assert made[0].kept.source == "《青湾晚报》2026年3月2日第01版"
    assert made[0].kept.text == "潮水退去，渡口复航。\n第二段话说的是船。"
    assert proved(filled, made) == [(Finding.SAME, ())] * 2


@pytest.mark.parametrize(
    ("row", "reasons"),
    [
        (("01", "渡口复航", "潮水退去，渡口停航。\n第二段话说的是船。"), [("“水退去，渡口”后面的“复”现在是“停”",), ()]),
        (("01", "渡口复航", "潮水退去。\n第二段话说的是船。"), [("“潮水退去”后面少了“，渡口复航”",), ()]),
        (("01", "渡口复航", "今天潮水退去，渡口复航。\n第二段话说的是船。"), [("开头多了“今天”",), ()]),
        (("01", "渡口复航", "第二段话说的是船。"), [("开头少了“潮水退去，渡口复航。”",), ("这些字不在稿件里了",)]),
        (("01", "渡口复航", "潮水 退去，渡口复航。\n\n第二段话说的是船。"), [(), ()]),
    ],
)
def test_what_changed_is_said(filled: Library, press: Any, row: tuple[str, str, str], reasons: list[Any]) -> None:
    one, *_ = articles(filled, press)
    words = quote(body_of(one), 0, 4)
    made = filled.clippings.add(None, [Pick(one.id), Pick(one.id, words)])
    press.bring(filled, press.table([row, *ROWS[1:]], "改.jsonl"))
    assert [found for _, found in proved(filled, made)] == reasons
    finding = [Finding.CHANGED if found else Finding.SAME for found in reasons]
    assert [found for found, _ in proved(filled, made)] == finding


def test_a_lost_and_a_changed_original(filled: Library, press: Any) -> None:
    one, *_ = articles(filled, press)
    made = filled.clippings.add(None, [Pick(one.id)])
    path = filled.original(one.original)
    data = path.read_bytes()
    path.chmod(0o644)
    path.write_bytes(data + b" ")
    [(finding, [reason])] = proved(filled, made)
    assert finding is Finding.CHANGED
    assert reason.startswith(f"稿件的原件的内容变了：{one.original}，现在的校验和是 ")
    path.unlink()
    assert proved(filled, made) == [(Finding.GONE, (f"稿件的原件不在档案库里：{one.original}",))]
    path.write_bytes(data)


def test_an_article_that_is_gone_or_filed_elsewhere(filled: Library, press: Any) -> None:
    one, two, _ = articles(filled, press)
    made = filled.clippings.add(None, [Pick(one.id), Pick(two.id)])
    filled.filing.trash_articles([one.id])
    filled.filing.move_articles([two.id], press.key(date="2026-03-09"), ["04"])
    assert proved(filled, made)[0] == (Finding.GONE, ("稿件不在档案库里了",))
    assert proved(filled, made)[1] == (Finding.CHANGED, ("出处现在是《青湾晚报》2026年3月9日第04版",))


def test_a_stopped_proof_says_nothing_more(filled: Library, press: Any) -> None:
    one, *_ = articles(filled, press)
    made = filled.clippings.add(None, [Pick(one.id)])
    cancelled = Cancelled()
    cancelled.set()
    assert list(prove(filled, made, cancelled)) == []


# ── handing over ───────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Library, Bound]]:
    """Sample papers with page pictures; a book with an article, words and an area, and a note."""
    folder = tmp_path_factory.mktemp("shelf")
    with open_library(folder / "库", reading=InProcess, personal=folder / "personal.sqlite") as library:
        list(library.import_paths(sample_papers()))
        key = library.issues("临岚日报")[0].key
        heads = [head for head in library.articles(key) if library.article(head.id).zones]
        one, two, three = (library.article(head.id) for head in heads[:3])
        book = library.clippings.new_book("渡口<旧事>")
        label = three.zones[0].page
        words = quote(body_of(two), 0, 12)
        made = library.clippings.add(book, [Pick(one.id), Pick(two.id, words), Pick(three.id, page=label)])
        library.clippings.note(made[1], "用在<年鉴>里\n第二行 </script>")
        yield library, bound(book, library.clippings.of(book))


def written(shelf: tuple[Library, Bound], form: str, target: Path) -> bytes:
    library, book = shelf
    assert list(export_book(library, book, form, target, Cancelled())) or form == "json"
    return target.read_bytes()


def test_what_an_entry_says(shelf: tuple[Library, Bound]) -> None:
    library, book = shelf
    document = describe(library, book)
    [section] = document.sections
    listed = [part for part in section.parts if isinstance(part, Title)]
    assert [title.text for title in listed] == [
        f"{number}. {' '.join(clipping.anchor.title.split())}" for number, clipping in enumerate(book.clippings, 1)
    ]
    asides = [part for part in section.parts if isinstance(part, Aside)]
    assert len(asides) == 3
    for aside, clipping in zip(asides, book.clippings, strict=True):
        said = [words.text for words in aside.parts]
        assert said[0] == clipping.kept.source
        assert said[0].startswith("《临岚日报》2026年3月")
        for original in clipping.kept.originals:
            assert any(original.sha256 in words.text for words in aside.parts if words.tone is Tone.SUM)
        picture = aside.image.load()
        assert picture is not None
        assert picture.width == 520
    assert [words.text for words in asides[1].parts if words.tone is Tone.NOTE] == [
        "批注：用在<年鉴>里\n第二行 </script>"
    ]
    [cut] = [part for part in section.parts if isinstance(part, Image) and part.share == 1.0]
    assert cut.load() is not None
    quoted = [part.text for part in section.parts if isinstance(part, Words) and part.tone is Tone.QUOTE]
    assert quoted == book.clippings[1].kept.text.splitlines()


def test_the_area_is_outlined_where_it_is(shelf: tuple[Library, Bound]) -> None:
    from PIL import Image as Pillow

    library, book = shelf
    clipping = book.clippings[2]
    aside = [part for part in describe(library, book).sections[0].parts if isinstance(part, Aside)][2]
    picture = aside.image.load()
    assert picture is not None
    image = Pillow.open(BytesIO(picture.data))
    for x, y in clipping.kept.zones[0].polygon:
        at = min(image.width - 1, round(x * image.width)), min(image.height - 1, round(y * image.height))
        near = image.crop((at[0] - 4, at[1] - 4, at[0] + 5, at[1] + 5)).convert("RGB")
        pixels = [near.getpixel((px, py)) for px in range(near.width) for py in range(near.height)]
        assert any(red > 110 and green < 110 and blue < 110 for red, green, blue in pixels)  # type: ignore[misc]


def test_html_is_one_file_that_loads_nothing_and_can_be_proved(shelf: tuple[Library, Bound], tmp_path: Path) -> None:
    library, book = shelf
    data = written(shelf, "html", tmp_path / "本.html")
    page = html.fromstring(data.decode())
    sources = page.xpath("//img/@src")
    assert len(sources) >= 4
    assert all(source.startswith("data:image/jpeg;base64,") for source in sources)
    assert page.xpath("//script/@type") == ["application/json"]
    assert not page.xpath("//link | //iframe | //@onclick")
    assert [link.get("href") for link in page.xpath("//nav//a")] == ["#t1", "#t2", "#t3"]
    assert {heading.get("id") for heading in page.xpath("//h3")} == {"t1", "t2", "t3"}
    assert page.xpath("string(//title)") == "渡口<旧事>"
    assert from_file(data, "本.html") == book
    assert [finding for finding, _ in proved(library, book.clippings)] == [Finding.SAME] * 3


def test_json_comes_back_and_other_files_are_refused(shelf: tuple[Library, Bound], tmp_path: Path) -> None:
    _, book = shelf
    data = written(shelf, "json", tmp_path / "本.json")
    assert from_file(b"\xef\xbb\xbf" + data, "本.json") == book
    newer = json.loads(data) | {"version": 99}
    for wrong in (b"", b"{}", b"[]", b"{", b"<html></html>", b'{"form": "x"}', json.dumps(newer).encode(), b"{" * 9999):
        with pytest.raises(UnreadableSourceError):
            from_file(wrong, "坏.json")


def test_word_has_every_entry_with_its_page(shelf: tuple[Library, Bound], tmp_path: Path) -> None:
    _, book = shelf
    word = docx.Document(BytesIO(written(shelf, "docx", tmp_path / "本.docx")))
    assert len(word.tables) == 3
    for table, clipping in zip(word.tables, book.clippings, strict=True):
        assert clipping.kept.source in table.cell(0, 0).text
        assert clipping.kept.originals[0].sha256 in table.cell(0, 0).text
    assert len(word.inline_shapes) >= 4


def test_epub_has_a_chapter_for_each_entry(shelf: tuple[Library, Bound], tmp_path: Path) -> None:
    _, book = shelf
    with zipfile.ZipFile(BytesIO(written(shelf, "epub", tmp_path / "本.epub"))) as file:
        assert file.namelist()[0] == "mimetype"
        names = [name for name in file.namelist() if name.endswith((".xhtml", ".opf"))]
        trees = {name: etree.fromstring(file.read(name)) for name in names}
        assert from_file(file.read("EPUB/data.json"), "data.json") == book
        pictures = [name for name in file.namelist() if name.startswith("EPUB/images/")]
    assert len(pictures) >= 4
    links = trees["EPUB/nav.xhtml"].xpath("//*[local-name()='a']/@href")
    assert links == ["c1.xhtml", "c2.xhtml", "c3.xhtml"]
    manifest = trees["EPUB/package.opf"].xpath("//*[local-name()='item']/@href")
    assert {f"EPUB/{path}" for path in manifest} >= {*pictures, "EPUB/c1.xhtml", "EPUB/front.xhtml", "EPUB/data.json"}
    assert not [name for name, tree in trees.items() if tree.xpath("//*[local-name()='hr']")]


def test_markdown_has_its_pictures_beside(shelf: tuple[Library, Bound], tmp_path: Path) -> None:
    _, book = shelf
    text = written(shelf, "markdown", tmp_path / "本.md").decode()
    beside = sorted((tmp_path / "本 图片").iterdir())
    assert len(beside) >= 4
    assert text.startswith("# 渡口\\<旧事\\>\n\n3 条剪报\n\n采自临岚日报\n\n## 目录\n\n  - 1\\. ")
    assert f"`{book.clippings[0].kept.originals[0].sha256}`" in text
    assert all(f"%20%E5%9B%BE%E7%89%87/{path.name}>)" in text for path in beside)


def test_it_is_there_whole_or_not_at_all(shelf: tuple[Library, Bound], tmp_path: Path) -> None:
    library, book = shelf
    for form in ("docx", "html", "epub", "markdown", "json"):
        cancelled = Cancelled()
        cancelled.set()
        list(export_book(library, book, form, tmp_path / form, cancelled))
        assert list(tmp_path.iterdir()) == []
    there = tmp_path / "有了.html"
    there.write_text("原来的")
    with pytest.raises(UsageError):
        list(export_book(library, book, "html", there, Cancelled()))
    assert there.read_text() == "原来的"
    with pytest.raises(UsageError):
        list(export_book(library, Bound("空", ()), "json", tmp_path / "空.json", Cancelled()))


def test_a_page_picture_that_is_gone_costs_the_picture_alone(shelf: tuple[Library, Bound], tmp_path: Path) -> None:
    library, book = shelf
    sha = next(original.sha256 for original in book.clippings[2].kept.originals if original.role is Role.PAGE)
    path = library.original(sha)
    shutil.move(path, tmp_path / "别处")
    try:
        data = written(shelf, "html", tmp_path / "本.html")
        assert book.clippings[2].kept.source in data.decode()
        [finding, *_] = [found for found, _ in proved(library, book.clippings[2:])]
        assert finding is Finding.GONE
    finally:
        shutil.move(tmp_path / "别处", path)


def test_json_of_nothing_known_is_still_proved_by_its_sums(shelf: tuple[Library, Bound]) -> None:
    """Another archive: everything is gone, and every reason says what."""
    _, book = shelf
    with open_library(Path(personal_file()).parent / "别的库", reading=InProcess) as other:
        for finding, reasons in proved(other, from_file(to_json(book), "本.json").clippings):
            assert finding is Finding.GONE
            assert reasons[-1] == "稿件不在档案库里了"
            assert len(reasons) >= 3
