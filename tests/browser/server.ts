// A server of static files, as plain as the plainest that a page may be put on.
import { createServer, type Server } from "node:http";
import { readFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";

/** The built page. */
export const dist = fileURLToPath(new URL("../../dist/", import.meta.url));

const types: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
  ".json": "application/json",
  ".toml": "application/toml",
  ".webmanifest": "application/manifest+json",
};

export interface Served {
  /** The address of the page, with a slash at the end. */
  url: string;
  /** What has been asked for, without the path that the page is under. */
  asked: string[];
  close(): Promise<void>;
}

export interface Manner {
  /** The path that the page is under, with slashes at both ends. */
  under?: string;
  /** What wasm is sent as. */
  wasm?: string;
  /** What is served in the place of the built page. */
  folder?: string;
}

/** Serves the built page on a free port of this machine. */
export async function serve({ under = "/", wasm = types[".wasm"], folder = dist }: Manner = {}): Promise<Served> {
  const asked: string[] = [];
  const server: Server = createServer(async (request, response) => {
    const path = new URL(request.url ?? "/", "http://local").pathname;
    if (!path.startsWith(under)) {
      asked.push(`outside: ${path}`);
      response.writeHead(404).end();
      return;
    }
    const name = decodeURIComponent(path.slice(under.length));
    asked.push(name);
    const file = normalize(join(folder, name === "" ? "index.html" : name));
    try {
      if (!file.startsWith(normalize(folder))) throw new Error("outside");
      const content = await readFile(file);
      const ending = extname(file);
      response.setHeader("content-type", ending === ".wasm" ? wasm : (types[ending] ?? "application/octet-stream"));
      response.end(content);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}${under}`,
    asked,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        // A browser holds connections open that it has no use for yet.
        server.closeAllConnections();
      }),
  };
}
