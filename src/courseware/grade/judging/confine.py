"""What a forked process does to itself before it touches anything of a learner's: namespaces, limits, no system calls.

Linux only. The functions are called in a process that has one thread and holds no secret; none of them can be undone.
Numbers are those of the Linux system call interface (``linux/sched.h``, ``linux/mount.h``, ``linux/prctl.h``).
"""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import socket
from pathlib import Path

WORK = "/scratch/work"
MAX_THREADS = 64
MEGABYTE = 1 << 20
MEMORY = 2048 * MEGABYTE
_LIMITS = {
    "RLIMIT_AS": MEMORY,
    "RLIMIT_CORE": 1,  # 0 would still hand the memory of a crashed process to a program of the machine's
    "RLIMIT_FSIZE": 32 * MEGABYTE,
    "RLIMIT_MEMLOCK": 0,
    "RLIMIT_MSGQUEUE": 0,
    "RLIMIT_NOFILE": 64,
}

_NEW_MOUNT, _NEW_IPC, _NEW_USER, _NEW_PID, _NEW_NET = 0x20000, 0x8000000, 0x10000000, 0x20000000, 0x40000000
_MS_NOSUID, _MS_NODEV, _MS_RECURSIVE, _MS_PRIVATE = 0x2, 0x4, 0x4000, 0x40000
_PR_SET_PDEATHSIG, _PR_SET_NO_NEW_PRIVS = 1, 38
_CAPABILITIES_VERSION = 0x20080522
_CLONE_THREAD = 0x10000
# The same number on every kind of machine; older C libraries have no name for it.
_MOUNT_SETATTR, _AT_RECURSIVE, _ATTR_READ_ONLY = 442, 0x8000, 0x1
# In memory, so that a full one costs nobody else anything; the last two are empty and hide what several would share.
_SCRATCH = {
    "/scratch": b"size=64m,nr_inodes=4096",
    "/dev/shm": b"size=1m,nr_inodes=64",
    "/dev/pts": b"size=4k,nr_inodes=4",
    "/proc": b"size=4k,nr_inodes=4",
}

# A process of a learner's computes; it has no business with other processes, mounts, keys, clocks or the network, with
# locks on files that others read, or with memory that no limit of its own counts.
_DENIED = (
    "acct", "add_key", "adjtimex", "bpf", "chroot", "clock_adjtime", "clock_settime", "delete_module", "execve",
    "execveat", "fanotify_init", "finit_module", "flock", "fork", "fsconfig", "fsmount", "fsopen", "fspick",
    "init_module", "io_setup", "io_uring_enter", "io_uring_register", "io_uring_setup", "ioperm", "iopl", "kcmp",
    "kexec_load", "keyctl", "listmount", "lookup_dcookie", "memfd_create", "memfd_secret", "migrate_pages",
    "modify_ldt", "mount", "mount_setattr", "move_mount", "move_pages", "mq_open", "msgget", "name_to_handle_at",
    "nfsservctl", "open_by_handle_at", "open_tree", "perf_event_open", "personality", "pidfd_getfd", "pivot_root",
    "process_madvise", "process_vm_readv", "process_vm_writev", "ptrace", "quotactl", "reboot", "request_key",
    "semget", "setdomainname", "sethostname", "setns", "setrlimit", "settimeofday", "shmget", "socket", "statmount",
    "swapoff", "swapon", "syslog", "umount2", "unshare", "userfaultfd", "vfork", "vhangup",
)  # fmt: skip


class ConfineError(RuntimeError):
    """The machine does not allow a part of the confinement; the text says which."""


_libc = ctypes.CDLL(None, use_errno=True)


