// What a person does with the page: paste, look, click, correct; by pointer and by keyboard.
import type { Page } from "@playwright/test";
import { axe, broken, expect, field, sound, test } from "./harness.ts";

const card = (page: Page) => page.getByRole("article").filter({ hasText: "172" }).first();
const errors = (page: Page) => page.locator(".summary__count--error");
const tab = (page: Page, name: string) => page.getByRole("tab", { name });

/** The text that is selected in the field. */
const selection = (page: Page) =>
  field(page).evaluate((it) => {
    const area = it as HTMLTextAreaElement;
    return area.value.slice(area.selectionStart, area.selectionEnd);
  });

test("a new user sees what to do and tries the sample", async ({ app: { page } }) => {
  await expect(page.getByRole("heading", { name: "Så här gör du" })).toBeVisible();
  await axe(page, "empty");
  await page.getByRole("button", { name: "Prova en exempelrapport" }).click();
  await expect(errors(page)).not.toHaveText(/^0/);
  await expect(page.getByRole("article").first()).toBeVisible();
  await axe(page, "findings");
});

test("a sound table is verified, and a changed digit is found at once", async ({ app: { page } }) => {
  await field(page).fill(sound);
  await expect(errors(page)).toHaveText("0 fel");
  await expect(page.locator(".coverage__state--verified strong")).not.toHaveText("0");
  await field(page).fill(broken);
  await expect(errors(page)).not.toHaveText("0 fel");
  await expect(card(page)).toContainText("Beräknat");
  await expect(card(page)).toContainText("−172 120");
  await expect(page.locator(".mark--contradicted").first()).toBeAttached();
});

test("a finding leads to its place and back", async ({ app: { page } }) => {
  await field(page).fill(broken);
  await card(page).getByRole("button", { name: /^Rad 8/ }).click();
  await expect(field(page)).toBeFocused();
  expect(await selection(page)).toContain("172 210");
  // Back by key, from the figure to its card.
  await page.keyboard.press("F2");
  await expect(page.locator("article:focus")).toBeVisible();
  await page.keyboard.press("F2");
  await expect(field(page)).toBeFocused();
});

test("every term of a sum leads to its place", async ({ app: { page } }) => {
  await field(page).fill(broken);
  const working = card(page).locator(".working").first();
  await expect(working).toContainText("Beräknat");
  await expect(working).toContainText("Skillnad");
  await expect(working).toContainText("Avrundning förklarar högst");
  const terms = working.locator(".working__terms").getByRole("button");
  for (let at = 0; at < (await terms.count()); at += 1) {
    await terms.nth(at).click();
    await expect(field(page)).toBeFocused();
    const row = working.locator(".working__terms tr").nth(at);
    const digits = (text: string) => text.replace(/\D/g, "");
    expect(digits(await selection(page))).toBe(digits(await row.locator(".working__amount").innerText()));
  }
});

test("a card says once what is wrong, and once what would mend it", async ({ app: { page } }) => {
  await field(page).fill(broken);
  await expect(card(page).locator(".culprit")).toContainText("−172 210 bör vara −172 120");
  const says = card(page).locator(".finding-card__says");
  await expect(says).toHaveText(/delarna blir .* men det står .*\.$/);
  await expect(says).not.toContainText("−172 120 (");
  await expect(card(page).locator(".culprit")).toContainText("Två siffror har bytt plats");
  await expect(card(page).locator(".culprit")).toContainText(/Då stämmer (båda|alla \d+) samband/);
});

test("a click on a marked figure selects its card", async ({ app: { page } }) => {
  await field(page).fill(broken);
  await expect(card(page)).toBeVisible();
  await tab(page, "Tabeller").click();
  const mark = await page.locator(".mark--error", { hasText: "172 210" }).boundingBox();
  if (!mark) throw new Error("the figure is not marked");
  await page.mouse.click(mark.x + mark.width / 2, mark.y + mark.height / 2);
  await expect(page.locator(".finding-card--selected")).toBeVisible();
});

