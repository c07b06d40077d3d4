"""Finds the worst moment for a program to crash: when a register of one of its threads points at
something that must not be told."""

import contextlib
import ctypes
import os
import pathlib
import struct
import time

PTRACE_CONT, PTRACE_GETREGS, PTRACE_DETACH = 7, 12, 17
PTRACE_SEIZE, PTRACE_INTERRUPT = 0x4206, 0x4207
WALL = 0x40000000
SYS_TGKILL = 234
# Of the kernel's user_regs_struct: all general registers of x86-64.
REGISTERS = slice(0, 15)

libc = ctypes.CDLL(None, use_errno=True)
libc.ptrace.argtypes = [ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p]
libc.ptrace.restype = ctypes.c_long


def ptrace(request, thread, data=None):
    if libc.ptrace(request, thread, None, data) < 0:
        raise OSError(ctypes.get_errno(), "ptrace")


def points_at(thread, memory, telling):
    """Whether a register points at 16 bytes for which `telling` holds: what a report prints."""
    buffer = ctypes.create_string_buffer(27 * 8)
    ptrace(PTRACE_GETREGS, thread, ctypes.addressof(buffer))
    for address in struct.unpack("27Q", buffer.raw)[REGISTERS]:
        try:
            if telling(os.pread(memory, 16, address)):
                return True
        except (OSError, OverflowError):
            continue
    return False


def crash_at_worst_moment(process, thread, signal, telling, seconds=60):
    """Sends the thread a deadly signal at such a moment, or at the end of the time.

    Answers whether there was one."""
    memory = os.open(f"/proc/{process}/mem", os.O_RDONLY)
    ptrace(PTRACE_SEIZE, thread)
    end = time.monotonic() + seconds
    try:
        while True:
            ptrace(PTRACE_INTERRUPT, thread)
            os.waitpid(thread, WALL)
            found = points_at(thread, memory, telling)
            if found or time.monotonic() > end:
                # It waits for the thread, which goes on from here.
                libc.syscall(SYS_TGKILL, process, thread, signal)
                try:
                    ptrace(PTRACE_DETACH, thread)
                except ProcessLookupError:
                    # It is dead already, and its tracer has to say that it has seen it.
                    with contextlib.suppress(ChildProcessError):
                        os.waitpid(thread, WALL)
                return found
            ptrace(PTRACE_CONT, thread)
            time.sleep(0.0002)
    finally:
        os.close(memory)


def busiest_thread(process):
    """The thread that works while people talk: the one where the words are."""
    def work():
        tasks = pathlib.Path(f"/proc/{process}/task")
        stats = {int(task.name): (task / "schedstat").read_text() for task in tasks.iterdir()}
        return {thread: int(stat.split()[0]) for thread, stat in stats.items()}
    before = work()
    time.sleep(0.3)
    after = work()
    return max(before, key=lambda thread: after[thread] - before[thread])
