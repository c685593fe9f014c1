"""Shared by all tests: noise fails the suite, nothing touches the user's own folders, real material is optional."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

import ui.desktop  # noqa: F401 - says how PySide6 is to be started, which pytest-qt soon does
from archive.importing.reading import InProcess
from reader.library import Library
from reader.open import open_library
from reader.samples import sample_papers

settings.register_profile("suite", deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""How long an example takes says more of the machine than of the program."""
settings.register_profile("fuzz", settings.get_profile("suite"), max_examples=2_000, derandomize=False, print_blob=True)
"""For `scripts/fuzz`: other examples each time, even where CI wants the same."""
settings.load_profile("suite")

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"


OpenInProcess = Callable[[Path], AbstractContextManager[Library]]
FOLDERS = ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME")


@pytest.fixture(scope="session", autouse=True)
def _folders_of_the_session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """For what is opened for many tests, before any of them has folders of its own."""
    with pytest.MonkeyPatch.context() as patch:
        home = tmp_path_factory.mktemp("home")
        for variable in FOLDERS:
            patch.setenv(variable, str(home / variable.lower()))
        yield


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in FOLDERS:
        monkeypatch.setenv(variable, str(tmp_path / "home" / variable.lower()))
    monkeypatch.delenv("DIANZIBAO_ARCHIVE", raising=False)


class _Errors(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@pytest.fixture(autouse=True)
def _no_unexpected_errors(request: pytest.FixtureRequest) -> Iterator[None]:
    """A logged error fails the test, unless it carries the mark `logs_errors`."""
    handler = _Errors()
    logging.getLogger().addHandler(handler)
    yield
    logging.getLogger().removeHandler(handler)
    if handler.records and request.node.get_closest_marker("logs_errors") is None:
        pytest.fail("logged errors: " + "; ".join(record.getMessage() for record in handler.records))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real material beside the repository."""
    if not SHARED.is_dir():
        pytest.skip("no ../shared beside the repository")
    return SHARED


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return tmp_path / "档案 库"


@contextmanager
def _in_process(archive: Path) -> Iterator[Library]:
    """Without a child for each test; the command line has one.  In the end the sums over all rows are checked."""
    with open_library(archive, reading=InProcess) as opened:
        yield opened
        wrong = [damage for _, _, damage in opened._catalogue.check() if damage is not None]
        assert wrong == [], "whatever was written must be summed up"


@pytest.fixture(scope="session")
def in_process() -> OpenInProcess:
    return _in_process


@pytest.fixture
def library(archive: Path) -> Iterator[Library]:
    with _in_process(archive) as opened:
        yield opened


@pytest.fixture(scope="session")
def dailies(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive with the first sample paper, made once: tests have a copy each."""
    folder = tmp_path_factory.mktemp("dailies") / "archive"
    with _in_process(folder) as library:
        for _ in (*library.import_paths(sample_papers()[:1]), *library.update_index()):
            pass
    return folder
