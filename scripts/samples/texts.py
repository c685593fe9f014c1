"""Reads the sample issues (*.toml beside this file) into plain records; it neither draws nor writes."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
WEEKDAYS = "一二三四五六日"


@dataclass
class Picture:
    scene: str
    caption: str
    credit: str
    wide: bool = False
    file_id: str = ""

    @property
    def line(self) -> str:
        return self.caption + "　" + self.credit


@dataclass
class Article:
    key: str
    title: str
    kicker: str = ""
    subtitle: str = ""
    author: str = ""
    lead: bool = False
    paragraphs: list[str] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    kind: str = "article"  # article | mast | ad | editor
    id: int = 0
    continues: str = ""
    wire: str = ""

    @property
    def plain_title(self) -> str:
        return self.title.replace("<BR>", "")

    @property
    def body_chars(self) -> int:
        return sum(len(p.removeprefix("## ")) for p in self.paragraphs)

    @property
    def is_poem(self) -> bool:
        return self.kicker in ("诗页", "短詩")


@dataclass
class Page:
    label: str
    name: str
    node: int
    layout: str
    articles: list[Article]
    mast: Article | None
    ad: Article | None
    ad_lines: list[str]
    ad_scene: str
    editor: Article | None
    highlights: list[str]
    wide: bool = False

    @property
    def first_label(self) -> str:
        return self.label.split("-")[0]

    @property
    def entries(self) -> list[Article]:
        """Everything that has a zone, in the order of the page's list."""
        return [a for a in (self.mast, *self.articles, self.ad, self.editor) if a is not None]


@dataclass
class Issue:
    paper: str
    date: dt.date
    number: str
    lunar: str
    encoding: str
    pages: list[Page]

    @property
    def traditional(self) -> bool:
        return self.paper == "ygzb"

    @property
    def paper_name(self) -> str:
        return "嶼光週報" if self.traditional else "临岚日报"

    @property
    def weekday(self) -> str:
        return "星期" + WEEKDAYS[self.date.weekday()]

    @property
    def long_date(self) -> str:
        return f"{self.date.year}年{self.date.month}月{self.date.day}日"

    def articles(self) -> list[Article]:
        return [article for page in self.pages for article in page.articles]


def _article(raw: dict[str, Any]) -> Article:
    pictures = [
        Picture(p["scene"], p["caption"], p["credit"], bool(p.get("wide", False))) for p in raw.get("picture", [])
    ]
    paragraphs = [line.strip() for line in raw["text"].splitlines() if line.strip()]
    plain = {name: str(raw.get(name, "")) for name in ("kicker", "subtitle", "author", "continues", "wire")}
    return Article(
        key=raw["key"],
        title=raw["title"],
        lead=bool(raw.get("lead", False)),
        paragraphs=paragraphs,
        pictures=pictures,
        kicker=plain["kicker"],
        subtitle=plain["subtitle"],
        author=plain["author"],
        continues=plain["continues"],
        wire=plain["wire"],
    )


def _page(raw: dict[str, Any], number: int, *, traditional: bool) -> Page:
    label = str(raw["label"])
    ad_text = str(raw.get("ad", ""))
    ad_title = "公益廣告" if traditional else "广告"
    editor = str(raw.get("editor", ""))
    return Page(
        label=label,
        name=raw["name"],
        node=int(raw.get("node", 0)),
        layout=raw["layout"],
        articles=[_article(a) for a in raw.get("article", [])],
        mast=Article("mast", "報頭" if traditional else "报头", kind="mast") if number == 0 else None,
        ad=Article("ad", ad_title if raw.get("ad_only") or not traditional else "廣告", kind="ad") if ad_text else None,
        ad_lines=ad_text.split("|") if ad_text else [],
        ad_scene=str(raw.get("scene", "")),
        editor=Article("editor", editor, kind="editor") if editor else None,
        highlights=list(raw.get("highlights", [])),
        wide=bool(raw.get("wide", False)),
    )


def load_issues(folder: Path = HERE) -> list[Issue]:
    """All issues, sorted by paper and date, with article and picture ids given out."""
    issues = []
    for path in sorted(folder.glob("*.toml")):
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
        traditional = raw["paper"] == "ygzb"
        pages = [_page(p, i, traditional=traditional) for i, p in enumerate(raw["page"])]
        issue = Issue(
            raw["paper"], dt.date.fromisoformat(raw["date"]), raw["number"], raw["lunar"], raw["encoding"], pages
        )
        next_id = int(raw["first_id"])
        for page in pages:
            for entry in page.entries:
                entry.id = next_id
                next_id += 3 if entry.kind == "article" else 1
                for n, picture in enumerate(entry.pictures):
                    picture.file_id = f"{issue.date:%Y%m%d}{page.first_label}{entry.id % 1000:03d}_{n + 1}"
        issues.append(issue)
    return issues


def sentences(article: Article) -> list[str]:
    """The article's sentences of twelve characters or more (for the repetition check)."""
    text = "".join(article.paragraphs)
    return [s for s in re.split(r"[。！？]", text) if len(s) >= 12]
