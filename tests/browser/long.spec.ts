// A long text: the field holds a part of it, and nothing that a person does may show that.
import type { Page } from "@playwright/test";
import { axe, broken, expect, field, sound, test } from "./harness.ts";

/** A text of lines that know their number, 600 kB of them, with a wrong sum far down. */
const line = (n: number) => `Rad ${n}: ${"bedömningen är att målen nås. ".repeat(1 + (n % 4))}`;
const lines = Array.from({ length: 8_000 }, (_, n) => line(n + 1));
const text = [...lines.slice(0, 6_000), "", broken.trimEnd(), "", ...lines.slice(6_000)].join("\n");

const area = (page: Page) => page.locator("#text");
/** The whole text, as it is kept. */
const kept = (page: Page) => page.evaluate(() => localStorage.getItem("rapportkoll.draft") ?? "");
/** That the whole text is so; only where it differs is shown. */
async function holds(page: Page, wanted: string) {
  const differs = async () => {
    const it = await kept(page);
    if (it === wanted) return "";
    let at = 0;
    while (at < wanted.length && it[at] === wanted[at]) at += 1;
    return `${it.length} of ${wanted.length}, from ${at}: ${it.slice(Math.max(0, at - 20), at + 40)} for ${wanted.slice(Math.max(0, at - 20), at + 40)}`;
  };
  await expect.poll(differs).toBe("");
}

/** Puts a text into the field as a paste over what is selected. */
const paste = (page: Page, text: string) =>
  area(page).evaluate((it, text) => {
    const data = new DataTransfer();
    data.setData("text/plain", text);
    const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
    // What the page leaves to the browser.
    if (it.dispatchEvent(event)) document.execCommand("insertText", false, text);
  }, text);

/** Where in the frame a place of the text is drawn, marks and all. */
const drawnAt = (page: Page, words: string) =>
  page.evaluate((words) => {
    for (const chunk of document.querySelectorAll(".editor__chunk")) {
      const whole = chunk.textContent ?? "";
      if (!whole.includes(words)) continue;
      const range = document.createRange();
      let left = whole.indexOf(words);
      const walk = document.createTreeWalker(chunk, NodeFilter.SHOW_TEXT);
      for (let node = walk.nextNode(); node; node = walk.nextNode()) {
        const length = node.textContent?.length ?? 0;
        if (left < length) {
          range.setStart(node, left);
          range.setEnd(node, left + 1);
          const { x, y, width, height } = range.getBoundingClientRect();
          return { x: x + width / 2, y: y + height / 2 };
        }
        left -= length;
      }
    }
    return null;
  }, words);

/** Scrolls until some words are in sight, and waits until the field has come along. */
async function scrollTo(page: Page, words: string) {
  const place = await drawnAt(page, words);
  await page.locator(".editor__frame").evaluate((it, y) => {
    const { top, height } = it.getBoundingClientRect();
    it.scrollTop += y - top - height / 2;
  }, place!.y);
  await expect.poll(() => area(page).evaluate((it, words) => (it as HTMLTextAreaElement).value.includes(words), words)).toBe(true);
}

async function click(page: Page, words: string) {
  await scrollTo(page, words);
  const place = await drawnAt(page, words);
  if (!place) throw new Error(`${words} is not drawn`);
  await page.mouse.click(place.x, place.y);
  return place;
}

// Thousands of keys, on a machine that may be busy.
test.setTimeout(120_000);

test.beforeEach(async ({ app: { page } }) => {
  await area(page).focus();
  await paste(page, text);
  await holds(page, text);
  await expect(page.locator(".summary__status")).toHaveText(/^Kontrollerad/);
});

