// Bundles the view with the parts of ECharts it uses: `npm install && npm run build` here, when a module was changed.
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { build } from "esbuild";

const here = new URL(".", import.meta.url);
const sources = readdirSync(here).filter((name) => /\.(js|css)$/.test(name)).sort();
const hash = createHash("sha256");
for (const name of [...sources, "package.json"]) hash.update(name).update("\0").update(readFileSync(new URL(name, here))).update("\0");
const read = (path) => readFileSync(new URL(`node_modules/${path}`, here), "utf-8").trim();
const licenses = ["echarts", "zrender"].map((name) => `${name}\n${"=".repeat(name.length)}\n\n${read(`${name}/LICENSE`)}\n`);
licenses.splice(1, 0, `${read("echarts/NOTICE")}\n`);
writeFileSync(new URL("../LICENSES.txt", here), licenses.join("\n\n"));
await build({
  entryPoints: [new URL("index.js", here).pathname],
  outfile: new URL("../orgsim-view.js", here).pathname,
  bundle: true, minify: true, format: "esm", target: "es2022", charset: "utf8", loader: { ".css": "text" },
  legalComments: "none",
  banner: { js: `/* sources ${hash.digest("hex")}; with Apache ECharts (Apache-2.0) and zrender (BSD-3-Clause): LICENSES.txt */` },
});
