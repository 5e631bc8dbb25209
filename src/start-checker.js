// What the served page and the single file have in common in starting: the checker beside the page, and what is said
// when the program does not run. Comes before either's own start script; and it is what a worker runs.
const starting = (() => {
  "use strict";

  /** The checker: by the address of its script, or, in the single file, from this very script. */
  const load = async ({ script, wasm }) => {
    const program = script ? await import(script) : checker;
    await program.default({ module_or_path: wasm });
    return program;
  };

  // In a worker: the page sends the checker, which it has compiled, and then what is to be checked.
  if (typeof document === "undefined") {
    onmessage = async ({ data: sent }) => {
      try {
        const checker = await load(sent);
        onmessage = ({ data: task }) => {
          const answer = checker.answer(task);
          const [, ...pieces] = answer;
          postMessage(answer, pieces.map(({ buffer }) => buffer));
        };
        postMessage("ready");
      } catch (reason) {
        postMessage(String(reason));
      }
    };
    return null;
  }

  // The single file has its script in an element, not at an address.
  const own = document.currentScript?.src;

  const work = () => {
    if (own) return new Worker(own);
    const script = new Blob([document.getElementById("script").textContent], { type: "text/javascript" });
    const address = URL.createObjectURL(script);
    const worker = new Worker(address);
    // The worker has taken hold of the script once it answers.
    worker.addEventListener("message", ({ data }) => data !== "sent" && URL.revokeObjectURL(address));
    return worker;
  };

  /** What stands in for a worker on the page's own thread. */
  const standIn = (here) => {
    const say = (data) => stand.onmessage?.({ data });
    const stand = { onmessage: null, postMessage() {}, terminate() {} };
    here().then(
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
  };

  return {
    /** Says why the program does not run, unless it does and has taken the page over. */
    tell: (id, reason) => {
      const start = document.getElementById("start");
      const message = document.getElementById(id);
      if (!start || !message) return;
      start.classList.add("start--told");
      message.hidden = false;
      if (reason) document.getElementById("start-reason").textContent = String(reason);
    },

    /**
     * The page's way to the checker: the address of its script, if it has one, and `module`, which gives it compiled.
     * Gives the JavaScript interface, for scripts and for the console.
     */
    checker: (script, module) => {
      const here = async () => load({ script, wasm: await module() });
      // For src/app/worker.rs, which knows the messages.
      window.rapportkollChecker = (onThisThread) => {
        if (onThisThread) return standIn(here);
        const worker = work();
        const say = (data) => worker.dispatchEvent(new MessageEvent("message", { data }));
        module().then(
          (wasm) => {
            worker.postMessage({ script, wasm });
            say("sent");
          },
          () => say("missing"),
        );
        return worker;
      };
      return Object.freeze({ check: async (text, options) => (await here()).check(text, options) });
    },
  };
})();
