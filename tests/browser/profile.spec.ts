// Profiles: chosen, copied, edited, kept, taken out and in, the host's own; and the outline that is held against them.
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { axe, expect, field, ready, test, watch } from "./harness.ts";
import { dist, serve } from "./server.ts";

const report = [
  "Resultatrapport april",
  "",
  "Resultat",
  "",
  "Nämnden går bättre än budget så här långt.",
  "",
  "Vädret",
  "",
  "Det har regnat mycket under hela våren.",
  "",
  "Årsprognos",
  "",
  "Prognosen för helåret är oförändrad.",
  "",
].join("\n");

const choice = (page: Page) => page.getByRole("combobox", { name: "Profil", exact: true });
const reason = (page: Page) => page.locator(".summary__reason");
const dialog = (page: Page) => page.getByRole("dialog", { name: /^(Profiler|Ny profil|Ändra profilen)$/ });
const item = (page: Page, name: string) =>
  dialog(page).getByRole("listitem").filter({ has: page.locator(".profiles__name", { hasText: name }) });
const outline = (page: Page) => page.getByRole("tabpanel", { name: "Disposition" });
const line = (page: Page, title: string) =>
  outline(page).locator(".outline__item").filter({ has: page.getByText(title, { exact: true }) });
const checked = (page: Page) => expect(page.locator(".summary__status")).toHaveText(/^Kontrollerad/);

async function paste(page: Page) {
  await field(page).fill(report);
  await checked(page);
}

async function manage(page: Page) {
  await page.getByRole("button", { name: "Profiler…" }).click();
  await expect(dialog(page)).toBeVisible();
}

/** A copy of an included profile, under a name. */
async function copy(page: Page, of: string, name: string) {
  await manage(page);
  await dialog(page).getByRole("button", { name: `Kopiera och ändra ${of}`, exact: true }).click();
  await expect(dialog(page).getByRole("textbox", { name: "Namn" }).first()).toBeFocused();
  await dialog(page).getByRole("textbox", { name: "Namn" }).first().fill(name);
}

const save = (page: Page) => dialog(page).getByRole("button", { name: "Spara", exact: true }).click();
const card = (page: Page, name: string) => dialog(page).locator(".form-card").filter({ has: page.locator(".form-card__name", { hasText: new RegExp(`^${name}$`) }) }).first();

async function importFile(page: Page, name: string, content: string | Buffer) {
  await dialog(page).locator("input[type=file]").setInputFiles({ name, mimeType: "application/toml", buffer: Buffer.from(content) });
}

test("the kind of report is recognised with its reason, and can be overruled", async ({ app: { page } }) => {
  await paste(page);
  await expect(choice(page).locator("option:checked")).toHaveText("Automatiskt: Resultatrapport");
  await expect(reason(page)).toContainText("”resultatrapport”");
  await axe(page, "recognised");
  await choice(page).selectOption({ label: "Fri" });
  await checked(page);
  await expect(reason(page)).toContainText("Vald av dig");
  await expect(page.getByRole("article").filter({ hasText: "saknas" })).toHaveCount(0);
  await page.waitForTimeout(600); // the draft is written once typing has rested
  await page.reload();
  await expect(choice(page).locator("option:checked")).toHaveText("Fri");
  // What is kept names the profile, and the profile part of it no word of the report.
  expect(await page.evaluate(() => localStorage["rapportkoll.profile"])).toBe("fri");
  await choice(page).selectOption({ index: 0 });
  await expect(page.getByRole("article").filter({ hasText: "Investeringsverksamhet" }).first()).toBeVisible();
  await page.getByRole("button", { name: "Protokoll…" }).click();
  const protocol = page.getByRole("dialog", { name: "Granskningsprotokoll" });
  await expect(protocol).toContainText("Resultatrapport. Känns igen på ”resultatrapport”");
});

