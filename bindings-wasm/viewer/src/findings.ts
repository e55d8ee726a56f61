// A message with its findings underlined by category.
import type { Message, RiskFinding } from "../../ts/generated/index.js";
import { spanToUtf16 } from "../../ts/span.js";
import { h } from "./dom.js";
import { words } from "./format.js";

interface Mark {
  readonly start: number;
  readonly end: number;
  readonly finding: RiskFinding;
}

/** A text with these findings underlined; of findings that overlap the first stands. */
export function marked(text: string, findings: readonly RiskFinding[]): HTMLElement {
  const marks = findings.flatMap((finding): Mark[] => {
    const { start, end } = finding;
    return start === null || end === null ? [] : [{ ...spanToUtf16(text, { start, end }), finding }];
  });
  marks.sort((one, other) => one.start - other.start);
  const line = h("p", { class: "text" });
  let from = 0;
  for (const { start, end, finding } of marks) {
    if (start < from) continue;
    line.append(text.slice(from, start));
    line.append(
      h(
        "mark",
        { class: `risk ${finding.category}`, title: told(finding) },
        text.slice(start, end),
        h("span", { class: "category" }, words(finding.category)),
      ),
    );
    from = end;
  }
  line.append(text.slice(from));
  return line;
}

function told({ category, cue, confidence, verdict }: RiskFinding): string {
  return `${words(category)} (${cue}, ${confidence} confidence${verdict ? `, ${verdict}` : ""})`;
}

/** The findings of a message that stand in its content, or in one of its extras. */
export function findingsOf(
  message: Message,
  extra: number | null,
  risk: readonly RiskFinding[],
): RiskFinding[] {
  return message.id === null
    ? []
    : risk.filter((finding) => finding.messageId === message.id && finding.extra === extra);
}
