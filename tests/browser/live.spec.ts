// What a screen reader is told while a person works: each change once, and nothing while nothing has changed.
import type { Page } from "@playwright/test";
import { broken, expect, field, sound, test } from "./harness.ts";

/** Notes what comes to stand in a live region, from now on. */
const listen = (page: Page) =>
  page.evaluate(() => {
    const heard: string[] = [];
    Object.assign(window, { heard });
    const live = '[role="status"], [role="alert"], [role="log"], [aria-live]:not([aria-live="off"])';
    const words = (region: Element) => (region.textContent ?? "").trim();
    const last = new Map([...document.querySelectorAll(live)].map((region) => [region, words(region)]));
    const look = () => {
      for (const region of document.querySelectorAll(live)) {
        const now = words(region);
        // What is not shown at all is not read.
        if (now && now !== last.get(region) && region.checkVisibility()) heard.push(now);
        last.set(region, now);
      }
    };
    // A region whose words are taken out and put back between two frames is heard, too.
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
  });
const heard = (page: Page) => page.evaluate(() => (window as unknown as { heard: string[] }).heard);

/** How often a check has been finished, by what each leaves in the summary. */
const settled = async (page: Page) => {
  await page.waitForTimeout(700);
  await expect(page.locator(".summary__status")).toHaveText(/^Kontrollerad/);
};

test("typing words that change nothing is told of with no word", async ({ app: { page } }) => {
  await field(page).fill(broken);
  await settled(page);
  await field(page).press("Control+End");
  await listen(page);
  for (const word of ["Nämnden ", "bedömer ", "att ", "målen ", "nås, ", "som ", "planerat."]) {
    await page.keyboard.type(word, { delay: 40 });
    await settled(page);
  }
  expect(await heard(page)).toEqual([]);
});

test("a change is told once for a check, and only the change", async ({ app: { page } }) => {
  await field(page).fill(sound);
  await settled(page);
  await field(page).press("Control+End");
  await listen(page);
  // Figure by figure, each settled.
  let checks = 0;
  for (const words of ["\nPersonalkostnaderna ", "visar en ", "avvikelse på ", "-2,5 ", "mnkr.", " Det är mycket."]) {
    await page.keyboard.type(words, { delay: 40 });
    await settled(page);
    checks += 1;
  }
  const told = await heard(page);
  expect(told.length).toBeGreaterThan(0);
  expect(told.length).toBeLessThanOrEqual(checks);
  for (const [at, words] of told.entries()) {
    expect(words).toMatch(/^Kontrollen är klar\./);
    expect(words, "nothing is told twice").not.toBe(told[at - 1]);
  }
  expect(told.at(-1)).toMatch(/^Kontrollen är klar\. 1 fel\. \d+ av \d+ siffror kontrollerade\.$/);
});

test("many keys in a row are one thing to tell", async ({ app: { page } }) => {
  await field(page).fill(sound);
  await settled(page);
  await field(page).press("Control+End");
  await listen(page);
  await page.keyboard.type("\nPersonalkostnaderna visar en avvikelse på -2,5 mnkr, och hyrorna kostar 41 380 tkr.", { delay: 15 });
  await settled(page);
  expect((await heard(page)).length).toBeLessThanOrEqual(2);
});

test("going about in the result says nothing on its own", async ({ app: { page } }) => {
  await field(page).fill(broken);
  await settled(page);
  await listen(page);
  for (const name of ["Tabeller", "Siffror i texten", "Disposition", "Anmärkningar"]) await page.getByRole("tab", { name }).click();
  await page.keyboard.press("F8");
  await page.keyboard.press("Enter");
  await page.keyboard.press("F2");
  expect(await heard(page)).toEqual([]);
  // What is done is told, once.
  await page.locator(".button--apply").first().click();
  await settled(page);
  const told = await heard(page);
  expect(told.filter((words) => words.includes("Rättelsen är införd"))).toHaveLength(1);
  expect(told.filter((words) => words.startsWith("Kontrollen är klar"))).toHaveLength(1);
  expect(told).toHaveLength(2);
});

test("of a long check it is told once that it goes on, and once that it is done", async ({ app: { page } }) => {
  test.setTimeout(120_000);
  await page.locator("#text").focus();
  await listen(page);
  const text = Array.from({ length: 6_000 }, (_, n) => sound.replaceAll("41 250", `41 ${250 + (n % 700)}`)).join("\n");
  await page.locator("#text").evaluate((it, text) => {
    const data = new DataTransfer();
    data.setData("text/plain", text);
    it.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  }, text);
  await expect(page.locator(".progress__words").first()).toHaveText(/^Kontrollerad/, { timeout: 90_000 });
  await page.waitForTimeout(300);
  const told = (await heard(page)).filter((words) => !/^Rad \d/.test(words));
  expect(told.filter((words) => words.startsWith("Kontrollerar")).length).toBeLessThanOrEqual(1);
  expect(told.filter((words) => words.startsWith("Kontrollen är klar"))).toHaveLength(1);
});
