// Starts the program, or says why it cannot. A file of its own, so that the page needs no inline script.
(() => {
  "use strict";

  // In a worker: the page sends the checker, which it has compiled, and then what is to be checked.
  if (typeof document === "undefined") {
    onmessage = async ({ data: { script, wasm } }) => {
      try {
        const checker = await import(script);
        await checker.default({ module_or_path: wasm });
        onmessage = ({ data: task }) => {
          const answer = checker.answer(task);
          postMessage(answer, [answer[1].buffer]);
        };
        postMessage("ready");
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

  const here = document.currentScript.src;
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

  /** The checker on the page's own thread: for scripts, and where there can be no worker. */
  const checkerHere = async () => {
    const program = await import(checker.script);
    await program.default({ module_or_path: await module() });
    return program;
  };
  // For src/app/worker.rs, which knows the messages.
  window.rapportkollChecker = (onThisThread) => {
    if (onThisThread) {
      const say = (data) => stand.onmessage?.({ data });
      const stand = { onmessage: null, postMessage() {}, terminate() {} };
      checkerHere().then(
        (checker) => {
          // A moment later, so that the page is drawn before it stands still.
          stand.postMessage = (task) =>
            setTimeout(() => {
              try {
                say(checker.answer(task));
              } catch (reason) {
                say(String(reason));
              }
            }, 20);
          say("ready");
        },
        (reason) => say(String(reason)),
      );
      return stand;
    }
    const worker = new Worker(here);
    const say = (data) => worker.dispatchEvent(new MessageEvent("message", { data }));
    module().then(
      (wasm) => {
        worker.postMessage({ script: checker.script, wasm });
        say("sent");
      },
      () => say("missing"),
    );
    return worker;
  };
  // What the host decides, for src/app/keeping.rs; without it everything is as it is shipped.
  const hosts = (name) =>
    fetch(new URL(name, document.baseURI), { cache: "no-cache" })
      // Some servers send a page for what they do not have.
      .then((answer) => (answer.ok && !/html/.test(answer.headers.get("content-type")) ? answer.text() : null))
      .catch(() => null);
  const settings = hosts("config.json");
  const profiles = hosts("profiles.toml");
  import(page.script)
    .then(async (program) => {
      window.rapportkollSettings = await settings;
      window.rapportkollProfiles = await profiles;
      await program.default({ module_or_path: page.wasm });
      // The JavaScript interface, for scripts and for the console.
      window.rapportkoll = Object.freeze({
        check: async (text, options) => (await checkerHere()).check(text, options),
      });
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
