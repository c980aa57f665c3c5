"""What is wrong with a hand-written YAML file, said with file, line, key and remedy."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

Loc = tuple[str | int, ...]
Problem = tuple[Loc, str]
"""Where in a file (keys and positions from the top) and a sentence with the remedy."""


_SHOWN = 25  # so many known names at most in a sentence


class CourseError(ValueError):
    """Raised when the description of the course cannot be used; its text holds every problem, one a line."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = list(problems)
        super().__init__("\n".join(self.problems))


def nearest(name: str, known: Sequence[str]) -> str:
    """Return "Did you mean …?" with the nearest known name, or some of the known ones where none is near."""
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.6)
    if near:
        return f"Did you mean '{near[0]}'?"
    more = f" and {len(known) - _SHOWN} more" if len(known) > _SHOWN else ""
    return f"Known: {', '.join(known[:_SHOWN]) or 'none'}{more}."


@dataclass(frozen=True)
class Document:
    """A YAML file as read: its name as shown, its data, and its nodes, which know their lines."""

    name: str
    data: Any
    node: yaml.Node

    @classmethod
    def read(cls, root: Path, name: str) -> Document:
        """Read a file of the course.

        Raises
        ------
        CourseError
            If there is no such file, or it is no YAML mapping; a fault of syntax names its line.
        """
        try:
            text = (root / name).read_text(encoding="utf-8")
        except FileNotFoundError:
            raise CourseError([f"{name} is missing in {root}. Put it back; the course is described there."]) from None
        except UnicodeDecodeError:
            raise CourseError([f"{name} is not UTF-8 text. Save it with the encoding UTF-8."]) from None
        try:
            loader = yaml.SafeLoader(text)
            node = loader.get_single_node()
            data = loader.construct_document(node) if node else None
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            line = f", line {mark.line + 1}" if mark else ""
            fault = error.problem or error.context
            raise CourseError([f"{name}{line}: no valid YAML ({fault}). Mend that line or the one above it."]) from None
        except (yaml.YAMLError, ValueError) as error:  # ValueError: a date such as 2026-13-01
            raise CourseError([f"{name}: no valid YAML ({error}). Mend that value."]) from None
        if not isinstance(data, dict):
            raise CourseError([f"{name}: the file must be keys with values, such as 'title: …'. Begin with a key."])
        return cls(name, data, node)

    def sentence(self, problem: Problem) -> str:
        """Return a problem with the file, the line and the key it stands at."""
        loc, message = problem
        return f"{self.name}, line {self._line(loc)}, {self._key(loc)}: {message}"

    def repeated_keys(self) -> Iterator[Problem]:
        """Find keys written twice in one mapping, of which YAML would silently keep the last."""
        yield from _repeated(self.node, ())

    def _line(self, loc: Loc) -> int:
        node, line = self.node, 1
        for step in loc:
            if isinstance(node, yaml.MappingNode):
                pairs = [(key, value) for key, value in node.value if str(step) == key.value]
                if not pairs:
                    break
                line, node = pairs[-1][0].start_mark.line + 1, pairs[-1][1]
            elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
                node = node.value[step]
                line = node.start_mark.line + 1
        return line

    def _key(self, loc: Loc) -> str:
        """Return the keys of a place as words: ``lessons 04, objectives L04-1, verb``."""
        words: list[str] = []
        data = self.data
        for step in loc:
            if isinstance(step, int) and words:
                entry = data[step] if isinstance(data, list) and step < len(data) else None
                name = entry.get("id", step + 1) if isinstance(entry, dict) else step + 1
                words[-1] += f" {name}"
                data = entry
            else:
                words.append(str(step))
                data = data.get(step) if isinstance(data, dict) else None
        return ", ".join(words) or "top"


def shape_problems(error: ValidationError, schema: Mapping[str, Any]) -> list[Problem]:
    """Return the faults pydantic found, in our words; the JSON schema supplies known keys and explanations."""
    return [_reworded(fault, schema) for fault in error.errors()]


def _reworded(fault: Mapping[str, Any], schema: Mapping[str, Any]) -> Problem:
    loc: Loc = tuple(step for step in fault["loc"] if step != "[key]")
    kind, given, context = fault["type"], fault["input"], fault.get("ctx", {})
    about = _at(schema, loc).get("description", "")
    match kind:
        case "missing":
            return loc, f"this key is missing. Add it{f': {about}' if about else '.'}"
        case "extra_forbidden":
            known = list(_at(schema, loc[:-1]).get("properties", {}))
            return loc, f"there is no such key. {nearest(str(loc[-1]), known)}"
        case "string_type":
            return loc, f'must be text, but is {given!r}. Write it in quotes, such as "01".'
        case "literal_error":
            return loc, f"{given!r} is not allowed. Write {context['expected']}."
        case "string_pattern_mismatch":
            return loc, f"{given!r} has not the expected form. Write: {about}"
        case "too_short":
            return loc, f"has {context['actual_length']} entries. Give at least {context['min_length']}."
        case "too_long":
            return loc, f"has {context['actual_length']} entries. Give at most {context['max_length']}."
        case "value_error":
            return loc, f"{context['error']}."
        case _:
            message = fault["msg"].removeprefix("Input ").removesuffix(".")
            return loc, f"{message}, but is {given!r}. Correct it."


def _at(schema: Mapping[str, Any], loc: Loc) -> Mapping[str, Any]:
    """Return the part of a JSON schema that describes a place, empty where there is none."""
    node: Mapping[str, Any] = schema
    for step in loc:
        node = _resolved(schema, node)
        if isinstance(step, int):
            node = node.get("items", {})
        else:
            node = node.get("properties", {}).get(step) or node.get("additionalProperties") or {}
    return {**_resolved(schema, node), **node}


def _resolved(schema: Mapping[str, Any], node: Mapping[str, Any]) -> Mapping[str, Any]:
    reference = node.get("$ref", "").rpartition("/")[2]
    return schema["$defs"][reference] if reference else node


def _repeated(node: yaml.Node, loc: Loc) -> Iterator[Problem]:
    if isinstance(node, yaml.SequenceNode):
        for index, entry in enumerate(node.value):
            yield from _repeated(entry, (*loc, index))
    elif isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if key.value in seen:
                yield (*loc, key.value), "this key stands twice. Keep one of them."
            seen.add(key.value)
            yield from _repeated(value, (*loc, key.value))
