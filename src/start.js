// Starts the program, or says why it cannot. A file of its own, so that the page needs no inline script.
(() => {
  "use strict";
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

  const program = document.getElementById("program");
  import(program.href)
    .then(async (module) => {
      await module.default({ module_or_path: new URL(program.dataset.wasm, document.baseURI) });
      // The JavaScript interface, for scripts and for the console.
      window.rapportkoll = Object.freeze({ check: module.check });
    })
    .catch((reason) => tell("start-failed", reason));
})();
