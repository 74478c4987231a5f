// Opens a summary in headless Chromium, again and again, and prints for each time, in milliseconds, one JSON line: until
// the page is loaded and shows its first candidates, until it is sorted by score, and until a search has its answer.
//
//   node open.mjs TOOLS PAGE TIMES
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [tools, page, times] = process.argv.slice(2);
const { chromium } = createRequire(join(resolve(tools), "package.json"))("playwright-core");
const browser = await chromium.launch({
  executablePath: "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-component-update"],
});
for (let nth = 0; nth < Number(times); nth += 1) {
  const tab = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  const from = performance.now();
  await tab.goto(pathToFileURL(resolve(page)).href);
  await tab.locator("table.sortable tbody tr").first().waitFor();
  const opened = performance.now();
  await tab.locator("th[data-key=score] button").click();
  await tab.locator("th[data-key=score][aria-sort]").waitFor();
  const sorted = performance.now();
  const before = await tab.locator(".tools output").innerText();
  await tab.getByRole("searchbox").fill("no such candidate");
  await tab.waitForFunction((before) => document.querySelector(".tools output").textContent !== before, before);
  const searched = performance.now();
  console.log(JSON.stringify([opened - from, sorted - opened, searched - sorted]));
  await tab.close();
}
await browser.close();
