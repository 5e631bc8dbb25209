// What every test of the page shares: the page served, opened and watched. A test that uses `app` fails when
// anything is logged as an error, when the policy blocks something, or when a request goes anywhere else.
import { pathToFileURL } from "node:url";
import { join } from "node:path";
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
