// A clock as a line of time: what counted, what did not and why, and where the deadline lies.
import type { Interval, SlaExplanation } from "../../ts/generated/index.js";
import { h } from "./dom.js";
import { clock, duration, timeElement, words } from "./format.js";

/** The clock's line with a legend in words, which says the same without colours. */
export function timeline(explained: SlaExplanation, now: string): HTMLElement {
  const { start, until, dueAt, intervals, elapsedMs, targetMs } = explained;
  const from = Date.parse(intervals[0]?.start ?? start);
  const ends = [Date.parse(until), dueAt === null ? 0 : Date.parse(dueAt)];
  const span = Math.max(...ends, from + 1) - from;
  const place = (time: string) => ((Date.parse(time) - from) / span) * 100;
  const line = h("div", { class: "line", "aria-hidden": "true" });
  for (const interval of intervals) {
    const part = h("span", { class: `part ${interval.reason}`, title: told(interval, now) });
    part.style.left = `${place(interval.start)}%`;
    part.style.width = `${place(interval.end) - place(interval.start)}%`;
    line.append(part);
  }
  if (dueAt !== null) {
    const due = h("span", { class: "due", title: `due ${clock(dueAt, now)}` });
    due.style.left = `${place(dueAt)}%`;
    due.style.right = "0";
    line.append(due);
  }
  const stopped = intervals.filter((interval) => !interval.counted);
  return h(
    "figure",
    { class: "clock" },
    line,
    h(
      "figcaption",
      {},
      `${explained.clock === "main" ? "SLA" : words(explained.clock)}: ${duration(elapsedMs)} of ${duration(targetMs)} counted, from `,
      timeElement(start, now),
      ...(dueAt === null ? [] : [", due ", timeElement(dueAt, now)]),
      ".",
    ),
    stopped.length > 0 &&
      h("ul", { class: "stretches" }, ...stopped.map((interval) => h("li", {}, told(interval, now)))),
  );
}

function told({ start, end, counted, reason }: Interval, now: string): string {
  const counts = counted ? "counts" : `does not count (${words(reason)})`;
  return `${clock(start, now)} to ${clock(end, now)} ${counts}`;
}
