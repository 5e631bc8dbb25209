// Every state that the page can be in, and how a person reaches it: for the pictures that are looked at
// (screenshots.ts) and for what must hold in each of them (states.spec.ts).
import type { Page } from "@playwright/test";
import { broken, sound } from "./harness.ts";

export type Lang = "sv" | "en";
const says = (lang: Lang, sv: string, en: string) => (lang === "sv" ? sv : en);
const text = (page: Page) => page.getByRole("textbox").first();
const paste = async (page: Page, report: string) => {
  await text(page).fill(report);
  await page.waitForTimeout(700);
};
const tab = (page: Page, number: number) => page.getByRole("tab").nth(number).click();
const sample = async (page: Page, lang: Lang) => {
  await page.getByRole("button", { name: says(lang, "Prova en exempelrapport", "Try a sample report") }).click();
  await page.waitForTimeout(900);
};

/** What is done before the picture is taken. */
export const states: [string, (page: Page, lang: Lang) => Promise<unknown>][] = [
  ["empty", async () => {}],
  ["findings", sample],
  ["correction-in-the-prose", (page) => paste(page, `${sound}\nPersonalkostnaderna visar en avvikelse på -2,5 mnkr.\n`)],
  ["either-of-two-places", (page) =>
    paste(page, "Avvikelser per enhet\n\nBryggeriet -0,2 mnkr\n\nBryggeriet avviker med -0,3 mnkr mot budget för perioden.\n")],
  ["long-text", async (page, lang) => {
    const file = { name: "lång.txt", mimeType: "text/plain", buffer: Buffer.from(`${sound}\n`.repeat(1000)) };
    await page.locator("input[type=file]").setInputFiles(file);
    await page.getByRole("textbox", { name: says(lang, "Sök i texten", "Find in the text") }).fill("-41 250");
    for (let n = 0; n < 3; n += 1) await page.keyboard.press("Enter");
    await page.waitForTimeout(400);
  }],
  ["nothing-found", (page) => paste(page, sound)],
  ["no-figures", (page) => paste(page, "En text utan siffror.")],
  ["tables", async (page, lang) => {
    await sample(page, lang);
    await tab(page, 1);
    await page.locator(".figure").nth(9).hover();
  }],
  ["pointing-out-a-sum", async (page) => {
    await paste(page, sound);
    await tab(page, 1);
    await page.locator(".table-view__pick").click();
    for (const figure of ["-96 400", "-41 250"].reverse()) await page.locator(".figure", { hasText: figure }).click();
  }],
  ["correcting-the-reading", async (page) => {
    await paste(page, sound);
    await tab(page, 1);
    await page.locator(".figure").nth(4).focus();
    await page.locator(".parts summary").click();
    await page.locator(".parts select").nth(1).selectOption({ index: 3 });
    await page.waitForTimeout(600);
    await page.locator(".parts").scrollIntoViewIfNeeded();
  }],
  ["claims", async (page, lang) => (await sample(page, lang), await tab(page, 2))],
  ["outline", async (page, lang) => (await sample(page, lang), await tab(page, 3))],
  ["setting-aside", async (page, lang) => {
    await sample(page, lang);
    await page.getByRole("button", { name: says(lang, "Lägg åt sidan…", "Set aside…") }).first().click();
  }],
  ["set-aside-and-switched-off", async (page, lang) => {
    await paste(page, broken);
    await page.locator(".checks summary").click();
    await page.getByRole("checkbox", { name: says(lang, "Summan stämmer inte", "The sum does not add up") }).uncheck();
    await page.waitForTimeout(300);
    await page.locator(".aside").first().locator("summary").click();
  }],
  ["failure", async (page) => {
    await page.locator("input[type=file]").setInputFiles({ name: "rapport.docx", mimeType: "x/y", buffer: Buffer.from("PK\u0003\u0004\u0014\0\0") });
    await page.waitForTimeout(300);
  }],
  ["protocol", async (page, lang) => {
    await sample(page, lang);
    await page.getByRole("button", { name: says(lang, "Protokoll…", "Protocol…") }).click();
  }],
  ["protocol-without-content", async (page, lang) => {
    await sample(page, lang);
    await page.getByRole("button", { name: says(lang, "Protokoll…", "Protocol…") }).click();
    await page.getByRole("button", { name: says(lang, "Utan innehåll", "Without content") }).click();
  }],
  ["profiles", async (page, lang) => {
    await sample(page, lang);
    await page.getByRole("button", { name: says(lang, "Profiler…", "Profiles…") }).click();
  }],
  ["profile-form", async (page, lang) => {
    await sample(page, lang);
    await page.getByRole("button", { name: says(lang, "Profiler…", "Profiles…") }).click();
    await page.getByRole("button", { name: says(lang, "Kopiera och ändra Månad", "Copy and edit Month") }).first().click();
    await page.locator(".form-card summary").nth(1).click();
    await page.locator(".form-card summary").nth(2).click();
  }],
  ["profile-form-faults", async (page, lang) => {
    await sample(page, lang);
    await page.getByRole("button", { name: says(lang, "Profiler…", "Profiles…") }).click();
    await page.getByRole("button", { name: says(lang, "Ny profil", "New profile") }).click();
    await page.getByRole("textbox", { name: says(lang, "Namn", "Name") }).fill(says(lang, "Fri", "Fri"));
    await page.getByRole("button", { name: says(lang, "Lägg till avsnitt", "Add a section") }).click();
    await page.getByRole("button", { name: says(lang, "Spara", "Save"), exact: true }).click();
  }],
  ["profile-refused", async (page, lang) => {
    await sample(page, lang);
    await page.getByRole("button", { name: says(lang, "Profiler…", "Profiles…") }).click();
    await page.locator(".profiles input[type=file]").setInputFiles({ name: "vår.toml", mimeType: "x/y", buffer: Buffer.from('id = "A"\nnamn = "V"\n[[section]]\nname = 3\n') });
    await page.waitForTimeout(300);
  }],
  ["shortcuts", (page, lang) => page.getByRole("button", { name: says(lang, "Kortkommandon", "Keyboard shortcuts") }).click()],
];
