// Roundtable's own editor: the module that the service ships.
import { alike, EditorState, EditorView, read, settle, write } from "./editor.js";

export async function open(element, text) {
  const opened = read(text);
  const view = new EditorView(element, { state: EditorState.create({ doc: opened.doc }) });
  return {
    view,
    text: () => write(opened, view.state.doc).text,
    read: (again) => settle(read(again).doc),
    alike: (one, other) => alike(one, settle(other)),
    close: () => view.destroy(),
  };
}
