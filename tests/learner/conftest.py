"""A small course with two banks, misconceptions and a learner's empty folder."""

from __future__ import annotations

from pathlib import Path

import pytest

COURSE = """\
lessons:
  - {id: "00", slug: 00-start-here, title: Start here, status: ready}
  - {id: 00P, slug: 00p-python, title: Use Python, status: ready}
  - {id: "01", slug: 01-define, title: Define <terms>, status: planned}
"""
MISCONCEPTIONS = """\
MIS-damage-required:
  name: No sanction without damage.
  attracts: Harm is what one sees.
  right: Attempts with a *potentially* significant effect are covered.
  lessons: ["00"]
"""
BANK = """\
- id: 00-q01
  lo: L00-1
  bloom: remember
  stem: "Since <!--fact:regime-established-->17 May 2019<!--/--> the Council *lists*. Whom & what?"
  tags: [exit]
  options:
    - {t: "States <only>", mis: MIS-damage-required, fb: "Attractive, for headlines say so. <b>No</b> State is listed."}
    - {t: "Persons and **bodies**", ok: true, fb: "Arts 4 and 5 of the Decision say so."}
    - {t: "Nobody", mis: MIS-gone, fb: "There have been rounds since the summer of the next year."}
  as_of: 2026-11-22
- id: 00-q02
  lo: L00-1
  bloom: remember
  stem: Who decides on a listing?
  tags: [exit, place]
  track: P
  options:
    - {t: "The Council", ok: true, fb: "Unanimously, on a proposal."}
    - {t: "The Commission", mis: MIS-damage-required, fb: "It proposes regulations; it lists nobody."}
    - {t: "A court", mis: MIS-damage-required, fb: "Courts review what the Council has decided."}
  as_of: 2026-11-22
- id: 00-q03
  lo: L00-1
  bloom: remember
  stem: What does `len(listings)` give?
  tags: [place]
  track: T
  options:
    - {t: "The rows", ok: true, fb: "The number of the rows of the table."}
    - {t: "The columns", mis: MIS-damage-required, fb: "These are counted by the shape of the table."}
    - {t: "The cells", mis: MIS-damage-required, fb: "No function of that name counts cells."}
  as_of: 2026-11-22
"""
GLOSSARY = """\
listing:
  also: [listed]
  definition: The Council's decision to put somebody on the *list*.
  source: Decision (CFSP) 2019/797, Arts 4 to 7
  lesson: "00"
  see: [Coreper]
Coreper:
  definition: The committee that prepares the work of the Council.
  source: Art. 240 TFEU
  lesson: 00T
attribution:
  definition: To say who is behind an attack; a listing is none.
  source: Recitals
  lesson: "00"
"""


@pytest.fixture
def course_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a small course, made the one that places.root() finds; nobody has answered anything."""
    root = tmp_path / "course"
    (root / "content" / "quizzes").mkdir(parents=True)
    for name, text in {
        "course.yml": COURSE,
        "content/misconceptions.yml": MISCONCEPTIONS,
        "content/quizzes/00.yml": BANK,
        "content/glossary.yml": GLOSSARY,
    }.items():
        (root / name).write_text(text, encoding="utf-8")
    monkeypatch.setenv("CYBERDIPLOMACY_HOME", str(root))
    monkeypatch.setenv("CYBERDIPLOMACY_LEARNER", str(tmp_path / "learner"))
    return root
