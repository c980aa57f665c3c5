"""The ninety minutes of X2 in a room."""

from __future__ import annotations

from courseware.scenarios.kit.running import Step

MINUTES = 90
_CHAIR, _DESK, _TEACHER = "Presidency", "External Action Service", "teacher"

STEPS = (
    Step(4, "Places and role cards; the situation and the first report are read aloud", _TEACHER),
    Step(3, "Rules: hours, grades, silence", _TEACHER),
    Step(6, "Detect: open evidence, tell the table", _DESK),
    Step(1, "Detect: own slips", "everybody"),
    Step(4, "Detect: table measures", _CHAIR),
    Step(7, "Assess: what is new; open evidence, sound out, tell the table", _DESK),
    Step(1, "Assess: own slips", "everybody"),
    Step(5, "Assess: table measures", _CHAIR),
    Step(3, "Signal: what is new; open evidence", _DESK),
    Step(8, "Signal: compose the declaration; own slips meanwhile", _DESK),
    Step(6, "Signal: silence procedure of three minutes; a compromise if it is broken", _CHAIR),
    Step(4, "Respond: what is new; open evidence", _DESK),
    Step(5, "Respond: legal sheet; own slips meanwhile", "RELEX"),
    Step(6, "Respond: table measures, silence procedure of three minutes", _CHAIR),
    Step(3, "Follow through: what is new; open evidence; own slips", _DESK),
    Step(3, "Follow through: table measures, answers on what waits", _CHAIR),
    Step(5, "Drill of Art. 31(1) TEU, in pairs", _TEACHER),
    Step(4, "Debrief: who did it, the false flag, whose numbers were near", _TEACHER),
    Step(4, "Debrief: law, measures and sentences beside the key", _TEACHER),
    Step(5, "Debrief: the four critical questions", _CHAIR),
    Step(3, "Debrief: real cases; positions are turned over", _TEACHER),
)
