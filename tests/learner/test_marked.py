"""Light Markdown: what is kept, and what can do no harm."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cyberdiplomacy import marked


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("**bold** and *slanted*", "<strong>bold</strong> and <em>slanted</em>"),
        ("`x < 1`", "<code>x &lt; 1</code>"),
        ("[EUR-Lex](https://eur-lex.europa.eu)", '<a href="https://eur-lex.europa.eu">EUR-Lex</a>'),
        ("<!--fact:eu-members-->27<!--/--> states", "27 states"),
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("[x](javascript:alert(1))", "[x](javascript:alert(1))"),
    ],
)
def test_one_line(text, html):
    assert marked.inline(text) == html


def test_paragraphs_and_code_are_kept_and_headings_are_not():
    assert marked.block("# One\n\nTwo\n\n```python\nx = 1\n```") == (
        '<p># One</p>\n<p>Two</p>\n<pre><code class="language-python">x = 1\n</code></pre>'
    )


def test_plain_words_stand_on_one_line():
    assert marked.plain("**Two**\nlines, `code` and [a link](https://eur-lex.europa.eu)\n\n- one\n- two") == (
        "Two lines, code and a link one two"
    )


@given(st.text(alphabet="<>&\"'`*_[]()! ab\n-"))
def test_no_text_opens_a_tag_of_its_own(text):
    html = marked.block(text)
    for tag in ("a", "blockquote", "br", "code", "em", "hr", "li", "ol", "p", "pre", "strong", "ul"):
        for form in (f"<{tag}>", f"</{tag}>", f"<{tag} />"):
            html = html.replace(form, "")
    assert "<" not in html.replace('<a href="', "").replace('<ol start="', "")
