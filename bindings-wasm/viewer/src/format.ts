// Times and durations for people. Times are UTC, as in the library's own sentences.

/** `08:30` on the day of `now`, else with its date; always UTC. */
export function clock(time: string, now: string): string {
  const [date, hours] = [time.slice(0, 10), `${time.slice(11, 16)}Z`];
  return date === now.slice(0, 10) ? hours : `${date} ${hours}`;
}

/** A time as an element that says the whole of it. */
export function timeElement(time: string, now: string): HTMLElement {
  const element = document.createElement("time");
  element.dateTime = time;
  element.title = time;
  element.textContent = clock(time, now);
  return element;
}

/** A duration to the minute, rounded down. */
export function duration(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  const hours = Math.floor(minutes / 60);
  if (hours >= 24) return `${Math.floor(hours / 24)} d ${hours % 24} h`;
  return hours > 0 ? `${hours} h ${String(minutes % 60).padStart(2, "0")} min` : `${minutes} min`;
}

/** `after` or `before`, and how long. */
export function distance(time: string, now: string): string {
  const ms = Date.parse(time) - Date.parse(now);
  return ms >= 0 ? `in ${duration(ms)}` : `${duration(-ms)} ago`;
}

/** A word of the wire as people read it: `no_acknowledgement` is "no acknowledgement". */
export function words(code: string): string {
  return code.replaceAll("_", " ");
}