test("the outline shows what is there, what is missing and what is beyond the profile, and leads there", async ({ app: { page } }) => {
  await paste(page);
  await page.getByRole("tab", { name: "Disposition" }).click();
  await expect(line(page, "Resultat").first()).toContainText("Finns");
  await expect(line(page, "Vädret")).toContainText("Utöver profilen");
  await expect(line(page, "Investeringsverksamhet").first()).toContainText("Saknas");
  await axe(page, "outline");
  const titles = await outline(page).locator(".outline__title").allInnerTexts();
  expect(titles.indexOf("Årsprognos")).toBeLessThan(titles.indexOf("Investeringsverksamhet"));
  await line(page, "Årsprognos").first().getByRole("button").click();
  await expect(field(page)).toBeFocused();
  await line(page, "Investeringsverksamhet").first().getByRole("button", { name: "Visa anmärkningen" }).click();
  await expect(page.locator("article:focus")).toContainText("Investeringsverksamhet");
  // A heading with nothing under it is there, and empty.
  await field(page).fill(`${report}\nInvesteringsverksamhet\n`);
  await checked(page);
  await page.getByRole("tab", { name: "Disposition" }).click();
  await expect(line(page, "Investeringsverksamhet").first()).toContainText("Tomt avsnitt");
  await line(page, "Investeringsverksamhet").first().getByRole("button").first().click();
  await expect(field(page)).toBeFocused();
});

