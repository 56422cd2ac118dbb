"""Templates hold no scripts, no styles, no unescaped values and no words of git."""

import pytest

from tests.house import markup
from tests.house.checkout import below, needless, problems, text

TEMPLATES = below("service", suffix=".html")


def test_templates_keep_to_the_content_security_policy() -> None:
    """No inline style or script and no handler attribute stands in a template."""
    pages = [path for path in TEMPLATES if path not in markup.MAILS]
    assert len(pages) == len(TEMPLATES) - len(markup.MAILS)
    assert problems(markup.refused, pages) == []


def test_values_are_escaped() -> None:
    """Nothing is marked as safe but where a reason is listed."""
    assert problems(markup.marked_safe, TEMPLATES) == []


def test_nobody_has_to_know_git() -> None:
    """People read of revisions and versions, never of commits and branches."""
    assert problems(markup.git_words, TEMPLATES) == []


def test_every_exception_is_needed() -> None:
    """An exception for a template that no longer needs it fails."""
    safe = [path for path in TEMPLATES if markup.MARKED_SAFE.search(text(path))]
    words = [path for path in TEMPLATES if markup.GIT.search(text(path))]
    assert needless(markup.SAFE, safe) == []
    assert needless(markup.WORDS, words) == []


@pytest.mark.parametrize(
    "element",
    [
        '<p style="color: red">x</p>',
        '<p\n style="{{ style }}">x</p>',
        "<style>p {}</style>",
        "<script>go()</script>",
        '<script type="module">go()</script>',
        '<button onclick="go()">x</button>',
        '<button hx-on:click="go()">x</button>',
        '<img src="a" onerror=go() />',
    ],
)
def test_what_the_policy_refuses_is_named(element: str) -> None:
    """Each of these would be refused by the browser, and is refused here first."""
    assert [line for line, _ in markup.refused("a.html", f"{{# x\n #}}\n{element}")] == [3]


def test_what_the_policy_allows_passes() -> None:
    """Files of scripts, data for them, and classes are allowed."""
    page = (
        '<script type="module" src="{{ static("js/a.js") }}"></script>'
        '<script type="application/json" id="x">{{ data|tojson }}</script>'
        '<p class="{% if a > 1 %}style{% endif %}" data-on="x">only</p>'
    )
    assert list(markup.refused("a.html", page)) == []


@pytest.mark.parametrize("value", ["{{ body|safe }}", "{{ body | safe }}", "{{ Markup(body) }}"])
def test_an_unescaped_value_is_named(value: str) -> None:
    """Both ways of not escaping are seen."""
    assert [line for line, _ in markup.marked_safe("a.html", f"\n{value}")] == [2]


@pytest.mark.parametrize(
    "seen",
    [
        "<p>your\ncommit</p>",
        '<img src="a"\nalt="a branch">',
        '<button aria-label="x"\n title="Rebase">x</button>',
        "<p>back to\nHEAD</p>",
    ],
)
def test_a_word_of_git_is_named(seen: str) -> None:
    """Words are seen in text and in what is read aloud."""
    assert len(list(markup.git_words("a.html", seen))) == 1


def test_words_that_nobody_reads_pass() -> None:
    """Comments, expressions, classes and other words are no words of git."""
    page = "{# commit #}<!-- branch --><p class='commit'>{{ head.commit }} committee Head</p>"
    assert list(markup.git_words("a.html", page)) == []
