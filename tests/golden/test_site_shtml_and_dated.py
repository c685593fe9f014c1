"""Sites of .shtml pages and of dated HTML: their oddities by name, on sites made here."""

from __future__ import annotations

from typing import Any

import pytest
from invented_sites import pages, read, texts, titles


@pytest.mark.parametrize(
    "link",
    [
        "href='#' onclick=\"gourl('/shtml/lyrb/20240506/{}','_top')\"",
        "href=\"javascript:window.open('/shtml/lyrb/20240506/{}','_self');\"",
        "onclick='return gourl(\"/shtml/lyrb/20240506/{}\")'",
        "href=/shtml/lyrb/20240506/{}?t=1",
        "href='..\\20240506\\{}'",
    ],
    ids=["gourl", "window-open", "other-quotes", "absolute-with-query", "backslashes"],
)
def test_addresses_in_scripts_and_from_the_root(golden: Any, link: str) -> None:
    nav = "".join(f"<li><a {link.format(f'v0{n}.shtml')}>第0{n}版 {name}</a>" for n, name in ((1, "要闻"), (2, "海陆")))
    body = f"<div class=pageNav><ul>{nav}</ul></div><div class=titleNav><ul><li><a {link.format('701.shtml')}>潮信</a></ul></div>"
    files: dict[str, str | bytes] = {
        "shtml/lyrb/20240506/v01.shtml": body,
        "shtml/lyrb/20240506/701.shtml": "<h1>潮信</h1><div id=content_div>　　涨。</div>",
    }
    draft = read(golden, files, "shtml")
    assert (pages(draft), titles(draft)) == ([("01", "要闻")], [("潮信", "01")])
    assert texts(draft.articles[0]) == ["涨。"]
    assert draft.missing == ("shtml/lyrb/20240506/v02.shtml",)


def test_the_index_is_the_first_page(golden: Any) -> None:
    """Without `v01.shtml` the index stands for it, at its place; beside it, it says nothing new."""
    files = dict(golden.case("shtml").files)
    both = read(golden, files, "shtml")
    del files["shtml/scwb/20240506/v01.shtml"]
    alone = read(golden, files, "shtml")
    assert pages(both) == pages(alone) == [("01", "要闻"), ("A02", "沙洲 生活")]
    assert both.left_out == alone.left_out == ()
    assert "shtml/scwb/20240506/v01.shtml" not in alone.missing


def test_a_large_picture_named_by_the_list(golden: Any) -> None:
    draft = read(golden, dict(golden.case("dated-html").files), "dated-html")
    names = {blob.sha256: blob.name.rsplit("/", 1)[1] for blob in draft.blobs}
    spread = draft.pages[1]
    assert spread.label == "A02-A03"
    assert (names[spread.preview or ""], names[spread.picture or ""]) == ("page_02.png", "page_02_h.png")
    assert spread.document is None


def test_the_mobile_twin_is_not_a_second_issue(golden: Any) -> None:
    files = dict(golden.case("dated-html").files)
    twin = "<div class=nav-items><div class=nav-panel-heading>第A01版：头条</div><ul class=nav-list-group><li><a href=m1.htm>雾中行船三十年</a></ul></div>"
    draft = read(golden, {**files, "wcrb/20240506/mhtml/index.htm": twin}, "dated-html")
    assert [page.label for page in draft.pages] == ["A01", "A02-A03"]
    assert draft.left_out == ("wcrb/20240506/mhtml/index.htm",)
    alone = read(golden, {"wcrb/20240506/mhtml/index.htm": twin}, "issue-file")
    assert titles(alone) == [("雾中行船三十年", "A01")]


def test_two_pages_of_one_label_in_one_list_are_both_kept(golden: Any) -> None:
    group = "<div class=nav-items><div class=nav-panel-heading>第2版：{0}</div><ul class=nav-list-group><li><a data-href={1}.htm>{0}</a></ul></div>"
    body = group.format("潮信", "a") + group.format("月出", "b")
    draft = read(golden, {"20240506/20240506_m.html": body}, "issue-file")
    assert titles(draft) == [("潮信", "02"), ("月出", "02B")]
