"""Searches that the reader saved, in folders: what they ask, and how many hits came in since one last looked.

"New" goes by when articles came into the archive, not by their dates.  What was searched before is kept here, too.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import msgspec
from msgspec.structs import replace

from archive.catalogue import Catalogue
from archive.errors import UnknownItemError, UsageError
from archive.personal import Personal, Row, new_id, now
from archive.personal.tables import LOOKS, QUERIES, SEARCHES
from archive.wording import _, listed
from indexer.request import Filters, SearchRequest, Sort

if TYPE_CHECKING:
    from reader.library import Library

SEPARATOR: Final = "/"
"""Between a folder and the name of a search, where both are said in one."""
LONGEST: Final = 200
"""Queries above so many characters are not remembered."""
MOST_QUERIES: Final = 500
"""Of what was searched before, the latest so many are told."""


class SavedSearch(msgspec.Struct, frozen=True):
    """`folder` is `""` for none; `at` is when it was saved (ISO, UTC)."""

    id: str
    name: str
    query: str
    folder: str = ""
    filters: Filters = Filters()
    sort: Sort = Sort.NEWEST
    exact: bool = False
    at: str = ""

    @property
    def path(self) -> str:
        """Folder and name in one."""
        return f"{self.folder}{SEPARATOR}{self.name}" if self.folder else self.name

    def request(self, *, after: int | None = None) -> SearchRequest:
        """What it asks; `after`: only what came into the archive after the article of this id."""
        return SearchRequest(self.query, replace(self.filters, after=after), self.sort, exact=self.exact, partial=False)


class SavedSearches:
    """Those of one reader, asked of one archive.  Any thread may ask."""

    def __init__(self, personal: Personal, catalogue: Catalogue, library: Library) -> None:
        self._personal, self._catalogue, self._library = personal, catalogue, library

    def all(self) -> list[SavedSearch]:
        """By folder, those without one first, then by name."""
        return [_of_row(row) for row in self._personal.rows(SEARCHES, order="folder, name, id")]

    def find(self, named: str) -> SavedSearch:
        """By id, by `folder/name`, or by its name where only one has it.  `UnknownItemError`, `UsageError`."""
        searches = self.all()
        for one in searches:
            if named in (one.id, one.path):
                return one
        found = [one for one in searches if one.name == named]
        if len(found) > 1:
            raise UsageError(
                _("有 {count} 个检索叫“{name}”，请连文件夹一起写：{names}").format(
                    count=len(found), name=named, names=listed(one.path for one in found)
                )
            )
        if not found:
            raise UnknownItemError(_("存着的检索"), named)
        return found[0]

    # ── keeping ────────────────────────────────────────────────────────────────────────────────────────────────────

    def save(self, request: SearchRequest, name: str, folder: str = "") -> SavedSearch:
        """Keep a search; what it finds now counts as looked at.  `UsageError` for an empty or a taken name."""
        if not request.query.strip():
            raise UsageError(_("先写下要检索的字词，再保存"))
        filters = replace(request.filters, after=None)
        name, folder = self._free(name, folder)
        made = SavedSearch(new_id(), name, request.query.strip(), folder, filters, request.sort, request.exact, now())
        self._personal.change(_("保存检索：{name}").format(name=made.name), put=[(SEARCHES, _row(made))])
        self.look(made, self.newest(made))
        return made

    def move(self, search: SavedSearch, *, name: str | None = None, folder: str | None = None) -> SavedSearch:
        """Another name or folder.  `UsageError` for an empty or a taken name."""
        name, folder = self._free(
            search.name if name is None else name, search.folder if folder is None else folder, but=search.id
        )
        moved = msgspec.structs.replace(search, name=name, folder=folder)
        if moved != search:
            self._personal.change(_("改检索的名称：{path}").format(path=moved.path), put=[(SEARCHES, _row(moved))])
        return moved

    def change(self, search: SavedSearch, request: SearchRequest) -> SavedSearch:
        """It asks for this from now on."""
        changed = msgspec.structs.replace(
            search, query=request.query.strip(), filters=replace(request.filters, after=None), sort=request.sort,
            exact=request.exact,
        )  # fmt: skip
        self._personal.change(_("修改检索：{name}").format(name=changed.name), put=[(SEARCHES, _row(changed))])
        return changed

    def remove(self, searches: Sequence[SavedSearch]) -> None:
        named = searches[0].name if len(searches) == 1 else _("{count} 个").format(count=len(searches))
        self._personal.change(_("删除检索：{what}").format(what=named), remove=[(SEARCHES, one.id) for one in searches])

    # ── what is new ────────────────────────────────────────────────────────────────────────────────────────────────

    def after(self, search: SavedSearch) -> int:
        """Hits with a higher id came in since one last looked, or else since it was saved."""
        row = self._looked(search)
        if row is None:
            return self._catalogue.came_by(search.at)
        if row["article"] > self._catalogue.newest_article():  # the catalogue was put back since
            return self._catalogue.came_by(row["at"])
        return int(row["article"])

    def since(self, moment: dt.datetime) -> int:
        """Articles with a higher id came in after this moment, which knows its time zone."""
        return self._catalogue.came_by(moment.astimezone(dt.UTC).isoformat(timespec="seconds"))

    def new(self, search: SavedSearch) -> int:
        """How many hits came in since one last looked."""
        return self._library.search_ids(_bare(search.request(after=self.after(search)))).total

    def newest(self, search: SavedSearch) -> int:
        """The highest id of its hits, 0 without any."""
        return self._library.search_ids(_bare(search.request())).newest

    def look(self, search: SavedSearch, newest: int) -> None:
        """All hits up to this id were looked at."""
        before = self._looked(search)
        article = max(newest, before["article"] if before else 0) or self.after(search)
        row = {"id": f"{search.id} {self._archive}", "search": search.id, "archive": self._archive}
        self._personal.leave(LOOKS, row | {"article": article, "at": now()})

    def _looked(self, search: SavedSearch) -> Row | None:
        rows = self._personal.rows(LOOKS, "search = ? AND archive = ?", (search.id, self._archive))
        return rows[-1] if rows else None

    @property
    def _archive(self) -> str:
        return str(self._library.folder.resolve())

    def _free(self, name: str, folder: str, but: str = "") -> tuple[str, str]:
        """The name and the folder as they are kept."""
        name, folder = " ".join(name.split()), " ".join(folder.split()).strip(SEPARATOR)
        if not name:
            raise UsageError(_("检索要有一个名称"))
        if any((one.name, one.folder) == (name, folder) and one.id != but for one in self.all()):
            raise UsageError(_("已经有一个检索叫“{name}”").format(name=name))
        return name, folder

    # ── what was searched ──────────────────────────────────────────────────────────────────────────────────────────

    def remember(self, query: str) -> None:
        """It was searched just now."""
        query = " ".join(query.split())
        if query and len(query) <= LONGEST:
            self._personal.leave(QUERIES, {"id": query, "at": now()})

    def history(self) -> list[str]:
        """What was searched, the latest first."""
        rows: list[Row] = self._personal.rows(QUERIES, order="at DESC, id", limit=MOST_QUERIES)
        return [row["id"] for row in rows]

    def forget_history(self) -> int:
        """Remove what was searched; how much that was."""
        return self._personal.forget((QUERIES,))


def _bare(request: SearchRequest) -> SearchRequest:
    """Only how many there are."""
    return replace(request, limit=0)


def _of_row(row: Row) -> SavedSearch:
    filters = msgspec.json.decode(row["filters"], type=Filters)
    return SavedSearch(
        row["id"], row["name"], row["query"], row["folder"], filters, Sort(row["sort"]), bool(row["exact"]), row["at"]
    )


def _row(search: SavedSearch) -> Row:
    given = {name: value for name, value in msgspec.to_builtins(search.filters).items() if value}
    return {
        "id": search.id, "name": search.name, "folder": search.folder, "query": search.query,
        "filters": msgspec.json.encode(given).decode(), "sort": search.sort.value, "exact": int(search.exact),
        "at": search.at,
    }  # fmt: skip
