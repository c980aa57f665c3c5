"""What of an answer is compared: code without names, values and layout, and prose as its words."""

from __future__ import annotations

import ast
import re
import unicodedata
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

LONGEST = 20_000
"""Characters of an answer; a longer one is not compared."""

_WORD = re.compile(r"\w+")
# Kinds of nodes and parts of nodes that say how a thing is written, not what it does.
_SILENT = (ast.expr_context, ast.Pass, ast.type_ignore)
_ANNOTATIONS = ("annotation", "returns")


class ShapeError(ValueError):
    """An answer that cannot be compared; the sentence says why."""


@dataclass(frozen=True)
class Shape:
    """An answer as it is compared.

    Attributes
    ----------
    text
        What was written.
    tokens
        In order, what is compared: the nodes of a syntax tree, or words.
    spans
        Of each token, where it stands in the text, from and to; of a node, the line that it begins in.
    """

    text: str
    tokens: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]

    def pieces(self, size: int) -> list[int]:
        """Return a number for each run of ``size`` tokens in their order; equal runs have equal numbers."""
        return [hash(self.tokens[at : at + size]) for at in range(len(self.tokens) - size + 1)]


def code(source: str) -> Shape:
    """Return the shape of Python code, which is parsed and never run.

    Names that a learner gives, values and spelling of constants, comments, annotations and layout do not count.
    Attributes, keywords of calls and imports do: these are a library's words, which nobody can choose.

    Raises
    ------
    ShapeError
        If it is too long or nested too deeply, or is no Python.
    """
    text = _readable(source)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(text)
    except (RecursionError, MemoryError):
        raise ShapeError("It is nested too deeply to be read.") from None
    except (ValueError, SyntaxError):
        raise ShapeError("It is no Python that can be read.") from None
    lines = text.split("\n")
    starts = [0, *accumulate(len(line) + 1 for line in lines)]
    found = [*_nodes(tree)]
    spans = tuple((starts[at - 1], starts[at - 1] + len(lines[at - 1])) for _, at in found)
    return Shape(text, tuple(token for token, _ in found), spans)


def prose(source: str) -> Shape:
    """Return the words of a text in small letters; punctuation and layout do not count.

    Raises
    ------
    ShapeError
        If it is too long.
    """
    text = unicodedata.normalize("NFC", _readable(source))
    found = [*_WORD.finditer(text)]
    return Shape(text, tuple(one.group().casefold() for one in found), tuple(one.span() for one in found))


def _readable(source: str) -> str:
    if len(source) > LONGEST:
        raise ShapeError(f"It is longer than {LONGEST:,} characters.")
    return source.replace("\r\n", "\n").replace("\r", "\n")


def _nodes(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Yield what counts of each node, parents first, with the line; without recursion, as trees may be deep."""
    waiting = [(tree, 1)]
    while waiting:
        node, line = waiting.pop()
        line = getattr(node, "lineno", line)
        if isinstance(node, _SILENT) or _says_nothing(node):
            continue
        if not isinstance(node, (ast.Module, ast.Expr)):
            yield _token(node), line
        children = (
            child
            for name, value in ast.iter_fields(node)
            if name not in _ANNOTATIONS
            for child in (value if isinstance(value, list) else [value])
            if isinstance(child, ast.AST)
        )
        waiting += [(child, line) for child in reversed([*children])]


def _says_nothing(node: ast.AST) -> bool:
    """Whether a statement is a constant, as a docstring is, or declares a type without a value."""
    return (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)) or (
        isinstance(node, ast.AnnAssign) and node.value is None
    )


def _token(node: ast.AST) -> str:
    match node:
        case ast.Constant():
            return type(node.value).__name__
        case ast.Attribute():
            return f".{node.attr}"
        case ast.keyword():
            return f"{node.arg}="
        case ast.alias():
            return f"import {node.name}"
        case ast.AnnAssign():
            return ast.Assign.__name__
    return type(node).__name__