test("a suggested correction is applied and undone", async ({ app: { page } }) => {
  await field(page).fill(broken);
  await card(page).locator(".button--apply").click();
  await expect(field(page)).toHaveValue(sound);
  await expect(errors(page)).toHaveText("0 fel");
  await page.locator(".notice").getByRole("button", { name: "Ångra" }).click();
  await expect(field(page)).toHaveValue(broken);
  await expect(errors(page)).not.toHaveText("0 fel");
});

/** A sentence about the table, with a figure that it does not have. */
const told = (figure: string) => `${sound}\nPersonalkostnaderna visar en avvikelse på ${figure} mnkr.\n`;

test("a figure of the prose is corrected in one click, and that is undone", async ({ app: { page } }) => {
  await field(page).fill(told("-2,5"));
  await expect(errors(page)).toHaveText("1 fel");
  const apply = page.getByRole("button", { name: "Ändra på rad 11 från -2,5 till -1,9" });
  await expect(apply).toHaveText("Inför -1,9");
  await axe(page, "a correction in the prose");
  await apply.click();
  await expect(field(page)).toHaveValue(told("-1,9"));
  await expect(errors(page)).toHaveText("0 fel");
  expect(await selection(page)).toBe("-1,9");
  await page.locator(".notice").getByRole("button", { name: "Ångra" }).click();
  await expect(field(page)).toHaveValue(told("-2,5"));
  await expect(errors(page)).toHaveText("1 fel");
});

test("where either of two sentences may be wrong, both corrections are there and neither is urged", async ({
  app: { page },
}) => {
  const text = (there: string) =>
    `Avvikelser per enhet\n\nBryggeriet ${there} mnkr\n\nBryggeriet avviker med -0,3 mnkr mot budget för perioden.\n`;
  await field(page).fill(text("-0,2"));
  const card = page.getByRole("article").filter({ hasText: "Ett av ställena är fel" });
  await expect(card.getByRole("button", { name: /^Ändra på rad/ })).toHaveCount(2);
  await expect(card.locator(".button--apply")).toHaveCount(0);
  await card.getByRole("button", { name: "Ändra på rad 3 från -0,2 till -0,3" }).click();
  await expect(field(page)).toHaveValue(text("-0,3"));
  await expect(errors(page)).toHaveText("0 fel");
});

test("a finding is set aside with a reason, stays so after an edit elsewhere and a reload, and comes back", async ({
  app: { page },
}) => {
  await field(page).fill(broken);
  await expect(card(page)).toBeVisible();
  const open = page.locator(".finding-card--error");
  for (let left = await open.count(); left > 0; left -= 1) {
    await open.first().getByRole("button", { name: "Lägg åt sidan…" }).click();
    await open.first().getByRole("textbox", { name: "Skäl" }).fill("Rättas i slutversionen");
    await open.first().getByRole("button", { name: "Lägg åt sidan", exact: true }).click();
    await expect(open).toHaveCount(left - 1);
  }
  await expect(errors(page)).toHaveText("0 fel");
  await field(page).fill(`En ny första rad.\n\n${broken}`);
  await expect(page.locator(".summary__status")).toHaveText(/^Kontrollerad/);
  await expect(errors(page)).toHaveText("0 fel");
  await page.waitForTimeout(600); // the draft is written once typing has rested
  await page.reload();
  await expect(field(page)).toHaveValue(`En ny första rad.\n\n${broken}`);
  await expect(errors(page)).toHaveText("0 fel");
  await page.locator(".aside summary").click();
  await expect(page.getByText("Rättas i slutversionen").first()).toBeVisible();
  await page.getByRole("button", { name: "Ta fram igen" }).first().click();
  await expect(errors(page)).not.toHaveText("0 fel");
});

test("all findings of a kind are set aside from a card, and come back", async ({ app: { page } }) => {
  await field(page).fill(broken);
  await card(page).getByRole("button", { name: "Lägg åt sidan…" }).click();
  await card(page).getByRole("radio", { name: "Alla anmärkningar av slaget ”Summan stämmer inte”" }).check();
  await page.keyboard.press("Enter");
  await expect(errors(page)).toHaveText("0 fel");
  // Elsewhere, too, and where it will be written.
  await field(page).fill(`${broken}\n${broken.replace("Drift", "Investeringar")}`);
  await expect(page.locator(".summary__status")).toHaveText(/^Kontrollerad/);
  await expect(errors(page)).toHaveText("0 fel");
  await page.locator(".aside summary").click();
  await expect(page.locator(".aside")).toContainText("Kontrollen ”Summan stämmer inte” är avstängd.");
  await page.getByRole("button", { name: "Ta fram igen" }).click();
  await expect(errors(page)).not.toHaveText("0 fel");
});

