// Opens pages in headless Chromium, wide and narrow, light and dark, and prints what is wrong with each, one JSON line a
// fault: violations found by axe-core, requests, messages of the console, and scrolling sideways.
//
//   node check.mjs TOOLS FOLDER PAGE...
//
// TOOLS is the folder with node_modules; pages are paths below FOLDER. The last line counts what was looked at.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [tools, folder, ...pages] = process.argv.slice(2);
const load = createRequire(join(resolve(tools), "package.json"));
const { chromium } = load("playwright-core");
const axe = readFileSync(load.resolve("axe-core/axe.min.js"), "utf8");

const browser = await chromium.launch({
  executablePath: "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync"],
});
let [views, passes] = [0, 0];

// Layout differs by width and colours by scheme, so the dark pages are looked at for contrast alone.
const look = async (width, colorScheme) => {
  // the pages' own policy forbids scripts, axe-core's too
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme, bypassCSP: true });
  const tab = await context.newPage();
  let page;
  const report = (fault) => console.log(JSON.stringify({ page, view: `${width} px, ${colorScheme}`, fault }));
  tab.on("console", (message) => report(`console: ${message.text()}`));
  tab.on("pageerror", (error) => report(`error: ${error.message}`));
  tab.on("request", (request) => request.isNavigationRequest() || report(`request: ${request.url()}`));
  const options = { resultTypes: ["violations"], ...(colorScheme === "dark" && { runOnly: ["color-contrast"] }) };
  for (page of pages) {
    await tab.goto(pathToFileURL(resolve(folder, page)).href);
    await tab.evaluate(axe);
    const found = await tab.evaluate((options) => globalThis.axe.run(options), options);
    for (const { id, nodes } of found.violations) {
      for (const node of nodes) report(`${id}: ${node.html} ${node.failureSummary}`);
    }
    const sideways = await tab.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (sideways > 0) report(`scrolls sideways by ${sideways} px`);
    views += 1;
    passes += found.passes.length;
  }
  await context.close();
};

await Promise.all([1440, 320].map(async (width) => {
  await look(width, "light");
  await look(width, "dark");
}));
await browser.close();
console.log(JSON.stringify({ views, passes }));
