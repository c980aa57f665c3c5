"""In a class with its own sets, the class's solution earns all points, and the published one loses what changed."""

from __future__ import annotations

import pytest

from courseware.author import own_sets
from courseware.course import load
from courseware.grade import selftest
from courseware.grade.judging import plan
from courseware.grade.judging.session import Session
from cyberdiplomacy import places

pytestmark = pytest.mark.slow

ROOT = places.root()
COURSE = load(ROOT)
CONTENT = ROOT / "content" / "exercises"
SETS = sorted(path.name.removesuffix(".parameters.yml") for path in CONTENT.glob("*.parameters.yml"))
ROUNDS = [
    (name, number)
    for name in SETS
    for number in range(max(map(len, own_sets.parameters(CONTENT / f"{name}.md").values())))
]


@pytest.mark.parametrize(("name", "number"), ROUNDS)
def test_what_a_class_asks_is_judged_by_its_own_answer(name, number):
    changed = own_sets.parameters(CONTENT / f"{name}.md")
    points = {item.id: item.points for item in COURSE.assignment(name).items}
    master = own_sets.master(CONTENT / f"{name}.md", points, lambda purpose, choices: number % choices)
    asked = plan.of(master)
    tested = {item.id: item.of for item in asked.items if item.test is not None}
    published = selftest.load(ROOT, name)
    own = {item: selftest.answer(master, item) for item in tested}
    with Session(asked) as judge:
        found = {verdict.item: verdict.points for verdict in selftest.judged(judge, own) if verdict.item in tested}
        assert found == tested
        old = {item: published.solution(item) for item in changed}
        lost = {verdict.item: verdict.points for verdict in selftest.judged(judge, old) if verdict.item in changed}
        assert all(lost[item] < tested[item] for item in changed), lost
