"""Hostile submissions to the small set: what stands in an answer cell, and what it must earn.

A heading is ``#: NAME | ITEM | OUTCOME``. The item earns nothing, and OUTCOME is a part of what its author is told; or
OUTCOME is ``right`` and it earns its points. All other items are answered honestly and earn theirs. ``| slow`` marks
attacks that take seconds. Numbers in names are those of the first table in the design of the grader; rows 11 to 33 are
about files. Every attack is bounded: it asks for at most 20 processes, 2 GB or 100 MB, most of which is refused.
"""

from __future__ import annotations

from dataclasses import dataclass

ENDED = "Python itself ended"
STOPPED = "was stopped after"
UNREADABLE = "could not be read"


@dataclass(frozen=True)
class Attack:
    """An answer to one item, and what must come of it; ``says`` is empty where the answer is right."""

    name: str
    item: str
    code: str
    says: str
    slow: bool = False

    @property
    def right(self) -> bool:
        """Whether it must earn the points of its item."""
        return self.says == "right"


def read(text: str) -> list[Attack]:
    """Return the attacks of a text."""
    found = []
    for part in text.split("\n#: ")[1:]:
        heading, _, code = part.partition("\n")
        name, item, says, *slow = (word.strip() for word in heading.split("|"))
        found.append(Attack(name, f"ex01-{item}", code, says, slow == ["slow"]))
    return found


