// Milkdown with its presets for CommonMark and GitHub's Markdown.
import { defaultValueCtx, Editor, editorViewCtx, parserCtx, rootCtx } from "@milkdown/kit/core";
import { commonmark } from "@milkdown/kit/preset/commonmark";
import { gfm } from "@milkdown/kit/preset/gfm";
import { getMarkdown } from "@milkdown/kit/utils";

export async function open(element, text) {
  const configure = (ctx) => {
    ctx.set(rootCtx, element);
    ctx.set(defaultValueCtx, text);
  };
  const editor = await Editor.make().config(configure).use(commonmark).use(gfm).create();
  return {
    view: editor.ctx.get(editorViewCtx),
    text: () => editor.action(getMarkdown()),
    read: (again) => editor.ctx.get(parserCtx)(again),
    alike: (one, other) => bare(one) === bare(other),
    close: () => editor.destroy(),
  };
}

/** A document without the ids that a plugin gives to its headings some time after they are shown. */
function bare(doc) {
  return JSON.stringify(doc.toJSON(), (name, value) => (name === "id" ? undefined : value));
}
