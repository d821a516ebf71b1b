/** Keeping the shell. On plain http, as in most halls, a browser offers nothing of the kind, and nothing is missed. */

/** The page that waits is another one: in another language, say. A browser looks by itself only when her page is loaded. */
export function renewShell(/** @type {?ServiceWorkerContainer | undefined} */ workers = globalThis.navigator?.serviceWorker) {
  workers?.getRegistration("/phone").then((shell) => shell?.update()).catch(() => {}); // the next load will do
}

/** Have this phone keep what it needs to wait for a network; leaving takes it away (`Clear-Site-Data`). */
export function keepShell(/** @type {?ServiceWorkerContainer | undefined} */ workers = globalThis.navigator?.serviceWorker) {
  workers?.register("/phone/worker.js", { scope: "/phone" }).catch(() => {}); // it is an extra
}
