/**
 * The shell: what a phone needs to show a page of ours where there is no network. It runs on https alone, as browsers want
 * it. `app/web/shell.py` writes SHELL in front of this file: `name`, another one as soon as anything kept is another, what
 * is kept by its `paths`, and which of them stands in for the phone's `page`. Nothing else is ever kept: no answer, no
 * state, no page of hers.
 */

const { name, paths, page, offline } = SHELL;

addEventListener("install", (event) => event.waitUntil(keep()));
addEventListener("activate", (event) => event.waitUntil(dropOthers()));
addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request;
  const { pathname, search } = new URL(url);
  if (method !== "GET") return;
  if (mode === "navigate" && pathname === page) event.respondWith(shown(event.request));
  else if (paths.includes(pathname + search)) event.respondWith(kept(event.request));
});

async function keep() {
  await (await caches.open(name)).addAll(paths);
  await skipWaiting();
}

async function dropOthers() {
  const others = (await caches.keys()).filter((each) => each !== name);
  await Promise.all(others.map((each) => caches.delete(each)));
  await clients.claim();
}

/** Her page from the server; where there is none, or only something in front of it, the one that waits for it. */
async function shown(request) {
  const answer = await fetch(request).catch(() => null);
  if (answer && answer.status < 502) return answer;
  return (await caches.match(offline)) ?? answer ?? Response.error();
}

async function kept(request) {
  return (await caches.match(request)) ?? fetch(request);
}
