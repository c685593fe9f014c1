"""The limit of memory on Windows, as far as it can be looked at elsewhere: what is handed to the system, and when."""

from __future__ import annotations

import ctypes
import sys
from typing import Any

import pytest

from archive.limited import inside, windows


class Kernel:
    """Takes what kernel32 would be given."""

    def __init__(self, **results: int) -> None:
        self.results, self.calls = results, []  # type: ignore[var-annotated]

    def __getattr__(self, name: str) -> Any:
        def call(*given: Any) -> int:
            self.calls.append((name, given))
            if name == "SetInformationJobObject":
                limits = ctypes.cast(given[2], ctypes.POINTER(windows.Extended)).contents
                told = limits.BasicLimitInformation.LimitFlags, limits.ProcessMemoryLimit
                self.calls[-1] = (name, (given[0], given[1], told, given[3]))
            return self.results.get(name, 7)

        return call


def test_the_structure_is_as_large_as_windows_has_it() -> None:
    wide = ctypes.sizeof(ctypes.c_void_p) == 8
    assert ctypes.sizeof(windows.Extended) == (144 if wide else 112)
    assert windows.Extended.ProcessMemoryLimit.offset == (112 if wide else 96)
    assert windows._Basic.LimitFlags.offset == 16


def test_the_process_is_put_into_one_job_and_given_its_memory() -> None:
    kernel = Kernel(GetCurrentProcess=-1)
    job = windows.Job(kernel)
    job.limit_memory(300 << 20)
    job.limit_memory(sys.maxsize)
    size = ctypes.sizeof(windows.Extended)
    assert kernel.calls == [
        ("CreateJobObjectW", (None, None)),
        ("GetCurrentProcess", ()),
        ("AssignProcessToJobObject", (7, -1)),
        ("SetInformationJobObject", (7, 9, (0x100, 300 << 20), size)),
        ("SetInformationJobObject", (7, 9, (0, 0), size)),
    ]


@pytest.mark.parametrize("name", ["CreateJobObjectW", "AssignProcessToJobObject", "SetInformationJobObject"])
def test_what_the_system_refuses_is_an_error_with_its_number(name: str) -> None:
    with pytest.raises(OSError, match="job object") as found:
        windows.Job(Kernel(**{name: 0, "last_error": 5})).limit_memory(1)
    assert found.value.errno == 5


def test_a_child_on_windows_limits_itself_with_each_question(monkeypatch: pytest.MonkeyPatch) -> None:
    kernel = Kernel()
    monkeypatch.setattr(windows, "_kernel", lambda: kernel)
    monkeypatch.setattr(sys, "platform", "win32")
    windows.job.cache_clear()
    try:
        inside.limit(5, 100 << 20)
        inside.limit(5, 200 << 20, alone=False)
        inside.renew_time(5)
        assert [name for name, _ in kernel.calls].count("CreateJobObjectW") == 1
        assert [given[2] for name, given in kernel.calls if name.startswith("Set")] == [
            (0x100, 100 << 20), (0x100, 200 << 20),
        ]  # fmt: skip
        kernel.results["SetInformationJobObject"] = 0
        inside.limit(5, 300 << 20)  # goes on without
    finally:
        windows.job.cache_clear()


def test_elsewhere_there_is_no_kernel() -> None:
    if sys.platform != "win32":
        with pytest.raises(OSError, match="no job objects"):
            windows._kernel()
