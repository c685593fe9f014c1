"""Qt without a display, for the scripts that walk through the window or take its picture.

Import it before anything of Qt: it chooses the platform.
"""

from __future__ import annotations

import atexit
import json
import os
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH", ""))))
if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
    os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler  # noqa: E402

import ui.desktop  # noqa: E402, F401 - says how PySide6 is to be started


def screen(width: int, height: int) -> None:
    """The size of the offscreen platform's screen (800 × 800 of itself); before the application is made."""
    if os.environ.get("QT_QPA_PLATFORM", "").partition(":")[0] != "offscreen":
        return
    about = {"name": "screen", "x": 0, "y": 0, "width": width, "height": height, "logicalDpi": 96, "dpr": 1}
    with tempfile.NamedTemporaryFile("w", suffix=".json", prefix="dianzibao-screen-", delete=False) as file:
        json.dump({"synchronousWindowSystemEvents": False, "windowFrameMargins": True, "screens": [about]}, file)
    atexit.register(Path(file.name).unlink, missing_ok=True)
    os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={file.name}"


OF_NO_ACCOUNT = "This plugin does not support propagateSizeHints()"
"""What the offscreen platform says of itself at every window."""


def _say(_kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
    if text != OF_NO_ACCOUNT:
        sys.stderr.write(text + "\n")


qInstallMessageHandler(_say)