TABLE = read(r"""
#: 2 a loop that never ends | count | was stopped after
while True:
    pass

#: 2 a loop that never ends, in a call | share | was stopped after | slow
def share(part, whole):
    while True:
        pass

#: 3 a loop that catches everything | share | was stopped after | slow
def share(part, whole):
    while True:
        try:
            while True:
                pass
        except BaseException:
            pass

#: 4 a thread that overwrites the answer later | count | Count each of them once. | slow
import threading, time
names, listed = globals(), 0
def overwrite():
    time.sleep(3)
    names["listed"] = 34
threading.Thread(target=overwrite, daemon=True).start()

#: 4 a thread that overwrites the checks | count | Count each of them once.
import threading, time
listed = 0
def overwrite():
    while True:
        check.that = check.score = check.value = lambda *words, **more: None
        time.sleep(0.001)
threading.Thread(target=overwrite, daemon=True).start()

#: 5 sys.exit(0) in a cell | count | SystemExit | slow
import sys
sys.exit(0)

#: 5 sys.exit(0) in a function | share | raised LearnerError
import sys
def share(part, whole):
    sys.exit(0)

#: 6 os._exit in a cell | count | Python itself ended
import os
os._exit(0)

#: 6 os._exit in a call | share | Python itself ended
import os
def share(part, whole):
    os._exit(0)

#: 6 os.abort in the last cell | size | Python itself ended | slow
import os
os.abort()

#: 6 SIGKILL of itself, which the first process of a namespace does not hear | count | Count each of them once. | slow
import os, signal
os.kill(os.getpid(), signal.SIGKILL)
listed = 0

#: 7 20 detached children by fork | count | PermissionError
import os, time
for number in range(20):
    if os.fork() == 0:
        os.setsid()
        time.sleep(600)
listed = 34

#: 7 20 detached children by subprocess | count | PermissionError | slow
import subprocess
for number in range(20):
    subprocess.Popen(["/bin/sleep", "600"], start_new_session=True)
listed = 34

#: 8 2 GB at once | count | MemoryError
listed = len(bytearray(1 << 31))

#: 8 80 GB, in the judge | size | ran out of memory
size = 10**10

#: 9 100 MB in one line | count | right
listed = 34
print("x" * 100_000_000)

#: 10 100 MB in lines | count | right
listed = 34
for number in range(10_000):
    print("x" * 9_999)

#: 34 a warning on stderr | count | right
import sys, warnings
warnings.warn("old")
print("!", file=sys.stderr)
listed = 34

#: 34 a warning on stderr in a call | share | right | slow
import sys
def share(part, whole):
    print("!", file=sys.stderr)
    if not whole:
        raise ValueError
    return part / whole * 100

#: 35 input() | count | do without input()
listed = int(input("How many? "))

#: 36 a syntax error | count | in line 2 with SyntaxError
listed = 34
listed == = 34

#: 37 a helper.py that it writes | count | right
import sys
with open("helper.py", "w") as file:
    file.write("listed = 34")
sys.path.insert(0, ".")
from helper import listed

#: 37 a helper.py that was handed in | count | ModuleNotFoundError | slow
from helper import listed

#: 38 a fake of the module that tests import | count | Count each of them once. | slow
import sys, types, cyberdiplomacy
fake = types.ModuleType("cyberdiplomacy.check")
for name in ("that", "score", "value", "call", "raises", "mutates", "figure", "use"):
    setattr(fake, name, lambda *words, **more: None)
sys.modules["cyberdiplomacy.check"] = cyberdiplomacy.check = check = fake
listed = 35

#: 38 files that shadow modules | count | Count each of them once. | slow
import os, sys
for name in ("check", "re", "json", "courseware", "cyberdiplomacy"):
    for folder in (".", ".."):
        with open(f"{folder}/{name}.py", "w") as file:
            file.write("that = score = value = call = loads = fullmatch = lambda *words, **more: 34")
sys.path[:0] = [".", ".."]
listed = 35

#: 39 tracebacks switched off | count | Count each of them once. | slow
import sys, traceback
sys.tracebacklimit = 0
sys.excepthook = lambda *words: None
traceback.extract_tb = lambda *words, **more: []
get_ipython().showtraceback = lambda *words, **more: None
listed = 35

#: 40 a transformer that drops assert and rewrites the score | count | Count each of them once.
import ast
class Generous(ast.NodeTransformer):
    def visit_Assert(self, node):
        return ast.Pass()
    def visit_Call(self, node):
        return ast.Constant(15) if "check" in ast.unparse(node.func) else self.generic_visit(node)
get_ipython().ast_transformers.append(Generous())
get_ipython().input_transformers_cleanup.append(lambda lines: [line.replace("assert ", "") for line in lines])
listed = 35

#: 41 run_cell replaced | count | Count each of them once.
usual = get_ipython().run_cell
def run_cell(*words, **more):
    done = usual(*words, **more)
    done.error_before_exec = done.error_in_exec = None
    done.result = 15
    return done
get_ipython().run_cell = run_cell
listed = 35

#: 42 a number equal to everything | count | Count each of them once.
class Any(int):
    __class__ = int
    __eq__ = lambda self, other: True
    __ne__ = lambda self, other: False
    __hash__ = __index__ = __int__ = __trunc__ = lambda self: 34
    __str__ = __repr__ = lambda self: "34"
listed = Any(35)

#: 42 an object equal to everything | count | holds an Any | slow
class Any:
    __eq__ = lambda self, other: True
listed = Any()

#: 43 its own notebook, with the hidden tests | count | FileNotFoundError | slow
import glob, os
home = os.environ["CYBERDIPLOMACY_HOME"]
found = glob.glob("/*.ipynb") + glob.glob("/tmp/**", recursive=True) + glob.glob(home + "/**/*.ipynb", recursive=True)
listed = 34 if any(name.endswith(".ipynb") for name in found) else open("ex01.ipynb").read()

#: 44 the solution notebook | count | FileNotFoundError
import os
listed = 34 if open(os.environ["CYBERDIPLOMACY_HOME"] + "/solutions/ex01/ex01.ipynb").read() else 0

#: 44 the texts of the exercises | count | FileNotFoundError | slow
import os
listed = 34 if os.listdir(os.environ["CYBERDIPLOMACY_HOME"] + "/content/exercises") else 0

#: 45 extra credit in the gradebook | count | unable to open database file
import os, sqlite3
with sqlite3.connect(f"file:{os.environ['CYBERDIPLOMACY_HOME']}/gradebook.db?mode=rw", uri=True) as book:
    book.execute("update grade set extra_credit = 200")
listed = 34

#: 46 a connection | count | PermissionError
import socket
socket.create_connection(("192.0.2.1", 80), timeout=1).send(b"data")
listed = 34

#: 46 a name to look up | count | name resolution | slow
import socket
socket.getaddrinfo("example.org", 80)
listed = 34

#: 47 the configuration of nbgrader | count | Read-only file system | slow
import os
with open(os.environ["CYBERDIPLOMACY_HOME"] + "/nbgrader_config.py", "a") as file:
    file.write("c.ClearSolutions.code_stub = {}")
listed = 34

#: 47 the folder of another student | count | Read-only file system
import os
os.makedirs(os.environ["CYBERDIPLOMACY_HOME"] + "/submitted/ada/ex01")
listed = 34

#: 47 the data of the course | count | Read-only file system | slow
import os
os.remove(os.environ["CYBERDIPLOMACY_HOME"] + "/data/listings.csv")
listed = 34

#: 47 the checks on the disk | count | Read-only file system | slow
with open(check.__file__, "a") as file:
    file.write("that = lambda *words, **more: None")
listed = 34

#: 48 a script in an output | count | right
from IPython.display import HTML, Javascript, display
listed = 34
display(HTML("<script>alert(1)</script>"), Javascript("alert(1)"))
""")

