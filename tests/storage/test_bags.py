"""The archive as a BagIt bag, and bags that come in: sound ones are read, others are refused with what is wrong."""

from __future__ import annotations

import json
import os
import shutil
import tarfile
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from hashlib import md5, sha256, sha512
from pathlib import Path
from typing import Any

import bagit
import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.bagit import validate
from archive.catalogue import Catalogue
from archive.errors import UnreadableSourceError, UsageError
from archive.importing.bags import open_bag
from archive.keeping.bags import Bagged
from archive.keeping.copies import Lacking
from archive.progress import Cancelled, Outcome, OutcomeKind
from reader.keeping import restore_into
from reader.library import Library
from reader.open import open_library

ROWS = [("01", "渡口复航", "停了三年的渡口今天复航。"), ("02", "读者来信", "来信说路灯太暗。")]
HASHES: dict[str, Callable[[bytes], Any]] = {"md5": md5, "sha256": sha256, "sha512": sha512}


def bag(library: Library, target: Path, **how: Any) -> Bagged:
    *_, done = library.keeping.write_bag(target, **how)
    assert isinstance(done, Bagged)
    return done


def make(folder: Path, members: dict[str, bytes], version: str = "0.97", sums: tuple[str, ...] = ("sha256",)) -> Path:
    """A bag as somebody else writes it."""
    for name, data in members.items():
        path = folder / "data" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    for kind in sums:
        lines = (
            f"{HASHES[kind](data).hexdigest()}  data/{_escaped(name, version)}\n" for name, data in members.items()
        )
        (folder / f"manifest-{kind}.txt").write_text("".join(lines))
    (folder / "bagit.txt").write_text(f"BagIt-Version: {version}\nTag-File-Character-Encoding: UTF-8\n")
    return folder


def _escaped(name: str, version: str) -> str:
    name = name.replace("%", "%25") if version >= "1" else name
    return name.replace("\n", "%0A").replace("\r", "%0D")


def table(press: Any, **how: Any) -> bytes:
    return press.table(ROWS, "甲.jsonl", **how).read_bytes()


# ── out ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_archive_goes_out_as_a_bag_and_comes_back_whole(library: Library, press: Any, tmp_path: Path) -> None:
    press.bring(library, press.table(ROWS))
    target = tmp_path / "包 裹"
    done = bag(library, target, facts={"Source-Organization": "临岚市图书馆"})
    assert done.articles == 2
    made = bagit.Bag(str(target))
    made.validate()
    assert made.info["Source-Organization"] == "临岚市图书馆"
    assert set(made.algorithms) == {"sha256", "sha512"}
    payload = target / "data"
    articles = [json.loads(line) for line in (payload / "articles.jsonl").read_text().splitlines()]
    assert [(line["paper"], line["date"], line["page"], line["title"], line["text"]) for line in articles] == [
        ("青湾晚报", "2026-03-02", page, title, text) for page, title, text in ROWS
    ]
    [original] = [json.loads(line) for line in (payload / "originals.jsonl").read_text().splitlines()]
    assert sha256((payload / original["path"]).read_bytes()).hexdigest() == original["sha256"]
    assert original["name"] == "期.jsonl"
    assert library.keeping.compare(target).same == 1
    list(restore_into(target, tmp_path / "新"))
    with open_library(tmp_path / "新") as other:
        assert other._catalogue.contents() == library._catalogue.contents()
    assert not list(tmp_path.glob(".tmp-*"))


def test_its_articles_are_a_table_that_any_archive_imports(library: Library, press: Any, tmp_path: Path) -> None:
    press.bring(library, press.table(ROWS))
    bag(library, tmp_path / "包")
    with open_library(tmp_path / "另一家") as other:
        outcome = press.bring(other, tmp_path / "包" / "data" / "articles.jsonl")
        assert (outcome.outcome, outcome.articles) == (OutcomeKind.ADDED, 2)
        assert [head.title for head in other.articles(press.key())] == ["渡口复航", "读者来信"]


def test_what_the_archive_lacks_is_said_and_the_bag_is_sound(library: Library, press: Any, tmp_path: Path) -> None:
    press.bring(library, press.table(ROWS))
    [gone] = [path for path in (library.folder / "originals").rglob("*") if path.is_file()]
    gone.unlink()
    steps = list(library.keeping.write_bag(tmp_path / "包"))
    assert [step for step in steps if isinstance(step, Lacking)] == [Lacking(gone.name, "不在了")]
    bagit.Bag(str(tmp_path / "包")).validate()
    [line] = (tmp_path / "包" / "data" / "originals.jsonl").read_text().splitlines()
    assert json.loads(line)["path"] is None


