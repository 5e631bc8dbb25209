// Takes docs/screenshot.png from the built page: a report of our own with a sum that fails.
import { fileURLToPath } from "node:url";
import { chromium } from "@playwright/test";

const at = (path) => fileURLToPath(new URL(path, import.meta.url));
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ["--no-sandbox"] });
const page = await browser.newPage({ viewport: { width: 1360, height: 850 }, locale: "sv-SE", colorScheme: "light" });
await page.goto(`file://${at("../../dist/rapportkoll.html")}`);
await page.getByRole("button", { name: /exempel/i }).first().click();
await page.waitForTimeout(1_000);
await page.screenshot({ path: at("../../docs/screenshot.png") });
await browser.close();