test("a profile is copied, edited, kept and used; edited again, reset, removed and brought back", async ({ app: { page } }) => {
  await paste(page);
  await copy(page, "Resultatrapport", "Vår rapport");
  await axe(page, "form");
  // A section is taken away, another is called something else, one is added.
  await card(page, "Investeringsverksamhet").locator("summary").click();
  await dialog(page).getByRole("button", { name: "Ta bort Investeringsverksamhet" }).first().click();
  await expect(page.locator("summary:focus")).toHaveText(/Sammanfattande kommentarer/);
  await dialog(page).getByRole("button", { name: "Lägg till avsnitt" }).click();
  await page.keyboard.type("Vädret");
  await save(page);
  await expect(dialog(page).getByRole("status")).toHaveText("Vår rapport är sparad och används nu.");
  await expect(page.getByRole("button", { name: "Ändra Vår rapport", exact: true })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(dialog(page)).toBeHidden();
  await expect(choice(page).locator("option:checked")).toHaveText("Vår rapport");
  await checked(page);
  await page.getByRole("tab", { name: "Disposition" }).click();
  await expect(line(page, "Vädret")).toContainText("Finns");
  await page.waitForTimeout(600);
  await page.reload();
  await expect(choice(page).locator("option:checked")).toHaveText("Vår rapport");
  // Once more, and this time the change is thrown away.
  await manage(page);
  await dialog(page).getByRole("button", { name: "Ändra Vår rapport", exact: true }).click();
  await dialog(page).getByRole("textbox", { name: "Beskrivning" }).fill("För oss.");
  await dialog(page).getByRole("button", { name: "Kasta ändringarna" }).click();
  await expect(page.getByRole("button", { name: "Ändra Vår rapport", exact: true })).toBeFocused();
  await expect(item(page, "Vår rapport")).not.toContainText("För oss.");
  await dialog(page).getByRole("button", { name: "Återställ Vår rapport till Resultatrapport" }).click();
  await expect(dialog(page).getByRole("status")).toHaveText("Vår rapport är återställd.");
  await expect(item(page, "Vår rapport")).toContainText("9 avsnitt");
  await dialog(page).getByRole("button", { name: "Ta bort Vår rapport" }).click();
  await expect(item(page, "Vår rapport")).toHaveCount(0);
  await expect(dialog(page).getByRole("button", { name: "Ångra" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(item(page, "Vår rapport")).toHaveCount(1);
  await axe(page, "list");
});

test("what cannot be kept is said at its field, and goes when it is mended", async ({ app: { page } }) => {
  await paste(page);
  await manage(page);
  await dialog(page).getByRole("button", { name: "Ny profil" }).click();
  await dialog(page).getByRole("textbox", { name: "Namn" }).first().fill("Fri");
  await dialog(page).getByRole("button", { name: "Lägg till avsnitt" }).click();
  await save(page);
  const name = dialog(page).getByRole("textbox", { name: "Namn" }).first();
  await expect(name).toBeFocused();
  await expect(name).toHaveAttribute("aria-invalid", "true");
  await expect(dialog(page).getByText("En annan profil heter så. Välj ett annat namn.")).toBeVisible();
  await expect(dialog(page).getByText("2 fält behöver rättas.")).toBeVisible();
  await axe(page, "faults");
  await name.fill("Vår");
  await expect(name).not.toHaveAttribute("aria-invalid", "true");
  await save(page);
  await expect(dialog(page).getByText("Skriv något här.")).toBeVisible();
  await page.keyboard.type("Läget");
  // Closed and opened again: nothing of what was written is gone.
  await page.keyboard.press("Escape");
  await expect(dialog(page)).toBeHidden();
  await expect(page.getByRole("button", { name: "Profiler…" })).toBeFocused();
  await manage(page);
  await expect(dialog(page).getByRole("textbox", { name: "Namn" }).first()).toHaveValue("Vår");
  await save(page);
  await expect(dialog(page).getByRole("status")).toHaveText("Vår är sparad och används nu.");
});

test("tables, rows, rounding and checks are edited", async ({ app: { page } }) => {
  await paste(page);
  await manage(page);
  await dialog(page).getByRole("button", { name: "Ny profil" }).click();
  await dialog(page).getByRole("combobox", { name: "Så mycket får en summa skilja" }).selectOption({ label: "Högst ett visst belopp" });
  await dialog(page).getByRole("textbox", { name: "Belopp, i tabellens enhet" }).fill("2,5");
  await dialog(page).getByRole("textbox", { name: "Underrubriker" }).fill("Utfall; Analys");
  await dialog(page).getByRole("button", { name: "Lägg till tabell" }).click();
  await page.keyboard.type("Drift");
  await dialog(page).getByRole("button", { name: "Lägg till rad" }).click();
  await page.keyboard.type("Intäkter");
  await dialog(page).getByRole("button", { name: "Lägg till rad" }).click();
  await page.keyboard.type("Finansnetto");
  await dialog(page).getByRole("textbox", { name: "Rad 2, andra namn" }).fill("Finansiella poster; Räntenetto");
  await dialog(page).getByRole("combobox", { name: "Rad 2, krav" }).selectOption({ label: "Bör finnas" });
  await dialog(page).getByRole("button", { name: "Flytta upp Finansnetto" }).click();
  await dialog(page).getByText("Kontroller som görs").click();
  await dialog(page).getByRole("checkbox", { name: "Tom rubrik" }).uncheck();
  await save(page);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    dialog(page).getByRole("button", { name: "Ladda ner Vår profil som fil" }).click(),
  ]);
  expect(download.suggestedFilename()).toBe("var-profil.toml");
  expect(await readFile(await download.path(), "utf8")).toBe(
    [
      'id = "var-profil"',
      'name = "Vår profil"',
      'rounding = "fixed:2.5"',
      'rules_off = ["section/empty"]',
      'pattern = ["Utfall", "Analys"]',
      "",
      "[[table]]",
      'name = "Drift"',
      'demand = "required"',
      "",
      "[[table.row]]",
      'name = "Finansnetto"',
      'alternatives = ["Finansiella poster", "Räntenetto"]',
      'demand = "recommended"',
      "",
      "[[table.row]]",
      'name = "Intäkter"',
      'demand = "required"',
      "",
    ].join("\n"),
  );
  await page.keyboard.press("Escape");
  await expect(page.getByRole("article").filter({ hasText: "Tabellen ”Drift” saknas" })).toBeVisible();
});

test("a profile goes out as a file and comes in again beside the first", async ({ app: { page } }) => {
  await paste(page);
  await copy(page, "Resultatrapport", "Vår rapport");
  await save(page);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    dialog(page).getByRole("button", { name: "Ladda ner Vår rapport som fil" }).click(),
  ]);
  const text = await readFile(await download.path(), "utf8");
  await importFile(page, "samma.toml", text);
  await expect(dialog(page).getByRole("status")).toHaveText("Profilerna i samma.toml finns redan här.");
  await importFile(page, "annan.toml", text.replace("required", "recommended"));
  await expect(dialog(page).getByRole("status")).toHaveText("Inläst: Vår rapport 2.");
  await page.keyboard.press("Escape");
  await choice(page).selectOption({ label: "Vår rapport 2" });
  await expect(reason(page)).toContainText("Vald av dig");
});

