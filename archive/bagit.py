"""BagIt (RFC 8493): manifests written over a folder, and a folder held against its manifests.

Written is version 1.0, read 0.93 to 1.0.  A bag may be anybody's: nothing outside of it is opened, links and devices
are not followed, nothing is fetched, tag files are bounded.
"""

from __future__ import annotations

import hashlib
import re
import stat
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import msgspec

from archive import files
from archive.errors import UnreadableSourceError
from archive.wording import _

PAYLOAD: Final = "data"
WRITTEN: Final = ("sha256", "sha512")
READ: Final = ("sha512", "sha384", "sha256", "sha224", "sha1", "md5")
ENCODINGS: Final = ("utf-8", "utf-16", "us-ascii", "iso-8859-1", "gb18030", "gbk", "gb2312", "big5")
"""Of tag files; Python knows others that are no texts, and unpack what they read."""
_LARGEST_TAG_FILE: Final = 64 << 20
_NAMED: Final = 3
"""Files that a sentence names."""
_LINE: Final = re.compile(r"([0-9A-Fa-f]+)[ \t]+\*?(?:\./)?(\S.*)")


class Sealed(msgspec.Struct, frozen=True):
    """A file whose sums are taken; `size` in bytes."""

    path: str
    size: int


# ── writing ────────────────────────────────────────────────────────────────────────────────────────────────────────


def seal(folder: Path, facts: Mapping[str, str]) -> Iterator[Sealed]:
    """Write the tag files of a bag whose payload lies in `folder/data`; `facts` go into bag-info.txt as well."""
    lines: dict[str, list[str]] = {kind: [] for kind in WRITTEN}
    count = size = 0
    for path in sorted(path for path in (folder / PAYLOAD).rglob("*") if path.is_file()):
        name = path.relative_to(folder).as_posix()
        for kind, digest in _sums(path, WRITTEN).items():
            lines[kind].append(f"{digest}  {_escaped(name)}\n")
        count += 1
        size += path.stat().st_size
        yield Sealed(name, path.stat().st_size)
    _write(folder / "bagit.txt", ["BagIt-Version: 1.0\n", "Tag-File-Character-Encoding: UTF-8\n"])
    info = {**facts, "Bagging-Date": f"{datetime.now(UTC):%Y-%m-%d}", "Payload-Oxum": f"{size}.{count}"}
    _write(folder / "bag-info.txt", [f"{label}: {value}\n" for label, value in info.items()])
    for kind in WRITTEN:
        _write(folder / f"manifest-{kind}.txt", lines[kind])
    tags = sorted(folder.glob("*.txt"))
    for kind in WRITTEN:
        _write(folder / f"tagmanifest-{kind}.txt", [f"{_sums(path, (kind,))[kind]}  {path.name}\n" for path in tags])


def _write(path: Path, lines: Sequence[str]) -> None:
    files.write_atomically(path, "".join(lines).encode())


def _escaped(name: str) -> str:
    return name.replace("%", "%25").replace("\n", "%0A").replace("\r", "%0D")


# ── reading ────────────────────────────────────────────────────────────────────────────────────────────────────────


def is_bag(folder: Path) -> bool:
    return (folder / "bagit.txt").is_file()


def validate(folder: Path) -> None:
    """`UnreadableSourceError` where a bag is not as its manifests say, naming the files that are wrong."""
    try:
        _Bag(folder).validate()
    except _NotWholeError as error:
        advice = _("照样要的话，请导入其中的 {folder} 文件夹").format(folder=PAYLOAD)
        raise UnreadableSourceError(
            str(folder), _("BagIt 包没有通过核对：{error}。{advice}").format(error=error, advice=advice)
        ) from error
    except OSError as error:
        raise UnreadableSourceError(
            str(folder), _("读不出来（{error}）").format(error=error.strerror or error)
        ) from error


class _NotWholeError(Exception):
    """What is wrong, in words."""


