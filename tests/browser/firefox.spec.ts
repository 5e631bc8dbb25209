// The main paths in a browser of another make: paste, findings, a correction and its undoing, what is kept, the
// keyboard, the single file. Playwright drives only a Firefox of its own; the system's is driven by WebDriver BiDi.
import { existsSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { launch, type Browser, type KeyInput, type Page } from "puppeteer-core";
import { broken, singleFile, sound } from "./harness.ts";
import { serve, type Served } from "./server.ts";

const executablePath = [process.env.FIREFOX, "/usr/bin/firefox-esr", "/usr/bin/firefox"].find(
  (path) => path && existsSync(path),
);
test.skip(!executablePath, "there is no Firefox");
// It takes ten seconds to start on a small machine.
test.setTimeout(120_000);

let browser: Browser;
let server: Served;
test.beforeAll(async () => {
  if (!executablePath) return;
  server = await serve();
  browser = await launch({ browser: "firefox", executablePath, headless: true });
});
test.afterAll(async () => {
  await browser?.close();
  await server?.close();
});

/** A page that runs, in a window that has kept nothing; what goes wrong in it is noted. */
async function open(address: string): Promise<{ page: Page; faults: string[] }> {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(`thrown: ${error instanceof Error ? error.message : error}`));
  page.on("console", (message) => message.type() === "error" && faults.push(`logged: ${message.text()}`));
  await page.goto(address);
  await running(page);
  return { page, faults };
}

const running = (page: Page) => expect.poll(() => page.evaluate(() => "rapportkoll" in window), { timeout: 20_000 }).toBe(true);

/** Waits until the words of an element are so. */
const words = (page: Page, selector: string) =>
  expect.poll(() => page.evaluate((it) => document.querySelector(it)?.textContent ?? "", selector), { timeout: 20_000 });

const value = (page: Page) => page.evaluate(() => document.querySelector<HTMLTextAreaElement>("#text")!.value);

/** Puts a text into the field as a paste does. */
const paste = (page: Page, text: string) =>
  page.evaluate((text) => {
    const field = document.querySelector<HTMLTextAreaElement>("#text")!;
    field.focus();
    field.setRangeText(text, 0, field.value.length, "end");
    field.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertFromPaste" }));
  }, text);

const press = (page: Page, name: string) => page.locator(`::-p-aria([name="${name}"][role="button"])`).click();

for (const place of ["served", "single file"]) {
  test(`${place}: a misprint is found, corrected, undone, and kept`, async () => {
    const { page, faults } = await open(place === "served" ? server.url : singleFile);
    await paste(page, sound);
    await words(page, ".summary__count--error").toBe("0 fel");
    await words(page, ".progress__words").toMatch(/^Kontrollerad/);
    await paste(page, broken);
    await words(page, ".summary__count--error").not.toBe("0 fel");
    // In the background: that it is done on the page's own thread would be told.
    expect(await page.evaluate(() => document.querySelector(".notice--failure")?.textContent ?? "")).toBe("");
    expect(await page.evaluate(() => document.querySelectorAll(".mark--contradicted").length)).toBeGreaterThan(0);
    await page.locator(".finding-card--error .button--apply").click();
    await words(page, ".summary__count--error").toBe("0 fel");
    expect(await value(page)).toBe(sound);
    await press(page, "Ångra");
    await words(page, ".summary__count--error").not.toBe("0 fel");
    expect(await value(page)).toBe(broken);
    await expect.poll(() => page.evaluate(() => localStorage.getItem("rapportkoll.draft"))).toBe(broken);
    await page.reload();
    await running(page);
    expect(await value(page)).toBe(broken);
    await words(page, ".summary__count--error").not.toBe("0 fel");
    const answer = await page.evaluate(async (text) => {
      const { rapportkoll } = window as unknown as { rapportkoll: { check(text: string): Promise<{ findings: unknown[] }> } };
      return (await rapportkoll.check(text)).findings.length;
    }, broken);
    expect(answer).toBeGreaterThan(0);
    expect(faults).toEqual([]);
    await page.browserContext().close();
  });
}

test("the whole way by keyboard", async () => {
  const { page, faults } = await open(server.url);
  await page.evaluate(() => document.querySelector<HTMLElement>("#text")!.focus());
  await paste(page, broken);
  await words(page, ".summary__count--error").not.toBe("0 fel");
  await page.keyboard.press("F8");
  const focused = () => page.evaluate(() => document.activeElement?.closest(".finding-card")?.className ?? "");
  await expect.poll(focused).toContain("finding-card--selected");
  // From the card to its correction.
  for (let n = 0; n < 12; n += 1) {
    if (await page.evaluate(() => document.activeElement?.matches(".button--apply"))) break;
    await page.keyboard.press("Tab");
  }
  await page.keyboard.press("Enter");
  await words(page, ".summary__count--error").toBe("0 fel");
  // The caret stands in the text where the figure was put right.
  await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe("text");
  await page.keyboard.type("5");
  await words(page, ".progress__words").toMatch(/^Kontrollerad/);
  expect(await value(page)).not.toBe(sound);
  expect(faults).toEqual([]);
  await page.browserContext().close();
});

test("typing keeps its place while long text is checked", async () => {
  const { page, faults } = await open(server.url);
  await paste(page, Array(40).fill(sound).join("\n"));
  await page.evaluate(() => document.querySelector<HTMLTextAreaElement>("#text")!.setSelectionRange(5, 5));
  await page.keyboard.type(" och mer");
  await words(page, ".progress__words").toMatch(/^Kontrollerad/);
  expect((await value(page)).startsWith("Drift och mer\n")).toBe(true);
  expect(faults).toEqual([]);
  await page.browserContext().close();
});