def test_a_bag_is_whole_or_not_there(library: Library, press: Any, tmp_path: Path) -> None:
    press.bring(library, press.table(ROWS))
    cancelled = Cancelled()
    cancelled.set()
    assert not [
        step for step in library.keeping.write_bag(tmp_path / "包", cancelled=cancelled) if isinstance(step, Bagged)
    ]
    assert not (tmp_path / "包").exists()
    (tmp_path / "包").mkdir()
    (tmp_path / "包" / "别的").write_text("")
    with pytest.raises(UsageError, match="空的"):
        bag(library, tmp_path / "包")
    with pytest.raises(UsageError, match="自己里面"):
        bag(library, library.folder / "包")


def test_a_bag_is_no_place_for_a_backup(library: Library, press: Any, tmp_path: Path) -> None:
    press.bring(library, press.table(ROWS))
    bag(library, tmp_path / "包")
    with pytest.raises(UsageError, match="BagIt"):
        list(library.keeping.back_up(tmp_path / "包"))
    bagit.Bag(str(tmp_path / "包")).validate()


# ── in ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def brought(library: Library, folder: Path) -> list[Outcome]:
    return [step for step in library.import_paths([folder]) if isinstance(step, Outcome)]


@pytest.mark.parametrize(("version", "sums"), [("0.97", ("md5",)), ("1.0", ("sha256", "sha512"))])
def test_a_strangers_bag_is_read(
    library: Library, press: Any, tmp_path: Path, version: str, sums: tuple[str, ...]
) -> None:
    folder = make(tmp_path / "来包", {"报/甲.jsonl": table(press)}, version, sums)
    [outcome] = brought(library, folder)
    assert (outcome.outcome, outcome.articles) == (OutcomeKind.ADDED, 2)
    assert outcome.source.endswith("data/报/甲.jsonl")


def test_our_own_bag_is_to_be_restored(library: Library, press: Any, tmp_path: Path) -> None:
    press.bring(library, press.table(ROWS))
    bag(library, tmp_path / "包")
    [outcome] = brought(library, tmp_path / "包")
    assert outcome.outcome is OutcomeKind.REFUSED
    assert "restore" in (outcome.reason or "")


def spoil_text(folder: Path) -> None:
    (folder / "data" / "甲.jsonl").write_bytes(b"?")


def spoil_by_adding(folder: Path) -> None:
    (folder / "data" / "多的.txt").write_text("多的")


def spoil_by_fetching(folder: Path) -> None:
    (folder / "fetch.txt").write_text("http://example.invalid/a 3 data/a\n")


def spoil_by_link(folder: Path) -> None:
    (folder / "data" / "链接").symlink_to("/etc/passwd")


def spoil_by_device(folder: Path) -> None:
    os.mkfifo(folder / "data" / "管道")


def spoil_path(folder: Path) -> None:
    with (folder / "manifest-sha256.txt").open("a") as stream:
        stream.write(f"{'0' * 64}  ../../etc/passwd\n")


def spoil_version(folder: Path) -> None:
    (folder / "bagit.txt").write_text("BagIt-Version: 9.9\nTag-File-Character-Encoding: UTF-8\n")


def spoil_declaration(folder: Path) -> None:
    (folder / "bagit.txt").write_text("Tag-File-Character-Encoding: UTF-8\n")


def spoil_by_repeating(folder: Path) -> None:
    manifest = folder / "manifest-sha256.txt"
    manifest.write_text(f"{manifest.read_text()}{'0' * 64}  data/甲.jsonl\n")


def spoil_line(folder: Path) -> None:
    with (folder / "manifest-sha256.txt").open("a") as stream:
        stream.write("不是校验和\n")


def spoil_encoding(folder: Path) -> None:
    (folder / "bagit.txt").write_text("BagIt-Version: 1.0\nTag-File-Character-Encoding: zlib_codec\n")


def spoil_manifest(folder: Path) -> None:
    (folder / "manifest-sha256.txt").unlink()


def spoil_payload(folder: Path) -> None:
    shutil.rmtree(folder / "data")


def spoil_tags(folder: Path) -> None:
    (folder / "tagmanifest-sha256.txt").write_text(f"{'0' * 64}  bagit.txt\n")