test("nothing is left in the browser after forget everything, or when the draft is not kept", async ({
  app: { page },
}) => {
  const kept = () => page.evaluate(() => JSON.stringify(localStorage));
  await field(page).fill(broken);
  await expect.poll(kept).toContain("172 210");
  await page.getByRole("button", { name: "Glöm allt" }).click();
  await expect(field(page)).toHaveValue("");
  await expect.poll(kept).not.toContain("172");
  await page.getByRole("button", { name: "Sluta spara" }).click();
  await field(page).fill(broken);
  await page.waitForTimeout(800);
  expect(await kept()).not.toContain("172");
});

test("pointing at a figure of a table lights its sums and writes them out", async ({ app: { page } }) => {
  await field(page).fill(sound);
  await tab(page, "Tabeller").click();
  await expect(page.getByRole("table").getByRole("columnheader", { name: /Budget/ })).toBeVisible();
  await expect(page.getByRole("rowheader", { name: "Lokalhyror" })).toBeVisible();
  await axe(page, "tables");
  const total = page.locator(".figure", { hasText: "-172 120" });
  await total.hover();
  await expect(page.locator(".figure--term").filter({ hasText: "-98 310" })).toBeVisible();
  await expect(page.locator(".table-view__sums")).toContainText("= −172 120");
  // By keyboard: one stop for the table, the arrows inside it.
  await page.locator(".figure[tabindex='0']").focus();
  await page.keyboard.press("ArrowDown");
  await expect(page.locator(".figure:focus")).toHaveText(/-96 400/);
  await page.keyboard.press("ArrowRight");
  await expect(page.locator(".figure:focus")).toHaveText(/-98 310/);
});

test("a figure that nothing was held against says so, in the table and in the text", async ({ app: { page } }) => {
  await field(page).fill("Lager\n\nBelopp\tVår\tHöst\nSkruv\t113\t240\nMutter\t78\t395\n\nUnder året köptes skruv för 512 tkr.\n");
  await tab(page, "Tabeller").click();
  const figure = page.locator(".figure", { hasText: "113" });
  await expect(figure).toContainText("Inte kontrollerad");
  await figure.hover();
  await expect(page.locator(".table-view__sums")).toContainText("Siffran ingår inte i något samband");
  await tab(page, "Siffror i texten").click();
  const claim = page.getByRole("tabpanel", { name: "Siffror i texten" }).locator("li, tr").filter({ hasText: "512 tkr" }).last();
  await expect(claim).toContainText("Inte kontrollerad");
  await expect(claim).toContainText("Tabellen har ingen kolumn för det måttet eller den perioden.");
});

test("a wide table shows at its edges that there is more", async ({ app: { page } }) => {
  const heads = Array.from({ length: 9 }, (_, n) => `Kol ${n + 1}`);
  const row = (name: string, by: number) => [name, ...heads.map((_, n) => String(1_000 + by * (n + 1)))].join("\t");
  await field(page).fill(["Bred", "", ["Belopp i tkr", ...heads].join("\t"), row("Ett", 10), row("Två", 20), ""].join("\n"));
  await tab(page, "Tabeller").click();
  const frame = page.locator(".table-view__frame");
  const wide = await frame.evaluate((it) => it.scrollWidth - it.clientWidth);
  expect(wide).toBeGreaterThan(40);
  await page.mouse.move(5, 5);
  /** How a strip at the right edge of the frame is painted, beside the figures. */
  const edge = async () => {
    const { x, y, width, height } = (await frame.boundingBox())!;
    return page.screenshot({ clip: { x: x + width - 6, y: y + height - 3, width: 6, height: 2 } });
  };
  for (const forcedColors of [null, "active"] as const) {
    await page.emulateMedia({ forcedColors });
    await frame.evaluate((it) => (it.scrollLeft = 0));
    const more = await edge();
    await frame.evaluate((it) => (it.scrollLeft = it.scrollWidth));
    expect((await edge()).equals(more), `shown in ${forcedColors ?? "usual"} colours`).toBe(false);
  }
});

