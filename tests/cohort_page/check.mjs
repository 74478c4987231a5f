// Uses the summary of a class in headless Chromium as a coach does, and prints what is wrong, one JSON line a fault. What
// a filter must leave, and in which order, is taken from results.jsonl and not from the page.
//
//   node check.mjs TOOLS OUT
//
// TOOLS is the folder with node_modules, OUT what `resit build` wrote. The last line counts what was looked at.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [tools, out] = process.argv.slice(2).map((path) => resolve(path));
const load = createRequire(join(tools, "package.json"));
const { chromium } = load("playwright-core");
const axe = readFileSync(load.resolve("axe-core/axe.min.js"), "utf8");
const page = pathToFileURL(join(out, "index.html")).href;
const records = readFileSync(join(out, "results.jsonl"), "utf8").trim().split("\n").map(JSON.parse);
const cohort = JSON.parse(readFileSync(join(out, "cohort.json"), "utf8"));
// so many rows are shown at once where there are more than 2,000
const PART = 100;
const long = records.length > 2000;

let checks = 0;
const fault = (what) => console.log(JSON.stringify({ fault: what }));
const same = (what, is, wanted) => {
  checks += 1;
  if (JSON.stringify(is) !== JSON.stringify(wanted)) fault({ what, is, wanted });
};

const browser = await chromium.launch({
  executablePath: "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync"],
});
const open = async (address = page, options = {}) => {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  const tab = await context.newPage();
  tab.on("console", (message) => fault(`console: ${message.text()}`));
  tab.on("pageerror", (error) => fault(`error: ${error.message}`));
  tab.on("request", (request) => request.isNavigationRequest() || fault(`request: ${request.url()}`));
  await tab.goto(address);
  return tab;
};
const shown = (name) => name.replace(/[\u2066-\u2069]/g, "").trim();
const names = (tab) => tab.locator("table.sortable tbody th").allInnerTexts().then((all) => all.map(shown));
const query = (tab) => new URLSearchParams(new URL(tab.url()).hash.split("?")[1] ?? "");
const named = (records) => records.map((record) => shown(record.name ?? record.candidate_id)).sort();
// the rows of the page whatever their order; of a long table the status says how many there are
const leaves = async (tab, what, test) => {
  const wanted = records.filter(test);
  if (long) {
    same(`${what}: rows`, (await names(tab)).length, Math.min(PART, wanted.length));
  } else {
    same(what, (await names(tab)).sort(), named(wanted));
  }
  same(`${what}: status`, await tab.locator(".tools output").innerText(), `${wanted.length} of ${records.length} candidates`);
};

// Filters, alone and together
let tab = await open();
const all = await names(tab);
same("all rows at first", all.length, long ? PART : records.length);
const group = records.find((record) => record.group).group;
await tab.getByRole("combobox", { name: "Group" }).selectOption(group);
await leaves(tab, "one group", (record) => record.group === group);
await tab.getByRole("combobox", { name: "Result" }).selectOption("failed");
await leaves(tab, "one group, failed", (record) => record.group === group && record.outcome === "failed");
same("the address", query(tab).get("group"), group);
const [domain] = cohort.domains;
const weakIn = (record) => record.weak.includes(domain.key);
const codes = await tab.getByRole("combobox", { name: "Weak in" }).locator("option").allTextContents();
await tab.getByRole("combobox", { name: "Weak in" }).selectOption(codes.find((code) => code.endsWith(domain.name)));
await leaves(tab, "and weak in a domain", (record) => record.group === group && record.outcome === "failed" && weakIn(record));
await tab.getByRole("button", { name: "Show all" }).click();
same("all rows again", await names(tab), all);
same("no filter in the address", [...query(tab).keys()], []);
for (const tier of ["high", "medium", "low"]) {
  const option = tab.getByRole("combobox", { name: "Outlook" }).locator("option", { hasText: new RegExp(`^${tier}$`, "i") });
  await tab.getByRole("combobox", { name: "Outlook" }).selectOption(await option.innerText());
  await leaves(tab, `outlook ${tier}`, (record) => record.outlook?.tier === tier);
}
await tab.getByRole("button", { name: "Show all" }).click();
const some = records.find((record) => record.name.includes("'")) ?? records[0];
await tab.getByRole("searchbox").fill(some.name.toUpperCase());
const words = some.name.toLowerCase().split(/\s+/);
await tab.waitForFunction(() => document.querySelector(".tools output").textContent);
if (long) await tab.waitForTimeout(600);
await leaves(tab, "a name", (record) => words.every((word) => record.name.toLowerCase().includes(word)));
await tab.getByRole("searchbox").fill("no such person");
if (long) await tab.waitForTimeout(600);
same("nobody", await names(tab), []);

