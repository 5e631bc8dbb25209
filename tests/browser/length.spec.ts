// Texts of any length: the page goes on while they are checked, served and as a single file.
import type { Page } from "@playwright/test";
import { expect, ready, singleFile, test, watch } from "./harness.ts";
import { serve } from "./server.ts";

const prose =
  "Verksamheten har under perioden arbetat vidare med de mål som nämnden har satt upp, och bedömningen är att de nås. ";

/** A report of our own until it is long enough: a figure to 150 letters, as in real ones, and other figures in each part. */
function report(bytes: number): string {
  const parts: string[] = [];
  let length = 0;
  for (let n = 1; length < bytes; n += 1) {
    const [staff, rent, other] = [96_400 + n, 41_250 + 3 * n, 30_850 + 7 * n];
    const part = [
      `Enhet ${n}`,
      "",
      `Kostnaderna för enhet ${n} uppgår till ${staff + rent + other} tkr.`,
      ...Array<string>(12).fill(prose),
      "",
      "Belopp i tkr\tBudget\tPrognos",
      `Personalkostnader\t-${staff}\t-${staff + 10}`,
      `Lokalhyror\t-${rent}\t-${rent + 20}`,
      `Övriga kostnader\t-${other}\t-${other + 30}`,
      `Summa\t-${staff + rent + other}\t-${staff + rent + other + 60}`,
      "",
      "",
    ].join("\n");
    parts.push(part);
    length += part.length;
  }
  return parts.join("");
}

const status = (page: Page) => page.locator(".progress__words").first();
/** That it is checked, however long a machine that does other things takes for it. */
const checked = (page: Page) => expect(status(page)).toHaveText(/^Kontrollerad/, { timeout: 60_000 });

/** Puts a text in the place of all as a paste does, and says how long the page took to draw it. */
const paste = (page: Page, text: string) =>
  page.locator(".editor__field").evaluate(async (it, value) => {
    const field = it as HTMLTextAreaElement;
    field.focus();
    field.select();
    await new Promise((heard) => setTimeout(heard, 50));
    const start = performance.now();
    field.value = value;
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    await new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)));
    return performance.now() - start;
  }, text);

/** Counts the frames while the text is checked, and the longest time without one. */
const framesUntilChecked = (page: Page, limit: number) =>
  page.evaluate(async (limit) => {
    const start = performance.now();
    let [last, longest, frames] = [start, 0, 0];
    for (;;) {
      await new Promise((drawn) => requestAnimationFrame(drawn));
      const now = performance.now();
      [longest, last, frames] = [Math.max(longest, now - last), now, frames + 1];
      const words = document.querySelector(".progress__words")?.textContent ?? "";
      // Either that there is no worker, or that the text was too much; not that the draft is not kept.
      const told = /i bakgrunden|kunde inte kontrolleras/.test(document.querySelector(".notice--failure")?.textContent ?? "");
      if (/^Kontrollerad/.test(words) || told || now - start > limit) {
        return { frames, longest, took: now - start, words, told };
      }
    }
  }, limit);

/** From a key to the next frame drawn, in milliseconds, the fastest first. */
async function latencies(page: Page): Promise<number[]> {
  const field = page.locator(".editor__field");
  await field.evaluate((it) => {
    const area = it as HTMLTextAreaElement;
    area.focus();
    area.setSelectionRange(500, 500);
    const took: number[] = [];
    Object.assign(window, { took });
    let pressed = 0;
    area.addEventListener("keydown", () => (pressed = performance.now()));
    area.addEventListener("input", () =>
      requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.onmessage = () => took.push(performance.now() - pressed);
        channel.port2.postMessage(0);
      }),
    );
  });
  for (let n = 0; n < 20; n += 1) {
    await page.keyboard.press("x");
    await page.waitForTimeout(80);
  }
  return (await page.evaluate(() => (window as unknown as { took: number[] }).took)).sort((a, b) => a - b);
}

/** What the page's own thread has worked so far, in milliseconds: not what it waited while others had the processor. */
async function worked(page: Page): Promise<() => Promise<number>> {
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  return async () => {
    const { metrics } = await session.send("Performance.getMetrics");
    return (metrics.find(({ name }) => name === "TaskDuration")?.value ?? 0) * 1000;
  };
}

