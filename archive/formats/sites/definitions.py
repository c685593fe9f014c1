"""Site definitions from TOML files: inheritance, dated variants, who is meant by a name or a code.

Files are read when they are first asked for.  A mistake in one is a `UsageError` that names file and key.
"""

from __future__ import annotations

import datetime
import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import msgspec

from archive.errors import UsageError
from archive.formats.sites.language import Definition
from archive.formats.sites.patterns import Pattern
from archive.formats.sites.selectors import Selector, compile_transform
from archive.model import PartialDate
from archive.wording import _

_PATTERNS = (
    *("detect.pages", "detect.articles", "detect.index", "detect.signs"),
    *("pages.paired_in", "article.own_id", "drop.titles"),
)
_WORDS = ("codes", "hosts", "lineage", "article.positions.before", "article.positions.after")
INHERITED = "..."
"""Stands in a list for the parent's whole list."""

Table = dict[str, Any]

_OWN = ("id", "name", "codes", "hosts", "lineage")
"""What a child does not inherit."""


class Definitions:
    """The definitions of some folders; a later folder's file stands before an earlier one's of the same name.

    Each folder holds `families/*.toml` and `papers/*.toml`; the file's name is the definition's id.
    """

    def __init__(self, *folders: Traversable) -> None:
        self._files: dict[str, Traversable] = {}
        self._papers: list[str] = []
        for folder in folders:
            self._files |= _toml_files(folder / "families")
            papers = _toml_files(folder / "papers")
            self._files |= papers
            self._papers += [name for name in papers if name not in self._papers]
        self._tables: dict[str, Table] = {}
        self._built: dict[tuple[str, int], Definition] = {}
        self._by_alias: dict[str, list[str]] | None = None

    @classmethod
    def with_users(cls, folder: Path) -> Definitions:
        """The bundled definitions and the user's; each of the user's is checked at once."""
        found = cls(_bundled_folder(), folder)
        for kind in ("families", "papers"):
            for name in _toml_files(folder / kind):
                found.check(name)
        return found

    def ids(self) -> tuple[str, ...]:
        return tuple(self._files)

    def get(self, name: str, date: PartialDate | None = None) -> Definition:
        """A definition as it holds on a date (without one: as it holds now); `UsageError` if it is wrong."""
        return self._build(name, self._variant_on(name, date))

    def check(self, name: str) -> None:
        """Build every variant and compile everything in it; `UsageError` names the file and what is wrong."""
        for number in range(-1, len(self._variants(name))):
            try:
                _compile_all(self._build(name, number))
            except ValueError as error:
                raise UsageError(f"{self._where(name)}：{error}") from error

    def paper(self, alias: str, family: str, date: PartialDate | None = None) -> Definition | None:
        """The paper of that name, code or host, if its definition on that date descends from the family."""
        for name in self._aliases().get(alias.casefold(), ()):
            found = self.get(name, date)
            if family in found.lineage:
                return found
        return None

    def _aliases(self) -> dict[str, list[str]]:
        if self._by_alias is None:
            self._by_alias = {}
            for name in self._papers:
                found = self._build(name, -1)
                for alias in (found.name, *found.codes, *found.hosts):
                    self._by_alias.setdefault(alias.casefold(), []).append(name)
        return self._by_alias

    def _build(self, name: str, variant: int) -> Definition:
        """The definition, with the tables of its n-th variant over its own (-1: none)."""
        if (name, variant) not in self._built:
            table = {**self._inherited(name, variant, ()), "id": name}
            try:
                self._built[name, variant] = msgspec.convert(table, Definition)
            except msgspec.ValidationError as error:
                raise UsageError(f"{self._where(name)}：{error}") from error
        return self._built[name, variant]

    def _inherited(self, name: str, variant: int, children: tuple[str, ...]) -> Table:
        """A file's own tables over its parent's."""
        where = self._where(name)
        if name in children:
            raise UsageError(
                _("{where}：extends 绕回了自己（{names}）").format(where=where, names=" → ".join((*children, name)))
            )
        own = _without(self._table(name), ("variant",))
        if variant >= 0:
            own = merged(own, _without(self._variants(name)[variant], ("from", "to")))
        parent = own.pop("extends", None)
        if parent is None:
            return {**own, "lineage": [name]}
        if parent not in self._files:
            raise UsageError(_("{where}：extends 指向的定义不存在：{parent}").format(where=where, parent=parent))
        inherited = self._inherited(parent, -1, (*children, name))
        lineage = [*inherited["lineage"], name]
        return {**merged(_without(inherited, _OWN), own), "lineage": lineage}

    def _table(self, name: str) -> Table:
        if name not in self._tables:
            try:
                self._tables[name] = tomllib.loads(self._files[name].read_text(encoding="utf-8"))
            except KeyError:
                raise UsageError(_("没有这个站点定义：{name}").format(name=name)) from None
            except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError, OSError) as error:
                raise UsageError(
                    _("{where}：不是可读的 TOML（{error}）").format(where=self._where(name), error=error)
                ) from error
        return self._tables[name]

    def _variants(self, name: str) -> list[Table]:
        variants = self._table(name).get("variant", [])
        if not isinstance(variants, list) or not all(isinstance(variant, dict) for variant in variants):
            raise UsageError(_("{where}：variant 应写作 [[variant]]").format(where=self._where(name)))
        return variants

    def _variant_on(self, name: str, date: PartialDate | None) -> int:
        """Which variant holds on a date; -1 where none does.  Without a date: one that has no end."""
        for number, variant in enumerate(self._variants(name)):
            since, until = (self._day(name, variant, key) for key in ("from", "to"))
            if date is None:
                if until is None:
                    return number
            elif (since is None or since <= date.first) and (until is None or date.first <= until):
                return number
        return -1

    def _day(self, name: str, variant: Table, key: str) -> datetime.date | None:
        day = variant.get(key)
        if day is None or (isinstance(day, datetime.date) and not isinstance(day, datetime.datetime)):
            return day
        raise UsageError(
            _("{where}：variant.{key} 应是日期（如 2024-11-30）：{day}").format(
                where=self._where(name), key=key, day=day
            )
        )

    def _where(self, name: str) -> str:
        return str(self._files.get(name, name))


