"""Hostile submissions of our own invention: odd values, patched helpers, frames on the wire, and the machine itself."""

from __future__ import annotations

import platform

from hostile import ENDED, STOPPED, UNREADABLE, Attack, read

# What comes where an answer is read.
VALUES = read(r"""
#: a list 60 deep | count | 50 levels deep
listed = 34
for number in range(60):
    listed = [listed]

#: a list in itself | count | 50 levels deep | slow
listed = []
listed.append(listed)

#: a wide list | count | larger than 1 MB | slow
listed = [0] * 10**7

#: a table of a million rows | count | larger than 1 MB | slow
listed = pd.DataFrame({"a": range(10**6)})

#: a bomb of references | count | larger than 1 MB | slow
listed = [34]
for number in range(45):
    listed = [listed] * 9

#: a number of 30,000 digits | count | more than 4300 digits
import sys
sys.set_int_max_str_digits(0)
listed = 10**30_000

#: NaN as keys | count | no number | slow
listed = {float("nan"): 1, float("nan"): 2}

#: too many keys of one hash | count | more than 10000 entries | slow
listed = dict.fromkeys(range(0, 10_001 * (2**61 - 1), 2**61 - 1))

#: fewer keys of one hash | count | Give a whole number. | slow
listed = dict.fromkeys(range(0, 2_000 * (2**61 - 1), 2**61 - 1))

#: sets of one hash by hand | count | not yet | slow
from cyberdiplomacy import namespace
one = '{"set":[%s]}' % ",".join(str(number * (2**61 - 1)) for number in range(8_000))
honestly, all_of_them = namespace.Namespace.read, f"[{','.join([one] * 5)}]".encode()
def lie(self, name):
    return namespace.Reply(data=all_of_them) if name == "listed" else honestly(self, name)
namespace.Namespace.read = lie

#: True for a number | count | Give a whole number.
listed = True

#: a float for a whole number | count | Give a whole number. | slow
listed = 34.0

#: text that equals everything | count | Give a whole number.
class Text(str):
    __eq__ = lambda self, other: True
    __hash__ = str.__hash__
listed = Text("34")

#: a number of numpy | count | right | slow
import numpy
listed = numpy.int64(34)

#: a column of the right number | count | Give a whole number. | slow
listed = pd.Series([34])

#: a missing value | count | Give a whole number. | slow
listed = pd.NaT

#: a table of its own class | count | holds a Table
class Table(pd.DataFrame):
    pass
listed = Table({"a": [34]})

#: a dict with lying methods | terms | It has the right form
class Lying(dict):
    get = __getitem__ = lambda self, name, default=None: {"UN": 193, "OSCE": 57, "OAS": 35}[name]
    items = lambda self: [("UN", 193), ("OSCE", 57), ("OAS", 35)]
    keys = __iter__ = lambda self: iter(["UN", "OSCE", "OAS"])
members = Lying(UN=1, OSCE=2, OAS=3)

#: a look-alike name | count | not attempted
lіsted = 34

#: names by __getattr__ of the module | count | not attempted | slow
import sys, types
class Module(types.ModuleType):
    listed = property(lambda self: 34)
    __getattr__ = lambda self, name: 34
sys.modules[__name__].__class__ = Module
del sys

#: a name among the builtins | count | not attempted | slow
import builtins
builtins.listed = 34

#: something like a blank | count | holds an Ellipsis | slow
class Ellipsis:
    __class__ = type(...)
    __repr__ = lambda self: "..."
listed = Ellipsis()

#: a generator | count | holds a generator | slow
listed = (number for number in [34])

#: a class whose name never ends | count | holds | slow
listed = type("E" * 10**6, (), {})()

#: a value for a function | share | not a function | slow
share = 12.5

#: a coroutine | share | no plain data
async def share(part, whole):
    return 100 * part / whole

#: a generator function | share | no plain data | slow
def share(part, whole):
    yield 100 * part / whole

#: an exception of its own named ValueError | share | Of nothing there is no share.
class ValueError(Exception):
    __class__ = property(lambda self: LookupError)
def share(part, whole):
    if not whole:
        raise ValueError
    return part / whole * 100

#: SystemExit from a call | share | raised LearnerError | slow
def share(part, whole):
    raise SystemExit(0)

#: KeyboardInterrupt from a call | share | raised LearnerError
def share(part, whole):
    raise KeyboardInterrupt

#: GeneratorExit from a call | share | raised LearnerError | slow
def share(part, whole):
    raise GeneratorExit

#: an exception of the judge from a call | share | raised LearnerError | slow
from courseware.grade.judging.remote import GoneError
def share(part, whole):
    raise GoneError("slow")

#: an exception named as a verdict | count | stops in line 3 with NeedsAPerson | slow
class NeedsAPerson(Exception):
    pass
raise NeedsAPerson("full marks")

#: an exception with a lying class | count | Python itself ended
class Lying(Exception):
    __class__ = SyntaxError
raise Lying

#: an exception without words | count | stops in line 4 with Silent | slow
class Silent(Exception):
    def __str__(self):
        raise SystemExit
raise Silent

#: an exception whose words never end | count | was stopped after | slow
class Endless(Exception):
    def __str__(self):
        while True:
            pass
raise Endless

#: an exception of 100 MB | count | with ValueError: xxx | slow
raise ValueError("x" * 100_000_000)

#: a group of exceptions | count | with BaseExceptionGroup | slow
raise BaseExceptionGroup("group", [KeyboardInterrupt(), SystemExit(0)])

#: exceptions in a circle | count | with ValueError | slow
first, second = ValueError(), ValueError()
first.__cause__, second.__cause__ = second, first
raise first

#: a figure of its own class | chart | cannot be read
class Chart(type(plt.figure())):
    get_suptitle = lambda self: 1 / 0
plt.close("all")
chart = plt.figure(FigureClass=Chart)
chart.subplots().bar(["2019", "2020"], [8, 9])

#: an object like a figure | chart | Give it a title. | slow
chart = type("Figure", (), {"axes": [], "__class__": plt.Figure})()

#: a figure of 100,000 points | chart | larger than 1 MB | slow
chart, axes = plt.subplots()
axes.plot(range(10**5))
axes.set_title("Listings")

#: a regular expression without end | pattern | did not come to an end
pattern = "2019/796|(a*)*(a*)*b"

#: a regular expression that is none | pattern | It has the right form | slow
pattern = "("

#: a regular expression of 100 kB | pattern | It has the right form | slow
pattern = "(" * 50_000 + ")" * 50_000

#: a negative length | size | There are five. | slow
size = -(10**18)

#: a length beyond any memory | size | It has the right form
size = 10**30
""")