test("everything is in English one click away, and stays so", async ({ app: { page } }) => {
  await field(page).fill(broken);
  await expect(card(page)).toBeVisible();
  await page.getByRole("button", { name: "English" }).click();
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await expect(page.getByRole("tab", { name: "Findings" })).toBeVisible();
  await expect(page.locator(".working__computed").first()).toContainText("Computed");
  await expect(card(page)).toContainText("−172,120");
  await page.waitForTimeout(600); // the draft is written once typing has rested
  await page.reload();
  await expect(page.getByRole("tab", { name: "Findings" })).toBeVisible();
});

test("the whole way by keyboard", async ({ app: { page } }) => {
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Hoppa till rapporttexten" })).toBeFocused();
  await page.keyboard.press("Enter");
  await page.keyboard.insertText(broken);
  await expect(field(page)).toHaveValue(broken);
  await expect(errors(page)).not.toHaveText("0 fel");
  await page.keyboard.press("F8");
  await expect(page.locator("article:focus")).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(field(page)).toBeFocused();
  await tab(page, "Anmärkningar").focus();
  await page.keyboard.press("ArrowRight");
  await expect(tab(page, "Tabeller")).toBeFocused();
  await expect(page.getByRole("tabpanel", { name: "Tabeller" })).toBeVisible();
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Kortkommandon" })).toBeVisible();
  await axe(page, "shortcuts");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();
});

test("a report is corrected, set aside and taken out by keyboard alone, and the focus is never lost", async ({ app: { page } }) => {
  test.setTimeout(60_000);
  const focused = () =>
    page.evaluate(() => {
      const it = document.activeElement!;
      const frame = it.closest(".editor__frame") ?? it;
      const { outlineStyle } = getComputedStyle(frame);
      const name = it.getAttribute("aria-label") ?? (it as HTMLElement).innerText ?? "";
      return { name: name.trim(), tag: it.tagName, disabled: it.matches(":disabled"), seen: outlineStyle !== "none" };
    });
  /** Somewhere, on something that can be used, and to be seen there. */
  const isKept = async (what: string) => {
    await expect.poll(async () => (await focused()).tag, { message: what }).not.toBe("BODY");
    expect((await focused()).disabled, what).toBe(false);
  };
  const goTo = async (name: RegExp, key = "Tab") => {
    for (let n = 0; n < 60; n += 1) {
      await page.keyboard.press(key);
      const at = await focused();
      // Past the last of the page the browser's own begins.
      if (at.tag !== "BODY") expect(at.seen, `${at.tag} ${at.name} shows that it has the focus`).toBe(true);
      if (name.test(at.name)) return;
    }
    throw new Error(`${name} is not reached`);
  };
  await goTo(/^Hoppa till rapporttexten$/);
  await page.keyboard.press("Enter");
  await page.keyboard.insertText(broken);
  await expect(errors(page)).not.toHaveText("0 fel");
  await page.keyboard.press("F8");
  await goTo(/^Ändra Verksamhetens kostnader/);
  await page.keyboard.press("Enter");
  await expect(field(page)).toHaveValue(sound);
  await expect(errors(page)).toHaveText("0 fel");
  await isKept("corrected");
  await goTo(/^Ångra$/, "Shift+Tab");
  await page.keyboard.press("Enter");
  await expect(field(page)).toHaveValue(broken);
  await expect(errors(page)).not.toHaveText("0 fel");
  await isKept("undone");
  await page.keyboard.press("F8");
  await goTo(/^Lägg åt sidan…$/);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("textbox", { name: "Skäl" })).toBeFocused();
  await page.keyboard.press("Escape");
  await isKept("given up");
  await goTo(/^Lägg åt sidan…$/);
  await page.keyboard.press("Enter");
  await page.keyboard.type("Rättas senare");
  await page.keyboard.press("Enter");
  await expect(page.locator(".finding-card--error")).toHaveCount(0);
  await isKept("set aside");
  await goTo(/^Lagda åt sidan/);
  await page.keyboard.press("Enter");
  await goTo(/^Ta fram igen$/);
  await page.keyboard.press("Enter");
  await expect(errors(page)).not.toHaveText("0 fel");
  await isKept("taken back");
  await goTo(/^Protokoll…$/, "Shift+Tab");
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Granskningsprotokoll" });
  await expect(dialog).toBeVisible();
  await goTo(/^Utan innehåll$/);
  await page.keyboard.press("Enter");
  await goTo(/^CSV$/);
  const [file] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Enter")]);
  expect(file.suggestedFilename()).toMatch(/\.csv$/);
  await goTo(/^Stäng$/);
  await page.keyboard.press("Enter");
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("button", { name: "Protokoll…" })).toBeFocused();
  // The notice goes, and what stood in it with it.
  await goTo(/^Töm$/);
  await page.keyboard.press("Enter");
  await expect(field(page)).toHaveValue("");
  await isKept("cleared");
  await goTo(/^Stäng meddelandet$/, "Shift+Tab");
  await page.keyboard.press("Enter");
  await isKept("the notice is gone");
});

