"""The language of site definitions: what a TOML file under `resources/sites` may say (described in docs/sites.md).

Values only; `definitions` reads the files, `selectors` runs the selectors.  A list of selectors is tried in order, the
first that yields wins.
"""

from __future__ import annotations

from typing import Literal

import msgspec

Selectors = tuple[str, ...]
HeadField = Literal["kicker", "title", "subtitle", "byline"]

LINK: Selectors = (
    "@href",
    "@url",
    "@daoxiang",
    "@data-href",
    r"""@onclick ~ /['"]([^'"]+\.s?html?[^'"]*)['"]/""",
    r"""@href ~ /^\s*javascript:[^'"]*['"]([^'"]+\.s?html?[^'"]*)['"]/""",
)
"""Where the address of a link stands, on whatever element."""


class Rules(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Base of all tables: a key that the language does not know is an error."""


class Detection(Rules, frozen=True):
    """How files of the family are known.  Regular expressions, case does not matter.

    `pages`, `articles`, `index`: on a member's path.  `signs`: on the text of a page file; several in a list of their
    own are one sign, all of which must be found.  `page_when`, `article_when`: selectors; where one yields, the file
    says itself what it is.
    """

    pages: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    index: tuple[str, ...] = ()
    signs: tuple[str | tuple[str, ...], ...] = ()
    page_when: Selectors = ()
    article_when: Selectors = ()


class Template(Rules, frozen=True, tag_field="kind", tag="template"):
    """The address of the first page, from the date: `{Y} {m} {d}`, `{Ym}`, `{Ymd}`."""

    url: str


class IndexList(Rules, frozen=True, tag_field="kind", tag="index"):
    """A file that lists the pages of the newest issue."""

    url: str
    items: Selectors
    address: Selectors = LINK


class Refresh(Rules, frozen=True, tag_field="kind", tag="refresh"):
    """A chain of `<meta http-equiv=refresh>`, never to another host."""

    url: str
    hops: int = 4


class ScriptLocation(Rules, frozen=True, tag_field="kind", tag="script"):
    """The address stands in a script: group 1 of `pattern`."""

    url: str
    pattern: str = r"""location(?:\.href)?\s*=\s*['"]([^'"]+)['"]"""


class Calendar(Rules, frozen=True, tag_field="kind", tag="calendar"):
    """A file that lists a month's issues: `items`, each with its `date` and perhaps the `address` of its first page."""

    url: str
    items: Selectors
    date: Selectors
    address: Selectors = ()


Entry = Template | IndexList | Refresh | ScriptLocation | Calendar


class FactRules(Rules, frozen=True):
    """What page files and article files say alike."""

    paper: Selectors = ()
    date: Selectors = ()


class ZoneRules(Rules, frozen=True):
    """Where a page's zones stand.

    `kind`: `area` – an image map's coordinates, without any as `overlay`; `overlay` – boxes in px or % of a style;
    `polygon` – an SVG's points; `json` – a list of points.  `space`: what the coordinates are fractions of – `image`
    the picture as shown (its own size or percent where that fits better), `natural` the picture's own pixels,
    `percent`, `2778x4000`, or `2778x` where only the width is known.  `numbered`: as in `ListRules`.
    """

    kind: Literal["area", "overlay", "polygon", "json"] = "area"
    items: Selectors = ()
    address: Selectors = LINK
    title: Selectors = ("@title", "@btid")
    coords: Selectors = ("@coords",)
    space: str = "image"
    numbered: str = ""


class ListRules(Rules, frozen=True):
    """The list of a page's own articles.

    `lists`: elements that hold it; without one that fits, the smallest element with most of the zones' links is taken.
    `items`: the articles in it.  `full_title`: where the whole of a shortened title stands.  `entries`: elements of the
    list, of which those without a link are no articles.  `reverse`: the last item comes first.  `inline`: an item holds
    its article itself; `key` is its id then, and a zone leads to it by `#id`.  `any_name`: what the items lead to is an
    article whatever its name.  `numbered`: the address of the n-th item where it has none, made of the page file's
    `{stem}` and of `{n}` from 1 on: `{stem}_{n}.htm`.
    """

    lists: Selectors = ()
    items: Selectors = ()
    address: Selectors = LINK
    title: Selectors = (".",)
    full_title: Selectors = ()
    entries: Selectors = ()
    reverse: bool = False
    inline: bool = False
    key: Selectors = ()
    any_name: bool = False
    numbered: str = ""


class PageRules(Rules, frozen=True):
    """What a page shows, be it a file or a part of one.

    `image`: the picture that the zones belong to.  `large`: the best picture, where the page names it; `full`:
    transforms that turn the small one's address into that of the best one.  `key`: the id by which other
    files speak of the page.
    """

    key: Selectors = ()
    label: Selectors = ()
    name: Selectors = ()
    image: Selectors = ()
    large: Selectors = ()
    full: tuple[str, ...] = ()
    pdf: Selectors = ()
    zones: ZoneRules = ZoneRules()
    articles: ListRules = ListRules()


class PageListRules(Rules, frozen=True):
    """The list of an issue's pages.

    `items`: one element a page.  `run_on`: the item's page goes on in what follows up to the next item.  `paired`: the
    n-th of these elements belongs to the n-th item too; `paired_in`: the name of the file beside it that holds them, as
    regular expressions.  `order`: a number in the item that pages are ordered by.  `each`: what an item says of
    its page beside label and name.
    """

    items: Selectors = ()
    run_on: bool = False
    paired: Selectors = ()
    paired_in: tuple[str, ...] = ()
    order: Selectors = ()
    address: Selectors = LINK
    label: Selectors = (".",)
    name: Selectors = ()
    pdf: Selectors = ()
    large: Selectors = ()
    each: PageRules | None = None


class Position(Rules, frozen=True):
    """Kicker, subtitle and byline by place: what the elements of a kind (`tr`; `h1, h2`) before and after the title
    are, nearest first."""

    unit: str
    before: tuple[HeadField, ...] = ()
    after: tuple[HeadField, ...] = ()


class ArticleRules(Rules, frozen=True):
    """What an article file says.

    `body_noise` is taken out of the body, `byline_noise` out of the byline; `pictures` are elements that hold a
    picture and its caption outside the body.  `own_id`: regular expressions on the path, group 1 is the id.  `items`:
    the articles in a file of answers, `key` the id by which a page's list speaks of each.
    """

    items: Selectors = ()
    key: Selectors = ()
    title: Selectors = ()
    kicker: Selectors = ()
    subtitle: Selectors = ()
    byline: Selectors = ()
    byline_noise: Selectors = ()
    page: Selectors = ()
    positions: tuple[Position, ...] = ()
    body: Selectors = ()
    body_noise: Selectors = ()
    pictures: Selectors = ()
    own_id: tuple[str, ...] = ()


class Drop(Rules, frozen=True):
    """`titles`: regular expressions; an entry that one matches wholly is no article."""

    titles: tuple[str, ...] = ()


class Definition(Rules, frozen=True):
    """One family or paper, everything it inherits filled in, for one span of dates."""

    id: str
    name: str = ""
    codes: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    lineage: tuple[str, ...] = ()
    encoding: str | None = None
    entry: Entry | None = None
    detect: Detection = Detection()
    facts: FactRules = FactRules()
    pages: PageListRules = PageListRules()
    page: PageRules = PageRules()
    article: ArticleRules = ArticleRules()
    drop: Drop = Drop()