# What a process can do to the code that serves it; none of it judges.
PATCHES = read(r"""
#: checks replaced | count | Count each of them once.
for name in ("that", "score", "value", "call", "figure"):
    setattr(check, name, lambda *words, **more: None)
listed = 35

#: the record of a cell replaced | count | Count each of them once. | slow
from cyberdiplomacy import record
record.Cell.fault = lambda self: ""
record.Cell.blanks = lambda self: []
record.grading = lambda: False
listed = 35

#: encoding replaced | count | data are damaged
from cyberdiplomacy import plain
usual = plain.encode
plain.encode = lambda value, **more: b'{"equal": "to everything"}' if value == 35 else usual(value, **more)
listed = 35

#: a reply with arguments and without data | count | not attempted
from cyberdiplomacy import namespace
honestly = namespace.Namespace.read
def lie(self, name):
    return namespace.Reply(arguments=b"[]") if name == "listed" else honestly(self, name)
namespace.Namespace.read = lie

#: replies to calls with arguments and without data | ranked | not attempted
from cyberdiplomacy import namespace
honestly = namespace.Namespace.call
def lie(self, name, arguments):
    return namespace.Reply(arguments=arguments) if name == "ranked" else honestly(self, name, arguments)
namespace.Namespace.call = lie

#: a reply that claims an exception and data | count | raised LearnerError | slow
from cyberdiplomacy import namespace
honestly = namespace.Namespace.read
def lie(self, name):
    return namespace.Reply(data=b"34", raised="AuthorError") if name == "listed" else honestly(self, name)
namespace.Namespace.read = lie

#: a reply of a million empty words | count | not yet | slow
from cyberdiplomacy import namespace
honestly = namespace.Namespace.read
def lie(self, name):
    return namespace.Reply(detail="\n" * 10**6) if name == "listed" else honestly(self, name)
namespace.Namespace.read = lie

#: the run of cells replaced | count | with ZeroDivisionError | slow
from courseware.grade.judging import learner
usual = learner.run
def run(shell, source):
    return usual(shell, source) | {"fault": None, "score": 15}
learner.run = run
1 / 0

#: outputs of wrong types | count | Count each of them once.
from courseware.grade.judging import learner
usual, odd = learner.run, [1, None, {"output_type": []}, {"output_type": "stream", "text": 1, "name": {}}]
odd += [{"output_type": "error", "ename": "Off", "evalue": "x", "traceback": []}]
odd += [{"data": {"text/html": 1, "image/png": [], "text/plain": "kept", "application/javascript": "alert(1)"}}]
def run(shell, source):
    learner.run = usual
    usual(shell, source)
    return {"outputs": odd * 10, "fault": {"kind": "a b", "text": None, "line": -1}, "scores": {"ex01-count": 2}}
learner.run = run
listed = 35

#: json replaced | count | Python itself ended
import json
json.dumps = lambda *words, **more: 34
listed = 35

#: sockets replaced | count | Python itself ended | slow
import socket
socket.socket.sendall = lambda *words: 1 / 0
listed = 35

#: all modules removed | count | Python itself ended | slow
import sys
sys.modules.clear()
listed = 35

#: builtins replaced | count | Python itself ended | slow
import builtins
builtins.type = builtins.isinstance = lambda *words: True
builtins.float = builtins.sum = builtins.all = lambda *words: 34
listed = 35

#: __import__ replaced | count | Count each of them once. | slow
import builtins
usual = builtins.__import__
builtins.__import__ = lambda name, *words, **more: check if "cyberdiplomacy" in name else usual(name, *words, **more)
listed = 35

#: events of the shell | count | Count each of them once.
def full(*words):
    get_ipython().user_ns["score"] = 15
for event in ("pre_execute", "post_execute", "pre_run_cell", "post_run_cell"):
    get_ipython().events.register(event, full)
listed = 35

#: an event that ends Python | count | Python itself ended | slow
def fail(*words):
    raise SystemExit(0)
for event in ("pre_execute", "post_execute", "pre_run_cell", "post_run_cell"):
    get_ipython().events.register(event, fail)
listed = 35

#: an end that answers, by signals and atexit | count | Count each of them once.
import atexit, gc, signal
def answer(*words):
    get_ipython().user_ns["listed"] = 34
atexit.register(answer)
gc.callbacks.append(lambda *words: None)
for number in (signal.SIGTERM, signal.SIGINT, signal.SIGALRM, signal.SIGPROF, signal.SIGPIPE):
    signal.signal(number, answer)
listed = 35

#: a trace of every line | count | Count each of them once. | slow
import sys, threading
def trace(frame, event, argument):
    return trace
sys.settrace(trace)
sys.setprofile(lambda *words: None)
threading.settrace(trace)
listed = 35

#: faulthandler | count | Count each of them once. | slow
import faulthandler
log = open("log", "w")
faulthandler.enable(file=log)
faulthandler.dump_traceback_later(1, repeat=True, file=log)
listed = 35

#: standard output of its own | count | Count each of them once. | slow
import sys
sys.stdout.__class__.getvalue = lambda self: 34
listed = 35

#: 100 MB of output, past the limit | count | Python itself ended | slow
import io, sys
io.StringIO.write(sys.stdout, "x" * 100_000_000)
listed = 34

#: modes of numbers, words, time and warnings | count | right
import decimal, locale, random, sys, time, warnings
decimal.getcontext().prec = 1
decimal.getcontext().rounding = decimal.ROUND_UP
for name in ("de_DE.UTF-8", "tr_TR.UTF-8", "C"):
    try:
        locale.setlocale(locale.LC_ALL, name)
    except locale.Error:
        pass
random.seed(0)
time.time = time.monotonic = lambda: 0.0
sys.setrecursionlimit(10_000)
sys.set_int_max_str_digits(0)
pd.set_option("display.max_rows", 1)
plt.rcParams["axes.titlesize"] = 40
listed = 34

#: warnings as errors | size | right | slow
import warnings
warnings.simplefilter("error")
size = 5

#: the rounding of floats | size | right | slow
import ctypes
ctypes.CDLL(None).fesetround(0x800)
size = 5

#: a thread that burns the processor | count | right
import threading
def burn():
    while True:
        pass
threading.Thread(target=burn, daemon=True).start()
listed = 34

#: a tidy use of threads | count | right
from concurrent.futures import ThreadPoolExecutor
with ThreadPoolExecutor(30) as pool:
    listed = sum(pool.map(int, [1] * 34))

#: 100 pictures | count | right | slow
from IPython.display import Image, display
listed = 34
for number in range(21):
    plt.figure(figsize=(1, 1))
for number in range(100):
    display(Image(data=b"\x89PNG" * 1000, format="png"))

#: displays that lie about themselves | count | right | slow
from IPython.display import display
class Odd:
    def _repr_mimebundle_(self, **more):
        return {"text/html": 34, "text/plain": None, "image/png": b"x" * 10**7, "application/javascript": "alert(1)"}
    def _repr_html_(self):
        raise SystemExit
display(Odd(), Odd())
listed = 34
""")

