"""Windows' job object: the memory of a process and of what it starts, ended with the one who made it."""

from __future__ import annotations

import ctypes
import subprocess
from typing import Any

_EXTENDED = 9  # JobObjectExtendedLimitInformation
_ONE_PROCESS, _MEMORY, _NO_DIALOG, _END_WITH_JOB = 0x8, 0x100, 0x400, 0x2000


class _Basic(ctypes.Structure):
    _fields_ = [
        ("process_time", ctypes.c_int64), ("job_time", ctypes.c_int64), ("flags", ctypes.c_uint32),
        ("least", ctypes.c_size_t), ("most", ctypes.c_size_t), ("processes", ctypes.c_uint32),
        ("affinity", ctypes.c_size_t), ("priority", ctypes.c_uint32), ("scheduling", ctypes.c_uint32),
    ]  # fmt: skip


class _Extended(ctypes.Structure):
    _fields_ = [
        ("basic", _Basic), ("io", ctypes.c_uint64 * 6), ("process_memory", ctypes.c_size_t),
        ("job_memory", ctypes.c_size_t), ("peak_process", ctypes.c_size_t), ("peak_job", ctypes.c_size_t),
    ]  # fmt: skip


class Job:
    """A job around one process; where the system refuses it the parent's clock still holds."""

    def __init__(self, kernel: Any, handle: Any) -> None:  # noqa: ANN401  ctypes' handles
        self._kernel, self._handle = kernel, handle

    @classmethod
    def around(cls, process: subprocess.Popen[bytes], memory: int) -> Job:
        """Put a process that waits for its input into a new job with `memory` bytes."""
        kernel = getattr(ctypes, "WinDLL")("kernel32", use_last_error=True)  # noqa: B009  unknown to other systems
        kernel.CreateJobObjectW.restype = ctypes.c_void_p
        kernel.SetInformationJobObject.argtypes = [ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p, ctypes.c_uint32]
        kernel.AssignProcessToJobObject.argtypes = [ctypes.c_void_p, ctypes.c_void_p]
        kernel.CloseHandle.argtypes = [ctypes.c_void_p]
        handle = kernel.CreateJobObjectW(None, None)
        limits = _Extended()
        limits.basic.flags = _ONE_PROCESS | _MEMORY | _NO_DIALOG | _END_WITH_JOB
        limits.basic.processes = 1
        limits.process_memory = memory
        kernel.SetInformationJobObject(handle, _EXTENDED, ctypes.byref(limits), ctypes.sizeof(limits))
        kernel.AssignProcessToJobObject(handle, int(getattr(process, "_handle")))  # noqa: B009  Windows only
        return cls(kernel, handle)

    def close(self) -> None:
        """Let the job go; what still runs in it ends."""
        self._kernel.CloseHandle(self._handle)
