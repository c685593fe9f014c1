"""One paper under several names and codes: rmrb, 人民日報 and People's Daily are 人民日报.

The names come from `resources/papers.toml` and from a file of the user's, which wins.  Simplified and traditional names
are one paper only where a list says so: nothing is guessed, 澳門日報 stays 澳門日報.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from functools import cached_property, lru_cache
from importlib.resources import files
from pathlib import Path

import msgspec

from archive.errors import UsageError
from archive.wording import _

_SCHEME = re.compile(r"(?:[a-z][a-z0-9+.-]*:)?//", re.ASCII)


class PaperEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One `[[paper]]` of a names file.

    `name` is what the paper is filed under; `codes` are short forms from file names and addresses, `names` other
    spellings, `hosts` sites with or without a folder (`paper.people.com.cn/rmrb`).
    """

    name: str
    codes: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()


class PaperNames:
    """The bundled names under those of the user's file (`None` or absent: the bundled ones alone).

    Read at the first question, which raises `UsageError` with file and entry where the user's file is wrong.
    """

    def __init__(self, user: Path | None = None) -> None:
        self._user_file = user

    def canonical(self, name_or_code: str) -> str:
        """The name under which the paper is filed; unchanged when it is not known."""
        return self.known_paper(name_or_code) or name_or_code

    def known_paper(self, name_or_code: str) -> str | None:
        """The name under which the paper is filed, or None.  Case, width, spaces and 《》 do not count."""
        return self._settled(_folded(name_or_code), hosts=False)

    def by_host(self, address: str) -> str | None:
        """The paper of a site: `paper.people.com.cn`, or an address on it; the longest folder that is listed decides.

        On a site with listed folders an address in another folder belongs to a paper that is not known.
        """
        host, *folders = _site(address)
        listed = any(key.startswith(f"{host}/") for known in self._known for key in known.hosts)
        for depth in range(len(folders), -1, -1):
            if depth == 0 and folders and listed:
                break
            if found := self._settled("/".join((host, *folders[:depth])), hosts=True):
                return found
        return None

    def _settled(self, key: str, *, hosts: bool) -> str | None:
        """What the user says of a key, else what the bundled file says under the name that the user gives that."""
        user, bundled = self._known
        if own := (user.hosts if hosts else user.names).get(key):
            return own
        name = (bundled.hosts if hosts else bundled.names).get(key)
        return name and user.names.get(_folded(name), name)

    @cached_property
    def _known(self) -> tuple[_Known, _Known]:
        if self._user_file is None or not self._user_file.exists():
            return _Known(()), _bundled()
        try:
            text = self._user_file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(_("{file}：读不出来（{error}）").format(file=self._user_file, error=error)) from error
        return _Known(read_entries(text, str(self._user_file)), str(self._user_file)), _bundled()


def known_paper(name_or_code: str) -> str | None:
    """The name of a paper among the bundled ones, from any of its names and codes; None when it is not known."""
    return _bundled().names.get(_folded(name_or_code))


def read_entries(text: str, file: str) -> tuple[PaperEntry, ...]:
    """The entries of a names file; `UsageError` with the file and the entry that is wrong."""
    try:
        papers = tomllib.loads(text).get("paper", [])
    except (tomllib.TOMLDecodeError, RecursionError) as error:  # the latter for brackets in brackets without end
        raise UsageError(_("{file}：不是 TOML（{error}）").format(file=file, error=error)) from error
    if not isinstance(papers, list):
        raise UsageError(_("{file}：每份报纸要写成一段 [[paper]]").format(file=file))
    return tuple(_entry(raw, number, file) for number, raw in enumerate(papers, 1))


def _entry(raw: object, number: int, file: str) -> PaperEntry:
    try:
        entry = msgspec.convert(raw, PaperEntry)
    except msgspec.ValidationError as error:
        raise UsageError(
            _("{file}：第 {number} 条写得不对（{error}）").format(file=file, number=number, error=error)
        ) from error
    if not all(part.strip() for part in (entry.name, *entry.codes, *entry.names, *entry.hosts)):
        raise UsageError(
            _("{file}：第 {number} 条（{name}）有空白的名称").format(file=file, number=number, name=entry.name)
        )
    return entry


class _Known:
    """The entries of one file by folded name and by site.  `UsageError` where two papers claim the same."""

    def __init__(self, entries: Iterable[PaperEntry], file: str = "") -> None:
        self.names: dict[str, str] = {}
        self.hosts: dict[str, str] = {}
        for entry in entries:
            for name in (entry.name, *entry.codes, *entry.names):
                self._claim(self.names, _folded(name), name, entry.name, file)
            for host in entry.hosts:
                self._claim(self.hosts, "/".join(_site(host)), host, entry.name, file)

    def _claim(self, known: dict[str, str], key: str, written: str, paper: str, file: str) -> None:
        if known.setdefault(key, paper) != paper:
            raise UsageError(
                _("{file}：{written} 同时写在 {other} 和 {paper} 名下，只能属于一份报纸").format(
                    file=file, written=written, other=known[key], paper=paper
                )
            )


@lru_cache(maxsize=1)
def _bundled() -> _Known:
    import resources

    name = "papers.toml"
    return _Known(read_entries(files(resources).joinpath(name).read_text(encoding="utf-8"), name), name)


def _folded(name: str) -> str:
    plain = unicodedata.normalize("NFKC", name).casefold().replace("’", "'")
    return "".join(plain.split()).strip("《》")


def _site(address: str) -> list[str]:
    """Host without `www.` and port, then the folders (what stands before a `/`, or a last part without a dot)."""
    rest = _SCHEME.sub("", address.strip().casefold(), count=1)
    host, *path = re.split(r"[?#]", rest, maxsplit=1)[0].split("/")
    if path and ("." in path[-1] or not path[-1]):
        path.pop()
    return [host.rpartition("@")[2].partition(":")[0].removeprefix("www."), *filter(None, path)]
