// The package as `npm pack` gives it, in a folder that has nothing else.
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const here = fileURLToPath(new URL("../", import.meta.url));

/** Packs it and installs it into an empty project; the paths of what is in it. */
export function install(project: string): string[] {
  const pack = ["pack", "--json", "--pack-destination", project];
  const [{ filename, files }] = JSON.parse(execFileSync("npm", pack, { cwd: here, encoding: "utf8" }));
  writeFileSync(join(project, "package.json"), '{"name": "empty", "private": true}');
  const given = ["install", "--offline", "--no-audit", "--no-fund", "--ignore-scripts", `./${filename}`];
  execFileSync("npm", given, { cwd: project });
  return files.map((file: { path: string }) => file.path);
}
