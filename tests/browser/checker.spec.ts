// What the page does when what checks does not come, or does not start: it says so truly, and tries again.
import { expect, test } from "@playwright/test";
import { broken, field, ready } from "./harness.ts";
import { serve } from "./server.ts";

const wasm = /checker[^/]*\.wasm/;

test("a checker that could not be fetched is fetched for the next text", async ({ page }) => {
  const server = await serve();
  await page.route(wasm, (route) => route.abort());
  await page.goto(server.url);
  await ready(page);
  await field(page).fill(broken);
  await expect(page.getByRole("alert")).toContainText("kunde inte hämtas. Ett nytt försök görs när texten ändras");
  await page.unroute(wasm);
  await field(page).press("End");
  await page.keyboard.type("5");
  await expect(page.locator(".summary__status")).toHaveText(/^Kontrollerad/);
  // In the background, and without a word of what is no longer so.
  await expect(page.getByRole("alert")).toHaveCount(0);
  await server.close();
});

test("a worker that does not start is tried again for the next text", async ({ page }) => {
  const server = await serve();
  await page.addInitScript(() => {
    const Real = globalThis.Worker;
    let made = 0;
    Object.defineProperty(globalThis, "Worker", {
      value: class extends Real {
        constructor(address: string) {
          made += 1;
          document.documentElement.dataset.workers = String(made);
          super(made === 1 ? "/no-such-script.js" : address);
        }
      },
    });
  });
  await page.goto(server.url);
  await ready(page);
  await field(page).fill(broken);
  await expect(page.getByRole("alert")).toContainText("När texten ändras nästa gång görs ett nytt försök");
  await expect(page.locator(".summary__status")).toHaveText(/^Kontrollerad/);
  await page.getByRole("alert").getByRole("button").click();
  await field(page).fill(`${broken}Mer.`);
  await expect(page.locator("html")).toHaveAttribute("data-workers", "2");
  await expect(page.locator(".summary__status")).toHaveText(/^Kontrollerad/);
  await expect(page.getByRole("alert")).toHaveCount(0);
  await server.close();
});
