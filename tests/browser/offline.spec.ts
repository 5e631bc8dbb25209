// Installed, offline, updated; what the host decides; and two tabs at once.
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { axe, broken, expect, field, ready, sound, test, watch } from "./harness.ts";
import { dist, serve } from "./server.ts";

const errors = (page: Page) => page.locator(".summary__count--error");
const notice = (page: Page) => page.locator(".notice");

/** A copy of the built page that a test may change. */
async function copy(change: Record<string, (content: string) => string> = {}) {
  const folder = await mkdtemp(join(tmpdir(), "rapportkoll-"));
  await cp(dist, folder, { recursive: true });
  const put = async (name: string, by: (content: string) => string) =>
    writeFile(join(folder, name), by(await readFile(join(folder, name), "utf8")));
  for (const [name, by] of Object.entries(change)) await put(name, by);
  return { folder, put, remove: () => rm(folder, { recursive: true }) };
}

/** Waits until the page's files are kept. */
const installed = (page: Page) =>
  page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });

for (const under of ["/", "/ekonomi/rapport%20koll/"]) {
  test(`after the first visit the page opens without a network, under ${under}`, async ({ page, context }) => {
    const server = await serve({ under });
    const { faults } = watch(page);
    await page.goto(server.url);
    await ready(page);
    await installed(page);
    await server.close();
    await context.setOffline(true);
    await page.reload();
    await ready(page);
    await field(page).fill(broken);
    await expect(errors(page)).not.toHaveText("0 fel");
    // The settings cannot be fetched, and that is all.
    expect(faults.filter((fault) => !/ERR_|Failed to load/.test(fault))).toEqual([]);
  });
}

test("a new version is offered, and taken when the user wants it", async ({ page }) => {
  const site = await copy();
  const server = await serve({ folder: site.folder });
  await page.goto(server.url);
  await ready(page);
  await installed(page);
  // Controlled from the next visit on.
  await page.reload();
  await ready(page);
  await field(page).fill(broken);
  await page.waitForTimeout(600); // the draft is written once typing has rested
  await site.put("index.html", (html) => html.replace("<title>Rapportkoll", "<title>Ny Rapportkoll"));
  await site.put("service-worker.js", (worker) => worker.replace(/VERSION = "\w+"/, 'VERSION = "next"'));
  await page.reload();
  await ready(page);
  await expect(page).toHaveTitle("Rapportkoll");
  await expect(notice(page)).toContainText("ny version");
  await axe(page, "update");
  await notice(page).getByRole("button", { name: "Ladda om nu" }).click();
  await expect(page).toHaveTitle("Ny Rapportkoll");
  await ready(page);
  await expect(field(page)).toHaveValue(broken);
  // Nothing of the old version is left.
  expect(await page.evaluate(() => caches.keys().then((names) => names.length))).toBe(1);
  await server.close();
  await site.remove();
});

test("it can be installed: a manifest with an icon, and no worker for the single file", async ({ app: { page, server } }) => {
  const manifest = JSON.parse(await readFile(join(dist, "manifest.webmanifest"), "utf8"));
  expect(manifest.start_url).toBe("./");
  const icon = await page.request.get(new URL(manifest.icons[0].src, server.url).href);
  expect(icon.ok()).toBe(true);
  const single = await readFile(join(dist, "rapportkoll.html"), "utf8");
  expect(single).not.toMatch(/rel="manifest"|service-worker\.js/);
});

test("the host decides language, name and that no draft is kept", async ({ page }) => {
  const settings = { language: "en", keepDraft: false, organisation: "Example Council", profile: "fri", logo: "logo.svg" };
  const site = await copy({ "config.json": () => JSON.stringify(settings) });
  const logo = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="40" height="20" fill="#06c"/></svg>';
  await writeFile(join(site.folder, "logo.svg"), logo);
  const server = await serve({ folder: site.folder });
  const { faults } = watch(page);
  await page.goto(server.url);
  await ready(page);
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await expect(page.getByRole("banner")).toContainText("Example Council");
  const drawn = () => page.locator("header img").evaluate((it) => (it as HTMLImageElement).naturalWidth);
  await expect.poll(drawn).toBe(40);
  await page.getByRole("textbox").first().fill(broken);
  await expect(page.locator(".finding-card--error").first()).toBeVisible();
  await expect(page.getByText("whoever hosts the page has decided so")).toBeVisible();
  await page.waitForTimeout(800);
  expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toContain("172");
  // Who chooses Swedish has Swedish.
  await page.getByRole("button", { name: "Svenska" }).click();
  await page.reload();
  await expect(page.locator("html")).toHaveAttribute("lang", "sv");
  await axe(page, "host");
  expect(faults).toEqual([]);
  await server.close();
  await site.remove();
});

