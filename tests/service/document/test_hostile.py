"""Text that means harm is shown, does nothing, and costs little."""

import re
from time import process_time

import pytest

from service.document.changes import redline_html
from service.document.render import render
from service.document.sentences import sentences
from service.document.source import clean, sections
from tests.service.document.reading import Page, hostile

_SAFE = re.compile(r"(https?://|mailto:|tel:|#|/f/)", re.I)
_RUNS = {
    "script",
    "iframe",
    "object",
    "embed",
    "svg",
    "math",
    "form",
    "style",
    "link",
    "meta",
    "base",
}


#: Everywhere Markdown takes words, addresses or names.
_PLACES = (
    "{}",
    "# {}",
    "[{}]({})",
    '![{}]({} "{}")',
    "> - {}",
    "| {} |\n|--|\n| {} |",
    "```{}\n{}",
    "<{}>",
    "[a]: {}\n\n[a]",
    "x[^1]\n\n[^{}]: {}",
    "`{}`",
    "---\na: {}\n---\n{}",
)


def check(html: str) -> None:
    """No element that runs, no attribute that runs, no address that runs."""
    for tag, attributes in Page(html).elements:
        assert tag not in _RUNS
        for name, value in attributes.items():
            assert not name.startswith("on")
            assert name not in ("style", "srcset", "srcdoc")
            if name in ("href", "src"):
                assert _SAFE.match(value or "")


@pytest.mark.parametrize("around", _PLACES)
def test_hostile_strings_become_text(around: str) -> None:
    """All 629, in every place where Markdown takes words, addresses or names."""
    for string in hostile():
        text = around.replace("{}", string)
        page = render(text, figures="/f/")
        for block in page.blocks:
            check(block.html)
            assert Page(block.html).text == block.text
            assert all(span.of(block.text).strip() for span in sentences(block.text))


def test_hostile_strings_stay_text_in_red_lines() -> None:
    """What was put in or taken out is escaped as well."""
    strings = hostile()
    for old, new in zip(strings, strings[1:] + strings[:1], strict=True):
        check(redline_html(old, new))
        assert clean(clean(old)) == clean(old)


HUNGRY = {
    "quotations": ">" * 9_000,
    "brackets": "[" * 48_000,
    "stars": "a" + "*" * 30_000,
    "emphasis": "*a " * 10_000 + "*" * 10_000,
    "underscores": "_a*" * 10_000,
    "wide table": "|" + "a|" * 5000 + "\n|" + "-|" * 5000 + "\n" + "|a|\n" * 5000,
    "deep list": "- " * 10_000 + "x",
    "deep list by lines": "\n".join("  " * i + "- x" for i in range(600)),
    "links": "[a](" * 12_000,
    "images": "![" * 24_000,
    "references": "[^1]" * 10_000 + "\n\n[^1]: x",
    "notes": "".join(f"[^{i}]\n\n[^{i}]: x [^{i + 1}]\n\n" for i in range(2_000)),
    "nested notes": "[^1]: " * 5_000,
    "comments": "<!--\n" * 8_000,
    "tags": "<a " * 15_000,
    "backticks": "".join("`" * i + " " for i in range(300)),
    "long address": "[a]: <http://" + "x" * 30_000 + ">\n\n" + "[a] " * 6_000,
    "headings": "# a\n" * 12_000,
    "entities": "&#" * 20_000,
}


@pytest.mark.parametrize("name", HUNGRY)
def test_hungry_text_costs_little(name: str) -> None:
    """Known ways to make parsers slow or deep: at most two seconds and no unbounded output."""
    text = HUNGRY[name]
    started = process_time()
    page = render(text, figures="/f/")
    sections(text)
    assert process_time() - started < 4  # two seconds, on a machine half as fast
    assert sum(len(block.html) for block in page.blocks) < 60 * len(text)


def test_what_is_nested_too_deeply_is_shown_as_it_was_written() -> None:
    """Nothing is lost: the block is its own source."""
    text = "> " * 200 + "deep **words**\n\nAfter.\n"
    deep, after = render(text, figures="/f/").blocks
    assert deep.kind == "source"
    assert deep.text == text[deep.start : deep.end] == "> " * 200 + "deep **words**"
    assert after.kind == "paragraph"
