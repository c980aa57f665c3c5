"""How far evidence moves probabilities: Bayes' rule with the likelihoods that the key of a case gives to each item."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any


def posterior(key: Mapping[str, Any], read: Iterable[str]) -> dict[str, float]:
    """Return the probability of each actor, 0 to 1, after some items of evidence.

    Parameters
    ----------
    key
        ``prior`` holds a weight for each actor. ``likelihoods`` holds for each item how probable it is, in per cent,
        to find such an item if that actor did it; only ratios matter. For the planted false flag they are those that
        hold once one knows that it was planted.
    read
        Ids of the items read; those without likelihoods move nothing.
    """
    weights = {actor: float(weight) for actor, weight in key["prior"].items()}
    # In one order, so that the last digit is the same on every machine.
    for item in sorted({*read} & {*key["likelihoods"]}):
        weights = {actor: weight * key["likelihoods"][item][actor] for actor, weight in weights.items()}
        total = sum(weights.values())
        weights = {actor: weight / total for actor, weight in weights.items()}
    total = sum(weights.values())
    return {actor: weight / total for actor, weight in weights.items()}


def ratio(key: Mapping[str, Any], item: str, actor: str) -> float:
    """Return by what factor an item changes the odds of an actor against the others, weighted by the prior."""
    if item not in key["likelihoods"]:
        return 1.0
    likelihood, prior = key["likelihoods"][item], key["prior"]
    others = [other for other in prior if other != actor]
    against = sum(prior[other] * likelihood[other] for other in others) / sum(prior[other] for other in others)
    return likelihood[actor] / against
