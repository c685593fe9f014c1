"""Every form of an export: what is in it, that it reads back, that it is there whole or not at all."""

from __future__ import annotations

import csv
import errno
import json
import re
import sqlite3
import unicodedata
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO
from urllib.parse import unquote

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree, html

from archive import files
from archive.cells import guarded, unguarded
from archive.errors import EnvironmentProblemError, UsageError
from archive.formats.tables.writing import COLUMNS
from archive.importing.reading import InProcess
from archive.model import Article, IssueKey, PaperKind, PartialDate
from archive.progress import Cancelled, Outcome, Progress
from indexer.request import SearchRequest
from reader.exporting.contents import Contents, LeftOut, Selection
from reader.exporting.forms import FORMS, Exported
from reader.exporting.language import language_of
from reader.exporting.markup import book_page
from reader.exporting.naming import Names, address
from reader.library import Library
from reader.open import open_library
from reader.samples import sample_papers

HOSTILE = (
    "../../逃出去", "甲/乙\\丙:丁*?", "CON", "报\u202efdp.exe", "长" * 300, "同名", "同名", "ＳＡＭＥ same", "SAME SAME", "...", "=1+1",
    "<script>alert(1)</script>", '"><img src="http://a.test/x" onerror="x"/>', "]]>&amp;<!-- 尾", "`![](http://a.test)`",
)  # fmt: skip
FORMULAS = ("=1+1", "+86", "-5", "@某", "＝全角", "'=已有撇号", "''@", "平常", "——破折号", "'引号")
TARGETS = {
    "html": "站", "epub": "书.epub", "markdown": "文稿", "machine": "阅读机", "jsonl": "表.jsonl", "csv": "表.csv",
    "docx": "文.docx",
}  # fmt: skip


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """An archive that no test changes: a daily and a weekly in traditional characters with pictures; an evening paper
    with a jump, a copy, two editions and hostile titles; a document with a number and one without a date."""
    folder = tmp_path_factory.mktemp("shelf")
    jump = "停了三年的渡口今天复航，第一班船载着四十位老人"
    rows = [
        row("01", "渡口复航十年记", f"{jump}（下转第四版）"),
        row("04", "渡口复航十年记", "（上接第一版）和他们的自行车。\n" + "船老大说，潮水是最好的钟表。\n" * 20),
        row("01", "码头的算盘", "凌晨四点，第一车白菜进了码头市场，过秤的人还在打哈欠，算盘珠子已经响了起来。"),
        row(
            "02", "码头的算盘", "凌晨四点，第一车白菜进了码头市场，过秤的人还在打哈欠，算盘珠子已经响了起来。\n天亮了。"
        ),
        row("02", "号外", "号外的正文", edition="号外"),
        *(row("03", title, f"第 {number} 篇的正文，渡口。") for number, title in enumerate(HOSTILE)),
    ]
    papers = [
        {"kind": "documents", "paper": "某局", "date": "2022-08", "title": "通知", "doc_no": "某发〔2022〕7号", "text": "一、正文"},
        {"kind": "documents", "paper": "某局", "date": None, "title": "无日期的", "text": "正文\n又一段", "fields": {"主送": "各处"}},
    ]  # fmt: skip
    for name, lines in (("晚报", rows), ("公文", papers)):
        text = "\n".join(json.dumps(line, ensure_ascii=False) for line in lines)
        (folder / f"{name}.jsonl").write_text(text, encoding="utf-8")
    sources = [*sample_papers()[:1], *sample_papers()[-1:], folder / "晚报.jsonl", folder / "公文.jsonl"]
    with open_library(folder / "档案", reading=InProcess) as library:
        outcomes = [step for step in library.import_paths(sources) if isinstance(step, Outcome)]
        assert not [outcome for outcome in outcomes if outcome.outcome.is_problem], outcomes
        list(library.update_index())
        yield library


def row(page: str, title: str, text: str, edition: str = "") -> dict[str, str]:
    return {"paper": "青湾晚报", "date": "2026-03-13", "edition": edition, "page": page, "title": title, "text": text}


def every_issue(library: Library) -> Selection:
    return Selection("全部", tuple(issue.key for issue in library.issues()))


def export(library: Library, form: str, target: Path, selection: Selection | None = None) -> Exported:
    *_, done = library.export(selection or every_issue(library), form, target)
    assert isinstance(done, Exported)
    return done


