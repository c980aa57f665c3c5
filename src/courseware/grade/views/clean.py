"""What is left of a learner's HTML, Markdown, text and pictures on a page that a person opens."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from functools import cache
from html import escape
from typing import Any
from urllib.parse import unquote

from bleach import Cleaner
from bleach.css_sanitizer import CSSSanitizer
from bleach.html5lib_shim import Filter
from bs4 import BeautifulSoup
from jinja2 import pass_context
from jinja2.runtime import Context
from markdown_it import MarkdownIt
from nbconvert.filters import strip_ansi

TAGS = frozenset(
    (
        *("a", "abbr", "b", "blockquote", "br", "caption", "code", "dd", "del", "details", "div", "dl", "dt", "em"),
        *("figcaption", "figure", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "kbd", "li", "ol", "p", "pre", "q"),
        *("s", "small", "span", "strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead"),
        *("tr", "u", "ul"),
    )
)
# The time to clean grows with the square of the tags that stand open, so what has more is shown as text.
MAX_TAGS = 3_000
MAX_HTML = 2_000_000
MAX_MARKDOWN = 20_000
MAX_SHOWN = 50_000

_STYLES = ("text-align", "white-space", "width")
_LINK = re.compile(r"https?://|mailto:|#", re.IGNORECASE)
_PICTURE = "data:image/png;base64,"
_PNG = b"\x89PNG\r\n\x1a\n"
_PLAIN = {"title": ".*", "alt": ".*", "scope": "col|row|colgroup|rowgroup", "style": r"[\w\s:;.%-]*", "open": ""}
_NUMBERS = ("colspan", "rowspan", "start", "width", "height")
# Control characters, halves of surrogate pairs, and marks that turn the direction of the text around.
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def text(source: Any) -> str:
    """Return a text without terminal colours, control characters and marks that reverse what is read."""
    return _CONTROLS.sub("", strip_ansi(source if isinstance(source, str) else ""))


def png(data: Any) -> str | None:
    """Return a picture's base64 in one line, or None if it is no PNG."""
    try:
        picture = base64.b64decode("".join(data.split()), validate=True)
    except (AttributeError, ValueError, binascii.Error):
        return None
    return base64.b64encode(picture).decode("ascii") if picture.startswith(_PNG) else None


def html(source: Any) -> str:
    """Return the HTML of an output with tables, lists, emphasis and embedded PNG; the rest loses its tags.

    Neither scripts, styles, links inside the course nor anything that is fetched are left.
    """
    page = text(source)
    if _too_much(page, MAX_HTML):
        return _as_text(page)
    soup = BeautifulSoup(page, "html.parser")
    for unseen in soup(["style", "script"]):
        unseen.decompose()
    return _cleaner(strip=True).clean(str(soup))


@pass_context
def markdown(context: Context, source: str) -> str:
    """Render Markdown, cleaned; takes the place of nbconvert's filter. A tag that is not allowed is shown as text.

    Headings go down one level, since the page has its own. Mathematics stays as it is written.
    """
    page = text(source)
    if len(page) > MAX_MARKDOWN:
        return _as_text(page)
    parser = _parser()
    attachments = context.get("cell", {}).get("attachments", {})
    blocks = parser.parse(page)
    for token in (one for block in blocks for one in (block, *(block.children or ()))):
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(int(token.tag[1]) + 1, 6)}"
        elif token.type == "image" and (place := str(token.attrs["src"])).startswith("attachment:"):
            held = attachments.get(unquote(place.removeprefix("attachment:")), {})
            token.attrs["src"] = _PICTURE + held.get("image/png", "")
    made = parser.renderer.render(blocks, parser.options, {})
    return _as_text(page) if _too_much(made, MAX_HTML) else _cleaner(strip=False).clean(made)


class _Pictures(Filter):
    """Puts words in the place of a picture that lost its source."""

    def __iter__(self) -> Iterator[dict[str, Any]]:
        for token in super().__iter__():
            if token.get("name") == "img" and (None, "src") not in token["data"]:
                yield {"type": "Characters", "data": "[A picture that is not shown here.]"}
            else:
                yield token


def _too_much(page: str, most: int) -> bool:
    return len(page) > most or page.count("<") > MAX_TAGS


def _as_text(page: str) -> str:
    rest = "\n… the rest is too long to be shown here." if len(page) > MAX_SHOWN else ""
    return f"<pre>{escape(page[:MAX_SHOWN])}{rest}</pre>"


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


@cache
def _cleaner(strip: bool) -> Cleaner:
    return Cleaner(
        tags=TAGS,
        attributes=_allowed,
        protocols={"http", "https", "mailto", "data"},
        strip=strip,
        filters=[_Pictures],
        css_sanitizer=CSSSanitizer(allowed_css_properties=_STYLES, allowed_svg_properties=()),
    )


def _allowed(tag: str, name: str, value: str) -> bool:
    """Return whether an attribute stays. Ids and classes go too: Formgrader's own scripts look elements up by them."""
    if name in _NUMBERS:
        return re.fullmatch(r"\d{1,4}", value) is not None
    if tag == "a" and name == "href":
        return _LINK.match(value) is not None
    if tag == "img" and name == "src":
        return value.startswith(_PICTURE) and png(value.removeprefix(_PICTURE)) is not None
    return name in _PLAIN and re.fullmatch(_PLAIN[name], value, re.DOTALL) is not None
