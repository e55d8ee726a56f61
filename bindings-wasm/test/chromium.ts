// A headless Chromium: Debian's, else the one that CHROMIUM names.
import { type Browser, chromium } from "playwright-core";

export async function browser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu"],
  });
}
