// The editor of the policy: TOML, with what is wrong at its line.
import { HighlightStyle, StreamLanguage, syntaxHighlighting } from "@codemirror/language";
import { toml } from "@codemirror/legacy-modes/mode/toml";
import { type Diagnostic as Mark, lintGutter, setDiagnostics } from "@codemirror/lint";
import { tags } from "@lezer/highlight";
import { EditorView, basicSetup } from "codemirror";

import type { Diagnostic } from "../../ts/generated/index.js";

/** The page's policy allows the editor's own styles by this word. */
export const STYLE_NONCE = "editor";

const colours = EditorView.theme({
  "&": { fontSize: "13px", color: "var(--ink)" },
  "&.cm-focused": { outline: "2px solid var(--accent)" },
  ".cm-scroller": { fontFamily: "ui-monospace, monospace", minHeight: "10rem", maxHeight: "22rem" },
  ".cm-gutters": { background: "var(--ground)", color: "var(--quiet)", border: "0" },
  ".cm-activeLine, .cm-activeLineGutter": { background: "transparent" },
  ".cm-cursor": { borderColor: "var(--ink)" },
  ".cm-tooltip": { background: "var(--sheet)", color: "var(--ink)", borderColor: "var(--edge)" },
});

// The page's own colours, so that they hold in the dark.
const highlights = HighlightStyle.define([
  { tag: [tags.string, tags.number, tags.bool, tags.atom], color: "var(--good)" },
  { tag: [tags.propertyName, tags.keyword, tags.bracket], color: "var(--accent)" },
  { tag: tags.comment, color: "var(--quiet)" },
]);

/** An editor with a text; `changed` is called with each new one. */
export function editor(parent: HTMLElement, text: string, changed: () => void): EditorView {
  return new EditorView({
    parent,
    doc: text,
    extensions: [
      basicSetup,
      StreamLanguage.define(toml),
      syntaxHighlighting(highlights),
      lintGutter(),
      colours,
      EditorView.cspNonce.of(STYLE_NONCE),
      EditorView.contentAttributes.of({ "aria-labelledby": "policy-label" }),
      EditorView.updateListener.of((update) => {
        if (update.docChanged) changed();
      }),
    ],
  });
}

/** Puts each problem at its line, those without one at the first. */
export function mark(view: EditorView, problems: readonly Diagnostic[], severity: "error" | "info"): void {
  const { doc } = view.state;
  const marks = problems.map(({ line, detail, code }): Mark => {
    const place = doc.line(Math.min(Math.max(line ?? 1, 1), doc.lines));
    return { from: place.from, to: place.to, severity, message: `${detail} (${code})` };
  });
  view.dispatch(setDiagnostics(view.state, marks));
}
