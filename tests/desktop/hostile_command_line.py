"""The command line with a reading child for which some tables are poison.  Run by `test_knowing_imports`."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import reader.open
from archive.importing.worker import Limits, WorkerReader

SECONDS = int(os.environ["HOSTILE_SECONDS"])
CHILD = Path(__file__).parents[1] / "storage" / "hostile_child.py"


def hostile_reader() -> WorkerReader:
    return WorkerReader([sys.executable, "-I", "-X", "utf8", str(CHILD)], Limits(seconds=SECONDS, memory=1000))


if __name__ == "__main__":
    reader.open.worker_reader = hostile_reader
    reader.open.open_library.__kwdefaults__["reading"] = hostile_reader
    from ui.cli.main import main  # it takes the reader by name

    main()
