// Which findings are listed: by kind and by section; and checks that are switched off.
import type { Page } from "@playwright/test";
import { axe, broken, expect, field, test } from "./harness.ts";

// Two sections with tables that fail, and an empty heading.
const text = `1. Första delen\n\n${broken}\n2. Andra delen\n\n${broken.replace("Drift", "Investeringar")}\n3. Tredje delen\n`;

const cards = (page: Page) => page.getByRole("article");
const errors = (page: Page) => page.locator(".summary__count--error");
const every = async (page: Page) => {
  await field(page).fill(text);
  await expect(page.locator(".summary__status")).toHaveText(/^Kontrollerad/);
  await expect(cards(page).nth(1)).toBeVisible();
  return cards(page).count();
};

test("findings are listed by section and by kind, and all again", async ({ app: { page } }) => {
  const all = await every(page);
  const sections = page.getByRole("combobox", { name: "Avsnitt" });
  const options = await sections.locator("option").allInnerTexts();
  expect(options[0]).toBe("Hela rapporten");
  await sections.selectOption({ index: 2 });
  await expect.poll(() => cards(page).count()).toBeLessThan(all);
  const of = Number(/\((\d+)\)$/.exec(options[2])?.[1]);
  await expect(cards(page)).toHaveCount(of);
  await axe(page, "filtered");
  await page.getByRole("button", { name: "Visa alla" }).click();
  await expect(cards(page)).toHaveCount(all);
  const kinds = page.getByRole("combobox", { name: "Slag" });
  if (await kinds.count()) {
    await kinds.selectOption({ label: (await kinds.locator("option").allInnerTexts())[1] });
    await expect.poll(() => cards(page).count()).toBeLessThan(all);
  }
});

test("findings are listed by weight, the weightiest first, and each weight can be left out", async ({ app: { page } }) => {
  await field(page).fill(`Innehåll\n1 Ekonomi\n2 Personal\n\n1 Ekonomi\n\n${broken}`);
  await expect(page.locator(".summary__status")).toHaveText(/^Kontrollerad/);
  await expect(page.locator(".finding-card--warning").first()).toBeVisible();
  const weights = async () =>
    (await page.locator(".finding-card").evaluateAll((all) => all.map((it) => /--(error|warning|note)/.exec(it.className)![1]))).map(
      (weight) => ["error", "warning", "note"].indexOf(weight),
    );
  const all = await weights();
  expect(all).toEqual([...all].sort());
  expect(new Set(all).size).toBeGreaterThan(1);
  const chip = page.getByRole("button", { name: /^\d+ fel$/ });
  await chip.click();
  await expect(page.locator(".finding-card--error")).toHaveCount(0);
  await expect(page.locator(".finding-card--warning").first()).toBeVisible();
  await chip.click();
  await expect(page.locator(".finding-card")).toHaveCount(all.length);
});

test("a check is switched off and on again, and stays off after a reload", async ({ app: { page } }) => {
  const all = await every(page);
  const checks = page.locator(".checks");
  await checks.locator("summary").click();
  const sums = checks.getByRole("checkbox", { name: "Summan stämmer inte" });
  await sums.uncheck();
  await expect.poll(() => cards(page).count()).toBeLessThan(all);
  await axe(page, "checks");
  await page.waitForTimeout(600); // the draft is written once typing has rested
  await page.reload();
  await expect(page.locator(".checks summary")).toContainText("1 avstängd");
  await page.locator(".checks summary").click();
  await expect(sums).not.toBeChecked();
  await sums.check();
  await expect(cards(page)).toHaveCount(all);
  await expect(errors(page)).not.toHaveText("0 fel");
});

test("what is set aside is never said to agree", async ({ app: { page } }) => {
  await field(page).fill(broken);
  await expect(errors(page)).not.toHaveText("0 fel");
  await page.locator(".checks summary").click();
  for (const check of await page.locator(".checks").getByRole("checkbox").all()) await check.uncheck();
  await expect(errors(page)).toHaveText("0 fel");
  await expect(page.locator(".findings__nothing")).toContainText("Inga öppna anmärkningar");
  await expect(page.locator(".findings__nothing")).toContainText(/\d samband stämmer inte/);
  await expect(page.locator(".findings__nothing")).not.toContainText("kunde kontrolleras stämmer");
});