def enter_own_namespaces() -> None:
    """Leave users, processes, mounts, shared memory and network to others; children are in the new process namespace.

    Nothing but scratch space of its own can be written afterwards, so no submission leaves anything to the next. That
    holds for the modes and times of devices, too, which are the machine's own where its administrator grades.

    Raises
    ------
    ConfineError
        If the kernel refuses.
    """
    user, group = os.getuid(), os.getgid()
    _call("unshare", _NEW_USER | _NEW_PID | _NEW_MOUNT | _NEW_IPC | _NEW_NET)
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{user} {user} 1")
    Path("/proc/self/gid_map").write_text(f"{group} {group} 1")
    _call("mount", b"none", b"/", None, _MS_RECURSIVE | _MS_PRIVATE, None)
    wanted = (ctypes.c_uint64 * 4)(_ATTR_READ_ONLY)
    size = ctypes.c_size_t(ctypes.sizeof(wanted))
    _call("syscall", ctypes.c_long(_MOUNT_SETATTR), -1, b"/", _AT_RECURSIVE, wanted, size, what="mount_setattr")
    for folder, options in _SCRATCH.items():
        _call("mount", b"tmpfs", folder.encode(), b"tmpfs", _MS_NOSUID | _MS_NODEV, options)
    os.mkdir(WORK)


def keep_only(descriptor: int, *more: int) -> None:
    """Close every open file but these; standard input, output and error lead nowhere."""
    kept = sorted({descriptor, *more})
    nowhere = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nowhere, standard)
    start = 3
    for one in [*kept, resource.getrlimit(resource.RLIMIT_NOFILE)[0]]:
        os.closerange(start, one)
        start = one + 1


def die_with_parent() -> None:
    """End at once when the parent does."""
    _call("prctl", _PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() == 1:
        os._exit(1)


def give_up_rights(seconds: int) -> None:
    """Bound memory, files and processor time, in seconds; give up capabilities and all calls that nobody needs."""
    limit(seconds)
    _drop_privileges()
    _forbid_system_calls()


def limit(seconds: int) -> None:
    """Bound memory, files and processor time, in seconds."""
    for what, most in _LIMITS.items():
        resource.setrlimit(getattr(resource, what), (most, most))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))


def _drop_privileges() -> None:
    """Give up every capability and the way back to one."""
    _call("prctl", _PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    header = (ctypes.c_uint32 * 2)(_CAPABILITIES_VERSION, 0)
    _call("capset", header, (ctypes.c_uint32 * 6)())


def _forbid_system_calls() -> None:
    """Refuse new processes, programs, sockets, namespaces, mounts and what else a computation never needs."""
    import pyseccomp

    rules = pyseccomp.SyscallFilter(pyseccomp.ALLOW)
    refused = pyseccomp.ERRNO(1)  # EPERM, which Python shows as PermissionError
    for name in _DENIED:
        try:
            rules.add_rule(refused, name)
        except (OSError, RuntimeError):
            continue  # this machine's kernel interface has no such call
    rules.add_rule(refused, "prlimit64", pyseccomp.Arg(2, pyseccomp.NE, 0))  # limits may be read, not set
    rules.add_rule(refused, "socketpair", pyseccomp.Arg(0, pyseccomp.NE, socket.AF_UNIX))
    # Threads stay: a clone that shares all. Whether clone3 makes a thread cannot be seen, so C libraries are sent back.
    rules.add_rule(refused, "clone", pyseccomp.Arg(0, pyseccomp.MASKED_EQ, _CLONE_THREAD, 0))
    rules.add_rule(pyseccomp.ERRNO(38), "clone3")
    rules.load()


def crowded(processes: int, worker: int) -> bool:
    """Return whether a process has more threads than a computation needs; ``processes`` is ``/proc``, opened.

    No limit of the kernel's counts them when the grader runs as root.
    """
    return os.stat(f"{worker}/task", dir_fd=processes).st_nlink - 2 > MAX_THREADS


def _call(name: str, *arguments: object, what: str = "") -> None:
    if getattr(_libc, name)(*arguments):
        number = ctypes.get_errno()
        raise ConfineError(f"{what or name} is not allowed here ({os.strerror(number)})")