def read(library: Library, selection: Selection | None = None) -> list[Article]:
    contents = Contents(library, selection or every_issue(library), Cancelled())
    return [step for step in contents.everything() if isinstance(step, Article)]


def back(source: Path, folder: Path) -> list[Article]:
    """What a fresh archive has of an export."""
    with open_library(folder, reading=InProcess) as library:
        outcomes = [step for step in library.import_paths([source]) if isinstance(step, Outcome)]
        assert not [outcome for outcome in outcomes if outcome.outcome.is_problem], outcomes
        assert not [outcome.missing for outcome in outcomes if outcome.missing]
        return read(library)


def said(articles: list[Article]) -> list[Any]:
    """All of each but what only the source said word for word."""
    return [(article.key, article.pages, msgspec.structs.replace(article.content, printed=())) for article in articles]


def told(articles: list[Article]) -> list[Any]:
    """As a table tells it: text without the form of headings and pictures."""
    return [
        (
            article.key,
            article.pages,
            msgspec.structs.replace(article.content, printed=(), blocks=()),
            [" ".join(text.split()) for text in article.content.texts()],
        )
        for article in articles
    ]


# ── reads back ─────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("form", "name"), [("machine", "文件夹"), ("machine", "一个.txt"), ("epub", "书.epub")])
def test_what_reads_back_word_for_word(shelf: Library, tmp_path: Path, form: str, name: str) -> None:
    done = export(shelf, form, tmp_path / name)
    before = said(read(shelf))
    assert done.articles == len(before)
    after = said(back(tmp_path / name, tmp_path / "另一家"))
    assert sorted(after, key=repr) == sorted(before, key=repr)


@pytest.mark.parametrize("name", ["表.jsonl", "表.csv"])
def test_tables_read_back(shelf: Library, tmp_path: Path, name: str) -> None:
    form = name.rpartition(".")[2]
    done = export(shelf, form, tmp_path / name)
    before, after = told(read(shelf)), told(back(tmp_path / name, tmp_path / "另一家"))
    if form == "csv":  # there is no column for it, and undated rows are none without one
        assert done.notes == ("CSV 里没有这些项目的列：主送 1 篇",)
        before = [
            (key, pages, msgspec.structs.replace(head, fields=known(head.fields)), texts)
            for key, pages, head, texts in before
        ]
    assert sorted(after, key=repr) == sorted(before, key=repr)


def known(fields: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in fields.items() if name != "主送"}


def test_one_text_of_several_articles_is_split_at_mastheads_only(shelf: Library, tmp_path: Path) -> None:
    """A headline, or a paragraph, may say what a masthead says."""
    path = tmp_path / "一个.jsonl"
    titles = ("电子报阅读机", "当前报纸名称:假的", "甲")
    rows = [row("01", title, f"电子报阅读机\n2026-03-13\n当前报纸名称:假的\n{title}的正文") for title in titles]
    path.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in rows), encoding="utf-8")
    with open_library(tmp_path / "原", reading=InProcess) as library:
        list(library.import_paths([path]))
        before = said(read(library))
        export(library, "machine", tmp_path / "一个.txt")
    assert len(before) == 3
    assert said(back(tmp_path / "一个.txt", tmp_path / "另一家")) == before


