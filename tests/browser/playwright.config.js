import { existsSync } from "node:fs";
import { defineConfig } from "@playwright/test";

// The system's Chromium where there is one: Playwright's own cannot be downloaded everywhere.
const executablePath = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/google-chrome"].find(
  (path) => path && existsSync(path),
);

export default defineConfig({
  testDir: ".",
  testMatch: "*.spec.ts",
  // One page at a time: the tests share two cores with the program they measure.
  workers: 1,
  timeout: 30_000,
  forbidOnly: true,
  reporter: [["list"]],
  outputDir: "test-results",
  use: {
    locale: "sv-SE",
    launchOptions: {
      executablePath,
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-dev-shm-usage",
      ],
    },
  },
});
