"""Another parser of Markdown sees the same text."""

import re
from collections import Counter
from time import process_time

import pytest
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin

from service.document.render import render
from service.document.source import split
from tests.service.document.reading import Page, documents

_BREAK = re.compile(r"<br\s*/?>")
_BOUND = ("</p>", "</li>", "</td>", "</th>", "<br />", "</h1>", "</h2>", "</h3>", "</h4>")


def words_seen_by_another_parser(body: str) -> Counter[str]:
    """The words of the body, footnotes left out, as markdown-it-py has them."""
    parser = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    html = parser.use(footnote_plugin).render(_BREAK.sub(" ", body))
    html = html.split('<section class="footnotes">')[0].replace("[", "").replace("]", "")
    for bound in _BOUND:
        html = html.replace(bound, bound + "\n")
    return Counter(Page(html).text.split())


@pytest.mark.parametrize("name", documents())
def test_real_documents_say_the_same_to_both_parsers(name: str) -> None:
    """At most 1 word in 100 of a real document differs (raw HTML and notes on images do)."""
    text = documents()[name]
    page = render(text, figures="/f/")
    ours = Counter(
        word
        for block in page.blocks
        if block.kind != "footnote"
        for word in block.text.replace("[", "").replace("]", "").split()
    )
    theirs = words_seen_by_another_parser(split(text).body)
    different = (ours - theirs).total() + (theirs - ours).total()
    assert different <= 0.01 * ours.total(), (ours - theirs, theirs - ours)


@pytest.mark.parametrize("name", documents())
def test_real_documents_are_exact_and_never_shown_as_source(name: str) -> None:
    """Every block's text is its HTML's, and nothing real is past our bounds."""
    for block in render(documents()[name], figures="/f/").blocks:
        assert Page(block.html).text == block.text
        assert block.kind != "source"


def test_a_hundred_pages_take_as_long_as_their_number_says() -> None:
    """Four times the text costs about four times the work, whatever the machine."""
    text = ("\n\n".join(split(d).body for d in documents().values()) * 4)[:330_000]
    assert _least_time(text) < 10 * _least_time(text[: len(text) // 4])


def _least_time(text: str) -> float:
    """Return the computing that rendering a text takes at least, in seconds."""
    return min(_time(text) for _ in range(3))


def _time(text: str) -> float:
    started = process_time()
    render(text, figures="/f/")
    return process_time() - started
