/** Snapshots: how things stand, fetched from the server; the newest wins, and an old one never overwrites it. */

/**
 * @typedef {object} Fetched
 * @property {number} status  0 when the server could not be reached
 * @property {any} [body]
 */

/**
 * Keep fetching one address. Asks one at a time: a hint that comes meanwhile is answered by one more look.
 * @param {string} url
 * @param {(state: any) => void} onState  called with a state that is not older than the last one
 * @param {(status: number) => void} [onTrouble]  called with the status of an answer that held no state
 */
export function follow(url, onState, onTrouble = () => {}) {
  let known = -1;
  let etag = "";
  let busy = false;
  let more = false;

  const take = (/** @type {any} */ state) => {
    if (state.version < known) return;
    known = state.version;
    onState(state);
  };
  async function look() {
    if (busy) {
      more = true;
      return;
    }
    busy = true;
    const answer = await get(url, etag);
    busy = false;
    if (answer.status === 200) {
      etag = answer.etag;
      take(answer.body);
    } else if (answer.status !== 304) onTrouble(answer.status);
    if (more) {
      more = false;
      await look();
    }
  }
  return { look, take, version: () => known };
}

/**
 * @param {string} url
 * @param {string} etag
 * @returns {Promise<Fetched & {etag: string}>}
 */
async function get(url, etag) {
  try {
    const headers = { Accept: "application/json", ...(etag && { "If-None-Match": etag }) };
    const answer = await fetch(url, { headers, cache: "no-store" });
    const body = answer.status === 200 ? await answer.json() : undefined;
    return { status: answer.status, body, etag: answer.headers.get("ETag") ?? "" };
  } catch {
    return { status: 0, etag: "" };
  }
}

/**
 * Send something to the server as JSON. Never throws.
 * @param {string} url
 * @param {object} body
 * @returns {Promise<Fetched>}
 */
export async function send(url, body) {
  try {
    const headers = { "Content-Type": "application/json", Accept: "application/json" };
    const answer = await fetch(url, { method: "POST", headers, body: JSON.stringify(body) });
    return { status: answer.status, body: await answer.json() };
  } catch {
    return { status: 0 };
  }
}
