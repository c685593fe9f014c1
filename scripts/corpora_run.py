"""Other projects' test files through import and drawing, into an archive that is thrown away.  See scripts/corpora.

Each file is imported by itself through the limited child, then drawn as a page's picture.  It is read, refused in
words, or costs the child that reads it (in words, too); anything else is lost, and the exit code is 1.
"""

from __future__ import annotations

import argparse
import hashlib
import logging
import os
import re
import subprocess
import sys
import tarfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from archive.progress import Outcome

PROGRAMS: Final = re.compile(
    r"\.(pyi?|[ch]|cpp|hpp|in|rst|md|toml|cfg|ini|lock|sh|bash|bat|ps1|ya?ml|rb|pl|php|css|typed|ipynb|gitignore|keep)$"
)
"""What a source package holds besides: no newspaper ever came as one of these."""
LARGEST: Final = 64 << 20
SECONDS: Final = 60
"""For reading one file, and for drawing it."""
MEMORY: Final = 3072
"""Megabytes, likewise."""
_CHILD_LOST: Final = re.compile(r"读它的程序|秒没有读完|要的内存超过")
_STUMBLED: Final = "程序出了意外的问题"
READ, REFUSED, ENDED, LOST = "read", "refused", "child ended", "lost"


def main() -> None:
    options = _options()
    if options.draw:
        _draw_all()
        return
    lost = 0
    with TemporaryDirectory(prefix="corpora-") as folder:
        for variable in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
            os.environ[variable] = str(Path(folder, variable.lower()))
        for package in sorted(options.packed.glob("*.tar.gz")):
            if not options.packages or package.name.rpartition("-")[0] in options.packages:
                lost += _try(package, Path(folder, package.name))
    print(f"lost = {lost}")
    sys.exit(1 if lost else 0)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("packed", type=Path, nargs="?", help="the folder of the packages")
    parser.add_argument("packages", nargs="*", help="only these")
    parser.add_argument("--draw", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args()


def _try(package: Path, folder: Path) -> int:
    """One package; how many of its files were lost."""
    begun = time.monotonic()
    paths = list(_unpacked(package, folder / "files"))
    imported = _imported(paths, folder / "库")
    drawn = Counter(outcome for path, outcome in _drawn(paths))
    print(f"{package.name.removesuffix('.tar.gz')}: {len(paths)} files, {time.monotonic() - begun:.0f} s")
    for what, counts in (("import", imported), ("drawing", drawn)):
        print(f"  {what:8} " + ", ".join(f"{name} {counts[name]}" for name in (READ, REFUSED, ENDED, LOST)), flush=True)
    return imported[LOST] + drawn[LOST]


def _unpacked(package: Path, folder: Path) -> Iterator[Path]:
    """Its files that are no programs, each under a name of ours: no name in the package decides where anything goes."""
    folder.mkdir(parents=True)
    with tarfile.open(package) as packed:
        for number, member in enumerate(packed):
            name = PurePosixPath(member.name).name
            stream = packed.extractfile(member) if member.isreg() and member.size <= LARGEST else None
            if stream is None or PROGRAMS.search(name.lower()):
                continue
            plain = re.sub(r"[^\w.-]", "_", name).replace(".test", ".html")  # bleach's tests are pieces of HTML
            path = folder / f"{number:05}-{plain[-80:]}"
            path.write_bytes(stream.read())
            yield path


# ── import ─────────────────────────────────────────────────────────────────────────────────────────────────────────


class _Errors(logging.Handler):
    """An error in the log is a bug of ours, whatever was said to the user."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record.getMessage())


def _imported(paths: Sequence[Path], archive: Path) -> Counter[str]:
    """What became of each; afterwards the archive is read and checked as a whole."""
    from archive.formats.base import Hints
    from archive.importing.worker import Limits, WorkerReader
    from archive.progress import Outcome
    from reader.open import open_library

    counts: Counter[str] = Counter()
    errors = _Errors()
    logging.getLogger().addHandler(errors)
    with open_library(archive, reading=lambda: WorkerReader(limits=Limits(SECONDS, MEMORY))) as library:
        for number, path in enumerate(paths):
            hints = Hints({"paper": f"试验报{number}", "date": "2026-01-02"})
            try:
                steps = list(library.import_paths([path], hints=hints))
                outcome, why = _became([step for step in steps if isinstance(step, Outcome)])
            except Exception as error:  # the import itself must never end so
                outcome, why = LOST, repr(error)
            if errors.said:
                outcome, why = LOST, "; ".join(errors.said)
                errors.said.clear()
            counts[outcome] += 1
            if outcome in (ENDED, LOST):
                print(f"  {path.name}: {outcome}: {why}", flush=True)
        for why in _wrong(library):
            counts[LOST] += 1
            print(f"  the archive afterwards: {why}")
    logging.getLogger().removeHandler(errors)
    return counts


def _became(outcomes: list[Outcome]) -> tuple[str, str]:
    reasons = [outcome.reason or "" for outcome in outcomes if outcome.outcome.is_problem]
    said = "; ".join(reasons)
    if not outcomes or not all(reasons) or _STUMBLED in said:
        return LOST, said or "nothing was said"
    if _CHILD_LOST.search(said):
        return ENDED, said
    return (REFUSED if len(reasons) == len(outcomes) else READ), said


def _wrong(library: object) -> Iterator[str]:
    """All that came in is there, found, read and rendered."""
    from archive.keeping.fixity import Finding
    from reader.library import Library
    from reader.rendering import render_html, render_text

    assert isinstance(library, Library)
    for _ in library.update_index():
        pass
    for issue in library.issues():
        for head in library.articles(issue.key):
            article = library.article(head.id)
            if not render_html(article) or not render_text(article):
                yield f"{article.id} renders as nothing"
    for found in library.health.verify(full=True):
        if isinstance(found, Finding):
            yield found.sentence


# ── drawing ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _drawn(paths: Sequence[Path]) -> Iterator[tuple[Path, str]]:
    """Each as a page's picture, in a child with limits.  The window has no such child: one that ends is a loss."""
    rest = list(paths)
    while rest:
        names = "".join(f"{path}\n" for path in rest)
        child = subprocess.run(
            [sys.executable, __file__, "--draw"], input=names, capture_output=True, encoding="utf-8", check=False
        )
        said = child.stdout.splitlines()
        for outcome in said:
            yield rest.pop(0), outcome
        if rest:
            path = rest.pop(0)
            print(f"  {path.name}: drawing ended with {child.returncode}: {child.stderr[-600:]}")
            yield path, LOST


def _draw_all() -> None:
    """Paths on standard input, outcomes on standard output."""
    import resource
    import signal

    from archive.errors import DianzibaoError
    from reader.pictures import Facsimile, PagePictures

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY << 20, MEMORY << 20))
    for name in sys.stdin.read().splitlines():
        sha = hashlib.sha256(name.encode()).hexdigest()
        with TemporaryDirectory() as kept:
            drawing = PagePictures(Path(kept), lambda _sha: Path(name))
            signal.alarm(SECONDS)
            try:
                drawing.size(Facsimile(sha))
                drawing.keep(Facsimile(sha), drawing.preview(Facsimile(sha)))
            except DianzibaoError as error:
                outcome = REFUSED if str(error) else LOST
            else:
                outcome = READ
            signal.alarm(0)
        print(outcome, flush=True)


if __name__ == "__main__":
    main()
