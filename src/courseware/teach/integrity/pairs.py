"""Which answers to one item are alike, once what was handed out and what is published is taken off."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from rapidfuzz.distance import Indel

from courseware.teach.integrity.shape import Shape

Kind = Literal["code", "written"]


@dataclass(frozen=True)
class Rule:
    """When two answers are shown side by side.

    Attributes
    ----------
    size
        How many nodes or words in a row make a piece.
    fewest
        How many different pieces of its own an answer must have to be compared.
    candidate
        Share of pieces in common from which a pair is looked at more closely.
    alike
        How alike a pair must be, from 0 to 1, to be shown.
    """

    size: int
    fewest: int
    candidate: float
    alike: float


# Pieces of code are compared wherever they stand, as statements can be moved; words in their order, as a text whose
# every sixth word was exchanged keeps half of its pieces, yet five words of six.
RULES: dict[Kind, Rule] = {
    "code": Rule(size=6, fewest=30, candidate=0.8, alike=0.8),
    "written": Rule(size=3, fewest=40, candidate=0.2, alike=0.6),
}


@dataclass(frozen=True)
class Pair:
    """Two answers that are alike.

    Attributes
    ----------
    alike
        From 0 to 1.
    shared, rare
        How many different pieces both have, and how many of these stand in no third answer that was compared.
    """

    students: tuple[str, str]
    alike: float
    shared: int
    rare: int


@dataclass(frozen=True)
class Compared:
    """What came of an item.

    Attributes
    ----------
    own
        By student who was compared, the pieces that were neither handed out nor published.
    short
        Who has too few of these.
    pairs
        Those first that share most of what is rare.
    """

    own: Mapping[str, frozenset[int]]
    short: tuple[str, ...]
    pairs: tuple[Pair, ...]


@dataclass(frozen=True)
class _Own:
    """The pieces and words of an answer that were neither handed out nor published."""

    pieces: frozenset[int]
    tokens: tuple[str, ...]


def compare(
    kind: Kind, answers: Mapping[str, Shape], known: Iterable[Shape], partners: Mapping[str, Collection[str]]
) -> Compared:
    """Compare the answers to one item, each with each.

    Parameters
    ----------
    answers
        By student.
    known
        What was handed out and what is published as a solution: its pieces do not count.
    partners
        By student, with whom the work was done together; they are not compared with each other.
    """
    rule = RULES[kind]
    public = {piece for one in known for piece in one.pieces(rule.size)}
    every = {student: _own(shape, public, rule.size) for student, shape in answers.items()}
    own = {student: one for student, one in every.items() if len(one.pieces) >= rule.fewest}
    bits, rare = _bits(own)
    pairs = []
    for students in combinations(sorted(own), 2):
        one, other = (own[student] for student in students)
        mean = (len(one.pieces) + len(other.pieces)) / 2
        shared = bits[students[0]] & bits[students[1]]
        if students[1] in partners.get(students[0], ()) or shared.bit_count() < rule.candidate * mean:
            continue
        # Of code the share of pieces (Dice), of a text that of words in the same order (Indel).
        alike = shared.bit_count() / mean if kind == "code" else Indel.normalized_similarity(one.tokens, other.tokens)
        if alike >= rule.alike:
            pairs.append(Pair(students, alike, shared.bit_count(), (shared & rare).bit_count()))
    pairs.sort(key=lambda pair: (-pair.rare, -pair.alike, pair.students))
    short = tuple(student for student in every if student not in own)
    return Compared({student: one.pieces for student, one in own.items()}, short, tuple(pairs))


def marks(shape: Shape, pieces: Collection[int], size: int) -> tuple[tuple[int, int], ...]:
    """Return where in a text some pieces stand, in order; what touches is one."""
    runs = sorted(
        (min(start for start, _ in run), max(end for _, end in run))
        for at, piece in enumerate(shape.pieces(size))
        if piece in pieces
        for run in [shape.spans[at : at + size]]
    )
    found: list[tuple[int, int]] = []
    for start, end in runs:
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)


def _own(shape: Shape, public: Collection[int], size: int) -> _Own:
    pieces = shape.pieces(size)
    mine = [at for at, piece in enumerate(pieces) if piece not in public]
    places = sorted({place for at in mine for place in range(at, at + size)})
    return _Own(frozenset(pieces[at] for at in mine), tuple(shape.tokens[place] for place in places))


def _bits(own: Mapping[str, _Own]) -> tuple[dict[str, int], int]:
    """Return the pieces of each answer as bits of a number, and those that two answers have and no third.

    So a class of 200 is compared in seconds. What only one answer has needs no bit.
    """
    holders = Counter(piece for one in own.values() for piece in one.pieces)
    places = {piece: place for place, piece in enumerate(piece for piece, count in holders.items() if count > 1)}

    def number(pieces: Iterable[int]) -> int:
        field = bytearray(len(places) // 8 + 1)
        for place in (places[piece] for piece in pieces if piece in places):
            field[place // 8] |= 1 << place % 8
        return int.from_bytes(field, "little")

    rare = number(piece for piece, count in holders.items() if count == 2)
    return {student: number(one.pieces) for student, one in own.items()}, rare
