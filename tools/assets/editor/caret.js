// A caret that the browser moved by itself (End, Home, arrows), when the next key comes at once.
import { Plugin } from "prosemirror-state";

/** Has the editor look where the caret is before a key acts: browsers tell of its moves only later. */
export const caret = new Plugin({
  props: {
    handleDOMEvents: {
      keydown(view) {
        if (!view.composing) view.dom.ownerDocument.dispatchEvent(new Event("selectionchange"));
        return false;
      },
    },
  },
});
