"""These tests hold only where the network was taken away: by `make test`, and always in CI."""

from __future__ import annotations

import os

collect_ignore = [] if os.environ.get("COURSE_OFFLINE") or os.environ.get("CI") else ["test_no_network.py"]
