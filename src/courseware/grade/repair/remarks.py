"""What a teacher should know of a submission: each kind of remark is one sentence, however often it is made."""

from __future__ import annotations

MOST = 6


class Remarks:
    """Collects remarks with the cells or files that they concern."""

    def __init__(self) -> None:
        self._made: dict[str, list[str]] = {}

    def add(self, remark: str, place: str) -> None:
        """Make a remark, without a full stop, on one more cell or file."""
        self._made.setdefault(remark, []).append(place)

    def sentences(self) -> tuple[str, ...]:
        """Return one sentence for each kind of remark; it names the first six cells or files and counts the others."""
        return tuple(f"{remark}: {_list(places)}." for remark, places in self._made.items())


def _list(places: list[str]) -> str:
    named = ", ".join(places[:MOST])
    return named if len(places) <= MOST else f"{named} and {len(places) - MOST} more"