test("a button that goes away once it is pressed leaves the focus where it was", async ({ app: { page } }) => {
  const rows = Array.from({ length: 170 }, (_, n) => `Enhet ${n + 1}\t${100 + n}\t${300 + 2 * n}`);
  await field(page).fill(["Enheter", "", "Belopp i tkr\tBudget\tUtfall", ...rows, ""].join("\n"));
  await tab(page, "Tabeller").click();
  const more = page.getByRole("button", { name: /^Visa \d+ till$/ });
  await more.focus();
  await page.keyboard.press("Enter");
  await expect(more).toBeHidden();
  await expect(page.getByRole("rowheader", { name: "Enhet 170" })).toBeAttached();
  await expect(page.locator("#result:focus")).toHaveCount(1);
});

test("typing keeps caret and focus while the check runs", async ({ app: { page } }) => {
  await field(page).fill(sound);
  await expect(errors(page)).toHaveText("0 fel");
  await field(page).evaluate((it) => (it as HTMLTextAreaElement).setSelectionRange(2, 2));
  await field(page).focus();
  await page.keyboard.type("xyz", { delay: 120 });
  await page.waitForTimeout(400);
  await expect(field(page)).toBeFocused();
  await expect(field(page)).toHaveValue(sound.replace("Drift", "Drxyzift"));
});

test("what is composed is taken in once it is done, marks and all", async ({ app: { page } }) => {
  await field(page).fill(broken);
  await expect(errors(page)).not.toHaveText("0 fel");
  await field(page).press("Control+End");
  const session = await page.context().newCDPSession(page);
  // A dead key, then an accent on what was typed, and a word of another script with a pause for the check between.
  for (const words of ["´", "é"]) {
    await session.send("Input.imeSetComposition", { text: words, selectionStart: 1, selectionEnd: 1 });
    await page.waitForTimeout(60);
  }
  await session.send("Input.insertText", { text: "é" });
  for (const words of ["k", "か", "かn", "かな"]) {
    await session.send("Input.imeSetComposition", { text: words, selectionStart: words.length, selectionEnd: words.length });
    // Longer than typing must rest before a check: what is being composed stays as it is.
    await page.waitForTimeout(300);
    await expect(field(page)).toHaveValue(`${broken}é${words}`);
  }
  // The keys of the page are the input method's for as long.
  await page.keyboard.press("F2");
  await expect(field(page)).toBeFocused();
  await session.send("Input.insertText", { text: "仮名" });
  await expect(field(page)).toHaveValue(`${broken}é仮名`);
  await expect(page.locator(".summary__status")).toHaveText(/^Kontrollerad/);
  await page.waitForTimeout(600); // the draft is written once typing has rested
  expect(await page.evaluate(() => localStorage.getItem("rapportkoll.draft"))).toBe(`${broken}é仮名`);
  const heights = await page.evaluate(() => {
    const height = (it: string) => document.querySelector(it)!.scrollHeight;
    return [height(".editor__layer--behind"), height(".editor__field")];
  });
  expect(Math.abs(heights[0] - heights[1])).toBeLessThanOrEqual(1);
});

