// What must hold in every state of the page: no barrier that axe can find, in light and dark and in forced colours, and
// nothing that sticks out where there is little room.
import { axe, expect, test } from "./harness.ts";
import { states } from "./states.ts";

for (const [state, reach] of states) {
  test(`${state}: no barrier in light, dark and forced colours, and one column at 400 %`, async ({ app: { page } }) => {
    await reach(page, "sv");
    await axe(page, state);
    await page.emulateMedia({ forcedColors: "active" });
    await axe(page, `${state}, forced colours`, { theirs: true });
    await page.emulateMedia({ forcedColors: null });
    // A screen of 1280 by 1024, with everything four times as large.
    await page.setViewportSize({ width: 320, height: 256 });
    const out = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    await expect.poll(out).toBeLessThanOrEqual(0);
  });
}
