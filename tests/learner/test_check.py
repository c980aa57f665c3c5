"""What a test cell sees and says: in study mode one line and never an error, under nbgrader an error or a mark."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator

import matplotlib
import numpy as np
import pandas as pd
import pytest
from IPython.core.interactiveshell import InteractiveShell
from matplotlib.figure import Figure
from nbformat.v4 import new_code_cell, new_output
from nbgrader.utils import determine_grade

from cyberdiplomacy import check, namespace, plain
from cyberdiplomacy.namespace import Namespace, Reply

matplotlib.use("agg")

WELL, BLANK = "✓ looks well-formed\n", "· not attempted yet — "


@pytest.fixture(autouse=True)
def study_mode(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)
    yield
    check.use(None)


@pytest.fixture(params=["autograde", "validate"])
def nbgrader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NBGRADER_EXECUTION", request.param)


def learner(**names: object) -> None:
    """Begin a test cell on these answers."""
    check.use(Namespace(names))


@pytest.fixture
def notebook() -> Iterator[Callable]:
    """A running IPython shell; gives a function that runs a cell."""
    InteractiveShell.clear_instance()
    shell = InteractiveShell.instance(colors="nocolor")
    shell.run_cell("from cyberdiplomacy import check", store_history=True)
    yield lambda source: shell.run_cell(source, store_history=True)
    InteractiveShell.clear_instance()


# Accessors


def test_a_value_is_read_as_plain_data():
    learner(parties=("EE", "HR"))
    assert check.value("parties") == ("EE", "HR")


def test_a_value_is_a_copy_each_time():
    learner(parties=["EE"])
    check.value("parties").append("XX")
    assert check.value("parties") == ["EE"]


def test_a_table_is_read_with_its_dtypes():
    table = pd.DataFrame({"n": [1, 2]}, index=pd.Index(["EE", "HR"], name="iso2"))
    learner(table=table)
    pd.testing.assert_frame_equal(check.value("table"), table)


@pytest.mark.parametrize("answer", [None, ..., [1, ...], {"rule 1": ...}])
def test_an_open_answer_is_not_attempted(answer, capsys):
    learner(answer=answer)
    check.that(check.value("answer") == 1)
    assert capsys.readouterr().out == f"{BLANK}answer\n"


def test_a_missing_name_is_not_attempted(capsys):
    learner()
    check.that(check.value("answer") == 1)
    assert capsys.readouterr().out == f"{BLANK}answer\n"


def test_an_untouched_function_is_not_attempted_and_its_condition_is_not_looked_at(capsys):
    def size(staff): ...

    learner(size=size)
    check.that(check.call("size", 50) and "no truth value")
    assert capsys.readouterr().out == f"{BLANK}size\n"


def test_a_function_gets_copies_of_the_arguments():
    def spoil(parties):
        parties.clear()
        return 0

    learner(spoil=spoil, keep=len)
    parties = ["EE"]
    assert check.call("spoil", parties) == 0
    assert parties == ["EE"]
    assert check.mutates("spoil", parties) is True
    assert check.mutates("keep", parties) is False


def test_a_function_that_hides_objects_in_its_arguments_mutates_them():
    def hide(parties):
        parties.append(object())
        return 0

    learner(hide=hide)
    assert check.mutates("hide", []) is True


def test_mutation_of_an_untouched_function_is_unknown():
    learner(size=None)
    assert check.mutates("size", []) is None


@pytest.mark.parametrize(
    ("error", "name"),
    [
        (ValueError("x"), "ValueError"),
        (KeyError("x"), "KeyError"),
        (UnicodeDecodeError("ascii", b"", 0, 1, ""), "UnicodeError"),
        (type("TooSmall", (ValueError,), {})(), "ValueError"),
        (type("ValueError", (Exception,), {})(), "LearnerError"),
        (StopIteration(), "LearnerError"),
        (GeneratorExit(), "LearnerError"),
        (SystemExit(0), "LearnerError"),
        (KeyboardInterrupt(), "LearnerError"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_an_exception_is_named_by_its_nearest_known_class(error, name):
    def fail():
        raise error

    learner(fail=fail)
    assert check.raises("fail") == name


def test_raises_is_none_where_nothing_is_raised(capsys):
    learner(fine=lambda: 1)
    assert check.raises("fine") is None
    check.that(check.raises("fine") == "ValueError", hint="Negative numbers are errors.")
    assert capsys.readouterr().out == "✗ off — Negative numbers are errors.\n"


def test_raises_of_an_untouched_function_is_not_attempted(capsys):
    learner(size=lambda staff: None)
    check.that(check.raises("size", -1) == "ValueError")
    assert capsys.readouterr().out == f"{BLANK}size\n"


def test_stop_iteration_cannot_make_all_pass(nbgrader):
    def stop(case):
        raise StopIteration

    learner(stop=stop)
    cases = [1, 2, 3]
    with pytest.raises(check.Off):
        check.that(all(map(lambda case: check.call("stop", case) == case, cases)))


@pytest.mark.parametrize(
    ("crash", "said"),
    [
        ("{}['x']", "raised KeyError: 'x' for the input (50, 1, 1)"),
        ("size(50)", "raised TypeError: size() missing 2 required positional arguments"),
        ("__import__('sys').exit(3)", "raised SystemExit: 3 for the input (50, 1, 1)"),
        ("size(a, b, c)", "raised RecursionError: maximum recursion depth exceeded"),
        ("(i for i in 'x')", "the result of `size` holds a generator; turn it into a list"),
    ],
)
def test_a_crash_is_told_and_the_cell_goes_on(crash, said, capsys):
    names: dict = {}
    exec(f"def size(a, b, c):\n    return {crash}", names)
    check.use(Namespace(names))
    check.that(check.call("size", 50, 1, 1) == "medium", hint="A hint that does not fit.")
    check.that(True)
    out, err = capsys.readouterr()
    assert out.startswith("✗ off — ")
    assert said in out
    assert out.count("\n") == 1
    assert err == ""


def test_a_crash_fails_even_a_condition_that_None_fulfils(nbgrader):
    learner(size=lambda staff: {}["x"])
    with pytest.raises(check.Off):
        check.that(check.call("size", -5) != "large")


def test_under_nbgrader_neither_input_nor_words_of_the_learner_are_told(nbgrader):
    def tell(secret):
        raise ValueError(secret)

    learner(tell=tell)
    with pytest.raises(check.Off) as verdict:
        check.that(check.call("tell", "hidden case") == 1, hint="Look again.", misconception="MIS-x")
    assert str(verdict.value) == "your function `tell` raised ValueError. Look again. [MIS-x]"


@pytest.mark.parametrize("silent_first", [True, False])
def test_a_branch_without_return_is_a_fault_in_either_order(silent_first, capsys):
    learner(size=lambda staff: "medium" if staff >= 50 else None)
    for staff in (9, 50) if silent_first else (50, 9):
        check.call("size", staff)
    check.that(True)
    assert (
        "`size` returns nothing (None) for the input (9); every way through it needs a return."
        in capsys.readouterr().out
    )


def test_printing_instead_of_returning_is_told(capsys):
    learner(size=lambda staff: print("medium"))
    check.that(check.call("size", 50) == "medium")
    assert capsys.readouterr().out == "✗ off — `size` prints its answer but returns nothing; end it with return.\n"


def test_a_value_for_a_function_is_told(capsys):
    learner(size="medium")
    check.that(check.call("size", 50) == "medium")
    assert capsys.readouterr().out == "✗ off — `size` holds a str, not a function; write it with def size(…).\n"


def test_a_broken_exception_text_is_survived(capsys):
    class Mute(Exception):
        def __str__(self):
            raise SystemExit

    def fail():
        raise Mute

    learner(fail=fail)
    check.that(check.call("fail") == 1)
    assert "raised Mute for one of its inputs" in capsys.readouterr().out


def test_an_interrupt_by_the_user_gets_through():
    def endless():
        timer = threading.Timer(0.05, os.kill, (os.getpid(), signal.SIGINT))
        timer.start()
        while True:
            pass

    before = signal.getsignal(signal.SIGINT)
    learner(endless=endless)
    with pytest.raises(KeyboardInterrupt):
        check.call("endless")
    assert signal.getsignal(signal.SIGINT) is before


def test_nan_crosses_only_where_declared(capsys):
    learner(share=float("nan"))
    assert check.value("share", allow_nonfinite=True) != 0
    assert check.value("share") is None
    check.that(True)
    assert "holds NaN, which is no number" in capsys.readouterr().out


def test_a_figure_is_read_as_its_summary():
    figure = Figure()
    axes = figure.subplots()
    axes.bar(["AT", "BE"], [1, 2])
    axes.set_title("Two bars")
    learner(fig=figure, ax=axes)
    (shown,) = check.figure("fig")
    assert shown["title"] == "Two bars"
    assert shown["series"][0]["x"] == ["AT", "BE"]
    assert check.figure("ax") == [shown]


def test_something_else_for_a_figure_is_told(capsys):
    learner(fig=[1])
    check.that(check.figure("fig") is not None)
    assert "`fig` holds a list, not a figure" in capsys.readouterr().out


@pytest.mark.parametrize("argument", [object(), ..., {1: print}])
def test_an_argument_that_is_no_plain_data_is_the_authors_fault(argument):
    learner(size=len)
    with pytest.raises(check.AuthorError, match="an argument of this check"):
        check.call("size", argument)


# Verdicts


class Agreeable:
    def __eq__(self, other):
        return True

    __hash__ = None


class AgreeableText(str):
    def __eq__(self, other):
        return True

    __hash__ = str.__hash__


@pytest.mark.parametrize("answer", [Agreeable(), AgreeableText("x"), [Agreeable()], {"a": AgreeableText("x")}])
def test_an_object_equal_to_everything_earns_nothing(answer, nbgrader):
    learner(answer=answer)
    with pytest.raises(check.Off):
        check.that(check.value("answer") in ("right", ["right"], {"a": "right"}))


@pytest.mark.parametrize("condition", [True, np.True_])
def test_a_right_answer_looks_well_formed(condition, capsys):
    learner()
    assert check.that(condition) is None
    assert capsys.readouterr() == (WELL, "")


def test_a_right_answer_under_nbgrader_prints_nothing(nbgrader, capsys):
    learner(x=1)
    assert check.that(check.value("x") == 1) is None
    assert capsys.readouterr() == ("", "")


def test_a_wrong_answer_under_nbgrader_raises_all_hints_and_the_misconception(nbgrader):
    learner(x=1)
    with pytest.raises(AssertionError) as verdict:
        check.that(check.value("x") == 2, hint=("First.", "Second."), misconception="MIS-one")
    assert str(verdict.value) == "First. Second. [MIS-one]"
    assert verdict.value._render_traceback_() == ["Off: First. Second. [MIS-one]"]


def test_a_blank_under_nbgrader_raises(nbgrader):
    learner(x=...)
    check.value("x")
    with pytest.raises(check.Off, match=r"^not attempted: x\.$"):
        check.that(True, hint="A hint.", misconception="MIS-one")


@pytest.mark.parametrize("condition", [None, 1, "yes", [], pd.Series([True])])
@pytest.mark.parametrize("mode", ["", "autograde"])
def test_a_condition_that_is_no_truth_value_is_the_authors_fault(condition, mode, monkeypatch):
    monkeypatch.setenv("NBGRADER_EXECUTION", mode)
    learner(x=1)
    check.value("x")
    with pytest.raises(check.AuthorError, match="not True or False; this item needs a person"):
        check.that(condition)


def test_a_table_where_one_value_is_asked_is_the_learners_fault(capsys):
    learner(count=pd.Series([3, 4]))
    check.that(check.value("count") == 3)
    assert "your answer is a whole table or column" in capsys.readouterr().out


def test_the_same_line_is_printed_once_a_cell(capsys):
    learner(x=...)
    for _ in range(3):
        check.that(check.value("x") == 1)
    assert capsys.readouterr().out == f"{BLANK}x\n"


def test_hints_come_in_two_steps_over_the_runs_of_a_cell(notebook, capsys):
    cell = "check.that(check.value('x') == 2, hint=('First.', 'Second.'))"
    said = []
    for source in (cell, "x = 1", cell, cell, "x = 2", cell):
        notebook(source)
        said.append(capsys.readouterr().out)
    assert said == [f"{BLANK}x\n", "", "✗ off — First.\n", "✗ off — First. Second.\n", "", WELL]


def test_a_cell_forgets_what_the_cell_before_read(notebook, capsys):
    notebook("check.value('nothing')")
    notebook("x = 1")
    notebook("check.that(check.value('x') == 1)")
    assert WELL in capsys.readouterr().out


def test_a_notebook_shows_a_verdict_without_a_traceback(notebook, monkeypatch, capsys):
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    notebook("x = 1")
    notebook("# hidden\ncheck.that(check.value('x') == 2, hint='Count again.')")
    assert capsys.readouterr() == ("Off: Count again.\n", "")


def test_without_a_notebook_the_author_is_told():
    InteractiveShell.clear_instance()
    with pytest.raises(check.AuthorError, match=r"check\.use\(\)"):
        check.value("x")


# Points


def mark(value: float | None) -> float:
    """The mark that stock nbgrader gives to a cell of 2 points ending in this value."""
    cell = new_code_cell()
    cell.metadata["nbgrader"] = {"grade": True, "solution": False, "points": 2, "grade_id": "x", "schema_version": 3}
    cell.outputs = [] if value is None else [new_output("execute_result", data={"text/plain": repr(value)})]
    return determine_grade(cell)[0]


@pytest.mark.parametrize("points", [0, 1, 1.5, 2, np.int64(1), np.float64(0.5), np.float32(1)])
def test_points_become_the_mark_of_stock_nbgrader(points, nbgrader):
    learner()
    given = check.score(points, of=2)
    assert type(given) is float
    assert mark(given) == points


def test_points_in_study_mode_are_a_line_and_no_value(capsys):
    learner(x=1)
    check.value("x")
    assert check.score(1.5, of=2) is None
    assert capsys.readouterr().out == "· 1.5 of 2 points\n"


@pytest.mark.parametrize(
    "points",
    [float("nan"), float("inf"), -0.1, 2.1, "2", True, None, 10**5000, 1j, np.complex128(1)],
    ids=lambda value: type(value).__name__,
)
@pytest.mark.parametrize("mode", ["", "autograde"])
def test_impossible_points_need_a_person(points, mode, monkeypatch):
    monkeypatch.setenv("NBGRADER_EXECUTION", mode)
    learner()
    with pytest.raises(check.AuthorError, match="needs a person"):
        check.score(points, of=2)


@pytest.mark.parametrize("of", [float("nan"), -1, "2", None, float("inf")])
def test_an_impossible_maximum_needs_a_person(of):
    learner()
    with pytest.raises(check.AuthorError, match="needs a person"):
        check.score(0, of=of)


def test_a_blank_earns_no_points_whatever_the_formula_says(nbgrader):
    learner(x=...)
    assert check.score(float(check.value("x") != "wrong"), of=1) == 0.0


def test_half_an_answer_keeps_its_points(nbgrader):
    learner(x=1, y=...)
    assert check.score((check.value("x") == 1) + (check.value("y") == 1), of=2) == 1.0


# Another source


class Elsewhere:
    """A source that lies as a hostile process could."""

    def __init__(self, reply: Reply) -> None:
        self.reply = reply

    def read(self, name: str) -> Reply:
        return self.reply

    def figure(self, name: str) -> Reply:
        return self.reply

    def call(self, name: str, arguments: bytes) -> Reply:
        return self.reply


def test_another_source_answers_instead_of_the_notebook():
    check.use(Elsewhere(Reply(data=plain.encode(42))))
    assert (check.value("x"), check.call("f", 1), check.figure("fig")) == (42, 42, 42)


@pytest.mark.parametrize("data", [b"", b"\xff", b"[" * 10**5, b"x" * 2_000_000, b'{"eval": 1}'])
def test_hostile_bytes_are_the_learners_fault(data, capsys):
    check.use(Elsewhere(Reply(data=data)))
    check.that(check.value("x") is None)
    assert capsys.readouterr().out.startswith("✗ off — `x` ")


def test_an_invented_exception_name_does_not_cross(capsys):
    check.use(Elsewhere(Reply(raised="StopIteration")))
    assert check.raises("f") == namespace.OTHER_ERROR


def test_importing_check_imports_neither_pandas_nor_matplotlib():
    code = "import sys, cyberdiplomacy.check; print([m for m in sys.modules if m in ('pandas','numpy','matplotlib')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("function", "verdict"),
    [
        ("def f():\n  print('out'); print('err', file=sys.stderr); warnings.warn('careful')\n  return 1", WELL),
        (
            "async def f(): return 1",
            "✗ off — the result of `f` holds a coroutine; give numbers, text, lists, dicts, dates or a DataFrame.\n",
        ),
    ],
)
def test_what_a_function_prints_or_warns_does_not_reach_the_test_cell(function, verdict):
    code = (
        f"import sys, warnings\n{function}\n"
        "from cyberdiplomacy import check, namespace\n"
        "check.use(namespace.Namespace({'f': f}))\n"
        "check.that(check.call('f') == 1)"
    )
    done = subprocess.run([sys.executable, "-X", "utf8", "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert (done.stdout, done.stderr) == (verdict, "")
