"""One process that fuzzes one subject by coverage: fuzz_child.py SUBJECT FOLDER [libFuzzer's options and corpus].

In FOLDER the subject is made, whole inputs to start from are laid down, and a line is written for each try, so that the
count holds whatever ends the process.  Only our own packages are instrumented: the start takes seconds, and what guides
is how far an input came in our code.
"""

from __future__ import annotations

import importlib
import logging
import os
import pkgutil
import sys
import warnings
from pathlib import Path

import atheris

PACKAGES = ("archive", "indexer", "reader")
OWN, WHOLE, TRIED = "own", "whole", "tried"
"""In FOLDER: the subject's folder, the inputs to start from, the lines (subject, tab, outcome)."""


def main() -> None:
    name, place, *options = sys.argv[1:]
    folder = Path(place)
    with atheris.instrument_imports(include=list(PACKAGES)):
        for package in PACKAGES:
            _import_all(package)
    import fuzz_subjects

    warnings.simplefilter("ignore")
    logging.disable()
    for needed in (folder / OWN, folder / WHOLE):
        needed.mkdir()
    subject = fuzz_subjects.SUBJECTS[name](folder / OWN)
    for number, data in enumerate(subject.starts()):
        (folder / WHOLE / str(number)).write_bytes(data)
    told = os.open(folder / TRIED, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def one(data: bytes) -> None:
        for who, what in subject.tries(data):
            os.write(told, f"{who}\t{what}\n".encode())

    atheris.Setup([sys.argv[0], *options, str(folder / WHOLE)], one)
    atheris.Fuzz()


def _import_all(package: str) -> None:
    """All modules, so that none is imported later, when nothing is instrumented any more."""
    for found in pkgutil.walk_packages(importlib.import_module(package).__path__, f"{package}."):
        if ".migrations." not in found.name:  # run by alembic, which loads them by itself
            importlib.import_module(found.name)


if __name__ == "__main__":
    main()
