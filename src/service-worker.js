// Keeps the page's own files, so that it opens without a network. `cargo xtask dist` fills in which they are.
"use strict";

/** The files of this version: all that the page needs, by names that change with their contents. */
const FILES = [];
/** Changes with any of them. */
const VERSION = "";

// Several copies of the page may be on one server: each keeps its own.
const OURS = `rapportkoll ${registration.scope} `;
const KEPT = OURS + VERSION;

addEventListener("install", (event) => {
  // From the server, not from what the browser happens to remember of an earlier version.
  const fresh = FILES.map((file) => new Request(file, { cache: "reload" }));
  event.waitUntil(caches.open(KEPT).then((kept) => kept.addAll(fresh)));
});

addEventListener("activate", (event) => {
  const old = (name) => name.startsWith(OURS) && name !== KEPT;
  event.waitUntil(
    caches.keys().then((names) => Promise.all(names.filter(old).map((name) => caches.delete(name)))),
  );
});

// The user wants the new version now.
addEventListener("message", ({ data }) => {
  if (data === "take over") skipWaiting();
});

addEventListener("fetch", (event) => {
  const { request } = event;
  const inScope = request.url.startsWith(registration.scope);
  if (request.method !== "GET" || !inScope) return;
  const path = request.url.slice(registration.scope.length).replace(/[?#].*/, "");
  const file = path === "" ? "index.html" : path;
  if (FILES.includes(file)) {
    // Always of the version that the page was opened with, so that its parts fit together.
    event.respondWith(
      caches.open(KEPT).then((kept) => kept.match(new URL(file, registration.scope))).then((kept) => kept || fetch(request)),
    );
  } else {
    // What the host may change, such as its settings: the newest there is, and the last that was seen offline.
    event.respondWith(
      fetch(request)
        .then(async (answer) => {
          if (answer.ok) await caches.open(KEPT).then((kept) => kept.put(request, answer.clone()));
          return answer;
        })
        .catch(() => caches.open(KEPT).then((kept) => kept.match(request)).then((kept) => kept || Response.error())),
    );
  }
});
