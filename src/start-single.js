// The end of the single file's script: the programs are in the page itself, so that nothing is fetched. `program`, the
// page's, and `checker` hold what wasm-bindgen exports of each.

if (typeof document === "undefined") {
  // In a worker: the page sends the checker, which it has compiled, and then what is to be checked.
  onmessage = async ({ data: wasm }) => {
    try {
      await checker.initialise({ module_or_path: wasm });
      onmessage = ({ data: task }) => {
        const answer = checker.answer(task);
        postMessage(answer, [answer[1].buffer]);
      };
      postMessage("ready");
    } catch (reason) {
      postMessage(String(reason));
    }
  };
} else {
  const bytes = (name) =>
    Uint8Array.from(atob(document.getElementById(name).textContent), (character) => character.charCodeAt(0));

  // Compiled once, when the page stands.
  let compiled;
  const module = () => (compiled ??= WebAssembly.compile(bytes("checker")));

  // The checker on the page's own thread: for scripts, and where there can be no worker.
  const checkerHere = async () => {
    await checker.initialise({ module_or_path: await module() });
    return checker;
  };
  // For src/app/worker.rs, which knows the messages.
  window.rapportkollChecker = (onThisThread) => {
    if (onThisThread) {
      const say = (data) => stand.onmessage?.({ data });
      const stand = { onmessage: null, postMessage() {}, terminate() {} };
      checkerHere().then(
        () => {
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
    const script = new Blob([document.getElementById("script").textContent], { type: "text/javascript" });
    const address = URL.createObjectURL(script);
    const worker = new Worker(address);
    const say = (data) => worker.dispatchEvent(new MessageEvent("message", { data }));
    // The worker has taken hold of the script once it answers.
    worker.addEventListener("message", ({ data }) => data !== "sent" && URL.revokeObjectURL(address));
    module().then(
      (wasm) => {
        worker.postMessage(wasm);
        say("sent");
      },
      () => say("missing"),
    );
    return worker;
  };

  program
    .initialise({ module_or_path: bytes("program") })
    .then(() => {
      window.rapportkoll = Object.freeze({
        check: async (text, options) => (await checkerHere()).check(text, options),
      });
    })
    .catch((reason) => {
      const start = document.getElementById("start");
      if (!start) return; // the program runs and has taken the page over
      start.classList.add("start--told");
      document.getElementById("start-failed").hidden = false;
      document.getElementById("start-reason").textContent = String(reason);
    });
}
