"""A plugin for the process that runs nbval: its kernels too are reached through files, each through its own."""

from __future__ import annotations

from contextlib import ExitStack
from typing import Any

import nbval.kernel
from jupyter_client.manager import KernelManager

from courseware import kernels

_open = ExitStack()


def _manager(**settings: Any) -> KernelManager:
    return KernelManager(**_open.enter_context(kernels.by_files()), **settings)


nbval.kernel.KernelManager = _manager


def pytest_unconfigure() -> None:
    """Remove the folders when all notebooks are done."""
    _open.close()
