"""One paper under several names and codes."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import resources
from archive.errors import UsageError
from archive.newspaper.papers import PaperNames, known_paper, read_entries


def user_file(folder: Path, text: str) -> PaperNames:
    path = folder / "papers.toml"
    path.write_text(text, encoding="utf-8")
    return PaperNames(path)


@pytest.mark.parametrize(
    "name",
    [
        "rmrb",
        "RMRB",
        "ｒｍｒｂ",
        "人民日报",
        "《人民日报》",
        "人民日報",
        "People’s Daily",
        "PeoplesDaily",
        " 人 民 日 报 ",
    ],
)
def test_all_its_names_are_one_paper(name: str) -> None:
    assert known_paper(name) == PaperNames().canonical(name) == "人民日报"


def test_traditional_papers_keep_their_name() -> None:
    assert known_paper("澳门日报") == known_paper("澳門日報") == "澳門日報"


@pytest.mark.parametrize("name", ["", "临岚日报", "hnrb", "人民", "日报"])
def test_what_is_not_listed_stays_as_it_is(name: str) -> None:
    assert known_paper(name) is None
    assert PaperNames().canonical(name) == name


@pytest.mark.parametrize(
    ("address", "paper"),
    [
        ("paper.people.com.cn", "人民日报"),
        ("http://paper.people.com.cn/rmrb/html/2024-01/01/nbs.D110000renmrb_01.htm", "人民日报"),
        ("https://paper.people.com.cn/rmrbhwb/pc/layout/node_01.html?v=1", "人民日报海外版"),
        ("paper.people.com.cn/unheard/of", None),
        ("HTTP://WWW.MACAODAILY.COM:80/html/2026-03/01/node_1.htm", "澳門日報"),
        ("epaper.example.org", None),
        ("", None),
        ("///", None),
    ],
)
def test_a_paper_is_known_by_its_site(address: str, paper: str | None) -> None:
    assert PaperNames().by_host(address) == paper


@given(st.text(max_size=40))
def test_any_text_is_a_paper_or_none(text: str) -> None:
    names = PaperNames()
    assert names.canonical(names.canonical(text)) == names.canonical(text)
    names.by_host(text)


def test_the_bundled_names_do_not_contradict_one_another() -> None:
    text = files(resources).joinpath("papers.toml").read_text(encoding="utf-8")
    entries = read_entries(text, "papers.toml")
    assert len({entry.name for entry in entries}) == len(entries) == len(tomllib.loads(text)["paper"])
    assert all(
        known_paper(name) == entry.name for entry in entries for name in (entry.name, *entry.codes, *entry.names)
    )
    assert all(entry.codes or entry.names or entry.hosts for entry in entries)


def test_the_users_file_wins(tmp_path: Path) -> None:
    names = user_file(
        tmp_path,
        """
        [[paper]]
        name = "临岚日报"
        codes = ["llrb", "rmrb"]
        names = ["臨嵐日報"]
        hosts = ["epaper.example.org", "paper.people.com.cn/rmrb"]
        """,
    )
    assert names.canonical("LLRB") == names.canonical("臨嵐日報") == names.canonical("rmrb") == "临岚日报"
    assert names.canonical("人民日報") == "人民日报"
    assert names.by_host("https://epaper.example.org/html/2025-08/01/node_1.htm") == "临岚日报"
    assert names.by_host("paper.people.com.cn/rmrb/x.htm") == "临岚日报"


def test_the_user_may_file_a_known_paper_under_another_name(tmp_path: Path) -> None:
    names = user_file(tmp_path, '[[paper]]\nname = "澳门日报"\nnames = ["澳門日報"]')
    assert names.canonical("澳門日報") == names.canonical("Macao Daily News") == "澳门日报"
    assert names.by_host("macaodaily.com") == "澳门日报"


def test_without_a_users_file_the_bundled_names_hold(tmp_path: Path) -> None:
    assert PaperNames(tmp_path / "absent.toml").canonical("rmrb") == "人民日报"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[paper", "不是 TOML"),
        ('paper = "人民日报"', r"\[\[paper\]\]"),
        ('[[paper]]\nname = "临岚日报"\n[[paper]]\ncodes = ["x"]', "第 2 条"),
        ('[[paper]]\nname = "临岚日报"\ncode = ["x"]', "第 1 条"),
        ('[[paper]]\nname = " "', "空白"),
        ('[[paper]]\nname = "甲报"\ncodes = ["x"]\n[[paper]]\nname = "乙报"\ncodes = ["X"]', "X 同时写在 甲报 和 乙报"),
    ],
)
def test_errors_name_the_file_and_the_entry(tmp_path: Path, text: str, said: str) -> None:
    names = user_file(tmp_path, text)
    with pytest.raises(UsageError, match=said) as error:
        names.canonical("rmrb")
    assert "papers.toml" in str(error.value)


def test_a_file_that_is_no_text_is_told(tmp_path: Path) -> None:
    (tmp_path / "papers.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UsageError, match="读不出来"):
        PaperNames(tmp_path / "papers.toml").known_paper("rmrb")
