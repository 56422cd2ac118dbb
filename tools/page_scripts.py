"""What the pictures of the guides have a page do by itself."""

#: Puts the address of an installation where a page tells the one that the pictures are taken from.
RENAME = """([from, to]) => {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node; node = texts.nextNode())
    if (node.data.includes(from)) node.data = node.data.replaceAll(from, to);
}"""

#: Selects some words of the text and scrolls them `gap` pixels below the top.
SELECT = """([words, gap]) => {
  const texts = document.createTreeWalker(
    document.querySelector('[data-doc]'), NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    const start = node.data.indexOf(words);
    if (start < 0) continue;
    const range = new Range();
    range.setStart(node, start);
    range.setEnd(node, start + words.length);
    const top = range.getBoundingClientRect().top + scrollY - gap;
    window.scrollTo({top, behavior: 'instant'});
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    return;
  }
}"""