test("a file is opened; one that is no text is said to be so", async ({ app: { page } }) => {
  const chooser = page.locator("input[type=file]");
  // As Excel writes it: Windows-1252, CRLF.
  await chooser.setInputFiles({
    name: "drift.txt",
    mimeType: "text/plain",
    buffer: Buffer.from(sound.replaceAll("\n", "\r\n"), "latin1"),
  });
  await expect(field(page)).toHaveValue(sound);
  await chooser.setInputFiles({
    name: "rapport.docx",
    mimeType: "application/octet-stream",
    buffer: Buffer.from("PK\u0003\u0004\u0014\0\0\0\b\0"),
  });
  await expect(page.getByRole("alert")).toContainText("rapport.docx är inte en textfil");
  await expect(field(page)).toHaveValue(sound);
  await axe(page, "failure");
});

/** Whether words of the report are in sight. */
const isInSight = (page: Page, words: string) =>
  page.evaluate((words) => {
    const layer = document.querySelector(".editor__layer--behind") as Element;
    const frame = (document.querySelector(".editor__frame") as Element).getBoundingClientRect();
    const texts = document.createTreeWalker(layer, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const at = texts.currentNode.textContent?.indexOf(words) ?? -1;
      if (at < 0) continue;
      const range = document.createRange();
      range.setStart(texts.currentNode, at);
      range.setEnd(texts.currentNode, at + words.length);
      const { top, bottom } = range.getBoundingClientRect();
      return top >= frame.top && bottom <= frame.bottom;
    }
    return false;
  }, words);

// A table of contents without text, or a picture, leaves a screen of nothing before the first words.
const emptyPage = "\n".repeat(60);
const tail = "Sist i rapporten.";
for (const [kind, report] of [
  ["a report", `Först i rapporten.\n${`${sound}\n`.repeat(10)}${tail}`],
  ["a report behind an empty page", `${emptyPage}Först i rapporten.\n${`${sound}\n`.repeat(10)}${tail}`],
  ["a long report behind an empty page", `${emptyPage}Först i rapporten.\n${`${sound}\n`.repeat(1000)}${tail}`],
] as const) {
  test(`${kind} opens at its first words, from a file and when it is pasted`, async ({ app: { page }, context }) => {
    const first = () => isInSight(page, "Först i rapporten.");
    const chooser = page.locator("input[type=file]");
    await chooser.setInputFiles({ name: "rapport.txt", mimeType: "text/plain", buffer: Buffer.from(report) });
    await expect.poll(first).toBe(true);

    await page.getByRole("button", { name: "Töm" }).click();
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.evaluate((report) => navigator.clipboard.writeText(report), report);
    await field(page).focus();
    await page.keyboard.press("ControlOrMeta+v");
    await expect.poll(first).toBe(true);
    await page.waitForTimeout(400); // what scrolls late has scrolled
    expect(await first()).toBe(true);
    // What comes next still goes to its end.
    await page.keyboard.type("!");
    await expect.poll(() => isInSight(page, `${tail}!`)).toBe(true);
  });
}

test("a CSV file is opened as the table that it is", async ({ app: { page } }) => {
  const csv = broken.replace(/[\s\S]*tkr/, "Konto").replaceAll("\t", ";").replace("Övriga kostnader", '"Övriga; kostnader"');
  await page.locator("input[type=file]").setInputFiles({
    name: "Drift.CSV",
    mimeType: "text/csv",
    buffer: Buffer.from(csv.replaceAll("\n", "\r\n"), "latin1"),
  });
  await expect(field(page)).toHaveValue(/^Konto\tBudget\tPrognos\tAvvikelse\n/);
  await expect(card(page)).toContainText("−172 120");
  await tab(page, "Tabeller").click();
  await expect(page.getByRole("rowheader", { name: "Övriga; kostnader" })).toBeVisible();
  await expect(page.getByRole("columnheader", { name: "Budget" })).toBeVisible();
});

