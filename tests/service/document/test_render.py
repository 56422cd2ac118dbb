"""Rendering: what each piece of the dialect becomes."""

import pytest

from service.document.render import BlockMissing, Rendered, RenderedBlock, render
from service.document.source import sections
from tests.service.document.reading import Page


def rendered(text: str) -> Rendered:
    return render(text, figures="/s/x/figures/1/")


def only(text: str) -> RenderedBlock:
    (block,) = rendered(text).blocks
    return block


@pytest.mark.parametrize(
    ("text", "kind", "html"),
    [
        ("# A *b*", "heading", '<h1 id="a-b">A <em>b</em></h1>'),
        ("a **b** ~~c~~ `d`", "paragraph", "<p>a <strong>b</strong> <s>c</s> <code>d</code></p>"),
        ("a\nb  \nc", "paragraph", "<p>a b<br>\nc</p>"),
        ("> a", "quote", "<blockquote><p>a</p></blockquote>"),
        ("3. a\n4. b", "list", '<ol start="3"><li>a</li>\n<li>b</li></ol>'),
        ("- a\n  - b", "list", "<ul><li>a\n<ul><li>b</li></ul></li></ul>"),
        ("```py\nx\n```", "code", '<pre tabindex="0"><code class="language-py">x\n</code></pre>'),
        ("***", "rule", "<hr>"),
        ("a &amp; \\* <b>", "paragraph", "<p>a &amp; * &lt;b&gt;</p>"),
        ("<div>\nx\n</div>", "paragraph", "<p>&lt;div&gt;\nx\n&lt;/div&gt;</p>"),
        ("a <!-- b --> c<br/>d", "paragraph", "<p>a  c<br>\nd</p>"),
        (
            "> [!WARNING]\n> Take care.",
            "alert",
            '<div class="alert alert--warning"><p class="alert__title">Warning</p>\n'
            "<p>Take care.</p></div>",
        ),
        (
            "- [x] a\n- [ ] b",
            "list",
            '<ul><li><span class="task" role="img" aria-label="Done">☑</span> a</li>\n'
            '<li><span class="task" role="img" aria-label="To do">☐</span> b</li></ul>',
        ),
        (
            "| a | |\n|--:|---|\n| b | c |",
            "table",
            '<table><thead><tr><th scope="col" class="align-right">a</th>\n<td></td></tr></thead>'
            '<tbody><tr><td class="align-right">b</td>\n<td>c</td></tr></tbody></table>',
        ),
        (
            '![A map](maps/a%20b.png "Where we are")',
            "figure",
            '<figure><img src="/s/x/figures/1/maps/a%20b.png" alt="A map">'
            "<figcaption>Where we are</figcaption></figure>",
        ),
        ("![A map](m.png)", "figure", '<p><img src="/s/x/figures/1/m.png" alt="A map"></p>'),
    ],
)
def test_each_kind_of_block_has_its_html(text: str, kind: str, html: str) -> None:
    """The dialect, block by block."""
    block = only(text)
    assert (block.kind, block.html.replace("\n</p>", "</p>")) == (kind, html)


@pytest.mark.parametrize(
    "address",
    [
        "https://a.example/b?c=1&d",
        "HTTP://a.example",
        "mailto:a@b.example",
        "tel:+441511234567",
        "#aims",
    ],
)
def test_safe_links_stay(address: str) -> None:
    """Web, mail, telephone and places on the page may be linked to."""
    (link,) = Page(only(f"[words]({address})").html).all("a")
    assert link["href"] == address
    assert (link.get("rel") == "noopener noreferrer") == (not address.startswith("#"))


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt&#58;alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "//evil.example",
        "/admin",
        "other.md",
        "<java\tscript:alert(1)>",
        "http:evil",
        "http://[x",
        "file:///etc/passwd",
    ],
)
def test_other_links_become_their_words(address: str) -> None:
    """What could run, or leads nowhere in a strategy, is shown as words alone."""
    block = only(f"[words]({address})")
    assert "<a" not in block.html
    assert "words" in block.text


