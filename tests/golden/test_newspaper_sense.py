"""Jumps, copies and gaps in real issues: their structure, not their text."""

from __future__ import annotations

import datetime
import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from archive.labels import parse_pages
from archive.model import LinkKind, PageRef
from archive.newspaper.continuations import IssueText, issue_links
from archive.newspaper.coverage import DayState, Flaw, IssueFacts, PageFacts, ledger, missing_pages


def issues_of(path: Path) -> dict[str, list[IssueText]]:
    issues: defaultdict[str, list[IssueText]] = defaultdict(list)
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
        row = json.loads(line)
        pages = tuple(PageRef(ref.label, row.get("page_name")) for ref in parse_pages(row["page"]))
        texts = tuple(part for part in row["text"].split("\n") if part.strip())
        issues[row["date"]].append(IssueText(number, pages, row["title"], texts))
    return issues


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("hainan_daily_2026-07-23_full_issue", [(LinkKind.DIGEST, "01", "04"), (LinkKind.DIGEST, "01", "05")]),
        (
            "hainan_daily_2026-07-13_weekly_edges",
            [(LinkKind.CONTINUES, "01", "02")] * 2,
        ),  # one side marked, A01 for 001
        ("xinmin_evening_2022_sample", []),
        ("macao_daily_hant_sample", []),
    ],
)
def test_links_of_real_issues(golden: Any, name: str, found: list[tuple[LinkKind, str, str]]) -> None:
    for issue in issues_of(golden.material(f"samples/corpora/{name}.jsonl")).values():
        labels = {article.id: article.pages[0].label if article.pages else "" for article in issue}
        links = issue_links(issue)
        assert [(link.kind, labels[link.first], labels[link.second]) for link in links.links if link.second] == found
        assert all(link.sure for link in links.links)
        assert links.dangling == ()


def test_a_page_list_that_names_articles_again_gives_copies(golden: Any) -> None:
    """106 rows of abstracts, of two papers that share articles: 19 rows repeat another word for word."""
    (issue,) = issues_of(golden.material("samples/corpora/rmrb_issue_2026-07-04_page_structure.jsonl")).values()
    links = issue_links(issue).links
    assert {link.kind for link in links} == {LinkKind.SAME}
    texts = {article.id: "".join("".join(article.texts).split()) for article in issue}
    assert all(texts[link.second] in texts[link.first] for link in links if link.second is not None)
    rest = [text for number, text in texts.items() if number not in {link.second for link in links} and len(text) >= 20]
    assert len(rest) == len(set(rest))
    assert len(links) == 19


def test_gaps_of_real_issues(golden: Any) -> None:
    folder = golden.material("samples/corpora")
    gaps = {
        "hainan_daily_2026-07-13_weekly_edges": ("07", "23"),
        "hainan_daily_2026-07-23_full_issue": (),
        "xinmin_evening_2022_sample": (),  # 4/5 is one page
        "rmrb_issue_2026-07-04_page_structure": (),
    }
    for name, missing in gaps.items():
        (issue,) = issues_of(folder / f"{name}.jsonl").values()
        labels = tuple(dict.fromkeys(ref.label for article in issue for ref in article.pages))
        assert missing_pages(labels) == missing


def test_a_real_day_in_the_ledger(golden: Any) -> None:
    folder = golden.material("samples/corpora")
    facts = []
    for name in ("hainan_daily_2026-07-13_weekly_edges", "hainan_daily_2026-07-23_full_issue"):
        for date, issue in issues_of(folder / f"{name}.jsonl").items():
            labels = [ref.label for article in issue for ref in article.pages]
            pages = tuple(
                PageFacts(label, None, labels.count(label), has_picture=False) for label in dict.fromkeys(labels)
            )
            facts.append(IssueFacts(datetime.date.fromisoformat(date), "", pages))
    found = ledger(facts)
    assert [day.state for day in found.days if day.issues] == [DayState.INCOMPLETE, DayState.COMPLETE]
    assert found.days[0].reasons[0].flaw is Flaw.MISSING_PAGES
    assert {day.state for day in found.days if not day.issues} == {DayState.UNKNOWN}
