"""Input that fuzzing found, as small as it goes: each once broke what it now must not."""

from __future__ import annotations

import zipfile
from pathlib import Path

import msgspec
import pytest

from archive.errors import UnreadableSourceError, UsageError
from archive.formats.sites.definitions import Definitions
from archive.formats.xml_tree import parse_xml
from archive.importing.reading import InProcess
from archive.importing.sources import ZipSource
from archive.model import PartialDate
from archive.newspaper.papers import PaperNames
from reader.health import CHECKS, Checks
from reader.keeping import BACKUPS, last_backup
from reader.open import open_library
from reader.settings import Settings

DEEP = "[" * 100_000
NOTES = (b'{"after":"\xb2"}', b'{"x":' + DEEP.encode())
"""Not UTF-8 inside a string, which msgspec says in another way than other mistakes; and nested without end."""


@pytest.mark.parametrize("reference", ["&#xD800;", "&#56320;", "&#xdfff;"])
def test_half_a_character_in_a_torn_feed(reference: str) -> None:
    root = parse_xml(f"<rss><title>渡{reference}口</title><item>".encode(), mend=True)
    assert root is not None
    assert "".join(map(str, root.itertext())) == "渡\ufffd口"


@pytest.mark.parametrize("note", NOTES, ids=["bytes", "deep"])
def test_notes_beside_the_archive_that_are_no_longer_notes(tmp_path: Path, note: bytes) -> None:
    for name in (CHECKS, BACKUPS):
        (tmp_path / name).write_bytes(note)
    with open_library(tmp_path, reading=InProcess) as library:
        assert library.health.last() == Checks()
    assert last_backup(tmp_path) is None


def test_lists_in_lists_without_end(tmp_path: Path) -> None:
    path = tmp_path / "papers.toml"
    path.write_text(f"paper = {DEEP}", encoding="utf-8")
    with pytest.raises(UsageError, match="TOML"):
        PaperNames(path).canonical("llrb")
    (tmp_path / "papers").mkdir()
    path.rename(tmp_path / "papers" / "llrb.toml")
    with pytest.raises(UsageError, match="TOML"):
        Definitions.with_users(tmp_path)


@pytest.mark.logs_errors
def test_settings_nested_without_end_are_the_usual_ones(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(f"a = {DEEP}", encoding="utf-8")
    assert Settings(path).get("article.size") == 18


def test_a_zip_with_a_file_without_a_name(tmp_path: Path) -> None:
    path = tmp_path / "报.zip"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("页.txt", "江面起雾。")
    path.write_bytes(path.read_bytes().replace("页.txt".encode(), b"\0" * 7))
    with pytest.raises(UnreadableSourceError, match="文件名"):
        ZipSource(path)


@pytest.mark.parametrize("numbers", [{"month": 1 << 40}, {"month": 2, "day": -(1 << 40)}])
def test_a_forged_date_in_an_answer_of_the_reading_child(numbers: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="not a date"):
        PartialDate(2025, **numbers)
    with pytest.raises(msgspec.ValidationError):
        msgspec.msgpack.decode(msgspec.msgpack.encode({"year": 2025, **numbers}), type=PartialDate)
