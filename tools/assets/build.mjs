// Builds nhs.css and editor.js, and copies the third-party files that the service ships.
// Run: npm ci && npm run build
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import * as sass from "sass";

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "../..");
const statics = process.env.STATIC_OUT ?? join(root, "service/web/static");
const vendored = process.env.VENDOR_OUT ?? join(root, "tests/browser/vendor");
const modules = join(here, "node_modules");

// The design system's fixed colours, and the token of ours (tokens.css) that each becomes.
const TOKENS = {
  "#212b32": "--ink",
  "#4c6272": "--ink-soft",
  "#aeb7bd": "--line",
  "#d8dde0": "--line",
  "#e0e4e6": "--line",
  "#dde4eb": "--line",
  "#cdd8e2": "--line",
  "#768692": "--line-strong",
  "#f0f4f5": "--sunken",
  "#005eb8": "--link",
  "#7c2855": "--link-hover",
  "#330072": "--link",
  "#002f5c": "--link-hover",
  "#d5281b": "--delete",
  "#007f3b": "--good",
  "#1c4e79": "--brand",
  "#ffeb3b": "--focus",
};

const token = (name, colour) => `var(${name},${colour})`;

// White is paper where it fills, and the colour of words on the brand elsewhere.
function recolourDeclaration(declaration, focused) {
  const fills = /^\s*(background|border)/.test(declaration);
  return declaration.replace(/#[0-9a-f]{3,6}\b/g, (colour) => {
    if (colour === "#fff") return token(fills ? "--surface" : "--on-brand", colour);
    if (focused && colour === "#212b32") return token("--focus-ink", colour);
    return colour in TOKENS ? token(TOKENS[colour], colour) : colour;
  });
}

function recolourRule(rule) {
  const focused = rule.includes("#ffeb3b");
  return rule
    .split(/;(?![^(]*\))/)
    .map((declaration) => recolourDeclaration(declaration, focused))
    .join(";");
}

// Rules for bare elements would reach pages of ours, and the buttons are ours (controls.css).
function keptSelectors(selectors) {
  const kept = selectors.split(/,(?![^(]*\))/).filter((each) => /nhsuk/.test(each) && !/nhsuk-button/.test(each));
  return kept.join(",");
}

function keptRule(_, selectors, rule) {
  if (/^(from|to|\d+%)/.test(selectors)) return `${selectors}{${rule}}`;
  const kept = keptSelectors(selectors);
  return kept && `${kept}{${recolourRule(rule)}}`;
}

function nhsCss() {
  const { css } = sass.compile(join(here, "nhs.scss"), {
    loadPaths: [modules],
    style: "compressed",
    quietDeps: true,
  });
  const plain = css.replace(/^\uFEFF|@charset "[^"]*";/g, "");
  const rules = plain.replace(/([^{};]+)\{([^{}]*)\}/g, keptRule);
  const recoloured = rules.replace(/@[^{};]+\{\s*\}/g, "");
  const credit = "/* nhsuk-frontend 10.6.1, MIT, (c) NHS England; built by tools/assets */";
  return `${credit}\n@layer nhs{${recoloured}}\n`;
}

const COPIES = [
  ["htmx.org/dist/htmx.min.js", statics, "js/vendor/htmx.min.js"],
  ["htmx.org/LICENSE", statics, "js/vendor/htmx.LICENSE.txt"],
  ["@fontsource-variable/inter/LICENSE", statics, "fonts/Inter.LICENSE.txt"],
  ...["latin", "latin-ext"].flatMap((script) =>
    ["normal", "italic"].map((style) => [
      `@fontsource-variable/inter/files/inter-${script}-wght-${style}.woff2`,
      statics,
      `fonts/inter-${script}-${style}.woff2`,
    ]),
  ),
  ...["cross", "arrow-up", "arrow-down", "arrow-up-down"].map((icon) => [
    `nhsuk-frontend/dist/nhsuk/assets/images/nhsuk-icon-${icon}.svg`,
    statics,
    `img/nhsuk-icon-${icon}.svg`,
  ]),
  ["axe-core/axe.min.js", vendored, "axe.min.js"],
  ["axe-core/LICENSE", vendored, "axe.LICENSE.txt"],
];

// What editor.js is made of, each with its licence.
const BUNDLED = [
  "entities linkify-it markdown-it markdown-it-footnote mdurl orderedmap prosemirror-commands",
  "prosemirror-dropcursor prosemirror-gapcursor prosemirror-history prosemirror-inputrules",
  "prosemirror-keymap prosemirror-model prosemirror-schema-list prosemirror-state prosemirror-tables",
  "prosemirror-transform prosemirror-view punycode.js rope-sequence uc.micro w3c-keyname",
].flatMap((names) => names.split(" "));

function licences() {
  const credits = BUNDLED.map((name) => {
    const { version } = JSON.parse(readFileSync(join(modules, name, "package.json"), "utf8"));
    return `${name} ${version}\n\n${licenceOf(name)}\n`;
  });
  return `editor.js is built from tools/assets/editor and holds these packages.\n\n${credits.join("\n")}`;
}

function licenceOf(name) {
  const file = ["LICENSE", "LICENSE.md", "LICENSE-MIT.txt", "LICENSE.txt"].map((each) => join(modules, name, each)).find(existsSync);
  return readFileSync(file, "utf8").trim();
}

function put(folder, name) {
  const target = join(folder, name);
  mkdirSync(dirname(target), { recursive: true });
  return target;
}

for (const [from, folder, name] of COPIES) copyFileSync(join(modules, from), put(folder, name));
writeFileSync(put(statics, "css/nhs.css"), nhsCss());

await build({
  entryPoints: [join(here, "editor/main.js")],
  outfile: put(statics, "js/editor.js"),
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  charset: "utf8",
  legalComments: "none",
  absWorkingDir: here,
});
writeFileSync(put(statics, "js/editor.LICENSE.txt"), licences());
