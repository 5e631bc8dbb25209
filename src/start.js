// Starts the program, or says why it cannot. A file of its own, so that the page needs no inline script.
(() => {
  "use strict";

  // In a worker, where long texts are checked: the page sends the program that it has compiled already.
  if (typeof document === "undefined") {
    onmessage = async ({ data: { program, wasm } }) => {
      onmessage = null; // the program sets its own
      try {
        await (await import(program)).default({ module_or_path: wasm });
      } catch (reason) {
        postMessage(String(reason));
      }
    };
    return;
  }

  const tell = (id, reason) => {
    const start = document.getElementById("start");
    const message = document.getElementById(id);
    if (!start || !message) return; // the program runs and has taken the page over
    start.classList.add("start--told");
    message.hidden = false;
    if (reason) document.getElementById("start-reason").textContent = String(reason);
  };

  // Browsers refuse modules and fetches from a page on disk; the single file is made for that.
  if (location.protocol === "file:") return tell("start-file");

  const program = document.getElementById("program").href;
  const here = document.currentScript.src;
  const wasm = new URL(document.getElementById("program").dataset.wasm, document.baseURI);
  // For src/app/worker.rs: a worker with the same program.
  window.rapportkollWorker = (module) => {
    const worker = new Worker(here);
    worker.postMessage({ program, wasm: module });
    return worker;
  };
  // What the host decides, for src/app/keeping.rs; without it everything is as it is shipped.
  const settings = fetch(new URL("config.json", document.baseURI), { cache: "no-cache" })
    .then((answer) => (answer.ok ? answer.text() : ""))
    .catch(() => "");
  import(program)
    .then(async (module) => {
      window.rapportkollSettings = await settings;
      await module.default({ module_or_path: wasm });
      // The JavaScript interface, for scripts and for the console.
      window.rapportkoll = Object.freeze({ check: module.check });
    })
    .then(keepForOffline)
    .catch((reason) => tell("start-failed", reason));

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
