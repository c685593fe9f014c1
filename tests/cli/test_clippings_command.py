"""`dianzibao clippings`, as people run it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

Run = Callable[..., Any]


def ids(run: Run, count: int = 3) -> list[int]:
    found = run("articles", "--paper", "临岚日报", "--date", "2026-03-02", "--json").records
    return [record["id"] for record in found[:count]]


def test_a_book_from_beginning_to_end(run: Run, tmp_path: Path) -> None:
    run("demo")
    one, two, three = ids(run)
    added = run("clippings", "add", one, two, "--book", "渡口", "--json")
    assert added.code == 0, added.err
    first, second = added.records[0]["added"]
    assert run("clippings", "add", one, "--book", "渡口").out == "剪下 0 条，1 条已经有了\n"
    assert run("clippings", "add", three, "--book", "渡口", "--at", 1).out == "剪下 1 条\n"
    assert [row["article"] for row in run("clippings", "show", "渡口", "--json").records] == [three, one, two]
    assert run("clippings", "move", second, "--at", 1).code == 0
    assert [row["article"] for row in run("clippings", "show", "渡口", "--json").records] == [two, three, one]
    assert run("clippings", "note", second, "查一查").out == "记下了\n"
    assert "查一查" in run("clippings", "show", "渡口").out
    assert run("clippings", "new", "别的").code == 0
    assert run("clippings", "move", first, "--book", "别的").code == 0
    assert [row["clippings"] for row in run("clippings", "list", "--json").records] == [2, 1]
    assert run("clippings", "rename", "别的", "旧事").code == 0
    assert run("clippings", "remove", first).code == 0
    assert run("clippings", "undo").out.startswith("已撤销：删除剪报")
    assert run("clippings", "delete", "旧事").code == 0
    assert [row["name"] for row in run("clippings", "list", "--json").records] == ["渡口"]
    proof = run("clippings", "verify", "--json")
    assert proof.code == 0
    assert proof.records[-1] == {"verified": 2, "same": 2, "changed": 0, "gone": 0}
    for form, suffix in (("pdf", "pdf"), ("docx", "docx"), ("html", "html"), ("epub", "epub"), ("json", "json")):
        target = tmp_path / f"渡口.{suffix}"
        done = run("clippings", "export", target, "--json", "--progress")
        assert done.code == 0, done.err
        assert done.records[-1] == {"exported": str(target), "clippings": 2}, form
        assert run("clippings", "export", target).code == 2
    pdf = pypdfium2.PdfDocument(tmp_path / "渡口.pdf")
    words = "".join("".join(pdf[page].get_textpage().get_text_range() for page in range(len(pdf))).split())
    record = run("clippings", "show", "渡口", "--json").records[0]
    for wanted in (record["source"], record["originals"][0], "批注：查一查", "渡口2条剪报"):
        assert wanted.replace(" ", "") in words
    for name in ("渡口.json", "渡口.html"):
        assert "相符 2 条" in run("clippings", "verify", "--file", tmp_path / name).out
    assert run("clippings", "export", tmp_path / "又.docx", "--file", tmp_path / "渡口.html").code == 0


def test_words_areas_and_refusals(run: Run, tmp_path: Path) -> None:
    run("demo")
    [one] = ids(run, 1)
    body = run("show", one).out.split("\n　　")
    text = max(body, key=len)
    assert run("clippings", "add", one, "--words", text[2:9]).code == 0
    [row] = run("clippings", "show", "我的剪报", "--json").records
    assert (row["kind"], row["words"]) == ("words", text[2:9])
    assert run("clippings", "add", one, "--page", "1").code == 0
    for wrong in (
        ("add", one, "--words", "稿件里没有的字"), ("add", 10**9), ("add", one, "--words", "字", "--page", "1"),
        ("add", one, "--page", "88"), ("show", "没有的本"), ("note", "没有的", "字"), ("rename", "我的剪报", " "),
        ("export", tmp_path / "无后缀"), ("verify", "--book", "我的剪报", "--file", __file__),
    ):  # fmt: skip
        refused = run("clippings", *wrong)
        assert refused.code == 2, wrong
        assert refused.err.strip(), wrong
    assert run("clippings", "clear").out.startswith("有 2 条剪报")
    assert run("clippings", "clear", "--yes", "--json").records == [{"clippings": 2, "removed": True}]
    assert run("clippings", "list", "--json").records == []
    assert run("clippings", "undo").code == 2
    broken = run("clippings", "verify", "--file", __file__)
    assert broken.code == 1
    assert "不是导出的剪报本" in broken.err


@pytest.mark.parametrize("damage", ["gone", "changed"])
def test_a_damaged_original_is_found(run: Run, archive: Path, damage: str) -> None:
    run("demo")
    [one] = ids(run, 1)
    run("clippings", "add", one)
    [row] = run("clippings", "show", "我的剪报", "--json").records
    sha = row["originals"][0]
    path = archive / "originals" / sha[:2] / sha
    path.chmod(0o644)
    if damage == "gone":
        path.unlink()
    else:
        path.write_bytes(b"changed")
    proof = run("clippings", "verify")
    assert proof.code == 1
    assert sha in proof.out
    assert proof.out.startswith("不在" if damage == "gone" else "变了")
