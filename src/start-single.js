// The end of the single file's script: the program is in the page itself, so that nothing is fetched.
// `initialise` is what wasm-bindgen exports by default; `check` is the JavaScript interface.

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
