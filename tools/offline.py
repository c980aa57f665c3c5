"""Runs a command with no network but loopback, in a network namespace of its own (Linux).

    python tools/offline.py COMMAND [ARGUMENT …]

Needs neither unshare nor ip. Where the system forbids such namespaces the command still runs, after a line that says
so; in CI (the variable CI is set) that is an error instead. The command sees COURSE_OFFLINE=1 when it is cut off.
"""

from __future__ import annotations

import ctypes
import fcntl
import os
import socket
import struct
import sys

CLONE_NEWUSER, CLONE_NEWNET = 0x10000000, 0x40000000
SIOCGIFFLAGS, SIOCSIFFLAGS, IFF_UP = 0x8913, 0x8914, 0x1


def cut_off() -> None:
    """Move this process into an empty network namespace with loopback up.

    Raises OSError if the system does not allow it, AttributeError if it has no such call.
    """
    uid, gid = os.getuid(), os.getgid()
    try:
        _unshare(CLONE_NEWNET)
    except PermissionError:
        _unshare(CLONE_NEWUSER | CLONE_NEWNET)
        _write("/proc/self/setgroups", "deny")
        _write("/proc/self/uid_map", f"{uid} {uid} 1")
        _write("/proc/self/gid_map", f"{gid} {gid} 1")
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as control:
        request = fcntl.ioctl(control, SIOCGIFFLAGS, struct.pack("16sh22x", b"lo", 0))
        flags = struct.unpack("16sh22x", request)[1]
        fcntl.ioctl(control, SIOCSIFFLAGS, struct.pack("16sh22x", b"lo", flags | IFF_UP))


def _unshare(flags: int) -> None:
    if ctypes.CDLL(None, use_errno=True).unshare(flags) != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))


def _write(path: str, text: str) -> None:
    with open(path, "w", encoding="ascii") as file:
        file.write(text)


def allowed() -> bool:
    """Try it in a child process: some systems grant the namespace and then forbid to bring loopback up in it."""
    child = os.fork()
    if child == 0:
        try:
            cut_off()
        except (OSError, AttributeError):
            os._exit(1)
        os._exit(0)
    return os.waitpid(child, 0)[1] == 0


def main() -> None:
    """Cut off if possible, then become the command."""
    if len(sys.argv) < 2:
        raise SystemExit(__doc__)
    if allowed():
        cut_off()
        os.environ["COURSE_OFFLINE"] = "1"
    elif os.environ.get("CI"):
        raise SystemExit(
            "This system forbids network namespaces, so the tests cannot be cut off from the network, as CI demands. "
            "Run as root or enable user namespaces (sysctl user.max_user_namespaces=10000)."
        )
    else:
        print(
            "Note: this system forbids network namespaces, so it is not tested that no network is needed.", flush=True
        )
    os.execvp(sys.argv[1], sys.argv[1:])


if __name__ == "__main__":
    main()
