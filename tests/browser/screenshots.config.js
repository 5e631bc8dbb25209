// For `cargo xtask screenshots`: pictures, not tests.
import tests from "./playwright.config.js";

export default { ...tests, testMatch: "screenshots.ts" };
