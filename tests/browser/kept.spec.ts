// Nothing is lost: when the page is killed and when it is cleared; and nothing is kept that the user has not asked for.
import type { BrowserContext, Page } from "@playwright/test";
import { broken, expect, field, ready, sound, test } from "./harness.ts";

const errors = (page: Page) => page.locator(".summary__count--error");
const tab = (page: Page, name: string) => page.getByRole("tab", { name });
const stored = (page: Page) => page.evaluate(() => JSON.stringify(localStorage));

// A table of its own, whose shelf holds the first two by the user's word only.
const stock = "Lager\n\nBelopp i tkr\tVår\tHöst\nSkruv\t113\t240\nMutter\t78\t395\nBricka\t52\t61\nHylla A\t191\t645\n";
const text = `${broken}\n${stock}`;

/** Sets a finding aside, with a reason, and points out a sum. */
async function work(page: Page) {
  const card = page.locator(".finding-card--error").first();
  await card.getByRole("button", { name: "Lägg åt sidan…" }).click();
  await card.getByRole("textbox", { name: "Skäl" }).fill("Rättas senare");
  await card.getByRole("button", { name: "Lägg åt sidan", exact: true }).click();
  await expect(page.locator(".aside")).toBeVisible();
  await tab(page, "Tabeller").click();
  const table = page.locator(".table-view").filter({ hasText: "Hylla A" });
  await table.getByRole("button", { name: "Ange en summa…" }).click();
  for (const figure of ["191", "113", "78"]) await table.locator(".figure", { hasText: figure }).first().click();
  await table.locator(".picking").getByRole("button", { name: "Spara" }).click();
  await expect(page.locator(".corrections li")).toHaveCount(1);
}

/** Another page shows what was left. */
async function comesBack(context: BrowserContext, address: string) {
  const page = await context.newPage();
  await page.goto(address);
  await ready(page);
  await expect(field(page)).toHaveValue(text);
  await expect(page.getByText("Ditt utkast från förra gången är framme")).toBeVisible();
  await page.locator(".aside summary").click();
  await expect(page.getByText("Rättas senare").first()).toBeVisible();
  await tab(page, "Tabeller").click();
  await expect(page.locator(".corrections")).toContainText("Lager: Hylla A = Skruv + Mutter");
}

test("draft, corrections and what is set aside are there again after the page was killed", async ({ app: { page, server }, context }) => {
  await field(page).fill(text);
  await expect(errors(page)).not.toHaveText("0 fel");
  await work(page);
  await page.waitForTimeout(600); // the draft is written once typing has rested
  const crashed = page.waitForEvent("crash");
  const session = await context.newCDPSession(page);
  // It gets no answer: there is nobody left to give one.
  session.send("Page.crash").catch(() => {});
  await crashed;
  await comesBack(context, server.url);
});

test("and after it was closed without a chance to put anything away", async ({ app: { page, server }, context }) => {
  await page.addInitScript(() => {
    for (const name of ["beforeunload", "unload", "pagehide", "visibilitychange"]) {
      window.addEventListener(name, (event) => event.stopImmediatePropagation(), true);
    }
  });
  await page.reload();
  await ready(page);
  await field(page).fill(text);
  await expect(errors(page)).not.toHaveText("0 fel");
  await work(page);
  await page.waitForTimeout(600);
  await page.close({ runBeforeUnload: false });
  await comesBack(context, server.url);
});

test("a text that is cleared comes back", async ({ app: { page } }) => {
  await field(page).fill(broken);
  await expect(errors(page)).not.toHaveText("0 fel");
  await page.getByRole("button", { name: "Töm" }).click();
  await expect(field(page)).toHaveValue("");
  await page.locator(".notice").getByRole("button", { name: "Ångra" }).click();
  await expect(field(page)).toHaveValue(broken);
  await expect(errors(page)).not.toHaveText("0 fel");
});

test("without the draft nothing of the report is kept, whatever is done with it", async ({ app: { page } }) => {
  await page.getByRole("button", { name: "Sluta spara" }).click();
  await field(page).fill(text);
  await expect(errors(page)).not.toHaveText("0 fel");
  await work(page);
  await page.locator(".figure", { hasText: "395" }).first().focus();
  await page.locator(".parts summary").last().click();
  await page.locator(".parts").getByRole("combobox", { name: /^Raden Mutter är/ }).selectOption({ index: 2 });
  await expect(page.locator(".corrections li")).toHaveCount(2);
  await page.waitForTimeout(800);
  const kept = await stored(page);
  expect(kept).toContain("Rättas senare");
  // Its words, and its figures as they are written there.
  const parts = [...text.matchAll(/\p{L}{4,}|\d+ \d+/gu)].map(([part]) => part);
  expect(parts).toEqual(expect.arrayContaining(["Nettokostnader", "172 210", "Mutter"]));
  for (const part of parts) expect(kept).not.toContain(part);
  await page.reload();
  await ready(page);
  await expect(field(page)).toHaveValue("");
  // What was said of it is known again when it is pasted again.
  await field(page).fill(text);
  await tab(page, "Tabeller").click();
  await expect(page.locator(".corrections li")).toHaveCount(2);
});
