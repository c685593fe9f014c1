"""Pieces of pages that must not get into an article, pieces that must, and pages to put them into.

`毒` stands for whatever a browser would run, load or hide.
"""

from __future__ import annotations

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
    # Where an HTML 5 parser and an older one read differently, and what runs without a script element.
    "<svg></p><style><a id='</style><img src=1 onerror=毒>'>", "<noscript><p title='</noscript><img src=x onerror=毒>'>",
    "<math><annotation-xml encoding='text/html'><style><img src=x onerror=毒></style></annotation-xml></math>",
    "<svg><a xlink:href='javascript:毒'></a></svg>", "<svg><animate onbegin='毒' attributeName=x></svg>", "<body onload='毒'>",
    "<svg><foreignObject><iframe src='毒'></iframe></foreignObject></svg>", "<svg><use href='data:image/svg+xml,毒'></svg>",
    "<a href='java&#9;script:毒'>", "<a href='&#106;avascript:毒'>", "<details ontoggle='毒' open>", "<input type=image src='毒'>",
    "<picture><source srcset='//毒/a'></picture>", "<link rel=import href='毒'>", "<meta http-equiv=set-cookie content='毒'>",
    "<img src='data:text/html,毒'>", "<object type='text/html' data='//毒'></object>", "<frameset onload='毒'></frameset>",
)  # fmt: skip
# What is left open takes all that follows it: an unclosed <style> in a browser too, the others for our parser only.
SWALLOWING = (
    "<math><mtext></form><form><mglyph><style></math><img src onerror='毒'>",
    "<svg></p><style><a id='</style><img src=1 onerror=毒>'>",
    "<noscript><p title='</noscript><img src=x onerror=毒>'>",
)
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