test("settings that cannot be read are told, and the page works all the same", async ({ page }) => {
  const site = await copy({ "config.json": () => '{"langauge": "en"}' });
  const server = await serve({ folder: site.folder });
  await page.goto(server.url);
  await ready(page);
  await expect(page.getByRole("alert")).toContainText("langauge");
  await field(page).fill(broken);
  await expect(errors(page)).not.toHaveText("0 fel");
  await server.close();
  await site.remove();
});

test("two tabs do not overwrite each other's text without a word", async ({ app: { page, server }, context }) => {
  await field(page).fill(sound);
  const kept = () => page.evaluate(() => localStorage.getItem("rapportkoll.draft"));
  await expect.poll(kept).toBe(sound);
  const other = await context.newPage();
  await other.goto(server.url);
  await ready(other);
  await expect(field(other)).toHaveValue(sound);
  await field(other).fill(broken);
  await expect.poll(kept).toBe(broken);
  await expect(page.getByRole("alert")).toContainText("en annan flik");
  await page.bringToFront();
  await axe(page, "other tab");
  // Typing here leaves what is kept alone, until it is asked for.
  await field(page).fill(`${sound}\nmer`);
  await page.waitForTimeout(800);
  expect(await kept()).toBe(broken);
  await page.getByRole("button", { name: "Spara den här i stället" }).click();
  await expect.poll(kept).toBe(`${sound}\nmer`);
  await expect(other.getByRole("alert")).toContainText("en annan flik");
});

test("what is set aside in one tab is so in the other", async ({ app: { page, server }, context }) => {
  await field(page).fill(broken);
  await expect(errors(page)).not.toHaveText("0 fel");
  await page.waitForTimeout(600); // the draft is written once typing has rested
  const other = await context.newPage();
  await other.goto(server.url);
  await ready(other);
  await other.locator(".checks summary").click();
  await other.getByRole("checkbox", { name: "Summan stämmer inte" }).uncheck();
  await expect(page.locator(".summary__aside")).toBeVisible();
});

test("a draft that does not fit is said not to be kept", async ({ app: { page } }) => {
  await page.evaluate(() => {
    const set = Storage.prototype.setItem;
    Storage.prototype.setItem = function (key, value) {
      if (key.endsWith("draft")) throw new DOMException("full", "QuotaExceededError");
      set.call(this, key, value);
    };
  });
  await field(page).fill(broken);
  await expect(page.getByRole("alert")).toContainText("får inte plats");
  await expect(errors(page)).not.toHaveText("0 fel");
});

test("the line between the panes is where it was left", async ({ app: { page } }) => {
  await field(page).fill(sound);
  const splitter = page.getByRole("separator");
  await splitter.focus();
  for (let n = 0; n < 3; n += 1) await page.keyboard.press("ArrowLeft");
  const share = await splitter.getAttribute("aria-valuenow");
  expect(share).toBe("40");
  await page.reload();
  await expect(page.getByRole("separator")).toHaveAttribute("aria-valuenow", "40");
  // And where it is drawn to.
  const { x, y, width, height } = (await splitter.boundingBox())!;
  await page.mouse.move(x + width / 2, y + height / 2);
  await page.mouse.down();
  await page.mouse.move(x + 200, y + height / 2, { steps: 5 });
  await page.mouse.up();
  const drawn = Number(await splitter.getAttribute("aria-valuenow"));
  expect(drawn).toBeGreaterThan(45);
  await page.reload();
  await expect(page.getByRole("separator")).toHaveAttribute("aria-valuenow", String(drawn));
});
