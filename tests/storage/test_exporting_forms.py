"""What is in the forms of an export: links of a site, a book by its standard, pictures, names, languages."""

from __future__ import annotations

import re
import unicodedata
import zipfile
from io import BytesIO
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

import pytest
from exporting_shelf import export, read
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree, html

from indexer.request import SearchRequest
from reader.exporting.contents import Selection
from reader.exporting.language import language_of
from reader.exporting.markup import book_page
from reader.exporting.naming import Names, address
from reader.library import Library

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


# ── texts, names, pictures ─────────────────────────────────────────────────────────────────────────────────────────


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
