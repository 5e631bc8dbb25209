// The end of the single file's script: the programs are in the page itself, so that nothing is fetched. `program`, the
// page's, and `checker` hold what wasm-bindgen exports of each; `starting` is of start-checker.js.

if (starting) {
  const bytes = (name) =>
    Uint8Array.from(atob(document.getElementById(name).textContent), (character) => character.charCodeAt(0));

  // Compiled once, when the page stands.
  let compiled;
  const module = () => (compiled ??= WebAssembly.compile(bytes("checker")));
  const forScripts = starting.checker(undefined, module);

  program
    .default({ module_or_path: bytes("program") })
    .then(() => (window.rapportkoll = forScripts))
    .catch((reason) => starting.tell("start-failed", reason));
}