# ── tables ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_cells_that_look_like_formulas_are_guarded_and_read_back(press: Any, library: Library, tmp_path: Path) -> None:
    press.bring(library, press.table([("01", title, title) for title in FORMULAS]))
    export(library, "csv", tmp_path / "表.csv")
    data = (tmp_path / "表.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    header, *rows = csv.reader(data.decode("utf-8-sig").splitlines())
    assert tuple(header) == COLUMNS
    assert not [cell for cells in rows for cell in cells if re.match(r"[=+\-@＝＋－＠]", cell)]
    assert [article.content.title for article in back(tmp_path / "表.csv", tmp_path / "另一家")] == list(FORMULAS)


@given(st.text() | st.text("'=+-@＝\t\r"))
def test_guarding_takes_nothing_away(cell: str) -> None:
    assert unguarded(guarded(cell)) == cell
    assert not guarded(cell).startswith(tuple("=+-@＝＋－＠\t\r"))


def test_a_strangers_table_is_read_as_it_is_written(tmp_path: Path) -> None:
    (tmp_path / "表.csv").write_text("paper,date,title,text\n甲报,2026-03-02,'=一,'-二\n", encoding="utf-8")
    [article] = back(tmp_path / "表.csv", tmp_path / "库")
    assert article.content.title == "'=一"


# ── the site ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_every_link_of_a_site_leads_somewhere_inside_it(shelf: Library, tmp_path: Path) -> None:
    site = tmp_path / "站"
    done = export(shelf, "html", site)
    pages = {path.relative_to(site).as_posix(): html.fromstring(path.read_bytes()) for path in site.rglob("*.html")}
    reached, waiting = {"index.html"}, ["index.html"]
    used = {"style.css"}
    while waiting:
        at = waiting.pop()
        for element in pages[at].iter("a", "img", "link", "script", "iframe"):
            assert element.tag not in ("script", "iframe")
            link = element.get("href") or element.get("src") or ""
            assert ":" not in link, link
            assert not link.startswith("/")
            to = "/".join(resolved(at, unquote(link)))
            assert (site / to).is_file(), (at, link)
            used.add(to)
            if to in pages and to not in reached:
                reached.add(to)
                waiting.append(to)
    assert reached == set(pages)
    everything = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    assert used == everything - {"index.html"} | (used & {"index.html"})
    assert sum("article-" in path for path in pages) == done.articles == len(read(shelf))


def resolved(at: str, link: str) -> list[str]:
    parts = at.split("/")[:-1]
    for part in link.split("/"):
        if part == "..":
            parts.pop()
        else:
            parts.append(part)
    return parts


def test_a_page_has_its_picture_with_zones_and_the_script_is_named(shelf: Library, tmp_path: Path) -> None:
    export(shelf, "html", tmp_path / "站")
    weekly = next(issue.key for issue in shelf.issues() if issue.key.paper == "嶼光週報")
    folder = tmp_path / "站" / "嶼光週報" / str(weekly.date)
    page = html.fromstring((folder / "page-01.html").read_bytes())
    assert page.get("lang") == "zh-Hant"
    zones = page.findall(".//a[@class='zone']")
    assert len(zones) == len(shelf.zones(weekly, "01"))
    assert all(re.search(r"left:\d+\.\d+%;top:\d+\.\d+%;width:", zone.get("style") or "") for zone in zones)
    [title] = [article.content.title for article in read(shelf, Selection("", (weekly,)))][:1]
    assert " ".join(title.split()) in page.text_content()
    daily = next((tmp_path / "站" / "临岚日报").glob("*/article-001.html"))
    assert html.fromstring(daily.read_bytes()).get("lang") == "zh-Hans"


def test_articles_of_a_site_follow_one_another(shelf: Library, tmp_path: Path) -> None:
    found = shelf.search_ids(SearchRequest("渡口", limit=None))
    selection = Selection("检索：渡口", articles=tuple(hit.id for hit in found.hits))
    export(shelf, "html", tmp_path / "站", selection)
    at, titles = tmp_path / "站" / "articles" / "article-001.html", []
    while at:
        page = html.fromstring(at.read_bytes())
        titles.append(" ".join((page.findtext(".//article//h1") or "").split()))
        onward = page.find(".//a[@rel='next']")
        at = at.parent / (onward.get("href") or "") if onward is not None else None
    assert titles == [" ".join(article.content.title.split()) for article in read(shelf, selection)]


# ── the book ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_book_is_an_epub(shelf: Library, tmp_path: Path) -> None:
    weekly = next(issue.key for issue in shelf.issues() if issue.key.paper == "嶼光週報")
    done = export(shelf, "epub", tmp_path / "书.epub", Selection(weekly.words, (weekly,)))
    with zipfile.ZipFile(tmp_path / "书.epub") as book:
        assert book.testzip() is None
        first = book.infolist()[0]
        assert (first.filename, first.compress_type, first.extra) == ("mimetype", zipfile.ZIP_STORED, b"")
        assert book.read(first) == b"application/epub+zip"
        container = etree.fromstring(book.read("META-INF/container.xml"))
        [opf] = [str(found) for found in container.xpath("//@full-path")]
        package = etree.fromstring(book.read(opf))
        space = {"o": "http://www.idpf.org/2007/opf", "dc": "http://purl.org/dc/elements/1.1/"}
        items = {str(item.get("id")): item for item in package.findall(".//o:item", space)}
        root = PurePosixPath(opf).parent
        named = {str(root / str(item.get("href"))) for item in items.values()}
        assert named == set(book.namelist()) - {"mimetype", "META-INF/container.xml", opf}
        assert package.findtext(".//dc:title", namespaces=space) == weekly.words
        assert package.findtext(".//dc:language", namespaces=space) == "zh-Hant"
        [cover] = [item for item in items.values() if "cover-image" in (item.get("properties") or "")]
        assert book.read(str(root / str(cover.get("href")))).startswith(b"\xff\xd8")
        spine = [str(found.get("idref")) for found in package.findall(".//o:itemref", space)]
        assert len(spine) == len(set(spine))
        assert {name for name, item in items.items() if "xhtml" in str(item.get("media-type"))} == set(spine)
        for item in items.values():
            if "xhtml" in str(item.get("media-type")):
                etree.fromstring(book.read(str(root / str(item.get("href")))))
        nav = etree.fromstring(book.read(str(root / "nav.xhtml")))
        outer = [
            str("".join(found.itertext())) for found in nav.xpath("//*[local-name()='nav']/*/*/*[local-name()='a']")
        ]
        assert outer == [f"第{page.label}版 {page.name}" for page in shelf.pages(weekly)]
        assert len(nav.xpath("//*[local-name()='ol']/*/*/*/*[local-name()='a']")) == done.articles


def test_what_xml_has_no_place_for_is_shown_as_missing() -> None:
    page = etree.fromstring(book_page("题\x01", "zh", ["<p>\ufffe正\ud800文</p>"]))
    assert "".join(page.itertext()).split() == ["题�", "�正�文"]


# ── texts ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", ["文稿", "文稿.md"])
def test_markdown_shows_pictures_that_lie_beside_it(shelf: Library, tmp_path: Path, name: str) -> None:
    done = export(shelf, "markdown", tmp_path / name)
    assert done.pictures
    texts = [tmp_path / name] if name.endswith(".md") else sorted((tmp_path / name).rglob("*.md"))
    shown = {
        (text.parent / unquote(link)).resolve()
        for text in texts
        for link in re.findall(r"!\[\]\(<(.*?)>\)", text.read_text("utf-8"))
    }
    kept = {path.resolve() for path in tmp_path.rglob("*") if path.suffix in (".jpg", ".png", ".gif")}
    assert shown == kept
    assert len(kept) == done.pictures


def test_names_are_such_as_every_disk_takes(shelf: Library, tmp_path: Path) -> None:
    export(shelf, "machine", tmp_path / "文件夹")
    paths = [path for path in (tmp_path / "文件夹").rglob("*") if path.is_file()]
    assert len(paths) == len(read(shelf))
    folded = {unicodedata.normalize("NFC", str(path)).casefold() for path in paths}
    assert len(folded) == len(paths)
    for path in paths:
        for part in path.relative_to(tmp_path).parts:
            assert len(part.encode()) <= 255
            assert part.isprintable()
            assert not re.search(r'[<>:"/\\|?*]|^\.|[. ]$', part)
            assert part.partition(".")[0].upper() not in ("CON", "NUL", "AUX", "PRN")


@given(st.lists(st.text(max_size=60), max_size=20))
def test_no_two_names_are_the_same_to_a_disk(words: list[str]) -> None:
    names = Names()
    given_out = [names.new("夹", word, ".txt") for word in words]
    assert len({unicodedata.normalize("NFC", name).casefold() for name in given_out}) == len(words)


def test_addresses_and_languages() -> None:
    assert address("甲/乙.html", "甲") == "%E4%B9%99.html"
    assert address("a/b/c.html", "a/d/e") == "../../b/c.html"
    assert address("style.css", "a/b") == "../../style.css"
    assert language_of(["這裡說的是繁體字"]) == "zh-Hant"
    assert language_of(["这里说的是简体字"]) == "zh-Hans"
    assert language_of(["The light-house fell in the storm."]) == ""


# ── what is exported ───────────────────────────────────────────────────────────────────────────────────────────────


def test_a_jump_is_one_article_and_a_copy_none(shelf: Library) -> None:
    evening = IssueKey(PaperKind.NEWSPAPER, "青湾晚报", PartialDate(2026, 3, 13))
    heads = shelf.articles(evening)
    titles = [article.content.title for article in read(shelf, Selection("", (evening,)))]
    assert titles.count("渡口复航十年记") == titles.count("码头的算盘") == 1
    assert len(heads) == len(titles) + 2
    part = next(head for head in heads if head.part_of is not None and not head.repeats)
    assert part.part_of is not None
    [whole] = read(shelf, Selection("", articles=(part.id, part.part_of, part.id)))
    assert [page.label for page in whole.pages] == ["01", "04"]


def test_a_list_keeps_its_order_and_says_what_is_not_there(shelf: Library, tmp_path: Path) -> None:
    ids = [article.id for article in read(shelf)][:5][::-1]
    steps = list(shelf.export(Selection("", articles=(*ids, 10**9)), "jsonl", tmp_path / "表.jsonl"))
    assert [step for step in steps if isinstance(step, LeftOut)] == [
        LeftOut("编号 1000000000", "没有这个稿件，或者它在目录数据库里损坏了")
    ]
    lines = (tmp_path / "表.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line)["id"] for line in lines] == list(map(str, ids))


@pytest.mark.logs_errors
def test_a_damaged_article_and_lost_pictures_cost_themselves(tmp_path: Path) -> None:
    with open_library(tmp_path / "库", reading=InProcess) as library:
        list(library.import_paths(sample_papers()[:1]))
        first, *others = read(library)
        for sha in {sha for article in others for sha in article.content.pictures()}:
            library.original(sha).unlink()
        with sqlite3.connect(library.folder / "catalogue.sqlite") as raw:
            raw.execute("UPDATE versions SET content = '{' WHERE article_id = ?", (first.id,))
        raw.close()
        for form in FORMS:
            steps = list(library.export(every_issue(library), form, tmp_path / TARGETS[form]))
            [left] = [step for step in steps if isinstance(step, LeftOut)]
            assert first.content.title in left.name
            done = steps[-1]
            assert isinstance(done, Exported)
            assert (done.articles, done.left_out) == (len(others), 1)
            assert (done.lost > 0) is (form in ("html", "epub", "markdown", "docx"))


# ── whole or not at all ────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("form", FORMS)
def test_what_is_stopped_leaves_nothing(shelf: Library, tmp_path: Path, form: str) -> None:
    cancelled = Cancelled()
    steps = []
    for step in shelf.export(every_issue(shelf), form, tmp_path / TARGETS[form], cancelled):
        steps.append(step)
        if isinstance(step, Progress) and step.done >= 3:
            cancelled.set()
    assert not [step for step in steps if isinstance(step, Exported)]
    assert list(tmp_path.iterdir()) == []


class Full(files.Disk):
    """A disk with room for `room` files."""

    def __init__(self, room: int) -> None:
        self.room = room

    def sync(self, stream: BinaryIO) -> None:
        self.room -= 1
        if self.room < 0:
            raise OSError(errno.ENOSPC, "No space left on device")
        super().sync(stream)


@pytest.mark.parametrize("form", FORMS)
def test_a_full_disk_is_said_and_nothing_stays(
    shelf: Library, tmp_path: Path, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "disk", Full(3 if form in ("html", "markdown", "machine") else 0))
    with pytest.raises(EnvironmentProblemError, match="磁盘已满"):
        list(shelf.export(every_issue(shelf), form, tmp_path / TARGETS[form]))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("form", FORMS)
def test_nothing_is_overwritten(shelf: Library, tmp_path: Path, form: str) -> None:
    target = tmp_path / TARGETS[form]
    if form in ("html", "markdown", "machine"):
        target.mkdir()
        target = target / "已有.txt"
    target.write_bytes(b"kept")
    with pytest.raises(UsageError):
        list(shelf.export(every_issue(shelf), form, tmp_path / TARGETS[form]))
    assert target.read_bytes() == b"kept"


def test_nothing_is_written_into_the_archive_or_of_nothing(shelf: Library, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="不能放进档案库"):
        list(shelf.export(every_issue(shelf), "html", shelf.folder / "站"))
    gone = IssueKey(PaperKind.NEWSPAPER, "没有的报", PartialDate(2026, 1, 1))
    with pytest.raises(UsageError, match="没有可以导出的"):
        list(shelf.export(Selection("", (gone,)), "jsonl", tmp_path / "表.jsonl"))
    assert list(tmp_path.iterdir()) == []


def test_a_picture_that_no_browser_shows_becomes_one(library: Library, tmp_path: Path) -> None:
    """TIFF and the like, or too large."""
    from PIL import Image

    from reader.exporting.pictures import ARTICLE_WIDTH, Pictures

    for kind in ("TIFF", "JPEG"):
        data = BytesIO()
        Image.new("RGB", (3000, 1000), "red").save(data, kind)
        sha, _size = library._originals.put_stream(BytesIO(data.getvalue()))
        picture = Pictures(library).of_article(sha)
        assert picture is not None
        assert (picture.suffix, picture.width) == (".jpg", ARTICLE_WIDTH)
