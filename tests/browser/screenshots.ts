// Takes a picture of every state of the built page into a folder, to be looked at: `cargo xtask screenshots DIR`.
// Each state on a wide screen in both languages, in the dark, in forced colours, and on a phone.
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
  { name: "phone.sv", lang: "sv", use: { viewport: { width: 390, height: 844 } } },
] as const;

for (const { name, lang, use } of manners) {
  test.describe(name, () => {
    test.use({ ...use, serviceWorkers: "block" });
    for (const [state, reach] of states) {
      test(state, async ({ app: { page } }) => {
        if (lang === "en") await page.getByRole("button", { name: "English" }).click();
        await reach(page, lang);
        await page.waitForTimeout(200);
        // A phone is scrolled through: the whole of what it shows.
        await page.screenshot({ path: join(folder, `${state}.${name}.png`), fullPage: name.startsWith("phone") });
        if (state.startsWith("protocol") && name.startsWith("wide")) {
          await page.pdf({ path: join(folder, `${state}.${name}.pdf`), format: "A4" });
        }
      });
    }
  });
}
