"""The commands on the sample papers: shapes, labels, exit codes, what people type."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reader.samples import sample_papers

Run = Callable[..., Any]
DAILY, WEEKLY = "临岚日报", "嶼光週報"


def test_papers(demo: Run) -> None:
    assert demo("papers", "--json").records == [
        {"paper": DAILY, "kind": "newspaper", "issues": 3, "first": "2026-03-02", "last": "2026-03-05"},
        {"paper": WEEKLY, "kind": "newspaper", "issues": 2, "first": "2026-02-28", "last": "2026-03-07"},
    ]


def test_issues_have_pages_and_articles(demo: Run) -> None:
    found = demo("issues", "--json").records
    assert [(item["paper"], item["date"], item["edition"]) for item in found] == [
        (DAILY, "2026-03-02", ""),
        (DAILY, "2026-03-03", ""),
        (DAILY, "2026-03-05", ""),
        (WEEKLY, "2026-02-28", ""),
        (WEEKLY, "2026-03-07", ""),
    ]
    assert all(item["pages"] >= 4 and item["articles"] >= 15 for item in found)


def test_pages_in_order_with_pictures(demo: Run) -> None:
    for date in ("2026-03-02", "2026-03-03", "2026-03-05"):
        pages = demo("pages", "--paper", DAILY, "--date", date, "--json").records
        assert [page["order"] for page in pages] == list(range(1, len(pages) + 1))
        assert all(page["picture"] is True for page in pages)
        assert pages[0]["label"] == "01"
        assert pages[0]["zones"] >= pages[0]["articles"] > 0


def test_a_spread_a_missing_number_and_a_page_without_articles_are_there(demo: Run) -> None:
    labels: list[list[str]] = []
    empty = 0
    for issue in demo("issues", "--json").records:
        pages = demo("pages", "--paper", issue["paper"], "--date", issue["date"], "--json").records
        labels.append([page["label"] for page in pages])
        empty += sum(page["articles"] == 0 for page in pages)
    assert any("-" in label for issue in labels for label in issue)
    assert any([int(label[:2]) for label in issue] != list(range(1, len(issue) + 1)) for issue in labels)
    assert empty >= 1


@pytest.mark.parametrize("page", ["01", "1", "第1版", "第01版", "001"])
def test_a_page_in_any_printed_form(demo: Run, page: str) -> None:
    heads = demo("articles", "--paper", DAILY, "--date", "2026-03-02", "--page", page, "--json").records
    assert heads
    assert all("01" in head["pages"] for head in heads)


def test_every_article_has_a_body_or_a_picture(demo: Run) -> None:
    for issue in demo("issues", "--json").records[:1] + demo("issues", "--json").records[-1:]:
        for head in demo("articles", "--paper", issue["paper"], "--date", issue["date"], "--json").records[::8]:
            [record] = demo("show", head["id"], "--as", "json").records
            assert record["blocks"], head["title"]
            assert record["zones"], head["title"]
            for zone in record["zones"]:
                assert all(0 <= x <= 1 and 0 <= y <= 1 for x, y in zone["polygon"])


@pytest.mark.parametrize("form", ["text", "machine", "html", "markdown"])
def test_the_forms_hold_title_and_text(demo: Run, form: str) -> None:
    [head, *_] = demo("articles", "--paper", DAILY, "--date", "2026-03-02", "--json").records
    [record] = demo("show", head["id"], "--json").records
    out = "".join(demo("show", head["id"], "--as", form).out.split())
    assert "".join(head["title"].split()) in out
    paragraph = next(block["text"] for block in record["blocks"] if block["type"] == "paragraph")
    assert "".join(paragraph.split())[:20] in out


def test_an_article_in_other_characters(demo: Run) -> None:
    [head, *_] = demo("articles", "--paper", DAILY, "--date", "2026-03-02", "--json").records
    plain, shown = (demo("show", head["id"], "--script", script).out for script in ("original", "traditional"))
    assert [("国" in text or "这" in text, "國" in text or "這" in text) for text in (plain, shown)] == [
        (True, False),
        (False, True),
    ]
    assert demo("show", head["id"], "--script", "simplified").out == plain


def test_an_article_is_cited(demo: Run) -> None:
    heads = demo("articles", "--paper", DAILY, "--date", "2026-03-02", "--json").records[:2]
    ids = [head["id"] for head in heads]
    assert [f"[N]. {DAILY}, 2026-03-02(" in line for line in demo("cite", *ids).out.splitlines()] == [True, True]
    items = json.loads(demo("cite", *ids, "--style", "csl").out)
    assert [item["container-title"] for item in items] == [DAILY, DAILY]
    assert [record["id"] for record in demo("cite", *ids, "--style", "ris", "--json").records] == ids


def test_machine_text_comes_back_as_the_same_article(demo: Run, run: Run, tmp_path: Path) -> None:
    [head, *_] = demo("articles", "--paper", DAILY, "--date", "2026-03-02", "--json").records
    [record] = demo("show", head["id"], "--json").records
    path = tmp_path / "一篇.txt"
    path.write_text(demo("show", head["id"], "--as", "machine").out, encoding="utf-8")
    [outcome] = run("import", path, "--json").records
    assert (outcome["outcome"], outcome["paper"], outcome["date"]) == ("added", DAILY, "2026-03-02")
    [again] = run("articles", "--paper", DAILY, "--date", "2026-03-02", "--json").records
    [back] = run("show", again["id"], "--json").records
    for key in ("kicker", "title", "subtitle", "byline", "source", "pages", "blocks"):
        assert back[key] == record[key], key


def test_simplified_finds_traditional_and_the_other_way(demo: Run) -> None:
    simplified = {hit["paper"] for hit in demo("search", "岚讯社", "--json").records[:-1]}
    traditional = {hit["paper"] for hit in demo("search", "嵐訊社", "--json").records[:-1]}
    assert simplified == traditional == {DAILY, WEEKLY}


def test_filters_and_sorting(demo: Run) -> None:
    everything = demo("search", "的", "--limit", 200, "--sort", "newest", "--json").records
    dates = [hit["date"] for hit in everything[:-1]]
    assert dates == sorted(dates, reverse=True)
    march = demo(
        "search", "的", "--from", "2026-03-03", "--to", "2026-03", "--paper", DAILY, "--limit", 200, "--json"
    ).records
    assert {hit["date"] for hit in march[:-1]} == {"2026-03-03", "2026-03-05"}
    assert march[-1]["total"] == len(march) - 1 < everything[-1]["total"]
    front = demo("search", "的", "--page", "第1版", "--limit", 200, "--json").records
    assert all("01" in hit["pages"] for hit in front[:-1])
    assert front[-1]["total"] > 0


def test_pages_of_results_add_up(demo: Run) -> None:
    whole = demo("search", "的", "--sort", "oldest", "--ids").records
    first = demo("search", "的", "--sort", "oldest", "--limit", 7, "--json").records[:-1]
    second = demo("search", "的", "--sort", "oldest", "--limit", 7, "--offset", 7, "--json").records[:-1]
    assert [hit["id"] for hit in first + second] == [record["id"] for record in whole[:14]]


def test_no_hits_is_done(demo: Run) -> None:
    ran = demo("search", "绝无此词于样报", "--no-partial", "--json")
    assert ran.code == 0
    assert ran.records[-1]["total"] == 0


def test_the_tables_are_for_people(demo: Run) -> None:
    assert DAILY in demo("papers").out
    assert "{" not in demo("issues", "--paper", DAILY).out
    assert "共" in demo("search", "港").out
    assert "已编入索引" in demo("stats").out


def test_options_before_and_after_the_command(demo: Run, run: Run, archive: Path) -> None:
    assert demo("--json", "papers").out == demo("papers", "--json").out
    assert run("papers", "--archive", archive, "--json", archive=None).code == 0
    assert run("papers", "--json", archive=None, env={"DIANZIBAO_ARCHIVE": str(archive)}).out == ""


@pytest.mark.parametrize(
    "arguments",
    [
        ("show", "999999"),
        ("show", "x"),
        ("issues", "--paper", "没有这份报"),
        ("nonsense",),
        ("search",),
        ("pages", "--paper", DAILY, "--date", "2026-13-01"),
        ("pages", "--paper", DAILY, "--date", "2026-03-04"),
        ("articles", "--paper", DAILY, "--date", "2026-03-02", "--page", "99"),
        ("search", "港", "--from", "昨天"),
        ("search", "港", "--page", "头版"),
        ("import",),
        ("import", "x", "--map", "nonsense=1"),
    ],
)
def test_usage_and_unknown_things_exit_2_with_a_sentence(demo: Run, arguments: tuple[str, ...]) -> None:
    ran = demo(*arguments)
    assert ran.code == 2
    assert ran.err.strip()


def test_bad_items_exit_1_and_the_good_ones_are_kept(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "混"
    folder.mkdir()
    (folder / "坏.zip").write_bytes(b"PK\x03\x04 not a zip at all")
    (folder / "图.bin").write_bytes(bytes(range(256)) * 4)
    (folder / "空.txt").write_bytes(b"")
    (folder / "好.jsonl").write_text(
        json.dumps({"paper": "甲报", "date": "2026-01-02", "page": "第1版", "title": "题", "text": "文"}), "utf-8"
    )
    ran = run("import", folder, tmp_path / "没有", "--json")
    assert ran.code == 1
    by_name = {Path(item["source"]).name: item for item in ran.records}
    assert by_name["好.jsonl"]["outcome"] == "added"
    assert {
        name: by_name[name]["outcome"] in ("failed", "refused") for name in ("坏.zip", "图.bin", "空.txt", "没有")
    } == dict.fromkeys(("坏.zip", "图.bin", "空.txt", "没有"), True)
    assert all(by_name[name]["reason"] for name in ("坏.zip", "图.bin", "空.txt", "没有"))
    assert run("search", "文", "--json").records[-1]["total"] == 1


def test_the_environment_exits_3(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "不是文件夹"
    file.write_text("x")
    ran = run("papers", archive=file)
    assert ran.code == 3
    assert str(file) in ran.err


def test_a_second_writer_is_told_who_holds_the_archive(run: Run, archive: Path) -> None:
    holder = subprocess.Popen(
        [
            sys.executable,
            "-c",
            f"""