test("odd text is borne: empty, a novel, binary, lone surrogates, zero-width characters", async ({ app: { page } }) => {
  for (const text of ["", " \n\t", "En roman utan siffror.\n".repeat(300), "\u0001\u0002\u0000PK\u0003".repeat(50), "\ud800 12 \udfff", "1\u200b0 000\u00ad"]) {
    await field(page).evaluate((it, value) => {
      (it as HTMLTextAreaElement).value = value;
      it.dispatchEvent(new InputEvent("input", { bubbles: true }));
    }, text);
    await page.waitForTimeout(250);
    await expect(page.getByRole("heading", { name: "Rapporten", exact: true })).toBeVisible();
  }
  await field(page).fill(broken);
  await expect(errors(page)).not.toHaveText("0 fel");
});

for (const [width, height] of [
  [320, 640],
  // A screen of 1280 by 1024 with everything four times as large.
  [320, 256],
  [390, 844],
] as const) {
  test(`at ${width} by ${height} pixels everything is in one column and nothing sticks out`, async ({ app: { page } }) => {
    await page.setViewportSize({ width, height });
    await field(page).fill(broken);
    await expect(card(page)).toBeVisible();
    const wide = () =>
      page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(await wide()).toBeLessThanOrEqual(0);
    await tab(page, "Tabeller").click();
    expect(await wide()).toBeLessThanOrEqual(0);
    await axe(page, `${width} pixels`);
  });
}

test("in forced colours the marks are seen, and what is chosen stands out", async ({ app: { page } }) => {
  await page.emulateMedia({ forcedColors: "active" });
  await field(page).fill(broken);
  await expect(card(page)).toBeVisible();
  // Not what the styles say but what is painted: with a plate behind the letters nothing of it shows.
  for (const mark of [page.locator(".mark--verified").first(), page.locator(".mark--error").first()]) {
    const { x, y, width, height } = (await mark.boundingBox())!;
    const seen = () => page.screenshot({ clip: { x, y, width, height: height + 4 }, caret: "hide" });
    const marked = await seen();
    await mark.evaluate((it) => (it as HTMLElement).style.setProperty("visibility", "hidden"));
    expect((await seen()).equals(marked)).toBe(false);
    await mark.evaluate((it) => (it as HTMLElement).style.removeProperty("visibility"));
  }
  const line = (name: string) => tab(page, name).evaluate((it) => getComputedStyle(it).borderBottomColor);
  expect(await line("Anmärkningar")).not.toBe(await line("Tabeller"));
  const frame = (name: string) =>
    page.getByRole("button", { name, exact: true }).evaluate((it) => getComputedStyle(it).borderColor);
  expect(await frame("Svenska")).not.toBe(await frame("English"));
  await axe(page, "forced colours", { theirs: true });
  await tab(page, "Tabeller").click();
  await axe(page, "forced colours, tables", { theirs: true });
});

test("nothing moves for who wants it still", async ({ app: { page } }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.locator("input[type=file]").setInputFiles({
    name: "lång.txt",
    mimeType: "text/plain",
    buffer: Buffer.from(`${sound}\n`.repeat(1000)),
  });
  const moving = () => page.evaluate(() => document.getAnimations().length);
  for (let n = 0; n < 10; n += 1) {
    expect(await moving()).toBe(0);
    await page.waitForTimeout(50);
  }
});

test("the marks stand exactly behind the letters", async ({ app: { page } }) => {
  await field(page).fill(`${"Ord som bryts över flera rader i fältet. ".repeat(40)}\n\n${broken}`);
  await expect(page.locator(".mark--contradicted").first()).toBeAttached();
  const heights = await page.evaluate(() => {
    const layer = document.querySelector(".editor__layer--behind");
    const area = document.querySelector(".editor__field");
    return [layer?.scrollHeight ?? 0, area?.scrollHeight ?? 1];
  });
  expect(Math.abs(heights[0] - heights[1])).toBeLessThanOrEqual(1);
});
