"""Looks at every screen in every size, colour scheme and language: clipped text, missing glyphs, low contrast, words of
another language.  One line for each finding; exit 1 when there are any.

    looks.py [--quick] [--only NAME]… [--pictures DIR] [--look SIZE/THEME/LANGUAGE]
    looks.py --larger

`--quick` opens each screen once, so that any two of size, colours and language meet; `--pictures` saves what it saw
there instead of looking at it.  Works without a display.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import product
from pathlib import Path

import offscreen  # first: it chooses Qt's platform
from looks_archive import fill
from looks_check import Finding, look
from looks_screens import QUERIES, SCREENS, shown
from looks_stage import LANGUAGES, SIZES, THEMES, Combination, Stage, can_scale
from PySide6.QtCore import QSize

from reader.folders import PERSONAL
from reader.library import Library
from reader.open import open_library
from ui.desktop.app import make_application

LARGER = 150
"""Per cent: the size of the interface that is looked at besides 100."""
LARGER_ROOM = Combination(SIZES[0], "light", "zh", LARGER).room


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser("looks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="each screen once, pairwise over size, colours, language")
    parser.add_argument("--only", action="append", metavar="NAME", help="only this screen (may be repeated)")
    parser.add_argument("--look", metavar="SIZE/THEME/LANGUAGE", help="only this combination, as the findings name it")
    parser.add_argument(
        "--larger", action="store_true", help="only the larger interface (the whole does it at the end)"
    )
    parser.add_argument("--pictures", type=Path, metavar="DIR", help="save pictures there, each screen once")
    options = parser.parse_args(arguments)
    names = options.only or list(SCREENS)
    if unknown := [name for name in names if name not in SCREENS]:
        parser.error(f"no such screen: {', '.join(unknown)}")
    larger = bool(options.larger or (options.look and "%" in options.look))
    offscreen.screen(*(LARGER_ROOM if larger else (1920, 1920)))
    make_application()
    began, count, findings = time.monotonic(), 0, 0
    with archives() as (full, empty):
        known = words_of(full)
        once = bool(options.quick or options.pictures)
        for name, combination in plan(names, once=once, only=options.look, larger=larger):
            screen = SCREENS[name]
            stage = Stage(empty if screen.empty else full, combination, screen.settings, private=screen.private)
            try:
                widget = shown(stage, screen)
                if options.pictures:
                    save(stage, name, options.pictures)
                    continue
                for finding in look(widget, QSize(*combination.room), combination.language, known):
                    findings += 1
                    sys.stdout.write(f"{name}  {combination}  {finding}\n")
            except LookupError as error:
                findings += 1
                sys.stdout.write(f"{name}  {combination}  unreachable  {error}\n")
            finally:
                stage.close()
                count += 1
    sys.stdout.write(f"{count} 屏，{findings} 处不妥，{time.monotonic() - began:.0f} 秒\n")
    sys.stdout.flush()
    if not (larger or options.quick or options.look or options.pictures or options.only) and can_scale():
        again = subprocess.run([sys.executable, __file__, "--larger"], check=False)  # on a screen of another size
        return max(again.returncode, int(findings > 0))
    return 1 if findings else 0


def combinations() -> list[Combination]:
    """All of the usual size."""
    return [Combination(*look) for look in product(SIZES, THEMES, LANGUAGES)]


def enlarged() -> list[Combination]:
    """The larger interface, on the smallest screen."""
    return [Combination(SIZES[0], "light", language, LARGER) for language in LANGUAGES]


def pairwise() -> list[Combination]:
    """Few, in which any two of size, colours and language meet."""
    return [Combination(SIZES[(t + n) % 3], theme, LANGUAGES[n]) for n in range(3) for t, theme in enumerate(THEMES)]


def plan(
    names: Iterable[str], *, once: bool, only: str | None = None, larger: bool = False
) -> Iterator[tuple[str, Combination]]:
    """Which screen in which look; by look, because colours and words change with it."""
    names, all_looks = list(names), enlarged() if larger else combinations()
    if once:
        looks = pairwise()
        for number, one in enumerate(looks):
            yield from ((name, one) for at, name in enumerate(names) if at % len(looks) == number)
    else:
        yield from ((name, one) for one in all_looks for name in names if only in (None, str(one)))


@contextmanager
def archives() -> Iterator[tuple[Library, Library]]:
    """The filled one and an empty one."""
    with tempfile.TemporaryDirectory(prefix="dianzibao-looks-") as folder:
        home = Path(folder)
        with (
            open_library(home / "full", personal=home / PERSONAL) as full,
            open_library(home / "empty", personal=home / f"empty-{PERSONAL}") as empty,
        ):
            fill(full, home)
            yield full, empty


def words_of(library: Library) -> str:
    """All that the archive holds, and what its reader wrote."""
    found: list[str | None] = ["电子报阅读机", *QUERIES]
    for paper in library.papers():
        found.append(paper.name)
        for issue in library.issues(paper.name):
            for head in library.articles(issue.key):
                article = library.article(head.id)
                found += [
                    article.content.title,
                    article.content.byline,
                    article.content.kicker,
                    *article.content.texts(),
                ]
                found += [f"{page.label}{page.name}" for page in article.pages]
    found += [mark.text for mark in library.marks.all()]
    found += (
        library.marks.tags() + [one.name + one.folder for one in library.searches.all()] + library.searches.history()
    )
    found += [book.name + "".join(one.note for one in library.clippings.of(book)) for book in library.clippings.books()]
    return "\n".join(filter(None, found))


def save(stage: Stage, name: str, folder: Path) -> None:
    """The window, with what lies over it."""
    from looks_pictures import composed

    folder.mkdir(parents=True, exist_ok=True)
    look = stage.look
    path = folder / f"{name}-{look.size[0]}-{look.theme}-{look.language}.png"
    composed(stage.window).save(str(path))
    sys.stdout.write(f"{path}\n")


__all__ = ["Finding", "main", "pairwise"]

if __name__ == "__main__":
    sys.exit(main())
