"""What is kept of a page is words: nothing that a browser would run, load or hide reaches an article."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.formats.base import Hints
from archive.formats.registry import find

HIDDEN = (
    "<script>毒</script>", "<script src='//毒/x.js'></script>", "<style>p{background:url(毒)}</style>", "<!-- 毒 -->",
    "<svg onload='毒'><script>毒</script><text>毒</text></svg>", "<iframe srcdoc='毒' src='毒'>毒</iframe>", "<?php 毒 ?>",
    "<object data='毒'>毒</object>", "<embed src='毒'>", "<applet code='毒'>毒</applet>", "<template>毒</template>",
    "<video src='毒'>毒</video>", "<audio src='毒'>毒</audio>", "<canvas>毒</canvas>", "<noembed>毒</noembed>",
    "<noscript>毒</noscript>", "<form action='毒'><input value='毒'><textarea>毒</textarea></form>", "<b onclick='毒'>",
    "<a href='javascript:毒'>", "<a href='data:text/html,毒'>", "<img src='x' onerror='毒'>", "<img srcset='//毒/a 2x'>",
    "<meta http-equiv=refresh content='0;url=毒'>", "<base href='//毒/'>", "<link rel=stylesheet href='//毒'>",
    "<math><mtext></form><form><mglyph><style></math><img src onerror='毒'>", "<p style='background:url(毒)'>",
    "<span hidden>毒</span>", "<i style='display: none'>毒</i>", "<marquee onstart='毒'>", "<table background='毒'>",
)  # fmt: skip
# An unclosed <style> takes all that follows it, as in a browser.
SWALLOWING = ("<math><mtext></form><form><mglyph><style></math><img src onerror='毒'>",)
SEEN = (
    "潮水", "<p>", "</p>", "<b>", "</b>", "<br>", "<td>", "<tr>", "</table>", "<ul><li>", "&lt;script&gt;", "&amp;", "<div>",
    "潮水涨了又落，船回来了，码头上的人等着，灯塔亮着，海鸥在桅杆上歇脚，孩子们数着归来的船，一只，两只，三只，一直数到天黑。",
)  # fmt: skip
FRAMES = {
    "html-page": "<html><head><title>海角晚报</title></head><body><h1>潮水</h1><p>2026年3月13日</p><div id=ozoom>{}</div></body></html>",
    "a page of an office": "<html><body><div>当前位置:首页</div><h1>通知</h1><span>发布时间:2026-03-13</span>"
    "<div class=TRS_Editor>{}</div></body></html>",
    "a page of no known form": "<html><body><h2>潮水</h2><div><div>{}</div></div></body></html>",
    "an article of an e-paper": "<html><head><!--enpproperty <founder-date>2026-03-13</founder-date>"
    "<founder-papername>海角晚报</founder-papername><founder-title>潮水</founder-title>/enpproperty--></head>"
    "<body><founder-content>{}</founder-content></body></html>",
    "with a picture": "<html><body><h1>潮水</h1><p>2026年3月13日</p><div id=ozoom><figure><img src=a.jpg>{}</figure></div></body></html>",
    "a feed": "<rss version='2.0'><channel><title>海角晚报</title><item><title>潮水</title>"
    "<pubDate>Fri, 13 Mar 2026 08:00:00 +0800</pubDate><description><![CDATA[{}]]></description></item></channel></rss>",
}
quick = settings(max_examples=150, suppress_health_check=list(HealthCheck))


def read(golden: Any, frame: str, words: str) -> str:
    """What is kept of a page: the content of its articles."""
    source = golden.one_file(FRAMES[frame].format(words).encode(), "content_1.html")
    form = find(source)
    assert form is not None
    drafts = form.read(source, Hints({"paper": "海角晚报", "date": "2026-03-13"}))
    return msgspec.json.encode([article.content for draft in drafts for article in draft.articles]).decode()


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("piece", HIDDEN)
def test_each_piece_stays_out_and_costs_nothing_else(golden: Any, frame: str, piece: str) -> None:
    kept = read(golden, frame, f"潮水涨了，船回来了。{piece}码头上站满了人。")
    assert "毒" not in kept
    assert "船回来了" in kept
    assert "站满了人" in kept or piece in SWALLOWING


@quick
@given(st.sampled_from(list(FRAMES)), st.lists(st.sampled_from(HIDDEN + SEEN), min_size=1, max_size=12))
def test_no_mixture_of_pieces_gets_in(golden: Any, frame: str, pieces: list[str]) -> None:
    kept = read(golden, frame, "潮水涨了，船回来了。" + "".join(pieces) + "码头上站满了人。")
    assert "毒" not in kept
    assert "船回来了" in kept
