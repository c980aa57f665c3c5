"""Play a simulation: pure functions from state and decision to state, and the same game again from its log."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from cyberdiplomacy.simulation.packs import Pack

State = dict[str, Any]
Decision = dict[str, Any]


class DecisionError(ValueError):
    """A decision that cannot be taken; the text says what is wrong with it and what to do."""


@dataclass(frozen=True)
class Simulation:
    """The rules of X1 or X2.

    ``faults`` gives sentences on what is wrong with the form of a decision (never on whether it is wise); ``step``
    returns the state after it, and is only called with decisions that have no fault. States and decisions hold
    nothing but what JSON holds. ``version`` changes whenever an old log would play otherwise.
    """

    name: str
    version: int
    phases: tuple[str, ...]
    start: Callable[[Pack, int], State]
    faults: Callable[[Pack, State, Decision], list[str]]
    step: Callable[[Pack, State, Decision], State]


@dataclass(frozen=True)
class Game:
    """A simulation as far as it has been played: one decision a phase, none skipped, none taken back."""

    simulation: Simulation
    pack: Pack
    seed: int
    decisions: tuple[Decision, ...]
    states: tuple[State, ...]

    @property
    def state(self) -> State:
        """What holds now; a copy, so that nobody changes the game."""
        return _copied(self.states[-1])

    @property
    def phase(self) -> str:
        """The phase that waits for its decision; empty when the game is over."""
        return "" if self.over else self.simulation.phases[len(self.decisions)]

    @property
    def over(self) -> bool:
        """Whether every phase has its decision."""
        return len(self.decisions) == len(self.simulation.phases)

    def decide(self, decision: Decision) -> Game:
        """Return the game after a decision in the present phase; this one stays as it is.

        Raises
        ------
        DecisionError
            If the game is over, or the decision has a fault of form.
        """
        if self.over:
            raise DecisionError("The game is over: every phase has its decision. Begin a new one, or read the debrief.")
        taken = plain(decision)
        faults = self.simulation.faults(self.pack, self.state, taken)
        if faults:
            raise DecisionError(f"Phase '{self.phase}': {' '.join(faults)}")
        state = self.simulation.step(self.pack, self.state, _copied(taken))
        return Game(self.simulation, self.pack, self.seed, (*self.decisions, taken), (*self.states, state))


def begin(simulation: Simulation, pack: Pack, seed: int) -> Game:
    """Return a game before its first decision.

    Raises
    ------
    DecisionError
        If the pack belongs to another simulation, or the seed is no whole number from 0.
    """
    if pack.simulation != simulation.name:
        raise DecisionError(f"'{pack.name}' is a case for {pack.simulation}, not for {simulation.name}.")
    if type(seed) is not int or seed < 0:
        raise DecisionError(f"A seed is a whole number from 0, such as 7; {seed!r} is none.")
    return Game(simulation, pack, seed, (), (simulation.start(pack, seed),))


def play(simulation: Simulation, pack: Pack, seed: int, decisions: Iterable[Decision]) -> Game:
    """Return the game after these decisions, in order; DecisionError as :meth:`Game.decide`."""
    game = begin(simulation, pack, seed)
    for decision in decisions:
        game = game.decide(decision)
    return game


def digest(value: Any) -> str:
    """Return the SHA-256 of a state or another value of JSON: equal in every process that holds an equal value."""
    return hashlib.sha256(json.dumps(value, sort_keys=True, allow_nan=False).encode()).hexdigest()


def plain(decision: Any) -> Decision:
    """Return a copy of a decision that holds nothing but what JSON holds; tuples become lists.

    Raises
    ------
    DecisionError
        If it is no dict, or holds something that cannot be kept in a log.
    """
    if not isinstance(decision, dict):
        raise DecisionError(f"A decision is a dict, such as {{'read': []}}; this is {type(decision).__name__}.")
    try:
        copied = json.loads(json.dumps(decision, allow_nan=False))
    except (TypeError, ValueError, RecursionError) as error:
        raise DecisionError(
            f"A decision holds text, numbers, True, False, None, lists and dicts only: {error}."
        ) from None
    if [*copied] != [*decision]:
        raise DecisionError("The keys of a decision are texts, such as 'read'.")
    return copied


def _copied(value: Any) -> Any:
    """Return a copy of what JSON can hold; twice as fast as a copy of anything."""
    if isinstance(value, dict):
        return {key: _copied(one) for key, one in value.items()}
    return [_copied(one) for one in value] if isinstance(value, list) else value