@cache
def bundled() -> Definitions:
    """The definitions that come with the program."""
    return Definitions(_bundled_folder())


def merged(parent: Mapping[str, Any], child: Mapping[str, Any]) -> Table:
    """Tables merge deeply, lists replace; `...` in a child's list stands for the parent's list."""
    result = dict(parent)
    for key, value in child.items():
        known = parent.get(key)
        if isinstance(value, dict) and isinstance(known, dict):
            result[key] = merged(known, value)
        elif isinstance(value, list) and INHERITED in value:
            inherited = known if isinstance(known, list) else []
            result[key] = [part for item in value for part in (inherited if item == INHERITED else [item])]
        else:
            result[key] = value
    return result


def _bundled_folder() -> Traversable:
    import resources  # the ground floor: data files

    return files(resources) / "sites"


def _toml_files(folder: Traversable) -> dict[str, Traversable]:
    if not folder.is_dir():
        return {}
    found = sorted((file for file in folder.iterdir() if file.name.endswith(".toml")), key=lambda file: file.name)
    return {file.name.removesuffix(".toml"): file for file in found}


def _without(table: Mapping[str, Any], keys: tuple[str, ...]) -> Table:
    return {key: value for key, value in table.items() if key not in keys}


def _compile_all(value: msgspec.Struct, at: str = "") -> None:
    """Compile every selector, pattern and transform of a definition; `ValueError` names the key of a wrong one."""
    for field in value.__struct_fields__:
        where = f"{at}.{field}" if at else field
        inner: object = getattr(value, field)
        for part in inner if isinstance(inner, tuple) else (inner,):
            if isinstance(part, msgspec.Struct):
                _compile_all(part, where)
            elif isinstance(inner, tuple):
                for text in part if isinstance(part, tuple) else (part,):
                    try:
                        _compiler(where)(text)
                    except ValueError as error:
                        raise ValueError(f"{where} = {text!r}：{error}") from error


def _compiler(where: str) -> Callable[[str], object]:
    if where in _WORDS:
        return str
    if where in _PATTERNS:
        return Pattern.compile
    return compile_transform if where.endswith(".full") else Selector.compile
