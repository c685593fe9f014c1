"""Sites with a whole issue in one file: their oddities by name, on sites made here; entries that are no page."""

from __future__ import annotations

from typing import Any

import pytest
from invented_sites import pages, read, texts, titles

from archive.errors import UnreadableSourceError
from archive.formats.base import Hints
from archive.formats.registry import find


def test_articles_without_links_are_counted(golden: Any) -> None:
    """农民日报: the n-th article's address is the page's with `_n`; by the paper's own definition."""
    areas = "<area shape=rect coords='20,30,100,150' title=早稻下田><area shape=rect coords='100,30,180,150' title=水渠通到村口>"
    files: dict[str, str | bytes] = {
        "nmrb/20240506/20240506_plist.htm": "<table><tr><td><span class=bancititle><a href=20240506_001.html>第一版：要闻</a></span></td></tr></table>",
        "nmrb/20240506/20240506_001.html": f"<img src=a.png width=200 height=300 usemap=#m><map name=m>{areas}</map>",
        "nmrb/20240506/20240506_001_2.htm": "<h1>水渠通到村口</h1><div id=zhenwenzone>　　渠长四里。</div>",
    }
    draft = read(golden, files, "issue-file", Hints())
    assert draft.key.paper == "岚屿日报"  # what the page says stands before whose folder it lies in
    assert titles(draft) == [("早稻下田", "01"), ("水渠通到村口", "01")]
    assert [article.zones[0].polygon[0] for article in draft.articles] == [(0.1, 0.1), (0.5, 0.1)]
    assert texts(draft.articles[1]) == ["渠长四里。"]
    assert "nmrb/20240506/20240506_001_1.htm" in draft.missing


def test_an_encoding_that_only_the_papers_definition_knows(golden: Any) -> None:
    plist = "<table><tr><td><span class=bancititle><a href=20240506_001.htm>第01版：要闻</a></span></td></tr></table>"
    page = "<meta charset=big5><img src=a.png usemap=#m><map name=m><area coords='1,1,9,9' href=20240506_001_1.htm title=早稻下田></map>"
    files: dict[str, str | bytes] = {
        "mag.fznews.com.cn/fzrb/20240506/20240506_plist.htm": f"<meta charset=big5>{plist}".encode("gb18030"),
        "mag.fznews.com.cn/fzrb/20240506/20240506_001.htm": page.encode("gb18030"),
    }
    draft = read(golden, files, "issue-file", Hints())
    assert (draft.key.paper, pages(draft), titles(draft)) == ("福州日报", [("01", "要闻")], [("早稻下田", "01")])


def test_groups_in_another_file_belong_to_the_pages_in_order(golden: Any) -> None:
    draft = read(golden, dict(golden.case("issue-lists").files), "issue-file")
    assert [label for _, label in titles(draft)] == ["A01", "A02", "A02"]
    assert draft.left_out == ()
    files = {name: data for name, data in golden.case("issue-lists").files.items() if "article_list" not in name}
    assert titles(read(golden, files, "issue-file")) == [("夜市搬到河东", "A01")]


def test_the_program_of_a_site_answers_by_what_follows_the_question_mark(golden: Any) -> None:
    renamed = {
        name.replace("@", "?").removesuffix(".html"): data for name, data in golden.case("issue-read").files.items()
    }
    for files in (renamed, dict(golden.case("issue-read").files)):
        draft = read(golden, files, "issue-file")
        assert pages(draft) == [("01", "要闻"), ("02", "综合")]
        assert texts(draft.articles[0]) == ["灯从桥头挂到桥尾。"]
        assert draft.missing == ("epaper/20240506/read.do?m=a&aid=902",)


def test_a_page_of_advertisements_has_no_articles(golden: Any) -> None:
    """香港: the first heading stands without links, where the whole page is one advertisement."""
    draft = read(golden, dict(golden.case("issue-headings").files), "issue-file")
    assert pages(draft)[0] == ("A01", "新聞")
    assert {label for _, label in titles(draft)} == {"A02", "B01"}


def test_pages_in_folders_of_their_own_are_one_issue(golden: Any) -> None:
    draft = read(golden, dict(golden.case("founder-dated").files), "founder")
    assert pages(draft) == [("A01", "要闻"), ("A02", "泉水")]


@pytest.mark.parametrize(
    "entry",
    [
        "<META HTTP-EQUIV='REFRESH' CONTENT='0; URL=20240506/Page01BC.htm'>",
        '<meta http-equiv="refresh" content="0;url=20240506/Page01BC.htm">',
        "<script>window.location.href='20240506/Page01BC.htm'</script>",
    ],
)
def test_the_entry_is_no_page_and_not_left_out(golden: Any, entry: str) -> None:
    page = "<div class=leftmenu><li><a href=Page01BC.htm>01版：要闻</a></div><ul id=newslist><li><a href=Articel01002BC.htm>潮信</a></ul>"
    files: dict[str, str | bytes] = {
        "PaperIndex.htm": f"<html><head>{entry}</head></html>".encode(),
        "20240506/Page01BC.htm": page,
    }
    draft = read(golden, files, "huaguang")
    assert (pages(draft), draft.left_out) == ([("01", "要闻")], ())


def test_an_entry_alone_is_refused_with_a_sentence(golden: Any) -> None:
    entry = b"<html><head><META HTTP-EQUIV='REFRESH' CONTENT='0; URL=Page01BC.htm'></head><body></body></html>"
    source = golden.Source({"20240506/IssueIndex.htm": entry}, is_tree=True)
    form = find(source)
    assert form is not None
    with pytest.raises(UnreadableSourceError):
        list(form.read(source, Hints()))
