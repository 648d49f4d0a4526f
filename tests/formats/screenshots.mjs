// Opens each page of a folder in headless Chromium, checks it, and takes pictures of it:
//   node screenshots.mjs PAGES PICTURES
import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import puppeteer from "puppeteer-core";

const [pages, pictures] = process.argv.slice(2);
const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const widths = [390, 1280];
const schemes = ["light", "dark"];

let passed = 0;
let failed = 0;
const expect = (where, what, wrong) => {
  if (wrong.length === 0) passed += 1;
  else {
    failed += 1;
    console.log(`FAILED  ${where}: ${what}`);
    for (const each of wrong) console.log(`        ${each}`);
  }
};

// What a reader finds on the page, and what sticks out of it.
const look = () => {
  const headings = [...document.querySelectorAll("h1, h2, h3")].map((each) => Number(each.tagName[1]));
  const jumps = headings.filter((level, i) => level > (i === 0 ? 1 : headings[i - 1] + 1));
  const all = (selector) => [...document.querySelectorAll(selector)];
  const out = all("body *").filter((each) => {
    const box = each.getBoundingClientRect();
    return box.right > innerWidth + 0.5 && box.width > 1 && !each.closest("[role=region], .skip");
  });
  return {
    overflow: document.documentElement.scrollWidth > innerWidth ? [`${document.documentElement.scrollWidth} px`] : [],
    out: out.map((each) => `${each.tagName} ${each.className}: ${each.textContent.slice(0, 60)}`),
    language: document.documentElement.lang === "en" && document.title ? [] : ["no language or title"],
    landmarks: ["main", "footer"].filter((each) => all(each).length !== 1),
    headings: headings[0] === 1 && jumps.length === 0 ? [] : [headings.join(" ")],
    tables: all("table").flatMap((table) => [
      ...(table.closest("[role=region][aria-label][tabindex='0']") ? [] : ["a table without a named region"]),
      ...[...table.rows].flatMap((row) => [...row.cells])
        .filter((cell) => cell.tagName === "TH" ? !cell.scope || !cell.textContent : !cell.textContent)
        .map((cell) => `an empty cell, or a header without scope: ${cell.outerHTML}`),
      ...[...table.tBodies[0].rows].filter((row) => row.cells[0].tagName !== "TH").map((row) => row.textContent),
    ]),
    small: all("p, li, td, th, small, code, span, summary, footer")
      .filter((each) => each.textContent && parseFloat(getComputedStyle(each).fontSize) < 11.5)
      .map((each) => each.outerHTML.slice(0, 80)),
    focusable: all("a[href], summary, [tabindex='0']").length,
  };
};

// Presses Tab until the page has no more to reach; each stop has to show that it is one.
const tabThrough = async (page, count) => {
  const wrong = [];
  const reached = new Set();
  for (let i = 0; i < count; ++i) {
    await page.keyboard.press("Tab");
    const stop = await page.evaluate(() => {
      const each = document.activeElement;
      const box = each.getBoundingClientRect();
      const seen = box.width > 0 && box.left >= 0 && box.right <= innerWidth + 1 && box.bottom > 0 && box.top < innerHeight;
      const path = [...document.querySelectorAll("*")].indexOf(each);
      return { path, tag: each.tagName, seen, outline: getComputedStyle(each).outlineStyle };
    });
    reached.add(stop.path);
    if (!stop.seen || stop.outline === "none") wrong.push(JSON.stringify(stop));
  }
  return reached.size === count ? wrong : [...wrong, `${reached.size} of ${count} reached`];
};

// Enter on a summary opens what it hides.
const opens = async (page) => {
  const closed = await page.$("details:not([open]) > summary");
  if (!closed) return [];
  await closed.focus();
  await page.keyboard.press("Enter");
  return (await closed.evaluate((each) => each.parentElement.open)) ? [] : ["it stays closed"];
};

const browser = await puppeteer.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  timeout: 120_000,
  protocolTimeout: 600_000,
  args: ["--no-sandbox", "--disable-dev-shm-usage", "--force-color-profile=srgb"],
});
for (const file of readdirSync(pages).filter((each) => each.endsWith(".html")).sort()) {
  for (const width of widths) {
    for (const scheme of schemes) {
      const name = file.replace(".html", `-${width}-${scheme}`);
      const page = await browser.newPage();
      // Not as a phone, which would make room for what is too wide.
      await page.setViewport({ width, height: 844 });
      await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
      const requests = [];
      const complaints = [];
      page.on("request", (request) => requests.push(request.url()));
      page.on("console", (message) => complaints.push(message.text()));
      page.on("pageerror", (error) => complaints.push(error.message));
      const address = pathToFileURL(resolve(pages, file)).href;
      await page.goto(address, { waitUntil: "load", timeout: 120_000 });
      const seen = await page.evaluate(look);
      expect(name, "nothing but the page is fetched", requests.filter((each) => each !== address));
      expect(name, "the browser does not complain", complaints);
      expect(name, "it is not wider than the window", seen.overflow);
      expect(name, "nothing sticks out", seen.out);
      expect(name, "it has a language and a title", seen.language);
      expect(name, "it has its landmarks", seen.landmarks);
      expect(name, "headings begin with the first and skip none", seen.headings);
      expect(name, "tables have names, headers and no empty cell", seen.tables);
      expect(name, "nothing is too small to read", seen.small);
      await page.screenshot({ path: `${pictures}/${name}.png`, fullPage: true });
      expect(name, "every stop is reached by keyboard and shown", await tabThrough(page, seen.focusable));
      expect(name, "a summary opens by keyboard", await opens(page));
      // The page lets nothing run; for the checker that is lifted, in a page that is shown anew.
      await page.setBypassCSP(true);
      await page.reload({ waitUntil: "load", timeout: 120_000 });
      await page.evaluate(() => document.querySelectorAll("details").forEach((each) => (each.open = true)));
      await page.addScriptTag({ path: axe });
      const { violations, passes } = await page.evaluate(() => window.axe.run());
      expect(name, "axe-core has looked", passes.length > 10 ? [] : [`${passes.length} of its rules passed`]);
      expect(name, "axe-core has nothing to say", violations.flatMap((each) =>
        each.nodes.map((node) => `${each.id}: ${node.html.slice(0, 120)} ${node.failureSummary.replace(/\s+/g, " ")}`)));
      await page.close();
    }
  }
}
await browser.close();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