test("the field holds a part, over its own letters, and says which", async ({ app: { page } }) => {
  const held = async () => (await area(page).inputValue()).length;
  expect(await held()).toBeLessThan(100_000);
  await scrollTo(page, "Rad 4000:");
  const { off, above, below } = await page.evaluate(() => {
    const field = document.querySelector<HTMLTextAreaElement>("#text")!;
    const layer = document.querySelector(".editor__layer--behind")!;
    const [before, after] = document.querySelectorAll(".editor__layer--beyond");
    const { top, bottom } = field.getBoundingClientRect();
    return {
      off: field.scrollHeight - layer.getBoundingClientRect().height,
      above: before.getBoundingClientRect().bottom - top,
      below: after.getBoundingClientRect().top - bottom,
    };
  });
  expect(Math.abs(off), "the field is as high as what is drawn behind it").toBeLessThanOrEqual(1);
  expect([above, below], "and begins and ends with it").toEqual([0, 0]);
  // The letter that is drawn is the letter that is clicked.
  for (const words of ["Rad 4000:", "Rad 4010:"]) {
    await click(page, words);
    const at = await area(page).evaluate((it) => {
      const { value, selectionStart } = it as HTMLTextAreaElement;
      return value.slice(selectionStart - 2, selectionStart + 12);
    });
    expect(at).toContain(words.slice(1));
  }
  await expect(field(page)).toHaveAccessibleDescription(/Fältet rymmer rad \d+–\d+ av 8011/);
  await axe(page, "long");
  await page.reload();
  await holds(page, text);
  expect(await held()).toBeLessThan(100_000);
});

test("what is typed anywhere stands there, and is undone wherever the caret has gone", async ({ app: { page } }) => {
  const typed = async (words: string, before: string) => {
    await click(page, words);
    await page.keyboard.press("Home");
    await page.keyboard.type("Nytt ");
    return before.replace(`\n${words}`, `\nNytt ${words}`);
  };
  const one = await typed("Rad 4:", text);
  const two = await typed("Rad 4321:", one);
  const three = await typed("Rad 7995:", two);
  await holds(page, three);
  await page.keyboard.press("Control+Home");
  await page.keyboard.type("A");
  await page.keyboard.press("Control+End");
  await page.keyboard.type("Z");
  await holds(page, `A${three}Z`);
  for (const wanted of [`A${three}`, three, two, one, text]) {
    await page.keyboard.press("Control+z");
    await holds(page, wanted);
  }
  await page.keyboard.press("Control+z");
  await holds(page, "");
  await page.keyboard.press("Control+y");
  await page.keyboard.press("Control+Shift+z");
  await holds(page, one);
  // What was redone is in sight.
  const place = await drawnAt(page, "Nytt Rad 4:");
  const frame = await page.locator(".editor__frame").boundingBox();
  expect(place!.y).toBeGreaterThan(frame!.y);
  expect(place!.y).toBeLessThan(frame!.y + frame!.height);
});

test("the caret goes on over the edges of the field, and edits join what they part", async ({ app: { page } }) => {
  await click(page, "Rad 3000:");
  const edge = (end: boolean) =>
    area(page).evaluate((it, end) => {
      const area = it as HTMLTextAreaElement;
      area.focus();
      const at = end ? area.value.length : 0;
      area.setSelectionRange(at, at);
      const all = area.value.split("\n");
      return Number(/\d+/.exec(all[end ? all.length - 1 : 0])![0]);
    }, end);
  const has = async (mark: string) => {
    await expect.poll(async () => (await kept(page)).includes(mark)).toBe(true);
    return (await kept(page)).split("\n").find((line) => line.includes(mark))!.replace(mark, "");
  };
  const below = await edge(true);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.type("+");
  expect(await has("+")).toBe(line(below + 1));
  await page.keyboard.press("Control+z");
  await holds(page, text);
  const above = await edge(false);
  await page.keyboard.press("ArrowUp");
  await page.keyboard.type("+");
  expect(await has("+")).toBe(line(above - 1));
  await page.keyboard.press("Control+z");
  await holds(page, text);
  // At the edge itself, with no key before it.
  const last = await edge(true);
  await page.keyboard.press("Delete");
  const joined = text.replace(`${line(last)}\n`, line(last));
  await holds(page, joined);
  const first = await edge(false);
  await page.keyboard.press("Backspace");
  await holds(page, joined.replace(`\n${line(first)}`, line(first)));
});

test("many lines are selected over the edge by key, copied, and cut", async ({ app: { page } }) => {
  await click(page, "Rad 100:");
  await page.keyboard.press("Home");
  await page.keyboard.press("Shift+Control+End");
  await page.keyboard.type("Slut");
  await holds(page, `${text.slice(0, text.indexOf("Rad 100:"))}Slut`);
  await page.keyboard.press("Control+z");
  await holds(page, text);
  // By holding the key down until far beyond what the field held.
  await click(page, "Rad 2000:");
  await page.keyboard.press("Home");
  for (let n = 0; n < 700; n += 1) await page.keyboard.press("Shift+ArrowDown");
  const copied = await area(page).evaluate((it) => {
    const event = new ClipboardEvent("copy", { clipboardData: new DataTransfer(), bubbles: true, cancelable: true });
    const left = it.dispatchEvent(event);
    const { value, selectionStart, selectionEnd } = it as HTMLTextAreaElement;
    return left ? value.slice(selectionStart, selectionEnd) : event.clipboardData!.getData("text/plain");
  });
  expect(copied.length).toBeGreaterThan(35_000);
  expect(text.includes(copied) && copied.startsWith("Rad 2000:")).toBe(true);
  await page.keyboard.press("Backspace");
  await holds(page, text.replace(copied, ""));
  await page.keyboard.press("Control+z");
  await holds(page, text);
});

