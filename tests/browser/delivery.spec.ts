// How the page reaches the user: from any server, under any path, from disk; and that nothing goes back.
import { copyFile, mkdtemp } from "node:fs/promises";
import { readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, ready, singleFile, test, watch } from "./harness.ts";
import { dist, serve, type Manner } from "./server.ts";

declare global {
  interface Window {
    rapportkoll: { check(text: string, options?: object): Promise<{ schema: number; coverage: { figures: number } }> };
  }
}

const report = "Drift\n\nBelopp i tkr\tBudget\tUtfall\nLöner\t-1 200\t-1 180\nHyror\t-300\t-310\nSumma\t-1 500\t-1 490\n";

/** The program answers: not only its frame is there. */
async function answers(page: Page) {
  const answer = await page.evaluate((text) => window.rapportkoll.check(text, { lang: "en" }), report);
  expect(answer.schema).toBe(1);
  await expect(page).toHaveTitle(/Rapportkoll/);
  expect(await page.locator("body").innerText()).not.toBe("");
}

const manners: [string, Manner][] = [
  ["the root of a server", {}],
  ["a path of its own", { under: "/intranät/ekonomi/rapport koll/" }],
  ["a server that does not know wasm", { wasm: "application/octet-stream" }],
  ["a server that takes wasm for text", { wasm: "text/plain" }],
];

for (const [place, manner] of manners) {
  test.describe(`from ${place}`, () => {
    test.use({ manner: { ...manner, under: manner.under && encodeURI(manner.under) } });

    test("the page starts and answers", async ({ app }) => {
      await answers(app.page);
      expect(app.server.asked.filter((path) => path.startsWith("outside"))).toEqual([]);
    });
  });
}

test("the single file starts from disk and asks for nothing", async ({ page }) => {
  // Alone in a folder whose name needs escaping: it must not lean on the files it was made from.
  const folder = await mkdtemp(join(tmpdir(), "rapport koll å "));
  const file = join(folder, "rapportkoll.html");
  await copyFile(join(dist, "rapportkoll.html"), file);
  const { faults, requests } = watch(page);
  await page.goto(pathToFileURL(file).href);
  await ready(page);
  await answers(page);
  expect(faults).toEqual([]);
  expect(requests).toEqual([pathToFileURL(file).href]);
});

test("the page asks its server for its own files only, and for nothing new once it runs", async ({ app }) => {
  const started = new Set(app.requests);
  await answers(app.page);
  const field = app.page.getByRole("textbox").first();
  if (await field.count()) await field.fill(report);
  await app.page.waitForTimeout(1_000);
  // The worker is started from the files that the page was started from.
  expect(app.requests.filter((url) => !started.has(url))).toEqual([]);
});

test("a checker that cannot be fetched is told, and fetched when there is something to check again", async ({ page }) => {
  const server = await serve();
  let broken = true;
  await page.route(/checker-.*[.]wasm$/, (route) => (broken ? route.fulfill({ status: 503 }) : route.continue()));
  await page.goto(server.url);
  await ready(page);
  const field = page.getByRole("textbox").first();
  await field.fill(report);
  await expect(page.getByRole("alert")).toContainText("kunde inte hämtas");
  broken = false;
  await field.fill(`${report}\n`);
  await expect(page.locator(".progress__words").first()).toHaveText(/^Kontrollerad/);
  await server.close();
});

test("a wrong option of the interface for scripts is refused by its name", async ({ app: { page } }) => {
  const said = await page.evaluate(() => window.rapportkoll.check("1", { langage: "sv" }).catch((error) => String(error)));
  expect(said).toContain("langage");
});

test("the page can be used before the checker has come", async ({ page }) => {
  const server = await serve();
  let come = () => {};
  const waiting = new Promise<void>((done) => (come = done));
  await page.route(/checker-.*[.]wasm$/, async (route) => {
    await waiting;
    await route.continue();
  });
  await page.goto(server.url);
  await ready(page);
  const field = page.getByRole("textbox").first();
  await field.fill(report);
  await field.press("End");
  await page.keyboard.type("x");
  await expect(field).toHaveValue(`${report}x`);
  await expect(page.locator(".progress__words").first()).not.toHaveText(/^Kontrollerad/);
  come();
  await expect(page.locator(".progress__words").first()).toHaveText(/^Kontrollerad/);
  await server.close();
});