import sys, time
from pathlib import Path
from archive.lock import writing
with writing(Path({str(archive)!r}), "试验"):
    print("held", flush=True); time.sleep(60)
""",
        ],
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        ran = run("demo")
        assert ran.code == 3
        assert "试验" in ran.err
        assert run("papers").code == 0  # readers go on
    finally:
        holder.kill()
        holder.wait()
        holder.stdout.close()


def test_a_zip_is_the_same_as_its_folder(run: Run, tmp_path: Path) -> None:
    [daily] = [path for path in sample_papers() if path.name == "llrb"]
    packed = tmp_path / "llrb.zip"
    with zipfile.ZipFile(packed, "w") as target:
        for path in sorted(daily.rglob("*")):
            target.write(path, path.relative_to(daily.parent))
    assert {item["outcome"] for item in run("import", packed, "--json").records} == {"added"}
    assert {item["outcome"] for item in run("import", daily, "--json").records} == {"same"}


def test_another_source_of_an_issue_is_a_conflict(run: Run, tmp_path: Path) -> None:
    [daily] = [path for path in sample_papers() if path.name == "llrb"]
    table = tmp_path / "表.jsonl"
    table.write_text(
        json.dumps({"paper": DAILY, "date": "2026-03-02", "page": "1", "title": "表里的稿件", "text": "另一个来源。"}),
        "utf-8",
    )
    assert run("import", daily, "--no-index").code == 0
    ran = run("import", table, "--json")
    assert ran.code == 1
    assert (ran.records[0]["outcome"], ran.records[0]["conflict"]) == ("refused", True)
    assert "保留" in ran.records[0]["reason"]
    assert run("import", table, "--json", "--on-conflict", "both").records[0]["outcome"] == "added"
    editions = [
        item["edition"] for item in run("issues", "--paper", DAILY, "--json").records if item["date"] == "2026-03-02"
    ]
    assert editions == ["", "2"]
    assert run("import", table, "--json").records[0]["outcome"] == "same"
    assert run("import", daily, "--json").code == 0
    other = tmp_path / "另一张.csv"
    other.write_text(f"报纸,日期,版次,标题,正文\n{DAILY},2026-03-03,1,换来的,新的。\n", "utf-8")
    assert run("import", other, "--json", "--on-conflict", "replace").records[0]["outcome"] == "added"
    assert [head["title"] for head in run("articles", "--paper", DAILY, "--date", "2026-03-03", "--json").records] == [
        "换来的"
    ]
    assert run("search", "换来的", "--json").records[-1]["total"] == 1


def test_an_article_that_changed_is_updated(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "表.jsonl"
    row = {"id": "7", "paper": "甲报", "date": "2026-01-02", "title": "题", "text": "初稿。"}
    path.write_text(json.dumps(row), "utf-8")
    assert run("import", path, "--json").records[0]["outcome"] == "added"
    path.write_text(json.dumps({**row, "text": "定稿。"}), "utf-8")
    assert run("import", path, "--json").records[0]["outcome"] == "updated"
    assert run("search", "定稿", "--json").records[-1]["total"] == 1
    assert run("search", "初稿", "--json").records[-1]["total"] == 0


def test_a_table_of_several_days(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "两天.jsonl"
    rows = [{"paper": "青湾晚报", "date": f"2026-03-0{day}", "page": "01", "title": f"第{day}天"} for day in (2, 3)]
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    ran = run("import", path)
    assert (ran.code, ran.err) == (0, "")
    assert len(run("issues", "--json").records) == 2


def test_a_mapped_table_with_constants(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "导出.csv"
    path.write_bytes("题,文,何时\n一则消息,今日晴。,2018年7月10日第13版\n".encode("gb18030"))
    [outcome] = run(
        "import", path, "--map", "title=题,text=文", "--map", "date=何时", "--set", "paper=乙报", "--json"
    ).records
    assert (outcome["outcome"], outcome["paper"], outcome["date"]) == ("added", "乙报", "2018-07-10")
    [head] = run("articles", "--paper", "乙报", "--date", "2018-07-10", "--json").records
    assert head["pages"] == ["13"]


def test_no_index_leaves_it_and_reindex_brings_it(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "一.txt"
    path.write_text("题目\n正文里有一个词。\n", "utf-8")
    run("import", path, "--no-index")
    assert run("stats", "--json").records[0]["indexed"] == 0
    behind = run("search", "一个词", "--json")
    assert behind.records[-1]["total"] == 0
    assert "还没有编入索引" in behind.err
    assert run("reindex", "--update", "--json").records[0]["indexed"] == 1
    assert run("search", "一个词").err == ""
    assert run("reindex", "--json").records[0]["indexed"] == 1
    assert run("search", "一个词", "--json").records[-1]["total"] == 1


def test_undated_documents_can_be_browsed(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "一.txt"
    path.write_text("题目\n正文里有一个词。\n", "utf-8")
    run("import", path, "--no-index")
    [issue] = run("issues", "--json").records
    assert (issue["date"], issue["edition"], issue["pages"]) == (None, "", 0)
    [head] = run("articles", "--paper", issue["paper"], "--json").records
    assert (head["title"], head["date"], head["pages"]) == ("题目", None, [])
    assert run("pages", "--paper", issue["paper"]).code == 0


def test_a_deleted_index_is_built_again(run: Run, archive: Path, tmp_path: Path) -> None:
    path = tmp_path / "一.txt"
    path.write_text("题目\n正文里有一个词。\n", "utf-8")
    run("import", path)
    shutil.rmtree(archive / "index")
    assert run("import", path, "--json").records[0]["outcome"] == "same"
    assert run("search", "一个词", "--json").records[-1]["total"] == 1


def test_the_raw_page_of_a_real_paper(run: Run, shared: Path) -> None:
    ran = run("import", shared / "samples" / "epaper" / "founder-classic" / "kjrb-2023-02-10", "--json")
    assert ran.code == 0
    [outcome] = ran.records
    assert (outcome["paper"], outcome["date"], outcome["pages"], outcome["articles"]) == (
        "科技日报",
        "2023-02-10",
        1,
        5,
    )
    missing = " ".join(outcome["missing"])
    assert len(outcome["missing"]) == 7 + 1 + 5 + missing.count(".pdf")
    for name in (
        *(f"node_{n}.htm" for n in range(3, 10)),
        "KJRB2023021001",
        "content_548643.htm",
        "content_548662.htm",
    ):
        assert name in missing
    [page] = run("pages", "--paper", "科技日报", "--date", "2023-02-10", "--json").records
    assert (page["label"], page["name"], page["articles"], page["zones"], page["picture"]) == (
        "01",
        "今日要闻",
        5,
        7,
        False,
    )
    heads = run("articles", "--paper", "科技日报", "--date", "2023-02-10", "--json").records
    assert len(heads) == 5
    assert all(head["title"] for head in heads)
    [record] = run("show", heads[1]["id"], "--json").records
    assert len(record["zones"]) == 2
    assert not [block for block in record["blocks"] if block["type"] == "paragraph"]


def test_cancelling_keeps_what_is_done_and_the_next_run_goes_on(archive: Path, run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(400):
        (folder / f"{number:04}.txt").write_text(f"第{number}号消息\n正文第{number}段。\n", "utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "ui.cli.main", "--archive", str(archive), "import", "--json", "--no-index", str(folder)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    assert process.stdout is not None
    process.stdout.readline()
    time.sleep(0.2)
    process.send_signal(signal.SIGTERM)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 1, err
    kept = run("stats", "--json").records[0]["articles"]
    assert 0 < kept < 400
    again = run("import", folder, "--json")
    assert again.code == 0
    outcomes = [item["outcome"] for item in again.records]
    assert (outcomes.count("same"), outcomes.count("added")) == (kept, 400 - kept)


def test_a_damaged_index_is_said_and_built_again(run: Run, archive: Path, tmp_path: Path) -> None:
    path = tmp_path / "一.txt"
    path.write_text("题目\n正文里有一个词。\n", "utf-8")
    run("import", path)
    for file in (archive / "index").rglob("*"):
        if file.is_file() and file.stat().st_size > 200:
            file.write_bytes(b"\0" * file.stat().st_size)
    ran = run("search", "一个词", "--json")
    assert ran.code == 0
    assert "重建" in ran.err
    assert ran.records[-1]["total"] == 1
