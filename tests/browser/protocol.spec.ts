// The protocol: what a person takes out of the page.
import { readFile } from "node:fs/promises";
import { createHash } from "node:crypto";
import type { Page } from "@playwright/test";
import { axe, broken, expect, field, ready, singleFile, test } from "./harness.ts";

const dialog = (page: Page) => page.getByRole("dialog", { name: "Granskningsprotokoll" });
const preview = (page: Page) => dialog(page).getByRole("region", { name: "Protokollets innehåll" });
const today = () => new Date().toLocaleDateString("sv-SE");
const fingerprint = (text: string) => createHash("sha256").update(text).digest("hex");

async function open(page: Page) {
  await field(page).fill(broken);
  await expect(page.locator(".finding-card--error").first()).toBeVisible();
  await page.getByRole("button", { name: "Protokoll…" }).click();
  await expect(dialog(page)).toBeVisible();
}

async function saved(page: Page, button: string) {
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    dialog(page).getByRole("button", { name: button, exact: true }).click(),
  ]);
  await expect(dialog(page).getByRole("status")).toContainText(`${download.suggestedFilename()} är nedladdad`);
  return { name: download.suggestedFilename(), text: await readFile(await download.path(), "utf8") };
}

test("the protocol says what was checked, when, and what was found", async ({ app: { page } }) => {
  await open(page);
  for (const part of [today(), "Profil", "−172 210", "Rad 8", fingerprint(broken)]) {
    await expect(preview(page)).toContainText(part);
  }
  await axe(page, "protocol");
  // By keyboard: out again with Escape, and the focus is where it was.
  await page.keyboard.press("Escape");
  await expect(dialog(page)).toBeHidden();
  await expect(page.getByRole("button", { name: "Protokoll…" })).toBeFocused();
});

test("it is saved as Markdown, CSV and JSON", async ({ app: { page } }) => {
  await open(page);
  const markdown = await saved(page, "Markdown");
  expect(markdown.name).toBe(`granskningsprotokoll-${today()}.md`);
  expect(markdown.text).toMatch(/^# Granskningsprotokoll\n/);
  const csv = await saved(page, "CSV");
  // As Excel in Swedish opens it.
  expect(csv.text).toMatch(/^\ufeffLäge;Vikt;/);
  expect(csv.text).toContain(";Summan stämmer inte;8;");
  const json = JSON.parse((await saved(page, "JSON")).text);
  expect(json.sha256).toBe(fingerprint(broken));
  expect(json.report.findings.length).toBeGreaterThan(0);
});

test("without content no figure and no word of the report goes along", async ({ app: { page } }) => {
  await open(page);
  await dialog(page).getByRole("button", { name: "Utan innehåll" }).click();
  await expect(preview(page)).toContainText(fingerprint(broken));
  await expect(preview(page)).toContainText("Summan stämmer inte");
  await expect(preview(page)).not.toContainText("172");
  for (const form of ["Markdown", "CSV", "JSON"]) {
    const { text } = await saved(page, form);
    expect(text).not.toMatch(/172.?[12]|Nettokostnader|Lokalhyror/);
  }
});

test("it is copied as text, also from the single file on disk", async ({ page, context, browserName }) => {
  if (browserName === "chromium") await context.grantPermissions(["clipboard-read"]);
  await page.goto(singleFile);
  await ready(page);
  await open(page);
  await dialog(page).getByRole("button", { name: "Kopiera som text" }).click();
  await expect(dialog(page).getByRole("status")).toHaveText("Protokollet är kopierat.");
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toMatch(/^GRANSKNINGSPROTOKOLL/);
  expect(copied).toContain(fingerprint(broken));
  await expect(dialog(page).getByRole("button", { name: "Kopiera som text" })).toBeFocused();
});

test("on paper there is the protocol and nothing else", async ({ app: { page } }) => {
  await open(page);
  await page.emulateMedia({ media: "print" });
  await expect(page.locator(".print-sheet")).toBeVisible();
  await expect(page.locator(".print-sheet")).toContainText("Granskningsprotokoll");
  for (const other of [".header", ".workspace", ".footer", ".protocol__tools"]) {
    await expect(page.locator(other)).toBeHidden();
  }
  await page.emulateMedia({ media: null });
  // As a PDF: pages of text, not a picture of the screen.
  const pdf = (await page.pdf({ format: "A4" })).toString("latin1");
  expect(pdf).toMatch(/^%PDF-/);
  expect(pdf.match(/\/Type\s*\/Page\b/g)?.length).toBe(1);
  expect(pdf).toMatch(/\/Font\b/);
  const asked = page.evaluate(() => new Promise<string>((done) => (window.print = () => done("printed"))));
  await dialog(page).getByRole("button", { name: "Skriv ut eller spara som PDF" }).click();
  expect(await asked).toBe("printed");
});

test("in English it is in English, with English numbers", async ({ app: { page } }) => {
  await page.getByRole("button", { name: "English" }).click();
  await page.getByRole("textbox").first().fill(broken);
  await expect(page.locator(".finding-card--error").first()).toBeVisible();
  await page.getByRole("button", { name: "Protocol…" }).click();
  const shown = page.getByRole("dialog", { name: "Review protocol" });
  await expect(shown).toContainText("−172,210");
  await expect(shown).not.toContainText(/stämmer|Rad \d/);
});