test("how soon the page can be used, and answers", async ({ browser }) => {
  const server = await serve();
  const context = await browser.newContext({ locale: "sv-SE" });
  for (const visit of ["cold", "warm"]) {
    const page = await context.newPage();
    await page.addInitScript(() => {
      const seen: Record<string, number> = {};
      Object.assign(window, { seen });
      const look = () => {
        const words = document.querySelector(".progress__words")?.textContent ?? "";
        if (document.querySelector(".editor__field")) seen.usable ??= performance.now();
        if (/^Kontrollerad/.test(words)) seen.checked ??= performance.now();
        else requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    });
    await page.goto(server.url);
    await page.getByRole("textbox").first().fill(report);
    await expect(page.locator(".progress__words").first()).toHaveText(/^Kontrollerad/);
    // The words may be read before the page's own look in its next frame.
    const times = await page.waitForFunction(() => {
      const { seen } = window as unknown as { seen: Record<"usable" | "checked", number> };
      return seen.checked === undefined ? null : seen;
    });
    const { usable, checked } = (await times.jsonValue())!;
    console.log(`${visit} start from a local server: usable after ${usable.toFixed(0)} ms, a first text checked after ${checked.toFixed(0)} ms`);
    // Far from what it takes; a page that stands still is not that slow.
    expect(usable).toBeLessThan(5_000);
    await page.close();
  }
  await context.close();
  await server.close();
});

test("the policy lets nothing out", async ({ page }) => {
  const server = await serve();
  // What else could be asked for, and a place that would notice.
  const other = await serve();
  await page.goto(server.url);
  await ready(page);
  const tried = await page.evaluate(async (elsewhere) => {
    const blocked: string[] = [];
    document.addEventListener("securitypolicyviolation", (event) => blocked.push(event.effectiveDirective));
    await fetch(elsewhere).catch(() => {});
    await new Promise((done) => {
      const image = new Image();
      image.onload = image.onerror = done;
      image.src = `${elsewhere}pixel.png`;
    });
    try {
      new WebSocket(elsewhere.replace("http", "ws"));
    } catch {
      // some browsers throw at once
    }
    navigator.sendBeacon?.(elsewhere, "figures");
    const form = document.body.appendChild(document.createElement("form"));
    form.action = elsewhere;
    form.submit();
    const inline = document.createElement("script");
    inline.textContent = "window.ran = true";
    document.head.append(inline);
    let evaluated = true;
    try {
      new Function("return 1")();
    } catch {
      evaluated = false;
    }
    await new Promise((done) => setTimeout(done, 500));
    return { blocked, evaluated, ran: "ran" in window };
  }, other.url);
  expect(other.asked).toEqual([]);
  expect(tried).toMatchObject({ evaluated: false, ran: false });
  expect(tried.blocked).toEqual(expect.arrayContaining(["connect-src", "img-src", "form-action", "script-src-elem"]));
  await server.close();
  await other.close();
});

test("every file is named in small letters, and asked for so", () => {
  // Some servers keep letters as they are, others do not care; the page may stand on either.
  const names = readdirSync(dist);
  for (const name of names) expect(name).toMatch(/^[a-z0-9._-]+$/);
  for (const page of ["index.html", "service-worker.js", "manifest.webmanifest"]) {
    const text = readFileSync(join(dist, page), "utf8");
    const asked = [...text.matchAll(/["'](?:\.\/)?([\w-]+\.(?:js|css|wasm|svg|html|json|webmanifest))["']/g)].map(([, name]) => name);
    expect(asked.length, page).toBeGreaterThan(0);
    for (const name of asked) expect(names, page).toContain(name);
  }
});

test("the policies are strict", () => {
  for (const name of ["index.html", "rapportkoll.html"]) {
    const page = readFileSync(join(dist, name), "utf8");
    const policy = /http-equiv="Content-Security-Policy"\s+content="([^"]+)"/.exec(page)?.[1] ?? "";
    expect(policy, name).toContain("default-src 'none'");
    expect(policy, name).not.toMatch(/unsafe-inline|'unsafe-eval'|https?:|\*/);
  }
  const single = readFileSync(join(dist, "rapportkoll.html"), "utf8");
  expect(single).not.toContain("connect-src");
  expect(single).not.toMatch(/(?:src|href)="(?!data:|rapportkoll\.html)/);
});

test("the page opened as a file points to the single file", async ({ page }) => {
  await page.goto(pathToFileURL(join(dist, "index.html")).href);
  await expect(page.getByText("öppnad som fil")).toBeVisible();
});

test("without scripts the page says what it needs", async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const server = await serve();
  for (const address of [server.url, singleFile]) {
    const page = await context.newPage();
    await page.goto(address);
    await expect(page.locator("noscript p").first()).toBeVisible();
  }
  await context.close();
  await server.close();
});

test("a browser that cannot run the program is told so", async ({ page }) => {
  const server = await serve();
  await page.addInitScript(() => Reflect.deleteProperty(globalThis, "WebAssembly"));
  await page.goto(server.url);
  await expect(page.getByText("kunde inte starta")).toBeVisible();
  await page.goto(singleFile);
  await expect(page.getByText("kunde inte starta")).toBeVisible();
  await server.close();
});

test("the first view has no barrier that axe can find", async ({ app }) => {
  for (const colorScheme of ["light", "dark"] as const) {
    await app.page.emulateMedia({ colorScheme });
    const { violations } = await new AxeBuilder({ page: app.page }).analyze();
    expect(violations.map(({ id, help, nodes }) => ({ id, help, where: nodes.map(({ html }) => html) }))).toEqual([]);
  }
});
