"""The source-preserving writer: what nobody touched stays, what changed reads as it was shown."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

pytestmark = [pytest.mark.browser]

_ROOT = Path(__file__).parents[3]

#: Changes to the document of a text: `words` are found, then something is done to them.
_EDIT = """([source, words, act, given]) => {
  const { read, write, schema, EditorState, TextSelection, COMMANDS, joining } = window.editor;
  const opened = read(source);
  let state = EditorState.create({ doc: opened.doc, plugins: [joining] });
  let place = null;
  opened.doc.descendants((node, pos) => {
    const at = node.isText ? node.text.indexOf(words) : -1;
    if (at >= 0 && place === null) place = pos + at;
  });
  const [from, to] = [place, place + words.length];
  state = state.apply(state.tr.setSelection(TextSelection.create(state.doc, from, to)));
  const put = (tr) => (state = state.apply(tr));
  const acts = {
    type: () => put(given ? state.tr.insertText(given, from, to) : state.tr.delete(from, to)),
    command: () => COMMANDS[given](state, put),
    drop: () => {
      const $at = state.selection.$from;
      put(state.tr.delete($at.before(1), $at.after(1)));
    },
    link: () => put(state.tr.addMark(from, to, schema.marks.link.create({ href: given }))),
  };
  acts[act]();
  const { text, refused } = write(opened, state.doc);
  return [text, refused.length];
}"""

#: (what holds, source, words, act, given, result)
CASES = (
    ("escape", "Say a word.\n", "word", "type", "*star* [x] <b>", r"Say a \*star\* \[x\] \<b>."),
    ("line start", "One word\n", "One", "type", "1. #", "1\\. # word"),
    (
        "setext",
        "Big words\n=========\n\nText\n",
        "Big",
        "type",
        "Small",
        "Small words\n=========\n\nText",
    ),
    ("closed", "## Big words ##\n", "Big", "type", "Small", "## Small words ##"),
    ("level", "## Big words\n", "Big", "command", "heading-3", "### Big words"),
    ("wrapped", "one\ntwo three\nfour\n", "two", "type", "2", "one\n2 three\nfour"),
    ("underscores", "a __bold word__ here\n", "word", "type", "x", "a __bold x__ here"),
    ("in a word", "a _word_ and unhappy\n", "happy", "command", "em", "a _word_ and un*happy*"),
    ("whole run", "a **bold** word\n", "bold", "type", "", "a  word"),
    ("unbold", "a **bold** word\n", "bold", "command", "strong", "a bold word"),
    ("sign", "see (this)now\n", "(this)", "command", "strong", "see **(this)**&#110;ow"),
    (
        "short link",
        "See [Our aims].\n\n[our aims]: /a\n",
        "Our",
        "type",
        "The",
        "See [The aims][Our aims].\n\n[our aims]: /a",
    ),
    (
        "full link",
        "See [our aims][a].\n\n[a]: /a\n",
        "our",
        "type",
        "the",
        "See [the aims][a].\n\n[a]: /a",
    ),
    (
        "autolink",
        "At <https://a.org/x>.\n",
        "org",
        "type",
        "com",
        "At [https://a.com/x](https://a.org/x).",
    ),
    (
        "new link",
        "our aims\n",
        "aims",
        "link",
        "https://a.org/(x)",
        "our [aims](<https://a.org/(x)>)",
    ),
    ("entity", "a&nbsp;b &copy; word\n", "word", "type", "x", "a&nbsp;b &copy; x"),
    ("break", "one\\\ntwo  \nthree\n", "two", "type", "2", "one\\\n2  \nthree"),
    ("item", "*   one\n*   two\n", "two", "type", "2", "*   one\n*   2"),
    ("nested", "1) a\n   - b\n   - c\n", "c", "type", "d", "1) a\n   - b\n   - d"),
    ("task", "- [ ] do\n- [x] done\n", "done", "type", "did", "- [ ] do\n- [x] did"),
    ("quotation", "> one\n> two\nlazy\n", "two", "type", "2", "> one\n> 2\nlazy"),
    ("notice", "> [!NOTE]\n> Mind it.\n", "Mind", "type", "Heed", "> [!NOTE]\n> Heed it."),
    ("cell", "|a|b|\n|-|:-:|\n|x  | y |\n", "x", "type", "p|q", "|a|b|\n|-|:-:|\n|p\\|q  | y |"),
    ("column", "|a|b|\n|-|-:|\n|x|y|\n", "a", "command", "column-delete", "| b |\n| ---: |\n| y |"),
    (
        "row",
        "a | b\n--- | ---\nx | y\n",
        "x",
        "command",
        "row-below",
        "a | b\n--- | ---\nx | y\n|  |  |",
    ),
    ("code", "```py\na = 1\nb = 2\n```\n", "b = 2", "type", "c = 3", "```py\na = 1\nc = 3\n```"),
    ("indented", "    a = 1\n    b = 2\n\nx\n", "x", "type", "y", "    a = 1\n    b = 2\n\ny"),
    (
        "footnote",
        "A[^n].\n\n[^n]: One\n    more word.\n",
        "more",
        "type",
        "2",
        "A[^n].\n\n[^n]: One\n    2 word.",
    ),
    ("two lists", "- a\n\nbetween\n\n- b\n", "between", "drop", "", "- a\n- b"),
    ("gap kept", "a\n\n\n\nb\n\n\nc\n", "b", "type", "x", "a\n\n\n\nx\n\n\nc"),
    ("html", "x <b>bold</b> word\n", "word", "type", "y", "x <b>bold</b> y"),
)


@pytest.mark.parametrize(
    ("source", "words", "act", "given", "result"),
    [case[1:] for case in CASES],
    ids=[case[0] for case in CASES],
)
def test_a_change_is_written_where_it_stands(
    page: Page, source: str, words: str, act: str, given: str, result: str
) -> None:
    """The rest keeps its spelling, and what is written reads as what was shown."""
    assert page.evaluate(_EDIT, [source, words, act, given]) == [f"{result}\n", 0]


@pytest.mark.parametrize(
    "path",
    [
        *sorted((_ROOT / "tests/data").rglob("*.md")),
        *sorted((_ROOT / "strategies").rglob("strategy.md")),
    ],
    ids=lambda path: path.name,
)
def test_a_real_text_is_written_as_it_was(page: Page, path: Path) -> None:
    """Opened and saved unchanged, a document is the same to the byte."""
    source = path.read_text("utf-8")
    written = page.evaluate(
        """source => {
          const { read, write, schema } = window.editor;
          const opened = read(source);
          return write(opened, schema.nodeFromJSON(opened.doc.toJSON())).text;
        }""",
        source,
    )
    assert written == source


def test_what_cannot_be_said_is_refused(page: Page) -> None:
    """A block that no source reads as is named, so that nothing else is saved in its place."""
    found: dict[str, Any] = page.evaluate(
        """() => {
          const { read, write, schema } = window.editor;
          const opened = read('One.\\n');
          const broken = schema.nodes.heading.create({ level: 2 }, [
            schema.text('a'), schema.nodes.hard_break.create(), schema.text('b'),
          ]);
          const doc = opened.doc.copy(opened.doc.content.addToEnd(broken));
          const { refused } = write(opened, doc);
          return { many: refused.length, kind: refused[0].type.name };
        }"""
    )
    assert found == {"many": 1, "kind": "heading"}


def test_unknown_constructs_are_source_boxes(page: Page) -> None:
    """HTML, and addresses of links inside a list, are shown as their source."""
    source = "<div>\n<p>x</p>\n</div>\n\n- a\n\n  [b]: /c\n\n[d]: /e\n"
    kinds = page.evaluate(
        """source => {
          const found = [];
          const { doc } = window.editor.read(source);
          doc.forEach(({ type, attrs }) => found.push([type.name, attrs.src]));
          return found;
        }""",
        source,
    )
    assert kinds == [
        ["raw_block", "<div>\n<p>x</p>\n</div>"],
        ["raw_block", "- a\n\n  [b]: /c"],
        ["raw_block", "[d]: /e"],
    ]


def test_headings_have_the_addresses_of_the_page(page: Page) -> None:
    """The editor's anchors are those of the reading page, in every text that is here."""
    from service.document.source import sections

    for path in sorted((_ROOT / "tests/data").rglob("*.md")):
        source = path.read_text("utf-8")
        ids = page.evaluate(
            "source => window.editor.headingsOf(window.editor.read(source).doc).map(({id}) => id)",
            source,
        )
        expected = [each.id for each in sections(source) if each.level]
        assert [name for name in ids if name in expected] == [
            name for name in expected if name in ids
        ]
        assert len(set(expected) - set(ids)) <= len(expected) / 20
