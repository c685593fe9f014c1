"""The memory of this process, limited as Windows does it: by a job object that it puts itself into.

Written by the documentation of job objects; it has not been run on Windows (docs/reliability.md).
"""

from __future__ import annotations

import ctypes
import sys
from functools import cache
from typing import Any, Final

_EXTENDED_LIMITS: Final = 9  # JobObjectExtendedLimitInformation
_PROCESS_MEMORY: Final = 0x100  # JOB_OBJECT_LIMIT_PROCESS_MEMORY
_DWORD, _SIZE, _LARGE = ctypes.c_uint32, ctypes.c_size_t, ctypes.c_int64  # as wide as on Windows, wherever this runs


class _Basic(ctypes.Structure):
    """JOBOBJECT_BASIC_LIMIT_INFORMATION."""

    _fields_ = (
        ("PerProcessUserTimeLimit", _LARGE),
        ("PerJobUserTimeLimit", _LARGE),
        ("LimitFlags", _DWORD),
        ("MinimumWorkingSetSize", _SIZE),
        ("MaximumWorkingSetSize", _SIZE),
        ("ActiveProcessLimit", _DWORD),
        ("Affinity", _SIZE),
        ("PriorityClass", _DWORD),
        ("SchedulingClass", _DWORD),
    )


class Extended(ctypes.Structure):
    """JOBOBJECT_EXTENDED_LIMIT_INFORMATION; `IoInfo` are six counters that Windows only tells."""

    _fields_ = (
        ("BasicLimitInformation", _Basic),
        ("IoInfo", ctypes.c_uint64 * 6),
        ("ProcessMemoryLimit", _SIZE),
        ("JobMemoryLimit", _SIZE),
        ("PeakProcessMemoryUsed", _SIZE),
        ("PeakJobMemoryUsed", _SIZE),
    )


class Job:
    """A job that this process is in from now on; it may be in others, too (since Windows 8).  `OSError`."""

    def __init__(self, kernel: Any) -> None:
        """`kernel`: kernel32, its functions declared."""
        self._kernel = kernel
        self._handle = kernel.CreateJobObjectW(None, None)  # open as long as the process lives
        self._check(self._handle)
        self._check(kernel.AssignProcessToJobObject(self._handle, kernel.GetCurrentProcess()))

    def limit_memory(self, size: int) -> None:
        """Bytes that the process may have committed; `sys.maxsize` is no limit."""
        limits = Extended()
        if size < sys.maxsize:
            limits.BasicLimitInformation.LimitFlags = _PROCESS_MEMORY
            limits.ProcessMemoryLimit = size
        given = ctypes.byref(limits)
        self._check(self._kernel.SetInformationJobObject(self._handle, _EXTENDED_LIMITS, given, ctypes.sizeof(limits)))

    def _check(self, result: object) -> None:
        if not result:
            raise OSError(self._kernel.last_error(), "job object")


@cache
def job() -> Job:
    """The one of this process."""
    return Job(_kernel())


def _kernel() -> Any:
    if sys.platform == "win32":
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        handle, number, pointer = ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p
        for name, result, taken in (
            ("CreateJobObjectW", handle, (pointer, ctypes.c_wchar_p)),
            ("GetCurrentProcess", handle, ()),
            ("AssignProcessToJobObject", number, (handle, handle)),
            ("SetInformationJobObject", number, (handle, number, pointer, _DWORD)),
        ):
            function = getattr(kernel, name)
            function.restype, function.argtypes = result, taken
        setattr(kernel, "last_error", ctypes.get_last_error)  # noqa: B010 - the library has no such name of its own
        return kernel
    raise OSError("no job objects here")