// Sorting: down and up, those without a score last
const sorting = async (tab, heading, key) => {
  const button = tab.locator("table.sortable thead").getByRole("button", { name: heading, exact: false });
  for (const [direction, sign] of [["ascending", 1], ["descending", -1]]) {
    await button.click();
    same(`${key}: aria-sort`, await tab.locator("th[aria-sort]").getAttribute("aria-sort"), direction);
    const column = await tab.locator(`table.sortable thead th`).evaluateAll((heads, key) =>
      heads.findIndex((head) => head.dataset.key === key) + 1, key);
    const cells = await tab.locator(`table.sortable tbody tr > :nth-child(${column})`).allInnerTexts();
    const values = records.map((record) => record[key]).filter((value) => value !== null).sort((a, b) => sign * (a - b));
    const wanted = [...values.map(String), ...records.filter((record) => record[key] === null).map(() => "–")];
    same(`${key}, ${direction}`, cells, wanted.slice(0, cells.length));
  }
};
tab = await open();
await sorting(tab, "Score", "score");
same("the order in the address", query(tab).get("sort"), "-score");
const sortedNames = await names(tab);

// Columns
await tab.getByText("Columns", { exact: true }).click();
await tab.getByRole("checkbox", { name: "ID", exact: true }).uncheck();
same("the hidden column in the address", query(tab).get("hide"), "id");
same("a hidden column", await tab.locator("table.sortable th[data-key=id]").isVisible(), false);
await tab.keyboard.press("Escape");
same("the choice of columns closes", await tab.getByRole("checkbox", { name: "ID", exact: true }).isVisible(), false);

// The address alone brings everything back
const again = await open(tab.url());
same("a deep link: order", await names(again), sortedNames);
same("a deep link: columns", await again.locator("table.sortable th[data-key=id]").isVisible(), false);
const link = await open(`${page}#candidates?weak=d1&group=${encodeURIComponent(group)}`);
const first = (await link.getByRole("combobox", { name: "Weak in" }).locator("option:checked").innerText()).replace(/^D1 /, "");
const firstKey = cohort.domains.find((domain) => domain.name === first).key;
await leaves(link, "a deep link: filters", (record) => record.group === group && record.weak.includes(firstKey));
const inView = await link.locator("#candidates").evaluate((heading) => {
  const { top } = heading.getBoundingClientRect();
  return top > -1 && top < innerHeight;
});
same("a deep link: the table is in view", inView, true);
const stale = await open(`${page}#candidates?weak=d99&sort=nothing&hide=candidate&part=-3&group=nobody&outlook=Gut`);
same("what does not exist any more is no filter", await names(stale), all);
same("the names cannot be hidden", await stale.locator("table.sortable tbody th").first().isVisible(), true);
const nonsense = await open(`${page}#candidates?weak=d99&sort=%3Cb%3E&hide=zzz&part=-3&group=%00&q=%25%25%3Cscript%3E`);
same("nonsense in the address leaves nobody", await names(nonsense), []);

