// The end of the single file's script: the program is in the page itself, so that nothing is fetched.
// `initialise` is what wasm-bindgen exports by default; `check` is the JavaScript interface.

if (typeof document === "undefined") {
  // In a worker, where long texts are checked: the page sends the program that it has compiled already.
  onmessage = ({ data: wasm }) => {
    onmessage = null; // the program sets its own
    initialise({ module_or_path: wasm }).catch((reason) => postMessage(String(reason)));
  };
} else {
  // For src/app/worker.rs: a worker with this same script.
  window.rapportkollWorker = (module) => {
    const script = new Blob([document.getElementById("script").textContent], { type: "text/javascript" });
    const address = URL.createObjectURL(script);
    const worker = new Worker(address);
    worker.postMessage(module);
    // The worker has taken hold of the script once it answers.
    worker.addEventListener("message", () => URL.revokeObjectURL(address), { once: true });
    return worker;
  };

  const packed = document.getElementById("program").textContent;
  initialise({ module_or_path: Uint8Array.from(atob(packed), (character) => character.charCodeAt(0)) })
    .then(() => {
      window.rapportkoll = Object.freeze({ check });
    })
    .catch((reason) => {
      const start = document.getElementById("start");
      if (!start) return; // the program runs and has taken the page over
      start.classList.add("start--told");
      document.getElementById("start-failed").hidden = false;
      document.getElementById("start-reason").textContent = String(reason);
    });
}
