// Takes a picture of every state of the built page into a folder, to be looked at: `cargo xtask screenshots DIR`.
// Each state on a wide screen in both languages, in the dark, in forced colours, on a phone, and at 400 %.
import { join } from "node:path";
import { test } from "./harness.ts";
import { states } from "./states.ts";

const folder = process.env.SCREENSHOTS;
if (!folder) throw new Error("SCREENSHOTS names no folder");

const wide = { viewport: { width: 1360, height: 850 } };
const manners = [
  { name: "wide.sv", lang: "sv", use: wide },
  { name: "wide.en", lang: "en", use: wide },
  { name: "dark.sv", lang: "sv", use: { ...wide, colorScheme: "dark" } },
  { name: "forced.sv", lang: "sv", use: { ...wide, contextOptions: { forcedColors: "active" } } },
  { name: "black.sv", lang: "sv", use: { ...wide, colorScheme: "dark", contextOptions: { forcedColors: "active" } } },
  { name: "phone.sv", lang: "sv", use: { viewport: { width: 390, height: 844 } } },
  // A screen of 1280 by 1024 with everything four times as large.
  { name: "zoomed.sv", lang: "sv", use: { viewport: { width: 320, height: 256 } } },
] as const;

for (const { name, lang, use } of manners) {
  test.describe(name, () => {
    test.use({ ...use, serviceWorkers: "block" });
    for (const [state, reach] of states) {
      test(state, async ({ app: { page } }) => {
        if (lang === "en") await page.getByRole("button", { name: "English" }).click();
        await reach(page, lang);
        await page.waitForTimeout(200);
        // What is narrow is scrolled through: the whole of what it shows.
        await page.screenshot({ path: join(folder, `${state}.${name}.png`), fullPage: /^(phone|zoomed)/.test(name) });
        if (state.startsWith("protocol") && name.startsWith("wide")) {
          await page.pdf({ path: join(folder, `${state}.${name}.pdf`), format: "A4" });
        }
      });
    }
  });
}