test("a long text is edited in all its parts", async () => {
  const { page, faults } = await open(server.url);
  const kept = () => page.evaluate(() => localStorage.getItem("rapportkoll.draft") ?? "");
  const is = (text: string) => expect.poll(async () => (await kept()) === text, { timeout: 20_000 }).toBe(true);
  const lines = Array.from({ length: 8_000 }, (_, n) => `Rad ${n + 1}: bedömningen är att målen nås, som planerat.`);
  const text = lines.join("\n");
  await paste(page, text);
  await is(text);
  expect((await value(page)).length).toBeLessThan(100_000);
  const press = async (keys: string) => {
    const held = keys.split("+").slice(0, -1) as KeyInput[];
    for (const key of held) await page.keyboard.down(key);
    await page.keyboard.press(keys.split("+").at(-1) as KeyInput);
    for (const key of held) await page.keyboard.up(key);
  };
  await press("Control+Home");
  await page.keyboard.type("A");
  await press("Control+End");
  await page.keyboard.type("Z");
  await is(`A${text}Z`);
  // Scrolled to, clicked and typed into.
  const scroll = (share: number) =>
    page.evaluate((share) => {
      const frame = document.querySelector(".editor__frame")!;
      frame.scrollTop = frame.scrollHeight * share;
    }, share);
  await scroll(0.5);
  await expect.poll(() => value(page)).toContain("Rad 4000:");
  await page.mouse.click(300, 400);
  await press("Home");
  await page.keyboard.type("Mitt ");
  await expect.poll(async () => (await kept()).split("\n").findIndex((line) => line.startsWith("Mitt Rad"))).toBeGreaterThan(3_900);
  await press("Control+z");
  await is(`A${text}Z`);
  // Down over the edge of the field, and back.
  const edge = await page.evaluate(() => {
    const field = document.querySelector<HTMLTextAreaElement>("#text")!;
    field.setSelectionRange(field.value.length, field.value.length);
    return Number(/\d+/.exec(field.value.split("\n").at(-1)!)![0]);
  });
  await press("ArrowDown");
  await press("Home");
  await page.keyboard.type("Under ");
  await is(`A${text}Z`.replace(`\nRad ${edge + 1}:`, `\nUnder Rad ${edge + 1}:`));
  await press("Control+a");
  await page.keyboard.type("ny");
  await is("ny");
  await press("Control+z");
  await press("Control+a");
  await press("Delete");
  await is("");
  expect(faults).toEqual([]);
  await page.browserContext().close();
});

/**
 * Composes words at the caret as an input method does, step by step, and leaves the last of them there. Firefox says what
 * has come of it only once it is done.
 */
const compose = (page: Page, steps: string[]) =>
  page.evaluate(async (steps) => {
    const field = document.querySelector<HTMLTextAreaElement>("#text")!;
    const rest = () => new Promise((done) => setTimeout(done, 300));
    const told = (name: string, data: string) => field.dispatchEvent(new CompositionEvent(name, { data, bubbles: true }));
    const input = (data: string, isComposing: boolean) =>
      field.dispatchEvent(new InputEvent("input", { data, isComposing, inputType: "insertCompositionText", bubbles: true }));
    const from = field.selectionStart;
    let to = from;
    told("compositionstart", "");
    for (const step of steps) {
      told("compositionupdate", step);
      field.setRangeText(step, from, to, "end");
      to = from + step.length;
      input(step, true);
      // Longer than typing must rest before a check, and than scrolling before the field comes along.
      await rest();
      if (field.value.slice(from, to) !== step) throw new Error(`${step} was taken away`);
    }
    told("compositionend", steps.at(-1)!);
    input(steps.at(-1)!, false);
  }, steps);

test("what is composed stays as it is until it is done, and is undone as one", async () => {
  const { page, faults } = await open(server.url);
  const kept = () => page.evaluate(() => localStorage.getItem("rapportkoll.draft") ?? "");
  await paste(page, broken);
  await words(page, ".summary__count--error").not.toBe("0 fel");
  await page.evaluate((end) => document.querySelector<HTMLTextAreaElement>("#text")!.setSelectionRange(end, end), broken.length);
  await compose(page, ["k", "か", "かn", "かな", "仮名"]);
  await expect.poll(kept).toBe(`${broken}仮名`);
  await words(page, ".progress__words").toMatch(/^Kontrollerad/);
  // At the end of what the field holds of a long text, where it would come along with the caret.
  const text = Array.from({ length: 8_000 }, (_, n) => `Rad ${n + 1}: bedömningen är att målen nås, som planerat.`).join("\n");
  await page.evaluate(() => document.querySelector<HTMLTextAreaElement>("#text")!.select());
  await paste(page, text);
  await expect.poll(async () => (await kept()) === text, { timeout: 20_000 }).toBe(true);
  const last = await page.evaluate(() => {
    const field = document.querySelector<HTMLTextAreaElement>("#text")!;
    field.focus();
    field.setSelectionRange(field.value.length, field.value.length);
    return field.value.split("\n").at(-1)!;
  });
  await compose(page, ["k", "か", "かn", "かな", "仮名"]);
  const wanted = text.replace(`${last}\n`, `${last}仮名\n`);
  await expect.poll(async () => (await kept()) === wanted, { timeout: 20_000 }).toBe(true);
  await page.keyboard.down("Control");
  await page.keyboard.press("z");
  await page.keyboard.up("Control");
  await expect.poll(async () => (await kept()) === text, { timeout: 20_000 }).toBe(true);
  expect(faults).toEqual([]);
  await page.browserContext().close();
});
