"""`dianzibao file delete`, `trash`, `restore`: all that was deleted is listed and comes back by its number."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

Run = Callable[..., Any]
ISSUE = ("--paper", "青湾晚报", "--date", "2026-03-02")


def bring(run: Run, folder: Path) -> dict[str, int]:
    rows = (("01", "渡口复航"), ("01", "夜市开张"), ("02", "读者来信"))
    lines = [
        json.dumps(
            {"paper": "青湾晚报", "date": "2026-03-02", "page": page, "title": title, "text": f"{title}的正文。"}
        )
        for page, title in rows
    ]
    (folder / "期.jsonl").write_text("\n".join(lines), encoding="utf-8")
    assert run("import", folder / "期.jsonl").code == 0
    return {item["title"]: item["id"] for item in run("articles", *ISSUE, "--json").records}


def trash(run: Run) -> list[tuple[str, str | None, str | None]]:
    found = run("file", "trash", "--json").records
    assert all(item["at"].startswith("20") for item in found)
    return [(item["what"], item["page"], item["title"]) for item in found]


def test_everything_deleted_is_listed_and_restored_by_its_number(run: Run, tmp_path: Path) -> None:
    ids = bring(run, tmp_path)
    assert run("file", "delete", ids["读者来信"]).code == 0
    assert run("file", "delete", *ISSUE, "--page", "1").code == 0
    assert sorted(trash(run), key=str) == [
        ("article", None, "夜市开张"),
        ("article", None, "渡口复航"),
        ("article", None, "读者来信"),
        ("page", "01", None),
    ]
    for_people = run("file", "trash")
    assert all(word in for_people.out for word in ("版次", "删除时间", "读者来信", "01"))
    page = next(item["id"] for item in run("file", "trash", "--json").records if item["what"] == "page")
    assert run("file", "move-issue", *ISSUE, "--to-date", "2026-03-09").code == 0
    restored = run("file", "restore", "--page", page)
    assert "还原《青湾晚报》2026-03-09第01版" in restored.out
    assert trash(run) == [("article", None, "读者来信")]
    assert run("search", "夜市", "--json").records[0]["id"] == ids["夜市开张"]
    assert run("file", "restore", ids["读者来信"]).code == 0
    assert trash(run) == []
    again = run("file", "restore", "--page", page)
    assert again.code != 0
    assert "回收站里的版面" in again.err
    nothing = run("file", "restore")
    assert "--page" in nothing.err


def test_a_page_in_an_issue_that_lies_in_the_trash_too(run: Run, tmp_path: Path) -> None:
    bring(run, tmp_path)
    run("file", "delete", *ISSUE, "--page", "2")
    run("file", "delete", *ISSUE)
    numbers = {item["what"]: item["id"] for item in run("file", "trash", "--json").records}
    assert "请先还原那一期" in run("file", "restore", "--page", numbers["page"]).err
    assert run("file", "restore", "--issue", numbers["issue"], "--page", numbers["page"]).code == 0
    assert trash(run) == []
