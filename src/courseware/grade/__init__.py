"""From a learner's notebook to marks.

``judging`` decides what an answer earns; ``repair`` makes a notebook of what was handed in; ``classroom`` grades a
class and keeps its gradebook; ``views`` is what people open. ``judging`` and ``repair`` know nothing of the others.
"""
