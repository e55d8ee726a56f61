// The files that every language's tests share.
import { readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

export const top = fileURLToPath(new URL("../../", import.meta.url));

/** JSON whose numbers beyond 2^53 are kept: as texts that begin with this mark. */
const MARK = "\u0000big:";

/** Reads JSON without losing digits. */
export function parse(json: string): any {
  const kept = json.replace(/"(?:[^"\\]|\\.)*"|-?\d{16,}(?![\d.eE])/g, (token) =>
    token.startsWith('"') ? token : JSON.stringify(MARK + token),
  );
  return JSON.parse(kept);
}

/** Writes what `parse` gave: a text as it is, any other value as JSON. */
export function written(value: unknown): string {
  if (typeof value === "string" && !value.startsWith(MARK)) return value;
  return JSON.stringify(value).replaceAll(/"\\u0000big:(-?\d+)"/g, "$1");
}

/** Whether a document holds a number that JavaScript has no place for. */
export function isBig(value: unknown): boolean {
  return JSON.stringify(value).includes("\\u0000big:");
}

export interface Case {
  readonly name: string;
  readonly op: string;
  readonly expect: unknown;
  readonly [key: string]: any;
}

/** The corpus: its files, and the cases of each. */
export function corpus(): Map<string, Case[]> {
  const folder = `${top}tests/corpus/`;
  const names = readdirSync(folder).filter((name) => name.endsWith(".json"));
  return new Map(names.sort().map((name) => [name, parse(readFileSync(folder + name, "utf8")).cases]));
}

/** The rows of a file of JSON lines. */
export function rows(path: string): any[] {
  const lines = readFileSync(top + path, "utf8").split("\n");
  return lines.filter((line) => line.trim() !== "").map(parse);
}

/** What of `expected` does not hold of `actual`: of an object every key that it lists. */
export function differences(expected: any, actual: any, pointer = ""): string[] {
  if (Array.isArray(expected) && Array.isArray(actual) && expected.length === actual.length) {
    return expected.flatMap((item, index) => differences(item, actual[index], `${pointer}/${index}`));
  }
  const isObject = (value: unknown) =>
    typeof value === "object" && value !== null && !Array.isArray(value);
  if (isObject(expected) && isObject(actual)) {
    return Object.entries(expected).flatMap(([key, value]) =>
      Object.hasOwn(actual, key)
        ? differences(value, actual[key], `${pointer}/${key}`)
        : [`${pointer}/${key}: no such key`],
    );
  }
  return Object.is(expected, actual)
    ? []
    : [`${pointer}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(actual)}`];
}