test("a file that is broken, empty, huge, of another kind or with unknown keys is told, and nothing is lost", async ({ app: { page } }) => {
  await paste(page);
  await copy(page, "Fri", "Vår");
  await save(page);
  const refused = dialog(page).getByRole("alert");
  const head = 'id = "x"\nname = "X"\n';
  const cases: [string, string | Buffer, RegExp][] = [
    ["trasig.toml", `${head}[[section]\nname = "A"\n`, /trasig\.toml, rad 3: raden går inte att läsa\. Kontrollera citattecken/],
    ["tom.toml", "", /tom\.toml, rad 1: filen är tom/],
    ["stor.toml", `# ${"x".repeat(300_000)}\n${head}`, /stor\.toml, rad 1: filen är för stor\. En profil får vara högst 256 kB/],
    ["enorm.toml", Buffer.alloc(5 * 1024 * 1024, "#"), /enorm\.toml, rad 1: filen är för stor/],
    ["nyckel.toml", `${head}[[section]]\nnamn = "A"\n`, /nyckel\.toml, rad 4: nyckeln ”section\.namn” finns inte\. Kontrollera stavningen/],
    ["rapport.docx", "PK\u0003\u0004\u0014\0\0\0\b\0", /rapport\.docx är inte en textfil/],
    ["lang.toml", head + "x = 1\n".replace("x", "a") + Array.from({ length: 9 }, (_, n) => `b${n} = 1\n`).join(""), /Och 4 fel till/],
  ];
  for (const [name, content, message] of cases) {
    await importFile(page, name, content);
    await expect(refused).toContainText(message);
  }
  await axe(page, "refused");
  await expect(item(page, "Vår")).toHaveCount(1);
  await importFile(page, "bra.toml", `${head}[[section]]\nname = "A"\n`);
  await expect(refused).toHaveCount(0);
  await expect(item(page, "X")).toHaveCount(1);
});

test("the host's profiles are there for everyone, and config.json can name one", async ({ page }) => {
  const folder = await mkdtemp(join(tmpdir(), "rapportkoll-"));
  await cp(dist, folder, { recursive: true });
  const own = 'id = "kommunens"\nname = "Kommunens rapport"\n[[section]]\nname = "Vädret"\n[[section]]\nname = "Lokaler"\n';
  await writeFile(join(folder, "profiles.toml"), own);
  await writeFile(join(folder, "config.json"), '{"profile": "kommunens"}');
  const server = await serve({ folder });
  const { faults } = watch(page);
  await page.goto(server.url);
  await ready(page);
  await paste(page);
  await expect(choice(page).locator("option:checked")).toHaveText("Kommunens rapport");
  await expect(reason(page)).toContainText("Vald av den som förvaltar sidan");
  await expect(page.getByRole("article").filter({ hasText: "Lokaler" })).toBeVisible();
  await manage(page);
  await expect(dialog(page).getByRole("button", { name: "Ändra Kommunens rapport", exact: true })).toHaveCount(0);
  await dialog(page).getByRole("button", { name: "Kopiera och ändra Kommunens rapport" }).click();
  await expect(dialog(page).getByRole("textbox", { name: "Namn" }).first()).toHaveValue("Kommunens rapport, egen");
  await dialog(page).getByRole("button", { name: "Kasta ändringarna" }).click();
  await page.keyboard.press("Escape");
  expect(faults).toEqual([]);
  // Broken: told with file, line and key, and the included ones work.
  await writeFile(join(folder, "profiles.toml"), own.replace("[[section]]\nname", "[[section]]\nnamn"));
  await page.evaluate(() => localStorage.clear());
  await page.goto(server.url);
  await ready(page);
  await expect(page.getByRole("alert")).toContainText("profiles.toml, rad 3: ”section.name” saknas och måste finnas");
  await expect(page.getByRole("alert")).toContainText("De medföljande profilerna fungerar som vanligt");
  await paste(page);
  await expect(choice(page).locator("option:checked")).toHaveText("Automatiskt: Resultatrapport");
  await axe(page, "broken host file");
  // Without the file all is as it is shipped.
  await rm(join(folder, "profiles.toml"));
  await writeFile(join(folder, "config.json"), "{}");
  await page.goto(server.url);
  await ready(page);
  await paste(page);
  await expect(page.getByRole("alert")).toHaveCount(0);
  await server.close();
  await rm(folder, { recursive: true });
});

