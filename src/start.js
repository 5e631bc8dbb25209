// Starts the served page, or says why it cannot. A file of its own, so that the page needs no inline script; `starting`
// is of start-checker.js.
(() => {
  "use strict";

  // Browsers refuse modules and fetches from a page on disk; the single file is made for that.
  if (location.protocol === "file:") return starting.tell("start-file");

  /** A program of the page: its script and its wasm. */
  const program = (id) => {
    const link = document.getElementById(id);
    return { script: link.href, wasm: new URL(link.dataset.wasm, document.baseURI) };
  };
  const page = program("program");
  const checker = program("checker");

  // The checker is fetched beside the page, behind it where the browser lets us say so, and compiled once.
  let compiled;
  const compile = async () => {
    const answer = await fetch(checker.wasm, { priority: "low" });
    if (!answer.ok) throw new Error(`${checker.wasm}: ${answer.status}`);
    // Not every server knows what wasm is.
    const known = answer.headers.get("content-type") === "application/wasm";
    return known ? WebAssembly.compileStreaming(answer) : WebAssembly.compile(await answer.arrayBuffer());
  };
  const module = () =>
    (compiled ??= compile().catch((reason) => {
      compiled = undefined; // the next who asks may have more luck
      throw reason;
    }));
  module().catch(() => {}); // told when something is to be checked

  const forScripts = starting.checker(checker.script, module);

  // What the host decides, for src/app/keeping.rs; without it everything is as it is shipped.
  const folder = new URL(".", document.baseURI).href;
  const hosts = async (name) => {
    const address = new URL(name, folder);
    if (!address.href.startsWith(folder)) return null;
    const answer = await fetch(address, { cache: "no-cache" });
    // Some servers send a page for what they do not have.
    return answer.ok && !/html/.test(answer.headers.get("content-type")) ? answer.text() : null;
  };
  const read = (name) => hosts(name).catch(() => null);
  const settings = read("config.json");
  // Asked for beside the settings, which may name other files.
  const usual = "profiles.toml";
  const usually = read(usual);
  const named = (text) => {
    try {
      const { profiles } = JSON.parse(text);
      if (Array.isArray(profiles) && profiles.every((name) => typeof name === "string")) return profiles.slice(0, 50);
    } catch {
      // What is wrong with the settings is told by src/app/config.rs.
    }
    return [usual];
  };
  const profiles = settings.then((text) =>
    Promise.all(named(text).map(async (name) => [name, await (name === usual ? usually : read(name))])),
  );
  import(page.script)
    .then(async (program) => {
      window.rapportkollSettings = await settings;
      window.rapportkollProfiles = JSON.stringify(await profiles);
      await program.default({ module_or_path: page.wasm });
      window.rapportkoll = forScripts;
    })
    .then(keepForOffline)
    .catch((reason) => starting.tell("start-failed", reason));

  // The packed page names a manifest. Where the page is not served over https there is no `serviceWorker`.
  async function keepForOffline() {
    const workers = navigator.serviceWorker;
    if (!workers || !document.querySelector("link[rel=manifest]")) return;
    const registration = await workers.register(new URL("service-worker.js", document.baseURI)).catch(() => null);
    if (!registration) return;
    let reloading = false;
    const offer = (worker) => {
      // For src/app/view/app.rs: says that there is a new version, and answers when the user wants it.
      window.dispatchEvent(new Event("rapportkoll-update"));
      window.addEventListener(
        "rapportkoll-reload",
        () => {
          reloading = true;
          worker.postMessage("take over");
        },
        { once: true },
      );
    };
    workers.addEventListener("controllerchange", () => reloading && location.reload());
    if (registration.waiting && workers.controller) offer(registration.waiting);
    registration.addEventListener("updatefound", () => {
      const worker = registration.installing;
      worker?.addEventListener("statechange", () => {
        // Without a controller it is the first, and nothing is new.
        if (worker.state === "installed" && workers.controller) offer(worker);
      });
    });
  }
})();
