// Keys and what is typed: the shortcuts of the help page, and signs at the start of a line.
import { baseKeymap, chainCommands, exitCode } from "prosemirror-commands";
import { inputRules, textblockTypeInputRule, undoInputRule, wrappingInputRule } from "prosemirror-inputrules";
import { keymap } from "prosemirror-keymap";
import { splitListItem } from "prosemirror-schema-list";
import { isInTable } from "prosemirror-tables";
import { COMMANDS, outdentOrLift } from "./commands.js";
import { schema } from "./schema.js";
import { enterInTable } from "./tables.js";

const { nodes } = schema;

/** Plugins for the keys; `tools` has what needs a dialog or leaves the text. */
export function keys(tools) {
  return [keymap(bindings(tools)), keymap(baseKeymap), rules()];
}

function bindings(tools) {
  const bound = {
    "Mod-b": COMMANDS.strong,
    "Mod-i": COMMANDS.em,
    "Mod-z": COMMANDS.undo,
    "Mod-y": COMMANDS.redo,
    "Shift-Mod-z": COMMANDS.redo,
    "Mod-Alt-0": COMMANDS.text,
    "Shift-Mod-7": COMMANDS.numbers,
    "Shift-Mod-8": COMMANDS.bullets,
    "Shift-Mod-9": COMMANDS.quotation,
    "Mod-]": COMMANDS.indent,
    "Mod-[": outdentOrLift,
    Backspace: undoInputRule,
    Enter: chainCommands(enterInTable, splitListItem(nodes.list_item)),
    "Shift-Enter": chainCommands(exitCode, lineBreak),
    ...tools,
  };
  for (const level of [1, 2, 3, 4]) bound[`Mod-Alt-${level}`] = COMMANDS[`heading-${level}`];
  return bound;
}

/** A line break; a heading and a cell are one line. */
function lineBreak(state, dispatch) {
  if (isInTable(state) || state.selection.$from.parent.type === nodes.heading) return true;
  dispatch?.(state.tr.replaceSelectionWith(nodes.hard_break.create()).scrollIntoView());
  return true;
}

function rules() {
  return inputRules({
    rules: [
      wrappingInputRule(/^\s*>\s$/, nodes.blockquote),
      wrappingInputRule(/^\s*([-*•])\s$/, nodes.bullet_list),
      wrappingInputRule(
        /^(\d+)[.)]\s$/,
        nodes.ordered_list,
        (found) => ({ order: Number(found[1]) }),
        (found, node) => node.childCount + node.attrs.order === Number(found[1]),
      ),
      textblockTypeInputRule(/^(#{1,4})\s$/, nodes.heading, (found) => ({ level: found[1].length })),
    ],
  });
}