test("the host's profiles may lie in several files, and each says what is wrong with it", async ({ page }) => {
  const folder = await mkdtemp(join(tmpdir(), "rapportkoll-"));
  await cp(dist, folder, { recursive: true });
  await mkdir(join(folder, "profiles"));
  const profile = (id: string, name: string) => `id = "${id}"\nname = "${name}"\n[[section]]\nname = "Vädret"\n`;
  const files = ["profiles/socialnamnden.toml", "profiles/skolnamnden.toml", "profiles/saknas.toml"];
  await writeFile(join(folder, files[0]), profile("social", "Socialnämndens rapport"));
  await writeFile(join(folder, files[1]), profile("skola", "Skolnämndens rapport"));
  await writeFile(join(folder, "profiles.toml"), profile("olast", "Som ingen nämner"));
  await writeFile(join(folder, "config.json"), JSON.stringify({ profile: "skola", profiles: files.slice(0, 2) }));
  const server = await serve({ folder });
  const { faults } = watch(page);
  await page.goto(server.url);
  await ready(page);
  await paste(page);
  await expect(page.getByRole("alert")).toHaveCount(0);
  await expect(choice(page).locator("option:checked")).toHaveText("Skolnämndens rapport");
  await manage(page);
  await expect(item(page, "Socialnämndens rapport")).toHaveCount(1);
  await expect(item(page, "Som ingen nämner")).toHaveCount(0);
  await page.keyboard.press("Escape");
  expect(faults).toEqual([]);
  // One is faulty and one is not there: both are told, and the third works.
  await writeFile(join(folder, files[1]), profile("skola", "Skolnämndens rapport").replace("[[section]]\nname", "[[section]]\nnamn"));
  await writeFile(join(folder, "config.json"), JSON.stringify({ profile: "social", profiles: files }));
  await page.goto(server.url);
  await ready(page);
  const alert = page.getByRole("alert");
  await expect(alert).toContainText("profiles/skolnamnden.toml, rad 3: ”section.name” saknas och måste finnas");
  await expect(alert).toContainText("profiles/saknas.toml: filen finns inte bredvid sidan");
  await expect(alert).toContainText("Alla andra profiler fungerar som vanligt");
  await paste(page);
  await expect(choice(page).locator("option:checked")).toHaveText("Socialnämndens rapport");
  await axe(page, "broken files of the host");
  await server.close();
  await rm(folder, { recursive: true });
});

test("two tabs do not overwrite each other's profile without a word", async ({ app: { page, server }, context }) => {
  await paste(page);
  await copy(page, "Fri", "Vår");
  await save(page);
  await dialog(page).getByRole("button", { name: "Ändra Vår", exact: true }).click();
  await dialog(page).getByRole("textbox", { name: "Beskrivning" }).fill("Den ena.");
  const other = await context.newPage();
  await other.goto(server.url);
  await ready(other);
  await paste(other);
  await manage(other);
  await dialog(other).getByRole("button", { name: "Ändra Vår", exact: true }).click();
  await dialog(other).getByRole("textbox", { name: "Beskrivning" }).fill("Den andra.");
  await save(other);
  await expect(dialog(other).getByRole("status")).toHaveText("Vår är sparad.");
  await save(page);
  await expect(dialog(page).getByRole("alert").filter({ hasText: "en annan flik" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Spara mina ändringar ändå" })).toBeFocused();
  await axe(page, "conflict");
  await dialog(page).getByRole("button", { name: "Spara som en ny profil" }).click();
  await expect(item(page, "Vår 2")).toContainText("Den ena.");
  await expect(dialog(other).locator(".profiles__name", { hasText: "Vår 2" })).toBeVisible();
  await other.close();
});

test("profiles that do not fit are told", async ({ app: { page } }) => {
  await paste(page);
  await page.evaluate(() => {
    // As much as the browser keeps, to the last kilobyte.
    for (let size = 4 * 1024 * 1024; size > 1000; size = Math.floor(size / 2)) {
      for (let n = 0; n < 4; n += 1) {
        try {
          localStorage.setItem(`full-${size}-${n}`, "x".repeat(size));
        } catch {
          break;
        }
      }
    }
  });
  await copy(page, "Årsredovisning, kommun", "Vår");
  await save(page);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("alert")).toContainText("Profilerna får inte plats");
});

for (const width of [320, 390]) {
  test(`at ${width} pixels the form and the list are in one column and nothing sticks out`, async ({ app: { page } }) => {
    await page.setViewportSize({ width, height: 740 });
    await paste(page);
    await manage(page);
    const wide = () => dialog(page).evaluate((it) => it.scrollWidth - it.clientWidth);
    expect(await wide()).toBeLessThanOrEqual(0);
    await dialog(page).getByRole("button", { name: "Kopiera och ändra Månadsuppföljning, nämnd" }).click();
    await card(page, "Drift").locator("summary").first().click();
    expect(await wide()).toBeLessThanOrEqual(0);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBeLessThanOrEqual(0);
    await axe(page, `${width} pixels`);
  });
}
