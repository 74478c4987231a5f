// Photographs HTML pages in Chromium: photograph.mjs LIST, where a line of LIST is a page, a tab, and how the names of
// its pictures begin. Of each page: 1440 and 390 pixels wide, dark, and as it is printed.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const tools = new URL("../../target/tools/", import.meta.url);
const { chromium } = createRequire(tools)("playwright-core");

const SIGHTS = [
  ["1440", 1440, {}],
  ["390", 390, {}],
  ["dark", 1440, { colorScheme: "dark" }],
  ["print", 794, { media: "print" }],
];

const browser = await chromium.launch({
  executablePath: "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-component-update"],
});
try {
  const page = await browser.newPage();
  const lines = readFileSync(process.argv[2], "utf8").split("\n").filter(Boolean);
  for (const line of lines) {
    const [file, start] = line.split("\t");
    await page.goto(pathToFileURL(file).href);
    for (const [name, width, media] of SIGHTS) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ media: "screen", colorScheme: "light", ...media });
      await page.screenshot({ path: `${start}-html-${name}.png`, fullPage: true });
    }
  }
} finally {
  await browser.close();
}