test("select all is all of the text: typed over, removed, copied, cut and pasted", async ({ app: { page } }) => {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await scrollTo(page, "Rad 5000:");
  await area(page).focus();
  await page.keyboard.press("Control+a");
  await expect(page.getByText(`Hela texten är markerad, ${text.length} tecken.`)).toBeAttached();
  await axe(page, "long, all selected");
  await page.keyboard.type("ny");
  await holds(page, "ny");
  await page.keyboard.press("Control+z");
  await holds(page, text);
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Control+c");
  expect((await page.evaluate(() => navigator.clipboard.readText())) === text).toBe(true);
  await page.keyboard.press("Delete");
  await holds(page, "");
  await page.keyboard.press("Control+v");
  await holds(page, text);
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Control+x");
  await holds(page, "");
  await page.keyboard.press("Control+v");
  await page.keyboard.press("Control+v");
  await holds(page, text + text);
  await page.keyboard.press("Control+a");
  await paste(page, sound);
  await holds(page, sound);
  await expect(field(page)).toHaveValue(sound);
  await expect(page.locator(".summary__count--error")).toHaveText("0 fel");
  // A key that leaves a selection goes to its end.
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Control+a");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.type("!");
  await holds(page, `${text}${text}!`);
});

test("words are found in all of the text, with the key that browsers find by", async ({ app: { page } }) => {
  await click(page, "Rad 10:");
  await page.keyboard.press("Control+f");
  const find = page.getByRole("textbox", { name: "Sök i texten" });
  const count = page.locator(".find__count");
  await expect(find).toBeFocused();
  await page.keyboard.type("rad 77");
  await expect(count).toHaveText("1 av 111");
  const hit = () => page.locator(".editor__hit").allTextContents();
  await expect.poll(hit).toEqual(["Rad 77"]);
  await page.keyboard.type("77:");
  // The field has come along, and the place is in sight.
  await expect(count).toHaveText("1 av 1");
  await expect.poll(hit).toEqual(["Rad 7777:"]);
  await expect(page.locator(".editor__hit")).toBeInViewport();
  await axe(page, "finding in a long text");
  await find.fill("-172 210");
  await expect(count).toHaveText("1 av 1");
  // A figure that is marked is found as such, too.
  await expect(page.locator("mark .editor__hit")).toHaveText("-172 210");
  await find.fill("målen");
  await expect(count).toHaveText(/^\d+ av 20000$/);
  const at = async () => Number((await count.textContent())!.split(" ")[0]);
  const first = await at();
  await page.keyboard.press("Enter");
  expect(await at()).toBe(first + 1);
  await page.keyboard.press("Shift+Enter");
  await page.getByRole("button", { name: "Föregående träff" }).click();
  expect(await at()).toBe(first - 1);
  await page.getByRole("button", { name: "Nästa träff" }).click();
  expect(await at()).toBe(first);
  await find.fill("finns inte");
  await expect(count).toHaveText("Inga träffar");
  expect(await hit()).toEqual([]);
  // Back in the text, what was found is selected there.
  await find.fill("Rad 4444:");
  await page.keyboard.press("Escape");
  await expect(area(page)).toBeFocused();
  expect(await hit()).toEqual([]);
  await page.keyboard.type("X");
  await holds(page, text.replace("Rad 4444:", "X"));
  // What has been typed since is not found any more.
  await page.keyboard.press("Control+f");
  await page.keyboard.press("Enter");
  await expect(count).toHaveText("Inga träffar");
});