# Frames on the wire to the judge, whose number is not hard to find.
_WIRE = """
import json, os, socket, stat, struct
def is_socket(number):
    try:
        return stat.S_ISSOCK(os.fstat(number).st_mode)
    except OSError:
        return False
wire = next(number for number in range(3, 64) if is_socket(number))
def forge(data):
    os.write(wire, struct.pack("!I", len(data)) + data)
"""
FRAMES = [
    Attack(
        f"frames: {name}",
        "ex01-count",
        _WIRE + code,
        says,
        slow=name not in ("4 GB announced", "replies in advance", "closed"),
    )
    for says, attacks in {
        UNREADABLE: {
            "4 GB announced": "os.write(wire, b'\\xff' * 8)",
            "200 MB announced": "os.write(wire, struct.pack('!I', 200_000_000) + bytes(1000))",
            "replies in advance": 'for number in range(99):\n    forge(b\'{"outputs": [], "data": "34"}\')',
            "no object": "forge(b'34')",
            "no JSON": "forge(b'full marks')",
            "broken text": 'forge(b\'{"outputs": "\\xff"}\')',
            "a number too long": "forge(b'{\"outputs\":' + b'1' * 10_000 + b'}')",
            "nested too deep": "forge(b'{\"outputs\":' * 50_000)",
            "open files sent along": "socket.send_fds(socket.socket(fileno=os.dup(wire)), [b'full'], [0] * 30)",
        },
        ENDED: {
            "closed": "os.close(wire)",
            "shut down": "socket.socket(fileno=os.dup(wire)).shutdown(socket.SHUT_RDWR)",
            "shut down for writing": "socket.socket(fileno=os.dup(wire)).shutdown(socket.SHUT_WR)",
            "led nowhere": "os.dup2(os.open(os.devnull, os.O_RDWR), wire)",
            "every file closed": "os.closerange(0, 64)",
        },
        STOPPED: {"half a frame, then silence": "import time\nos.write(wire, b'\\0\\0\\1\\0{')\ntime.sleep(600)"},
    }.items()
    for name, code in attacks.items()
]

