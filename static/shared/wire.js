/** The wire by HTTP: JSON up, JSON down, and an end to waiting. */

const PATIENCE = 8_000; // ms: a network that has stalled never says so

/**
 * @typedef {object} Said
 * @property {number} status  0 when nobody of ours answered: no network, a stalled one, or the page of something between us
 * @property {any} body  null where there is none
 * @property {string} etag
 */

/**
 * Send something, or fetch where there is nothing to send. Never throws.
 * @param {string} path
 * @param {object} [payload]
 * @param {Record<string, string>} [headers]
 * @returns {Promise<Said>}
 */
export async function call(path, payload, headers = {}) {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), PATIENCE);
  // An answer of hers is at most a kilobyte up, so what nobody reads is left out of its head.
  const sends = payload ? { method: "POST", body: JSON.stringify(payload), referrerPolicy: "no-referrer" } : { cache: "no-store" };
  const types = { Accept: "application/json", ...(payload && { "Content-Type": "application/json" }) };
  try {
    const answer = await fetch(path, { ...sends, headers: { ...types, ...headers }, signal: patience.signal });
    const body = await answer.json().catch(() => null);
    return { status: body || answer.status === 304 ? answer.status : 0, body, etag: answer.headers.get("ETag") ?? "" };
  } catch {
    return { status: 0, body: null, etag: "" };
  } finally {
    clearTimeout(timer);
  }
}
