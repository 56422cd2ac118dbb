// markdown-it that says where in the source each inline token stands: `at` and `till`, offsets in
// the inline content, end exclusive. Block tokens have `map` (lines) already; footnotes get theirs here.
import MarkdownIt from "markdown-it";
import footnote from "markdown-it-footnote";

export const markdown = new MarkdownIt("commonmark", { html: true })
  .enable(["table", "strikethrough"])
  .use(footnote)
  .disable("footnote_inline");
// Joining tokens would lose where they came from; the notes stay where they are written.
markdown.core.ruler.disable(["footnote_tail", "text_join"]);
markdown.inline.ruler2.disable("fragments_join");

markdown.inline.State = class extends markdown.inline.State {
  pushPending() {
    const token = super.pushPending();
    token.at = this.pendingAt;
    token.till = token.at + token.content.length;
    return token;
  }
};

for (const { name, fn } of [...markdown.inline.ruler.__rules__]) {
  markdown.inline.ruler.at(name, (state, silent) => (silent ? fn(state, true) : followed(name, fn, state)));
}

/** Run a rule; where it took something, say where each of its tokens stands. */
function followed(name, rule, state) {
  const start = state.pos;
  const first = state.tokens.length;
  if (!state.pending) state.pendingAt = start;
  if (!rule(state, false)) return false;
  const made = state.tokens.slice(first).filter((token) => token.at === undefined);
  if (name === "link") around(state, made, start, markdown.helpers.parseLinkLabel(state, start, true));
  else if (name === "autolink") autolink(state, made, start);
  else inRow(made, start, state.pos, name === "emphasis" || name === "strikethrough");
  return true;
}

function around(state, [open, close], start, labelEnd) {
  Object.assign(open, { at: start, till: start + 1 });
  Object.assign(close, { at: labelEnd, till: state.pos });
}

function autolink(state, [open, text, close], start) {
  Object.assign(open, { at: start, till: start + 1 });
  Object.assign(text, { at: start + 1, till: state.pos - 1 });
  Object.assign(close, { at: state.pos - 1, till: state.pos });
}

function inRow(tokens, start, end, byContent) {
  let at = start;
  for (const token of tokens) {
    token.at = at;
    token.till = byContent ? at + token.content.length : end;
    at = token.till;
  }
}

const footnoteRule = markdown.block.ruler.__rules__.find(({ name }) => name === "footnote_def").fn;
markdown.block.ruler.at("footnote_def", withLines, { alt: ["paragraph", "reference"] });

function withLines(state, line, end, silent) {
  const first = state.tokens.length;
  const found = footnoteRule(state, line, end, silent);
  if (found && !silent) state.tokens[first].map = [line, state.line];
  return found;
}