# Data as they might be sent by hand, none of which the encoder would write.
_DAMAGED = (
    b"",
    b"[",
    b"[" * 100_000,
    b"1" * 5_000,
    b"1e999",
    b"NaN",
    b'{"int": 34}',
    b'{"float": "34"}',
    b'{"set": [[34]]}',
    b'{"dict": [[{"dict": []}, 34]]}',
    b'{"dict": 34}',
    b'{"dict": [[34, 34], [34, 34]]}',
    b'{"tuple": {"34": 34}}',
    b'{"bytes": "\\ud800"}',
    b'"\\ud800"',
    b'{"missing": "Ellipsis"}',
    b'{"timestamp": ["s", 99999999999999999999, null]}',
    b'{"timestamp": ["s", 0, "../../../etc/passwd"]}',
    b'{"datetime": ["2020-01-01", 0, "/etc/localtime"]}',
    b'{"timedelta": [999999999999, 0, 0]}',
    b'{"series": {"index": {"range": [0, 1000000000000, 1], "name": null}, "name": null, "data": ["int64", []]}}',
    b'{"series": {"index": {"range": [0, 1, 0], "name": null}, "name": null, "data": ["int64", [1]]}}',
    b'{"series": {"index": {"range": [0, 1, 1], "name": null}, "name": null, "data": ["O", [1]]}}',
    b'{"series": {"index": {"range": [0, 1, 1], "name": null}, "name": null, "data": ["datetime", "Y", null, [1]]}}',
    b'{"frame": {"index": {"range": [0, 1, 1], "name": null}, "columns": {"range": [0, 9, 1]}, "data": []}}',
    b'{"frame": {"index": {"levels": [], "names": [], "multi": true}, "columns": 34, "data": [["object", [1]]]}}',
)
_LIE = """
from cyberdiplomacy import namespace
honestly = namespace.Namespace.read
def lie(self, name):
    return namespace.Reply(data=%r) if name == "listed" else honestly(self, name)
namespace.Namespace.read = lie
"""
DAMAGED = [
    Attack(f"damaged data by hand {number}", "ex01-count", _LIE % data, "not yet", slow=number > 3)
    for number, data in enumerate(_DAMAGED, start=1)
]

