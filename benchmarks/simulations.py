"""How many games of X1 and X2 a second: played by rules alone, marked, and played again from a log.

    python benchmarks/simulations.py [--games 400]

The decisions are those of the player who guesses, drawn before the clock starts, a game for each seed from 0, so that
the rules are timed and not the player. Each way is timed five times in turns with the others; medians are printed, and
every replay has to end in the state of its game.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable, Sequence

from rich.console import Console
from rich.table import Table

from courseware.scenarios import x1_bots, x2_bots
from cyberdiplomacy.simulation import engine, logs, packs, x1, x2
from cyberdiplomacy.simulation.engine import Game
from cyberdiplomacy.simulation.x1 import score as x1_score
from cyberdiplomacy.simulation.x2 import score as x2_score

RUNS = 5
CASES = {"X1": "harbour-weekend", "X2": "port-logistics-wiper"}
RULES = {"X1": x1.RULES, "X2": x2.RULES}
out = Console(highlight=False, soft_wrap=True)


def drawn(simulation: str, games: int) -> list[Game]:
    """Return whole games of the player who guesses."""
    pack = packs.load(simulation, CASES[simulation])
    if simulation == "X1":
        return [x1_bots.play(pack, x1_bots.guesses, seed) for seed in range(games)]
    return [x2_bots.play(pack, x2_bots.at_random, seed) for seed in range(games)]


def ways(simulation: str, games: Sequence[Game]) -> dict[str, Callable[[], object]]:
    """Return what is timed, by name."""
    rules, pack = RULES[simulation], games[0].pack
    marked = x1_score.score if simulation == "X1" else x2_score.score
    written = [logs.text(logs.of(game)) for game in games]

    def replayed() -> None:
        for text, game in zip(written, games, strict=True):
            if logs.replay(logs.parse(text), rules, pack).states[-1] != game.states[-1]:
                raise SystemExit("A replay does not end where its game did: this benchmark measures nothing.")

    return {
        "played": lambda: [engine.play(rules, pack, game.seed, game.decisions) for game in games],
        "marked": lambda: [marked(pack, pack["key"], game) for game in games],
        "read and replayed from its log": replayed,
    }


def main() -> None:
    """Measure and print."""
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--games", type=int, default=400)
    number = words.parse_args().games
    table = Table("simulation", "what", "games a second", "ms a game", title=f"{number} games, median of {RUNS} runs")
    for simulation in CASES:
        timed = ways(simulation, drawn(simulation, number))
        seconds: dict[str, list[float]] = {name: [] for name in timed}
        for _ in range(RUNS):
            for name, run in timed.items():
                begun = time.perf_counter()
                run()
                seconds[name].append(time.perf_counter() - begun)
        for name, found in seconds.items():
            median = statistics.median(found)
            table.add_row(simulation, name, f"{number / median:,.0f}", f"{1000 * median / number:.2f}")
    out.print(table)


if __name__ == "__main__":
    main()
