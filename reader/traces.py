"""What reading leaves behind on this machine: counted, listed, cleared."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final

import msgspec

from archive.errors import UsageError
from archive.wording import _, listed
from reader.library import Library
from reader.settings import Settings

PLACES: Final = ("window.last_paper", "page.zoom")


class Trace(msgspec.Struct, frozen=True):
    """One kind of them; `count` what there is."""

    name: str
    count: int


class Traces:
    """The traces of one reader, by the names of `NAMES`.  Marks are no traces: they were made to stay."""

    NAMES: Final = ("visits", "queries", "archives", "places")
    """Articles that were read; what was searched; archives that were opened; the paper that was open last, a picture
    of the window as it was left, zooms of pages."""

    def __init__(self, library: Library, settings: Settings) -> None:
        self._counts: Mapping[str, Callable[[], int]] = {
            "visits": library.visits.count,
            "queries": lambda: len(library.searches.history()),
            "archives": lambda: len(settings.texts("archive.recent")),
            "places": lambda: _places(settings),
        }
        self._clears: Mapping[str, Callable[[], object]] = {
            "visits": library.visits.forget,
            "queries": library.searches.forget_history,
            "archives": lambda: settings.forget("archive.recent"),
            "places": lambda: _forget_places(settings),
        }

    def there(self) -> list[Trace]:
        """Every kind, also those of which there is nothing."""
        return [Trace(name, count()) for name, count in self._counts.items()]

    def clear(self, names: Iterable[str]) -> list[Trace]:
        """Remove these kinds for good; what was removed.  `UsageError` for a name that is none."""
        wanted = list(names)
        for name in wanted:
            if name not in self._clears:
                raise UsageError(_("没有这种痕迹：{name}（有 {known}）").format(name=name, known=listed(self.NAMES)))
        cleared = [trace for trace in self.there() if trace.name in wanted]
        for trace in cleared:
            self._clears[trace.name]()
        return cleared


def _places(settings: Settings) -> int:
    picture = settings.picture
    return (
        len(settings.table("page.zoom")) + bool(settings.get("window.last_paper")) + bool(picture and picture.exists())
    )


def _forget_places(settings: Settings) -> None:
    settings.forget(*PLACES)
    if settings.picture:
        settings.picture.unlink(missing_ok=True)
