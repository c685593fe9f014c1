"""The five documents that the product was ordered with: imported whole, found, shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]

SEEDS = ["000", "001", "002", "003", "004"]
MAY_BE_ABSENT = {
    "000": ["电子报阅读机", "字号:", "上一篇", "下一篇"],
    "002": ["[bookmark: _GoBack]"],
    "004": [
        "当前位置: 首页 / 政务公开 / 重点领域信息公开 / 履职依据 / 政策文件",
        "访问量:",
        "【打印文本】",
        "分享到:",
        "扫一扫在手机打开当前页",
        "相关新闻",
    ],
}


def path_of(shared: Path, seed: str) -> Path:
    [path] = (shared / "seeds").glob(f"{seed}*.txt")
    return path


@pytest.fixture(scope="session")
def shown(seeds: tuple[Run, list[dict[str, Any]]], shared: Path) -> dict[str, dict[str, Any]]:
    """What `show --as json` says of each seed."""
    run, _ = seeds
    originals = {sha256(path_of(shared, seed).read_bytes()).hexdigest(): seed for seed in SEEDS}
    found: dict[str, dict[str, Any]] = {}
    for issue in run("issues", "--json").records:
        if issue["date"] is not None:
            for head in run("articles", "--paper", issue["paper"], "--date", issue["date"], "--json").records:
                [record] = run("show", head["id"], "--as", "json").records
                found[originals[record["original"]]] = record
    return found


def strings(value: object) -> list[str]:
    if isinstance(value, dict):
        return [text for part in value.values() for text in strings(part)]
    if isinstance(value, list):
        return [text for part in value for text in strings(part)]
    return [str(value)] if isinstance(value, str) else []


def test_each_is_one_article(seeds: tuple[Run, list[dict[str, Any]]]) -> None:
    _, outcomes = seeds
    assert [(item["outcome"], item["articles"], item["missing"]) for item in outcomes] == [("added", 1, [])] * 5


@pytest.mark.parametrize(
    ("seed", "kind", "paper", "date", "pages"),
    [
        (
            "000",
            "newspaper",
            "厦门日报",
            "2025-08-28",
            [{"label": "A06", "name": "都市新闻"}, {"label": "A07", "name": "都市新闻"}],
        ),
        ("001", "newspaper", "青岛日报", "2021-11-09", []),
        ("002", "documents", "包头市国资委", "2022", []),
        ("003", "documents", "中共威海市委 威海市人民政府", "2023-02-26", []),
        ("004", "documents", "企改科", "2023-12-01", []),
    ],
)
def test_where_it_belongs(
    shown: dict[str, dict[str, Any]], seed: str, kind: str, paper: str, date: str, pages: list[dict[str, str]]
) -> None:
    record = shown[seed]
    assert (record["kind"], record["paper"], record["date"], record["pages"]) == (kind, paper, date, pages)


@pytest.mark.parametrize("seed", SEEDS)
def test_no_character_is_lost(shown: dict[str, dict[str, Any]], shared: Path, seed: str) -> None:
    text = path_of(shared, seed).read_text("utf-8")
    for line in MAY_BE_ABSENT.get(seed, []):
        assert "".join(line.split()) in "".join(text.split())
        text = "".join(text.split()).replace("".join(line.split()), "", 1)
    wanted = Counter("".join(text.split()))
    held = Counter("".join("".join(strings(shown[seed])).split()))
    if seed == "000":  # the masthead's date and weekday are kept as fields; the month-day is part of the issue's date
        assert shown[seed]["fields"]["阅读日期"] == "2025-10-14"
    assert not wanted - held, "".join((wanted - held).elements())


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_is_added(shown: dict[str, dict[str, Any]], shared: Path, seed: str) -> None:
    text = "".join(path_of(shared, seed).read_text("utf-8").split())
    parts = [shown[seed][key] for key in ("title", "kicker", "subtitle", "byline", "source") if shown[seed][key]]
    parts += strings([{key: value for key, value in block.items() if key != "type"} for block in shown[seed]["blocks"]])
    for part in parts:
        assert "".join(part.split()) in text


def test_what_each_knows_besides(shown: dict[str, dict[str, Any]]) -> None:
    assert shown["001"]["kicker"].startswith("以鼓励创新长效机制")
    assert shown["001"]["kicker"].endswith("——")
    figures = [block for block in shown["001"]["blocks"] if block["type"] == "figure"]
    assert [figure["picture"] for figure in figures] == [None]
    assert "青岛国际创新园" in figures[0]["caption"]
    assert shown["002"]["fields"]["发文字号"] == "包国资发〔2022〕253号"
    assert "各旗县区国资监管机构" in "".join(shown["002"]["fields"].values())
    assert shown["003"]["fields"]["发文字号"] == "威发〔2023〕3号"
    assert shown["004"]["fields"]["责任编辑"] == "李雪莲"
    assert "16:39" in shown["004"]["fields"]["发布时间"]
    assert not any(
        block["type"] == "figure" for seed in ("000", "002", "003", "004") for block in shown[seed]["blocks"]
    )
    assert shown["000"]["byline"] is not None
    assert any("翁华鸿" in block.get("text", "") for block in shown["000"]["blocks"])


def test_the_machine_layout_is_the_seed(
    seeds: tuple[Run, list[dict[str, Any]]], shown: dict[str, dict[str, Any]], shared: Path
) -> None:
    run, _ = seeds
    out = run("show", shown["000"]["id"], "--as", "machine").out
    assert "".join(out.split()) == "".join(path_of(shared, "000").read_text("utf-8").split())


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("研发准备金", {"000", "004"}),
        ("研發準備金", {"000", "004"}),
        ("金", set(SEEDS)),
        ("月球背面", set()),
        ("包国资发〔2022〕253号", {"002"}),
        ("包国资发 “253号”", {"002"}),
        ("包国资发〔2022〕25号", set()),
    ],
)
def test_they_are_found(
    seeds: tuple[Run, list[dict[str, Any]]], shown: dict[str, dict[str, Any]], query: str, found: set[str]
) -> None:
    run, _ = seeds
    by_id = {record["id"]: seed for seed, record in shown.items()}
    *hits, last = run("search", query, "--no-partial", "--json").records
    assert {by_id[hit["id"]] for hit in hits if "id" in hit} == found
    assert last["total"] == len(found)
    assert {by_id[record["id"]] for record in run("search", query, "--ids").records} == found


def test_again_is_the_same(seeds: tuple[Run, list[dict[str, Any]]], shared: Path) -> None:
    run, _ = seeds
    ran = run("import", shared / "seeds", "--json")
    assert ran.code == 0
    assert [item["outcome"] for item in ran.records] == ["same"] * 5