class _Bag:
    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._there = {path.relative_to(folder).as_posix(): path for path in self._regular_files()}
        declaration = self._text("bagit.txt", "utf-8")
        version = re.search(r"\ABagIt-Version:[ \t]*(\d{1,3})\.(\d{1,3})[ \t]*$", declaration, re.MULTILINE)
        encoding = re.search(r"^Tag-File-Character-Encoding:[ \t]*(\S+)[ \t]*$", declaration, re.MULTILINE)
        if not version or not encoding:
            raise _NotWholeError(_("bagit.txt 不合规矩"))
        self._version = int(version[1]), int(version[2])
        if not (0, 93) <= self._version <= (1, 0):
            raise _NotWholeError(_("不认识 BagIt {major}.{minor} 版").format(major=version[1], minor=version[2]))
        self._encoding = encoding[1].lower()
        if self._encoding not in ENCODINGS:
            raise _NotWholeError(_("清单的编码不认识"))

    def validate(self) -> None:
        if self._there.get("fetch.txt") and self._text("fetch.txt").strip():
            raise _NotWholeError(_("有些文件要到网上去取（fetch.txt），而导入不联网"))
        manifests = self._manifests("manifest")
        if not manifests:
            raise _NotWholeError(_("没有认得的清单"))
        payload = {name for name in self._there if name.startswith(f"{PAYLOAD}/")}
        listed = [names.keys() for names in manifests.values()]
        for_all = set.intersection(*map(set, listed)) if self._version >= (1, 0) else set().union(*listed)
        wrong = [_("{name} 不在清单里").format(name=name) for name in sorted(payload - for_all)]
        if outside := [name for name in sorted(set().union(*listed)) if not name.startswith(f"{PAYLOAD}/")]:
            raise _NotWholeError(_("清单里有包外的文件：{name}").format(name=outside[0]))
        wrong += self._differing(manifests) or self._differing(self._manifests("tagmanifest"))
        if not wrong:
            self._check_count(payload)
        else:
            more = _(" 等 {count} 个文件").format(count=len(wrong)) if len(wrong) > _NAMED else ""
            raise _NotWholeError("、".join(wrong[:_NAMED]) + more)

    def _regular_files(self) -> Iterator[Path]:
        for path in sorted(self._folder.rglob("*")):
            mode = path.lstat().st_mode
            if stat.S_ISREG(mode):
                yield path
            elif not stat.S_ISDIR(mode):
                raise _NotWholeError(_("里面有链接或设备：{name}").format(name=path.relative_to(self._folder)))

    def _text(self, name: str, encoding: str | None = None) -> str:
        path = self._there.get(name)
        if path is None:
            raise _NotWholeError(_("{name} 不在").format(name=name))
        if path.stat().st_size > _LARGEST_TAG_FILE:
            raise _NotWholeError(_("{name} 超过 {limit} MB").format(name=name, limit=_LARGEST_TAG_FILE >> 20))
        try:
            return path.read_text(encoding or self._encoding)
        except UnicodeError as error:
            raise _NotWholeError(_("{name} 读不懂").format(name=name)) from error

    def _manifests(self, kind: str) -> dict[str, dict[str, str]]:
        """Algorithm → name in the bag → sum, of the algorithms that we know."""
        return {
            algorithm: self._entries(f"{kind}-{algorithm}.txt")
            for algorithm in READ
            if f"{kind}-{algorithm}.txt" in self._there
        }

    def _entries(self, manifest: str) -> dict[str, str]:
        composed = {unicodedata.normalize("NFC", name): name for name in self._there}
        found: dict[str, str] = {}
        for line in re.split("\r\n|\r|\n", self._text(manifest)):
            if not line.strip():
                continue
            match = _LINE.fullmatch(line)
            if not match:
                raise _NotWholeError(_("{manifest} 有一行读不懂").format(manifest=manifest))
            name = self._name(match[2])
            if name not in self._there:  # letters are composed on one system and not on another
                name = composed.get(unicodedata.normalize("NFC", name), name)
            if name in found and (self._version >= (1, 0) or found[name] != match[1].lower()):
                raise _NotWholeError(_("{manifest} 里 {name} 列了两次").format(manifest=manifest, name=name))
            found[name] = match[1].lower()
        return found

    def _name(self, written: str) -> str:
        name = re.sub("%0[Aa]", "\n", re.sub("%0[Dd]", "\r", written))
        return name.replace("%25", "%") if self._version >= (1, 0) else name

    def _differing(self, manifests: Mapping[str, Mapping[str, str]]) -> list[str]:
        """What is missing or has another sum, each file read once."""
        wrong = []
        for name in sorted(set().union(*(names.keys() for names in manifests.values()))):
            kinds = {kind: names[name] for kind, names in manifests.items() if name in names}
            path = self._there.get(name)
            if path is None:
                wrong.append(_("{name} 不在").format(name=name))
            elif _sums(path, tuple(kinds)) != kinds:
                wrong.append(_("{name} 与校验和不符").format(name=name))
        return wrong

    def _check_count(self, payload: set[str]) -> None:
        if "bag-info.txt" not in self._there:
            return
        said = re.search(r"^Payload-Oxum:[ \t]*(\d{1,20})\.(\d{1,20})[ \t]*$", self._text("bag-info.txt"), re.MULTILINE)
        size = sum(self._there[name].stat().st_size for name in payload)
        if said and (int(said[1]), int(said[2])) != (size, len(payload)):
            raise _NotWholeError(
                _("应有 {due} 个文件 {due_bytes} 字节，实有 {found} 个 {found_bytes} 字节").format(
                    due=said[2], due_bytes=said[1], found=len(payload), found_bytes=size
                )
            )


def _sums(path: Path, kinds: Sequence[str]) -> dict[str, str]:
    made = {kind: hashlib.new(kind, usedforsecurity=False) for kind in kinds}
    with path.open("rb") as stream:
        while chunk := stream.read(files.CHUNK):
            for digest in made.values():
                digest.update(chunk)
    return {kind: digest.hexdigest() for kind, digest in made.items()}