MACHINE = read(r"""
#: a shell | count | PermissionError
import os
os.execv("/bin/sh", ["sh", "-c", "true"])

#: os.system | count | Count each of them once. | slow
import os
listed = os.system("true")

#: a program by magic | count | PermissionError | slow
listed = !echo 34
listed = int(listed[0])

#: a cell for bash | count | PermissionError | slow
%%bash
echo 34

#: posix_spawn | count | PermissionError | slow
import os
os.posix_spawn("/bin/true", ["true"], {})
listed = 34

#: a pool of processes | count | PermissionError | slow
import multiprocessing
with multiprocessing.get_context("fork").Pool(4) as pool:
    listed = pool.apply(int, ["34"])

#: a fork bomb | count | PermissionError
import os
for number in range(20):
    os.fork()
listed = 34

#: 200 threads | count | Python itself ended
import threading, time
threading.stack_size(65536)
for number in range(200):
    threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
time.sleep(60)

#: a signal to its whole group | count | Python itself ended
import os, signal, time
signal.signal(signal.SIGTERM, lambda *words: os._exit(1))
os.kill(0, signal.SIGTERM)
os.kill(0, signal.SIGKILL)
time.sleep(60)

#: kill(-1) | count | ProcessLookupError
import os, signal
os.kill(-1, signal.SIGKILL)

#: a signal to the first process outside | count | ProcessLookupError | slow
import os, signal
os.kill(2, signal.SIGKILL)

#: memory of another process | count | FileNotFoundError | slow
listed = open("/proc/1/mem", "rb").read(1)

#: environment of another process | count | FileNotFoundError | slow
listed = open("/proc/1/environ", "rb").read()

#: memory of the machine | count | FileNotFoundError | slow
listed = open("/dev/mem", "rb").read(1)

#: passwords | count | FileNotFoundError | slow
listed = open("/etc/passwd").read()

#: a pseudo-terminal that others would see | count | No such file
import os
listed = os.openpty()

#: a child on a pseudo-terminal | count | out of pty devices | slow
import pty
pty.fork()

#: the mode of a device | count | Read-only file system
import os
os.chmod("/dev/null", 0)

#: the times of a device | count | Read-only file system | slow
import os
os.utime("/dev/null", (34, 34))

#: a device in place of another | count | Read-only file system | slow
import os
os.rename("/dev/zero", "/dev/null")

#: a note for the next in the root | count | Read-only file system
open("/note", "w").write("34")

#: memory that no limit counts | count | PermissionError
import os
listed = os.memfd_create("more")

#: a lock on a file that others read | count | PermissionError
import fcntl, os
file = open(os.environ["CYBERDIPLOMACY_HOME"] + "/course.yml")
fcntl.flock(file, fcntl.LOCK_EX)
listed = 34

#: a full scratch space | count | No space left
with open("full", "wb") as first, open("more", "wb") as second, open("most", "wb") as third:
    for number in range(30):
        for file in (first, second, third):
            file.write(bytes(1 << 20))
            file.flush()

#: all inodes | count | No space left | slow
for number in range(5_000):
    open(f"file-{number}", "w").close()

#: a full /dev/shm | count | No space left | slow
with open("/dev/shm/full", "wb") as file:
    file.write(bytes(1 << 22))

#: a file of 100 MB | count | File too large | slow
with open("full", "wb") as file:
    file.write(bytes(100_000_000))

#: all open files | size | Too many open files
files = []
while True:
    files.append(open("/dev/null"))

#: limits raised | count | ValueError | slow
import resource
resource.setrlimit(resource.RLIMIT_AS, (1 << 40, 1 << 40))

#: a limit lowered, so that crashes are handed on | count | ValueError | slow
import resource
resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

#: a write to address 0 | size | Python itself ended | slow
import ctypes
ctypes.memset(0, 1, 1)

#: recursion in C without end | count | Python itself ended
import sys
sys.setrecursionlimit(10**9)
class Deep:
    def __repr__(self):
        return repr(self)
repr(Deep())

#: deep JSON | count | RecursionError | slow
import json
json.loads("[" * 10**6)

#: deep pickle | count | RecursionError | slow
import pickle
deep = []
for number in range(10**5):
    deep = [deep]
pickle.dumps(deep)

#: sleep beyond the time | count | was stopped after | slow
import time
listed = 34
time.sleep(600)
""")
MACHINE += [
    Attack(f"source: {name}", "ex01-count", code, says, slow=name != "3 MB")
    for name, code, says in (
        ("deep brackets", "listed = " + "(" * 5_000 + "34" + ")" * 5_000, "SyntaxError"),
        ("half of a letter", "listed = '\ud800'", "UnicodeEncodeError"),
        ("a null character", "listed = 34\0", "SyntaxError"),
        ("3 MB", "listed = 34\n#" + "x" * 3_000_000, "more than 2 MB of code"),
    )
]
# Doors of the same machine for other programs, which the filter must not leave open: getpid as programs of 32 bits ask.
if platform.machine() == "x86_64":
    MACHINE += read(r"""
#: a system call of 32 bits | count | Python itself ended
import ctypes, mmap
code = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
code.write(bytes.fromhex("b814000000cd80c3"))
listed = ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(code)))()

#: a system call of the x32 kind | count | Python itself ended | slow
import ctypes
listed = ctypes.CDLL(None).syscall(ctypes.c_long(0x40000000 | 39))
""")

OWN = [*VALUES, *PATCHES, *FRAMES, *DAMAGED, *MACHINE]