// The keyboard alone: to the search box, to a heading, and to a plan
tab = await open();
await tab.getByRole("searchbox").focus();
await tab.keyboard.type(some.name.split(" ")[0]);
if (long) await tab.waitForTimeout(600);
same("typed", (await names(tab)).every((name) => name.includes(some.name.split(" ")[0])), true);
const reach = async (test) => {
  for (let steps = 0; steps < 80; steps += 1) {
    await tab.keyboard.press("Tab");
    if (await tab.evaluate(test)) return true;
  }
  return false;
};
same("a heading can be reached", await reach(() => document.activeElement.closest("th[data-key=readiness]") !== null), true);
await tab.keyboard.press("Enter");
same("Enter sorts", await tab.locator("th[data-key=readiness]").getAttribute("aria-sort"), "ascending");
same("the heading keeps the focus", await tab.evaluate(() => document.activeElement.closest("th")?.dataset.key), "readiness");
if (!long) same("a plan can be reached", await reach(() => document.activeElement.closest("tbody th a") !== null), true);

// Parts of a long table
if (long) {
  tab = await open();
  const parts = Math.ceil(records.length / PART);
  await tab.getByRole("button", { name: "Next" }).click();
  same("the second part", await tab.locator(".parts span").innerText(), `${PART + 1} to ${2 * PART} of ${records.length}`);
  same("the part in the address", query(tab).get("part"), "2");
  const last = await open(`${page}#candidates?part=${parts}`);
  same("the last part", (await names(last)).length, records.length - (parts - 1) * PART);
  same("no part behind the last", await last.getByRole("button", { name: "Next" }).isDisabled(), true);
  const every = new Set(all);
  for (let part = 2; part <= parts; part += 1) {
    for (const name of await names(tab)) every.add(name);
    if (part < parts) await tab.getByRole("button", { name: "Next" }).click();
  }
  same("every candidate is in a part", [...every].sort(), [...new Set(named(records))].sort());
}

// Without scripts: all data, and no dead control
tab = await open(page, { javaScriptEnabled: false });
same("without scripts", (await names(tab)).sort(), named(records));
same("no dead control", await tab.locator("button, select, input").count(), 0);
same("the figures behind the charts", await tab.locator("details.folded table").count(), cohort.scores ? 2 : 1);
const unfolded = await tab.locator("details.folded").first();
await unfolded.locator("summary").click();
same("they unfold", await unfolded.locator("table").isVisible(), true);

// Narrow, zoomed, dark, printed, and with everything open under the eyes of axe-core
const looks = [
  ["320 px", { viewport: { width: 320, height: 640 } }],
  ["390 px", { viewport: { width: 390, height: 844 } }],
  ["zoom 200 %", { viewport: { width: 720, height: 450 }, deviceScaleFactor: 2 }],
  ["dark", { colorScheme: "dark" }],
  ["forced colours", { forcedColors: "active" }],
  ["wide", {}],
];
for (const [look, options] of looks) {
  tab = await open(`${page}#candidates?sort=-score&weak=d1`, { bypassCSP: true, ...options });
  const sideways = await tab.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  same(`${look}: scrolls sideways`, sideways <= 0, true);
  await tab.getByText("Columns", { exact: true }).click();
  for (const summary of await tab.locator("details.folded summary").all()) await summary.click();
  const wide = await tab.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  same(`${look}: scrolls sideways with all open`, wide <= 0, true);
  await tab.evaluate(axe);
  const found = await tab.evaluate(() => globalThis.axe.run({ resultTypes: ["violations"] }));
  for (const { id, nodes } of found.violations) for (const node of nodes) fault(`${look}: ${id}: ${node.html} ${node.failureSummary}`);
  checks += found.passes.length;
  await tab.context().close();
}
tab = await open();
await tab.emulateMedia({ media: "print" });
same("printed: no controls", await tab.locator(".tools").first().isVisible(), false);
await tab.evaluate(() => dispatchEvent(new Event("beforeprint")));
same("printed: everybody", (await names(tab)).length, records.length);
await tab.evaluate(() => dispatchEvent(new Event("afterprint")));
same("after printing: as before", await names(tab), all);
const pdf = await tab.pdf({ format: "A4", printBackground: true, path: join(out, "printed.pdf") });
same("printed", pdf.subarray(0, 5).toString(), "%PDF-");

await browser.close();
console.log(JSON.stringify({ checks }));