test("what is held down when the focus goes is let go", async ({ app: { page } }) => {
  await click(page, "Rad 3000:");
  await page.keyboard.press("Home");
  await page.keyboard.down("Shift");
  await page.getByRole("button", { name: "Kortkommandon" }).focus();
  // The key comes up where the page does not hear of it.
  await page.evaluate(() => window.addEventListener("keyup", (event) => event.stopImmediatePropagation(), { capture: true, once: true }));
  await page.keyboard.up("Shift");
  await area(page).evaluate((it) => {
    const area = it as HTMLTextAreaElement;
    area.focus();
    area.select();
  });
  await expect(page.locator(".editor [role=status]").last()).toHaveText(/Hela texten är markerad/);
});

test("a finding far away is gone to and corrected", async ({ app: { page } }) => {
  const card = page.getByRole("article").filter({ hasText: "172" }).first();
  await card.getByRole("button", { name: /^Rad 60/ }).click();
  await expect(area(page)).toBeFocused();
  const selected = () =>
    area(page).evaluate((it) => {
      const { value, selectionStart, selectionEnd } = it as HTMLTextAreaElement;
      return value.slice(selectionStart, selectionEnd);
    });
  expect(await selected()).toContain("172 210");
  await card.locator(".button--apply").click();
  await holds(page, text.replace("-172 210", "-172 120"));
  await expect(page.locator(".summary__count--error")).toHaveText("0 fel");
});

test("scrolled away, the next key comes back to the caret", async ({ app: { page } }) => {
  await click(page, "Rad 50:");
  await page.keyboard.press("Home");
  await scrollTo(page, "Rad 7000:");
  await page.keyboard.type("Här ");
  await holds(page, text.replace("\nRad 50:", "\nHär Rad 50:"));
});

test("a selection that is drawn with the pointer goes on beyond the field", async ({ app: { page } }) => {
  const start = await click(page, "Rad 3000:");
  await page.keyboard.press("Home");
  await page.keyboard.down("Shift");
  await scrollTo(page, "Rad 5000:");
  const end = await drawnAt(page, "Rad 5000:");
  await page.mouse.click(end!.x, end!.y);
  await page.keyboard.up("Shift");
  await page.keyboard.press("Delete");
  const [from, to] = [text.indexOf("Rad 3000:"), text.indexOf("Rad 5000:")];
  await expect.poll(async () => (await kept(page)).length).toBeLessThan(text.length - (to - from) + 3);
  const it = await kept(page);
  expect(it.startsWith(text.slice(0, from)) && it.endsWith(text.slice(to + 2))).toBe(true);
  await page.keyboard.press("Control+z");
  await holds(page, text);
  // Held down at the edge of the frame, it scrolls on.
  await click(page, "Rad 3000:");
  const frame = (await page.locator(".editor__frame").boundingBox())!;
  await page.mouse.move(start.x + 50, start.y);
  await page.mouse.down();
  await page.mouse.move(start.x, frame.y + frame.height - 5, { steps: 5 });
  // A slow machine takes more turns to come as far.
  const top = () => page.locator(".editor__frame").evaluate((frame) => frame.scrollTop);
  const before = await top();
  for (let n = 0; n < 200 && (n < 40 || (await top()) - before < 30_000); n += 1) {
    await page.mouse.wheel(0, 2_000);
    await page.mouse.move(start.x + (n % 2), frame.y + frame.height - 5);
    await page.waitForTimeout(30);
  }
  await page.mouse.up();
  await page.keyboard.type("x");
  await expect.poll(async () => (await kept(page)).length).toBeLessThan(text.length - 50_000);
  const cut = await kept(page);
  const at = cut.indexOf("x", from);
  expect(cut.slice(0, at) === text.slice(0, at) && text.endsWith(cut.slice(at + 1))).toBe(true);
  expect(at - from).toBeLessThan(40);
});

test("what is composed is not cut by a move of the window", async ({ app: { page } }) => {
  await click(page, "Rad 3000:");
  await area(page).evaluate((it) => {
    const area = it as HTMLTextAreaElement;
    area.focus();
    area.setSelectionRange(area.value.length, area.value.length);
  });
  await page.waitForTimeout(300);
  const session = await page.context().newCDPSession(page);
  for (const words of ["k", "か", "かn", "かな"]) {
    await session.send("Input.imeSetComposition", { text: words, selectionStart: words.length, selectionEnd: words.length });
    await page.waitForTimeout(120);
  }
  await session.send("Input.insertText", { text: "仮名" });
  await expect.poll(async () => (await kept(page)).includes("仮名")).toBe(true);
  const it = await kept(page);
  expect(it.replace("仮名", "") === text).toBe(true);
  await page.keyboard.press("Control+z");
  await holds(page, text);
});
