"""How a kernel is reached that no server holds: through files, which no other process can take as it can a port."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def by_files() -> Iterator[dict[str, str]]:
    """Yield the settings of one kernel manager (transport, ip); its sockets are gone when the block ends.

    jupyter_client chooses free TCP ports and lets go of them before the kernel takes them, so that of two processes
    that start kernels at once both may choose the same. Windows has no such files; there ports are used, encrypted.
    """
    if os.name == "nt":
        yield {"transport_encryption": "auto"}
        return
    with tempfile.TemporaryDirectory(prefix="kernel-", ignore_cleanup_errors=True) as folder:
        yield {"transport": "ipc", "ip": f"{folder}/socket"}
