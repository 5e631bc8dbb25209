// Real reports, where `REPORT_CORPUS` names a folder with some: pasted whole, on the served page and in the single file.
// What is found in them is for the corpus tests; here it is that a person can work with each of them.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { axe, expect, field, ready, singleFile, test, watch } from "./harness.ts";

const folder = join(process.env.REPORT_CORPUS ?? "", "reports");
const reports =
  process.env.REPORT_CORPUS && existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".txt")) : [];

/** Pastes a report and goes through all that is said of it. */
async function works(page: Page, report: string) {
  await field(page).fill(report);
  await expect(page.locator(".summary__status")).toHaveText(/^Kontrollerad/, { timeout: 20_000 });
  await expect(page.locator(".coverage__share")).toHaveText(/^[1-9]/);
  await expect(page.locator(".mark--verified").first()).toBeAttached();
  for (const name of ["Tabeller", "Siffror i texten", "Disposition", "Anmärkningar"]) {
    await page.getByRole("tab", { name }).click();
    const pane = page.getByRole("tabpanel", { name });
    await expect(pane).toBeVisible();
    expect((await pane.innerText()).trim()).not.toBe("");
    // From what is said of a place to the place itself.
    const place = pane.getByRole("button", { name: /^Rad \d/ }).first();
    if (await place.isVisible()) {
      await place.click();
      await expect(field(page)).toBeFocused();
    }
  }
}

for (const name of reports) {
  const report = readFileSync(join(folder, name), "utf8");

  test(`${name} is pasted, and read in every pane`, async ({ app: { page } }) => {
    await works(page, report);
    await axe(page, name);
  });

  test(`${name} in the single file`, async ({ page }) => {
    const { faults } = watch(page);
    await page.goto(singleFile);
    await ready(page);
    await works(page, report);
    expect(faults).toEqual([]);
  });
}
