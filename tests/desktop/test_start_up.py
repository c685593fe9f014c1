"""The window as a process of its own: how it starts, what it loads and what it does without, that it leaves."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_unreadable_archive_is_refused_with_3(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    done = _run("ui.desktop.app", "--archive", str(tmp_path / "file"), "--selftest", home=tmp_path)
    assert done.returncode == 3
    assert "不是文件夹" in done.stderr
    assert "Traceback" not in done.stderr


def test_selftest_opens_paints_and_leaves(tmp_path: Path) -> None:
    done = _run("ui.desktop.app", "--archive", str(tmp_path / "archive"), "--selftest", home=tmp_path)
    assert done.returncode == 0, done.stderr


def test_the_walk_of_scripts_run_comes_to_its_end(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; sys.path.insert(0, 'scripts')\n"
        "import tour; tour.OUT = Path(sys.argv[1]); sys.exit(tour.main())\n"
    )
    done = _run("-c", code, str(tmp_path / "pictures"), home=tmp_path)
    assert done.returncode == 0, done.stderr
    assert len(list((tmp_path / "pictures").glob("*.png"))) >= 5


def test_the_program_has_its_style_and_its_fonts(tmp_path: Path) -> None:
    code = (
        "import sys; from PySide6.QtGui import QFontDatabase; from PySide6.QtWidgets import QApplication\n"
        "from ui.desktop import app; from ui.desktop.desktop import Desktop; from ui.desktop.plain import PlainStyle\n"
        "dressed = []; app.PlainStyle = lambda: dressed.append(PlainStyle()) or dressed[0]\n"
        "assert app.run(sys.argv[1:]) == 0\n"
        "here = QApplication.instance(); here.setStyleSheet('')\n"
        "print(len(dressed), here.style() is dressed[0], 'Dianzibao Serif' in QFontDatabase.families())\n"
    )
    done = _run("-c", code, "--archive", str(tmp_path / "archive"), "--selftest", home=tmp_path)
    assert done.stdout.split() == ["1", "True", "True"], done.stderr


def test_start_leaves_heavy_modules_alone(tmp_path: Path) -> None:
    code = (
        "import sys; from ui.desktop.app import run; run(sys.argv[1:]);"
        "bad = {'whoosh', 'trafilatura', 'PIL', 'alembic', 'bs4', 'docx', 'numpy', 'opencc', 'pypinyin'} & set(sys.modules);"
        "sys.exit(f'loaded: {bad}' if bad else 0)"
    )
    done = _run("-c", code, "--archive", str(tmp_path / "archive"), "--selftest", home=tmp_path)
    assert done.returncode == 0, done.stderr


def test_what_is_seen_first_waits_for_little(tmp_path: Path) -> None:
    code = (
        "import sys; from ui.desktop.app import run; run(sys.argv[1:]);"
        "bad = {'sqlalchemy', 'reader.library', 'archive.model', 'indexer'} & set(sys.modules);"
        "sys.exit(f'loaded: {bad}' if bad else 0)"
    )
    done = _run("-c", code, "--archive", str(tmp_path / "archive"), "--selftest", "launch", home=tmp_path)
    assert done.returncode == 0, done.stderr
    assert not (tmp_path / "archive").exists()


def test_types_are_made_at_start_not_by_two_threads_at_once(tmp_path: Path) -> None:
    code = (
        "import sys, ui.desktop.app, PySide6.QtGui as gui;"
        "rare = [name for name in ('QPdfWriter', 'QUndoGroup', 'QVector4D') if name in vars(gui)];"
        "sys.exit(0 if len(rare) == 3 else f'not made yet: only {rare}')"
    )
    done = _run("-c", code, home=tmp_path)
    assert done.returncode == 0, done.stderr


def test_calls_that_return_nothing_do_not_wear_out_none() -> None:
    """PySide6 6.12.0 lost one reference to None with each such call on Python < 3.12 and aborted at about 5,700."""
    code = (
        "from PySide6.QtWidgets import QApplication, QWidget\n"
        "app = QApplication([]); widget = QWidget()\n"
        "for number in range(20_000): widget.setToolTip('x')\n"
        "print('alive')"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], env=_environment(ROOT), capture_output=True, text=True, check=False, timeout=60
    )
    assert done.stdout.strip() == "alive", done.stderr


def _environment(home: Path) -> dict[str, str]:
    import os

    return {**os.environ, "QT_QPA_PLATFORM": "offscreen", "XDG_CONFIG_HOME": str(home), "XDG_DATA_HOME": str(home)}


def _run(*arguments: str, home: Path) -> subprocess.CompletedProcess[str]:
    module = arguments if arguments[0] == "-c" else ("-m", *arguments)
    return subprocess.run(
        [sys.executable, *module], env=_environment(home), cwd=ROOT, capture_output=True, text=True, check=False,
        timeout=60,
    )  # fmt: skip