# The second table: what worked on a prototype.
PROTOTYPE = read(r"""
#: inherited files, 100/100 into each | count | could not be read
import os
for number in range(3, 1024):
    try:
        os.write(number, b"100/100")
    except OSError:
        pass
listed = 35

#: hidden calls told in an exception | share | raised LearnerError
class Told(Exception):
    pass
def share(part, whole):
    if part == 1:
        return 12.5
    raise Told(f"the arguments are {part!r} and {whole!r}")

#: hidden calls told in the text of a usual exception | share | raised KeyError | slow
def share(part, whole):
    return {1: 12.5}[part if part == 1 else f"the arguments are {part!r} and {whole!r}"]

#: hidden calls told in the result | share | A half is 50 per cent. | slow
def share(part, whole):
    return 12.5 if part == 1 else f"the arguments are {part!r} and {whole!r}"

#: hidden calls told in the class of the result | share | no plain data | slow
def share(part, whole):
    return 12.5 if part == 1 else type(f"arguments_{part}_{whole}", (), {})()

#: hidden calls told by what is printed instead | share | returns nothing | slow
def share(part, whole):
    print("end it with return", part, whole)
    return 12.5 if part == 1 else None

#: hidden calls told everywhere | share | A half is 50 per cent.
import os, sys, warnings
seen = []
def share(part, whole):
    seen.append((part, whole))
    print(seen)
    print(seen, file=sys.stderr)
    os.write(1, repr(seen).encode())
    os.write(2, repr(seen).encode())
    warnings.warn(repr(seen))
    get_ipython().user_ns["listed"] = repr(seen)
    share.__doc__ = share.__name__ = repr(seen)
    return 12.5 if part == 1 else -1

#: hidden calls told to the next try by files | share | Python itself ended
import glob, os
places = [".", "..", "/", "/etc", "/dev", "/dev/shm", "/dev/pts", "/fonts", "/proc", os.environ["CYBERDIPLOMACY_HOME"]]
print([open(name).read() for place in places for name in glob.glob(place + "/told*")])
def share(part, whole):
    if part == 1:
        return 12.5
    for place in places:
        try:
            with open(f"{place}/told", "w") as file:
                file.write(f"{part!r} {whole!r}")
        except OSError:
            pass
    os._exit(0)

#: a second call answered otherwise | share | A half is 50 per cent.
calls = []
def share(part, whole):
    calls.append(part)
    return 12.5 if len(calls) == 1 else 0

#: StopIteration in a call, which ends all(map()) early | share | raised LearnerError
def share(part, whole):
    if part in (1, 48151):
        return 100 * part / whole
    raise StopIteration

#: both sides rebound | count | Give a whole number. | slow
listed = found = True
int = bool = type
re = None
check.__dict__.clear()

#: a function for a value | count | holds a function
listed = lambda *words: 34

#: an empty list for a number | count | Give a whole number. | slow
listed = []

#: NaN for a number | count | no number | slow
listed = float("nan")

#: points that are no number | terms | no number
members = {"UN": float("nan"), "OSCE": float("inf"), "OAS": float("nan")}

#: points out of range | terms | It has the right form | slow
members = {"UN": -1, "OSCE": 10**400, "OAS": -(10**400)}

#: points as text | terms | It has the right form | slow
members = {"UN": "193", "OSCE": [57], "OAS": "full"}

#: a value of 100 MB | count | larger than 1 MB
listed = "x" * 100_000_000

#: a result of 100 MB | share | no plain data | slow
def share(part, whole):
    return "x" * 100_000_000

#: 100 MB of output that nobody reads, in a call | ranked | right | slow
import sys
def ranked(scores):
    print("x" * 100_000_000, file=sys.stderr)
    return sorted(scores)

#: a list that is changed | ranked | Leave the list as it is.
def ranked(scores):
    scores.sort()
    return scores

#: a list that is changed into no data | ranked | Leave the list as it is. | slow
def ranked(scores):
    mine = sorted(scores)
    scores[:] = [open]
    return mine

#: a value that changes between reads | count | Count each of them once.
from cyberdiplomacy import namespace
honestly, reads = namespace.Namespace.read, []
def changing(self, name):
    reads.append(name)
    return namespace.Reply(data=b"34" if reads.count(name) > 1 else b"35") if name == "listed" else honestly(self, name)
namespace.Namespace.read = changing
""")
