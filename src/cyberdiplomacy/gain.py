"""Normalised gain from the entry test of lesson 00 to the post-test: the share of what was left to learn.

Pre comes from the learner's own record of first tries. Post is a number that the learner types: nothing here reads
marks. The measure is Hake's, made for averages of classes (American Journal of Physics, 1998, doi 10.1119/1.18809).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cyberdiplomacy import progress

PAIRED = tuple(f"00-q{number:02}" for number in (1, 2, 3, 5, *range(7, 17), 18, 19, 20))
"""The questions of lesson 00 that items 1 to 17 of the post-test pair with, in their order."""


def normalised(pre: int, post: int, full: int) -> float | None:
    """Return (post − pre) / (full − pre), or None where pre is full and nothing was left to gain.

    Parameters
    ----------
    pre, post
        Right answers before and after, from 0 to ``full``. A loss gives a negative gain.
    full
        The number of questions, the same both times.

    Raises
    ------
    ValueError
        If a count is outside 0 to ``full``.
    """
    for name, count in {"pre": pre, "post": post}.items():
        if not 0 <= count <= full:
            raise ValueError(f"{name} is {count}; right answers lie between 0 and {full}.")
    return None if pre == full else (post - pre) / (full - pre)


def first_tries(questions: Sequence[str] = PAIRED) -> dict[str, bool]:
    """Return whether the first try at each question was right; questions without a try are left out.

    Raises
    ------
    progress.ProgressError
        If the learner's record cannot be read.
    """
    tries = {question: progress.answers(question) for question in questions}
    return {question: answers[0].right for question, answers in tries.items() if answers}


def told(first: Mapping[str, bool], post: object, full: int = len(PAIRED)) -> str:
    """Return the gain in a sentence, or what is missing for it.

    Parameters
    ----------
    first
        What :func:`first_tries` returns.
    post
        The right answers among the paired items of the post-test, as the learner typed them; ``...`` is none yet.
    full
        The number of pairs.
    """
    if len(first) < full:
        return (
            f"Lesson 00 has your first try at {len(first)} of the {full} paired questions. "
            "Without all of them there is no gain to compute."
        )
    pre = sum(first.values())
    if post is ...:
        return f"At the first try {pre} of {full} were right. Put the number of the post-test in place of the dots."
    if type(post) is not int or not 0 <= post <= full:
        return f"`post` is a whole number from 0 to {full}: the right ones among items 1 to {full} of the post-test."
    gained = normalised(pre, post, full)
    if gained is None:
        return f"All {full} were right at the first try: nothing was left to gain, and the gain is undefined."
    return f"From {pre} to {post} of {full}: a normalised gain of {gained:.2f}."