@pytest.mark.parametrize(
    "address",
    [
        "http://a.example/b.png",
        "//a.example/b.png",
        "/b.png",
        "../b.png",
        "a/../../b.png",
        "a/%2e%2e/b",
        "data:image/png;base64,x",
        "javascript:x",
        "a\\b.png",
        "%00",
    ],
)
def test_images_from_elsewhere_are_named_and_not_shown(address: str) -> None:
    """Only figures beside the strategy are fetched; for others the reader is told."""
    block = only(f"![A map]({address})")
    assert block.text == "[image not included: A map]"
    assert "<img" not in block.html


def test_headings_have_unique_ids_and_make_the_outline() -> None:
    """Ids come from the words, never clash, and are those of the sections."""
    text = "# Aims\n\n## Aims\n\n# B1\n\n# Opening\n\n# Été & co\n\n# ???\n\n- # inner\n\nwords\n"
    page = rendered(text)
    assert [(e.id, e.level) for e in page.outline] == [
        ("aims", 1),
        ("aims-2", 2),
        ("section-b1", 1),
        ("opening-2", 1),
        ("ete-co", 1),
        ("section", 1),
    ]
    assert [s.id for s in sections(text)] == [e.id for e in page.outline]
    assert page.blocks[-1].section == "???"
    assert page.block("b2").anchor == "aims-2"
    assert page.block("b1").section == "Aims"


def test_footnotes_are_numbered_as_they_are_first_referred_to() -> None:
    """Definitions come last, each with a way back to every reference; unused ones are kept."""
    text = (
        "A[^b] and[^A one] and[^b].\n\n[^A one]: First.\n\n[^unused]: Kept.\n\n"
        "[^b]: Second[^in].\n\n[^in]: In a note.\n"
    )
    page = rendered(text)
    assert [b.kind for b in page.blocks] == ["paragraph"] + ["footnote"] * 4
    assert [b.text.split("\n")[:2] for b in page.blocks[1:]] == [
        ["1.", "Second3. ↩\ufe0e ↩\ufe0e"],
        ["2.", "First. ↩\ufe0e"],
        ["3.", "In a note. ↩\ufe0e"],
        ["4.", "Kept."],
    ]
    whole = Page("".join(b.html for b in page.blocks))
    ids = {a["id"] for _, a in whole.elements if a.get("id")}
    targets = {str(a["href"])[1:] for a in whole.all("a")}
    assert targets <= ids
    assert len([a for _, a in whole.elements if a.get("id")]) == len(ids)


def test_a_footnote_in_a_link_is_no_link_in_a_link() -> None:
    """A browser would tear nested links apart, so the brackets around it are text."""
    page = rendered("[a[^1]](https://b.example)\n\n[^1]: Note.\n")
    links = [a["href"] for a in Page(page.block("b1").html).all("a")]
    assert links == ["#fn-1", "https://b.example"]
    assert page.block("b1").text == "[a1](https://b.example)"


def test_front_matter_is_not_shown() -> None:
    """Document control is not part of the text, and positions count from the file's beginning."""
    text = "---\ntitle: A\n---\n\nWords.\n"
    block = only(text)
    assert (block.start, block.end) == (18, 24)
    assert text[block.start : block.end] == block.text == "Words."


def test_blocks_know_their_source_range() -> None:
    """From the first line's indentation to the last words, or the last that shows in code."""
    text = "a\nb\n\n    code\n\n- x\n\n  y\n\nend"
    pieces = [text[b.start : b.end] for b in rendered(text).blocks]
    assert pieces == ["a\nb", "    code\n", "- x\n\n  y", "end"]


def test_comments_and_empty_blocks_are_no_blocks() -> None:
    """What shows nothing cannot be commented on."""
    assert rendered("<!-- note\n\nto self -->\n\n[ref]: http://a.example\n").blocks == ()
    assert "secret" in only("<!-- never closed: secret").text


@pytest.mark.parametrize("name", ["b0", "b3", "x1", "b", "", "b01", "b١", "b" + "9" * 5000])
def test_a_block_that_is_not_there_is_missing(name: str) -> None:
    """Ids from outside never crash."""
    with pytest.raises(BlockMissing):
        rendered("a\n\nb\n").block(name)


def test_words_are_counted() -> None:
    """The number of words is that of the words shown."""
    assert rendered("# One two\n\nthree **four**\n").words == 4