def spoil_count(folder: Path) -> None:
    (folder / "bag-info.txt").write_text("Payload-Oxum: 1.1\n")


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (spoil_text, "data/甲.jsonl 与校验和不符"), (spoil_by_adding, "data/多的.txt 不在清单里"),
        (spoil_by_fetching, "不联网"), (spoil_by_link, "data/链接"), (spoil_by_device, "data/管道"),
        (spoil_path, "包外的文件：../../etc/passwd"), (spoil_version, "不认识 BagIt 9.9"),
        (spoil_declaration, "bagit.txt 不合规矩"), (spoil_encoding, "编码不认识"), (spoil_manifest, "没有认得的清单"),
        (spoil_payload, "data/甲.jsonl 不在"), (spoil_tags, "bagit.txt 与校验和不符"), (spoil_count, "应有 1 个文件 1 字节"),
        (spoil_by_repeating, "列了两次"), (spoil_line, "有一行读不懂"),
    ],
)  # fmt: skip
def test_a_bag_that_is_not_whole_is_refused_with_what_is_wrong(
    library: Library, press: Any, tmp_path: Path, spoil: Callable[[Path], None], said: str
) -> None:
    folder = make(tmp_path / "来包", {"甲.jsonl": table(press)}, sums=("sha256",))
    spoil(folder)
    [outcome] = brought(library, folder)
    assert outcome.outcome is OutcomeKind.FAILED
    assert said in (outcome.reason or "")
    assert "data 文件夹" in (outcome.reason or "")
    assert library.papers() == []


@pytest.mark.parametrize("version", ["0.97", "1.0"])
def test_names_of_every_kind_are_found(tmp_path: Path, version: str) -> None:
    """Composed and decomposed letters, line ends and percent signs, which version 1.0 escapes."""
    members = {"é.txt": b"1", "e\u0301/a.txt": b"2", "两\n行.txt": b"3", "100%.txt": b"4"}
    assert set(open_bag(make(tmp_path / "来包", members, version)).members) == set(members)


FETCHED = "要到网上去取"
OTHERWISE = {
    "v0.96/valid/holey-bag": FETCHED,  # whole only with what lies on the net
    "v0.97/valid/holey-bag": FETCHED,
    "v0.97/warning/duplicate-file-with-different-case": "HELLO.txt 不在",  # on a disk that tells the cases apart
    "v0.97/warning/special-system-files": ".DS_Store 不在",  # it did not come with the suite
}


def test_the_conformance_suite_of_the_library_of_congress(shared: Path, tmp_path: Path) -> None:
    packed = shared / "samples" / "hostile" / "bagit_conformance_suite.tar.gz"
    with tarfile.open(packed) as archive:
        archive.extractall(tmp_path, filter="data")
    suite = tmp_path / "bagit-conformance-suite"
    judged = Counter[str]()
    for folder in sorted(path for path in suite.glob("v*/*/*") if path.is_dir()):
        name, kind = folder.relative_to(suite).as_posix(), folder.parent.name
        try:
            validate(folder)
            said = ""
        except UnreadableSourceError as error:
            said = error.reason
        if name in OTHERWISE:
            assert OTHERWISE[name] in said, name
        else:
            assert bool(said) == (kind not in {"valid", "warning"}), f"{name}: {said}"
        judged[kind] += 1
    assert judged == {"valid": 27, "invalid": 15, "warning": 6, "linux-only": 6, "windows-only": 6}


@given(data=st.binary(max_size=200), which=st.sampled_from(["bagit.txt", "manifest-sha256.txt", "bag-info.txt"]))
def test_tag_files_of_any_bytes_are_read_or_refused_in_words(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, which: str
) -> None:
    folder = make(tmp_path_factory.mktemp("来包"), {"a.txt": b"1"})
    (folder / which).write_bytes(data)
    with suppress(UnreadableSourceError):
        open_bag(folder)


def test_the_snapshot_in_a_bag_is_the_catalogue(library: Library, press: Any, tmp_path: Path) -> None:
    press.bring(library, press.table(ROWS))
    bag(library, tmp_path / "包")
    [snapshot] = (tmp_path / "包" / "data" / "snapshots").glob("*.sqlite")
    shutil.copy(snapshot, tmp_path / "x.sqlite")
    held = Catalogue(tmp_path / "x.sqlite")
    assert held.contents() == library._catalogue.contents()
    held.close()
