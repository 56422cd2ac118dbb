// Tiptap with its starter kit, tables, images and its own Markdown.
import { Editor } from "@tiptap/core";
import { Image } from "@tiptap/extension-image";
import { TableKit } from "@tiptap/extension-table";
import { Markdown } from "@tiptap/markdown";
import { StarterKit } from "@tiptap/starter-kit";

export async function open(element, text) {
  const extensions = [StarterKit, TableKit, Image, Markdown];
  const editor = new Editor({ element, extensions, content: text, contentType: "markdown", injectCSS: false });
  return {
    view: editor.view,
    text: () => editor.getMarkdown(),
    read: (again) => editor.schema.nodeFromJSON(editor.markdown.parse(again)),
    alike: (one, other) => one.eq(other),
    close: () => editor.destroy(),
  };
}
