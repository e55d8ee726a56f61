// Builds the pages: each becomes one file with its script, its style and, where it needs it, the
// module in it, and a Content-Security-Policy that names them by hash.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

import { build } from "vite";

const top = fileURLToPath(new URL("../", import.meta.url));
const pages = {
  // Only what is in the page may run, and nothing may be fetched.
  board: { folder: "viewer", html: "board.html", connect: "'none'" },
  // A policy beside the page may be fetched.
  dashboard: { folder: "dashboard", html: "index.html", connect: "'self'" },
  playground: { folder: "playground", html: "index.html", connect: "'none'" },
};

const hash = (text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

for (const [name, { folder, html, connect }] of Object.entries(pages)) {
  const { output } = await build({
    root: `${top}${folder}`,
    configFile: false,
    logLevel: "warn",
    build: {
      write: false,
      target: "es2022",
      cssCodeSplit: false,
      modulePreload: false,
      rollupOptions: { input: `${top}${folder}/${html}` },
    },
  });
  const script = output.find((part) => part.type === "chunk").code.replaceAll("</script", "<\\/script").trim();
  const style = output.find((part) => part.fileName.endsWith(".css")).source.trim();
  const source = String(output.find((part) => part.fileName.endsWith(".html")).source);
  let page = source
    .replace(/\s*<script type="module"[^>]*><\/script>/, "")
    .replace(/\s*<link rel="stylesheet"[^>]*>/, "");
  const hasModule = page.includes('id="module"');
  const policy = [
    "default-src 'none'",
    `script-src ${hash(script)}${hasModule ? " 'wasm-unsafe-eval'" : ""}`,
    `style-src ${hash(style)}${name === "playground" ? " 'nonce-editor'" : ""}`,
    `connect-src ${connect}`,
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  const meta = `<meta http-equiv="Content-Security-Policy" content="${policy}" />`;
  page = page.replace(/(<meta charset="utf-8" ?\/?>)/, (charset) => `${charset}\n    ${meta}`);
  page = page.replace("</head>", () => `  <style>${style}</style>\n  </head>`);
  page = page.replace("</body>", () => `  <script type="module">${script}</script>\n  </body>`);
  if (hasModule) {
    const module = gzipSync(readFileSync(`${top}dist/module/cx_triage_bg.wasm`), { level: 9 });
    page = page.replace('id="module"></script>', () => `id="module">${module.toString("base64")}</script>`);
  }
  mkdirSync(`${top}pages`, { recursive: true });
  writeFileSync(`${top}pages/${name}.html`, page);
}