/** What half of them are below, and all but one in twenty. */
const percentiles = (sorted: number[]) => ({
  median: sorted[Math.floor(sorted.length / 2)],
  slow: sorted[Math.ceil(sorted.length * 0.95) - 1],
  toString() {
    return `${ms(this.median)} median, ${ms(this.slow)} at the 95th percentile`;
  },
});

const ms = (number: number) => `${Math.round(number)} ms`;

for (const place of ["served", "single file"]) {
  test(`two megabytes, ${place}: checked beside the page, and typing stays quick`, async ({ page }) => {
    test.setTimeout(120_000);
    const server = await serve();
    const { faults, requests } = watch(page);
    await page.goto(place === "served" ? server.url : singleFile);
    await ready(page);
    const before = requests.filter((url) => url.endsWith(".wasm")).length;
    const drawn = await paste(page, report(2_000_000));
    const work = await worked(page);
    const begun = await work();
    const keys = await latencies(page);
    const perKey = ((await work()) - begun) / keys.length;
    const meanwhile = percentiles(keys);
    const check = await framesUntilChecked(page, 90_000);
    expect(check.words).toMatch(/^Kontrollerad/);
    expect(check.told, "checked in a worker").toBe(false);
    expect(check.frames).toBeGreaterThan(10);
    // The program is not fetched again for the worker.
    expect(requests.filter((url) => url.endsWith(".wasm"))).toHaveLength(before);
    const after = percentiles(await latencies(page));
    console.log(
      `2 MB, ${place}: drawn in ${ms(drawn)}; ${check.words}; ${check.frames} frames, the longest ${ms(check.longest)}; ` +
        `key to paint ${meanwhile} while it was checked, ${after} after; the page's thread works ${ms(perKey)} a key`,
    );
    // All that it does from one key to the next, whatever else the machine does: within the time that a key may take.
    expect(perKey).toBeLessThan(50);
    // What the browser's own field needs for such a text, alone on a page; a busy machine is allowed as much.
    expect(after.median).toBeLessThan(200);
    expect(faults).toEqual([]);
    await server.close();
  });

  test(`ten megabytes, ${place}: the page says so and stands as it did`, async ({ page }) => {
    test.setTimeout(240_000);
    const server = await serve();
    const { faults } = watch(page);
    await page.goto(place === "served" ? server.url : singleFile);
    await ready(page);
    await paste(page, report(20_000));
    await checked(page);
    const held = await paste(page, report(10_000_000));
    console.log(`10 MB, ${place}: told after ${ms(held)}`);
    // It says what is wrong and what to do, at once, and the text before stands.
    await expect(page.getByRole("alert")).toContainText("Högst 4 MB");
    expect(held).toBeLessThan(1_000);
    expect((await page.getByRole("textbox").first().inputValue()).length).toBeLessThan(30_000);
    expect(faults).toEqual([]);
    await server.close();
  });
}

test("where there can be no worker the page checks by itself, and says so", async ({ page }) => {
  await page.addInitScript(() => Reflect.deleteProperty(globalThis, "Worker"));
  await page.goto(singleFile);
  await ready(page);
  await paste(page, report(60_000));
  await checked(page);
  await expect(page.getByRole("alert")).toContainText("i bakgrunden");
});

test("of the first text nothing is said before it has been checked", async ({ app: { page } }) => {
  test.setTimeout(90_000);
  await paste(page, report(1_000_000));
  const result = page.locator("#result");
  await expect(result).toContainText("Kontrollerar");
  await expect(result).not.toContainText("Inga anmärkningar");
  await checked(page);
  await expect(result.getByRole("tab").first()).toBeVisible();
});

test("of many texts the last one is the one that counts", async ({ app: { page } }) => {
  test.setTimeout(90_000);
  await paste(page, report(3_000_000));
  await page.waitForTimeout(600);
  await paste(page, report(40_000).replace(/Summa\t-\d+/, "Summa\t-186502"));
  const answered = Date.now();
  await checked(page);
  await expect(page.locator(".mark--contradicted").first()).toBeAttached();
  console.log(`the newer text was answered for after ${ms(Date.now() - answered)}`);
  // A short one is answered for at once, whatever the worker is doing.
  await paste(page, report(3_000_000));
  await page.waitForTimeout(600);
  await paste(page, "Inga siffror.");
  await expect(page.getByText("Här är inga siffror att räkna på")).toBeVisible({ timeout: 5_000 });
});
