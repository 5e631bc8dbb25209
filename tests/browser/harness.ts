// What every test of the page shares: the page served, opened and watched. A test that uses `app` fails when
// anything is logged as an error, when the policy blocks something, or when a request goes anywhere else.
import { pathToFileURL } from "node:url";
import { join } from "node:path";
import AxeBuilder from "@axe-core/playwright";
import { test as base, expect, type Page } from "@playwright/test";
import { dist, serve, type Manner, type Served } from "./server.ts";

export { expect };

export interface App {
  page: Page;
  server: Served;
  /** Requests of the page since it was opened, whatever their kind. */
  requests: string[];
}

/** Notes what the page does wrong and where it turns to. */
export function watch(page: Page) {
  const faults: string[] = [];
  const requests: string[] = [];
  page.on("pageerror", (error) => faults.push(`thrown: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() === "error") faults.push(`logged: ${message.text()}`);
  });
  page.on("request", (request) => {
    if (!request.url().startsWith("data:") && !request.url().startsWith("blob:")) requests.push(request.url());
  });
  page.on("websocket", (socket) => requests.push(socket.url()));
  return { faults, requests };
}

/** Waits until the program runs: it has taken the page over, and the interface for scripts is there. */
export async function ready(page: Page) {
  // Not waitForFunction: it evaluates text in the page, which the page's policy forbids.
  const state = () =>
    page.evaluate(() => {
      const start = document.getElementById("start");
      if (start) return document.getElementById("start-reason")?.textContent || "starting";
      return "rapportkoll" in window ? "running" : "starting";
    });
  await expect.poll(state, { intervals: [50] }).toBe("running");
}

/** The address of the single file on disk. */
export const singleFile = pathToFileURL(join(dist, "rapportkoll.html")).href;

/** How the page of a test is served; set with `test.use({ manner: … })`. */
export const test = base.extend<{ manner: Manner; app: App }>({
  manner: [{}, { option: true }],
  app: async ({ page, manner }, use) => {
    const server = await serve(manner);
    const { faults, requests } = watch(page);
    await page.goto(server.url);
    await ready(page);
    await use({ page, server, requests });
    expect(faults, "errors of the page").toEqual([]);
    expect(
      requests.filter((url) => !url.startsWith(server.url)),
      "requests to anywhere else",
    ).toEqual([]);
    await server.close();
  },
});

/** A table that adds up. */
export const sound = [
  "Drift",
  "",
  "Belopp i tkr\tBudget\tPrognos\tAvvikelse",
  "Intäkter\t24 800\t26 010\t1 210",
  "Personalkostnader\t-96 400\t-98 310\t-1 910",
  "Lokalhyror\t-41 250\t-41 380\t-130",
  "Övriga kostnader\t-30 850\t-32 430\t-1 580",
  "Verksamhetens kostnader\t-168 500\t-172 120\t-3 620",
  "Nettokostnader\t-143 700\t-146 110\t-2 410",
  "",
].join("\n");
/** Two digits of its total have changed places. */
export const broken = sound.replace("-172 120", "-172 210");

/** The report's text. */
export const field = (page: Page) => page.getByRole("textbox", { name: "Rapportens text" });

/**
 * Fails when axe finds a barrier, in light or dark. Colours that are on their way to others have none;
 * those that the user forces are `theirs`, and so is their contrast.
 */
export async function axe(page: Page, state: string, { theirs = false } = {}) {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    const { violations } = await new AxeBuilder({ page }).disableRules(theirs ? ["color-contrast"] : []).analyze();
    const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`);
    expect(found, `${state}, ${colorScheme}`).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: null, reducedMotion: null });
}
